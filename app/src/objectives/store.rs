//! Every statement about objectives and what serves them.

use super::{LinkKind, Objective, Record};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::objectives::Term;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

const OBJECTIVE: &str = "o.id, o.title, o.source, o.valid_from, o.valid_to, o.successor_id";

fn objective(row: &Row) -> Result<Objective, DatabaseFault> {
    Ok(Objective {
        id: row.id(0)?,
        title: row.text(1)?,
        source: row.text(2)?,
        term: Term {
            from: row.date(3)?,
            to: row.optional(4, Row::date)?,
            successor_id: row.optional(5, Row::id)?,
        },
    })
}

fn values(organisation_id: Id, objective: &Objective) -> Vec<Value> {
    vec![
        organisation_id.into(),
        objective.id.into(),
        (&objective.title).into(),
        (&objective.source).into(),
        objective.term.from.into(),
        objective.term.to.into(),
        objective.term.successor_id.into(),
    ]
}

/// Lists an objective.
pub(super) fn add(
    write: &mut Write<'_>,
    objective: &Objective,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let mut values = values(scope.organisation_id, objective);
    values.extend([at.into(), scope.person_id.into()]);
    write.execute(
        "INSERT INTO objective (organisation_id, id, title, source, valid_from, valid_to,
           successor_id, listed_at, listed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &values,
    )?;
    changed(write, objective, at)
}

/// Keeps that an objective is new or has changed: the policy may ask to be reviewed then (P6a).
fn changed(write: &mut Write<'_>, objective: &Objective, at: Timestamp) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO changed_objective (organisation_id, objective_id, changed_at, title)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation_id, objective_id, changed_at) DO NOTHING",
        &[
            organisation_id.into(),
            objective.id.into(),
            at.into(),
            (&objective.title).into(),
        ],
    )?;
    Ok(())
}

/// Changes an objective; its links stay.
pub(super) fn change(
    write: &mut Write<'_>,
    objective: &Objective,
    at: Timestamp,
) -> Result<(), Failure> {
    let values = values(write.organisation_id(), objective);
    write.execute(
        "UPDATE objective SET title = ?3, source = ?4, valid_from = ?5, valid_to = ?6,
           successor_id = ?7
         WHERE organisation_id = ?1 AND id = ?2",
        &values,
    )?;
    changed(write, objective, at)
}

/// All objectives, the latest first.
pub(super) fn all(read: &mut Read<'_>) -> Result<Vec<Objective>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {OBJECTIVE} FROM objective o WHERE o.organisation_id = ?1
         ORDER BY o.valid_from DESC, o.title, o.id"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(objective).collect::<Result<_, _>>()?)
}

/// The objectives that an activity or a partner serves, the latest first.
pub(crate) fn of_record(
    read: &mut Read<'_>,
    kind: LinkKind,
    id: Id,
) -> Result<Vec<Objective>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {OBJECTIVE} FROM objective_link l
         JOIN objective o ON o.organisation_id = l.organisation_id AND o.id = l.objective_id
         WHERE l.organisation_id = ?1 AND l.record_kind = ?2 AND l.record_id = ?3
         ORDER BY o.valid_from DESC, o.title, o.id"
    );
    let values = [organisation_id.into(), kind.key().into(), id.into()];
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(objective).collect::<Result<_, _>>()?)
}

/// Links a record to an objective; linking it again changes nothing.
pub(super) fn link_add(
    write: &mut Write<'_>,
    objective_id: Id,
    record: &Record,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO objective_link (organisation_id, objective_id, record_kind, record_id,
           linked_at, linked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, objective_id, record_kind, record_id) DO NOTHING",
        &[
            scope.organisation_id.into(),
            objective_id.into(),
            record.kind.key().into(),
            record.id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Takes a link off.
pub(super) fn link_remove(
    write: &mut Write<'_>,
    objective_id: Id,
    record: &Record,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM objective_link WHERE organisation_id = ?1 AND objective_id = ?2
           AND record_kind = ?3 AND record_id = ?4",
        &[
            organisation_id.into(),
            objective_id.into(),
            record.kind.key().into(),
            record.id.into(),
        ],
    )?;
    Ok(())
}

/// Every link: which objective, and the kind and key of the record that serves it.
pub(super) fn links(read: &mut Read<'_>) -> Result<BTreeSet<(Id, LinkKind, Id)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT objective_id, record_kind, record_id FROM objective_link
         WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let mut links = BTreeSet::new();
    for row in &rows {
        if let Some(kind) = LinkKind::from_key(&row.text(1)?) {
            links.insert((row.id(0)?, kind, row.id(2)?));
        }
    }
    Ok(links)
}

/// Every activity and partner, by kind and title; of a partner it is said when its yearly review is
/// overdue.
pub(super) fn records(read: &mut Read<'_>, today: Date) -> Result<Vec<Record>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT 'activity', title, id FROM activity WHERE organisation_id = ?1
         UNION ALL SELECT 'partner', CASE
             WHEN stage IN ('approved', 'active', 'under-review') AND review_due_on < ?2
             THEN name || ' (yearly review overdue)' ELSE name END, id
           FROM partner WHERE organisation_id = ?1",
        &[organisation_id.into(), today.into()],
    )?;
    let mut records = Vec::new();
    for row in &rows {
        if let Some(kind) = LinkKind::from_key(&row.text(0)?) {
            records.push(Record {
                kind,
                title: row.text(1)?,
                id: row.id(2)?,
            });
        }
    }
    records.sort();
    Ok(records)
}

/// The activities that go on, by title.
pub(super) fn live_activities(read: &mut Read<'_>) -> Result<Vec<(Id, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, title FROM activity
         WHERE organisation_id = ?1 AND ended_at IS NULL ORDER BY title, id",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?)))
        .collect()
}
