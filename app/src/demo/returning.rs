//! The returns in depth in the example: deadlines, a measure that is explained with a recovery action, a case
//! study, one quarter that is restated, review in other hands, and somebody who is asked to see to something.

use super::script::date;
use super::stage::{Page, Stage};
use crate::failure::Failure;
use crate::visit::Reply;
use crate::{ledger, monitoring, people};
use database::Id;
use domain::calendar::Quarter;
use domain::people::{Action, Role};
use jiff::ToSpan;
use jiff::civil::Date;

type Typed = Vec<(String, String)>;

fn words(pairs: &[(&str, &str)]) -> Typed {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(own).collect()
}

/// Somebody of a role sends a form on a day.
fn send(
    stage: &Stage<'_>,
    (page, role): (Page, Role),
    (day, parameters): (Date, &[(&str, &str)]),
    typed: &Typed,
) -> Result<String, Failure> {
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let actor = stage.actor(role, 0)?;
    stage.send(page, stage.visit((actor, day), parameters, &typed))
}

/// The first key that follows a mark in a page.
fn key_after(
    stage: &Stage<'_>,
    (page, role): (Page, Role),
    (day, parameters): (Date, &[(&str, &str)]),
    mark: &str,
) -> Result<Option<String>, Failure> {
    let mut visit = stage.visit((stage.actor(role, 0)?, day), parameters, &[]);
    let Reply::Page { html, .. } = page(&mut visit)? else {
        return Err(Failure::NotFound);
    };
    let found = html.split(mark).nth(1);
    Ok(found.map(|rest| rest.chars().take(36).collect()))
}

/// By when returns are due, and who stands in for whom, from the first day on.
pub(super) fn rules(stage: &Stage<'_>, first: Date) -> Result<(), Failure> {
    let settings: (Page, Role) = (monitoring::settings::submit, Role::Governance);
    let typed = words(&[("quorum", "1"), ("prepare_days", "14"), ("sign_days", "21")]);
    send(stage, settings, (first, &[]), &typed)?;
    let members = stage.read(|read| people::who_may(read, Action::ReviewReturn))?;
    let second = stage.actor(Role::Governance, 1)?;
    let found = members.iter().find(|(_, name)| name == second.name);
    let (to, _) = found.ok_or(Failure::NotFound)?;
    let mut typed = words(&[
        ("to", to.to_string().as_str()),
        ("span", "days"),
        ("reason", "On leave for three weeks"),
    ]);
    typed.extend(date("from_on", first.saturating_add(20.days())));
    typed.extend(date("to_on", first.saturating_add(41.days())));
    let hand: (Page, Role) = (monitoring::delegating::submit, Role::Governance);
    send(stage, hand, (first, &[]), &typed)?;
    Ok(())
}

/// What the Lead writes before a quarter is prepared.
pub(super) fn before(stage: &Stage<'_>, quarter: Quarter, interviews: Id) -> Result<(), Failure> {
    if quarter.number() != 2 {
        return Ok(());
    }
    let name = quarter.to_string();
    let day = stage.calendar.last_day(quarter).saturating_add(7.days());
    let at: (Date, &[(&str, &str)]) = (day, &[("quarter", name.as_str())]);
    let prepare: (Page, Role) = (monitoring::prepare::page, Role::Lead);
    let mark = format!("/returns/{name}/measures/");
    let Some(measure) = key_after(stage, prepare, at, &mark)? else {
        return Ok(());
    };
    explain(stage, (&name, &measure), day)?;
    let study = words(&[
        ("title", "From the second row to the front desk"),
        (
            "story",
            "After two mock interviews a learner who had never spoken to an employer rang three by herself. One of them asked her to come for a trial week.",
        ),
        ("measures", interviews.to_string().as_str()),
        ("people", "nobody"),
    ]);
    let write: (Page, Role) = (monitoring::case_studies::submit, Role::Lead);
    send(stage, write, at, &study)?;
    Ok(())
}

fn explain(stage: &Stage<'_>, (quarter, measure): (&str, &str), day: Date) -> Result<(), Failure> {
    let staff = stage.actor(Role::Staff, 1)?;
    let recorders = stage.read(|read| people::who_may(read, Action::RecordSession))?;
    let found = recorders.iter().find(|(_, name)| name == staff.name);
    let (owner, _) = found.ok_or(Failure::NotFound)?;
    let mut typed = words(&[
        (
            "happened",
            "A colleague left in December, and the post stood empty until the end of January.",
        ),
        (
            "what",
            "Advertise every post in the six boroughs first, and in the job club",
        ),
        ("owner", owner.to_string().as_str()),
    ]);
    typed.extend(date("due_on", day.saturating_add(300.days())));
    let of = [("quarter", quarter), ("measure", measure)];
    let page: (Page, Role) = (monitoring::variance::submit, Role::Lead);
    send(stage, page, (day, &of), &typed)?;
    Ok(())
}

