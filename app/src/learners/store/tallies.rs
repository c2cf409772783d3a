//! Sums by ethnic group, difficulty and custody. They are data of a special category (UK GDPR Article 9), so
//! they stand apart and hidden: the file of the database shows none of them.

use crate::failure::Failure;
use database::{Id, Read, Write};
use domain::ilr::Characteristic;
use std::collections::BTreeMap;

/// The sums of each characteristic by code.
pub(in crate::learners) type Tallies = BTreeMap<Characteristic, BTreeMap<String, u64>>;

/// What the hidden bytes speak of.
fn about(organisation_id: Id, return_id: Id) -> Vec<u8> {
    format!("sums by characteristic of {return_id} of {organisation_id}").into_bytes()
}

/// Keeps the sums of a return under a secret. Nothing is kept where nobody asked for any.
pub(in crate::learners) fn tallies_set(
    write: &mut Write<'_>,
    return_id: Id,
    (secret, tallies): (&[u8; 32], &Tallies),
) -> Result<(), Failure> {
    let named = tallies.iter().map(|(characteristic, codes)| {
        let codes = codes.iter().filter(|(code, _)| !code.is_empty());
        (characteristic.key(), codes.collect())
    });
    let named: BTreeMap<&str, BTreeMap<&String, &u64>> = named.collect();
    if named.is_empty() {
        return Ok(());
    }
    let organisation_id = write.organisation_id();
    let mut nonce = [0; signing::NONCE];
    getrandom::fill(&mut nonce).map_err(|fault| Failure::Broken(anyhow::anyhow!("{fault}")))?;
    let words = serde_json::to_vec(&named).map_err(|fault| Failure::Broken(fault.into()))?;
    let about = about(organisation_id, return_id);
    let hidden = signing::hide(secret, (nonce, &about), &words);
    write.execute(
        "INSERT INTO learner_tally (organisation_id, return_id, hidden) VALUES (?1, ?2, ?3)",
        &[organisation_id.into(), return_id.into(), hidden.into()],
    )?;
    Ok(())
}

/// The sums of a return; none when nobody asked for them.
pub(in crate::learners) fn tallies(
    read: &mut Read<'_>,
    (return_id, secret): (Id, &[u8; 32]),
) -> Result<Tallies, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT hidden FROM learner_tally WHERE organisation_id = ?1 AND return_id = ?2",
        &[organisation_id.into(), return_id.into()],
    )?;
    let Some(row) = row else {
        return Ok(Tallies::new());
    };
    let shown = signing::reveal(secret, &about(organisation_id, return_id), &row.bytes(0)?);
    let shown = shown.ok_or_else(|| {
        Failure::Rule(
            "These sums are hidden under a key that is not here, or were changed. Bring the return again to make them anew.".to_owned(),
        )
    })?;
    let named: BTreeMap<String, BTreeMap<String, u64>> =
        serde_json::from_slice(&shown).map_err(|fault| Failure::Broken(fault.into()))?;
    let found = Characteristic::ALL
        .into_iter()
        .filter_map(|characteristic| {
            let codes = named.get(characteristic.key())?;
            Some((characteristic, codes.clone()))
        });
    Ok(found.collect())
}
