//! Checks, and the entries that rest on them.

use crate::failure::Failure;
use crate::follow_ups::{Fact, KeptCheck, Posted, Workplace};
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::follow_ups::{Found, Hours, SaidBy, Stage};
use jiff::Timestamp;

fn check_of(row: &Row) -> Result<KeptCheck, DatabaseFault> {
    let workplace = match row.text(6)?.as_str() {
        "area" => Workplace::Area(row.text(7)?),
        "elsewhere" => Workplace::Elsewhere,
        _ => Workplace::Unknown,
    };
    let said_by = row.optional(8, Row::text)?;
    Ok(KeptCheck {
        id: row.id(0)?,
        stage: Stage::from_key(&row.text(1)?).unwrap_or(Stage::Start),
        number: row.integer(2)?,
        found: Found::from_key(&row.text(3)?).unwrap_or(Found::NotReached),
        checked_on: row.date(4)?,
        hours: Hours::from_key(&row.text(5)?).unwrap_or(Hours::Unknown),
        workplace,
        said_by: said_by.as_deref().and_then(SaidBy::from_key),
        reason: row.text(9)?,
        evidence_id: row.optional(10, Row::id)?,
        recorded_at: row.instant(11)?,
        recorded_by: row.optional(12, Row::id)?,
        taken_back_at: row.optional(13, Row::instant)?,
    })
}

/// Every check of a follow-up in the order they were recorded.
pub(in crate::follow_ups) fn checks(
    read: &mut Read<'_>,
    follow_up_id: Id,
) -> Result<Vec<KeptCheck>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, stage, number, answer, checked_on, hours, workplace, workplace_area_code, said_by,
           reason, evidence_id, recorded_at, recorded_by, taken_back_at
         FROM follow_up_check WHERE organisation_id = ?1 AND follow_up_id = ?2
         ORDER BY recorded_at, id",
        &[organisation_id.into(), follow_up_id.into()],
    )?;
    Ok(rows.iter().map(check_of).collect::<Result<_, _>>()?)
}

/// Keeps a check.
pub(in crate::follow_ups) fn check_add(
    write: &mut Write<'_>,
    follow_up_id: Id,
    check: &KeptCheck,
) -> Result<(), Failure> {
    let (workplace, area) = match &check.workplace {
        Workplace::Area(code) => ("area", Some(code)),
        Workplace::Elsewhere => ("elsewhere", None),
        Workplace::Unknown => ("unknown", None),
    };
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO follow_up_check (organisation_id, id, follow_up_id, stage, number, answer,
           checked_on, hours, workplace, workplace_area_code, said_by, reason, evidence_id, recorded_at,
           recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        &[
            organisation_id.into(),
            check.id.into(),
            follow_up_id.into(),
            check.stage.key().into(),
            check.number.into(),
            check.found.key().into(),
            check.checked_on.into(),
            check.hours.key().into(),
            workplace.into(),
            area.into(),
            check.said_by.map(SaidBy::key).into(),
            (&check.reason).into(),
            check.evidence_id.into(),
            check.recorded_at.into(),
            check.recorded_by.into(),
        ],
    )?;
    Ok(())
}

/// Says that a check was taken back with its file.
pub(in crate::follow_ups) fn check_take_back(
    write: &mut Write<'_>,
    check_id: Id,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE follow_up_check SET taken_back_at = ?3 WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), check_id.into(), at.into()],
    )?;
    Ok(())
}

/// The entries that stand for a follow-up.
pub(in crate::follow_ups) fn posted(
    read: &mut Read<'_>,
    follow_up_id: Id,
) -> Result<Vec<Posted>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT fact, entry_id, check_id FROM follow_up_entry
         WHERE organisation_id = ?1 AND follow_up_id = ?2 ORDER BY fact",
        &[organisation_id.into(), follow_up_id.into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        if let Some(fact) = Fact::from_key(&row.text(0)?) {
            found.push(Posted {
                fact,
                entry_id: row.id(1)?,
                check_id: row.id(2)?,
            });
        }
    }
    Ok(found)
}

/// Says which entry stands for a fact and on which check it rests; none when none does any more.
pub(in crate::follow_ups) fn entry_set(
    write: &mut Write<'_>,
    (follow_up_id, fact): (Id, Fact),
    entry: Option<(Id, Id)>,
) -> Result<(), Failure> {
    let mut values = vec![
        write.organisation_id().into(),
        follow_up_id.into(),
        fact.key().into(),
    ];
    write.execute(
        "DELETE FROM follow_up_entry WHERE organisation_id = ?1 AND follow_up_id = ?2 AND fact = ?3",
        &values,
    )?;
    if let Some((entry_id, check_id)) = entry {
        values.extend([entry_id.into(), check_id.into()]);
        write.execute(
            "INSERT INTO follow_up_entry (organisation_id, follow_up_id, fact, entry_id, check_id)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            &values,
        )?;
    }
    Ok(())
}
