//! What is odd in a return and does not stop it: where, what, and how to mend it.

use std::collections::BTreeMap;

/// The most problems that are kept with their place; beyond it they are only counted.
const MOST_KEPT: usize = 500;

/// The kinds of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Namespace, `Year` and file name do not name one year.
    YearConflict,
    /// A year whose codes are not known here.
    UnknownYear,
    /// The file's name is not as the rules for file names have it, or names another provider.
    FileName,
    /// An element that no year's schema has at its place.
    UnknownElement,
    /// A code that is not in the lists.
    UnknownCode,
    /// A date that is none.
    BadDate,
    /// A number that is none.
    BadNumber,
    /// An element that must be there.
    Missing,
    /// Two aims of a learner with one number (rule `R_07`).
    RepeatedAim,
    /// A text that is longer than the schema lets it be.
    TooLong,
}

/// One problem. It never holds a value of a personal field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u64,
    /// The learner's reference, where one is known.
    pub learner: Option<String>,
    /// What kind it is.
    pub kind: ProblemKind,
    /// The element, or the element with its code, or the years in conflict.
    pub said: String,
}

impl Problem {
    /// What is odd, for the person who chose the file.
    pub fn sentence(&self) -> String {
        let said = &self.said;
        match self.kind {
            ProblemKind::YearConflict => format!("The file names more than one year: {said}"),
            ProblemKind::UnknownYear => format!("The codes of {said} are not known here yet"),
            ProblemKind::FileName => format!("The name of the file is unusual: {said}"),
            ProblemKind::UnknownElement => format!("{said} is not known and was passed over"),
            ProblemKind::UnknownCode => {
                format!("{said} is not in the code lists and counts as nothing")
            }
            ProblemKind::BadDate => format!("{said} is not a date and was left empty"),
            ProblemKind::BadNumber => format!("{said} is not a number and was left empty"),
            ProblemKind::Missing => format!("{said} is missing"),
            ProblemKind::RepeatedAim => format!("{said} stands twice with one learner"),
            ProblemKind::TooLong => format!("{said} is longer than it may be and was left empty"),
        }
    }

    /// How to mend it.
    pub fn mend(&self) -> &'static str {
        match self.kind {
            ProblemKind::YearConflict => "Check the year, then export the file again for one year",
            ProblemKind::UnknownYear => "Check the figures, and ask for an update of this system",
            ProblemKind::FileName => "Choose the file under the name your MIS gave it",
            ProblemKind::UnknownElement => {
                "Check its spelling in your MIS; a new year may have brought it"
            }
            ProblemKind::UnknownCode => {
                "Correct the code in your MIS; a new year may have brought it"
            }
            ProblemKind::BadDate => "Write it as 2026-07-31 in your MIS",
            ProblemKind::BadNumber => "Write it in digits in your MIS",
            ProblemKind::Missing => "Fill it in in your MIS",
            ProblemKind::RepeatedAim => "Give each aim of a learner a number of its own",
            ProblemKind::TooLong => "Shorten it in your MIS",
        }
    }
}

/// The problems of a return: the first 500 with their places, all of them counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<Problem>,
    counts: BTreeMap<ProblemKind, u64>,
}

impl Problems {
    /// Those that are kept, in the order of the file.
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }

    /// How many of each kind there are.
    pub fn counts(&self) -> &BTreeMap<ProblemKind, u64> {
        &self.counts
    }

    pub(crate) fn add(&mut self, problem: Problem) {
        *self.counts.entry(problem.kind).or_default() += 1;
        if self.kept.len() < MOST_KEPT {
            self.kept.push(problem);
        }
    }
}
