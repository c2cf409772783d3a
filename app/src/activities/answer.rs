//! Answering whether an activity detracts from safeguarding, teaching or contracts (P1.1d). An answer
//! is never changed: a later one comes on top of it, and both stay to be read.

use super::{Activity, GateAnswer, store};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::activities::{Finding, Question};
use domain::calendar::in_words;
use pages::{Choice, Form, Frame};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "activities/answer.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    activity: Activity,
    question: Question,
    findings: Vec<Choice>,
    before: Vec<Given>,
}

/// An answer as pages show it.
pub(super) struct Given {
    pub(super) question: Question,
    pub(super) finding: Finding,
    pub(super) reason: String,
    /// Who and when.
    pub(super) by: String,
}

/// Answers as pages show them.
pub(super) fn given(answers: Vec<GateAnswer>, names: &BTreeMap<Id, String>) -> Vec<Given> {
    let name = |id: Id| names.get(&id).cloned().unwrap_or_default();
    answers
        .into_iter()
        .map(|answer| Given {
            question: answer.question,
            finding: answer.finding,
            reason: answer.reason,
            by: format!(
                "{}, {}",
                name(answer.answered_by),
                in_words(crate::app::date_of(answer.answered_at))
            ),
        })
        .collect()
}

/// The activity an address speaks of.
pub(super) fn asked(visit: &Visit<'_>) -> Result<Activity, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)
}

fn question(visit: &Visit<'_>) -> Result<Question, Failure> {
    Question::from_key(visit.parameter("question")?).ok_or(Failure::NotFound)
}

fn findings() -> Vec<Choice> {
    Finding::ALL
        .into_iter()
        .map(|finding| Choice::new(finding.key(), finding.name()))
        .collect()
}

fn shown(visit: &Visit<'_>, activity: Activity) -> Answer {
    let question = question(visit)?;
    let mut before = visit.read(|read| {
        let names = people::names(read)?;
        Ok(given(store::answers(read, activity.id)?, &names))
    })?;
    before.retain(|given| given.question == question);
    before.reverse();
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        activity,
        question,
        findings: findings(),
        before,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    shown(visit, activity)
}

/// Keeps the answer.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    let question = question(visit)?;
    let finding = visit.form.choice("finding", "an answer", &findings());
    let finding = finding.and_then(|key| Finding::from_key(&key));
    let reason = visit.form.required("reason", "Why", 1_000);
    let (Some(finding), Some(reason)) = (finding, reason) else {
        return shown(visit, activity);
    };
    let answer = GateAnswer {
        id: visit.new_id(),
        question,
        finding,
        reason,
        answered_at: visit.now,
        answered_by: visit.who()?.person_id,
    };
    let said = serde_json::json!({ "question": question.key(), "finding": finding.key(),
        "reason": answer.reason });
    let entry = visit.entry("answered about activity", "activity", activity.id, said);
    visit.write(|mut write| {
        store::answer_add(&mut write, activity.id, &answer)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let said = match finding {
        Finding::DoesNotDetract => "The answer is kept.",
        Finding::Detracts => "The answer is kept. No session can be recorded while it detracts.",
    };
    Reply::see(format!("/activities/{}", activity.id), said)
}
