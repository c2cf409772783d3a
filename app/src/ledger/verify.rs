//! Rebuilds the totals from the entries and their evidence, and compares them with what is kept.

use super::store;
use crate::failure::Failure;
use database::Read;

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verified {
    /// How many entries were read.
    pub(crate) entries: i64,
    /// How many totals were compared.
    pub(crate) totals: usize,
    /// Each total that differs, in words.
    pub(crate) differences: Vec<String>,
}

/// Compares every total with its entries. A total of nought without entries may be kept or missing.
pub(crate) fn verify(read: &mut Read<'_>) -> Result<Verified, Failure> {
    let rebuilt = store::totals_rebuilt(read)?;
    let kept = store::totals_kept(read)?;
    let is_whole = |key: &&String| key.contains(" whole ");
    let entries = rebuilt
        .iter()
        .filter(|(key, _)| is_whole(key))
        .map(|(_, sums)| sums.2)
        .sum();
    let keys: std::collections::BTreeSet<_> = rebuilt.keys().chain(kept.keys()).collect();
    let differences = keys
        .iter()
        .filter_map(|key| {
            let should = rebuilt.get(*key).copied().unwrap_or_default();
            let is = kept.get(*key).copied().unwrap_or_default();
            (should != is).then(|| {
                format!("{key}: the entries give {should:?}, the total kept is {is:?} (quantity, additional, entries)")
            })
        })
        .collect();
    Ok(Verified {
        entries,
        totals: keys.len(),
        differences,
    })
}
