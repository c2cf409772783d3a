//! What a report says, and what is sealed when it is signed off. Everything its document shows is in
//! it, so that the document can be made from the seal alone. Format 1 never changes its shape.

use super::chapters::{SealedContract, SealedFinding, SealedPounds, SealedSaid, ToldStudy};
use super::marks::{FrozenFigure, Marks};
use super::outcomes::{Outcomes, outcomes};
use super::printed::PrintedReport;
use super::proposals::Effect;
use super::sections::ReportSection;
use crate::monitoring::{
    SealedAct, SealedOrganisation, SealedPeriod, SealedReturn, SealedSignOff, canonical_json,
    sha256_of,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// What a signature under an annual report means; it is sealed with it.
pub const MEANING: &str = "I have read this report and sign it off for the organisation: its figures are those of the signed quarterly returns it names, quantities without enough evidence are shown apart, and its lessons, recommendations and proposed changes are the organisation's own.";

/// All a report says, signed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportContent {
    /// Always `commonweal/annual-report`.
    pub kind: String,
    /// Always 1.
    pub format: i64,
    /// Whose report it is.
    pub organisation: SealedOrganisation,
    /// The year's name: `2025-26`.
    pub year: String,
    /// The signed returns it is built from, first quarter first.
    pub returns: Vec<ReportReturn>,
    /// What they add up to.
    pub outcomes: Outcomes,
    /// In a few words; may be empty.
    pub summary: String,
    /// The lessons learned.
    pub lessons: String,
    /// The recommendations for continuous improvement.
    pub recommendations: String,
    /// Changes to outcomes and measures proposed for the next year.
    pub proposed_changes: Vec<ProposedChange>,
    /// Its sections in their order; none in a report that was signed before sections had one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<ReportSection>,
    /// The figures of its texts as they are printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FrozenFigure>,
    /// What was said in the year and what was done about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<SealedSaid>,
    /// What was evidenced under each contract.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contracts: Vec<SealedContract>,
    /// The year in pounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pounds: Option<SealedPounds>,
    /// The case studies of its returns that may be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub case_studies: Vec<ToldStudy>,
    /// What a careful reader found in its words, and why it was left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<SealedFinding>,
}

/// A signed return, by its seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportReturn {
    /// The quarter's name.
    pub quarter: String,
    /// First and last day.
    pub period: SealedPeriod,
    /// The SHA-256 of the sealed bytes, in hexadecimal.
    pub sha256: String,
    /// Who prepared it.
    pub prepared: SealedAct,
    /// Who reviewed it.
    pub reviewed: SealedAct,
    /// Who signed it off.
    pub signed_off: SealedSignOff,
}

/// A change that is proposed for the next year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedChange {
    /// The code of the measure it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What should change.
    pub proposal: String,
    /// Why.
    pub reason: String,
    /// What it does when it is carried out; nothing by itself when it is in words alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
}

/// A signed report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedReport {
    /// What it says.
    #[serde(flatten)]
    pub content: ReportContent,
    /// Who prepared it.
    pub prepared: SealedAct,
    /// Who signed it off.
    pub signed_off: SealedSignOff,
}

/// Why bytes are no sealed report.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReportSealRefused {
    /// They are not of this shape.
    #[error("the content is not a sealed annual report: {0}")]
    Unreadable(String),
    /// It says itself that it is something else.
    #[error("the content is a {0} of format {1}, not a commonweal/annual-report of format 1")]
    OtherKind(String, i64),
    /// The same record would be written with other bytes.
    #[error("the content is not in its canonical form")]
    NotCanonical,
}

impl ReportContent {
    /// The word in `kind`.
    pub const KIND: &'static str = "commonweal/annual-report";
    /// The number in `format`.
    pub const FORMAT: i64 = 1;

    /// Whether it is built from the return of a quarter.
    pub fn names(&self, quarter: &str) -> bool {
        self.returns.iter().any(|named| named.quarter == quarter)
    }

