//! Recording a session with its evidence: one page, made for a phone, filled in as far as it can be
//! (P4e). The form carries the new session's key, so that sending it twice keeps it once.

use super::care::{self, Known, ToMend};
use super::{Activity, Planned, Session, posting, store};
use crate::evidence;
use crate::failure::Failure;
use crate::ledger::{Context, NewEntry};
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use jiff::Timestamp;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

/// The most people in one session.
const MOST_PEOPLE: i64 = 100_000;

#[derive(Template)]
#[template(path = "activities/record.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    activity: Activity,
    areas: Vec<Choice>,
    grades: Vec<Choice>,
    known: Known,
    expected: Vec<Choice>,
    lacking: Vec<ToMend>,
    /// The session that is corrected; nothing when a new one is recorded.
    corrects: Option<Id>,
}

/// The areas as choices.
pub(crate) fn areas(visit: &Visit<'_>) -> Result<Vec<Choice>, Failure> {
    let areas = visit.read(organisation::areas)?;
    Ok(areas
        .into_iter()
        .map(|area| Choice::new(area.code, area.name))
        .collect())
}

fn going_on(visit: &Visit<'_>) -> Result<Activity, Failure> {
    let id = visit.id("id")?;
    let activity = visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)?;
    match activity.state().may_record() {
        Ok(()) => Ok(activity),
        Err(not_live) => Err(Failure::Changed(not_live.words())),
    }
}

/// Shows the form again or for the first time, also for a correction.
pub(super) fn shown(visit: &Visit<'_>, activity: Activity, corrects: Option<Id>) -> Answer {
    let areas = areas(visit)?;
    let known = care::known(visit, &activity)?;
    let lacking = match corrects {
        None => care::lacking(visit, &activity, (&known, visit.today())),
        Some(_) => Vec::new(),
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        activity,
        areas,
        grades: evidence::grades(),
        expected: expected(&known),
        known,
        lacking,
        corrects,
    };
    Reply::form(&page, &visit.form)
}

/// The planned session of a key, if there is one that waits.
fn planned(visit: &Visit<'_>, key: &str) -> Result<Option<Planned>, Failure> {
    let Ok(id) = Id::parse_str(key) else {
        return Ok(None);
    };
    visit.read(|read| store::planned_one(read, id))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let activity = going_on(visit)?;
    let today = visit.today();
    let known = care::known(visit, &activity)?;
    let planned = planned(visit, visit.query.value("planned"))?;
    let day = planned
        .as_ref()
        .map_or(today, |planned| planned.day.min(today));
    visit.form = care::filled_in(Form::new(), &known)
        .with(
            "planned",
            planned.map_or_else(String::new, |planned| planned.id.to_string()),
        )
        .with_date("held_on", day)
        .with("minutes", activity.usual_minutes.to_string())
        .with("area", &activity.area_code)
        .with("grade", "1")
        .with("session", visit.new_id().to_string());
    shown(visit, activity, None)
}

/// Who of the register came, as choices.
pub(super) fn expected(known: &Known) -> Vec<Choice> {
    let choice = |reference: &String| Choice::new(reference, reference);
    known.enrolled.iter().map(choice).collect()
}

/// Who of the register came, and how many people there were in all.
fn attendees(form: &mut Form, known: &Known) -> (Vec<String>, Option<i64>) {
    if known.enrolled.is_empty() {
        let label = "How many people took part";
        let attendees = form.whole_number_between("attendees", label, 1..=MOST_PEOPLE);
        return (Vec::new(), attendees);
    }
    let came = form.choices("came", "Who came", &expected(known));
    let walk_ins = form
        .optional_whole_number("walk_ins", "Walk-ins")
        .unwrap_or(0);
    let ticked = i64::try_from(came.len()).unwrap_or(0);
    if !(0..=MOST_PEOPLE).contains(&walk_ins) {
        form.refuse("walk_ins", "Walk-ins must be between 0 and 100,000");
    } else if ticked + walk_ins == 0 && !form.is_refused() {
        form.refuse("came", "Tick who came, or enter how many walked in");
    }
    (
        came,
        Some(ticked.saturating_add(walk_ins.clamp(0, MOST_PEOPLE))),
    )
}

