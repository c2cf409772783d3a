//! One activity with its sessions, newest first.

use super::answer::{Given, given};
use super::feeds;
use super::list::audience;
use super::pilot::{self, Told};
use super::{Activity, Assessment, Planned, Session, Supervised, store};
use crate::failure::Failure;
use crate::objectives::{self, Objective};
use crate::partners::{self, Partner};
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, organisation, people};
use askama::Template;
use database::{Id, Read};
use domain::activities::{NotReady, Question, State, may_go_live};
use domain::calendar::{Calendar, Quarter, in_words};
use domain::ledger::Counting;
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
    state: State,
    about: About,
    questions: Vec<Asked>,
    missing: Vec<NotReady>,
    supervision: Option<Supervised>,
    assessments: Vec<(Assessment, String)>,
    pilot: Option<Told>,
    quarters: Vec<Done>,
    planned: Vec<Coming>,
    enrolled: usize,
    sessions: Vec<Row>,
    older: String,
    can: Can,
}

/// What a person may do here.
struct Can {
    record: Option<()>,
    manage: Option<()>,
    judge: Option<()>,
    see_evidence: Option<()>,
}

/// What an activity is, in words.
struct About {
    audience: &'static str,
    partner: Option<Partner>,
    /// What is to be said of the partner's yearly review.
    review: String,
    /// Why nothing new begins with the partner; empty when it may.
    refused: String,
    area: String,
    additional: String,
    owner: String,
    runs: String,
    feeds: Vec<(Id, String, &'static str)>,
    objectives: Vec<Objective>,
    /// In what its sessions do not fit what they count towards.
    misfits: Vec<String>,
}

/// One of the three questions with its newest answer.
struct Asked {
    question: Question,
    newest: Option<Given>,
}

/// What was planned and done in a quarter.
struct Done {
    quarter: Quarter,
    planned: String,
    sessions: i64,
    people: i64,
    hours: String,
}

/// A planned session, and whether its day has come.
struct Coming {
    planned: Planned,
    planned_on: String,
    has_come: bool,
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

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let from = before(visit.query.value("before"));
    let frame = visit.frame();
    let may = |action| visit.may(action).then_some(());
    let can = Can {
        record: may(Action::RecordSession),
        manage: may(Action::ManageActivity),
        judge: may(Action::JudgeActivity),
        see_evidence: may(Action::SeeEvidence),
    };
    let calendar = visit.who()?.calendar;
    let today = visit.today();
    let year = calendar.year_of(today);
    let page = visit.read(|read| {
        let activity = store::find(read, id)?.ok_or(Failure::NotFound)?;
        let (sessions, older) = sessions(read, id, from)?;
        let quarters = year
            .quarters()
            .into_iter()
            .map(|quarter| done(read, &activity, (calendar, quarter)))
            .collect::<Result<_, _>>()?;
        Ok(Page {
            frame,
            state: activity.state(),
            about: about(read, &activity, today)?,
            questions: questions(read, id)?,
            missing: may_go_live(&activity.findings).err().unwrap_or_default(),
            supervision: store::supervision(read, id)?,
            assessments: store::assessments(read, id)?
                .into_iter()
                .map(|one| {
                    let holds = one.holds;
                    let (from, until) = (in_words(holds.reviewed_on), in_words(holds.valid_until));
                    (one, format!("{from} to {until}"))
                })
                .collect(),
            pilot: pilot::of(read, id)?,
            quarters,
            planned: coming(read, id, today)?,
            enrolled: store::enrolled(read, id)?.len(),
            sessions,
            older,
            can,
            activity,
        })
    })?;
    Reply::page(&page)
}

fn coming(read: &mut Read<'_>, id: Id, today: Date) -> Result<Vec<Coming>, Failure> {
    let coming = |planned: Planned| Coming {
        planned_on: in_words(planned.day),
        has_come: planned.day <= today,
        planned,
    };
    let planned = store::planned(read, id)?;
    Ok(planned.into_iter().map(coming).collect())
}

fn sessions(
    read: &mut Read<'_>,
    id: Id,
    from: Option<(Date, Id)>,
) -> Result<(Vec<Row>, String), Failure> {
    let mut sessions = store::sessions(read, id, from, 31)?;
    let mut older = String::new();
    if sessions.len() > PAGE {
        sessions.truncate(PAGE);
        if let Some(last) = sessions.last() {
            older = format!("/activities/{id}?before={}.{}", last.held_on, last.id);
        }
    }
    let rows = sessions.into_iter().map(|session| Row {
        held_on: in_words(session.held_on),
        session,
    });
    Ok((rows.collect(), older))
}

fn done(
    read: &mut Read<'_>,
    activity: &Activity,
    (calendar, quarter): (Calendar, Quarter),
) -> Result<Done, Failure> {
    let period = (calendar.first_day(quarter), calendar.last_day(quarter));
    let (sessions, people, minutes) = store::done(read, activity.id, period)?;
    Ok(Done {
        quarter,
        planned: activity
            .planned_sessions
            .map_or_else(|| "Not said".to_owned(), |planned| planned.to_string()),
        sessions,
        people,
        hours: Counting::HoursAttended.quantity(minutes, 1).to_string(),
    })
}

fn questions(read: &mut Read<'_>, id: Id) -> Result<Vec<Asked>, Failure> {
    let names = people::names(read)?;
    let mut answers = given(store::answers(read, id)?, &names);
    Ok(Question::ALL
        .into_iter()
        .map(|question| {
            let newest = answers.iter().rposition(|given| given.question == question);
            Asked {
                question,
                newest: newest.map(|at| answers.remove(at)),
            }
        })
        .collect())
}

fn about(read: &mut Read<'_>, activity: &Activity, today: Date) -> Result<About, Failure> {
    let measures = framework::measures(read)?;
    let feed = |(id, counting): &(Id, Counting)| {
        let measure = measures.iter().find(|measure| measure.id == *id)?;
        let title = format!("{} {}", measure.code, measure.title);
        Some((*id, title, counting.name()))
    };
    let areas = organisation::areas(read)?;
    let name = |code: &String| {
        let area = areas.iter().find(|area| area.code == *code);
        area.map(|area| area.name.clone())
    };
    let reached = std::iter::once(&activity.area_code).chain(&activity.other_areas);
    let reached: Vec<String> = reached.filter_map(name).collect();
    let partner = match activity.partner_id {
        Some(id) => partners::find(read, id)?,
        None => None,
    };
    let owner = match activity.owner_id {
        Some(id) => people::name_of(read, Some(id))?,
        None => String::new(),
    };
    let runs = match (activity.starts_on, activity.ends_on) {
        (Some(from), Some(until)) => format!("{} to {}", in_words(from), in_words(until)),
        (Some(from), None) => format!("From {}", in_words(from)),
        (None, _) => String::new(),
    };
    Ok(About {
        audience: audience(&activity.audience),
        review: partner
            .as_ref()
            .map(|partner| partners::review_words(partner, today))
            .unwrap_or_default(),
        refused: partner
            .as_ref()
            .and_then(|partner| partner.standing.may_begin(today).err())
            .map(|refused| refused.to_string())
            .unwrap_or_default(),
        partner,
        area: reached.join(", "),
        additional: additional(activity.additional_percent),
        owner,
        runs,
        feeds: activity.feeds.iter().filter_map(feed).collect(),
        misfits: activity
            .feeds
            .iter()
            .flat_map(|feed| feeds::misfits(*feed, &activity.audience, &measures))
            .map(|misfit| misfit.words)
            .collect(),
        objectives: objectives::of_record(read, objectives::LinkKind::Activity, activity.id)?,
    })
}

/// How much of it is extra, in words.
pub(crate) fn additional(percent: i64) -> String {
    match percent {
        100 => "All of it is extra".to_owned(),
        0 => "None: it is what the contract pays for".to_owned(),
        percent => format!("{percent} % of it is extra"),
    }
}
