//! Every statement about obligations and how they stood.

use crate::failure::Failure;
use crate::policy::obligations::{Obligation, Stood, What};
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::obligations::{Check, State};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

const OBLIGATION: &str =
    "o.id, o.policy_id, o.clause_id, o.check_key, o.asks, o.owner_id, o.due_on";

/// The obligation of a row; none of a check that the library no longer has.
fn obligation(row: &Row) -> Result<Option<Obligation>, DatabaseFault> {
    let what = match row.optional(3, Row::text)? {
        Some(key) => match Check::from_key(&key) {
            Some(check) => What::Check(check),
            None => return Ok(None),
        },
        None => What::Attested {
            owner_id: row.id(5)?,
            due_on: row.date(6)?,
        },
    };
    Ok(Some(Obligation {
        id: row.id(0)?,
        policy_id: row.id(1)?,
        clause_id: row.optional(2, Row::text)?,
        what,
        asks: row.text(4)?,
    }))
}

/// Adds an obligation.
pub(in crate::policy) fn obligation_add(
    write: &mut Write<'_>,
    obligation: &Obligation,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let (key, owner_id, due_on): (Option<&str>, Option<Id>, Option<_>) = match &obligation.what {
        What::Check(check) => (Some(check.key), None, None),
        What::Attested { owner_id, due_on } => (None, Some(*owner_id), Some(*due_on)),
    };
    write.execute(
        "INSERT INTO obligation (organisation_id, id, policy_id, clause_id, check_key, asks, owner_id,
           due_on, added_at, added_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            scope.organisation_id.into(),
            obligation.id.into(),
            obligation.policy_id.into(),
            obligation.clause_id.as_ref().into(),
            key.into(),
            (&obligation.asks).into(),
            owner_id.into(),
            due_on.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Takes an obligation off; says how many were there.
pub(in crate::policy) fn obligation_take_off(
    write: &mut Write<'_>,
    id: Id,
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE obligation SET taken_off_at = ?3, taken_off_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND taken_off_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// The obligations of a version that were not taken off, as they were added.
pub(in crate::policy) fn obligations(
    read: &mut Read<'_>,
    policy_id: Id,
) -> Result<Vec<Obligation>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {OBLIGATION} FROM obligation o
         WHERE o.organisation_id = ?1 AND o.policy_id = ?2 AND o.taken_off_at IS NULL ORDER BY o.id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), policy_id.into()])?;
    let found: Result<Vec<_>, DatabaseFault> = rows.iter().map(obligation).collect();
    Ok(found?.into_iter().flatten().collect())
}

/// One obligation that was not taken off.
pub(in crate::policy) fn obligation_find(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<Obligation>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {OBLIGATION} FROM obligation o
         WHERE o.organisation_id = ?1 AND o.id = ?2 AND o.taken_off_at IS NULL"
    );
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(obligation).transpose()?.flatten())
}

/// Keeps how an obligation stands.
pub(in crate::policy) fn state_add(
    write: &mut Write<'_>,
    obligation_id: Id,
    stood: &Stood,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO obligation_state (organisation_id, obligation_id, number, state, reason, since_on,
           seen_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            organisation_id.into(),
            obligation_id.into(),
            stood.number.into(),
            stood.state.key().into(),
            (&stood.reason).into(),
            stood.since.into(),
            at.into(),
        ],
    )?;
    Ok(())
}

fn stood(row: &Row) -> Result<(Id, Stood), DatabaseFault> {
    let state = State::from_key(&row.text(2)?).ok_or(DatabaseFault::Missing)?;
    Ok((
        row.id(0)?,
        Stood {
            number: row.integer(1)?,
            state,
            reason: row.text(3)?,
            since: row.date(4)?,
        },
    ))
}

/// How each obligation of a version stood last.
pub(in crate::policy) fn states_now(
    read: &mut Read<'_>,
    policy_id: Id,
) -> Result<BTreeMap<Id, Stood>, Failure> {
    let values: [Value; 2] = [read.organisation_id().into(), policy_id.into()];
    let rows = read.query(
        "SELECT s.obligation_id, s.number, s.state, s.reason, s.since_on
         FROM obligation o
         JOIN obligation_state s ON s.organisation_id = o.organisation_id AND s.obligation_id = o.id
         WHERE o.organisation_id = ?1 AND o.policy_id = ?2 AND o.taken_off_at IS NULL
           AND s.number = (SELECT MAX(n.number) FROM obligation_state n
             WHERE n.organisation_id = o.organisation_id AND n.obligation_id = o.id)",
        &values,
    )?;
    Ok(rows.iter().map(stood).collect::<Result<_, _>>()?)
}

/// How an obligation stood over time, the newest first.
pub(in crate::policy) fn states(
    read: &mut Read<'_>,
    obligation_id: Id,
) -> Result<Vec<Stood>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT obligation_id, number, state, reason, since_on FROM obligation_state
         WHERE organisation_id = ?1 AND obligation_id = ?2 ORDER BY number DESC",
        &[organisation_id.into(), obligation_id.into()],
    )?;
    rows.iter().map(|row| Ok(stood(row)?.1)).collect()
}

/// What a person is to attest of a version by a day, the first due first.
pub(in crate::policy) fn to_attest(
    read: &mut Read<'_>,
    policy_id: Id,
    (owner_id, by): (Id, Date),
) -> Result<Vec<(Id, String, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, asks, due FROM (
           SELECT o.id, o.asks, COALESCE((SELECT a.next_due_on FROM attested_obligation a
             WHERE a.organisation_id = o.organisation_id AND a.obligation_id = o.id
             ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1), o.due_on) AS due
           FROM obligation o
           WHERE o.organisation_id = ?1 AND o.owner_id = ?2 AND o.policy_id = ?3
             AND o.taken_off_at IS NULL) x
         WHERE due <= ?4 ORDER BY due, id",
        &[
            organisation_id.into(),
            owner_id.into(),
            policy_id.into(),
            by.into(),
        ],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?, row.date(2)?)))
        .collect()
}
