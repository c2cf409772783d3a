//! Who has read which version.

use crate::failure::Failure;
use database::{Id, Read, Write};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Keeps that a person has read a version; saying it again changes nothing.
pub(crate) fn acknowledge(
    write: &mut Write<'_>,
    (policy_id, person_id): (Id, Id),
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO policy_acknowledgement (organisation_id, policy_id, person_id, read_at)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation_id, policy_id, person_id) DO NOTHING",
        &[
            organisation_id.into(),
            policy_id.into(),
            person_id.into(),
            at.into(),
        ],
    )?;
    Ok(())
}

/// Who has read a version, and when.
pub(crate) fn acknowledgements(
    read: &mut Read<'_>,
    policy_id: Id,
) -> Result<BTreeMap<Id, Timestamp>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT person_id, read_at FROM policy_acknowledgement
         WHERE organisation_id = ?1 AND policy_id = ?2",
        &[organisation_id.into(), policy_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.instant(1)?)))
        .collect()
}
