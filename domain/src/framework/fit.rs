//! Whether what is recorded fits the measure it is recorded for (P1.2a): the outcome's wording, the
//! measure's own unit and whom it counts, and the unit and people of the record. A difference is said,
//! with a measure that would fit; the one thing that is refused is counting people who are not the
//! organisation's own staff as full-time equivalents, because that would be valued as a job created.

use super::Counted;
use crate::disclosure::counts_people;
use crate::ledger::{Counting, Quantity};

/// What a unit counts, by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    /// Full-time equivalents.
    FullTimeEquivalents,
    /// Hours of a session times those who took part.
    HoursAttended,
    /// Hours that staff or experts gave.
    StaffHours,
    /// Weeks.
    Weeks,
    /// Days.
    Days,
    /// Money.
    Pounds,
    /// A share.
    Percent,
    /// Times that somebody came: the same person may be several of them.
    Attendances,
    /// Anything else: people, partnerships, kilograms.
    Number,
}

/// A measure as far as the fit goes.
#[derive(Debug, Clone, Copy)]
pub struct Fitting<'a> {
    /// Its code.
    pub code: &'a str,
    /// The outcome it stands under.
    pub outcome: &'a str,
    /// Its unit.
    pub unit: &'a str,
    /// Whom it counts; empty when that is not known.
    pub counts: &'a [Counted],
}

/// What is recorded for a measure.
#[derive(Debug, Clone, Copy)]
pub struct Recorded {
    /// Who is counted.
    pub who: Counted,
    /// In which way.
    pub kind: UnitKind,
}

/// In what a record or a wording does not fit a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The difference, in a sentence without a full stop.
    pub words: String,
    /// Whether it is refused rather than said.
    pub is_refused: bool,
}

impl UnitKind {
    /// What a unit counts, by its words.
    pub fn of(unit: &str) -> Self {
        let unit = unit.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| unit.contains(word));
        if has(&["fte", "full-time", "full time equivalent"]) {
            Self::FullTimeEquivalents
        } else if has(&["£", "pound", "gbp"]) {
            Self::Pounds
        } else if has(&["hour"]) && has(&["attend", "people", "person", "participant"]) {
            Self::HoursAttended
        } else if has(&["hour"]) && has(&["staff", "expert", "volunteer"]) {
            Self::StaffHours
        } else if has(&["hour"]) {
            Self::HoursAttended
        } else if has(&["week"]) {
            Self::Weeks
        } else if has(&["%", "per cent", "percent"]) {
            Self::Percent
        } else if has(&["day"]) {
            Self::Days
        } else if has(&["attendance", "participation", "appointment", "visit"]) {
            Self::Attendances
        } else {
            Self::Number
        }
    }

    /// What a session's way of counting counts.
    pub fn of_counting(counting: Counting) -> Self {
        match counting {
            Counting::Attendees => Self::Attendances,
            Counting::HoursAttended => Self::HoursAttended,
            Counting::Sessions => Self::Number,
        }
    }

    /// What it counts, as a sentence says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::FullTimeEquivalents => "full-time equivalents",
            Self::HoursAttended => "hours times the people who took part",
            Self::StaffHours => "hours given by staff",
            Self::Weeks => "weeks",
            Self::Days => "days",
            Self::Pounds => "pounds",
            Self::Percent => "a share in percent",
            Self::Attendances => "how often somebody came",
            Self::Number => "a number of people or things",
        }
    }

    /// Whether a record of this kind can stand for a unit: attendances are a number too, as when each
    /// person comes once, and days off are counted one for each who had one.
    fn stands_for(self, unit: Self) -> bool {
        let is_number = |kind| matches!(kind, Self::Attendances | Self::Number);
        self == unit
            || (is_number(self) && (is_number(unit) || unit == Self::Days))
            || (self == Self::HoursAttended && unit == Self::StaffHours)
    }

    /// Whether it counts what was done rather than what changed.
    pub(super) fn is_effort(self) -> bool {
        match self {
            Self::HoursAttended | Self::StaffHours | Self::Weeks | Self::Days | Self::Pounds => {
                true
            }
            Self::FullTimeEquivalents | Self::Percent | Self::Attendances | Self::Number => false,
        }
    }
}

