//! The learners of a return: aims, statuses and destinations.

use super::super::{Accepted, Home, Snapshot};
use crate::failure::Failure;
use crate::places::Located;
use database::{Id, Read, Row, Write};
use domain::ilr::{Aim, Completion, Destination, EmploymentStatus, LearnerRecord, Status};
use std::collections::BTreeSet;

fn pairs_in_text(pairs: &BTreeSet<(String, String)>) -> String {
    let words: Vec<String> = pairs
        .iter()
        .map(|(kind, code)| format!("{kind} {code}"))
        .collect();
    words.join(",")
}

fn pairs_of(text: &str) -> BTreeSet<(String, String)> {
    let pairs = text.split(',').filter_map(|pair| pair.split_once(' '));
    pairs
        .map(|(kind, code)| (kind.to_owned(), code.to_owned()))
        .collect()
}

fn codes_of(text: &str) -> BTreeSet<String> {
    let codes = text.split(',').filter(|code| !code.is_empty());
    codes.map(str::to_owned).collect()
}

fn completion_code(completion: Completion) -> &'static str {
    match completion {
        Completion::Continuing => "1",
        Completion::Completed => "2",
        Completion::Withdrawn => "3",
        Completion::OnBreak => "6",
        Completion::Unknown => "unknown",
    }
}

fn status_code(status: Status) -> &'static str {
    match status {
        Status::Employed => "10",
        Status::Looking => "11",
        Status::NotLooking => "12",
        Status::Unknown => "98",
    }
}

/// Keeps the learners of a return.
pub(in crate::learners) fn keep(
    write: &mut Write<'_>,
    return_id: Id,
    snapshot: &Snapshot,
) -> Result<(), Failure> {
    for (learner, record) in &snapshot.learners {
        for (number, aim) in &record.aims {
            let home = snapshot.homes.get(&(learner.clone(), *number));
            let home = home.cloned().unwrap_or_default();
            aim_add(write, (return_id, learner, *number), aim, &home)?;
        }
        statuses_add(write, (return_id, learner), &record.statuses)?;
        destinations_add(write, (return_id, learner), &record.destinations)?;
    }
    Ok(())
}

fn aim_add(
    write: &mut Write<'_>,
    (return_id, learner, number): (Id, &str, u32),
    aim: &Aim,
    home: &Home,
) -> Result<(), Failure> {
    let located = home.located.as_ref();
    let text = |of: fn(&Located) -> Option<&str>| located.and_then(of).into();
    let codes: Vec<&str> = aim.tailored_outcomes.iter().map(String::as_str).collect();
    let values = [
        write.organisation_id().into(),
        return_id.into(),
        learner.into(),
        i64::from(number).into(),
        (&aim.reference).into(),
        (&aim.aim_type).into(),
        aim.started_on.into(),
        aim.ended_on.into(),
        completion_code(aim.completion).into(),
        aim.outcome.as_deref().into(),
        aim.planned_hours.map(i64::from).into(),
        codes.join(",").into(),
        pairs_in_text(&aim.monitoring).into(),
        home.age_band.into(),
        home.outward.as_deref().into(),
        text(|one| Some(&one.area_code)),
        text(|one| one.ward.as_deref()),
        text(|one| one.lsoa.as_deref()),
        located.and_then(|one| one.decile).map(i64::from).into(),
        text(|one| Some(&one.method)),
        text(|one| one.decile_method.as_deref()),
    ];
    write.execute(
        "INSERT INTO learner_aim (organisation_id, return_id, learner, number, reference, aim_type,
           started_on, ended_on, completion, outcome, planned_hours, tailored_outcomes, monitoring,
           age_band, outward_postcode, area_code, ward, lsoa, decile, area_method, decile_method)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
           ?19, ?20, ?21)",
        &values,
    )?;
    Ok(())
}

fn statuses_add(
    write: &mut Write<'_>,
    (return_id, learner): (Id, &str),
    statuses: &[EmploymentStatus],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for (number, one) in (1_i64..).zip(statuses) {
        write.execute(
            "INSERT INTO learner_status (organisation_id, return_id, learner, number, status,
               applies_from, monitoring) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                organisation_id.into(),
                return_id.into(),
                learner.into(),
                number.into(),
                status_code(one.status).into(),
                one.from.into(),
                pairs_in_text(&one.monitoring).into(),
            ],
        )?;
    }
    Ok(())
}

