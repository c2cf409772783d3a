//! What a pack holds for adding it to others: the figures of its returns as everybody may read them, and,
//! where whoever made it chose so, tokens of what stands behind them.

use serde::{Deserialize, Serialize};

/// Where the figures lie in the payload.
pub const TOTALS: &str = "totals.json";
/// Where the tokens lie.
pub const TOKENS: &str = "tokens.json";

/// One figure of a signed return. What is optional is missing in packs that were made before it was said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// The return it stands in.
    pub of: String,
    /// The quarter it counts in: of several editions of its return one counts.
    pub quarter: String,
    /// The year: `2025-26`.
    pub year: String,
    /// The year's first day: `2025-08-01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_from: Option<String>,
    /// The framework and its edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The measure's code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// The area's code; none for the measure as a whole.
    pub area: Option<String>,
    /// What the area is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_name: Option<String>,
    /// The later quarter whose return counts this too: a restated return took it over, so that it is less
    /// than nought and is put right beside that return alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<String>,
    /// What is evidenced, in thousandths; none where it is kept back.
    pub thousandths: Option<i64>,
    /// What stands in print where it is kept back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
}

impl Total {
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let optional = [
            &self.year_from,
            &self.edition,
            &self.area,
            &self.area_name,
            &self.counted_in,
            &self.printed,
        ];
        let always = [
            &self.of,
            &self.quarter,
            &self.year,
            &self.code,
            &self.title,
            &self.unit,
        ];
        let optional = optional.into_iter().filter_map(Option::as_ref);
        always.into_iter().chain(optional).map(String::as_str)
    }
}

/// The tokens of a pack. Each is an HMAC under a key that follows from a phrase, of which nobody reads
/// anything who does not have the phrase; whoever has it can ask whether somebody they know is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenFile {
    /// 1.
    pub format: u32,
    /// A sign of the phrase: tokens can be compared only when it is the same.
    pub phrase: String,
    /// By measure and kind.
    pub lists: Vec<TokensOf>,
}

/// What stands behind a measure in a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokensOf {
    /// The return.
    pub of: String,
    /// The measure's code.
    pub code: String,
    /// The framework and its edition.
    pub edition: String,
    /// `learner` or `evidence`.
    pub kind: String,
    /// The tokens in their order. Some stand for nothing, so that nobody counts them.
    pub tokens: Vec<String>,
}