/// In what a record does not fit a measure.
pub fn record_fits(measure: &Fitting<'_>, recorded: Recorded) -> Vec<Misfit> {
    let kind = UnitKind::of(measure.unit);
    if kind == UnitKind::FullTimeEquivalents && recorded.who != Counted::OwnStaff {
        let words = format!(
            "{} counts full-time equivalents of our own staff: {} are never counted as such, because each would be valued as a job we created",
            measure.code,
            recorded.who.name()
        );
        return vec![Misfit {
            words,
            is_refused: true,
        }];
    }
    let mut found = Vec::new();
    if !includes(measure.counts, recorded.who) {
        let counts: Vec<&str> = measure.counts.iter().map(|one| one.name()).collect();
        found.push(format!(
            "{} counts {}, and this is for {}",
            measure.code,
            counts.join(" and "),
            recorded.who.name()
        ));
    }
    if is_headcount_of_staff(measure.unit, recorded) {
        found.push(format!(
            "{} counts {}, each of them once, and this counts how often somebody came: the same colleagues come again",
            measure.code, measure.unit
        ));
    } else if !recorded.kind.stands_for(kind) {
        found.push(format!(
            "{} is counted in {}, and this counts {}",
            measure.code,
            measure.unit,
            recorded.kind.words()
        ));
    }
    let said = |words| Misfit {
        words,
        is_refused: false,
    };
    found.into_iter().map(said).collect()
}

/// Whether how often our own staff came would stand for how many of them there are.
fn is_headcount_of_staff(unit: &str, recorded: Recorded) -> bool {
    let is_people = UnitKind::of(unit) == UnitKind::Number && counts_people(unit);
    is_people && recorded.who == Counted::OwnStaff && recorded.kind == UnitKind::Attendances
}

/// Where a quantity cannot be one of its unit: people are whole. None where it can.
pub fn quantity_fits(code: &str, unit: &str, quantity: Quantity) -> Option<String> {
    let is_whole = quantity.0 % 1000 == 0;
    (counts_people(unit) && !is_whole)
        .then(|| format!("{code} counts {unit}, and {quantity} is no whole number of them."))
}

/// Whether somebody is among those a measure counts: learners and people of the neighbourhood are
/// local people too, and a measure of things may come from anybody.
pub(super) fn includes(counts: &[Counted], who: Counted) -> bool {
    let is_local = matches!(who, Counted::Learners | Counted::Community);
    counts.is_empty()
        || counts.contains(&who)
        || counts.contains(&Counted::Things)
        || (is_local && counts.contains(&Counted::Residents))
}

