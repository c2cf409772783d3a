//! Governance & Leadership reviews a prepared return: asks, agrees, or sends it back with what has
//! to change. What is asked in sending back has to be answered before anybody can agree.

use super::acting::Acting;
use super::agree;
use super::quarter::{self, Adjustment, Question};
use super::standing::{Asked, Standing};
use super::store;
use super::view::{self, BesideShown, ThemeRows};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::monitoring::{Act, PrintedReturn, ask};
use domain::people::Action;
use pages::{Choice, Form, Frame};

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
    /// Who agreed so far, and how many are still needed.
    heard: String,
    /// For whom this person may agree, when there is a choice.
    acts_for: Vec<Choice>,
    beside: BesideShown,
    /// Questions that have an answer, to ask back about.
    answered: Vec<Choice>,
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

/// Why nobody could agree now for whom this person acts; nothing when somebody could.
pub(super) fn refused(visit: &Visit<'_>, standing: &Standing) -> Result<Option<String>, Failure> {
    let act = act(visit)?;
    let review = standing
        .state
        .review(act, standing.unanswered(), standing.figures);
    Ok(review.err().map(|refused| refused.to_string()))
}

/// Who agreed so far, in a sentence; empty when one voice is enough.
fn heard(standing: &Standing) -> String {
    let quorum = standing.settings.quorum;
    if quorum.voices() == 1 {
        return String::new();
    }
    let voices = standing.voices.iter().map(|kept| {
        let by = standing.name_of(kept.voice.act.by);
        match kept.voice.for_whom {
            None => by,
            Some(whose) => format!("{by} for {}", standing.name_of(whose)),
        }
    });
    let voices: Vec<String> = voices.collect();
    let agreed = if voices.is_empty() {
        "nobody yet".to_owned()
    } else {
        voices.join(", ")
    };
    format!(
        "{} members of Governance & Leadership have to agree, and whoever prepared it is none of them. Agreed so far: {agreed}.",
        quorum.voices()
    )
}

pub(super) fn acting(visit: &Visit<'_>, standing: &Standing) -> Result<Acting, Failure> {
    let who = visit.who()?;
    let at = (standing.name, visit.today());
    visit.read(|read| Acting::read(read, who, Action::ReviewReturn, at))
}

/// The questions that were answered, to be asked back about.
fn answered(standing: &Standing) -> Vec<Choice> {
    let answered = standing.questions.iter();
    let answered = answered.filter(|question| question.answered.is_some());
    let choice = |question: &store::Question| {
        let words: String = question.words.chars().take(80).collect();
        Choice::new(question.id.to_string(), words)
    };
    answered.map(choice).collect()
}

pub(super) fn shown(visit: &Visit<'_>, standing: &Standing) -> Answer {
    let quarter = standing.name.to_string();
    let act = act(visit)?;
    let words = |refused: Option<String>| refused.unwrap_or_default();
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        title: standing.name.title(),
        not_agreed: words(refused(visit, standing)?),
        heard: heard(standing),
        acts_for: acting(visit, standing)?.choices(),
        beside: BesideShown::of(&standing.beside),
        answered: answered(standing),
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
    acting(visit, &standing)?;
    match visit.form.value("action") {
        "ask" => submit_question(visit, &asked, &standing),
        "send-back" => send_back(visit, &asked, &standing),
        "agree" => agree::submit(visit, &asked, &standing),
        // Not one of the page's three buttons.
        _ => {
            visit
                .form
                .refuse("", "Choose to ask, to agree or to send back");
            shown(visit, &standing)
        }
    }
}

pub(super) const CHANGED: Failure =
    Failure::Changed("Somebody changed this return meanwhile. Open it again and look at it anew.");

fn submit_question(visit: &mut Visit<'_>, asked: &Asked, standing: &Standing) -> Answer {
    let act = act(visit)?;
    let question = visit
        .form
        .required("question", "your question", QUESTION_CHARACTERS);
    let follows = visit
        .form
        .optional_choice("follows", "The question it follows", &answered(standing))
        .and_then(|id| Id::parse_str(&id).ok());
    if let Err(refused) = ask(&standing.state, act.by) {
        visit.form.refuse("", refused);
    }
    let (Some(question), false) = (question, visit.form.is_refused()) else {
        return shown(visit, standing);
    };
    let id = visit.new_id();
    let content = serde_json::json!({ "question": question });
    let entry = visit.entry("asked question", "return", asked.name, content);
    visit.write(|mut write| {
        let standing = Standing::read(&mut write.read(), asked)?;
        ask(&standing.state, act.by).map_err(|_| CHANGED)?;
        store::question_add(&mut write, asked.name, (id, &question), act)?;
        if let Some(follows) = follows {
            store::question_follows(&mut write, (id, follows))?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}/review", asked.name),
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
    let entry = visit.entry("sent return back", "return", asked.name, content);
    visit.write(|mut write| {
        let standing = Standing::read(&mut write.read(), asked)?;
        standing.state.send_back().map_err(|_| CHANGED)?;
        store::agreements_forget(&mut write, asked.name)?;
        store::sent_back_set(&mut write, asked.name)?;
        store::question_add(&mut write, asked.name, (id, &reason), act)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}", asked.name),
        "The return is open again. The Social Value Lead sees what has to change.",
    )
}
