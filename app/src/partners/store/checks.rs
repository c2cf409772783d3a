//! The checks of Appendix A, and the signatures beneath them.

use crate::failure::Failure;
use crate::partners::{Interest, MadeCheck, Partner};
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::partners::{Check, Signer};
use jiff::Timestamp;
use jiff::civil::Date;

/// Keeps a check as a new row of the partner's round.
pub(in crate::partners) fn check_add(
    write: &mut Write<'_>,
    partner: &Partner,
    made: &MadeCheck,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let interest = made.interest.as_ref();
    let values: [Value; 15] = [
        organisation_id.into(),
        made.id.into(),
        partner.id.into(),
        partner.round.into(),
        made.check.key().into(),
        (&made.note).into(),
        made.evidence_id.into(),
        interest.map(|interest| interest.what.as_str()).into(),
        interest.and_then(|interest| interest.interested_id).into(),
        interest
            .map(|interest| interest.managed_how.as_str())
            .into(),
        interest.map(|interest| interest.managed_by).into(),
        made.made_on.into(),
        made.expires_on.into(),
        made.recorded_at.into(),
        made.recorded_by.into(),
    ];
    write.execute(
        "INSERT INTO partner_check (organisation_id, id, partner_id, round, number, check_kind, note,
           evidence_id, interest, interested_id, managed_how, managed_by, made_on, expires_on,
           recorded_at, recorded_by)
         SELECT ?1, ?2, ?3, ?4, count(*) + 1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
         FROM partner_check WHERE organisation_id = ?1 AND partner_id = ?3 AND round = ?4",
        &values,
    )?;
    Ok(())
}

fn check(row: &Row) -> Result<MadeCheck, DatabaseFault> {
    let interest = match row.optional(4, Row::text)? {
        None => None,
        Some(what) => Some(Interest {
            what,
            interested_id: row.optional(5, Row::id)?,
            managed_how: row.text(6)?,
            managed_by: row.id(7)?,
        }),
    };
    Ok(MadeCheck {
        id: row.id(0)?,
        check: Check::from_key(&row.text(1)?).unwrap_or(Check::Safeguarding),
        note: row.text(2)?,
        evidence_id: row.optional(3, Row::id)?,
        interest,
        made_on: row.date(8)?,
        expires_on: row.date(9)?,
        recorded_at: row.instant(10)?,
        recorded_by: row.optional(11, Row::id)?,
    })
}

/// The checks of the partner's round as they were made last, in the order of the form.
pub(in crate::partners) fn checks(
    read: &mut Read<'_>,
    partner: &Partner,
) -> Result<Vec<MadeCheck>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, check_kind, note, evidence_id, interest, interested_id, managed_how, managed_by,
           made_on, expires_on, recorded_at, recorded_by
         FROM partner_check WHERE organisation_id = ?1 AND partner_id = ?2 AND round = ?3
         ORDER BY number DESC",
        &[
            organisation_id.into(),
            partner.id.into(),
            partner.round.into(),
        ],
    )?;
    let made = rows.iter().map(check).collect::<Result<Vec<_>, _>>()?;
    Ok(Check::ALL
        .into_iter()
        .filter_map(|check| made.iter().find(|made| made.check == check).cloned())
        .collect())
}

/// The sign-off of a round: one signature, or two.
#[derive(Debug, Clone)]
pub(in crate::partners) struct Approval {
    pub(in crate::partners) signed_by: Id,
    /// The key of the role of the first signature. The second is always Governance's.
    pub(in crate::partners) signed_as: String,
    pub(in crate::partners) signed_at: Timestamp,
    pub(in crate::partners) second: Option<(Id, Timestamp)>,
}

/// The sign-off of the partner's round, if anybody has signed.
pub(in crate::partners) fn approval(
    read: &mut Read<'_>,
    partner: &Partner,
) -> Result<Option<Approval>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT signed_by, signed_at, second_by, second_at, signed_as
         FROM partner_approval WHERE organisation_id = ?1 AND partner_id = ?2 AND round = ?3",
        &[
            organisation_id.into(),
            partner.id.into(),
            partner.round.into(),
        ],
    )?;
    let Some(row) = row else { return Ok(None) };
    let second = row
        .optional(2, Row::id)?
        .zip(row.optional(3, Row::instant)?);
    Ok(Some(Approval {
        signed_by: row.id(0)?,
        signed_as: row.text(4)?,
        signed_at: row.instant(1)?,
        second,
    }))
}

/// Keeps the first signature; `approved_on` when it is enough.
pub(in crate::partners) fn approval_add(
    write: &mut Write<'_>,
    partner: &Partner,
    (signer, interested): (Signer, Option<Id>),
    (at, approved_on): (Timestamp, Option<Date>),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO partner_approval (organisation_id, partner_id, round, proposed_by,
           interested_id, signed_by, signed_as, signed_at, approved_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            organisation_id.into(),
            partner.id.into(),
            partner.round.into(),
            partner.proposed_by.into(),
            interested.into(),
            signer.by.into(),
            signer.role.key().into(),
            at.into(),
            approved_on.into(),
        ],
    )?;
    Ok(())
}

/// Keeps the second signature, with which the partner is approved.
pub(in crate::partners) fn second_set(
    write: &mut Write<'_>,
    partner: &Partner,
    signer: Signer,
    (at, approved_on): (Timestamp, Date),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE partner_approval SET second_by = ?4, second_at = ?5, approved_on = ?6
         WHERE organisation_id = ?1 AND partner_id = ?2 AND round = ?3 AND second_by IS NULL",
        &[
            organisation_id.into(),
            partner.id.into(),
            partner.round.into(),
            signer.by.into(),
            at.into(),
            approved_on.into(),
        ],
    )?;
    Ok(())
}
