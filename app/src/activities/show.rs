//! One activity with its sessions, newest first.

use super::list::audience;
use super::{Activity, Session, store};
use crate::failure::Failure;
use crate::objectives::{self, Objective};
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, organisation, partners};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::people::Action;
use jiff::civil::Date;
use pages::Frame;

/// Sessions on a page.
const PAGE: usize = 30;

#[derive(Template)]
#[template(path = "activities/show.html")]
struct Page {
    frame: Frame,
    activity: Activity,
    audience: &'static str,
    partner: String,
    area: String,
    additional: String,
    feeds: Vec<(Id, String, &'static str)>,
    objectives: Vec<Objective>,
    sessions: Vec<Row>,
    older: String,
    can_record: Option<()>,
    can_manage: Option<()>,
}

struct Row {
    session: Session,
    held_on: String,
}

/// `2026-09-03.0198…`: where a page of a list begins.
pub(crate) fn before(text: &str) -> Option<(Date, Id)> {
    let (date, id) = text.split_once('.')?;
    Some((date.parse().ok()?, Id::parse_str(id).ok()?))
}

/// The measures its sessions count towards, each with its title and how.
fn feeds(
    read: &mut Read<'_>,
    activity: &Activity,
) -> Result<Vec<(Id, String, &'static str)>, Failure> {
    let measures = framework::measures(read)?;
    let feeds = activity.feeds.iter().filter_map(|(id, counting)| {
        let measure = measures.iter().find(|measure| measure.id == *id)?;
        let title = format!("{} {}", measure.code, measure.title);
        Some((*id, title, counting.name()))
    });
    Ok(feeds.collect())
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let from = before(visit.query.value("before"));
    let frame = visit.frame();
    let can = |action| visit.may(action).then_some(());
    let (can_record, can_manage) = (can(Action::RecordSession), can(Action::ManageActivity));
    let page = visit.read(|read| {
        let activity = store::find(read, id)?.ok_or(Failure::NotFound)?;
        let mut sessions = store::sessions(read, id, from, 31)?;
        let older = if sessions.len() > PAGE {
            sessions.truncate(PAGE);
            sessions
                .last()
                .map(|last| format!("/activities/{id}?before={}.{}", last.held_on, last.id))
        } else {
            None
        };
        let feeds = feeds(read, &activity)?;
        let area = organisation::areas(read)?
            .into_iter()
            .find(|area| area.code == activity.area_code);
        let partner = match activity.partner_id {
            Some(id) => partners::find(read, id)?.map(|partner| partner.name),
            None => None,
        };
        Ok(Page {
            frame,
            audience: audience(&activity.audience),
            partner: partner.unwrap_or_default(),
            area: area.map(|area| area.name).unwrap_or_default(),
            additional: additional(activity.additional_percent),
            feeds,
            objectives: objectives::of_record(read, objectives::LinkKind::Activity, id)?,
            sessions: sessions
                .into_iter()
                .map(|session| Row {
                    held_on: in_words(session.held_on),
                    session,
                })
                .collect(),
            older: older.unwrap_or_default(),
            can_record,
            can_manage,
            activity,
        })
    })?;
    Reply::page(&page)
}

/// How much of it is extra, in words.
pub(crate) fn additional(percent: i64) -> String {
    match percent {
        100 => "All of it is extra".to_owned(),
        0 => "None: it is what the contract pays for".to_owned(),
        percent => format!("{percent} % of it is extra"),
    }
}
