//! How measures of different frameworks stand to each other.

use crate::failure::Failure;
use database::{Read, Row, Write};
use domain::framework::{Named, Relation};
use jiff::Timestamp;

/// A relation as it is kept: by the names of both measures.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) from: Named,
    pub(crate) to: Named,
    pub(crate) relation: Relation,
    pub(crate) reason: String,
}

/// Keeps a relation, in place of an earlier one of the same two measures.
pub(crate) fn crosswalk_keep(
    write: &mut Write<'_>,
    kept: &Kept,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO crosswalk (organisation_id, from_framework, from_edition, from_code,
           to_framework, to_edition, to_code, relation, reason, said_at, said_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (organisation_id, to_framework, to_edition, to_code, from_framework,
           from_edition, from_code) DO UPDATE
         SET relation = excluded.relation, reason = excluded.reason, said_at = excluded.said_at,
             said_by = excluded.said_by",
        &[
            scope.organisation_id.into(),
            (&kept.from.framework).into(),
            (&kept.from.edition).into(),
            (&kept.from.code).into(),
            (&kept.to.framework).into(),
            (&kept.to.edition).into(),
            (&kept.to.code).into(),
            kept.relation.key().into(),
            (&kept.reason).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Takes a relation away.
pub(crate) fn crosswalk_remove(
    write: &mut Write<'_>,
    from: &Named,
    to: &Named,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM crosswalk WHERE organisation_id = ?1 AND from_framework = ?2
           AND from_edition = ?3 AND from_code = ?4 AND to_framework = ?5 AND to_edition = ?6
           AND to_code = ?7",
        &[
            organisation_id.into(),
            (&from.framework).into(),
            (&from.edition).into(),
            (&from.code).into(),
            (&to.framework).into(),
            (&to.edition).into(),
            (&to.code).into(),
        ],
    )?;
    Ok(())
}

/// All relations, by the names of the measures they lead to.
pub(crate) fn crosswalks(read: &mut Read<'_>) -> Result<Vec<Kept>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT from_framework, from_edition, from_code, to_framework, to_edition, to_code, relation,
           reason
         FROM crosswalk WHERE organisation_id = ?1
         ORDER BY to_framework, to_edition, to_code, from_framework, from_edition, from_code",
        &[organisation_id.into()],
    )?;
    rows.iter().map(kept_of).collect()
}

fn kept_of(row: &Row) -> Result<Kept, Failure> {
    let named = |[framework, edition, code]: [usize; 3]| -> Result<Named, Failure> {
        Ok(Named {
            framework: row.text(framework)?,
            edition: row.text(edition)?,
            code: row.text(code)?,
        })
    };
    let key = row.text(6)?;
    let relation = Relation::from_key(&key);
    Ok(Kept {
        from: named([0, 1, 2])?,
        to: named([3, 4, 5])?,
        relation: relation.ok_or_else(|| Failure::Broken(anyhow::anyhow!("relation {key}")))?,
        reason: row.text(7)?,
    })
}
