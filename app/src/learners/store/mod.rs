//! Every statement about returns, their learners and the entries made from them.

mod aims;
mod entries;
mod kept;
mod learners;
mod sums;
mod tallies;

pub(super) use aims::Mark;
pub(super) use entries::{
    entries_of, entry_add, entry_set, has_entries, quarters, some_gone, to_bring,
};
pub(super) use kept::{marks, sharing, some, some_with};
pub(super) use learners::{
    aim_mark, clear, destinations_add, facts_set, job_known, keep, name_mark,
};
pub(super) use sums::{employability_aims, employability_aims_set, figures, places, sums_set};
pub(super) use tallies::{Tallies, tallies, tallies_set};

use super::{Accepted, Rule};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::ilr::Fact;
use jiff::Timestamp;

/// The organisation's provider number.
pub(crate) fn ukprn(read: &mut Read<'_>) -> Result<Option<String>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT ukprn FROM provider WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    Ok(row.map(|row| row.text(0)).transpose()?)
}

/// Says the organisation's provider number, once.
pub(super) fn ukprn_set(write: &mut Write<'_>, ukprn: &str) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO provider (organisation_id, ukprn) VALUES (?1, ?2)
         ON CONFLICT (organisation_id) DO NOTHING",
        &[organisation_id.into(), ukprn.into()],
    )?;
    Ok(())
}

const RETURN: &str = "id, ukprn, year, file_name, file_sha256, learners, aims, problems,
    accepted_at, replaced_at, taken_back_at, import_id, replaces_id, sharing";

fn accepted_of(row: &Row) -> Result<Accepted, DatabaseFault> {
    Ok(Accepted {
        id: row.id(0)?,
        ukprn: row.text(1)?,
        year: i16::try_from(row.integer(2)?).unwrap_or_default(),
        file_name: row.text(3)?,
        sha256: row.sha256(4)?,
        learners: row.integer(5)?,
        aims: row.integer(6)?,
        problems: row.integer(7)?,
        accepted_at: row.instant(8)?,
        replaced_at: row.optional(9, Row::instant)?,
        taken_back_at: row.optional(10, Row::instant)?,
        import_id: row.optional(11, Row::id)?,
        replaces_id: row.optional(12, Row::id)?,
        sharing: row.integer(13)?,
    })
}

/// Every return, the latest first.
pub(super) fn returns(read: &mut Read<'_>) -> Result<Vec<Accepted>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {RETURN} FROM learner_return WHERE organisation_id = ?1
         ORDER BY accepted_at DESC, id DESC"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(accepted_of).collect::<Result<_, _>>()?)
}

/// One return.
pub(super) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Accepted>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {RETURN} FROM learner_return WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(accepted_of).transpose()?)
}

/// The return that is the picture of a year now.
pub(super) fn current(
    read: &mut Read<'_>,
    ukprn: &str,
    year: i16,
) -> Result<Option<Accepted>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {RETURN} FROM learner_return
         WHERE organisation_id = ?1 AND ukprn = ?2 AND year = ?3 AND replaced_at IS NULL"
    );
    let values = [organisation_id.into(), ukprn.into(), i64::from(year).into()];
    let row = read.first(&sql, &values)?;
    Ok(row.as_ref().map(accepted_of).transpose()?)
}

/// Says how much a return turned out to hold.
pub(super) fn counted(
    write: &mut Write<'_>,
    return_id: Id,
    (learners, aims, problems): (i64, i64, i64),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE learner_return SET learners = ?3, aims = ?4, problems = ?5, sharing =
           (SELECT COUNT(*) FROM learner a
            WHERE a.organisation_id = ?1 AND a.return_id = ?2 AND EXISTS
              (SELECT 1 FROM learner b WHERE b.organisation_id = ?1 AND b.return_id = ?2
               AND b.person_key = a.person_key AND b.learner <> a.learner))
         WHERE organisation_id = ?1 AND id = ?2",
        &[
            organisation_id.into(),
            return_id.into(),
            learners.into(),
            aims.into(),
            problems.into(),
        ],
    )?;
    Ok(())
}

/// Adds a return.
pub(super) fn add(write: &mut Write<'_>, new: &Accepted) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO learner_return (organisation_id, id, ukprn, year, file_name, file_sha256,
           learners, aims, problems, accepted_at, accepted_by, import_id, replaces_id, sharing)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        &[
            scope.organisation_id.into(),
            new.id.into(),
            (&new.ukprn).into(),
            i64::from(new.year).into(),
            (&new.file_name).into(),
            new.sha256.into(),
            new.learners.into(),
            new.aims.into(),
            new.problems.into(),
            new.accepted_at.into(),
            scope.person_id.into(),
            new.import_id.into(),
            new.replaces_id.into(),
            new.sharing.into(),
        ],
    )?;
    Ok(())
}

/// A later return takes the place of this one. Its learners stay until another one comes, so that the
/// later one can be taken back; those of the return before it go.
pub(super) fn replaced(
    write: &mut Write<'_>,
    last: &Accepted,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE learner_return SET replaced_at = ?3 WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), last.id.into(), at.into()],
    )?;
    match last.replaces_id {
        Some(before) => {
            clear(write, before)?;
            // What has no learners any more cannot come back.
            write.execute(
                "UPDATE learner_return SET replaces_id = NULL WHERE organisation_id = ?1 AND id = ?2",
                &[organisation_id.into(), last.id.into()],
            )?;
            Ok(())
        }
        None => Ok(()),
    }
}

/// Takes a return back; the one before it, if its learners are still kept, is the picture again.
pub(super) fn taken_back(
    write: &mut Write<'_>,
    accepted: &Accepted,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE learner_return SET replaced_at = ?3, taken_back_at = ?3
         WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), accepted.id.into(), at.into()],
    )?;
    if let Some(before) = accepted.replaces_id {
        write.execute(
            "UPDATE learner_return SET replaced_at = NULL WHERE organisation_id = ?1 AND id = ?2",
            &[organisation_id.into(), before.into()],
        )?;
    }
    clear(write, accepted.id)
}

/// The return that came in a file.
pub(super) fn of_import(read: &mut Read<'_>, import_id: Id) -> Result<Option<Accepted>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {RETURN} FROM learner_return WHERE organisation_id = ?1 AND import_id = ?2"
    );
    let row = read.first(&sql, &[organisation_id.into(), import_id.into()])?;
    Ok(row.as_ref().map(accepted_of).transpose()?)
}

/// Which facts feed which measures.
pub(super) fn rules(read: &mut Read<'_>) -> Result<Vec<Rule>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT fact, measure_id, area_code, additional_percent FROM learner_rule
         WHERE organisation_id = ?1 ORDER BY fact",
        &[organisation_id.into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        if let Some(fact) = Fact::from_key(&row.text(0)?) {
            found.push(Rule {
                fact,
                measure_id: row.id(1)?,
                area_code: row.text(2)?,
                additional_percent: row.integer(3)?,
            });
        }
    }
    Ok(found)
}

/// Keeps the rules in the place of those before.
pub(super) fn rules_set(write: &mut Write<'_>, rules: &[Rule]) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM learner_rule WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    for rule in rules {
        write.execute(
            "INSERT INTO learner_rule (organisation_id, fact, measure_id, area_code,
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
