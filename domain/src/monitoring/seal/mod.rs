//! What is sealed when a return is signed off: the figures as they were, the remarks, questions and
//! answers, and who did what when. Whole numbers and words only. A seal is written once and read
//! for ever; format 1 never changes its shape, a new shape gets a new number.

mod beside;
mod naming;
mod reading;

pub use beside::{
    CountedElsewhere, SealedAgreement, SealedBeside, SealedCaseStudy, SealedDone, SealedFor,
    SealedLateness, SealedPart, SealedRecovery, SealedRestates, SealedVariance,
};
pub use reading::{SealRefused, SealedAmount};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a signature under a return means; it is sealed with it.
pub const MEANING: &str = "I have read this return and sign it off for the organisation: to the best of my knowledge it is a true account of the quarter, its figures rest on the evidence recorded for them, and quantities without enough evidence are shown apart.";

/// A signed return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedReturn {
    /// Always `commonweal/return`.
    pub kind: String,
    /// Always 1.
    pub format: i64,
    /// Whose return it is.
    pub organisation: SealedOrganisation,
    /// The quarter's name: `2025-26-q1`.
    pub quarter: String,
    /// First and last day.
    pub period: SealedPeriod,
    /// One for every measure with a target or an entry, in the framework's order.
    pub measures: Vec<SealedMeasure>,
    /// What of these figures belongs by its date to quarters signed before.
    pub adjustments: Vec<SealedAdjustment>,
    /// What the Lead says of the themes.
    pub remarks: Vec<SealedRemark>,
    /// Themes that another document addresses too (P1.1e); not written when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<SealedElsewhere>,
    /// What stands beside the figures; not written when there is nothing of it.
    #[serde(default, skip_serializing_if = "SealedBeside::is_empty")]
    pub beside: SealedBeside,
    /// What Governance asked, and the answers.
    pub questions: Vec<SealedQuestion>,
    /// Who prepared it.
    pub prepared: SealedAct,
    /// Who agreed.
    pub reviewed: SealedAct,
    /// Who signed.
    pub signed_off: SealedSignOff,
}

/// An organisation by its key and the name it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedOrganisation {
    /// Its key.
    pub id: Uuid,
    /// Its name on the day.
    pub name: String,
}

/// The days of a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedPeriod {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A theme of a framework.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedTheme {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// A theme that another document addresses too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedElsewhere {
    /// The theme.
    pub theme: SealedTheme,
    /// The document's name.
    pub document: String,
    /// Where it is kept.
    pub kept_where: String,
}

impl SealedElsewhere {
    /// The mark as reports say it.
    pub fn words(&self) -> String {
        let (document, kept_where) = (&self.document, &self.kept_where);
        format!("Addressed in {document} ({kept_where})")
    }
}

/// The figures of a measure in the quarter, in thousandths of its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedMeasure {
    /// Its key.
    pub id: Uuid,
    /// Its code in the framework.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Its theme.
    pub theme: SealedTheme,
    /// The quarter's target, if one was set.
    pub target_thousandths: Option<i64>,
    /// What has evidence at least as strong as the measure asks for.
    pub evidenced_thousandths: i64,
    /// The part of the evidenced quantity that is additional.
    pub additional_thousandths: i64,
    /// What has none, or weaker evidence: shown apart, never added in (P1.2e).
    pub unevidenced_thousandths: i64,
    /// The whole quantity, evidenced or not, by the grade of its evidence.
    pub by_grade: Vec<SealedGrade>,
    /// The evidenced quantity by area.
    pub by_area: Vec<SealedArea>,
    /// The evidenced quantity by partner; `id` is null for what was done without one.
    pub by_partner: Vec<SealedPartner>,
    /// How many ledger entries stand behind it.
    pub entries: i64,
    /// The rating's key, if there was a target.
    pub rating: Option<String>,
}

/// A quantity by the grade of its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedGrade {
    /// 0 (no evidence) to 4.
    pub grade: i64,
    /// The quantity.
    pub thousandths: i64,
}

/// A quantity by area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedArea {
    /// The area's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The quantity.
    pub thousandths: i64,
    /// How the area was found, in words; what nothing is said of is as it was recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
}

impl SealedArea {
    /// The area with how it was found.
    pub fn place(&self) -> String {
        if self.methods.is_empty() {
            self.name.clone()
        } else {
            format!("{} ({})", self.name, self.methods.join("; "))
        }
    }
}

/// A quantity by partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedPartner {
    /// The partner's key; null for what was done without a partner.
    pub id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// The quantity.
    pub thousandths: i64,
}

/// What of a measure's quantity belongs by its own date to a quarter signed before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedAdjustment {
    /// The signed quarter it belongs to.
    pub quarter: String,
    /// The measure's code.
    pub code: String,
    /// The quantity, evidenced or not; part of this quarter's figures.
    pub thousandths: i64,
}

/// A remark on a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedRemark {
    /// The theme.
    pub theme: SealedTheme,
    /// What the Lead says.
    pub remark: String,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedQuestion {
    /// What was asked.
    pub question: String,
    /// Who asked.
    pub asked_by: String,
    /// What was answered.
    pub answer: String,
    /// Who answered.
    pub answered_by: String,
}

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedAct {
    /// The name on the day.
    pub by: String,
    /// The person's key.
    pub by_id: Uuid,
    /// The instant.
    pub at: Timestamp,
}

/// Who signed, in which role, and what the signature means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedSignOff {
    /// The name on the day.
    pub by: String,
    /// The person's key.
    pub by_id: Uuid,
    /// The role they signed in.
    pub role: String,
    /// The instant.
    pub at: Timestamp,
    /// What it means.
    pub meaning: String,
}

#[cfg(test)]
mod tests;
