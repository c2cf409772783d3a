//! Every statement of the first page. Each looks at the latest rows alone or at few of them, so that
//! the page stays quick however much there is.

use crate::failure::Failure;
use database::{Id, Read, Row};
use domain::calendar::Quarter;

/// The activities a person recorded sessions of last, that still run and are not held back: the latest
/// first. Looked for among the last few hundred sessions of everybody.
pub(super) fn activities_used(
    read: &mut Read<'_>,
    person_id: Id,
) -> Result<Vec<(Id, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT a.id, a.title, MAX(s.recorded_at)
         FROM (SELECT activity_id, recorded_at, recorded_by FROM session
               WHERE organisation_id = ?1 ORDER BY id DESC LIMIT 500) s
         JOIN activity a ON a.organisation_id = ?1 AND a.id = s.activity_id
         WHERE s.recorded_by = ?2 AND a.ended_at IS NULL
           AND NOT EXISTS (
             SELECT 1 FROM activity_answer q
             WHERE q.organisation_id = ?1 AND q.activity_id = a.id AND q.finding = 'detracts'
               AND NOT EXISTS (
                 SELECT 1 FROM activity_answer n
                 WHERE n.organisation_id = ?1 AND n.activity_id = a.id AND n.question = q.question
                   AND (n.answered_at, n.id) > (q.answered_at, q.id)))
         GROUP BY a.id, a.title ORDER BY MAX(s.recorded_at) DESC, a.id DESC",
        &[organisation_id.into(), person_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?)))
        .collect()
}

/// A person's entries without evidence that can still be given some, oldest first. Looked for among
/// the last thousand entries of everybody.
pub(super) fn own_entries_without_evidence(
    read: &mut Read<'_>,
    person_id: Id,
) -> Result<Vec<Id>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.id
         FROM (SELECT id, kind, quarter, recorded_by FROM entry
               WHERE organisation_id = ?1 ORDER BY id DESC LIMIT 1000) e
         WHERE e.recorded_by = ?2 AND e.kind = 'entry'
           AND NOT EXISTS (SELECT 1 FROM evidence_link l
                           WHERE l.organisation_id = ?1 AND l.entry_id = e.id)
           AND NOT EXISTS (SELECT 1 FROM entry r
                           WHERE r.organisation_id = ?1 AND r.corrects_id = e.id)
           AND NOT EXISTS (SELECT 1 FROM closed_quarter c
                           WHERE c.organisation_id = ?1 AND c.quarter = e.quarter)
         ORDER BY e.id",
        &[organisation_id.into(), person_id.into()],
    )?;
    let id = |row: &Row| row.id(0);
    Ok(rows.iter().map(id).collect::<Result<_, _>>()?)
}

/// How many lines of a quarter without evidence are reversals, or entries of the same quarter that
/// were reversed. Few entries are corrected, and the index over corrections finds them.
pub(super) fn corrected_without_evidence(
    read: &mut Read<'_>,
    quarter: Quarter,
) -> Result<i64, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT CAST(COALESCE(SUM(CASE WHEN e.quarter = r.quarter THEN 2 ELSE 1 END), 0) AS BIGINT)
         FROM entry r
         JOIN entry e ON e.organisation_id = r.organisation_id AND e.id = r.corrects_id
         WHERE r.organisation_id = ?1 AND r.corrects_id > ?3 AND r.quarter = ?2
           AND NOT EXISTS (SELECT 1 FROM evidence_link l
                           WHERE l.organisation_id = ?1 AND l.entry_id = r.id)",
        &[
            organisation_id.into(),
            quarter.to_string().into(),
            Id::nil().into(),
        ],
    )?;
    Ok(row.map_or(Ok(0), |row| row.integer(0))?)
}
