//! One consultation: the question, what it is about, what was answered, and the decision.

use super::{Consultation, Decision, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{activities, framework};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::people::Action;
use pages::Frame;
use std::collections::BTreeMap;

struct Said {
    on: String,
    stakeholder: String,
    stakeholder_id: Id,
    words: String,
}

#[derive(Template)]
#[template(path = "stakeholders/consultation.html")]
struct Page {
    frame: Frame,
    consultation: Consultation,
    when: String,
    /// Address and words of each measure and activity.
    about: Vec<(String, String)>,
    said: Vec<Said>,
    decision: Option<Decision>,
    can_manage: Option<()>,
}

impl Page {
    fn decided_on(&self) -> String {
        let day = self.decision.as_ref().map(|one| in_words(one.decided_on));
        day.unwrap_or_default()
    }
}

/// What a consultation is about: addresses and words.
fn about(read: &mut Read<'_>, id: Id) -> Result<Vec<(String, String)>, Failure> {
    let subjects = store::subjects(read, id)?;
    let activities = activities::all(read)?.into_iter();
    let measures = framework::measures(read)?.into_iter();
    let activities = activities
        .filter(|one| subjects.activities.contains(&one.id))
        .map(|one| (format!("/activities/{}", one.id), one.title));
    let measures = measures
        .filter(|one| subjects.measures.contains(&one.id))
        .map(|one| {
            let words = format!("{} {}", one.code, one.title);
            (format!("/measures/{}", one.id), words)
        });
    Ok(activities.chain(measures).collect())
}

fn said(read: &mut Read<'_>, id: Id) -> Result<Vec<Said>, Failure> {
    let stakeholders = store::all(read)?.into_iter();
    let names: BTreeMap<Id, String> = stakeholders.map(|one| (one.id, one.name)).collect();
    let responses = store::responses(read, id)?.into_iter();
    Ok(responses
        .map(|one| Said {
            on: in_words(one.said_on),
            stakeholder: names.get(&one.stakeholder_id).cloned().unwrap_or_default(),
            stakeholder_id: one.stakeholder_id,
            words: one.said,
        })
        .collect())
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let frame = visit.frame();
    let can_manage = visit.may(Action::ManageFeedback).then_some(());
    let page = visit.read(|read| {
        let consultation = store::consultation(read, id)?.ok_or(Failure::NotFound)?;
        Ok(Page {
            frame,
            when: format!(
                "{} to {}",
                in_words(consultation.opens_on),
                in_words(consultation.closes_on)
            ),
            about: about(read, id)?,
            said: said(read, id)?,
            decision: store::decision(read, id)?,
            can_manage,
            consultation,
        })
    })?;
    Reply::page(&page)
}
