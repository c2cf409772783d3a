//! One set of questions: what it asks, on whose terms, and the rounds that ask it.

use super::list::{ROUNDS, RoundRow};
use super::{KeptSet, sheets, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use domain::questionnaires::{Better, Question};
use pages::Frame;

#[derive(Template)]
#[template(path = "questionnaires/set.html")]
struct Page {
    frame: Frame,
    kept: KeptSet,
    brought: String,
    /// Each question, its scale and its direction.
    questions: Vec<(String, String, &'static str)>,
    rounds: Vec<RoundRow>,
    can_manage: Option<()>,
}

/// Which end of the scale is the good one, in words.
pub(super) fn direction(question: &Question) -> &'static str {
    match question.better {
        Better::Higher => "Higher is better",
        Better::Lower => "Lower is better",
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let (kept, rounds) = visit.read(|read| {
        let kept = store::set(read, id)?.ok_or(Failure::NotFound)?;
        Ok((kept, store::rounds_of(read, id, ROUNDS)?))
    })?;
    let by = visit.read(|read| people::name_of(read, kept.brought_by))?;
    let question = |question: &Question| {
        let words = sheets::scale(question);
        (question.text.clone(), words, direction(question))
    };
    let today = visit.today();
    let rounds = rounds.into_iter();
    Reply::page(&Page {
        frame: visit.frame(),
        brought: format!("{} by {by}", in_words(date_of(kept.brought_at))),
        questions: kept.set.questions.iter().map(question).collect(),
        rounds: rounds.map(|round| RoundRow::of(round, today)).collect(),
        can_manage: visit.may(Action::ManageQuestionnaires).then_some(()),
        kept,
    })
}
