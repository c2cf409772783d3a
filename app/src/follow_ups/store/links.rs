//! Every statement about one-time links.

use crate::failure::Failure;
use crate::follow_ups::{CheckLink, LinkAnswer};
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::follow_ups::{Found, Hours, SaidBy, Stage};
use jiff::Timestamp;

const LINK: &str = "id, follow_up_id, stage, audience, made_at, made_by, expires_at, withdrawn_at,
    answered_at, answer, hours, since_on, until_on, check_id";

fn link_of(row: &Row) -> Result<CheckLink, DatabaseFault> {
    let answer = match row.optional(8, Row::instant)? {
        Some(at) => Some(LinkAnswer {
            at,
            found: Found::from_key(&row.text(9)?).unwrap_or(Found::NotReached),
            hours: Hours::from_key(&row.text(10)?).unwrap_or(Hours::Unknown),
            since_on: row.optional(11, Row::date)?,
            until_on: row.optional(12, Row::date)?,
        }),
        None => None,
    };
    Ok(CheckLink {
        id: row.id(0)?,
        follow_up_id: row.id(1)?,
        stage: Stage::from_key(&row.text(2)?).unwrap_or(Stage::Start),
        audience: SaidBy::from_key(&row.text(3)?).unwrap_or(SaidBy::Learner),
        made_at: row.instant(4)?,
        made_by: row.optional(5, Row::id)?,
        expires_at: row.instant(6)?,
        withdrawn_at: row.optional(7, Row::instant)?,
        answer,
        check_id: row.optional(13, Row::id)?,
    })
}

fn some(read: &mut Read<'_>, rest: &str, id: Id) -> Result<Vec<CheckLink>, Failure> {
    let values: [Value; 2] = [read.organisation_id().into(), id.into()];
    let sql = format!("SELECT {LINK} FROM follow_up_link WHERE organisation_id = ?1 AND {rest}");
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(link_of).collect::<Result<_, _>>()?)
}

/// One link.
pub(in crate::follow_ups) fn link(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<CheckLink>, Failure> {
    Ok(some(read, "id = ?2", id)?.pop())
}

/// The links of a follow-up in the order they were made.
pub(in crate::follow_ups) fn links(
    read: &mut Read<'_>,
    follow_up_id: Id,
) -> Result<Vec<CheckLink>, Failure> {
    some(read, "follow_up_id = ?2 ORDER BY made_at, id", follow_up_id)
}

/// Keeps a link.
pub(in crate::follow_ups) fn link_add(
    write: &mut Write<'_>,
    link: &CheckLink,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO follow_up_link (organisation_id, id, follow_up_id, stage, audience, made_at,
           made_by, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            organisation_id.into(),
            link.id.into(),
            link.follow_up_id.into(),
            link.stage.key().into(),
            link.audience.key().into(),
            link.made_at.into(),
            link.made_by.into(),
            link.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// Withdraws a link; says how many were there to withdraw.
pub(in crate::follow_ups) fn link_withdraw(
    write: &mut Write<'_>,
    id: Id,
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE follow_up_link SET withdrawn_at = ?3, withdrawn_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND withdrawn_at IS NULL AND answered_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// Keeps what came by a link, once; says whether it was the first.
pub(in crate::follow_ups) fn link_answer(
    write: &mut Write<'_>,
    id: Id,
    answer: &LinkAnswer,
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE follow_up_link SET answered_at = ?3, answer = ?4, hours = ?5, since_on = ?6,
           until_on = ?7
         WHERE organisation_id = ?1 AND id = ?2 AND answered_at IS NULL",
        &[
            organisation_id.into(),
            id.into(),
            answer.at.into(),
            answer.found.key().into(),
            answer.hours.key().into(),
            answer.since_on.into(),
            answer.until_on.into(),
        ],
    )?)
}

/// Says which check was made of an answer, once.
pub(in crate::follow_ups) fn link_take(
    write: &mut Write<'_>,
    id: Id,
    check_id: Id,
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE follow_up_link SET check_id = ?3
         WHERE organisation_id = ?1 AND id = ?2 AND answered_at IS NOT NULL AND check_id IS NULL",
        &[organisation_id.into(), id.into(), check_id.into()],
    )?)
}
