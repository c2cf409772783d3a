//! The rules of the ledger: where an entry counts, how much of it is additional, how a session is
//! counted, and how strong its evidence is (P1.2e, P5a). Quantities are whole thousandths of the
//! measure's unit; nothing here is a fraction of a number.

use crate::calendar::{Calendar, Quarter};
use crate::framework::TermRefused;
use crate::numbers::parted;
use crate::partners::PartnerRefused;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fmt;
use thiserror::Error;

/// A quantity of a measure in thousandths of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quantity(pub i64);

impl fmt::Display for Quantity {
    /// Thousands are parted by commas, trailing noughts are left out: `1,234.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let whole = parted(size / 1000);
        let sign = if self.0 < 0 { "-" } else { "" };
        let part = format!("{:03}", size % 1000);
        match part.trim_end_matches('0') {
            "" => write!(out, "{sign}{whole}"),
            part => write!(out, "{sign}{whole}.{part}"),
        }
    }
}

/// How strong the evidence of an entry is; the strongest of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Nothing is attached.
    Unevidenced,
    /// The organisation says so itself.
    SelfDeclared,
    /// A partner confirms it.
    PartnerConfirmed,
    /// A record kept by somebody else shows it.
    ThirdPartyRecord,
    /// Somebody independent has checked it.
    IndependentlyChecked,
}

impl Grade {
    /// All grades, weakest first.
    pub const ALL: [Self; 5] = [
        Self::Unevidenced,
        Self::SelfDeclared,
        Self::PartnerConfirmed,
        Self::ThirdPartyRecord,
        Self::IndependentlyChecked,
    ];

    /// The number kept in the database, 0 (nothing) to 4.
    pub fn number(self) -> i64 {
        match self {
            Self::Unevidenced => 0,
            Self::SelfDeclared => 1,
            Self::PartnerConfirmed => 2,
            Self::ThirdPartyRecord => 3,
            Self::IndependentlyChecked => 4,
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unevidenced => "No evidence yet",
            Self::SelfDeclared => "Self-declared",
            Self::PartnerConfirmed => "Partner-confirmed",
            Self::ThirdPartyRecord => "Third-party record",
            Self::IndependentlyChecked => "Independently checked",
        }
    }

    /// The grade of a number, if there is one.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.number() == number)
    }
}

/// What of a session counts towards a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// One for each person who was there.
    Attendees,
    /// Hours of the session times the people who were there.
    HoursAttended,
    /// One for the session.
    Sessions,
}

impl Counting {
    /// All ways, in the order forms offer them.
    pub const ALL: [Self; 3] = [Self::Attendees, Self::HoursAttended, Self::Sessions];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Attendees => "attendees",
            Self::HoursAttended => "hours-attended",
            Self::Sessions => "sessions",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attendees => "People who took part",
            Self::HoursAttended => "Hours × people who took part",
            Self::Sessions => "Number of sessions",
        }
    }

    /// The way of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counting| counting.key() == key)
    }

    /// The quantity of a session of so many minutes with so many people. Part-hours are rounded
    /// half up to a thousandth of an hour once, after multiplying.
    pub fn quantity(self, minutes: i64, attendees: i64) -> Quantity {
        Quantity(match self {
            Self::Attendees => attendees.saturating_mul(1000),
            Self::HoursAttended => {
                (minutes
                    .saturating_mul(attendees)
                    .saturating_mul(1000)
                    .saturating_add(30))
                    / 60
            }
            Self::Sessions => 1000,
        })
    }
}

/// The additional part of a quantity: what would not have been done for the contract's money
/// anyway. `percent` is 0 (core delivery) to 100 (all additional); rounded half away from nought.
pub fn additional(quantity: Quantity, percent: i64) -> Quantity {
    let exact = i128::from(quantity.0) * i128::from(percent.clamp(0, 100));
    let half = if exact < 0 { -50 } else { 50 };
    Quantity(i64::try_from((exact + half) / 100).unwrap_or(quantity.0))
}

/// Where an entry counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The quarter whose return it is part of.
    pub quarter: Quarter,
    /// The date inside that quarter under which it is listed.
    pub counts_on: Date,
    /// The signed quarter it belongs to by its own date, when it comes too late for it.
    pub adjusts: Option<Quarter>,
}

/// Why an entry cannot be posted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PostRefused {
    /// It says it happened after today.
    #[error("The date must be today or in the past")]
    InTheFuture,
    /// It happened before the organisation's first year here.
    #[error("The date must be on or after {}, when this organisation's first year here begins", crate::calendar::in_words(*.0))]
    BeforeTheFirstYear(Date),
    /// Nothing was counted.
    #[error("Enter a quantity other than 0")]
    Nothing,
    /// More than a total could add up.
    #[error("Enter a quantity of {} or less", MOST)]
    TooLarge,
    /// Nothing can count with the partner.
    #[error(transparent)]
    Partner(#[from] PartnerRefused),
    /// The measure does not take it.
    #[error(transparent)]
    Measure(#[from] TermRefused),
    /// The same person, session or payment counts already.
    #[error("The same {} counts for this measure in this year already", .0.name())]
    CountsAlready(SubjectKind),
}

/// What counts once for a measure in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// A person, known by a reference.
    Person,
    /// A session of an activity.
    Session,
    /// An amount that was paid, known by the number of its invoice.
    Payment,
}

impl SubjectKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Person, Self::Session, Self::Payment];

    /// The word in the database and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Session => "session",
            Self::Payment => "payment",
        }
    }
}

