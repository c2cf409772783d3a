//! Every statement about delegations. One is given and taken back; none is changed or removed.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::monitoring::{Covers, Delegation};
use jiff::Timestamp;

/// A delegation as it is kept.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct KeptDelegation {
    pub(in crate::monitoring) id: Id,
    pub(in crate::monitoring) of: Delegation,
    pub(in crate::monitoring) reason: String,
}

const COLUMNS: &str = "id, from_id, to_id, return_name, from_on, to_on, reason, given_at,
    withdrawn_at FROM delegation";

fn delegation_of(row: &Row) -> Result<KeptDelegation, DatabaseFault> {
    let days = row.optional(4, Row::date)?.zip(row.optional(5, Row::date)?);
    let covers = match days {
        Some((from, to)) => Covers::Days(from, to),
        None => Covers::One(row.text(3)?),
    };
    Ok(KeptDelegation {
        id: row.id(0)?,
        of: Delegation {
            from: row.id(1)?,
            to: row.id(2)?,
            covers,
            given_at: row.instant(7)?,
            withdrawn_at: row.optional(8, Row::instant)?,
        },
        reason: row.text(6)?,
    })
}

/// Every delegation, the newest first.
pub(in crate::monitoring) fn delegations(
    read: &mut Read<'_>,
) -> Result<Vec<KeptDelegation>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {COLUMNS} WHERE organisation_id = ?1 ORDER BY given_at DESC, id DESC LIMIT 500"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(delegation_of).collect::<Result<_, _>>()?)
}

/// The delegations to a person that were not taken back.
pub(in crate::monitoring) fn delegations_to(
    read: &mut Read<'_>,
    person_id: Id,
) -> Result<Vec<KeptDelegation>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {COLUMNS} WHERE organisation_id = ?1 AND to_id = ?2 AND withdrawn_at IS NULL
         ORDER BY given_at, id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), person_id.into()])?;
    Ok(rows.iter().map(delegation_of).collect::<Result<_, _>>()?)
}

pub(in crate::monitoring) fn delegation_add(
    write: &mut Write<'_>,
    given: &KeptDelegation,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let (name, from_on, to_on) = match &given.of.covers {
        Covers::One(name) => (Some(name.clone()), None, None),
        Covers::Days(from, to) => (None, Some(*from), Some(*to)),
    };
    write.execute(
        "INSERT INTO delegation (organisation_id, id, from_id, to_id, return_name, from_on, to_on,
           reason, given_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            organisation_id.into(),
            given.id.into(),
            given.of.from.into(),
            given.of.to.into(),
            name.as_ref().into(),
            from_on.into(),
            to_on.into(),
            (&given.reason).into(),
            given.of.given_at.into(),
        ],
    )?;
    Ok(())
}

/// Takes a delegation back; says how many rows changed: none when it was taken back before.
pub(in crate::monitoring) fn delegation_withdraw(
    write: &mut Write<'_>,
    id: Id,
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE delegation SET withdrawn_at = ?3, withdrawn_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND withdrawn_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}
