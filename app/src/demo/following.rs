//! Jobs that are followed up in the example: one that lasted, one that ended, one to be checked.

use super::script::date;
use super::stage::{Page, Stage};
use crate::failure::Failure;
use crate::{follow_ups, framework};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;

type Typed = Vec<(String, String)>;

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

fn words(pairs: &[(&str, &str)]) -> Typed {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(own).collect()
}

/// What the checks found, by their stages.
type Checks = &'static [(&'static str, &'static str)];

/// The learner's reference, the weeks since the job began, and what each check found.
const JOBS: &[(&str, i64, Checks)] = &[
    (
        "MLW-0231",
        30,
        &[
            ("start", "this-job"),
            ("middle", "this-job"),
            ("last", "another-job"),
        ],
    ),
    ("MLW-0244", 16, &[("start", "this-job")]),
    (
        "MLW-0250",
        20,
        &[("start", "this-job"), ("middle", "not-in-work")],
    ),
    ("MLW-0262", 1, &[]),
];

/// Follows up the jobs.
pub(super) fn follow(stage: &Stage<'_>) -> Result<(), Failure> {
    settings(stage)?;
    for (learner, weeks, checks) in JOBS {
        let began_on = stage.today.saturating_sub((weeks * 7).days());
        let mut typed = words(&[("learner", *learner), ("district", "L20")]);
        typed.extend(date("began_on", began_on));
        let opening = (began_on.saturating_add(2.days()), [].as_slice());
        let id = send(
            stage,
            (follow_ups::new::submit, Role::Staff),
            opening,
            &typed,
        )?;
        for (number, (key, found)) in (0_i64..).zip(*checks) {
            let day = began_on.saturating_add((number * 91 + 3).days());
            check(stage, (&id, key, found), day)?;
        }
    }
    Ok(())
}

fn settings(stage: &Stage<'_>) -> Result<(), Failure> {
    let measures = stage.read(framework::measures)?;
    let measure = measures.iter().find(|one| one.code == "HM1");
    let mut typed = words(&[
        ("middle", "13"),
        ("last", "26"),
        ("hours", "shown"),
        ("area", "E08000012"),
        ("percent", "100"),
    ]);
    if let Some(measure) = measure {
        typed.push(("sustained".to_owned(), measure.id.to_string()));
    }
    send(
        stage,
        (follow_ups::settings::submit, Role::Lead),
        (stage.today, &[]),
        &typed,
    )?;
    Ok(())
}

fn check(
    stage: &Stage<'_>,
    (id, key, found): (&str, &str, &str),
    day: Date,
) -> Result<(), Failure> {
    let mut typed = words(&[
        ("found", found),
        ("said_by", "employer"),
        ("hours", "sixteen"),
        ("workplace", "E08000012"),
        ("seen_what", "Letter of the employer about the job"),
        ("kept_where", "Learner files, office 1"),
        ("grade", "2"),
    ]);
    typed.extend(date("checked_on", day));
    let parameters = [("id", id), ("stage", key)];
    send(
        stage,
        (follow_ups::check::submit, Role::Staff),
        (day, &parameters),
        &typed,
    )?;
    Ok(())
}
