//! What a report's made chapters hold, as they are sealed: what was said and done about it, what was
//! evidenced under each contract, the year in pounds, the case studies, and what a careful reader found in
//! the words.

use crate::monitoring::SealedCaseStudy;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A case study of the year, as it was told when the report was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldStudy {
    /// The quarter whose return tells it.
    pub quarter: String,
    /// The story.
    pub study: SealedCaseStudy,
}

/// What was said, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedSaid {
    /// What was said.
    pub said: String,
    /// What was done.
    pub did: String,
}

/// What was evidenced under a contract in the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedContract {
    /// Its key.
    pub id: Uuid,
    /// Who pays.
    pub funder: String,
    /// Its number.
    pub number: String,
    /// The funding stream as it is called now.
    pub stream: String,
    /// What it was called before; not written when it never was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub former_stream: String,
    /// First and last day of the contract.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// What was evidenced, measure by measure.
    pub measures: Vec<ContractMeasure>,
}

/// A measure under a contract, in thousandths of its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractMeasure {
    /// Its key.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// What has evidence.
    pub evidenced_thousandths: i64,
    /// The part of it that comes on top of what the contract pays for.
    pub additional_thousandths: i64,
    /// What has evidence, by area.
    pub by_area: Vec<ContractArea>,
}

/// An area's part of a measure under a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractArea {
    /// The area's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What has evidence.
    pub thousandths: i64,
}

impl SealedContract {
    /// The contract in a few words.
    pub fn name(&self) -> String {
        format!("{} {}", self.funder, self.number)
    }

    /// The funding stream with what it was called before.
    pub fn stream_in_words(&self) -> String {
        if self.former_stream.is_empty() {
            self.stream.clone()
        } else {
            format!("{}, formerly {}", self.stream, self.former_stream)
        }
    }
}

/// The year in pounds, as it is printed. A row whose quantity of people is kept back is not in it, nor in
/// its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedPounds {
    /// The rates it is discounted by.
    pub rates: String,
    /// Which year the first one is.
    pub first_year: String,
    /// How it is rounded.
    pub rounding: String,
    /// Social value that would not have been there, then money spent nearby: never added up.
    pub tables: Vec<PoundsTable>,
    /// How many rows are left out because their quantity is kept back.
    pub left_out: i64,
    /// Net present value for each pound invested, only when all principles are answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<PoundsRatio>,
}

/// A table in pounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoundsTable {
    /// What it adds up.
    pub caption: String,
    /// What has to be said beside it.
    pub note: String,
    /// Its rows.
    pub rows: Vec<PoundsRow>,
    /// The sums of the printed rows: gross, net and present.
    pub gross: String,
    /// The sum of the net column.
    pub net: String,
    /// The sum of the present column.
    pub present: String,
}

/// A measure's quarter in pounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoundsRow {
    /// The measure's code and title.
    pub measure: String,
    /// The quarter in words.
    pub quarter: String,
    /// The quantity with its unit.
    pub quantity: String,
    /// What one unit is worth.
    pub value: String,
    /// Over its whole life, before anything is taken off.
    pub gross: String,
    /// What is left of it.
    pub net: String,
    /// What that is worth today.
    pub present: String,
    /// How the net value comes from the gross one.
    pub working: String,
}

/// What each pound invested comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoundsRatio {
    /// Pounds for each pound.
    pub per_pound: String,
    /// What was invested.
    pub invested: String,
    /// Each principle with its answer.
    pub principles: Vec<(String, String)>,
}

/// Something a careful reader found in the words, as whoever signed had it before them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFinding {
    /// The kind's key.
    pub found: String,
    /// The heading of the section.
    pub section: String,
    /// The sentence.
    pub sentence: String,
    /// What is the matter.
    pub why: String,
    /// Why it was left as it is; not written when nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_because: Option<String>,
}
