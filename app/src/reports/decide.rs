//! Deciding what a signed report proposes (P5b, P5d): by Governance & Leadership, never by the proposer. A
//! proposal becomes an action with its decision, as everything else that was said and is decided.

use super::proposal::{shown, verdicts};
use super::proposals::{self, Opened};
use super::store::{self, Decided};
use crate::failure::Failure;
use crate::feedback::{self, Decision, FeedbackAction, Source};
use crate::visit::{Answer, Reply, Visit};
use database::{Id, Write};
use domain::feedback::ActionState;
use domain::reports::{Verdict, may_decide};

/// Keeps the decision.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let opened = proposals::opened(visit)?;
    let by = visit.who()?.person_id;
    let Opened { stands, .. } = &opened;
    if let Err(refused) = may_decide(stands.state(), stands.proposed_by, by) {
        visit.form.refuse("", refused);
        return shown(visit, &opened);
    }
    let (action_id, decision_id) = (visit.new_id(), visit.new_id());
    let Some(decided) = read(visit, decision_id) else {
        return shown(visit, &opened);
    };
    let said = serde_json::json!({ "report": stands.year, "verdict": decided.verdict.key(),
        "reason": decided.reason,
        "effective_from": decided.from.map(|day| day.to_string()) });
    let entry = visit.entry("decided proposal", "proposal", stands.id, said);
    let action = action(visit, action_id, &opened)?;
    let decision = Decision {
        id: decision_id,
        action_id,
        what: format!("{}: {}", decided.verdict.name(), decided.reason),
        decided_on: visit.today(),
        decided_by: visit.who()?.name.clone(),
    };
    visit.write(|mut write| {
        let now = store::proposal(&mut write.read(), stands.id)?.ok_or(Failure::NotFound)?;
        if !proposals::is_waiting(now.state()) {
            return Err(Failure::Changed("This proposal has been decided already."));
        }
        feedback::action_add(&mut write, &action, visit.now)?;
        feedback::decision_add(&mut write, &decision, visit.now)?;
        store::decision_add(&mut write, stands, &decided, visit.now)?;
        end_when_refused(&mut write, action_id, (&decided, visit.now))?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let words = match decided.verdict {
        Verdict::Accepted => "The proposal is accepted.",
        Verdict::Refused => "The proposal is refused.",
    };
    Reply::see(format!("/proposals/{}", stands.id), words)
}

/// What was typed.
fn read(visit: &mut Visit<'_>, decision_id: Id) -> Option<Decided> {
    let today = visit.today();
    let form = &mut visit.form;
    let verdict = form.choice("verdict", "Accepted or refused", &verdicts());
    let verdict = verdict.and_then(|key| Verdict::from_key(&key));
    let reason = form.required("reason", "the reason", 1_000);
    let from = match verdict {
        Some(Verdict::Accepted) => form.date("effective_from", "The day from which it holds"),
        Some(Verdict::Refused) | None => None,
    };
    if let Some(from) = from
        && let Err(refused) = domain::feedback::effective(from, today)
    {
        form.refuse("effective_from", refused);
    }
    let decided = Decided {
        verdict: verdict?,
        reason: reason?,
        from,
        decision_id,
    };
    (!form.is_refused()).then_some(decided)
}

/// The action that a proposal becomes: its proposer sees to it.
fn action(visit: &Visit<'_>, id: Id, opened: &Opened) -> Result<FeedbackAction, Failure> {
    let calendar = visit.who()?.calendar;
    let [first, ..] = opened.report.year.next().quarters();
    Ok(FeedbackAction {
        id,
        source: Source::Proposal(opened.stands.id),
        said: format!(
            "Proposed in the annual report {}: {}",
            opened.stands.year, opened.sealed.reason
        ),
        what: opened.sealed.proposal.clone(),
        owner_id: opened.stands.proposed_by.unwrap_or(visit.who()?.person_id),
        due_on: calendar.first_day(first).max(visit.today()),
        state: ActionState::Open,
        ended: None,
    })
}

/// Nothing is left to be done about a proposal that was refused.
fn end_when_refused(
    write: &mut Write<'_>,
    action_id: Id,
    (decided, now): (&Decided, jiff::Timestamp),
) -> Result<(), Failure> {
    match decided.verdict {
        Verdict::Accepted => Ok(()),
        Verdict::Refused => {
            let ended = (ActionState::Dropped, decided.reason.as_str());
            feedback::action_end(write, action_id, ended, now)?;
            Ok(())
        }
    }
}
