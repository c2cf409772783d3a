//! A retention class: from which event the years count, at least and at most how many, and who says so.

use thiserror::Error;

/// The fewest years anything is kept (P5e). The schema holds the same number.
pub const FLOOR_YEARS: i64 = 6;
/// The most years a class may ask for.
const MOST_YEARS: i64 = 100;

/// The event from which the years count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountsFrom {
    /// The end of the financial year (31 March) in which the contract's last payment was made.
    LastPayment,
    /// The end of the academic year (31 July) in which it happened.
    AcademicYear,
    /// The end of the financial year (31 March) in which it happened.
    FinancialYear,
    /// The last day of the contract.
    ContractEnd,
    /// The day on which the partnership ended.
    PartnershipEnd,
    /// The day on which it happened.
    ThatDay,
}

impl CountsFrom {
    /// All of them, in the order a page offers them.
    pub const ALL: [Self; 6] = [
        Self::LastPayment,
        Self::AcademicYear,
        Self::FinancialYear,
        Self::ContractEnd,
        Self::PartnershipEnd,
        Self::ThatDay,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::LastPayment => "last-payment",
            Self::AcademicYear => "academic-year",
            Self::FinancialYear => "financial-year",
            Self::ContractEnd => "contract-end",
            Self::PartnershipEnd => "partnership-end",
            Self::ThatDay => "that-day",
        }
    }

    /// The words on a page, after “from”.
    pub fn name(self) -> &'static str {
        match self {
            Self::LastPayment => "the end of the financial year of the contract’s last payment",
            Self::AcademicYear => "the end of the academic year",
            Self::FinancialYear => "the end of the financial year",
            Self::ContractEnd => "the end of the contract",
            Self::PartnershipEnd => "the end of the partnership",
            Self::ThatDay => "the day it happened",
        }
    }

    /// The event of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// At least and at most how many whole years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    /// Nothing goes before these are over.
    pub minimum: i64,
    /// By then it should have gone, unless something holds it.
    pub maximum: i64,
}

/// A class that may be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its name in the database.
    pub key: String,
    /// Its name on a page.
    pub name: String,
    /// The event from which its years count.
    pub counts_from: CountsFrom,
    /// How many years.
    pub years: Years,
    /// Who says so: a law, a clause of the policy, a contract.
    pub authority: String,
}

/// Why a class is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ClassRefused {
    /// Nothing says from when the years count.
    #[error(
        "Choose the event from which the years count: without it nobody can say when they are over"
    )]
    NoEvent,
    /// No minimum.
    #[error("Enter at least how many years these records are kept")]
    NoMinimum,
    /// Below the floor.
    #[error("The policy keeps every record at least six years, so the minimum is 6 or more")]
    BelowFloor,
    /// No maximum.
    #[error(
        "Enter at most how many years these records are kept: nothing about people is kept for ever"
    )]
    NoMaximum,
    /// The maximum is below the minimum.
    #[error("The maximum must be the same as or more than the minimum")]
    MaximumBelowMinimum,
    /// More years than anything asks for.
    #[error("The maximum is 100 years or fewer")]
    TooLong,
    /// Nobody says so.
    #[error("Enter who says so: the law, the contract or the clause")]
    NoAuthority,
}

impl Class {
    /// The class as drafted, or the first reason why it cannot be saved.
    pub fn of(
        (key, name): (String, String),
        counts_from: Option<CountsFrom>,
        (minimum, maximum): (Option<i64>, Option<i64>),
        authority: &str,
    ) -> Result<Self, ClassRefused> {
        let counts_from = counts_from.ok_or(ClassRefused::NoEvent)?;
        let minimum = minimum.ok_or(ClassRefused::NoMinimum)?;
        if minimum < FLOOR_YEARS {
            return Err(ClassRefused::BelowFloor);
        }
        let maximum = maximum.ok_or(ClassRefused::NoMaximum)?;
        if maximum < minimum {
            return Err(ClassRefused::MaximumBelowMinimum);
        }
        if maximum > MOST_YEARS {
            return Err(ClassRefused::TooLong);
        }
        if authority.trim().is_empty() {
            return Err(ClassRefused::NoAuthority);
        }
        Ok(Self {
            key,
            name,
            counts_from,
            years: Years { minimum, maximum },
            authority: authority.to_owned(),
        })
    }

    /// The rule in a sentence.
    pub fn in_words(&self) -> String {
        let years = if self.years.minimum == self.years.maximum {
            format!("{} years", self.years.minimum)
        } else {
            format!("{} to {} years", self.years.minimum, self.years.maximum)
        };
        format!("{years} from {}", self.counts_from.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafted(
        counts_from: Option<CountsFrom>,
        years: (Option<i64>, Option<i64>),
        authority: &str,
    ) -> Result<Class, ClassRefused> {
        let named = ("k".to_owned(), "Name".to_owned());
        Class::of(named, counts_from, years, authority)
    }

    #[test]
    fn p5e_a_class_without_event_minimum_maximum_or_authority_is_refused() {
        let from = Some(CountsFrom::AcademicYear);
        let (six, seven) = (Some(6), Some(7));
        for (found, expected) in [
            (drafted(None, (six, seven), "Law"), ClassRefused::NoEvent),
            (drafted(from, (None, seven), "Law"), ClassRefused::NoMinimum),
            (drafted(from, (six, None), "Law"), ClassRefused::NoMaximum),
            (drafted(from, (six, seven), " "), ClassRefused::NoAuthority),
            (
                drafted(from, (seven, six), "Law"),
                ClassRefused::MaximumBelowMinimum,
            ),
            (
                drafted(from, (six, Some(101)), "Law"),
                ClassRefused::TooLong,
            ),
        ] {
            assert_eq!(found, Err(expected));
        }
        assert!(drafted(from, (six, seven), "Law").is_ok());
    }

    #[test]
    fn p5e_six_years_are_the_floor_and_cannot_be_lowered() {
        for minimum in [-1, 0, 1, 5] {
            let found = drafted(Some(CountsFrom::ThatDay), (Some(minimum), Some(10)), "Law");
            assert_eq!(found, Err(ClassRefused::BelowFloor));
        }
        let found = drafted(Some(CountsFrom::ThatDay), (Some(6), Some(6)), "Law").unwrap();
        assert_eq!(found.in_words(), "6 years from the day it happened");
    }

    #[test]
    fn every_event_is_found_by_its_key() {
        for one in CountsFrom::ALL {
            assert_eq!(CountsFrom::from_key(one.key()), Some(one));
        }
        assert_eq!(CountsFrom::from_key("soon"), None);
    }
}
