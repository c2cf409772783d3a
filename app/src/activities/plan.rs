//! Planning sessions: one, or a series. What is planned waits to be recorded on its day, or is called
//! off with the reason.

use super::answer::asked;
use super::{Activity, Planned, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::activities::{MOST_IN_SERIES, Repeat, State};
use domain::calendar::in_words;
use jiff::ToSpan;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "activities/plan.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    activity: Activity,
    repeats: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "activities/call_off.html")]
struct CallOffPage<'a> {
    frame: Frame,
    form: &'a Form,
    activity: Activity,
    planned: Planned,
    planned_on: String,
}

fn repeats() -> Vec<Choice> {
    let choice = |repeat: Repeat| Choice::new(repeat.key(), repeat.name());
    Repeat::ALL.into_iter().map(choice).collect()
}

fn shown(visit: &Visit<'_>, activity: Activity) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        activity,
        repeats: repeats(),
    };
    Reply::form(&page, &visit.form)
}

fn going_on(visit: &Visit<'_>) -> Result<Activity, Failure> {
    let activity = asked(visit)?;
    if activity.state() == State::Ended {
        return Err(Failure::Changed(
            "This activity has ended. Take it up again before you plan its sessions.",
        ));
    }
    Ok(activity)
}

/// The page: a session a week from today.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let activity = going_on(visit)?;
    visit.form = Form::new()
        .with_date("first_on", visit.today().saturating_add(1.week()))
        .with("repeat", "once")
        .with("times", "6");
    shown(visit, activity)
}

fn days(visit: &mut Visit<'_>, activity: &Activity) -> Option<Vec<Date>> {
    let today = visit.today();
    let form = &mut visit.form;
    let first = form.date("first_on", "First session");
    let repeat = form.choice("repeat", "How often", &repeats());
    let repeat = repeat.and_then(|key| Repeat::from_key(&key))?;
    let times = match repeat {
        Repeat::Once => Some(1),
        Repeat::Weekly | Repeat::Fortnightly | Repeat::Monthly => {
            form.whole_number_between("times", "How many sessions", 1..=MOST_IN_SERIES)
        }
    };
    let first = first?;
    if first < today.saturating_sub(1.year()) || first > today.saturating_add(2.years()) {
        form.refuse(
            "first_on",
            "The first session must be within a year before and two years after today",
        );
    }
    let days = repeat.days(first, times?);
    if let (Some(ends_on), Some(last)) = (activity.ends_on, days.last())
        && *last > ends_on
    {
        let message = format!(
            "The last session would be on {}, after the activity ends on {}",
            in_words(*last),
            in_words(ends_on)
        );
        form.refuse("times", message);
    }
    (!form.is_refused()).then_some(days)
}

/// Plans them.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = going_on(visit)?;
    let Some(days) = days(visit, &activity) else {
        return shown(visit, activity);
    };
    let planned: Vec<Planned> = days
        .into_iter()
        .map(|day| Planned {
            id: visit.new_id(),
            activity_id: activity.id,
            day,
        })
        .collect();
    let content = serde_json::json!({ "sessions": planned.len() });
    let entry = visit.entry("planned sessions", "activity", activity.id, content);
    let kept = visit.write(|mut write| {
        let mut added = 0_u64;
        for one in &planned {
            added = added.saturating_add(store::planned_add(&mut write, one, visit.now)?);
        }
        if added == 0 {
            return Err(Failure::Rule(
                "A session is planned on each of these days already: choose another day".to_owned(),
            ));
        }
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            return shown(visit, activity);
        }
        kept => kept?,
    }
    let said = match planned.as_slice() {
        [one] => format!("A session is planned for {}.", in_words(one.day)),
        more => format!("{} sessions are planned.", more.len()),
    };
    Reply::see(format!("/activities/{}#planned", activity.id), said)
}

fn to_call_off(visit: &Visit<'_>) -> Result<(Planned, Activity), Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let planned = store::planned_one(read, id)?.ok_or(Failure::NotFound)?;
        let activity = store::find(read, planned.activity_id)?.ok_or(Failure::NotFound)?;
        Ok((planned, activity))
    })
}

fn call_off_shown(visit: &Visit<'_>, (planned, activity): (Planned, Activity)) -> Answer {
    let page = CallOffPage {
        frame: visit.frame(),
        form: &visit.form,
        activity,
        planned_on: in_words(planned.day),
        planned,
    };
    Reply::form(&page, &visit.form)
}

/// The page to call one off.
pub(crate) fn call_off_page(visit: &mut Visit<'_>) -> Answer {
    let found = to_call_off(visit)?;
    call_off_shown(visit, found)
}

/// Calls it off.
pub(crate) fn call_off(visit: &mut Visit<'_>) -> Answer {
    let (planned, activity) = to_call_off(visit)?;
    let Some(why) = visit.form.required("why", "Why it is called off", 300) else {
        return call_off_shown(visit, (planned, activity));
    };
    let content = serde_json::json!({ "planned_on": planned.day.to_string(), "why": why });
    let entry = visit.entry("called session off", "activity", activity.id, content);
    visit.write(|mut write| {
        if store::planned_call_off(&mut write, planned.id, &why)? == 0 {
            return Err(Failure::Changed(
                "This session was recorded or called off meanwhile.",
            ));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/activities/{}", activity.id),
        format!("The session on {} is called off.", in_words(planned.day)),
    )
}
