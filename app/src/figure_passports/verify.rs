//! A second look at every code that is kept: it has to follow from its seal, and none may be missing.

use super::store;
use crate::failure::Failure;
use crate::figure_codes;
use database::Read;
use std::collections::BTreeSet;

/// How many codes there are, and each difference in words; none is good.
pub(crate) fn verify_codes(read: &mut Read<'_>) -> Result<(i64, Vec<String>), Failure> {
    let mut differences = Vec::new();
    let mut count = 0_i64;
    for id in store::seals(read)? {
        let Some(kept) = store::seal(read, id)? else {
            continue;
        };
        let Some(sealed) = kept.read() else {
            continue;
        };
        let expected: BTreeSet<(String, String)> = sealed
            .figures()
            .iter()
            .map(|figure| (figure.path(), figure.code(&kept.sha256).key().to_owned()))
            .collect();
        let found = figure_codes::kept(read, id)?;
        count = count.saturating_add(i64::try_from(found.len()).unwrap_or(i64::MAX));
        let named = kept.named();
        for (path, code) in found.difference(&expected) {
            differences.push(format!(
                "{named}: the code {code} does not follow from the seal for {path}"
            ));
        }
        for (path, code) in expected.difference(&found) {
            differences.push(format!("{named}: the code {code} of {path} is not kept"));
        }
    }
    Ok((count, differences))
}