/// What was typed about the session itself.
pub(super) fn read(
    visit: &mut Visit<'_>,
    activity: &Activity,
    (areas, known): (&[Choice], &Known),
) -> Option<Session> {
    let at = Recording {
        fresh_id: visit.new_id(),
        today: visit.today(),
        now: visit.now,
        by: visit.who.as_ref().map(|who| who.person_id),
    };
    read_form(&mut visit.form, &at, activity, (areas, known))
}

/// Who records when, and the key of the session when the form brings none.
pub(super) struct Recording {
    pub(super) fresh_id: Id,
    pub(super) today: Date,
    pub(super) now: Timestamp,
    pub(super) by: Option<Id>,
}

/// The session of a form, however it was filled in.
pub(super) fn read_form(
    form: &mut Form,
    at: &Recording,
    activity: &Activity,
    (areas, known): (&[Choice], &Known),
) -> Option<Session> {
    let id = Id::parse_str(form.value("session")).unwrap_or(at.fresh_id);
    let held_on = form.date("held_on", "Date of the session");
    let minutes = form.whole_number_between("minutes", "Length in minutes", 0..=1_440);
    let (ticked, attendees) = attendees(form, known);
    let area_code = form.choice("area", "Area", areas);
    let note = form.optional("note", "Note", 1_000).unwrap_or_default();
    let care = activity
        .is_for_learners()
        .then(|| care::read(form, known, (held_on, attendees)));
    let concern_passed_on = care::concern(form, held_on, at.today);
    Some(Session {
        id,
        activity_id: activity.id,
        held_on: held_on?,
        area_code: area_code?,
        minutes: minutes?,
        attendees: attendees?,
        came: ticked,
        note,
        audience: activity.audience.clone(),
        care: match care {
            Some(care) => Some(care?),
            None => None,
        },
        concern_passed_on,
        replaces_id: None,
        replaced_by: None,
        recorded_at: at.now,
        recorded_by: at.by,
    })
}

/// Records it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = going_on(visit)?;
    let areas = areas(visit)?;
    let known = care::known(visit, &activity)?;
    let session = read(visit, &activity, (&areas, &known));
    let on = session
        .as_ref()
        .map_or(visit.today(), |session| session.held_on);
    let evidence = evidence::read(visit, on)?;
    let (Some(session), false) = (session, visit.form.is_refused()) else {
        return shown(visit, activity, None);
    };
    if visit
        .read(|read| store::session(read, session.id))?
        .is_some()
    {
        return Reply::see(
            format!("/sessions/{}", session.id),
            "This session was recorded already.",
        );
    }
    let context = Context::of(visit)?;
    let entries: Vec<NewEntry> = activity
        .feeds
        .iter()
        .map(|feed| posting::entry(visit.new_id(), (&activity, &session), *feed, &context))
        .collect();
    let said = serde_json::json!({ "held_on": session.held_on.to_string(),
        "minutes": session.minutes, "attendees": session.attendees });
    let entry = visit.entry("recorded session", "session", session.id, said);
    let planned = Id::parse_str(visit.form.value("planned")).ok();
    let kept = visit.write(|mut write| {
        store::session_add(&mut write, &session)?;
        let when = (planned, session.held_on);
        store::planned_held(&mut write, (activity.id, session.id), when)?;
        let posted = posting::post(&mut write, &entries, evidence.as_ref(), &context)?;
        match posted {
            Ok(()) => Ok(write.commit(entry.clone(), ())?),
            Err(refused) => Err(Failure::Rule(refused.to_string())),
        }
    });
    match kept {
        Ok(()) => {}
        Err(Failure::Rule(words)) => {
            visit.form.refuse("held_on", words);
            return shown(visit, activity, None);
        }
        Err(failure) => return Err(failure),
    }
    let said = match evidence {
        Some(_) => "The session is recorded with its evidence.",
        None => "The session is recorded. It counts once there is evidence.",
    };
    Reply::see(format!("/sessions/{}", session.id), said)
}
