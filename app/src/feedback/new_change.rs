//! Recording a change that a decision brings: of a clause, an activity or a measure, from a day on.

use super::{About, Change, Decision, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{activities, framework};
use askama::Template;
use database::Id;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "feedback/new_change.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    decision: &'a Decision,
    choices: Choices,
}

struct Choices {
    policy_id: Option<Id>,
    clauses: Vec<Choice>,
    activities: Vec<Choice>,
    measures: Vec<Choice>,
}

fn opened(visit: &Visit<'_>) -> Result<(Decision, Choices), Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let decision = store::decision(read, id)?.ok_or(Failure::NotFound)?;
        let in_force = store::clauses_in_force(read)?;
        let (policy_id, clauses) = match in_force {
            Some((id, clauses)) => (Some(id), clauses),
            None => (None, Vec::new()),
        };
        let activities = activities::all(read)?.into_iter();
        let measures = framework::measures(read)?.into_iter();
        let choices = Choices {
            policy_id,
            clauses: clauses
                .into_iter()
                .map(|(id, text)| {
                    let words = format!("{id} {text}");
                    Choice::new(id, words)
                })
                .collect(),
            activities: activities
                .map(|one| Choice::new(one.id.to_string(), one.title))
                .collect(),
            measures: measures
                .map(|one| Choice::new(one.id.to_string(), format!("{} {}", one.code, one.title)))
                .collect(),
        };
        Ok((decision, choices))
    })
}

fn shown(visit: &Visit<'_>, decision: &Decision, choices: Choices) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        decision,
        choices,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (decision, choices) = opened(visit)?;
    let asked = visit.read(|read| store::asked_change(read, decision.action_id))?;
    visit.form = match asked {
        Some((clause, mending, finding, from)) => Form::new()
            .with("clause", clause)
            .with("what", mending)
            .with("reason", finding)
            .with_date("effective_from", from.max(decision.decided_on)),
        None => Form::new().with_date("effective_from", visit.today()),
    };
    shown(visit, &decision, choices)
}

/// What was chosen: exactly one of the three.
fn about(form: &mut Form, choices: &Choices) -> Option<About> {
    let clause = form.optional_choice("clause", "A clause", &choices.clauses);
    let activity = form.optional_choice("activity", "An activity", &choices.activities);
    let measure = form.optional_choice("measure", "A measure", &choices.measures);
    if form.is_refused() {
        return None;
    }
    let found = match (clause.zip(choices.policy_id), activity, measure) {
        (Some((clause_id, policy_id)), None, None) => Some(About::Clause {
            policy_id,
            clause_id,
        }),
        (None, Some(id), None) => Id::parse_str(&id).ok().map(About::Activity),
        (None, None, Some(id)) => Id::parse_str(&id).ok().map(About::Measure),
        (_, _, _) => None,
    };
    if found.is_none() {
        let words = "Select one clause, one activity or one measure, and leave the others empty";
        form.refuse("activity", words);
    }
    found
}

fn read(visit: &mut Visit<'_>, decision: &Decision, choices: &Choices) -> Option<Change> {
    let id = visit.new_id();
    let form = &mut visit.form;
    let about = about(form, choices);
    let what = form.required("what", "What changes", 1_000);
    let reason = form.required("reason", "Why", 1_000);
    let effective_from = form.date("effective_from", "The day from which it holds")?;
    if let Err(refused) = domain::feedback::effective(effective_from, decision.decided_on) {
        form.refuse("effective_from", refused);
    }
    Some(Change {
        id,
        decision_id: decision.id,
        about: about?,
        what: what?,
        reason: reason?,
        effective_from,
    })
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (decision, choices) = opened(visit)?;
    let change = read(visit, &decision, &choices);
    let (Some(change), false) = (change, visit.form.is_refused()) else {
        return shown(visit, &decision, choices);
    };
    let content = serde_json::json!({ "decision": decision.id.to_string(),
        "what": change.what, "reason": change.reason,
        "effective_from": change.effective_from.to_string() });
    let entry = visit.entry("recorded change", "change", change.id, content);
    visit.write(|mut write| {
        store::change_add(&mut write, &change, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/feedback/changes/{}", change.id),
        "The change is kept.",
    )
}
