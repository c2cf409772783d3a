//! Links between clauses and records.

use crate::failure::Failure;
use crate::policy::{Link, LinkKind};
use database::{Id, Read, Value, Write};
use jiff::Timestamp;

fn key(organisation_id: Id, policy_id: Id, link: &Link) -> [Value; 5] {
    [
        organisation_id.into(),
        policy_id.into(),
        (&link.clause_id).into(),
        link.kind.key().into(),
        link.record_id.into(),
    ]
}

/// Links a record to a clause; linking it again changes nothing.
pub(crate) fn link_add(
    write: &mut Write<'_>,
    policy_id: Id,
    link: &Link,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let mut values = key(scope.organisation_id, policy_id, link).to_vec();
    values.extend([at.into(), scope.person_id.into()]);
    write.execute(
        "INSERT INTO clause_link (organisation_id, policy_id, clause_id, record_kind, record_id,
           linked_at, linked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (organisation_id, policy_id, clause_id, record_kind, record_id) DO NOTHING",
        &values,
    )?;
    Ok(())
}

/// Removes a link; says how many were there.
pub(crate) fn link_remove(
    write: &mut Write<'_>,
    policy_id: Id,
    link: &Link,
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "DELETE FROM clause_link WHERE organisation_id = ?1 AND policy_id = ?2 AND clause_id = ?3
           AND record_kind = ?4 AND record_id = ?5",
        &key(organisation_id, policy_id, link),
    )?)
}

/// All links of a version.
pub(crate) fn links(read: &mut Read<'_>, policy_id: Id) -> Result<Vec<Link>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT clause_id, record_kind, record_id FROM clause_link
         WHERE organisation_id = ?1 AND policy_id = ?2
         ORDER BY clause_id, record_kind, record_id",
        &[organisation_id.into(), policy_id.into()],
    )?;
    let mut links = Vec::new();
    for row in &rows {
        if let Some(kind) = LinkKind::from_key(&row.text(1)?) {
            links.push(Link {
                clause_id: row.text(0)?,
                kind,
                record_id: row.id(2)?,
            });
        }
    }
    Ok(links)
}

/// The activities that a clause can be linked to, by title.
pub(crate) fn activities(read: &mut Read<'_>) -> Result<Vec<(Id, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, title FROM activity WHERE organisation_id = ?1 ORDER BY title, id",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?)))
        .collect()
}
