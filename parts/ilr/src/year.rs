//! The funding year of a return, from 1 August to 31 July, as the namespace, the element `Year` and
//! the file's name write it.

use std::fmt;

/// A funding year by the calendar year it begins in: 2025 is 2025-26.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FundingYear(i16);

impl FundingYear {
    /// The first and the last year whose codes are known here.
    pub const KNOWN: (Self, Self) = (Self(2016), Self(2026));

    /// The calendar year it begins in.
    pub fn begins_in(self) -> i16 {
        self.0
    }

    /// Whether its codes are known here.
    pub fn is_known(self) -> bool {
        (Self::KNOWN.0..=Self::KNOWN.1).contains(&self)
    }

    /// As the element `Year` and file names write it: `2526`.
    pub(crate) fn from_digits(digits: &str) -> Option<Self> {
        if digits.len() != 4 || !digits.bytes().all(|one| one.is_ascii_digit()) {
            return None;
        }
        let first: i16 = digits.get(..2)?.parse().ok()?;
        let second: i16 = digits.get(2..)?.parse().ok()?;
        ((first + 1) % 100 == second).then_some(Self(2000 + first))
    }

    /// As a namespace writes it: `ESFA/ILR/2025-26`, `SFA/ILR/2016-17`, whichever agency stands
    /// before.
    pub(crate) fn from_namespace(namespace: &str) -> Option<Self> {
        let (_, year) = namespace.rsplit_once("/ILR/")?;
        let (first, second) = year.split_once('-')?;
        let found = Self::from_digits(&format!("{}{second}", first.get(2..)?))?;
        (found.to_string() == year).then_some(found)
    }

    /// As a file's name has it: `ILR-UKPRN-YYYY-yyyymmdd-hhmmss-NN.xml`, with the provider's number.
    pub(crate) fn from_file_name(name: &str) -> Option<(String, Self)> {
        let name = name.rsplit(['/', '\\']).next()?;
        let mut parts = name.split('-');
        let begins = parts.next()?.eq_ignore_ascii_case("ilr");
        let provider = parts.next().filter(|_| begins)?;
        let year = Self::from_digits(parts.next()?)?;
        let is_number = provider.len() == 8 && provider.bytes().all(|one| one.is_ascii_digit());
        is_number.then(|| (provider.to_owned(), year))
    }
}

impl fmt::Display for FundingYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

#[test]
fn a_year_is_read_from_each_of_its_three_places() {
    let year = FundingYear(2025);
    assert_eq!(FundingYear::from_digits("2526"), Some(year));
    assert_eq!(FundingYear::from_namespace("ESFA/ILR/2025-26"), Some(year));
    assert_eq!(FundingYear::from_namespace("DfE/ILR/2025-26"), Some(year));
    let named = FundingYear::from_file_name("ILR-99999999-2526-20250108-094401-01.xml");
    assert_eq!(named, Some(("99999999".to_owned(), year)));
    assert_eq!(year.to_string(), "2025-26");
}

#[test]
fn what_is_no_year_is_none() {
    for digits in ["2527", "25", "abcd", "99é"] {
        assert_eq!(FundingYear::from_digits(digits), None, "{digits}");
    }
    assert_eq!(FundingYear::from_namespace("ESFA/ILR/2025-27"), None);
    assert_eq!(FundingYear::from_file_name("learners.xml"), None);
}
