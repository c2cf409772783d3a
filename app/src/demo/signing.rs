//! The end of a quarter in the example: prepared, questioned, reviewed, signed.

use super::stage::Stage;
use crate::failure::Failure;
use crate::monitoring;
use crate::{framework, people};
use domain::calendar::Quarter;
use domain::people::Role;
use jiff::ToSpan;

/// Prepares, reviews and signs a quarter in the weeks after it ended.
pub(super) fn quarter(stage: &Stage<'_>, quarter: Quarter, password: &str) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let board = stage.actor(Role::Governance, 0)?;
    let signer = stage.actor(Role::Governance, 1)?;
    let name = quarter.to_string();
    let of = [("quarter", name.as_str())];
    let day = |after: i64| {
        stage
            .calendar
            .last_day(quarter)
            .saturating_add(after.days())
    };
    let themes = stage.read(framework::themes)?;
    let remarks: Vec<(String, &str)> = themes
        .iter()
        .map(|theme| (format!("remark-{}", theme.id), remark(&theme.code)))
        .collect();
    let mut typed: Vec<(&str, &str)> = remarks
        .iter()
        .map(|(field, words)| (field.as_str(), *words))
        .collect();
    typed.push(("action", "prepare"));
    stage.send(
        monitoring::prepare::submit,
        stage.visit((lead, day(8)), &of, &typed),
    )?;
    if quarter.number() == 2 {
        question(stage, quarter)?;
    }
    stage.send(
        monitoring::review::submit,
        stage.visit((board, day(13)), &of, &[("action", "agree")]),
    )?;
    // The third quarter is signed a little late, with the reason.
    let at = (signer, day(if quarter.number() == 3 { 23 } else { 16 }));
    let figures = stage.hidden(
        monitoring::sign_off::page,
        stage.visit(at, &of, &[]),
        "figures",
    )?;
    let typed = [
        ("figures", figures.as_str()),
        ("password", password),
        (
            "late_reason",
            "The board met a week later because of the bank holiday.",
        ),
    ];
    stage.send(monitoring::sign_off::submit, stage.visit(at, &of, &typed))?;
    Ok(())
}

fn question(stage: &Stage<'_>, quarter: Quarter) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let board = stage.actor(Role::Governance, 0)?;
    let name = quarter.to_string();
    let day = |after: i64| {
        stage
            .calendar
            .last_day(quarter)
            .saturating_add(after.days())
    };
    let typed = [
        ("action", "ask"),
        (
            "question",
            "Attendance at the job club fell in January. What are we doing about it?",
        ),
    ];
    let of = [("quarter", name.as_str())];
    stage.send(
        monitoring::review::submit,
        stage.visit((board, day(10)), &of, &typed),
    )?;
    for id in stage.read(|read| monitoring::open_questions(read, quarter))? {
        let id = id.to_string();
        let of = [("quarter", name.as_str()), ("id", id.as_str())];
        let typed = [(
            "answer",
            "Buses were diverted for three weeks. We paid for taxis and moved two sessions closer to the station.",
        )];
        stage.send(
            monitoring::answer::submit,
            stage.visit((lead, day(11)), &of, &typed),
        )?;
    }
    Ok(())
}

fn remark(theme: &str) -> &'static str {
    match theme {
        "jobs" => {
            "Employers came to every mock interview. Confidence rose most among learners who joined a second activity."
        }
        "growth" => {
            "Two firms helped to write the new warehouse course. Smaller firms still find it hard to release people."
        }
        "social" => {
            "Ropewalk Homes opened a second kitchen, so waiting lists for cooking are gone."
        }
        "environment" => {
            "Our travel and energy are reported under the Green Travel and Energy Policy; here we count what people did."
        }
        "innovation" => {
            "The evening salon is being tried with parents. First answers are good; we decide in spring."
        }
        _ => "As planned.",
    }
}

/// Gives the people who sign a password nobody else knows, for the time of the example's making.
pub(super) fn passwords(stage: &Stage<'_>) -> Result<String, Failure> {
    let password = people::new_token()?;
    for (role, number) in [
        (Role::Governance, 0),
        (Role::Governance, 1),
        (Role::Lead, 0),
    ] {
        stage.give_password(stage.actor(role, number)?, &password)?;
    }
    Ok(password)
}
