//! Sets of questions.

use crate::failure::Failure;
use crate::questionnaires::KeptSet;
use database::{Id, Read, Row, Value, Write};
use domain::questionnaires::question_set_from_json;
use jiff::Timestamp;

/// A set as its file says it: it was checked when it came, so that only damage can make it unreadable.
fn set_of(row: &Row) -> Result<KeptSet, Failure> {
    let content = row.text(1)?;
    let set = question_set_from_json(&content).map_err(|problems| {
        let first = problems.first().map(ToString::to_string);
        Failure::Broken(anyhow::anyhow!("a kept set of questions: {first:?}"))
    })?;
    Ok(KeptSet {
        id: row.id(0)?,
        set,
        brought_at: row.instant(2)?,
        brought_by: row.optional(3, Row::id)?,
    })
}

fn some(read: &mut Read<'_>, rest: &str, values: &[Value]) -> Result<Vec<KeptSet>, Failure> {
    let sql = format!(
        "SELECT id, content, brought_at, brought_by FROM questionnaire_set
         WHERE organisation_id = ?1{rest}"
    );
    read.query(&sql, values)?.iter().map(set_of).collect()
}

/// One set.
pub(in crate::questionnaires) fn set(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<KeptSet>, Failure> {
    let values = [read.organisation_id().into(), id.into()];
    Ok(some(read, " AND id = ?2", &values)?.pop())
}

/// The set of a name and version.
pub(in crate::questionnaires) fn set_called(
    read: &mut Read<'_>,
    (name, version): (&str, &str),
) -> Result<Option<KeptSet>, Failure> {
    let values = [read.organisation_id().into(), name.into(), version.into()];
    Ok(some(read, " AND name = ?2 AND version = ?3", &values)?.pop())
}

/// Every set by its name.
pub(in crate::questionnaires) fn sets(read: &mut Read<'_>) -> Result<Vec<KeptSet>, Failure> {
    let values = [read.organisation_id().into()];
    some(read, " ORDER BY name, version", &values)
}

/// Keeps a set with the text of its file.
pub(in crate::questionnaires) fn set_add(
    write: &mut Write<'_>,
    (id, content): (Id, &str),
    at: Timestamp,
) -> Result<(), Failure> {
    let set = question_set_from_json(content)
        .map_err(|_| Failure::Refused("this set of questions was not checked"))?;
    let scope = write.scope();
    write.execute(
        "INSERT INTO questionnaire_set (organisation_id, id, name, version, licence, content,
           brought_at, brought_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            id.into(),
            (&set.name).into(),
            (&set.version).into(),
            (&set.licence).into(),
            content.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}
