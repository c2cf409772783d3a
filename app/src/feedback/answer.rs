//! One answer: what was said of each figure and in words, and the actions that came of it.

use super::words::Names;
use super::{FeedbackAction, FeedbackAnswer, LinkOf, learners, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::people::Action;
use pages::Frame;
use std::collections::BTreeMap;

struct Line {
    measure_id: Id,
    measure: String,
    figure: String,
    verdict: &'static str,
    reason: String,
    evidence_id: Option<Id>,
}

#[derive(Template)]
#[template(path = "feedback/answer.html")]
struct Page {
    frame: Frame,
    answer: FeedbackAnswer,
    about: String,
    on: String,
    link_id: Id,
    /// The partner's page, or the activity's.
    subject: (&'static str, String),
    figures: Vec<Line>,
    /// Question and answer.
    scales: Vec<(&'static str, String)>,
    actions: Vec<FeedbackAction>,
    can_manage: Option<()>,
}

fn figures(read: &mut Read<'_>, answer_id: Id) -> Result<Vec<Line>, Failure> {
    let measures = framework::measures(read)?.into_iter();
    let mut measures: BTreeMap<Id, framework::Measure> =
        measures.map(|measure| (measure.id, measure)).collect();
    let said = store::figures(read, answer_id)?.into_iter();
    let mut lines: Vec<Line> = said
        .filter_map(|figure| {
            let measure = measures.remove(&figure.measure_id)?;
            Some(Line {
                measure_id: figure.measure_id,
                measure: format!("{} {}", measure.code, measure.title),
                figure: format!("{} {}", figure.quantity, measure.unit),
                verdict: figure.verdict.name(),
                reason: figure.reason,
                evidence_id: figure.evidence_id,
            })
        })
        .collect();
    lines.sort_by(|one, other| one.measure.cmp(&other.measure));
    Ok(lines)
}

fn scales(answer: &FeedbackAnswer) -> Vec<(&'static str, String)> {
    let questions = learners::QUESTIONS.map(|(_, words)| words);
    let given = answer.scales.into_iter().flatten();
    let given = given.map(|number| format!("{number} of 5"));
    questions.into_iter().zip(given).collect()
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let calendar = visit.who()?.calendar;
    let frame = visit.frame();
    let can_manage = visit.may(Action::ManageFeedback).then_some(());
    let page = visit.read(|read| {
        let (answer, link_id) = store::answer(read, id)?.ok_or(Failure::NotFound)?;
        let link = store::link(read, link_id)?.ok_or(Failure::NotFound)?;
        Ok(Page {
            frame,
            about: Names::of(read, calendar)?.link(&link.of),
            on: in_words(date_of(answer.given_at)),
            link_id,
            subject: match link.of {
                LinkOf::Partner { partner_id, .. } => {
                    ("The partner", format!("/partners/{partner_id}"))
                }
                LinkOf::Learners { activity_id } => {
                    ("The activity", format!("/activities/{activity_id}"))
                }
            },
            figures: figures(read, id)?,
            scales: scales(&answer),
            actions: store::actions_of_answer(read, id)?,
            can_manage,
            answer,
        })
    })?;
    Reply::page(&page)
}
