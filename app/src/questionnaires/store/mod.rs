//! Every statement about sets of questions, rounds, answers and links.

mod links;
mod restricted;
mod sets;
mod sheets;

pub(super) use links::{link, link_add, link_note, link_withdraw, links};
pub(super) use restricted::but_restricted;
pub(super) use sets::{set, set_add, set_called, sets};
pub(super) use sheets::{NewSheet, answers_of, sheet_add, sheet_replace, sheets};

use super::{Closed, Counts, Feed, Round};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::questionnaires::{CodeRule, RoundDates};
use jiff::Timestamp;
use jiff::civil::Date;

const ROUND: &str = "id, set_id, name, of_whom, why, expected, code_rule, before_opens_on,
    before_closes_on, after_opens_on, after_closes_on, measure_id, area_code, additional_percent,
    started_at, started_by, before_sheets, after_sheets, both_sheets, closed_at, closed_by, entry_id";

fn round_of(row: &Row) -> Result<Round, DatabaseFault> {
    let feed = match row.optional(11, Row::id)? {
        Some(measure_id) => Some(Feed {
            measure_id,
            area_code: row.text(12)?,
            additional_percent: row.integer(13)?,
        }),
        None => None,
    };
    let closed = match row.optional(19, Row::instant)? {
        Some(at) => Some(Closed {
            at,
            by: row.optional(20, Row::id)?,
            entry_id: row.optional(21, Row::id)?,
        }),
        None => None,
    };
    Ok(Round {
        id: row.id(0)?,
        set_id: row.id(1)?,
        name: row.text(2)?,
        of_whom: row.text(3)?,
        why: row.text(4)?,
        expected: row.integer(5)?,
        code_rule: CodeRule::from_key(&row.text(6)?).unwrap_or(CodeRule::Reference),
        dates: RoundDates {
            before: (row.date(7)?, row.date(8)?),
            after: (row.date(9)?, row.date(10)?),
        },
        feed,
        started_at: row.instant(14)?,
        started_by: row.optional(15, Row::id)?,
        counts: Counts {
            before: row.integer(16)?,
            after: row.integer(17)?,
            both: row.integer(18)?,
        },
        closed,
    })
}

fn some(read: &mut Read<'_>, rest: &str, values: &[Value]) -> Result<Vec<Round>, Failure> {
    let sql = format!("SELECT {ROUND} FROM questionnaire_round WHERE organisation_id = ?1{rest}");
    let rows = read.query(&sql, values)?;
    let mut rounds = rows.iter().map(round_of).collect::<Result<Vec<_>, _>>()?;
    restricted::leave_out(read, &mut rounds)?;
    Ok(rounds)
}

/// One round.
pub(super) fn round(read: &mut Read<'_>, id: Id) -> Result<Option<Round>, Failure> {
    let values = [read.organisation_id().into(), id.into()];
    Ok(some(read, " AND id = ?2", &values)?.pop())
}

/// The latest rounds.
pub(super) fn rounds(read: &mut Read<'_>, most: i64) -> Result<Vec<Round>, Failure> {
    let values = [read.organisation_id().into(), most.into()];
    let rest = " ORDER BY before_opens_on DESC, id DESC LIMIT ?2";
    some(read, rest, &values)
}

/// The latest rounds that ask a set.
pub(super) fn rounds_of(read: &mut Read<'_>, set_id: Id, most: i64) -> Result<Vec<Round>, Failure> {
    let values = [read.organisation_id().into(), set_id.into(), most.into()];
    let rest = " AND set_id = ?2 ORDER BY before_opens_on DESC, id DESC LIMIT ?3";
    some(read, rest, &values)
}

/// How many rounds have asked for the last time and wait to be closed, and since when the oldest.
pub(crate) fn to_close(read: &mut Read<'_>, today: Date) -> Result<Option<(i64, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT COUNT(*), MIN(after_closes_on) FROM questionnaire_round
         WHERE organisation_id = ?1 AND after_closes_on < ?2 AND closed_at IS NULL",
        &[organisation_id.into(), today.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let first = row.optional(1, Row::date)?;
    Ok(first
        .map(|first| Ok::<_, DatabaseFault>((row.integer(0)?, first)))
        .transpose()?)
}

/// Keeps a new round.
pub(super) fn round_add(write: &mut Write<'_>, one: &Round) -> Result<(), Failure> {
    let feed = one.feed.as_ref();
    let dates = &one.dates;
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO questionnaire_round (organisation_id, id, set_id, name, of_whom, why, expected,
           code_rule, before_opens_on, before_closes_on, after_opens_on, after_closes_on, measure_id,
           area_code, additional_percent, started_at, started_by, before_sheets, after_sheets,
           both_sheets)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 0, 0, 0)",
        &[
            organisation_id.into(),
            one.id.into(),
            one.set_id.into(),
            (&one.name).into(),
            (&one.of_whom).into(),
            (&one.why).into(),
            one.expected.into(),
            one.code_rule.key().into(),
            dates.before.0.into(),
            dates.before.1.into(),
            dates.after.0.into(),
            dates.after.1.into(),
            feed.map(|feed| feed.measure_id).into(),
            feed.map(|feed| feed.area_code.clone()).into(),
            feed.map(|feed| feed.additional_percent).into(),
            one.started_at.into(),
            one.started_by.into(),
        ],
    )?;
    Ok(())
}

/// Closes a round, once; says whether it was the first time.
pub(super) fn round_close(write: &mut Write<'_>, id: Id, at: Timestamp) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE questionnaire_round SET closed_at = ?3, closed_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND closed_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// Says which entry closing a round made.
pub(super) fn round_entry(write: &mut Write<'_>, id: Id, entry_id: Id) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE questionnaire_round SET entry_id = ?3
         WHERE organisation_id = ?1 AND id = ?2 AND entry_id IS NULL",
        &[organisation_id.into(), id.into(), entry_id.into()],
    )?;
    Ok(())
}
