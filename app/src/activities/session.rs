//! One session: what was recorded, what it posted and where that counts.

use super::{Activity, Session, store};
use crate::failure::Failure;
use crate::ledger::{self, Entry};
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, organisation, people};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "activities/session.html")]
struct Page {
    frame: Frame,
    activity: Activity,
    session: Session,
    held_on: String,
    area: String,
    recorded: String,
    /// How long the risk assessment of a session with learners held.
    risk: String,
    /// The day a concern was passed on; empty when there was none.
    concern: String,
    entries: Vec<Row>,
    can_correct: Option<()>,
}

struct Row {
    entry: Entry,
    measure: String,
    unit: String,
    counts: String,
}

/// Where an entry counts, in words.
fn counts(entry: &Entry, visit: &Visit<'_>) -> String {
    let calendar = visit.who.as_ref().map(|who| who.calendar);
    let title = |name: &str| {
        let quarter = calendar.and_then(|calendar| calendar.quarter(name));
        quarter.map_or_else(|| name.to_owned(), domain::calendar::Quarter::title)
    };
    match &entry.adjusts_quarter {
        None => title(&entry.quarter),
        Some(signed) => format!(
            "{}, as an adjustment of {}, which has been signed off",
            title(&entry.quarter),
            title(signed)
        ),
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let frame = visit.frame();
    let can_correct = visit.may(Action::CorrectEntry).then_some(());
    let page = visit.read(|read| {
        let session = store::session(read, id)?.ok_or(Failure::NotFound)?;
        let activity = store::find(read, session.activity_id)?.ok_or(Failure::NotFound)?;
        let measures = framework::measures(read)?;
        let area = organisation::areas(read)?
            .into_iter()
            .find(|area| area.code == session.area_code);
        let by = people::name_of(read, session.recorded_by)?;
        let entries = ledger::entries_of_session(read, id)?
            .into_iter()
            .map(|entry| {
                let measure = measures
                    .iter()
                    .find(|measure| measure.id == entry.measure_id);
                Row {
                    counts: counts(&entry, visit),
                    measure: measure
                        .map(|measure| format!("{} {}", measure.code, measure.title))
                        .unwrap_or_default(),
                    unit: measure
                        .map(|measure| measure.unit.clone())
                        .unwrap_or_default(),
                    entry,
                }
            })
            .collect();
        Ok(Page {
            frame,
            held_on: in_words(session.held_on),
            area: area.map(|area| area.name).unwrap_or_default(),
            recorded: format!(
                "{} by {by}",
                in_words(crate::app::date_of(session.recorded_at))
            ),
            risk: session.care.as_ref().map_or_else(String::new, |care| {
                format!("In date until {}", in_words(care.risk.valid_until))
            }),
            concern: session.concern_passed_on.map(in_words).unwrap_or_default(),
            entries,
            can_correct,
            activity,
            session,
        })
    })?;
    Reply::page(&page)
}
