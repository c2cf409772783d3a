//! Ethnicity, learning difficulty and custody, only as sums over a whole return and only when asked:
//! who may ask is the caller's rule. No learner carries them.

use std::collections::BTreeMap;

/// Whether the sums are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tally {
    /// They are not.
    NotAsked,
    /// They are: somebody with the permission asked.
    Asked,
}

/// Numbers of learners by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tallies {
    /// By `Ethnicity`.
    pub ethnicity: BTreeMap<String, u64>,
    /// By `LLDDHealthProb`.
    pub difficulty: BTreeMap<String, u64>,
    /// With an aim of LDM 034, offenders in custody.
    pub in_custody: u64,
}

impl Tallies {
    pub(crate) fn count(by_code: &mut BTreeMap<String, u64>, code: &str) {
        // Codes have two digits at most: whatever else stands there is counted as one.
        let sound = code.len() <= 2 && code.bytes().all(|one| one.is_ascii_digit());
        let code = if sound { code } else { "unknown" };
        *by_code.entry(code.to_owned()).or_default() += 1;
    }
}