    /// Its sections in the order they are read.
    pub fn in_order(&self) -> Vec<ReportSection> {
        if self.sections.is_empty() {
            ReportSection::former()
        } else {
            self.sections.clone()
        }
    }

    /// Each written section's heading and words, with the marks as they were written.
    pub fn texts(&self) -> Vec<(&str, &str)> {
        let mut found: Vec<(&str, &str)> = vec![
            ("Summary", &self.summary),
            ("Lessons learned", &self.lessons),
            (
                "Recommendations for continuous improvement",
                &self.recommendations,
            ),
        ];
        for section in &self.sections {
            if let ReportSection::Own { title, text } = section {
                found.push((title, text));
            }
        }
        found
    }

    /// A text with its figures.
    pub fn with_figures(&self, text: &str) -> String {
        super::marks::with_figures(text, &self.figures)
    }

    /// Whether the figures of its texts are those of its outcomes.
    fn figures_hold(&self) -> bool {
        let marks = Marks::of(&self.outcomes, &PrintedReport::default());
        let exact = |mark: &str| {
            let mut known = marks.known().iter();
            let found = known.find(|known| known.frozen.mark == mark);
            found.and_then(|known| known.frozen.thousandths)
        };
        let mut figures = self.figures.iter();
        figures.all(|figure| exact(&figure.mark) == figure.thousandths)
    }

    /// The SHA-256 of what the report says so far: tells whether it changed between two looks.
    pub fn sha256(&self) -> [u8; 32] {
        sha256_of(&canonical_json(self))
    }
}

impl ReportReturn {
    /// A signed return with the SHA-256 of its seal.
    pub fn new(signed: &SealedReturn, sha256: &[u8; 32]) -> Self {
        Self {
            quarter: signed.quarter.clone(),
            period: signed.period.clone(),
            sha256: hex(sha256),
            prepared: signed.prepared.clone(),
            reviewed: signed.reviewed.clone(),
            signed_off: signed.signed_off.clone(),
        }
    }
}

impl SealedReport {
    /// The exact bytes that are sealed.
    pub fn canonical(&self) -> Vec<u8> {
        canonical_json(self)
    }

    /// The SHA-256 of the sealed bytes.
    pub fn sha256(&self) -> [u8; 32] {
        sha256_of(&self.canonical())
    }

    /// Reads sealed bytes back, and checks that they are of this kind and canonical.
    pub fn read(content: &[u8]) -> Result<Self, ReportSealRefused> {
        let found: Self = serde_json::from_slice(content)
            .map_err(|fault| ReportSealRefused::Unreadable(fault.to_string()))?;
        let ReportContent { kind, format, .. } = &found.content;
        if kind != ReportContent::KIND || *format != ReportContent::FORMAT {
            return Err(ReportSealRefused::OtherKind(kind.clone(), *format));
        }
        if found.canonical() != content {
            return Err(ReportSealRefused::NotCanonical);
        }
        Ok(found)
    }

    /// The SHA-256 of every signed return its figures rest on, in hexadecimal: those it names, and the
    /// restated ones that count as their own what was counted in these.
    pub fn rests_on(&self) -> BTreeSet<String> {
        let content = &self.content;
        let named = content.returns.iter().map(|named| named.sha256.clone());
        let restated = content.outcomes.counted_once.iter();
        let restated = restated.filter_map(|once| once.restated_sha256.clone());
        named.chain(restated).collect()
    }

    /// Whether these signed returns, and no others, give exactly this report's figures.
    pub fn is_built_from(&self, returns: &[SealedReturn]) -> bool {
        let named = returns
            .iter()
            .map(|signed| ReportReturn::new(signed, &signed.sha256()));
        let thresholds = self.content.outcomes.rated_from_percent.thresholds();
        named.eq(self.content.returns.iter().cloned())
            && outcomes(returns, &thresholds) == self.content.outcomes
            && self.content.figures_hold()
    }
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(u32::from(half), 16))
        .collect()
}
