//! Governance & Leadership reviews a prepared return: asks, agrees, or sends it back with what has
//! to change. What is asked in sending back has to be answered before anybody can agree.

use super::quarter::{self, Adjustment, Question};
use super::standing::{Asked, Standing};
use super::store;
use super::view::{self, ThemeRows};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::monitoring::{Act, PrintedReturn, ask};
use pages::{Form, Frame};

/// The longest question.
const QUESTION_CHARACTERS: usize = 2_000;

#[derive(Template)]
#[template(path = "monitoring/review.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    quarter: String,
    title: String,
    /// Why this person cannot agree now; empty when they can.
    not_agreed: String,
    /// Why this person cannot ask now; empty when they can.
    not_asked: String,
    /// Why it cannot be sent back now; empty when it can.
    not_sent_back: String,
    themes: Vec<ThemeRows>,
    adjustments: Vec<Adjustment>,
    questions: Vec<Question>,
    can_answer: bool,
}

fn act(visit: &Visit<'_>) -> Result<Act, Failure> {
    Ok(Act {
        by: visit.who()?.person_id,
        at: visit.now,
    })
}

fn shown(visit: &Visit<'_>, standing: &Standing) -> Answer {
    let quarter = standing.quarter.to_string();
    let act = act(visit)?;
    let words = |refused: Option<String>| refused.unwrap_or_default();
    let review = standing
        .state
        .review(act, standing.unanswered(), standing.figures);
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        title: standing.quarter.title(),
        not_agreed: words(review.err().map(|refused| refused.to_string())),
        not_asked: words(
            ask(&standing.state, act.by)
                .err()
                .map(|refused| refused.to_string()),
        ),
        not_sent_back: words(
            standing
                .state
                .send_back()
                .err()
                .map(|refused| refused.to_string()),
        ),
        themes: view::themes(standing, &PrintedReturn::default(), quarter::ways(visit)),
        adjustments: quarter::adjustments(standing),
        questions: quarter::questions(standing),
        can_answer: false,
        quarter,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let standing = visit.read(|read| Standing::read(read, &asked))?;
    shown(visit, &standing)
}

/// Asks, agrees or sends back.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let standing = visit.read(|read| Standing::read(read, &asked))?;
    match visit.form.value("action") {
        "ask" => submit_question(visit, &asked, &standing),
        "send-back" => send_back(visit, &asked, &standing),
        "agree" => agree(visit, &asked, &standing),
        // Not one of the page's three buttons.
        _ => {
            visit
                .form
                .refuse("", "Choose to ask, to agree or to send back");
            shown(visit, &standing)
        }
    }
}

const CHANGED: Failure =
    Failure::Changed("Somebody changed this return meanwhile. Open it again and look at it anew.");

fn submit_question(visit: &mut Visit<'_>, asked: &Asked, standing: &Standing) -> Answer {
    let act = act(visit)?;
    let question = visit
        .form
        .required("question", "your question", QUESTION_CHARACTERS);
    if let Err(refused) = ask(&standing.state, act.by) {
        visit.form.refuse("", refused);
    }
    let (Some(question), false) = (question, visit.form.is_refused()) else {
        return shown(visit, standing);
    };
    let id = visit.new_id();
    let content = serde_json::json!({ "question": question });
    let entry = visit.entry("asked question", "return", asked.quarter, content);
    visit.write(|mut write| {
        let standing = Standing::read(&mut write.read(), asked)?;
        ask(&standing.state, act.by).map_err(|_| CHANGED)?;
        store::question_add(&mut write, asked.quarter, (id, &question), act)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}/review", asked.quarter),
        "Your question is with the Social Value Lead.",
    )
}

fn send_back(visit: &mut Visit<'_>, asked: &Asked, standing: &Standing) -> Answer {
    let act = act(visit)?;
    let reason = visit
        .form
        .required("reason", "what has to change", QUESTION_CHARACTERS);
    if let Err(refused) = standing.state.send_back() {
        visit.form.refuse("", refused);
    }
    let (Some(reason), false) = (reason, visit.form.is_refused()) else {
        return shown(visit, standing);
    };
    let id = visit.new_id();
    let content = serde_json::json!({ "reason": reason });
    let entry = visit.entry("sent return back", "return", asked.quarter, content);
    visit.write(|mut write| {
        let standing = Standing::read(&mut write.read(), asked)?;
        standing.state.send_back().map_err(|_| CHANGED)?;
        store::sent_back_set(&mut write, asked.quarter)?;
        store::question_add(&mut write, asked.quarter, (id, &reason), act)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}", asked.quarter),
        "The return is open again. The Social Value Lead sees what has to change.",
    )
}

fn agree(visit: &mut Visit<'_>, asked: &Asked, standing: &Standing) -> Answer {
    let act = act(visit)?;
    let review = standing
        .state
        .review(act, standing.unanswered(), standing.figures);
    if let Err(refused) = review {
        visit.form.refuse("", refused);
        return shown(visit, standing);
    }
    let entry = visit.entry(
        "reviewed return",
        "return",
        asked.quarter,
        serde_json::json!({}),
    );
    visit.write(|mut write| {
        let standing = Standing::read(&mut write.read(), asked)?;
        standing
            .state
            .review(act, standing.unanswered(), standing.figures)
            .map_err(|_| CHANGED)?;
        store::reviewed_set(&mut write, asked.quarter, act)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}", asked.quarter),
        format!(
            "You agreed to the return of {}. It can be signed off now.",
            asked.quarter.title()
        ),
    )
}
