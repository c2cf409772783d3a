//! What is said in the example, and what comes of it: a consultation with its decision, a partner who
//! confirms their figures, a learner's answer, and an action that led to a change.

use super::stage::{Page, Stage};
use super::strangers::{link, stranger};
use crate::failure::Failure;
use crate::{activities, feedback, framework, partners, policy, stakeholders};
use domain::calendar::Quarter;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;

/// Whom and what the feedback is about, by their keys.
struct Asked {
    partner: String,
    measure: String,
    activity: String,
}

/// The partner of the mock interviews with their measure, and the cooking course.
fn asked(stage: &Stage<'_>) -> Result<Asked, Failure> {
    let partners = stage.read(partners::all)?;
    let measures = stage.read(framework::measures)?;
    let activities = stage.read(activities::all)?;
    let partner = partners
        .iter()
        .find(|one| one.name.starts_with("Harbour Street"));
    let measure = measures.iter().find(|one| one.code == "HM12");
    let activity = activities
        .iter()
        .find(|one| one.title == "Cook well for less");
    Ok(Asked {
        partner: partner.ok_or(Failure::NotFound)?.id.to_string(),
        measure: measure.ok_or(Failure::NotFound)?.id.to_string(),
        activity: activity.ok_or(Failure::NotFound)?.id.to_string(),
    })
}

/// What is typed into a form, by its fields.
type Typed<'a> = &'a [(&'a str, &'a str)];

/// The lead sends a form; gives the key of what was kept.
fn lead(
    stage: &Stage<'_>,
    page: Page,
    (day, id): (Date, &str),
    (typed, days): (Typed<'_>, &[(&str, Date)]),
) -> Result<String, Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let mut visit = stage.visit((lead, day), &[("id", id)], typed);
    for (name, date) in days {
        visit.form = visit.form.with_date(name, *date);
    }
    stage.send(page, visit)
}

/// Plays what is said in a quarter of the signed year.
pub(super) fn heard(stage: &Stage<'_>, quarter: Quarter) -> Result<(), Failure> {
    let first = stage.calendar.first_day(quarter);
    match quarter.number() {
        1 => read_the_policy(stage, first),
        2 => answered(stage, &asked(stage)?, quarter),
        3 => consulted(stage, &asked(stage)?, first),
        _ => Ok(()),
    }
}

fn read_the_policy(stage: &Stage<'_>, first: Date) -> Result<(), Failure> {
    for (role, after) in [(Role::Lead, 2), (Role::Staff, 9)] {
        let day = first.saturating_add(after.days());
        let visit = stage.visit((stage.actor(role, 0)?, day), &[], &[]);
        stage.send(policy::acknowledge::submit, visit)?;
    }
    Ok(())
}

fn answered(stage: &Stage<'_>, asked: &Asked, quarter: Quarter) -> Result<(), Failure> {
    let last = stage.calendar.last_day(quarter);
    let (made, day) = (last.saturating_add(1.day()), last.saturating_add(4.days()));
    let name = quarter.to_string();
    let typed = [
        ("kind", "partner"),
        ("partner", asked.partner.as_str()),
        ("quarter", name.as_str()),
        ("days", "30"),
    ];
    let token = link(stage, made, &typed)?;
    let visit = stranger(stage, (&token, day), &[])?;
    let figures = stage.hidden(feedback::open::page, visit, "figures")?;
    let verdict = format!("verdict-{}", asked.measure);
    let typed = [
        ("figures", figures.as_str()),
        (verdict.as_str(), "confirmed"),
        (
            "worked",
            "Learners came prepared, and the dates were known early.",
        ),
        (
            "should_change",
            "Send us the learners’ questions a week before.",
        ),
        ("impact", "We have offered two of them a trial shift."),
    ];
    stage.send(
        feedback::open::submit,
        stranger(stage, (&token, day), &typed)?,
    )?;
    let typed = [
        ("kind", "learners"),
        ("activity", &asked.activity),
        ("days", "14"),
    ];
    let token = link(stage, made, &typed)?;
    let typed = [
        ("useful", "5"),
        ("welcome", "4"),
        ("confident", "4"),
        ("worked", "Eating together at the end."),
        (
            "should_change",
            "It is hard to get a place. Could there be an evening group?",
        ),
    ];
    stage.send(
        feedback::open::submit,
        stranger(stage, (&token, day), &typed)?,
    )?;
    changed(stage, asked, day)
}

