//! What happens in the example, from the first day of the year before this one until today.

use super::asking;
use super::bringing;
use super::chance::Chance;
use super::counts::{self, KEPT};
use super::following;
use super::partnering;
use super::plan::{ACTIVITIES, Planned};
use super::policing;
use super::practice;
use super::proving;
use super::readiness;
use super::reporting;
use super::returning;
use super::showing;
use super::signing;
use super::stage::{Stage, morning};
use super::valuing;
use super::voices;
use crate::activities;
use crate::failure::Failure;
use crate::{framework, partners, policy};
use database::Id;
use domain::calendar::Quarter;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The policy of the example, in our own words.
const POLICY: &str = include_str!("../../../domain/samples/policy.txt");

/// What the scenes need to know of what was laid before.
struct Laid {
    measures: BTreeMap<String, Id>,
    partners: Vec<partners::Partner>,
    activities: Vec<(&'static Planned, String)>,
}

/// Plays everything.
pub(super) fn play(stage: &Stage<'_>, say: &dyn Fn(&str)) -> Result<(), Failure> {
    say("Adopting the framework, reading in the policy, starting activities…");
    let password = signing::passwords(stage)?;
    let laid = begin(stage, &password)?;
    let mut chance = Chance::new(20_260_430);
    for quarter in quarters(stage) {
        let is_over = stage.calendar.last_day(quarter) < stage.today;
        say(&format!("{}…", quarter.title()));
        sessions(stage, &laid, quarter, &mut chance)?;
        for kept in KEPT {
            counts::counted(stage, &laid.measures, (quarter, kept), &mut chance)?;
        }
        if quarter.year() == stage.signed_year {
            voices::heard(stage, quarter)?;
        }
        if is_over && quarter.year() == stage.signed_year {
            if let Some(measure) = laid.measures.get("HM12") {
                returning::late(stage, quarter, *measure)?;
                returning::before(stage, quarter, *measure)?;
            }
            signing::quarter(stage, quarter, &password)?;
            if quarter.number() == 2 {
                returning::restate(stage, &password)?;
            }
        }
        let ended = stage.calendar.last_day(quarter);
        policing::look(stage, ended.min(stage.today))?;
    }
    let first = stage.calendar.first_day(stage.signed_year.quarters()[0]);
    partnering::review(stage, first)?;
    policing::keep(stage, first)?;
    voices::noted(stage)?;
    following::follow(stage)?;
    asking::ask(stage)?;
    bringing::bring(stage)?;
    proving::prove(stage, &laid.measures)?;
    if let Some((_, key)) = laid.activities.first() {
        readiness::plan(stage, key)?;
    }
    returning::rehearse(stage)?;
    valuing::account(stage)?;
    say("The annual report…");
    reporting::report(stage, &password)?;
    showing::show(stage)?;
    policing::look(stage, stage.today)
}

/// The quarters from the first to today's.
fn quarters(stage: &Stage<'_>) -> Vec<Quarter> {
    let mut quarters = Vec::from(stage.signed_year.quarters());
    let last = stage.calendar.quarter_of(stage.today);
    let next = stage.signed_year.next().quarters();
    quarters.extend(next.into_iter().filter(|quarter| *quarter <= last));
    quarters
}

fn begin(stage: &Stage<'_>, password: &str) -> Result<Laid, Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let first = stage.calendar.first_day(stage.signed_year.quarters()[0]);
    let at = morning(first);
    let pack = domain::framework::house_pack()
        .map_err(|_| Failure::Refused("the house pack is not sound"))?;
    stage.write(Some(lead), |mut write| {
        let id = framework::adopt(&mut write, &pack, at)?;
        Ok(write.commit(stage.entry(at, "adopted framework", id), ())?)
    })?;
    let sha256 = stage.store(POLICY.as_bytes())?;
    policy::import_file(stage.app, stage.scope_of(lead), ("policy.txt", sha256), at)?
        .map_err(|_| Failure::Refused("the example's policy was refused"))?;
    policing::approve(stage, first)?;
    let measures: BTreeMap<String, Id> = stage
        .read(framework::measures)?
        .into_iter()
        .map(|measure| (measure.code, measure.id))
        .collect();
    counts::targets(stage, &measures, first)?;
    valuing::value(stage, &measures, first)?;
    partnering::approve(stage, first, password)?;
    let partners = stage.read(partners::all)?;
    let mut laid = Laid {
        measures,
        partners,
        activities: Vec::new(),
    };
    for planned in ACTIVITIES {
        let key = start(stage, &laid, (planned, first))?;
        readiness::make_ready(stage, &key, (planned, first))?;
        laid.activities.push((planned, key));
    }
    practice::lay(stage, &laid.activities, first)?;
    returning::rules(stage, first)?;
    Ok(laid)
}

fn start(
    stage: &Stage<'_>,
    laid: &Laid,
    (planned, first): (&Planned, Date),
) -> Result<String, Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let partner = laid
        .partners
        .iter()
        .find(|partner| !planned.partner.is_empty() && partner.name.starts_with(planned.partner));
    let partner = partner
        .map(|partner| partner.id.to_string())
        .unwrap_or_default();
    let minutes = planned.minutes.to_string();
    let percent = planned.additional_percent.to_string();
    let mut typed: Vec<(String, String)> = [
        ("title", planned.title),
        ("description", planned.description),
        ("audience", planned.audience),
        ("catalogue", planned.catalogue),
        ("partner", partner.as_str()),
        ("area", planned.area),
        ("minutes", minutes.as_str()),
        (
            "additional",
            if planned.additional_percent == 100 {
                "complementary"
            } else {
                "mixed"
            },
        ),
        ("percent", percent.as_str()),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for (number, (code, counting)) in (1..).zip(planned.feeds) {
        let id = laid.measures.get(*code).ok_or(Failure::NotFound)?;
        typed.push((format!("measure_{number}"), id.to_string()));
        typed.push((format!("counting_{number}"), (*counting).to_owned()));
    }
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    stage.send(
        activities::new::submit,
        stage.visit((lead, first), &[], &typed),
    )
}

/// The three fields of a date as they are typed.
pub(super) fn date(name: &str, day: Date) -> Vec<(String, String)> {
    vec![
        (format!("{name}_day"), day.day().to_string()),
        (format!("{name}_month"), day.month().to_string()),
        (format!("{name}_year"), day.year().to_string()),
    ]
}

/// The sessions of a quarter, recorded the day after by one of the staff. In the quarter that goes on,
/// some have no evidence yet.
fn sessions(
    stage: &Stage<'_>,
    laid: &Laid,
    quarter: Quarter,
    chance: &mut Chance,
) -> Result<(), Failure> {
    let is_signed = quarter.year() == stage.signed_year;
    for (planned, key) in &laid.activities {
        let mut day = stage
            .calendar
            .first_day(quarter)
            .saturating_add(chance.between(1, 6).days());
        while day <= stage.calendar.last_day(quarter) && day < stage.today {
            if chance.is_one_of(92).is_some() {
                let has_evidence = chance.is_one_of(if is_signed { 96 } else { 72 });
                let people = chance.between(planned.people.0, planned.people.1);
                let staff = stage.actor(Role::Staff, usize::from(people % 2 == 0))?;
                let mut typed = date("held_on", day);
                typed.push(("attendees".to_owned(), people.to_string()));
                typed.push(("minutes".to_owned(), planned.minutes.to_string()));
                typed.push(("area".to_owned(), planned.area.to_owned()));
                if planned.audience == "learners" {
                    typed.extend(readiness::care(people));
                }
                let mut upload = None;
                if has_evidence.is_some() {
                    upload = evidence(&mut typed, (planned, day, people), chance);
                }
                let next = day.saturating_add(1.day()).min(stage.today);
                let typed: Vec<(&str, &str)> = typed
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                let mut visit = stage.visit((staff, next), &[("id", key.as_str())], &typed);
                if let Some((name, content)) = upload {
                    visit.uploads.push(stage.upload(&name, content.as_bytes())?);
                }
                stage.send(activities::record::submit, visit)?;
            }
            day = day.saturating_add((planned.every_days + chance.between(-2, 2)).max(1).days());
        }
    }
    Ok(())
}

/// Evidence of a session: mostly a register that was seen, now and then the register itself.
fn evidence(
    typed: &mut Vec<(String, String)>,
    (planned, day, people): (&Planned, Date, i64),
    chance: &mut Chance,
) -> Option<(String, String)> {
    let mut give = |name: &str, value: &str| typed.push((name.to_owned(), value.to_owned()));
    let grade = if planned.partner.is_empty() { "1" } else { "2" };
    give("grade", grade);
    if chance.is_one_of(20).is_some() {
        let lines: String = (1..=people)
            .map(|number| format!("{number},present\n"))
            .collect();
        return Some((
            format!("register-{day}.csv"),
            format!("place,attendance\n{lines}"),
        ));
    }
    give("seen_what", &format!("Signed register of {people}"));
    give("kept_where", "Locked cabinet, room 2");
    None
}
