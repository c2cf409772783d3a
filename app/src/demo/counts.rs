//! What the example's organisation counts by hand, and what it aims at.

use super::chance::Chance;
use super::script::date;
use super::stage::{Stage, morning};
use crate::failure::Failure;
use crate::{contracts, framework, ledger};
use database::Id;
use domain::calendar::Quarter;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// An entry kept by hand each quarter: measure, area, from fewest to most in thousandths, why.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) measure: &'static str,
    pub(super) area: &'static str,
    pub(super) thousandths: (i64, i64),
    pub(super) reason: &'static str,
    pub(super) seen: &'static str,
}

/// The number of the contract that what is counted comes under, and how many percent of it are additional.
pub(super) fn contract_of(kept: &Kept) -> (&'static str, &'static str) {
    match (kept.measure, kept.area) {
        ("HM2", _) => ("ASF-0417", "0"),
        ("HM3" | "HM1", "E08000012") => ("ASF-0417", "100"),
        ("HM1" | "HM4" | "HM5", _) => ("FCFJ-0093", "100"),
        (_, _) => ("", "100"),
    }
}

pub(super) const KEPT: &[Kept] = &[
    Kept {
        measure: "NT1",
        area: "E08000012",
        // Full-time equivalents of a year: each quarter holds a quarter of them, and four make the year.
        thousandths: (3_500, 4_400),
        reason: "Local colleagues on the payroll, their weeks of this quarter as a share of the year",
        seen: "Payroll list with weeks worked and outward postcodes",
    },
    Kept {
        measure: "NT20",
        area: "E08000012",
        // Each colleague once: in the quarter in which their year is full.
        thousandths: (5_000, 8_000),
        reason: "Colleagues whose first year of access to the wellbeing programme became full in this quarter",
        seen: "Programme description and headcount with the day each joined",
    },
    Kept {
        measure: "HM1",
        area: "E08000012",
        thousandths: (6_000, 14_000),
        reason: "Learners still in their job after 26 weeks",
        seen: "Follow-up calls with the employers' confirmation",
    },
    Kept {
        measure: "HM1",
        area: "E08000014",
        thousandths: (3_000, 9_000),
        reason: "Learners still in their job after 26 weeks",
        seen: "Follow-up calls with the employers' confirmation",
    },
    Kept {
        measure: "HM2",
        area: "E08000011",
        thousandths: (22_000, 48_000),
        reason: "Courses completed in the quarter",
        seen: "Achievement list by learner reference",
    },
    Kept {
        measure: "HM3",
        area: "E08000012",
        thousandths: (12_000, 25_000),
        reason: "Questionnaires before and after",
        seen: "Paired answers by learner reference",
    },
    Kept {
        measure: "HM4",
        area: "E08000013",
        thousandths: (4_000, 9_000),
        reason: "Employers who shaped a course or gave places",
        seen: "Employer register",
    },
    Kept {
        measure: "HM5",
        area: "E08000015",
        thousandths: (1_000, 3_000),
        reason: "Agreements made with firms of the region",
        seen: "Signed agreements",
    },
    Kept {
        measure: "HM6",
        area: "E08000012",
        thousandths: (4_000, 7_000),
        reason: "Community partnerships with an activity in the quarter",
        seen: "Partner register",
    },
    Kept {
        measure: "HM8",
        area: "E08000012",
        thousandths: (1_000, 2_000),
        reason: "Pilots begun",
        seen: "Pilot plans with before and after",
    },
];

/// Targets for a quarter, in thousandths of the measure's unit.
const TARGETS: &[(&str, i64)] = &[
    ("NT1", 4_000),
    ("NT7", 240_000),
    ("NT11", 90_000),
    ("NT20", 7_000),
    ("HM1", 14_000),
    ("HM2", 36_000),
    ("HM3", 18_000),
    ("HM4", 6_000),
    ("HM5", 2_000),
    ("HM6", 5_000),
    ("HM7", 130_000),
    ("HM8", 1_000),
    ("HM10", 100_000),
    ("HM11", 30_000),
    ("HM12", 200_000),
    ("HM13", 190_000),
    ("HM15", 70_000),
    ("HM16", 120_000),
];

/// Targets of both years; the second year asks a tenth more.
pub(super) fn targets(
    stage: &Stage<'_>,
    measures: &BTreeMap<String, Id>,
    first: Date,
) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let at = morning(first);
    stage.write(Some(lead), |mut write| {
        for (year, tenths) in [(stage.signed_year, 10), (stage.signed_year.next(), 11)] {
            for quarter in year.quarters() {
                for (code, thousandths) in TARGETS {
                    let Some(id) = measures.get(*code) else {
                        continue;
                    };
                    let thousandths = thousandths * tenths / 10 / 1_000 * 1_000;
                    framework::target_set(&mut write, *id, quarter, thousandths, at)?;
                }
            }
        }
        let id = write.organisation_id();
        Ok(write.commit(stage.entry(at, "set targets", id), ())?)
    })
}

/// Something counted by hand near the end of a quarter.
pub(super) fn counted(
    stage: &Stage<'_>,
    measures: &BTreeMap<String, Id>,
    (quarter, kept): (Quarter, &Kept),
    chance: &mut Chance,
) -> Result<(), Failure> {
    let quantity = chance.between(kept.thousandths.0, kept.thousandths.1);
    let is_signed = quarter.year() == stage.signed_year;
    let is_missing = !is_signed && chance.is_one_of(25).is_some();
    let day = stage.calendar.last_day(quarter).saturating_sub(3.days());
    if day >= stage.today || is_missing {
        return Ok(());
    }
    let Some(measure) = measures.get(kept.measure) else {
        return Ok(());
    };
    // People are whole; full-time equivalents come in twentieths.
    let quantity = if kept.measure == "NT1" {
        quantity / 50 * 50
    } else {
        quantity / 1_000 * 1_000
    };
    let (number, percent) = contract_of(kept);
    let contracts = stage.read(contracts::all)?;
    let contract = contracts.iter().find(|one| one.number == number);
    let mut typed = date("happened_on", day);
    for (name, value) in [
        (
            "contract",
            contract.map(|one| one.id.to_string()).unwrap_or_default(),
        ),
        ("measure", measure.to_string()),
        ("quantity", domain::ledger::Quantity(quantity).to_string()),
        ("area", kept.area.to_owned()),
        ("percent", percent.to_owned()),
        ("reason", kept.reason.to_owned()),
        ("grade", "3".to_owned()),
        ("seen_what", kept.seen.to_owned()),
        ("kept_where", "Shared drive, quarterly folder".to_owned()),
    ] {
        typed.push((name.to_owned(), value));
    }
    typed.extend(date("speaks_from", stage.calendar.first_day(quarter)));
    typed.extend(date("speaks_to", stage.calendar.last_day(quarter)));
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let lead = stage.actor(Role::Lead, 0)?;
    let visit = stage.visit((lead, day.saturating_add(1.day())), &[], &typed);
    stage.send(ledger::new::submit, visit)?;
    Ok(())
}