fn destinations_add(
    write: &mut Write<'_>,
    (return_id, learner): (Id, &str),
    destinations: &[Destination],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for (number, one) in (1_i64..).zip(destinations) {
        write.execute(
            "INSERT INTO learner_destination (organisation_id, return_id, learner, number, kind,
               code, started_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                organisation_id.into(),
                return_id.into(),
                learner.into(),
                number.into(),
                (&one.kind).into(),
                (&one.code).into(),
                one.started_on.into(),
            ],
        )?;
    }
    Ok(())
}

/// Removes the learners of a return that was replaced.
pub(in crate::learners) fn clear(write: &mut Write<'_>, return_id: Id) -> Result<(), Failure> {
    let values = [write.organisation_id().into(), return_id.into()];
    for sql in [
        "DELETE FROM learner_aim WHERE organisation_id = ?1 AND return_id = ?2",
        "DELETE FROM learner_status WHERE organisation_id = ?1 AND return_id = ?2",
        "DELETE FROM learner_destination WHERE organisation_id = ?1 AND return_id = ?2",
    ] {
        write.execute(sql, &values)?;
    }
    Ok(())
}

/// The picture of a return.
pub(in crate::learners) fn snapshot(
    read: &mut Read<'_>,
    of: &Accepted,
) -> Result<Snapshot, Failure> {
    let mut found = Snapshot {
        ukprn: of.ukprn.clone(),
        year: of.year,
        ..Snapshot::default()
    };
    let values = [read.organisation_id().into(), of.id.into()];
    let rows = read.query(
        "SELECT learner, number, reference, aim_type, started_on, ended_on, completion, outcome,
                planned_hours, tailored_outcomes, monitoring, age_band, outward_postcode,
                area_code, ward, lsoa, decile, area_method, decile_method
         FROM learner_aim WHERE organisation_id = ?1 AND return_id = ?2",
        &values,
    )?;
    for row in &rows {
        let (learner, number) = (row.text(0)?, u32::try_from(row.integer(1)?).unwrap_or(0));
        let home = Home {
            age_band: row.optional(11, Row::text)?.as_deref().and_then(band),
            outward: row.optional(12, Row::text)?,
            located: located_of(row)?,
        };
        found.homes.insert((learner.clone(), number), home);
        let record: &mut LearnerRecord = found.learners.entry(learner).or_default();
        record.aims.insert(number, aim_of(row)?);
    }
    let rows = read.query(
        "SELECT learner, status, applies_from, monitoring FROM learner_status
         WHERE organisation_id = ?1 AND return_id = ?2 ORDER BY learner, number",
        &values,
    )?;
    for row in &rows {
        let record = found.learners.entry(row.text(0)?).or_default();
        record.statuses.push(EmploymentStatus {
            status: Status::from_code(&row.text(1)?),
            from: row.date(2)?,
            monitoring: pairs_of(&row.text(3)?),
        });
    }
    let rows = read.query(
        "SELECT learner, kind, code, started_on FROM learner_destination
         WHERE organisation_id = ?1 AND return_id = ?2 ORDER BY learner, number",
        &values,
    )?;
    for row in &rows {
        let record = found.learners.entry(row.text(0)?).or_default();
        record.destinations.push(Destination {
            kind: row.text(1)?,
            code: row.text(2)?,
            started_on: row.date(3)?,
        });
    }
    Ok(found)
}

fn located_of(row: &Row) -> Result<Option<Located>, Failure> {
    let Some(area_code) = row.optional(13, Row::text)? else {
        return Ok(None);
    };
    let decile = row.optional(16, Row::integer)?;
    Ok(Some(Located {
        area_code,
        ward: row.optional(14, Row::text)?,
        lsoa: row.optional(15, Row::text)?,
        decile: decile.and_then(|decile| u8::try_from(decile).ok()),
        method: row.optional(17, Row::text)?.unwrap_or_default(),
        decile_method: row.optional(18, Row::text)?,
    }))
}

fn band(text: &str) -> Option<&'static str> {
    ["under 19", "19 to 24", "25 to 49", "50 and over"]
        .into_iter()
        .find(|band| *band == text)
}

fn aim_of(row: &Row) -> Result<Aim, Failure> {
    let hours = row.optional(8, Row::integer)?;
    Ok(Aim {
        reference: row.text(2)?,
        aim_type: row.text(3)?,
        started_on: row.date(4)?,
        ended_on: row.optional(5, Row::date)?,
        completion: Completion::from_code(&row.text(6)?),
        outcome: row.optional(7, Row::text)?,
        planned_hours: hours.and_then(|hours| u32::try_from(hours).ok()),
        tailored_outcomes: codes_of(&row.text(9)?),
        monitoring: pairs_of(&row.text(10)?),
    })
}
