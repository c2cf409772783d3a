//! Evidence that is not as it should be in the quarter that goes on: a letter that has run out while an
//! entry rests on it, and a register of other days, which does not count.

use super::script::date;
use super::stage::Stage;
use crate::failure::Failure;
use crate::ledger;
use database::Id;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

type Typed = Vec<(String, String)>;

/// The two entries, some days ago.
pub(super) fn prove(stage: &Stage<'_>, measures: &BTreeMap<String, Id>) -> Result<(), Failure> {
    let quarter = stage.calendar.quarter_of(stage.today);
    let first = stage.calendar.first_day(quarter);
    let day = stage.today.saturating_sub(20.days()).max(first);
    let runs_out = stage.today.saturating_sub(3.days()).max(day);
    let letter = (
        "letter-of-intent.txt",
        "We mean to offer six placements a year.\n",
    );
    let typed = date("runs_out_on", runs_out);
    add(
        stage,
        (measures.get("HM5"), day),
        ("Placements promised by a firm of the region", typed),
        letter,
    )?;
    let before = first.saturating_sub(1.day());
    let mut typed = date("speaks_to", before);
    let begins = stage.calendar.quarter_of(before);
    typed.extend(date("speaks_from", stage.calendar.first_day(begins)));
    let register = (
        "employers-last-quarter.csv",
        "employer,course\n1,Warehousing\n2,Care\n",
    );
    add(
        stage,
        (measures.get("HM4"), day),
        ("Employers who shaped a course or gave places", typed),
        register,
    )
}

fn add(
    stage: &Stage<'_>,
    (measure, day): (Option<&Id>, Date),
    (reason, evidence): (&str, Typed),
    (name, content): (&str, &str),
) -> Result<(), Failure> {
    let Some(measure) = measure else {
        return Ok(());
    };
    let mut typed = date("happened_on", day);
    for (name, value) in [
        ("measure", measure.to_string().as_str()),
        ("quantity", "1"),
        ("area", "E08000012"),
        ("percent", "100"),
        ("reason", reason),
        ("grade", "3"),
    ] {
        typed.push((name.to_owned(), value.to_owned()));
    }
    typed.extend(evidence);
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let lead = stage.actor(Role::Lead, 0)?;
    let mut visit = stage.visit((lead, day), &[], &typed);
    visit.uploads.push(stage.upload(name, content.as_bytes())?);
    stage.send(ledger::new::submit, visit)?;
    Ok(())
}
