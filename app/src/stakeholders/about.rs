//! The consultations about one measure or activity.

use super::list::{Asked, asked};
use super::{About, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{activities, framework};
use askama::Template;
use database::{Id, Read};
use domain::people::Action;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "stakeholders/about.html")]
struct Page {
    frame: Frame,
    title: String,
    back: String,
    consultations: Vec<Asked>,
    can_manage: Option<()>,
}

fn about(query: &Form) -> Result<About, Failure> {
    let id = |name: &str| Id::parse_str(query.value(name)).ok();
    id("measure")
        .map(About::Measure)
        .or_else(|| id("activity").map(About::Activity))
        .ok_or(Failure::NotFound)
}

/// The title and address of what is asked about.
fn subject(read: &mut Read<'_>, about: About) -> Result<(String, String), Failure> {
    match about {
        About::Activity(id) => {
            let activity = activities::find(read, id)?.ok_or(Failure::NotFound)?;
            Ok((activity.title, format!("/activities/{id}")))
        }
        About::Measure(id) => {
            let measures = framework::measures(read)?;
            let measure = measures.into_iter().find(|measure| measure.id == id);
            let measure = measure.ok_or(Failure::NotFound)?;
            let title = format!("{} {}", measure.code, measure.title);
            Ok((title, format!("/measures/{id}")))
        }
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let about = about(&visit.query)?;
    let today = visit.today();
    let ((title, back), found) = visit.read(|read| {
        Ok((
            subject(read, about)?,
            store::consultations_about(read, about)?,
        ))
    })?;
    Reply::page(&Page {
        frame: visit.frame(),
        title,
        back,
        consultations: asked(found, today),
        can_manage: visit.may(Action::ManageFeedback).then_some(()),
    })
}
