//! Small numbers of people in what leaves the building (P1.1b, P2.1d): from 1 to 4 they are ‘fewer
//! than 5’, a true nought is shown, and where such a number could be worked out from the others,
//! another one is not shown. The family of rules is that of Ofqual (rounding policy, October 2025) and
//! the statistics agencies; totals and percentages are made from exact numbers.

mod breakdown;
mod contracts;
mod figures;
mod printed;
mod protect;
#[cfg(test)]
mod tests;

pub use breakdown::{breakdowns, counts_people};
pub use contracts::contracts;
pub(crate) use figures::is_small;
pub use figures::{Cell, Figures};
pub use printed::{Printed, quarter, year};
pub use protect::protect;

use std::collections::{BTreeMap, BTreeSet};

/// Below this a number of people is small.
pub const THRESHOLD: u64 = 5;

/// The stricter threshold that an organisation may choose.
pub const STRICTER_THRESHOLD: u64 = 10;

/// What a document with small numbers says about them.
pub const SENTENCE: &str = "Numbers of people from 1 to 4 are shown as ‘fewer than 5’. Where such a \
    number could be worked out from the others, another one is not shown.";

/// How a small number is printed, under the usual threshold.
pub(crate) const SMALL_WORDS: &str = "fewer than 5";

/// Who reads a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Somebody of the organisation, or its auditor: sees small numbers, and that is logged.
    Inside,
    /// Anybody else, and every document.
    Outside,
}

/// A total and the cells it is the sum of, by their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The key of the total.
    pub total: String,
    /// The keys of its parts.
    pub parts: Vec<String>,
}

/// Numbers of people with the sums that hold among them. Cells with one key are one cell, in whichever
/// table they stand. What was a quarter ago and what is now are linked by a sum whose part is the
/// difference, which needs no place of its own in print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Each number by its key.
    pub cells: BTreeMap<String, u64>,
    /// The sums that a reader can know.
    pub sums: Vec<Sum>,
    /// How cells stand whatever is decided: as they were printed before, which cannot be taken back, or
    /// withheld where a number is in no print and only follows from others.
    pub printed: BTreeMap<String, Shown>,
}

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// As it is.
    Exact(u64),
    /// It is small, and not nought.
    Few,
    /// It is not small itself and would give a small one away.
    Hidden,
    /// Nothing at all is said of it.
    Withheld,
}

impl Shown {
    /// How a number alone is printed, with nothing beside it.
    pub fn alone(number: u64, threshold: u64) -> Self {
        if (1..threshold).contains(&number) {
            Self::Few
        } else {
            Self::Exact(number)
        }
    }

    /// The words in print.
    pub fn words(self, threshold: u64) -> String {
        match self {
            Self::Exact(number) => number.to_string(),
            Self::Few => format!("fewer than {threshold}"),
            Self::Hidden | Self::Withheld => "not shown".to_owned(),
        }
    }
}

/// What is printed of some tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    /// Each cell by its key.
    pub shown: BTreeMap<String, Shown>,
    /// Small numbers that what was published before gives away whatever is hidden now.
    pub given_away: BTreeSet<String>,
}

/// A number rounded to the nearest 5, as in breakdowns by a protected characteristic; halves cannot
/// occur. What is small is few, and nought stays nought.
pub fn rounded(number: u64, threshold: u64) -> Shown {
    match Shown::alone(number, threshold) {
        Shown::Exact(number) => Shown::Exact(number.saturating_add(2) / 5 * 5),
        small @ (Shown::Few | Shown::Hidden | Shown::Withheld) => small,
    }
}

/// A whole percentage from exact numbers; none when the base is small or nought, or when the part is
/// not printed itself.
pub fn percent((part, shown): (u64, Shown), base: u64, threshold: u64) -> Option<u64> {
    if base < threshold.max(1) || !matches!(shown, Shown::Exact(_)) {
        return None;
    }
    part.checked_mul(100)?
        .checked_add(base / 2)?
        .checked_div(base)
}
