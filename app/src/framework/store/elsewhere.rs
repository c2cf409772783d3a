//! Which themes are addressed elsewhere.

use crate::failure::Failure;
use crate::framework::Elsewhere;
use database::{Id, Read, Write};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Marks a theme as addressed elsewhere, in place of an earlier mark.
pub(crate) fn elsewhere_set(
    write: &mut Write<'_>,
    theme_id: Id,
    elsewhere: &Elsewhere,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO theme_elsewhere (organisation_id, theme_id, document, kept_where, marked_at,
           marked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, theme_id) DO UPDATE
         SET document = excluded.document, kept_where = excluded.kept_where,
             marked_at = excluded.marked_at, marked_by = excluded.marked_by",
        &[
            scope.organisation_id.into(),
            theme_id.into(),
            (&elsewhere.document).into(),
            (&elsewhere.kept_where).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Takes the mark off a theme.
pub(crate) fn elsewhere_remove(write: &mut Write<'_>, theme_id: Id) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM theme_elsewhere WHERE organisation_id = ?1 AND theme_id = ?2",
        &[organisation_id.into(), theme_id.into()],
    )?;
    Ok(())
}

/// The themes that are addressed elsewhere, by their keys.
pub(crate) fn elsewhere(read: &mut Read<'_>) -> Result<BTreeMap<Id, Elsewhere>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT theme_id, document, kept_where FROM theme_elsewhere WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let elsewhere = Elsewhere {
                document: row.text(1)?,
                kept_where: row.text(2)?,
            };
            Ok((row.id(0)?, elsewhere))
        })
        .collect()
}