/// What the lead does about it.
fn changed(stage: &Stage<'_>, asked: &Asked, day: Date) -> Result<(), Failure> {
    let after = |days: i64| day.saturating_add(days.days());
    let person = stage.scope_of(stage.actor(Role::Lead, 0)?).person_id;
    let owner = person.unwrap_or_default().to_string();
    let typed = [
        ("said", "It is hard to get a place in the cooking course."),
        (
            "what",
            "Ask the housing partner for a second kitchen in the evening",
        ),
        ("owner", owner.as_str()),
    ];
    let days = [("due_on", after(30))];
    let action = lead(
        stage,
        feedback::new_action::submit,
        (after(1), ""),
        (&typed, &days),
    )?;
    let typed = [
        (
            "decision",
            "An evening group cooks from spring, in the second kitchen.",
        ),
        ("decided_by", "Social Value Lead with the housing partner"),
    ];
    let days = [("decided_on", after(20))];
    let decision = lead(
        stage,
        feedback::decide::submit,
        (after(20), &action),
        (&typed, &days),
    )?;
    let typed = [
        ("activity", asked.activity.as_str()),
        ("what", "A second group on Thursday evenings"),
        (
            "reason",
            "Learners who work in the day could not get a place.",
        ),
    ];
    let days = [("effective_from", after(27))];
    lead(
        stage,
        feedback::new_change::submit,
        (after(20), &decision),
        (&typed, &days),
    )?;
    let typed = [
        ("state", "done"),
        ("outcome", "The kitchen is ours on Thursdays."),
    ];
    lead(
        stage,
        feedback::action::end,
        (after(21), &action),
        (&typed, &[]),
    )?;
    Ok(())
}

fn consulted(stage: &Stage<'_>, asked: &Asked, first: Date) -> Result<(), Failure> {
    let after = |days: i64| first.saturating_add(days.days());
    let mut keys = Vec::new();
    for (name, kind) in [
        ("Employers’ forum of the region", "employers"),
        ("Learners of the evening courses", "learners"),
    ] {
        let typed = [("name", name), ("kind", kind)];
        keys.push(lead(
            stage,
            stakeholders::new::submit,
            (first, ""),
            (&typed, &[]),
        )?);
    }
    let typed = [
        (
            "question",
            "Which result of a mock interview should we measure next year?",
        ),
        ("measures", asked.measure.as_str()),
    ];
    let days = [("opens_on", first), ("closes_on", after(28))];
    let of = lead(
        stage,
        stakeholders::ask::submit,
        (first, ""),
        (&typed, &days),
    )?;
    for (key, said) in keys.iter().zip([
        "Whether the learner was asked to come again says more than the hours.",
        "Written feedback helped most. Please count who got it.",
    ]) {
        let typed = [("stakeholder", key.as_str()), ("said", said)];
        let days = [("said_on", after(12))];
        lead(
            stage,
            stakeholders::respond::submit,
            (after(13), &of),
            (&typed, &days),
        )?;
    }
    let typed = [
        (
            "heard",
            "Hours alone say little; written feedback is what helps.",
        ),
        (
            "decision",
            "From next year the register also notes who got written feedback.",
        ),
        ("decided_by", "Governance & Leadership"),
    ];
    let days = [("decided_on", after(35))];
    lead(
        stage,
        stakeholders::decide::submit,
        (after(35), &of),
        (&typed, &days),
    )?;
    Ok(())
}

/// Something heard lately that is still to be done.
pub(super) fn noted(stage: &Stage<'_>) -> Result<(), Failure> {
    let person = stage.scope_of(stage.actor(Role::Staff, 0)?).person_id;
    let owner = person.unwrap_or_default().to_string();
    let typed = [
        ("said", "The way to the salon is hard to find."),
        ("what", "Put up signs from the bus stop"),
        ("owner", owner.as_str()),
    ];
    let days = [("due_on", stage.today.saturating_add(21.days()))];
    lead(
        stage,
        feedback::new_action::submit,
        (stage.today, ""),
        (&typed, &days),
    )?;
    Ok(())
}
