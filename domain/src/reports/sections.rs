//! The sections of a report, in the order that its Lead gives them. Some are written, the others are made
//! of what is recorded; five of them belong to every report.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most sections of its own that a report may have.
pub const MOST_OWN: usize = 20;

/// A section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ReportSection {
    /// The year in a few sentences.
    Summary,
    /// The figures, with where and with whom.
    Outcomes,
    /// The case studies of the signed returns, between what was reached and what was learned.
    CaseStudies,
    /// What was learned.
    Lessons,
    /// What is recommended.
    Recommendations,
    /// Changes proposed for the next year.
    Changes,
    /// What was said in the year and what was done about it.
    Said,
    /// What was evidenced under each contract.
    Contracts,
    /// The year in pounds.
    Pounds,
    /// A section of the organisation's own.
    Own {
        /// Its heading.
        title: String,
        /// Its words.
        text: String,
    },
}

impl ReportSection {
    /// The sections of a report that nobody has put into another order.
    pub fn usual() -> Vec<Self> {
        vec![
            Self::Summary,
            Self::Outcomes,
            Self::CaseStudies,
            Self::Said,
            Self::Lessons,
            Self::Recommendations,
            Self::Changes,
            Self::Contracts,
            Self::Pounds,
        ]
    }

    /// The sections of a report that was signed before sections had an order.
    pub fn former() -> Vec<Self> {
        vec![
            Self::Summary,
            Self::Outcomes,
            Self::Lessons,
            Self::Recommendations,
            Self::Changes,
        ]
    }

    /// The word in the database and in forms; one's own have none.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Outcomes => "outcomes",
            Self::CaseStudies => "case-studies",
            Self::Lessons => "lessons",
            Self::Recommendations => "recommendations",
            Self::Changes => "changes",
            Self::Said => "said",
            Self::Contracts => "contracts",
            Self::Pounds => "pounds",
            Self::Own { .. } => "own",
        }
    }

    /// Its heading.
    pub fn title(&self) -> &str {
        match self {
            Self::Summary => "Summary",
            Self::Outcomes => "Outcomes achieved",
            Self::CaseStudies => "Case studies of the year",
            Self::Lessons => "Lessons learned",
            Self::Recommendations => "Recommendations for continuous improvement",
            Self::Changes => "Proposed changes to outcomes and measures for the next year",
            Self::Said => "You said, we did",
            Self::Contracts => "Contracts",
            Self::Pounds => "In pounds",
            Self::Own { title, .. } => title,
        }
    }

    /// The section of a key; one's own is made of its title and words.
    pub fn from_key(key: &str, title: &str, text: &str) -> Option<Self> {
        let mut known = Self::usual().into_iter();
        match known.find(|section| section.key() == key) {
            Some(section) => Some(section),
            None if key == "own" => Some(Self::Own {
                title: title.to_owned(),
                text: text.to_owned(),
            }),
            None => None,
        }
    }

    /// Whether every report has it.
    pub fn belongs_to_all(&self) -> bool {
        match self {
            Self::Summary
            | Self::Outcomes
            | Self::Lessons
            | Self::Recommendations
            | Self::Changes => true,
            Self::CaseStudies | Self::Said | Self::Contracts | Self::Pounds | Self::Own { .. } => {
                false
            }
        }
    }
}

/// Sections as a report can have them: each made one once, those of every report never missing, and no
/// more of one's own than there may be.
pub fn in_order(sections: Vec<ReportSection>) -> Vec<ReportSection> {
    let mut own = 0;
    let mut seen = BTreeSet::new();
    let mut kept: Vec<ReportSection> = sections
        .into_iter()
        .filter(|section| match section {
            ReportSection::Own { .. } => {
                own += 1;
                own <= MOST_OWN
            }
            ReportSection::Summary
            | ReportSection::Outcomes
            | ReportSection::Lessons
            | ReportSection::Recommendations
            | ReportSection::Changes
            | ReportSection::CaseStudies
            | ReportSection::Said
            | ReportSection::Contracts
            | ReportSection::Pounds => seen.insert(section.key()),
        })
        .collect();
    let missing = ReportSection::usual().into_iter();
    kept.extend(missing.filter(|one| one.belongs_to_all() && !seen.contains(one.key())));
    kept
}
