//! The partners of the example: checked and signed for before work began, reviewed after a year, one
//! review forgotten, and a newcomer whose checks have begun.

use super::cast::Actor;
use super::stage::Stage;
use crate::failure::Failure;
use crate::partners::{self, Partner};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;

/// What each partner is, by the beginning of its name, and where it works.
const KINDS: &[(&str, &str, &str)] = &[
    ("Harbour", "supplier", "E08000012"),
    ("Northbank", "public-body", "E08000014"),
    ("Open Door", "charity", "E08000012"),
    ("Ropewalk", "housing", "E08000012"),
    ("Estuary", "employer", "E08000012"),
    ("Greenbank", "community-group", "E08000014"),
    ("Fresh Start", "charity", "E08000011"),
];

/// What was found by each check.
const FOUND: &[(&str, &str)] = &[
    (
        "safeguarding",
        "Safeguarding policy read; people who meet learners are checked; named lead known to our tutors",
    ),
    (
        "quality",
        "Two references followed up, both good; annual report read",
    ),
    (
        "conflict",
        "Asked of everybody who takes part in the decision",
    ),
    (
        "benefit",
        "Learners met people and places they would not have met otherwise",
    ),
];

/// Who takes part, and the password of the example.
struct Cast<'a> {
    lead: &'a Actor,
    board: &'a Actor,
    password: &'a str,
}

/// Takes every partner that the policy names through its checks to the second signature.
pub(super) fn approve(stage: &Stage<'_>, on: Date, password: &str) -> Result<(), Failure> {
    let cast = Cast {
        lead: stage.actor(Role::Lead, 0)?,
        board: stage.actor(Role::Governance, 0)?,
        password,
    };
    for partner in stage.read(partners::all)? {
        describe(stage, &cast, (&partner, on))?;
        begin(stage, &cast, (&partner, on))?;
        for (check, note) in FOUND {
            record(stage, &cast, (&partner, on), (check, note))?;
        }
        sign(stage, cast.lead, &cast, (&partner, on))?;
        sign(stage, cast.board, &cast, (&partner, on))?;
    }
    Ok(())
}

fn describe(
    stage: &Stage<'_>,
    cast: &Cast<'_>,
    (partner, on): (&Partner, Date),
) -> Result<(), Failure> {
    let known = KINDS
        .iter()
        .find(|(name, ..)| partner.name.starts_with(name));
    let (_, kind, area) = known.copied().unwrap_or(("", "other", "E08000012"));
    let id = partner.id.to_string();
    let typed = [
        ("kind", kind),
        ("purpose", partner.purpose.as_str()),
        ("areas", area),
    ];
    let visit = stage.visit((cast.lead, on), &[("id", &id)], &typed);
    stage.send(partners::change::submit, visit)?;
    Ok(())
}

fn begin(
    stage: &Stage<'_>,
    cast: &Cast<'_>,
    (partner, on): (&Partner, Date),
) -> Result<(), Failure> {
    let id = partner.id.to_string();
    let typed = [
        ("stage", "checks"),
        ("reason", "We would like to work together"),
    ];
    let visit = stage.visit((cast.lead, on), &[("id", &id)], &typed);
    stage.send(partners::stage::submit, visit)?;
    Ok(())
}

fn record(
    stage: &Stage<'_>,
    cast: &Cast<'_>,
    (partner, on): (&Partner, Date),
    (check, note): (&str, &str),
) -> Result<(), Failure> {
    let id = partner.id.to_string();
    let until = on.saturating_add(3.years());
    let numbers = [on.day(), on.month(), until.day(), until.month()].map(|n| n.to_string());
    let years = [on.year(), until.year()].map(|year| year.to_string());
    let typed = [
        ("note", note),
        ("conflict", "none"),
        ("made_on_day", &numbers[0]),
        ("made_on_month", &numbers[1]),
        ("made_on_year", &years[0]),
        ("expires_on_day", &numbers[2]),
        ("expires_on_month", &numbers[3]),
        ("expires_on_year", &years[1]),
    ];
    let visit = stage.visit((cast.lead, on), &[("id", &id), ("check", check)], &typed);
    stage.send(partners::check::submit, visit)?;
    Ok(())
}

fn sign(
    stage: &Stage<'_>,
    signer: &Actor,
    cast: &Cast<'_>,
    (partner, on): (&Partner, Date),
) -> Result<(), Failure> {
    let id = partner.id.to_string();
    let of = [("id", id.as_str())];
    let page = stage.visit((signer, on), &of, &[]);
    let shown = stage.hidden(partners::sign_off::page, page, "shown")?;
    let typed = [("shown", shown.as_str()), ("password", cast.password)];
    let visit = stage.visit((signer, on), &of, &typed);
    stage.send(partners::sign_off::submit, visit)?;
    Ok(())
}

/// After a year: all but one are reviewed, and a newcomer is listed.
pub(super) fn review(stage: &Stage<'_>, approved_on: Date) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let on = approved_on
        .saturating_add(1.year())
        .saturating_sub(10.days());
    if on > stage.today {
        return Ok(());
    }
    let mut typed: Vec<(String, &str)> = Vec::new();
    for partner in stage.read(partners::all)? {
        if !partner.name.starts_with("Estuary") {
            typed.push((format!("outcome-{}", partner.id), "continue"));
            typed.push((
                format!("note-{}", partner.id),
                "A good year together; nothing has changed that the checks looked at",
            ));
        }
    }
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    stage.send(
        partners::review::submit,
        stage.visit((lead, on), &[], &typed),
    )?;
    newcomer(stage, lead)
}

fn newcomer(stage: &Stage<'_>, lead: &Actor) -> Result<(), Failure> {
    let on = stage.today.saturating_sub(12.days());
    let typed = [
        ("name", "Slipway Makers"),
        ("kind", "community-group"),
        (
            "purpose",
            "A workshop by the docks where learners could mend and build",
        ),
        ("areas", "E08000015"),
    ];
    let id = stage.send(partners::new::submit, stage.visit((lead, on), &[], &typed))?;
    let partner = stage
        .read(partners::all)?
        .into_iter()
        .find(|partner| partner.id.to_string() == id);
    let partner = partner.ok_or(Failure::NotFound)?;
    let cast = Cast {
        lead,
        board: lead,
        password: "",
    };
    begin(stage, &cast, (&partner, on))?;
    for (check, note) in FOUND.iter().take(2) {
        record(stage, &cast, (&partner, on), (check, note))?;
    }
    Ok(())
}
