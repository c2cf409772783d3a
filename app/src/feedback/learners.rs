//! The learners' form: three short questions with a scale and two lines of text, and no name.

use super::open::Opened;
use super::{FeedbackAnswer, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::feedback::LinkState;
use pages::{Choice, Form, Frame};

/// The three questions: field, words.
pub(super) const QUESTIONS: [(&str, &str); 3] = [
    ("useful", "How useful was it to you?"),
    ("welcome", "How welcome did you feel?"),
    (
        "confident",
        "How sure do you feel about your next step now?",
    ),
];

const SCALE: [&str; 5] = [
    "1 – Not at all",
    "2 – A little",
    "3 – So so",
    "4 – Quite",
    "5 – Very",
];

#[derive(Template)]
#[template(path = "feedback/learners.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    opened: &'a Opened,
    scale: Vec<Choice>,
}

fn scale() -> Vec<Choice> {
    (1..=5_u8)
        .zip(SCALE)
        .map(|(number, words)| Choice::new(number.to_string(), words))
        .collect()
}

fn shown(visit: &Visit<'_>, opened: &Opened) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        opened,
        scale: scale(),
    };
    Reply::form(&page, &visit.form)
}

/// The form, with the key that keeps it from being taken twice.
pub(super) fn page(visit: &mut Visit<'_>, opened: &Opened) -> Answer {
    visit.form = Form::new().with("answer", visit.new_id().to_string());
    shown(visit, opened)
}

fn read(visit: &mut Visit<'_>) -> Option<FeedbackAnswer> {
    let id = Id::parse_str(visit.form.value("answer")).ok();
    let id = id.unwrap_or_else(|| visit.new_id());
    let (given_at, scale, form) = (visit.now, scale(), &mut visit.form);
    let given = QUESTIONS.map(|(field, words)| {
        let chosen = form.choice(field, &format!("an answer to “{words}”"), &scale);
        chosen.and_then(|number| number.parse::<i64>().ok())
    });
    let worked = form.optional("worked", "What went well", 1_000);
    let should_change = form.optional("should_change", "What should change", 1_000);
    let [Some(useful), Some(welcome), Some(confident)] = given else {
        return None;
    };
    Some(FeedbackAnswer {
        id,
        given_at,
        worked: worked.unwrap_or_default(),
        should_change: should_change.unwrap_or_default(),
        impact: String::new(),
        scales: Some([useful, welcome, confident]),
    })
}

/// Keeps the answer; the same form sent twice is kept once.
pub(super) fn submit(visit: &mut Visit<'_>, opened: &Opened) -> Answer {
    let answer = read(visit);
    let (Some(answer), false) = (answer, visit.form.is_refused()) else {
        return shown(visit, opened);
    };
    let link_id = opened.link.id;
    let said = serde_json::json!({ "link": link_id.to_string() });
    let entry = visit.entry("answered feedback", "feedback answer", answer.id, said);
    let kept = visit.app.database.write(opened.scope, |mut write| {
        let link = store::link(&mut write.read(), link_id)?.ok_or(Failure::NotFound)?;
        if link.state(visit.now) != LinkState::Open {
            return Err(Failure::Changed("This link was closed meanwhile."));
        }
        store::answer_add(&mut write, link_id, &answer)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Ok(()) => {}
        Err(failure) if failure.is_constraint() => {}
        Err(failure) => return Err(failure),
    }
    Ok(Reply::See {
        path: format!("/feedback/{}?sent=yes", opened.token),
        notice: None,
    })
}