/// The measures that fit a record in every way, in their order: what is offered instead of one that
/// does not.
pub fn that_fit<'a, 'm>(
    measures: &'a [Fitting<'m>],
    recorded: Recorded,
) -> impl Iterator<Item = &'a Fitting<'m>> {
    let fits = move |measure: &&Fitting<'_>| {
        measure.counts.contains(&recorded.who) && record_fits(measure, recorded).is_empty()
    };
    measures.iter().filter(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activities::CATALOGUE;
    use crate::framework::house_pack;

    fn recorded(who: Counted, counting: Counting) -> Recorded {
        Recorded {
            who,
            kind: UnitKind::of_counting(counting),
        }
    }

    fn measure<'a>(code: &'a str, unit: &'a str, counts: &'a [Counted]) -> Fitting<'a> {
        Fitting {
            code,
            outcome: "People gain skills",
            unit,
            counts,
        }
    }

    #[test]
    fn a_unit_is_known_by_its_words() {
        for (unit, kind) in [
            ("FTE", UnitKind::FullTimeEquivalents),
            ("hours × attendees", UnitKind::HoursAttended),
            ("session hours × attendees", UnitKind::HoursAttended),
            ("staff volunteering hours", UnitKind::StaffHours),
            ("expert hours", UnitKind::StaffHours),
            ("hours", UnitKind::HoursAttended),
            ("weeks", UnitKind::Weeks),
            ("days", UnitKind::Days),
            ("£", UnitKind::Pounds),
            ("£ incl. staff time", UnitKind::Pounds),
            ("% of contracts", UnitKind::Percent),
            ("employees", UnitKind::Number),
            ("tCO2e", UnitKind::Number),
            ("participations", UnitKind::Attendances),
        ] {
            assert_eq!(UnitKind::of(unit), kind, "{unit}");
        }
    }

    #[test]
    fn p1_2a_learners_are_never_counted_as_full_time_equivalents() {
        for who in [
            Counted::Learners,
            Counted::Residents,
            Counted::Employers,
            Counted::Community,
        ] {
            let measure = measure("NT1", "FTE", &[Counted::OwnStaff]);
            let found = record_fits(&measure, recorded(who, Counting::Attendees));
            assert_eq!(found.len(), 1);
            assert!(found[0].is_refused, "{who:?}");
            assert!(found[0].words.contains(who.name()));
        }
    }

    #[test]
    fn who_and_how_are_both_said_when_they_differ() {
        let measure = measure("NT9", "weeks", &[Counted::OwnStaff]);
        let found = record_fits(&measure, recorded(Counted::Learners, Counting::Attendees));
        let words: Vec<&str> = found.iter().map(|misfit| misfit.words.as_str()).collect();
        assert_eq!(
            words,
            [
                "NT9 counts own staff, and this is for learners",
                "NT9 is counted in weeks, and this counts how often somebody came",
            ]
        );
        assert!(found.iter().all(|misfit| !misfit.is_refused));
    }

    #[test]
    fn p1_2a_how_often_staff_came_is_not_how_many_of_them_there_are() {
        let pack = house_pack().unwrap();
        let found = |code: &str| {
            let mut measures = pack.measures();
            let (_, outcome, measure) = measures.find(|(.., one)| one.code == code).unwrap();
            let fitting = Fitting {
                code,
                outcome: &outcome.title,
                unit: &measure.unit,
                counts: &measure.counts,
            };
            let came = recorded(Counted::OwnStaff, Counting::Attendees);
            record_fits(&fitting, came)
        };
        let said = found("NT20");
        let words =
            "NT20 counts employees, each of them once, and this counts how often somebody came";
        assert!(said[0].words.starts_with(words), "{said:?}");
        assert!(!said[0].is_refused);
        for code in ["HM10", "HM13", "HM14"] {
            assert_eq!(found(code), [], "{code}");
        }
    }

    #[test]
    fn people_are_whole_and_hours_are_not() {
        let said = quantity_fits("HM2", "people", Quantity(2_100)).unwrap();
        assert_eq!(
            said,
            "HM2 counts people, and 2.1 is no whole number of them."
        );
        for (unit, thousandths) in [
            ("people", 2_000),
            ("hours × attendees", 2_100),
            ("FTE", 500),
        ] {
            assert_eq!(
                quantity_fits("M", unit, Quantity(thousandths)),
                None,
                "{unit}"
            );
        }
    }

    #[test]
    fn the_catalogue_feeds_only_measures_that_fit() {
        let pack = house_pack().unwrap();
        for starter in CATALOGUE {
            let who = Counted::of_audience(starter.audience).unwrap();
            for (code, counting) in starter.feeds {
                let mut measures = pack.measures();
                let found = measures.find(|(_, _, measure)| measure.code == *code);
                let (_, outcome, measure) = found.unwrap();
                let fitting = Fitting {
                    code,
                    outcome: &outcome.title,
                    unit: &measure.unit,
                    counts: &measure.counts,
                };
                let found = record_fits(&fitting, recorded(who, *counting));
                assert_eq!(found, [], "{} feeds {code}", starter.key);
            }
        }
    }

    #[test]
    fn what_fits_is_offered_in_its_order() {
        let learners = [Counted::Learners];
        let staff = [Counted::OwnStaff];
        let measures = [
            measure("NT9", "weeks", &staff),
            measure("HM2", "learners", &learners),
            measure("HM3", "hours × attendees", &learners),
        ];
        let offered: Vec<&str> =
            that_fit(&measures, recorded(Counted::Learners, Counting::Attendees))
                .map(|measure| measure.code)
                .collect();
        assert_eq!(offered, ["HM2"]);
    }
}
