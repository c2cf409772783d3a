//! The alarms that wait for an answer, and those that had one.

use super::{Raised, store};
use crate::app::instant_in_words;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Read;
use domain::people::Action;
use pages::Frame;

/// Answered ones on the page.
const MOST: i64 = 50;

pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: &'static str,
    pub(super) words: String,
    pub(super) advice: &'static str,
    pub(super) href: String,
    pub(super) when: String,
    pub(super) answer: String,
}

#[derive(Template)]
#[template(path = "alarms/list.html")]
struct Page {
    frame: Frame,
    open: Vec<Row>,
    answered: Vec<Row>,
    can_answer: Option<()>,
}

pub(super) fn row(read: &mut Read<'_>, raised: &Raised) -> Result<Row, Failure> {
    let who = people::name_of(read, raised.person_id)?;
    let answer = match &raised.answer {
        None => String::new(),
        Some(answer) => {
            let by = people::name_of(read, answer.by)?;
            format!("{} ({by}, {})", answer.words, instant_in_words(answer.at))
        }
    };
    Ok(Row {
        id: raised.id.to_string(),
        name: raised.alarm.name(),
        words: raised.words(&who),
        advice: raised.alarm.advice(),
        href: raised.href(),
        when: instant_in_words(raised.raised_at),
        answer,
    })
}

fn rows(read: &mut Read<'_>, all: &[Raised]) -> Result<Vec<Row>, Failure> {
    all.iter().map(|one| row(read, one)).collect()
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (open, answered) = visit.read(|read| {
        let (open, answered) = (store::open(read)?, store::answered(read, MOST)?);
        Ok((rows(read, &open)?, rows(read, &answered)?))
    })?;
    Reply::page(&Page {
        open,
        answered,
        can_answer: visit.may(Action::AnswerAlarm).then_some(()),
        frame: visit.frame(),
    })
}
