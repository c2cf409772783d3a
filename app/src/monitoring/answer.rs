//! The Lead answers a question about a return. The answer is kept as it is and sealed with it.

use super::standing::{Asked, Standing};
use super::store::{self, Question};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::monitoring::{Act, AnswerRefused, answer};
use pages::{Form, Frame};

/// The longest answer.
const ANSWER_CHARACTERS: usize = 4_000;

#[derive(Template)]
#[template(path = "monitoring/answer.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    quarter: String,
    title: String,
    id: String,
    asked_by: String,
    question: String,
    /// Why this person cannot answer; empty when they can.
    blocked: String,
}

fn found(visit: &Visit<'_>) -> Result<(Asked, Standing, Question), Failure> {
    let asked = Asked::of(visit)?;
    let id = visit.id("id")?;
    let standing = visit.read(|read| Standing::read(read, &asked))?;
    let question = standing
        .questions
        .iter()
        .find(|question| question.id == id)
        .cloned()
        .ok_or(Failure::NotFound)?;
    Ok((asked, standing, question))
}

fn may_answer(
    visit: &Visit<'_>,
    standing: &Standing,
    question: &Question,
) -> Result<Result<(), AnswerRefused>, Failure> {
    let answered = question.answered.map(|act| act.by);
    let by = visit.who()?.person_id;
    Ok(answer(&standing.state, question.asked.by, answered, by))
}

fn shown(visit: &Visit<'_>, standing: &Standing, question: &Question) -> Answer {
    let refused = may_answer(visit, standing, question)?.err();
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        quarter: standing.name.to_string(),
        title: standing.name.title(),
        id: question.id.to_string(),
        asked_by: standing.name_of(question.asked.by),
        question: question.words.clone(),
        blocked: refused
            .map(|refused| refused.to_string())
            .unwrap_or_default(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (_, standing, question) = found(visit)?;
    shown(visit, &standing, &question)
}

/// Keeps the answer.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (asked, standing, question) = found(visit)?;
    let typed = visit
        .form
        .required("answer", "your answer", ANSWER_CHARACTERS);
    if let Err(refused) = may_answer(visit, &standing, &question)? {
        visit.form.refuse("", refused);
    }
    let (Some(typed), false) = (typed, visit.form.is_refused()) else {
        return shown(visit, &standing, &question);
    };
    let act = Act {
        by: visit.who()?.person_id,
        at: visit.now,
    };
    let content = serde_json::json!({ "answer": typed });
    let entry = visit.entry("answered question", "return", asked.name, content);
    visit.write(|mut write| {
        store::answer_set(&mut write, question.id, &typed, act)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}", asked.name),
        "Your answer is kept with the return.",
    )
}
