//! What comes before the first session in the example: three questions answered, learners looked after,
//! a risk assessment each year; and one activity that is a pilot.

use super::plan::Planned;
use super::stage::Stage;
use crate::activities;
use crate::failure::Failure;
use domain::activities::Question;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;

/// The most learners for one supervisor.
const LEARNERS_EACH: i64 = 10;

/// The activity that is a pilot.
const PILOT: &str = "First job club";

fn reason(question: Question) -> &'static str {
    match question {
        Question::Safeguarding => "Held in our rooms or with checked partners, never one to one",
        Question::Curriculum => "Outside lesson time; tutors agreed to the days",
        Question::Contract => "Hours that a contract pays for are not touched",
    }
}

/// Answers the questions, says how learners are looked after, and sets the activity live.
pub(super) fn make_ready(
    stage: &Stage<'_>,
    key: &str,
    (planned, first): (&Planned, Date),
) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let of = ("id", key);
    for question in Question::ALL {
        let at = [of, ("question", question.key())];
        let typed = [
            ("finding", "does-not-detract"),
            ("reason", reason(question)),
        ];
        let visit = stage.visit((lead, first), &at, &typed);
        stage.send(activities::answer::submit, visit)?;
    }
    if planned.audience == "learners" {
        look_after(stage, key, first)?;
    }
    stage.send(
        activities::go_live::submit,
        stage.visit((lead, first), &[of], &[]),
    )?;
    if planned.title == PILOT {
        pilot(stage, key, first)?;
    }
    Ok(())
}

fn look_after(stage: &Stage<'_>, key: &str, first: Date) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let each = LEARNERS_EACH.to_string();
    let typed = [
        ("age_from", "16"),
        ("age_to", "99"),
        (
            "voluntary_how",
            "Said at the beginning; nobody is marked absent",
        ),
        ("supervisor", "Ada Tutor"),
        ("learners_each", each.as_str()),
    ];
    stage.send(
        activities::supervision::submit,
        stage.visit((lead, first), &[("id", key)], &typed),
    )?;
    for year in 0..2 {
        let on = first.saturating_add(year.years());
        if on > stage.today {
            continue;
        }
        let until = on.saturating_add(1.year());
        let mut typed = vec![(
            "title".to_owned(),
            "Risks of rooms, travel and tools".to_owned(),
        )];
        typed.extend(super::script::date("reviewed_on", on));
        typed.extend(super::script::date("valid_until", until));
        let typed: Vec<(&str, &str)> = typed
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        stage.send(
            activities::risk::submit,
            stage.visit((lead, on), &[("id", key)], &typed),
        )?;
    }
    Ok(())
}

/// What a session with so many learners says besides.
pub(super) fn care(people: i64) -> Vec<(String, String)> {
    let supervisors = people / LEARNERS_EACH + 1;
    [
        ("supervisor", "Ada Tutor".to_owned()),
        ("supervisors", supervisors.to_string()),
        ("consent", "yes".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// Plans the next weeks of an activity; its session of yesterday waits to be recorded.
pub(super) fn plan(stage: &Stage<'_>, key: &str) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let typed = [("repeat", "weekly"), ("times", "6")];
    let day = stage.today.saturating_sub(3.days());
    let mut visit = stage.visit((lead, day), &[("id", key)], &typed);
    visit.form = visit
        .form
        .with_date("first_on", stage.today.saturating_sub(1.day()));
    stage.send(activities::plan::submit, visit)?;
    Ok(())
}

fn pilot(stage: &Stage<'_>, key: &str, first: Date) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let at = |days: i64| first.saturating_add(days.days());
    let begun = [
        (
            "hypothesis",
            "With a mentor from an employer, more of them are still in work after half a year",
        ),
        ("measured", "Still in work after 26 weeks, in percent"),
        ("before", "48"),
    ];
    stage.send(
        activities::pilot::submit,
        stage.visit((lead, at(20)), &[("id", key)], &begun),
    )?;
    let after = [
        ("after", "61"),
        ("after_note", "Mentors stayed in touch by telephone"),
    ];
    stage.send(
        activities::pilot::measured,
        stage.visit((lead, at(250)), &[("id", key)], &after),
    )?;
    let decided = [
        ("decision", "adopt"),
        ("reason", "It helped, and employers want to go on"),
    ];
    stage.send(
        activities::pilot::decide,
        stage.visit((lead, at(260)), &[("id", key)], &decided),
    )?;
    Ok(())
}
