//! How quantities were worked out.

use crate::failure::Failure;
use database::{Id, Read, Write};

/// Keeps how an entry's quantity was worked out.
pub(crate) fn working_add(
    write: &mut Write<'_>,
    entry_id: Id,
    rule: &str,
    working: &str,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO entry_working (organisation_id, entry_id, counting_rule, working)
         VALUES (?1, ?2, ?3, ?4)",
        &[
            organisation_id.into(),
            entry_id.into(),
            rule.into(),
            working.into(),
        ],
    )?;
    Ok(())
}

/// The rule and the sum by which an entry's quantity was worked out.
pub(crate) fn working(
    read: &mut Read<'_>,
    entry_id: Id,
) -> Result<Option<(String, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT counting_rule, working FROM entry_working
         WHERE organisation_id = ?1 AND entry_id = ?2",
        &[organisation_id.into(), entry_id.into()],
    )?;
    let kept = row.map(|row| -> Result<_, Failure> { Ok((row.text(0)?, row.text(1)?)) });
    kept.transpose()
}
