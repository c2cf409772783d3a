//! Asking for the mending of a finding (P5c, P5d): it becomes an action like any other that comes from what
//! was said, for a clause and from a day, and is decided and changed by the same steps.

use super::new_obligation::owners;
use super::show::{Found, asked};
use super::{Finding, findings, shown, store, tree};
use crate::failure::Failure;
use crate::feedback::{self, FeedbackAction, Source};
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use database::Id;
use domain::feedback::ActionState;
use domain::people::Action;
use jiff::ToSpan;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};
use sha2::{Digest, Sha256};

/// A change that was asked for.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) action_id: Id,
    pub(super) policy_id: Id,
    pub(super) clause_id: String,
    /// The sentence of the finding.
    pub(super) finding: String,
    pub(super) mending: String,
    pub(super) effective_from: Date,
}

#[derive(Template)]
#[template(path = "policy/take_up.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    back: String,
    finding: &'a Finding,
    clauses: Vec<Choice>,
    owners: Vec<Choice>,
}

/// A short name of a finding for its address.
fn name(finding: &Finding) -> String {
    let hash = Sha256::digest(finding.sentence.as_bytes());
    hex(&hash).chars().take(12).collect()
}

/// The findings of a version with what became of each.
pub(super) fn found(
    visit: &Visit<'_>,
    policy_id: Id,
    findings: &[Finding],
) -> Result<Vec<Found>, Failure> {
    let requests = visit.read(|read| store::requests(read, policy_id))?;
    let may = visit.may(Action::ManageFeedback);
    let one = |finding: &Finding| {
        let request = requests
            .iter()
            .find(|(request, _)| request.finding == finding.sentence);
        let taken_up = request.map(|(request, words)| {
            let href = format!("/feedback/actions/{}", request.action_id);
            (words.clone(), href)
        });
        let can = may && taken_up.is_none() && !finding.clause_ids.is_empty();
        Found {
            sentence: finding.sentence.clone(),
            suggestion: finding.suggestion.clone(),
            clauses: finding
                .clause_ids
                .iter()
                .map(|clause| (clause.clone(), tree::address(policy_id, clause, "")))
                .collect(),
            taken_up,
            take_up: if can {
                format!("/policy/findings/{}?version={policy_id}", name(finding))
            } else {
                String::new()
            },
        }
    };
    Ok(findings.iter().map(one).collect())
}

struct Seen {
    policy_id: Id,
    finding: Finding,
}

fn see(visit: &Visit<'_>) -> Result<Seen, Failure> {
    let asked = asked(visit)?;
    let wanted = visit.parameter("name")?;
    let today = visit.today();
    visit.read(|read| {
        let versions = store::versions(read)?;
        let policy = shown(&versions, asked).ok_or(Failure::NotFound)?;
        let clauses = store::clauses(read, policy.id)?;
        let findings = findings::today(read, (policy, &clauses), today)?;
        let finding = findings.into_iter().find(|one| name(one) == wanted);
        Ok(Seen {
            policy_id: policy.id,
            finding: finding.ok_or(Failure::NotFound)?,
        })
    })
}

fn clauses(finding: &Finding) -> Vec<Choice> {
    let choice = |id: &String| Choice::new(id.clone(), format!("Clause {id}"));
    finding.clause_ids.iter().map(choice).collect()
}

fn shown_page(visit: &Visit<'_>, seen: &Seen) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        back: format!("/policy?version={}", seen.policy_id),
        finding: &seen.finding,
        clauses: clauses(&seen.finding),
        owners: owners(visit)?,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let first = seen.finding.clause_ids.first().cloned().unwrap_or_default();
    visit.form = Form::new()
        .with("mending", &seen.finding.suggestion)
        .with("clause", first)
        .with("owner", visit.who()?.person_id.to_string())
        .with_date("effective_from", visit.today().saturating_add(56.days()));
    shown_page(visit, &seen)
}

/// What was typed, if it can be so.
fn read(visit: &mut Visit<'_>, seen: &Seen) -> Option<(Request, FeedbackAction)> {
    let owners = owners(visit).ok()?;
    let (action_id, today) = (visit.new_id(), visit.today());
    let form = &mut visit.form;
    let mending = form.required("mending", "What is to change", 500);
    let clause = form.choice("clause", "the clause", &clauses(&seen.finding));
    let owner = form.choice("owner", "Who sees to it", &owners);
    let from = form.date("effective_from", "The day from which it is to hold")?;
    if let Err(refused) = domain::feedback::due(from, today) {
        form.refuse("effective_from", refused);
    }
    if form.is_refused() {
        return None;
    }
    let (mending, owner_id) = (mending?, Id::parse_str(&owner?).ok()?);
    let action = FeedbackAction {
        id: action_id,
        source: Source::Elsewhere,
        said: seen.finding.sentence.clone(),
        what: mending.clone(),
        owner_id,
        due_on: from,
        state: ActionState::Open,
        ended: None,
    };
    Some((
        Request {
            action_id,
            policy_id: seen.policy_id,
            clause_id: clause?,
            finding: seen.finding.sentence.clone(),
            mending,
            effective_from: from,
        },
        action,
    ))
}

/// Opens the action.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let Some((request, action)) = read(visit, &seen) else {
        return shown_page(visit, &seen);
    };
    let content = serde_json::json!({ "clause": request.clause_id,
        "effective_from": request.effective_from.to_string() });
    let entry = visit.entry("asked for change of clause", "action", action.id, content);
    let kept = visit.write(|mut write| {
        feedback::action_add(&mut write, &action, visit.now)?;
        store::request_add(&mut write, &request, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Err(failure) if failure.is_constraint() => {
            Err(Failure::Changed("This change has been asked for already."))
        }
        Err(failure) => Err(failure),
        Ok(()) => Reply::see(
            format!("/feedback/actions/{}", action.id),
            "The change is asked for. Decide about it here, then record the change.",
        ),
    }
}
