//! When checks are due, and which measures they feed.

use crate::failure::Failure;
use crate::follow_ups::{Fact, Rule, Settings};
use database::{Read, Write};
use domain::follow_ups::HoursRule;

/// The organisation's provider number; empty when it has said none.
pub(in crate::follow_ups) fn ukprn(read: &mut Read<'_>) -> Result<String, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT ukprn FROM provider WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    Ok(row.map(|row| row.text(0)).transpose()?.unwrap_or_default())
}

/// What is set; the usual weeks and no measure when nothing is.
pub(in crate::follow_ups) fn settings(read: &mut Read<'_>) -> Result<Settings, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT middle_weeks, last_weeks, hours_rule FROM follow_up_setting
         WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let mut found = Settings {
        weeks: (13, 26),
        hours_rule: HoursRule::Shown,
        rules: Vec::new(),
    };
    if let Some(row) = row {
        found.weeks = (row.integer(0)?, row.integer(1)?);
        if row.text(2)? == "asked" {
            found.hours_rule = HoursRule::Asked;
        }
    }
    let rows = read.query(
        "SELECT fact, measure_id, area_code, additional_percent FROM follow_up_rule
         WHERE organisation_id = ?1 ORDER BY fact",
        &[organisation_id.into()],
    )?;
    for row in &rows {
        if let Some(fact) = Fact::from_key(&row.text(0)?) {
            found.rules.push(Rule {
                fact,
                measure_id: row.id(1)?,
                area_code: row.text(2)?,
                additional_percent: row.integer(3)?,
            });
        }
    }
    Ok(found)
}

/// Keeps the settings in the place of those before.
pub(in crate::follow_ups) fn settings_set(
    write: &mut Write<'_>,
    settings: &Settings,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for sql in [
        "DELETE FROM follow_up_setting WHERE organisation_id = ?1",
        "DELETE FROM follow_up_rule WHERE organisation_id = ?1",
    ] {
        write.execute(sql, &[organisation_id.into()])?;
    }
    let hours_rule = match settings.hours_rule {
        HoursRule::Shown => "shown",
        HoursRule::Asked => "asked",
    };
    write.execute(
        "INSERT INTO follow_up_setting (organisation_id, middle_weeks, last_weeks, hours_rule)
         VALUES (?1, ?2, ?3, ?4)",
        &[
            organisation_id.into(),
            settings.weeks.0.into(),
            settings.weeks.1.into(),
            hours_rule.into(),
        ],
    )?;
    for rule in &settings.rules {
        write.execute(
            "INSERT INTO follow_up_rule (organisation_id, fact, measure_id, area_code,
               additional_percent) VALUES (?1, ?2, ?3, ?4, ?5)",
            &[
                organisation_id.into(),
                rule.fact.key().into(),
                rule.measure_id.into(),
                (&rule.area_code).into(),
                rule.additional_percent.into(),
            ],
        )?;
    }
    Ok(())
}
