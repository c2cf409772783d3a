//! What proposals do, what was decided about them, and that they were carried out.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::reports::{Effect, ProposalState, Verdict};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

fn effect_of(text: &str) -> Result<Effect, Failure> {
    Ok(serde_json::from_str(text).map_err(anyhow::Error::from)?)
}

/// Keeps what a proposal does.
pub(in crate::reports) fn effect_add(
    write: &mut Write<'_>,
    proposal_id: Id,
    effect: &Effect,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let text = serde_json::to_string(effect).map_err(anyhow::Error::from)?;
    write.execute(
        "INSERT INTO proposed_effect (organisation_id, proposal_id, effect) VALUES (?1, ?2, ?3)",
        &[organisation_id.into(), proposal_id.into(), text.into()],
    )?;
    Ok(())
}

/// Takes it away, with its proposal.
pub(in crate::reports) fn effect_remove(
    write: &mut Write<'_>,
    year: &str,
    proposal_id: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM proposed_effect WHERE organisation_id = ?1 AND proposal_id IN (
           SELECT id FROM proposed_change
           WHERE organisation_id = ?1 AND year = ?2 AND id = ?3)",
        &[organisation_id.into(), year.into(), proposal_id.into()],
    )?;
    Ok(())
}

/// What the proposals of a year do, by their keys.
pub(in crate::reports) fn effects(
    read: &mut Read<'_>,
    year: &str,
) -> Result<BTreeMap<Id, Effect>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.proposal_id, e.effect FROM proposed_change c
         JOIN proposed_effect e
           ON e.organisation_id = c.organisation_id AND e.proposal_id = c.id
         WHERE c.organisation_id = ?1 AND c.year = ?2",
        &[organisation_id.into(), year.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, effect_of(&row.text(1)?)?)))
        .collect()
}

/// A proposal with where it stands.
#[derive(Debug, Clone)]
pub(in crate::reports) struct Proposal {
    pub(in crate::reports) id: Id,
    pub(in crate::reports) year: String,
    pub(in crate::reports) measure_id: Option<Id>,
    pub(in crate::reports) proposed_by: Option<Id>,
    pub(in crate::reports) decided: Option<Decided>,
    /// The change by which it was carried out.
    pub(in crate::reports) change_id: Option<Id>,
}

/// What was decided about a proposal.
#[derive(Debug, Clone)]
pub(in crate::reports) struct Decided {
    pub(in crate::reports) verdict: Verdict,
    pub(in crate::reports) reason: String,
    /// From when it holds, when it was accepted.
    pub(in crate::reports) from: Option<Date>,
    /// The decision among those about feedback.
    pub(in crate::reports) decision_id: Id,
}

impl Proposal {
    /// Where it stands.
    pub(in crate::reports) fn state(&self) -> ProposalState {
        match (&self.decided, self.change_id) {
            (None, _) => ProposalState::Waiting,
            (Some(_), Some(_)) => ProposalState::CarriedOut,
            (Some(decided), None) => match (decided.verdict, decided.from) {
                (Verdict::Accepted, Some(from)) => ProposalState::Accepted(from),
                (Verdict::Accepted | Verdict::Refused, _) => ProposalState::Refused,
            },
        }
    }
}

const PROPOSAL: &str = "SELECT c.id, c.year, c.measure_id, c.proposed_by, d.verdict, d.reason,
      d.effective_from, d.decision_id, o.change_id
    FROM proposed_change c
    LEFT JOIN proposal_decision d
      ON d.organisation_id = c.organisation_id AND d.proposal_id = c.id
    LEFT JOIN proposal_carried_out o
      ON o.organisation_id = c.organisation_id AND o.proposal_id = c.id";

fn proposal_of(row: &Row) -> Result<Proposal, DatabaseFault> {
    let verdict = row.optional(4, Row::text)?;
    let decided = match verdict.as_deref().and_then(Verdict::from_key) {
        None => None,
        Some(verdict) => Some(Decided {
            verdict,
            reason: row.text(5)?,
            from: row.optional(6, Row::date)?,
            decision_id: row.id(7)?,
        }),
    };
    Ok(Proposal {
        id: row.id(0)?,
        year: row.text(1)?,
        measure_id: row.optional(2, Row::id)?,
        proposed_by: row.optional(3, Row::id)?,
        decided,
        change_id: row.optional(8, Row::id)?,
    })
}

/// One proposal.
pub(in crate::reports) fn proposal(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<Proposal>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("{PROPOSAL} WHERE c.organisation_id = ?1 AND c.id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(proposal_of).transpose()?)
}

/// The proposals of a year, in the order they were proposed.
pub(in crate::reports) fn standing(
    read: &mut Read<'_>,
    year: &str,
) -> Result<Vec<Proposal>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "{PROPOSAL} WHERE c.organisation_id = ?1 AND c.year = ?2 ORDER BY c.proposed_at, c.id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), year.into()])?;
    Ok(rows.iter().map(proposal_of).collect::<Result<_, _>>()?)
}

/// The proposals of signed reports that nobody has decided, and that somebody else proposed, with the
/// instant at which their report was signed; the first signed first.
pub(in crate::reports) fn proposals_waiting(
    read: &mut Read<'_>,
    person_id: Id,
) -> Result<Vec<(Id, String, Timestamp)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT c.id, c.year, r.signed_off_at FROM annual_report r
         JOIN proposed_change c ON c.organisation_id = r.organisation_id AND c.year = r.year
         LEFT JOIN proposal_decision d
           ON d.organisation_id = c.organisation_id AND d.proposal_id = c.id
         WHERE r.organisation_id = ?1 AND r.signed_off_at IS NOT NULL
           AND d.proposal_id IS NULL AND (c.proposed_by IS NULL OR c.proposed_by <> ?2)
         ORDER BY r.signed_off_at, c.proposed_at, c.id",
        &[organisation_id.into(), person_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?, row.instant(2)?)))
        .collect()
}

/// Keeps what was decided about a proposal.
pub(in crate::reports) fn decision_add(
    write: &mut Write<'_>,
    proposal: &Proposal,
    decided: &Decided,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO proposal_decision (organisation_id, proposal_id, verdict, reason,
           effective_from, decision_id, proposed_by, decided_at, decided_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            scope.organisation_id.into(),
            proposal.id.into(),
            decided.verdict.key().into(),
            (&decided.reason).into(),
            decided.from.into(),
            decided.decision_id.into(),
            proposal.proposed_by.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Keeps that a proposal was carried out, by a change.
pub(in crate::reports) fn carried_out_add(
    write: &mut Write<'_>,
    proposal_id: Id,
    change_id: Id,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO proposal_carried_out (organisation_id, proposal_id, change_id, carried_out_at,
           carried_out_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            scope.organisation_id.into(),
            proposal_id.into(),
            change_id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}
