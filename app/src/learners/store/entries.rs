//! Which entries stand for what a year's returns prove.

use crate::failure::Failure;
use database::{Id, Read, Write};
use domain::ilr::Fact;
use std::collections::BTreeMap;

/// Whether entries stand for facts of a year.
pub(in crate::learners) fn has_entries(
    read: &mut Read<'_>,
    (ukprn, year): (&str, i16),
) -> Result<Option<()>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT year FROM learner_entry WHERE organisation_id = ?1 AND ukprn = ?2 AND year = ?3 LIMIT 1",
        &[organisation_id.into(), ukprn.into(), i64::from(year).into()],
    )?;
    Ok(row.map(|_| ()))
}

/// The entries that stand for a learner's facts of a year.
pub(in crate::learners) fn entries_of(
    read: &mut Read<'_>,
    (ukprn, year): (&str, i16),
    learner: &str,
) -> Result<BTreeMap<Fact, Id>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT fact, entry_id FROM learner_entry
         WHERE organisation_id = ?1 AND ukprn = ?2 AND year = ?3 AND learner = ?4",
        &[
            organisation_id.into(),
            ukprn.into(),
            i64::from(year).into(),
            learner.into(),
        ],
    )?;
    let mut found = BTreeMap::new();
    for row in &rows {
        if let Some(fact) = Fact::from_key(&row.text(0)?) {
            found.insert(fact, row.id(1)?);
        }
    }
    Ok(found)
}

/// Some learners with entries of a year who are not in its return now, from behind one on.
pub(in crate::learners) fn some_gone(
    read: &mut Read<'_>,
    (ukprn, year): (&str, i16),
    (return_id, after): (Id, &str),
) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT DISTINCT l.learner FROM learner_entry l
         WHERE l.organisation_id = ?1 AND l.ukprn = ?2 AND l.year = ?3 AND l.learner > ?5
           AND NOT EXISTS (SELECT 1 FROM learner k WHERE k.organisation_id = l.organisation_id
             AND k.return_id = ?4 AND k.learner = l.learner)
         ORDER BY l.learner LIMIT 500",
        &[
            organisation_id.into(),
            ukprn.into(),
            i64::from(year).into(),
            return_id.into(),
            after.into(),
        ],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}

/// How many learners there are to bring a year in line with its return: those in it, and those with
/// entries who are not.
pub(in crate::learners) fn to_bring(
    read: &mut Read<'_>,
    (ukprn, year): (&str, i16),
    return_id: Id,
) -> Result<u64, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT (SELECT COUNT(*) FROM learner k WHERE k.organisation_id = ?1 AND k.return_id = ?4)
           + (SELECT COUNT(DISTINCT l.learner) FROM learner_entry l
              WHERE l.organisation_id = ?1 AND l.ukprn = ?2 AND l.year = ?3
                AND NOT EXISTS (SELECT 1 FROM learner k WHERE k.organisation_id = l.organisation_id
                  AND k.return_id = ?4 AND k.learner = l.learner))",
        &[
            organisation_id.into(),
            ukprn.into(),
            i64::from(year).into(),
            return_id.into(),
        ],
    )?;
    let count = row.map(|row| row.integer(0)).transpose()?.unwrap_or(0);
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Says which entry stands for a learner and a fact for which none did.
pub(in crate::learners) fn entry_add(
    write: &mut Write<'_>,
    (ukprn, year): (&str, i16),
    (fact, learner): (Fact, &str),
    entry_id: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO learner_entry (organisation_id, ukprn, year, fact, learner, entry_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            ukprn.into(),
            i64::from(year).into(),
            fact.key().into(),
            learner.into(),
            entry_id.into(),
        ],
    )?;
    Ok(())
}

/// Says which entry stands for a learner and a fact; none when none does any more.
pub(in crate::learners) fn entry_set(
    write: &mut Write<'_>,
    (ukprn, year): (&str, i16),
    (fact, learner): (Fact, &str),
    entry_id: Option<Id>,
) -> Result<(), Failure> {
    let values = [
        write.organisation_id().into(),
        ukprn.into(),
        i64::from(year).into(),
        fact.key().into(),
        learner.into(),
    ];
    write.execute(
        "DELETE FROM learner_entry WHERE organisation_id = ?1 AND ukprn = ?2 AND year = ?3
           AND fact = ?4 AND learner = ?5",
        &values,
    )?;
    match entry_id {
        Some(id) => entry_add(write, (ukprn, year), (fact, learner), id),
        None => Ok(()),
    }
}

/// The quarters in which entries of a year's returns count now.
pub(in crate::learners) fn quarters(
    read: &mut Read<'_>,
    (ukprn, year): (&str, i16),
) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT DISTINCT e.quarter FROM learner_entry l
         JOIN entry e ON e.organisation_id = l.organisation_id AND e.id = l.entry_id
         WHERE l.organisation_id = ?1 AND l.ukprn = ?2 AND l.year = ?3 ORDER BY e.quarter",
        &[organisation_id.into(), ukprn.into(), i64::from(year).into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}
