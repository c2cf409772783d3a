//! Opening a consultation: a question, its days, and the measures and activities it is about.

use super::Consultation;
use super::store::{self, Subjects};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{activities, framework};
use askama::Template;
use database::Id;
use jiff::ToSpan;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "stakeholders/ask.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    choices: Choices,
}

struct Choices {
    measures: Vec<Choice>,
    activities: Vec<Choice>,
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Failure> {
    visit.read(|read| {
        let measures = framework::measures(read)?.into_iter();
        let activities = activities::all(read)?.into_iter();
        Ok(Choices {
            measures: measures
                .map(|one| Choice::new(one.id.to_string(), format!("{} {}", one.code, one.title)))
                .collect(),
            activities: activities
                .filter(|one| one.ended_at.is_none())
                .map(|one| Choice::new(one.id.to_string(), one.title))
                .collect(),
        })
    })
}

fn shown(visit: &Visit<'_>, choices: Choices) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        choices,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    visit.form = Form::new()
        .with_date("opens_on", today)
        .with_date("closes_on", today.saturating_add(28.days()));
    let choices = choices(visit)?;
    shown(visit, choices)
}

fn keys(chosen: &[String]) -> Vec<Id> {
    chosen
        .iter()
        .filter_map(|key| Id::parse_str(key).ok())
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

fn read(visit: &mut Visit<'_>, choices: &Choices) -> Option<(Consultation, Subjects)> {
    let id = visit.new_id();
    let form = &mut visit.form;
    let question = form.required("question", "The question", 500);
    let opens_on = form.date("opens_on", "The first day");
    let closes_on = form.date("closes_on", "The last day");
    let subjects = Subjects {
        measures: keys(&form.choices("measures", "Measures", &choices.measures)),
        activities: keys(&form.choices("activities", "Activities", &choices.activities)),
    };
    if subjects == Subjects::default() && !form.is_refused() {
        form.refuse("measures", "Select a measure or an activity it is about");
    }
    let (opens_on, closes_on) = (opens_on?, closes_on?);
    if let Err(refused) = domain::feedback::consultation(opens_on, closes_on) {
        form.refuse("closes_on", refused);
    }
    let consultation = Consultation {
        id,
        question: question?,
        opens_on,
        closes_on,
    };
    Some((consultation, subjects))
}

/// Opens it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let read = read(visit, &choices);
    let (Some((new, subjects)), false) = (read, visit.form.is_refused()) else {
        return shown(visit, choices);
    };
    let said = serde_json::json!({ "opens_on": new.opens_on.to_string(),
        "closes_on": new.closes_on.to_string(),
        "measures": subjects.measures.len(), "activities": subjects.activities.len() });
    let entry = visit.entry("opened consultation", "consultation", new.id, said);
    visit.write(|mut write| {
        store::consultation_add(&mut write, &new, &subjects, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/consultations/{}", new.id),
        "The consultation is opened.",
    )
}
