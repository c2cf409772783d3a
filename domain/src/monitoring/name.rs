//! What a return is called: by its quarter, and by its edition once it has been restated. The name is
//! the same in the database, in an address and in a seal: `2025-26-q1`, then `2025-26-q1-r2`.

use crate::calendar::{Calendar, Quarter};
use std::fmt;

/// One edition of a quarter's return. The first is the return itself; each later one is a restatement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReturnName {
    quarter: Quarter,
    edition: u16,
}

impl ReturnName {
    /// The return of a quarter as it was signed first.
    pub fn first(quarter: Quarter) -> Self {
        Self {
            quarter,
            edition: 1,
        }
    }

    /// The edition after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            edition: self.edition.saturating_add(1),
            ..self
        }
    }

    /// Reads a name; `None` when it is not one of this calendar.
    pub fn read(calendar: Calendar, name: &str) -> Option<Self> {
        if let Some(quarter) = calendar.quarter(name) {
            return Some(Self::first(quarter));
        }
        let (quarter, edition) = name.rsplit_once("-r")?;
        let found = Self {
            quarter: calendar.quarter(quarter)?,
            edition: edition.parse().ok().filter(|edition| *edition > 1)?,
        };
        (found.to_string() == name).then_some(found)
    }

    /// The quarter it is about.
    pub fn quarter(self) -> Quarter {
        self.quarter
    }

    /// Its number: 1 for the return that was signed first.
    pub fn edition(self) -> u16 {
        self.edition
    }

    /// Whether it takes the place of an earlier one.
    pub fn is_restatement(self) -> bool {
        self.edition > 1
    }

    /// As a page says it.
    pub fn title(self) -> String {
        let title = self.quarter.title();
        if self.is_restatement() {
            format!("{title}, edition {}", self.edition)
        } else {
            title
        }
    }
}

impl fmt::Display for ReturnName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_restatement() {
            write!(out, "{}-r{}", self.quarter, self.edition)
        } else {
            write!(out, "{}", self.quarter)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Option<ReturnName> {
        ReturnName::read(Calendar::ACADEMIC, name)
    }

    #[test]
    fn a_name_is_read_back_as_it_is_written() {
        let first = read("2025-26-q1").unwrap();
        let second = first.next();
        assert_eq!(second.to_string(), "2025-26-q1-r2");
        assert_eq!(read("2025-26-q1-r2"), Some(second));
        assert_eq!(second.title(), "Quarter 1 of 2025-26, edition 2");
        assert!(first < second && second.is_restatement() && !first.is_restatement());
    }

    #[test]
    fn what_is_no_name_is_none() {
        for name in [
            "",
            "2025-26-q1-r",
            "2025-26-q1-r1",
            "2025-26-q1-r02",
            "2025-26-r2",
            "x-r2",
        ] {
            assert_eq!(read(name), None, "{name}");
        }
    }
}
