//! One thing that a clause asks: how it stands and stood, what was attested of it; saying that it is kept,
//! and taking it off.

use super::living::{Kept, kept, look};
use super::obligations::{Obligation, Said, Standing, What, standing};
use super::tree::address;
use super::{Policy, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{evidence, people};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::obligations::Attestation;
use domain::people::Action;
use jiff::ToSpan;
use pages::{Choice, Form, Frame};

/// A state as the history shows it.
struct Before {
    since: String,
    state: &'static str,
    look: &'static str,
    reason: String,
}

/// What was attested, as the page says it.
struct SaidLine {
    when: String,
    words: &'static str,
    shown_by: String,
    /// Where its evidence is; empty when none was given.
    evidence: String,
}

#[derive(Template)]
#[template(path = "policy/obligation.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    one: Kept,
    back: (String, String),
    history: Vec<Before>,
    said: Vec<SaidLine>,
    outcomes: Vec<Choice>,
    grades: Vec<Choice>,
    /// Whether this person attests it.
    may_attest: Option<()>,
    may_take_off: Option<()>,
}

struct Seen {
    policy: Policy,
    standing: Standing,
}

fn see(visit: &Visit<'_>) -> Result<Seen, Failure> {
    let id = visit.id("id")?;
    let today = visit.today();
    visit.read(|read| {
        let found = store::obligation_find(read, id)?.ok_or(Failure::NotFound)?;
        let versions = store::versions(read)?;
        let policy = versions.into_iter().find(|one| one.id == found.policy_id);
        let policy = policy.ok_or(Failure::NotFound)?;
        let mut all = standing(read, &policy, today)?.into_iter();
        let standing = all.find(|one| one.obligation.id == id);
        Ok(Seen {
            standing: standing.ok_or(Failure::NotFound)?,
            policy,
        })
    })
}

fn outcomes() -> Vec<Choice> {
    vec![
        Choice::new("kept", "It is kept"),
        Choice::new("not-kept", "It is not kept"),
    ]
}

/// The person who attests it, if somebody does.
fn owner(obligation: &Obligation) -> Option<Id> {
    match obligation.what {
        What::Attested { owner_id, .. } => Some(owner_id),
        What::Check(_) => None,
    }
}

fn shown(visit: &Visit<'_>, seen: &Seen) -> Answer {
    let obligation = &seen.standing.obligation;
    let (history, said, names) = visit.read(|read| {
        Ok((
            store::states(read, obligation.id)?,
            store::said_all(read, obligation.id)?,
            people::names(read)?,
        ))
    })?;
    let me = visit.who()?.person_id;
    let sees_evidence = visit.may(Action::SeeEvidence);
    let back = match &obligation.clause_id {
        Some(clause) => (
            address(seen.policy.id, clause, ""),
            format!("Clause {clause}"),
        ),
        None => (
            format!("/policy?version={}", seen.policy.id),
            "Policy".to_owned(),
        ),
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        one: kept(&seen.standing),
        back,
        history: history
            .into_iter()
            .map(|stood| Before {
                since: in_words(stood.since),
                state: stood.state.name(),
                look: look(stood.state),
                reason: stood.reason,
            })
            .collect(),
        said: said
            .into_iter()
            .map(|said| {
                let name = names.get(&said.recorded_by).cloned().unwrap_or_default();
                let words = match said.outcome {
                    Attestation::Kept => "It is kept",
                    Attestation::NotKept => "It is not kept",
                };
                let evidence = said.evidence_id.filter(|_| sees_evidence);
                let evidence = evidence.map(|id| format!("/evidence/{id}"));
                SaidLine {
                    when: format!("{}, {name}", in_words(said.attested_on)),
                    words,
                    shown_by: said.shown_by,
                    evidence: evidence.unwrap_or_default(),
                }
            })
            .collect(),
        outcomes: outcomes(),
        grades: evidence::grades(),
        may_attest: owner(obligation)
            .filter(|owner| *owner == me || visit.may(Action::ImportPolicy))
            .map(|_| ()),
        may_take_off: visit.may(Action::ImportPolicy).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    visit.form = Form::new().with_date("next_due_on", visit.today().saturating_add(1.year()));
    shown(visit, &seen)
}

/// Keeps what the owner, or the lead, says of it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let me = visit.who()?.person_id;
    let owner = owner(&seen.standing.obligation).ok_or(Failure::NotFound)?;
    if owner != me && !visit.may(Action::ImportPolicy) {
        return Err(Failure::NotAllowed);
    }
    let today = visit.today();
    let outcome = visit.form.choice("outcome", "How it stands", &outcomes());
    let shown_by = visit.form.required("shown_by", "What shows it", 1_000);
    let next = visit
        .form
        .date("next_due_on", "The day it is to be attested next");
    if next.is_some_and(|next| next <= today) {
        let words = "The day it is to be attested next must be after today";
        visit.form.refuse("next_due_on", words);
    }
    let evidence = evidence::read(visit, today)?;
    let (Some(outcome), Some(shown_by), Some(next_due_on), false) =
        (outcome, shown_by, next, visit.form.is_refused())
    else {
        return shown(visit, &seen);
    };
    let said = Said {
        outcome: match outcome.as_str() {
            "kept" => Attestation::Kept,
            _ => Attestation::NotKept,
        },
        shown_by,
        attested_on: today,
        next_due_on,
        recorded_by: me,
        evidence_id: evidence.as_ref().map(|evidence| evidence.id),
    };
    let (obligation_id, id) = (seen.standing.obligation.id, visit.new_id());
    let content = serde_json::json!({ "outcome": outcome, "next_due_on": next_due_on.to_string() });
    let entry = visit.entry("attested obligation", "obligation", obligation_id, content);
    visit.write(|mut write| {
        if let Some(evidence) = &evidence {
            evidence::add(&mut write, evidence, visit.now)?;
        }
        store::said_add(&mut write, (obligation_id, id), &said, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    super::keep_states(visit.app, visit.scope()?, visit.now)?;
    Reply::see(
        format!("/policy/obligations/{obligation_id}"),
        "What you said is kept.",
    )
}

/// Takes it off its clause. What was said and how it stood stays.
pub(crate) fn take_off(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let obligation = &seen.standing.obligation;
    let content = serde_json::json!({ "clause": obligation.clause_id, "asks": obligation.asks });
    let entry = visit.entry("took obligation off", "obligation", obligation.id, content);
    visit.write(|mut write| {
        store::obligation_take_off(&mut write, obligation.id, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let back = match &obligation.clause_id {
        Some(clause) => address(seen.policy.id, clause, ""),
        None => format!("/policy?version={}", seen.policy.id),
    };
    Reply::see(back, "It is taken off. How it stood stays in the log.")
}
