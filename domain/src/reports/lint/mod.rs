//! What a careful reader finds in the words of a report: each finding has the sentence, what is the
//! matter and what to do. Nothing is refused but a wrong figure: where a sentence names a measure and says
//! more of it than was signed, the report cannot be prepared, because its signature says that its figures
//! are those of the returns. Everything else may be left with a reason, which whoever signs reads.

mod about;
mod numbers;
mod sentences;
#[cfg(test)]
mod tests;
mod wording;

use super::outcomes::Outcomes;
use crate::monitoring::sha256_of;
use crate::reports::hex;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What the words are held against.
#[derive(Debug, Clone, Copy)]
pub struct LintGround<'a> {
    /// The figures of the year.
    pub outcomes: &'a Outcomes,
    /// The first day of the year.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
    /// The frameworks in use.
    pub editions: &'a [EditionInUse],
}

/// A framework with the edition of it that was adopted last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionInUse {
    /// The framework's title.
    pub title: String,
    /// The edition.
    pub newest: String,
}

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingOf {
    /// A number above the figure of its measure.
    LargerThanFigure,
    /// A figure that is made to look larger.
    RoundedUp,
    /// A number typed where a live figure is.
    TypedByHand,
    /// Made and kept mixed up.
    CreatedOrKept,
    /// A percentage of nothing.
    NoBase,
    /// A change without a beginning.
    NoBaseline,
    /// A figure that rests on the organisation's own word.
    WeakEvidence,
    /// Learners in full-time equivalents.
    LearnersAsEquivalents,
    /// A name, a period or an edition that has grown old.
    OldReference,
}

impl FindingOf {
    /// The word in the database and in seals.
    pub fn key(self) -> &'static str {
        match self {
            Self::LargerThanFigure => "larger-than-figure",
            Self::RoundedUp => "rounded-up",
            Self::TypedByHand => "typed-by-hand",
            Self::CreatedOrKept => "created-or-kept",
            Self::NoBase => "no-base",
            Self::NoBaseline => "no-baseline",
            Self::WeakEvidence => "weak-evidence",
            Self::LearnersAsEquivalents => "learners-as-equivalents",
            Self::OldReference => "old-reference",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::LargerThanFigure => "More than the figure",
            Self::RoundedUp => "Rounded up",
            Self::TypedByHand => "Typed by hand",
            Self::CreatedOrKept => "Created or kept",
            Self::NoBase => "Percentage without a base",
            Self::NoBaseline => "Change without a beginning",
            Self::WeakEvidence => "Self-declared evidence",
            Self::LearnersAsEquivalents => "Learners as full-time equivalents",
            Self::OldReference => "Old reference",
        }
    }
}

/// Whether a finding has to be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It may be left with a reason.
    Said,
    /// A wrong figure is stated: the report cannot be prepared with it.
    WrongFigure,
}

/// Something found in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFinding {
    /// What kind of thing.
    pub of: FindingOf,
    /// Whether it has to be mended.
    pub weight: Weight,
    /// The heading of the section.
    pub section: String,
    /// The sentence as it was written.
    pub sentence: String,
    /// What is the matter, in a sentence.
    pub why: String,
    /// What to do.
    pub suggestion: String,
}

/// A finding before it is said where.
#[derive(Debug)]
struct Found {
    of: FindingOf,
    weight: Weight,
    why: String,
    suggestion: String,
}

impl Found {
    fn new(of: FindingOf, why: String, suggestion: impl Into<String>) -> Self {
        Self {
            of,
            weight: Weight::Said,
            why,
            suggestion: suggestion.into(),
        }
    }

    fn wrong(self) -> Self {
        Self {
            weight: Weight::WrongFigure,
            ..self
        }
    }
}

impl ReportFinding {
    /// By what a finding is known again as long as its sentence and its figures stay: a reason to leave
    /// it holds for them alone.
    pub fn key(&self) -> String {
        let (of, section) = (self.of.key(), &self.section);
        let said = format!("{of}\n{section}\n{}\n{}", self.sentence, self.why);
        hex(&sha256_of(said.as_bytes())).chars().take(24).collect()
    }
}

/// Reads the sections of a report, each with its heading.
pub fn lint<'a>(
    texts: impl IntoIterator<Item = (&'a str, &'a str)>,
    ground: &LintGround<'_>,
) -> Vec<ReportFinding> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (section, text) in texts {
        for sentence in sentences::sentences(text) {
            let abouts = about::about(&sentence, ground.outcomes);
            let mut of_sentence = numbers::all(&sentence, &abouts, ground.outcomes);
            of_sentence.extend(wording::all(&sentence, &abouts, ground));
            for one in of_sentence {
                let finding = ReportFinding {
                    of: one.of,
                    weight: one.weight,
                    section: section.to_owned(),
                    sentence: sentence.text.clone(),
                    why: one.why,
                    suggestion: one.suggestion,
                };
                if seen.insert(finding.key()) {
                    found.push(finding);
                }
            }
        }
    }
    found
}