/// The most that one entry may say. Nine million entries of this size still fit into a total, which
/// is a whole number of 64 bits.
pub const MOST: Quantity = Quantity(1_000_000_000_000);

/// Decides whether a quantity can be an entry.
pub fn postable(quantity: Quantity) -> Result<(), PostRefused> {
    match quantity.0.unsigned_abs() {
        0 => Err(PostRefused::Nothing),
        size if size > MOST.0.unsigned_abs() => Err(PostRefused::TooLarge),
        _ => Ok(()),
    }
}

/// Decides where something that happened on a date counts. A date in a signed quarter is not lost
/// and changes nothing that was signed: it becomes an adjustment in the first quarter after it that
/// is still open, which names the signed one.
pub fn posting(
    calendar: Calendar,
    happened_on: Date,
    today: Date,
    first_day: Date,
    closed: &BTreeSet<Quarter>,
) -> Result<Posting, PostRefused> {
    if happened_on > today {
        return Err(PostRefused::InTheFuture);
    }
    if happened_on < first_day {
        return Err(PostRefused::BeforeTheFirstYear(first_day));
    }
    let own = calendar.quarter_of(happened_on);
    let mut quarter = own;
    while closed.contains(&quarter) {
        quarter = calendar.next(quarter);
    }
    if quarter == own {
        return Ok(Posting {
            quarter,
            counts_on: happened_on,
            adjusts: None,
        });
    }
    let counts_on = today.clamp(calendar.first_day(quarter), calendar.last_day(quarter));
    Ok(Posting {
        quarter,
        counts_on,
        adjusts: Some(own),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn quarter(name: &str) -> Quarter {
        Calendar::ACADEMIC.quarter(name).unwrap()
    }

    fn post(happened: Date, today: Date, closed: &[&str]) -> Result<Posting, PostRefused> {
        let closed = closed.iter().map(|name| quarter(name)).collect();
        posting(
            Calendar::ACADEMIC,
            happened,
            today,
            date(2025, 8, 1),
            &closed,
        )
    }

    #[test]
    fn an_entry_counts_in_the_quarter_it_happened_in() {
        let found = post(date(2025, 9, 3), date(2025, 12, 1), &[]).unwrap();
        assert_eq!(found.quarter, quarter("2025-26-q1"));
        assert_eq!((found.counts_on, found.adjusts), (date(2025, 9, 3), None));
    }

    #[test]
    fn p5a_late_data_is_an_adjustment_that_names_the_signed_quarter() {
        let closed = ["2025-26-q1", "2025-26-q2"];
        let found = post(date(2025, 9, 3), date(2026, 3, 5), &closed).unwrap();
        assert_eq!(found.quarter, quarter("2025-26-q3"));
        assert_eq!(
            (found.counts_on, found.adjusts),
            (date(2026, 3, 5), Some(quarter("2025-26-q1")))
        );
    }

    #[test]
    fn an_adjustment_made_before_or_after_its_quarter_counts_on_its_edge() {
        let early = post(date(2025, 9, 3), date(2025, 10, 30), &["2025-26-q1"]).unwrap();
        assert_eq!(early.counts_on, date(2025, 11, 1));
        let late = post(date(2025, 9, 3), date(2026, 4, 9), &["2025-26-q1"]).unwrap();
        assert_eq!(late.counts_on, date(2026, 1, 31));
    }

    #[test]
    fn a_date_in_the_future_or_before_the_first_year_is_refused() {
        assert_eq!(
            post(date(2025, 9, 4), date(2025, 9, 3), &[]),
            Err(PostRefused::InTheFuture)
        );
        let refused = post(date(2025, 7, 31), date(2025, 9, 3), &[]).unwrap_err();
        assert!(refused.to_string().contains("1 August 2025"));
    }

    #[test]
    fn an_entry_says_something_and_no_more_than_totals_can_hold() {
        assert_eq!(postable(Quantity(0)), Err(PostRefused::Nothing));
        for quantity in [1, -1, MOST.0, -MOST.0] {
            assert_eq!(postable(Quantity(quantity)), Ok(()));
        }
        for quantity in [MOST.0 + 1, -MOST.0 - 1, i64::MAX, i64::MIN] {
            let refused = postable(Quantity(quantity)).unwrap_err();
            assert_eq!(
                refused.to_string(),
                "Enter a quantity of 1,000,000,000 or less"
            );
        }
    }

    #[test]
    fn hours_attended_are_hours_times_people_rounded_once() {
        assert_eq!(Counting::HoursAttended.quantity(90, 12), Quantity(18_000));
        assert_eq!(Counting::HoursAttended.quantity(50, 1), Quantity(833));
        assert_eq!(Counting::Attendees.quantity(90, 12), Quantity(12_000));
        assert_eq!(Counting::Sessions.quantity(90, 12), Quantity(1_000));
    }

    #[test]
    fn only_the_additional_part_is_counted_and_halves_round_away_from_nought() {
        assert_eq!(additional(Quantity(1_001), 50), Quantity(501));
        assert_eq!(additional(Quantity(-1_001), 50), Quantity(-501));
        assert_eq!(additional(Quantity(7), 0), Quantity(0));
        assert_eq!(additional(Quantity(i64::MAX), 100), Quantity(i64::MAX));
    }

    #[test]
    fn a_quantity_is_written_as_people_read_it() {
        for (thousandths, text) in [
            (0, "0"),
            (1_234_500, "1,234.5"),
            (-25, "-0.025"),
            (1_000_000_000, "1,000,000"),
        ] {
            assert_eq!(Quantity(thousandths).to_string(), text);
        }
    }
}