/// A register of the first quarter comes late, when that is signed: it counts in the second.
pub(super) fn late(stage: &Stage<'_>, quarter: Quarter, measure: Id) -> Result<(), Failure> {
    if quarter.number() != 2 {
        return Ok(());
    }
    let first = stage.calendar.first_day(quarter);
    let mut typed = words(&[
        ("measure", measure.to_string().as_str()),
        ("quantity", "25"),
        ("area", "E08000012"),
        ("percent", "100"),
        ("reason", "A register of October that came by post"),
        ("grade", "2"),
        ("seen_what", "Signed register of ten"),
        ("kept_where", "Locked cabinet, room 2"),
    ]);
    typed.extend(date("happened_on", first.saturating_sub(12.days())));
    let day = first.saturating_add(34.days());
    let page: (Page, Role) = (ledger::new::submit, Role::Lead);
    send(stage, page, (day, &[]), &typed)?;
    Ok(())
}

/// Restates the first quarter of the signed year once the second is signed.
pub(super) fn restate(stage: &Stage<'_>, password: &str) -> Result<(), Failure> {
    let [first, second, ..] = stage.signed_year.quarters();
    let day = stage.calendar.last_day(second).saturating_add(20.days());
    let name = first.to_string();
    let why = words(&[(
        "reason",
        "A register of October came by post in December. The first quarter should show the hours that were given in it.",
    )]);
    let begin: (Page, Role) = (monitoring::restating::begin::submit, Role::Lead);
    let name = send(stage, begin, (day, &[("quarter", &name)]), &why)?;
    let of: &[(&str, &str)] = &[("quarter", &name)];
    let after = |days: i64| day.saturating_add(days.days());
    let mut typed = kept(stage, (day, of))?;
    typed.extend(words(&[("action", "prepare")]));
    let prepare: (Page, Role) = (monitoring::prepare::submit, Role::Lead);
    send(stage, prepare, (after(1), of), &typed)?;
    let agree: (Page, Role) = (monitoring::review::submit, Role::Governance);
    send(stage, agree, (after(3), of), &words(&[("action", "agree")]))?;
    let at = (stage.actor(Role::Governance, 1)?, after(5));
    let sign = monitoring::sign_off::page;
    let figures = stage.hidden(sign, stage.visit(at, of, &[]), "figures")?;
    let typed = [("figures", figures.as_str()), ("password", password)];
    stage.send(monitoring::sign_off::submit, stage.visit(at, of, &typed))?;
    Ok(())
}

/// The remarks that a restatement begins with.
fn kept(stage: &Stage<'_>, (day, of): (Date, &[(&str, &str)])) -> Result<Typed, Failure> {
    let mut visit = stage.visit((stage.actor(Role::Lead, 0)?, day), of, &[]);
    monitoring::prepare::page(&mut visit)?;
    let names: Vec<String> = visit.form.names().map(str::to_owned).collect();
    let remarks = names.into_iter().filter(|name| name.starts_with("remark-"));
    Ok(remarks
        .map(|name| {
            let remark = visit.form.value(&name).to_owned();
            (name, remark)
        })
        .collect())
}

/// Today the Lead rehearses the quarter that goes on, and asks somebody to see to what stands in the way.
pub(super) fn rehearse(stage: &Stage<'_>) -> Result<(), Failure> {
    let quarter = stage.calendar.quarter_of(stage.today).to_string();
    let of: &[(&str, &str)] = &[("quarter", &quarter)];
    let page: (Page, Role) = (monitoring::rehearsal::show::page, Role::Lead);
    let mark = "name=\"about\" value=\"evidence\"><input type=\"hidden\" name=\"person\" value=\"";
    if let Some(person) = key_after(stage, page, (stage.today, of), mark)? {
        let typed = words(&[("about", "evidence"), ("person", &person)]);
        let ask: (Page, Role) = (monitoring::rehearsal::nudging::submit, Role::Lead);
        send(stage, ask, (stage.today, of), &typed)?;
    }
    Ok(())
}
