//! What two people decided, carried out in one transaction with their agreement.

use super::store::{self, erasing};
use super::{Known, Request, SubjectKind};
use crate::failure::Failure;
use crate::retention;
use crate::visit::Visit;
use database::{Id, Read, Write, log_saying};
use domain::rights::{Decision, DecisionRefused};
use jiff::civil::Date;

/// Whether something of it has to be kept: by a class, a contract or a hold.
pub(super) fn has_to_be_kept(
    read: &mut Read<'_>,
    (request, known): (&Request, &Known),
    today: Date,
) -> Result<Option<()>, Failure> {
    let held = retention::is_person_held(read, &request.subject)?;
    if held.is_some() {
        return Ok(held);
    }
    match request.kind {
        SubjectKind::Learner => {
            let reference = known.reference.as_deref().unwrap_or_default();
            for record in erasing::records_of(read, reference)? {
                if retention::is_kept(read, record, today)?.is_some() {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        }
        SubjectKind::Account | SubjectKind::Contact => Ok(None),
    }
}

/// Does what was decided, within the transaction of the agreement.
pub(super) fn carry_out(
    write: &mut Write<'_>,
    visit: &Visit<'_>,
    (request, decision): (&Request, Decision),
) -> Result<(), Failure> {
    match decision {
        Decision::HandOver | Decision::PutRight | Decision::Refuse(_) => Ok(()),
        Decision::Restrict => store::restrict(write, (&request.subject, request.id), visit.now),
        Decision::LiftRestriction => {
            store::lift(write, &request.subject, visit.now)?;
            Ok(())
        }
        Decision::Erase => erase(write, visit, request),
    }
}

fn erase(write: &mut Write<'_>, visit: &Visit<'_>, request: &Request) -> Result<(), Failure> {
    let known = store::known(&mut write.read(), (request.kind, &request.subject))?;
    let kept = has_to_be_kept(&mut write.read(), (request, &known), visit.today())?;
    if kept.is_some() {
        return Err(Failure::Rule(DecisionRefused::HasToBeKept.to_string()));
    }
    let mut lines = Vec::new();
    for word in known.long_words() {
        lines.extend(log_saying(&mut write.read(), word)?);
    }
    lines.sort_unstable();
    lines.dedup();
    let mark = mark(request.id);
    erasing::erase(write, &known, (&request.subject, &mark))?;
    retention::erase_lines(write, &lines, ("request", request.id), visit.now)
}

/// What stands in the place of somebody who was erased: it follows from the request and from nothing else.
fn mark(request_id: Id) -> String {
    let key = request_id.simple().to_string();
    let short: String = key.chars().skip(20).collect();
    format!("erased-{short}")
}
