//! Every statement about requirements and their checks.

use super::{Check, Links, Requirement};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::compliance::{CheckOutcome, Source};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

const REQUIREMENT: &str = "id, title, source_kind, source, owner_id, next_check_on";

fn requirement(row: &Row) -> Result<Requirement, DatabaseFault> {
    Ok(Requirement {
        id: row.id(0)?,
        title: row.text(1)?,
        source_kind: Source::from_key(&row.text(2)?).unwrap_or(Source::Law),
        source: row.text(3)?,
        owner_id: row.id(4)?,
        next_check_on: row.date(5)?,
    })
}

fn values(organisation_id: Id, requirement: &Requirement) -> Vec<Value> {
    vec![
        organisation_id.into(),
        requirement.id.into(),
        (&requirement.title).into(),
        requirement.source_kind.key().into(),
        (&requirement.source).into(),
        requirement.owner_id.into(),
        requirement.next_check_on.into(),
    ]
}

/// Lists a requirement with its links.
pub(super) fn add(
    write: &mut Write<'_>,
    (requirement, links): (&Requirement, &Links),
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let mut values = values(scope.organisation_id, requirement);
    values.extend([at.into(), scope.person_id.into()]);
    write.execute(
        "INSERT INTO requirement (organisation_id, id, title, source_kind, source, owner_id,
           next_check_on, listed_at, listed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &values,
    )?;
    links_set(write, requirement.id, links)
}

/// Changes a requirement and its links; its checks stay.
pub(super) fn change(
    write: &mut Write<'_>,
    requirement: &Requirement,
    links: &Links,
) -> Result<(), Failure> {
    let values = values(write.organisation_id(), requirement);
    write.execute(
        "UPDATE requirement SET title = ?3, source_kind = ?4, source = ?5, owner_id = ?6,
           next_check_on = ?7
         WHERE organisation_id = ?1 AND id = ?2",
        &values,
    )?;
    links_set(write, requirement.id, links)
}

fn links_set(write: &mut Write<'_>, id: Id, links: &Links) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let key = [organisation_id.into(), id.into()];
    write.execute(
        "DELETE FROM requirement_clause WHERE organisation_id = ?1 AND requirement_id = ?2",
        &key,
    )?;
    write.execute(
        "DELETE FROM requirement_activity WHERE organisation_id = ?1 AND requirement_id = ?2",
        &key,
    )?;
    for clause in &links.clauses {
        write.execute(
            "INSERT INTO requirement_clause (organisation_id, requirement_id, clause_id)
             VALUES (?1, ?2, ?3)",
            &[organisation_id.into(), id.into(), clause.into()],
        )?;
    }
    for activity in &links.activities {
        write.execute(
            "INSERT INTO requirement_activity (organisation_id, requirement_id, activity_id)
             VALUES (?1, ?2, ?3)",
            &[organisation_id.into(), id.into(), (*activity).into()],
        )?;
    }
    Ok(())
}

/// All requirements, the one that is to be checked first on top.
pub(super) fn all(read: &mut Read<'_>) -> Result<Vec<Requirement>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {REQUIREMENT} FROM requirement WHERE organisation_id = ?1
         ORDER BY next_check_on, title, id"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(requirement).collect::<Result<_, _>>()?)
}

/// One requirement.
pub(super) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Requirement>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {REQUIREMENT} FROM requirement WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(requirement).transpose()?)
}

/// The requirements of a person whose check is due by a day, the oldest first.
pub(crate) fn due(
    read: &mut Read<'_>,
    person_id: Id,
    by: Date,
) -> Result<Vec<Requirement>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {REQUIREMENT} FROM requirement
         WHERE organisation_id = ?1 AND owner_id = ?2 AND next_check_on <= ?3
         ORDER BY next_check_on, title, id"
    );
    let values = [organisation_id.into(), person_id.into(), by.into()];
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(requirement).collect::<Result<_, _>>()?)
}

/// What every requirement is linked to.
pub(super) fn links(read: &mut Read<'_>) -> Result<BTreeMap<Id, Links>, Failure> {
    let organisation_id = read.organisation_id();
    let mut found: BTreeMap<Id, Links> = BTreeMap::new();
    for row in read.query(
        "SELECT requirement_id, clause_id FROM requirement_clause
         WHERE organisation_id = ?1 ORDER BY requirement_id, clause_id",
        &[organisation_id.into()],
    )? {
        let links = found.entry(row.id(0)?).or_default();
        links.clauses.push(row.text(1)?);
    }
    for row in read.query(
        "SELECT requirement_id, activity_id FROM requirement_activity
         WHERE organisation_id = ?1 ORDER BY requirement_id, activity_id",
        &[organisation_id.into()],
    )? {
        let links = found.entry(row.id(0)?).or_default();
        links.activities.push(row.id(1)?);
    }
    Ok(found)
}

/// Records a check; from now on the requirement is due when it says.
pub(super) fn check_add(
    write: &mut Write<'_>,
    requirement_id: Id,
    check: &Check,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO requirement_check (organisation_id, requirement_id, id, checked_on, outcome,
           next_check_on, note, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            scope.organisation_id.into(),
            requirement_id.into(),
            check.id.into(),
            check.checked_on.into(),
            check.outcome.key().into(),
            check.next_check_on.into(),
            (&check.note).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    write.execute(
        "UPDATE requirement SET next_check_on = ?3 WHERE organisation_id = ?1 AND id = ?2",
        &[
            scope.organisation_id.into(),
            requirement_id.into(),
            check.next_check_on.into(),
        ],
    )?;
    Ok(())
}

/// The checks of all requirements, each requirement's newest first.
pub(super) fn checks(read: &mut Read<'_>) -> Result<BTreeMap<Id, Vec<Check>>, Failure> {
    let organisation_id = read.organisation_id();
    let mut found: BTreeMap<Id, Vec<Check>> = BTreeMap::new();
    for row in read.query(
        "SELECT requirement_id, id, checked_on, outcome, next_check_on, note, recorded_by
         FROM requirement_check WHERE organisation_id = ?1
         ORDER BY requirement_id, checked_on DESC, recorded_at DESC, id DESC",
        &[organisation_id.into()],
    )? {
        let outcome = CheckOutcome::from_key(&row.text(3)?).unwrap_or(CheckOutcome::NotMet);
        found.entry(row.id(0)?).or_default().push(Check {
            id: row.id(1)?,
            checked_on: row.date(2)?,
            outcome,
            next_check_on: row.date(4)?,
            note: row.text(5)?,
            recorded_by: row.optional(6, Row::id)?,
        });
    }
    Ok(found)
}

/// The people who can own a requirement, by name: those who may see the practice.
pub(crate) fn owners(read: &mut Read<'_>) -> Result<Vec<(Id, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT p.id, p.name FROM person p
         WHERE p.organisation_id = ?1 AND p.ended_at IS NULL AND EXISTS (
           SELECT 1 FROM person_role r
           WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id
             AND r.role IN ('staff', 'lead', 'governance'))
         ORDER BY p.name, p.id",
        &[organisation_id.into()],
    )?;
    let pairs = rows.iter().map(|row| Ok((row.id(0)?, row.text(1)?)));
    pairs.collect()
}
