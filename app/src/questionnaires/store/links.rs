//! Every statement about links.

use crate::failure::Failure;
use crate::questionnaires::QuestionLink;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::questionnaires::{Half, PersonCode};
use jiff::Timestamp;

const LINK: &str = "id, round_id, half, code, made_at, made_by, answers, withdrawn_at";

fn link_of(row: &Row) -> Result<QuestionLink, DatabaseFault> {
    let code = row.optional(3, Row::text)?;
    Ok(QuestionLink {
        id: row.id(0)?,
        round_id: row.id(1)?,
        half: Half::from_key(&row.text(2)?).unwrap_or(Half::Before),
        code: code.and_then(|code| PersonCode::new(&code).ok()),
        made_at: row.instant(4)?,
        made_by: row.optional(5, Row::id)?,
        answers: row.integer(6)?,
        withdrawn_at: row.optional(7, Row::instant)?,
    })
}

fn some(read: &mut Read<'_>, rest: &str, values: &[Value]) -> Result<Vec<QuestionLink>, Failure> {
    let sql =
        format!("SELECT {LINK} FROM questionnaire_link WHERE organisation_id = ?1 AND {rest}");
    let rows = read.query(&sql, values)?;
    Ok(rows.iter().map(link_of).collect::<Result<_, _>>()?)
}

/// One link.
pub(in crate::questionnaires) fn link(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<QuestionLink>, Failure> {
    let values = [read.organisation_id().into(), id.into()];
    Ok(some(read, "id = ?2", &values)?.pop())
}

/// The latest links of a round.
pub(in crate::questionnaires) fn links(
    read: &mut Read<'_>,
    round_id: Id,
    most: i64,
) -> Result<Vec<QuestionLink>, Failure> {
    let values = [read.organisation_id().into(), round_id.into(), most.into()];
    let rest = "round_id = ?2 ORDER BY made_at DESC, id DESC LIMIT ?3";
    some(read, rest, &values)
}

/// Keeps a link.
pub(in crate::questionnaires) fn link_add(
    write: &mut Write<'_>,
    link: &QuestionLink,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let code = link.code.as_ref().map(|code| code.as_str().to_owned());
    write.execute(
        "INSERT INTO questionnaire_link (organisation_id, id, round_id, half, code, made_at, made_by,
           answers)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)",
        &[
            organisation_id.into(),
            link.id.into(),
            link.round_id.into(),
            link.half.key().into(),
            code.into(),
            link.made_at.into(),
            link.made_by.into(),
        ],
    )?;
    Ok(())
}

/// Counts an answer by a link.
pub(in crate::questionnaires) fn link_note(write: &mut Write<'_>, id: Id) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE questionnaire_link SET answers = answers + 1 WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), id.into()],
    )?;
    Ok(())
}

/// Closes a link; says how many were there to close.
pub(in crate::questionnaires) fn link_withdraw(
    write: &mut Write<'_>,
    id: Id,
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE questionnaire_link SET withdrawn_at = ?3, withdrawn_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND withdrawn_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}
