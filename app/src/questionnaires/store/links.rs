//! Links: the organisation's row, and the directory that finds it by its token.

use crate::failure::Failure;
use crate::people::token_sha256;
use crate::questionnaires::QuestionLink;
use database::{Connection, DatabaseFault, Id, Read, Row, Value, Write};
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

/// Lets a token lead to a link.
pub(in crate::questionnaires) fn token_add(
    directory: &mut Connection,
    token: &str,
    (organisation_id, link_id): (Id, Id),
    at: Timestamp,
) -> Result<(), Failure> {
    directory.execute(
        "INSERT INTO directory_questionnaire_link (token_sha256, organisation_id, link_id,
           counted_from, tries)
         VALUES (?1, ?2, ?3, ?4, 0)",
        &[
            token_sha256(token).into(),
            organisation_id.into(),
            link_id.into(),
            at.into(),
        ],
    )?;
    Ok(())
}

/// The organisation and the link that a token leads to.
pub(in crate::questionnaires) fn token_find(
    directory: &mut Connection,
    token: &str,
) -> Result<Option<(Id, Id)>, Failure> {
    let found = directory.query(
        "SELECT organisation_id, link_id FROM directory_questionnaire_link WHERE token_sha256 = ?1",
        &[token_sha256(token).into()],
    )?;
    let token = |row: &Row| Ok::<_, DatabaseFault>((row.id(0)?, row.id(1)?));
    Ok(found.first().map(token).transpose()?)
}

/// Counts a try, and says how many there were since `since`, in spans that begin with a try.
pub(in crate::questionnaires) fn try_note(
    directory: &mut Connection,
    token: &str,
    since: Timestamp,
    now: Timestamp,
) -> Result<i64, Failure> {
    let found = directory.query(
        "UPDATE directory_questionnaire_link SET
           tries = CASE WHEN counted_from <= ?2 THEN 1 ELSE tries + 1 END,
           counted_from = CASE WHEN counted_from <= ?2 THEN ?3 ELSE counted_from END
         WHERE token_sha256 = ?1 RETURNING tries",
        &[token_sha256(token).into(), since.into(), now.into()],
    )?;
    Ok(found.first().map_or(Ok(0), |row| row.integer(0))?)
}
