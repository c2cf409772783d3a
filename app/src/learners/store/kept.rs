//! Reads the learners of a return, some at a time.

use super::super::OneLearner;
use super::aims::{COLUMNS, Mark, aim_of, home_of, pairs_of};
use super::name_mark;
use crate::failure::Failure;
use crate::people::but_restricted;
use database::{Id, Read, Row};
use domain::ilr::{Destination, EmploymentStatus, Fact, Status};
use std::collections::BTreeMap;

/// How many are read at once.
const MANY: i64 = 500;

/// The marks of a return's aims, by what stands for each.
pub(in crate::learners) fn marks(
    read: &mut Read<'_>,
    return_id: Id,
) -> Result<BTreeMap<Mark, Mark>, Failure> {
    let organisation_id = read.organisation_id();
    let mut found = BTreeMap::new();
    let (mut learner, mut number) = (String::new(), 0);
    loop {
        let rows = read.query(
            "SELECT learner, number, mark FROM learner_aim
             WHERE organisation_id = ?1 AND return_id = ?2 AND (learner, number) > (?3, ?4)
             ORDER BY learner, number LIMIT ?5",
            &[
                organisation_id.into(),
                return_id.into(),
                (&learner).into(),
                number.into(),
                (10 * MANY).into(),
            ],
        )?;
        for row in &rows {
            (learner, number) = (row.text(0)?, row.integer(1)?);
            let name = name_mark(&learner, u32::try_from(number).unwrap_or(0));
            let mark = Mark::try_from(row.bytes(2)?).unwrap_or_default();
            found.insert(name, mark);
        }
        if rows.is_empty() {
            return Ok(found);
        }
    }
}

/// Some learners of a return in the order of their references, from behind one on; none at the end.
pub(in crate::learners) fn some(
    read: &mut Read<'_>,
    return_id: Id,
    after: &str,
) -> Result<Vec<OneLearner>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT learner FROM learner
         WHERE organisation_id = ?1 AND return_id = ?2 AND learner > ?3 ORDER BY learner LIMIT ?4",
        &[
            organisation_id.into(),
            return_id.into(),
            after.into(),
            MANY.into(),
        ],
    )?;
    match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => between(read, return_id, (&first.text(0)?, &last.text(0)?)),
        (None, _) | (_, None) => Ok(Vec::new()),
    }
}

/// Some learners of whom a fact holds, from behind one on; not those whose data is kept and not used.
pub(in crate::learners) fn some_with(
    read: &mut Read<'_>,
    return_id: Id,
    (fact, after, limit): (Fact, &str, i64),
) -> Result<Vec<OneLearner>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT learner FROM learner
         WHERE organisation_id = ?1 AND return_id = ?2 AND learner > ?3 AND facts & ?4 <> 0{}
         ORDER BY learner LIMIT ?5",
        but_restricted("learner", "learner")
    );
    let rows = read.query(
        &sql,
        &[
            organisation_id.into(),
            return_id.into(),
            after.into(),
            fact.bit().into(),
            limit.into(),
        ],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        let learner = row.text(0)?;
        found.extend(between(read, return_id, (&learner, &learner))?);
    }
    Ok(found)
}

/// The references of learners with one number, for the first numbers that several have.
pub(in crate::learners) fn sharing(
    read: &mut Read<'_>,
    (return_id, limit): (Id, i64),
) -> Result<Vec<Vec<String>>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT a.person_key, a.learner FROM learner a
         WHERE a.organisation_id = ?1 AND a.return_id = ?2 AND EXISTS
           (SELECT 1 FROM learner b WHERE b.organisation_id = ?1 AND b.return_id = ?2
            AND b.person_key = a.person_key AND b.learner <> a.learner){}
         ORDER BY a.person_key, a.learner LIMIT ?3",
        but_restricted("a", "learner")
    );
    let rows = read.query(
        &sql,
        &[organisation_id.into(), return_id.into(), limit.into()],
    )?;
    let mut found: BTreeMap<Vec<u8>, Vec<String>> = BTreeMap::new();
    for row in &rows {
        found.entry(row.bytes(0)?).or_default().push(row.text(1)?);
    }
    let mut groups: Vec<Vec<String>> = found.into_values().collect();
    groups.sort_unstable();
    Ok(groups)
}

/// The learners from one to another, both taken in.
fn between(
    read: &mut Read<'_>,
    return_id: Id,
    (first, last): (&str, &str),
) -> Result<Vec<OneLearner>, Failure> {
    let values = [
        read.organisation_id().into(),
        return_id.into(),
        first.into(),
        last.into(),
    ];
    let mut rows = |columns: &str, table: &str, order: &str| {
        let sql = format!(
            "SELECT {columns} FROM {table} WHERE organisation_id = ?1 AND return_id = ?2
               AND learner >= ?3 AND learner <= ?4 ORDER BY {order}"
        );
        read.query(&sql, &values)
    };
    let mut found: BTreeMap<String, OneLearner> = BTreeMap::new();
    for row in &rows("learner, person_key", "learner", "learner")? {
        let reference = row.text(0)?;
        let one = OneLearner {
            reference: reference.clone(),
            person_key: row.optional(1, Row::sha256)?,
            ..OneLearner::default()
        };
        found.insert(reference, one);
    }
    let aims = format!("learner, number, {COLUMNS}");
    for row in &rows(&aims, "learner_aim", "learner, number")? {
        if let Some(one) = found.get_mut(&row.text(0)?) {
            let number = u32::try_from(row.integer(1)?).unwrap_or(0);
            one.homes.insert(number, home_of(row)?);
            one.record.aims.insert(number, aim_of(row)?);
        }
    }
    let statuses = "learner, status, applies_from, monitoring";
    for row in &rows(statuses, "learner_status", "learner, number")? {
        if let Some(one) = found.get_mut(&row.text(0)?) {
            one.record.statuses.push(EmploymentStatus {
                status: Status::from_code(&row.text(1)?),
                from: row.date(2)?,
                monitoring: pairs_of(&row.text(3)?),
            });
        }
    }
    let destinations = "learner, kind, code, started_on";
    for row in &rows(destinations, "learner_destination", "learner, number")? {
        if let Some(one) = found.get_mut(&row.text(0)?) {
            one.record.destinations.push(Destination {
                kind: row.text(1)?,
                code: row.text(2)?,
                started_on: row.date(3)?,
            });
        }
    }
    Ok(found.into_values().collect())
}
