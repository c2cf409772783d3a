//! The annual report of the example: written with live figures, a finding left with its reason, signed; and
//! of what it proposes one change decided and carried out, the other waiting.

use super::script::date;
use super::stage::Stage;
use crate::failure::Failure;
use crate::visit::Reply;
use crate::{framework, reports};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;

const WORDS: [(&str, &str); 3] = [
    (
        "summary",
        "{HM1} were still in their job half a year after it began, and {HM2} completed a course. Neighbours cooked and repaired together, and colleagues had time to rest. Every figure was evidenced, reviewed each quarter and signed by people who did not prepare it.",
    ),
    (
        "lessons",
        "Learners who joined two activities grew most in confidence, so we now introduce each activity in another.\nEvidence is complete when the register is photographed in the room, not on Friday.\nIn the winter quarter, mock interviews and job help came to {NT7 quarter 2}.",
    ),
    (
        "recommendations",
        "Offer mock interviews in every subject.\nAgree with each partner in September how attendance is recorded.\nReport salon appointments by month, so that quiet weeks can be filled.",
    ),
];

/// Days after the end of the signed year.
fn day(stage: &Stage<'_>, after: i64) -> Date {
    let quarters = stage.signed_year.quarters();
    let last = quarters.map(|quarter| stage.calendar.last_day(quarter));
    last.into_iter().max().map_or(stage.today, |end| {
        end.saturating_add(after.days()).min(stage.today)
    })
}

/// Writes the report with more besides its words.
fn write(stage: &Stage<'_>, after: i64, more: &[(&str, &str)]) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let year = stage.signed_year.to_string();
    let typed: Vec<(&str, &str)> = WORDS.iter().chain(more).copied().collect();
    let at = (lead, day(stage, after));
    let visit = stage.visit(at, &[("year", year.as_str())], &typed);
    stage.send(reports::edit::submit, visit)?;
    Ok(())
}

/// Writes the annual report of the signed year, has it signed, and decides one of its proposals.
pub(super) fn report(stage: &Stage<'_>, password: &str) -> Result<(), Failure> {
    write(
        stage,
        23,
        &[
            ("action", "add"),
            (
                "proposal",
                "Count learners still in work after 26 weeks by area, and set a target for each.",
            ),
            (
                "reason",
                "Commissioners ask for it by borough, and our follow-up calls already note the place.",
            ),
        ],
    )?;
    let measures = stage.read(framework::measures)?;
    let lasting = measures.iter().find(|measure| measure.code == "HM1");
    let lasting = lasting.ok_or(Failure::NotFound)?.id.to_string();
    write(
        stage,
        24,
        &[
            ("action", "add"),
            ("measure", lasting.as_str()),
            ("proposal", "Aim higher for jobs that last."),
            (
                "reason",
                "More learners were still in work than we had aimed for, and two employers join.",
            ),
            ("effect", "targets"),
            ("target_1", "16"),
            ("target_2", "17"),
            ("target_3", "18"),
            ("target_4", "18"),
        ],
    )?;
    leave(stage)?;
    sign(stage, password)?;
    carry_out(stage)
}

/// Says of the first finding why its sentence stays.
fn leave(stage: &Stage<'_>) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let year = stage.signed_year.to_string();
    let at = (lead, day(stage, 24));
    let mut visit = stage.visit(at, &[("year", year.as_str())], &[]);
    let Reply::Page { html, .. } = reports::edit::page(&mut visit)? else {
        return Err(Failure::NotFound);
    };
    let (_, found) = html
        .split_once("name=\"leave-")
        .ok_or(Failure::Refused("the example's report has no finding"))?;
    let key = found.split('"').next().unwrap_or_default();
    let field = format!("leave-{key}");
    let reason = "It is what tutors and learners told us in the spring round; the questionnaires of next year will show it in figures.";
    write(stage, 24, &[("action", "keep"), (field.as_str(), reason)])
}

fn sign(stage: &Stage<'_>, password: &str) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let signer = stage.actor(Role::Governance, 0)?;
    let year = stage.signed_year.to_string();
    let of = [("year", year.as_str())];
    let visit = stage.visit((lead, day(stage, 25)), &of, &[]);
    stage.send(reports::prepare::submit, visit)?;
    let at = (signer, day(stage, 30));
    let content = stage.hidden(
        reports::sign_off::page,
        stage.visit(at, &of, &[]),
        "content",
    )?;
    let typed = [("content", content.as_str()), ("password", password)];
    stage.send(reports::sign_off::submit, stage.visit(at, &of, &typed))?;
    Ok(())
}

/// The targets that were proposed are accepted, and set.
fn carry_out(stage: &Stage<'_>) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let board = stage.actor(Role::Governance, 0)?;
    let decided = day(stage, 33);
    let visit = stage.visit((board, decided), &[], &[]);
    let waiting = visit.read(|read| reports::to_decide(read, visit.who()?))?;
    let (id, ..) = waiting.last().ok_or(Failure::NotFound)?;
    let id = id.to_string();
    let of = [("id", id.as_str())];
    let mut typed = date("effective_from", decided);
    for (name, value) in [
        ("verdict", "accepted"),
        ("reason", "The employers have confirmed their places."),
    ] {
        typed.push((name.to_owned(), value.to_owned()));
    }
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    stage.send(
        reports::decide::submit,
        stage.visit((board, decided), &of, &typed),
    )?;
    let visit = stage.visit((lead, day(stage, 34)), &of, &[]);
    stage.send(reports::carry_out::submit, visit)?;
    Ok(())
}
