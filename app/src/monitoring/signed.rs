//! The one door to signed returns: of each quarter the edition that stands, so that what is built from them
//! counts everything once.

use super::store::{self, Sealed};
use crate::failure::Failure;
use crate::visit::hex;
use database::Read;
use domain::calendar::Year;
use domain::monitoring::SealedReturn;
use std::collections::{BTreeMap, BTreeSet};

fn read_back(kept: &Sealed) -> Result<(SealedReturn, [u8; 32]), Failure> {
    let sealed = SealedReturn::read(kept.content.as_bytes())
        .map_err(|fault| Failure::Broken(fault.into()))?;
    Ok((sealed, kept.sha256))
}

/// The seals of the editions that stand: of each quarter that was restated the newest one that is signed
/// and that `fits`.
fn restated(
    read: &mut Read<'_>,
    fits: &impl Fn(&str) -> bool,
) -> Result<Vec<(SealedReturn, [u8; 32])>, Failure> {
    let mut newest: BTreeMap<String, String> = BTreeMap::new();
    for restatement in store::restatements(read)? {
        if restatement
            .signed
            .is_some_and(|(_, sha256)| fits(&hex(&sha256)))
        {
            newest.insert(restatement.quarter, restatement.name);
        }
    }
    let mut found = Vec::new();
    for name in newest.values() {
        let kept = store::seal(read, name)?.ok_or(Failure::NotFound)?;
        found.push(read_back(&kept)?);
    }
    Ok(found)
}

fn standing_returns(
    read: &mut Read<'_>,
    year: Year,
    fits: &impl Fn(&str) -> bool,
) -> Result<Vec<(SealedReturn, [u8; 32])>, Failure> {
    let restated = restated(read, fits)?;
    let named: Vec<(SealedReturn, String)> = restated
        .iter()
        .map(|(sealed, sha256)| (sealed.clone(), hex(sha256)))
        .collect();
    let mut found = Vec::new();
    for quarter in year.quarters() {
        let name = quarter.to_string();
        let newest = restated.iter().find(|(sealed, _)| sealed.quarter == name);
        let standing = match newest {
            Some(newest) => Some(newest.clone()),
            None => store::seal(read, &name)?
                .map(|kept| read_back(&kept))
                .transpose()?,
        };
        if let Some((mut sealed, sha256)) = standing {
            sealed.note_restated(&named);
            found.push((sealed, sha256));
        }
    }
    Ok(found)
}

/// A signed return by its name, whether it stands or was restated, with the hash it was sealed under; none
/// that is not signed.
pub(crate) fn sealed_return(
    read: &mut Read<'_>,
    name: &str,
) -> Result<Option<(SealedReturn, [u8; 32])>, Failure> {
    let kept = store::seal(read, name)?;
    kept.map(|kept| read_back(&kept)).transpose()
}

/// The signed returns of a year in their order, with the hashes they were sealed under: of each quarter
/// the newest signed edition, which knows what of its figures other restated returns count as theirs.
pub(crate) fn signed_returns(
    read: &mut Read<'_>,
    year: Year,
) -> Result<Vec<(SealedReturn, [u8; 32])>, Failure> {
    standing_returns(read, year, &|_| true)
}

/// The same as it was when these hashes were all that was signed: what a report rests on that was signed
/// before a return was restated.
pub(crate) fn signed_returns_of(
    read: &mut Read<'_>,
    year: Year,
    rests_on: &BTreeSet<String>,
) -> Result<Vec<(SealedReturn, [u8; 32])>, Failure> {
    standing_returns(read, year, &|sha256| rests_on.contains(sha256))
}
