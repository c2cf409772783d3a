//! From a session to the ledger: one entry for each measure its activity feeds, with the evidence that
//! came along.

use super::{Activity, Session};
use crate::evidence::{self, Evidence};
use crate::failure::Failure;
use crate::ledger::{self, Context, NewEntry, Subject};
use database::{Id, Write};
use domain::ledger::{Counting, PostRefused};

/// The entry a session gives to a measure.
pub(super) fn entry(
    id: Id,
    (activity, session): (&Activity, &Session),
    (measure_id, counting): (Id, Counting),
    context: &Context,
) -> NewEntry {
    NewEntry {
        id,
        measure_id,
        happened_on: session.held_on,
        area_code: session.area_code.clone(),
        area_method: None,
        partner_id: activity.partner_id,
        activity_id: Some(activity.id),
        session_id: Some(session.id),
        contract_id: None,
        quantity: counting.quantity(session.minutes, session.attendees),
        additional_percent: activity.additional_percent,
        reason: counting.name().to_owned(),
        subjects: vec![Subject::session(context, session.id)],
    }
}

/// Posts the entries and attaches the evidence. A rule's refusal leaves the write to be dropped.
pub(super) fn post(
    write: &mut Write<'_>,
    entries: &[NewEntry],
    evidence: Option<&Evidence>,
    context: &Context,
) -> Result<Result<(), PostRefused>, Failure> {
    if let Some(evidence) = evidence {
        evidence::add(write, evidence, context.now)?;
    }
    for new in entries {
        match ledger::post(write, new, context)? {
            Ok(_) => {}
            // The activity goes on though one of its measures takes no more.
            Err(PostRefused::Measure(_)) => continue,
            Err(refused) => return Ok(Err(refused)),
        }
        if let Some(evidence) = evidence {
            let proof = (evidence.id, evidence.grade);
            ledger::attach(write, new.id, proof, context)?
                .map_err(|refused| Failure::Rule(refused.to_string()))?;
        }
    }
    Ok(Ok(()))
}
