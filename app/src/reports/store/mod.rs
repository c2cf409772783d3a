//! Every statement about annual reports.

mod proposals;
mod words;

pub(super) use proposals::{
    Decided, Proposal, carried_out_add, decision_add, effect_add, effect_remove, effects, proposal,
    proposals_waiting, standing,
};
pub(super) use words::{left, left_keep, sections, sections_keep};

use super::content::{Change, Kept, Sealed};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::monitoring::Act;
use domain::reports::{Effect, Report, SealedReport};
use jiff::Timestamp;

const REPORT: &str = "year, summary, lessons, recommendations, prepared_at, prepared_by,
    signed_off_at, signed_off_by, seal_id";

fn act_of(row: &Row, at: usize, by: usize) -> Result<Option<Act>, DatabaseFault> {
    let at = row.optional(at, Row::instant)?;
    let by = row.optional(by, Row::id)?;
    Ok(at.zip(by).map(|(at, by)| Act { by, at }))
}

fn kept_of(row: &Row) -> Result<Kept, DatabaseFault> {
    Ok(Kept {
        year: row.text(0)?,
        summary: row.text(1)?,
        lessons: row.text(2)?,
        recommendations: row.text(3)?,
        state: Report::from_facts(
            act_of(row, 4, 5)?,
            act_of(row, 6, 7)?,
            row.optional(8, Row::id)?,
        ),
    })
}

/// All reports that were begun.
pub(super) fn reports(read: &mut Read<'_>) -> Result<Vec<Kept>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {REPORT} FROM annual_report WHERE organisation_id = ?1 ORDER BY year");
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(kept_of).collect::<Result<_, _>>()?)
}

/// The report of a year, if it was begun.
pub(super) fn report(read: &mut Read<'_>, year: &str) -> Result<Option<Kept>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {REPORT} FROM annual_report WHERE organisation_id = ?1 AND year = ?2");
    let row = read.first(&sql, &[organisation_id.into(), year.into()])?;
    Ok(row.as_ref().map(kept_of).transpose()?)
}

/// What is said when a row is no longer as the page had it.
const CHANGED: Failure = Failure::Changed("this report has been signed off meanwhile");

/// Keeps what the Lead wrote; what was prepared before falls away. Nothing is kept in a signed report.
pub(super) fn draft_keep(write: &mut Write<'_>, kept: &Kept, at: Timestamp) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let touched = write.execute(
        "INSERT INTO annual_report (organisation_id, year, summary, lessons, recommendations,
           drafted_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, year) DO UPDATE
         SET summary = excluded.summary, lessons = excluded.lessons,
             recommendations = excluded.recommendations, drafted_at = excluded.drafted_at,
             prepared_at = NULL, prepared_by = NULL
         WHERE annual_report.signed_off_at IS NULL",
        &[
            organisation_id.into(),
            (&kept.year).into(),
            (&kept.summary).into(),
            (&kept.lessons).into(),
            (&kept.recommendations).into(),
            at.into(),
        ],
    )?;
    if touched == 1 { Ok(()) } else { Err(CHANGED) }
}

/// Notes who prepared the report.
pub(super) fn prepared_set(write: &mut Write<'_>, year: &str, act: Act) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let touched = write.execute(
        "UPDATE annual_report SET prepared_at = ?3, prepared_by = ?4
         WHERE organisation_id = ?1 AND year = ?2 AND signed_off_at IS NULL",
        &[
            organisation_id.into(),
            year.into(),
            act.at.into(),
            act.by.into(),
        ],
    )?;
    if touched == 1 { Ok(()) } else { Err(CHANGED) }
}

/// Seals a report and notes who signed it.
pub(super) fn seal_add(
    write: &mut Write<'_>,
    seal_id: Id,
    sealed: &SealedReport,
    act: Act,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let year = &sealed.content.year;
    let content = String::from_utf8(sealed.canonical()).map_err(anyhow::Error::from)?;
    write.execute(
        "INSERT INTO seal (organisation_id, id, record_kind, record_id, content, content_sha256,
           sealed_at) VALUES (?1, ?2, 'annual-report', ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            seal_id.into(),
            year.into(),
            content.into(),
            sealed.sha256().into(),
            act.at.into(),
        ],
    )?;
    let touched = write.execute(
        "UPDATE annual_report SET signed_off_at = ?3, signed_off_by = ?4, seal_id = ?5
         WHERE organisation_id = ?1 AND year = ?2 AND signed_off_at IS NULL",
        &[
            organisation_id.into(),
            year.into(),
            act.at.into(),
            act.by.into(),
            seal_id.into(),
        ],
    )?;
    if touched == 1 { Ok(()) } else { Err(CHANGED) }
}

/// What is said in place of a report that was changed after it was signed.
const ALTERED: &str = "What is kept of this report is not what was signed: somebody changed it behind this system’s back. It is not shown. Find out more with: commonweal verify";

/// The seal of a year's report: its exact bytes, and what they say.
pub(super) fn seal(read: &mut Read<'_>, year: &str) -> Result<Option<Sealed>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT content, content_sha256 FROM seal
         WHERE organisation_id = ?1 AND record_kind = 'annual-report' AND record_id = ?2",
        &[organisation_id.into(), year.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let bytes = row.text(0)?.into_bytes();
    if domain::monitoring::sha256_of(&bytes) != row.sha256(1)? {
        return Err(Failure::Rule(ALTERED.to_owned()));
    }
    let report = SealedReport::read(&bytes).map_err(anyhow::Error::from)?;
    let is_its_own = report.content.year == year;
    if !is_its_own || !is_what_the_log_says(read, (year, row.sha256(1)?))? {
        return Err(Failure::Rule(ALTERED.to_owned()));
    }
    Ok(Some(Sealed {
        report,
        sha256: row.sha256(1)?,
        bytes,
    }))
}

/// Whether the log says that a report was signed under this hash; it is believed where the log is silent.
pub(super) fn is_what_the_log_says(
    read: &mut Read<'_>,
    (year, sha256): (&str, [u8; 32]),
) -> Result<bool, Failure> {
    let said = crate::checkpoints::sealed_as(read, ("annual-report", year))?;
    Ok(said.is_empty() || said.contains(&crate::visit::hex(&sha256)))
}

/// The changes proposed in a year's report, in the order they were proposed.
pub(super) fn changes(read: &mut Read<'_>, year: &str) -> Result<Vec<Change>, Failure> {
    let organisation_id = read.organisation_id();
    let mut effects = effects(read, year)?;
    let rows = read.query(
        "SELECT c.id, m.code, m.title, c.proposal, c.reason, m.unit FROM proposed_change c
         LEFT JOIN measure m ON m.organisation_id = c.organisation_id AND m.id = c.measure_id
         WHERE c.organisation_id = ?1 AND c.year = ?2 ORDER BY c.proposed_at, c.id",
        &[organisation_id.into(), year.into()],
    )?;
    rows.iter()
        .map(|row| {
            let id = row.id(0)?;
            Ok(Change {
                id,
                code: row.optional(1, Row::text)?,
                title: row.optional(2, Row::text)?,
                proposal: row.text(3)?,
                reason: row.text(4)?,
                unit: row.optional(5, Row::text)?.unwrap_or_default(),
                effect: effects.remove(&id),
            })
        })
        .collect()
}

/// A change to be proposed.
#[derive(Debug, Clone)]
pub(super) struct NewChange {
    pub(super) id: Id,
    pub(super) measure_id: Option<Id>,
    pub(super) proposal: String,
    pub(super) reason: String,
    /// What it does when it is carried out.
    pub(super) effect: Option<Effect>,
}

/// Proposes a change in a year's report.
pub(super) fn change_add(
    write: &mut Write<'_>,
    year: &str,
    change: &NewChange,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO proposed_change (organisation_id, id, year, measure_id, proposal, reason,
           proposed_at, proposed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            change.id.into(),
            year.into(),
            change.measure_id.into(),
            (&change.proposal).into(),
            (&change.reason).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    match &change.effect {
        Some(effect) => effect_add(write, change.id, effect),
        None => Ok(()),
    }
}

/// Takes a proposed change out of a report that is still being written.
pub(super) fn change_remove(write: &mut Write<'_>, year: &str, id: Id) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    effect_remove(write, year, id)?;
    write.execute(
        "DELETE FROM proposed_change WHERE organisation_id = ?1 AND year = ?2 AND id = ?3",
        &[organisation_id.into(), year.into(), id.into()],
    )?;
    Ok(())
}

/// The bytes of every sealed report with the year and the SHA-256 they were kept under.
pub(super) fn seals(read: &mut Read<'_>) -> Result<Vec<(String, String, [u8; 32])>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT record_id, content, content_sha256 FROM seal
         WHERE organisation_id = ?1 AND record_kind = 'annual-report' ORDER BY record_id",
        &[organisation_id.into()],
    )?;
    let kept = |row: &Row| Ok((row.text(0)?, row.text(1)?, row.sha256(2)?));
    rows.iter().map(kept).collect()
}

/// What nobody can do through a page: puts another lesson into a sealed report, to see that it is found.
#[cfg(test)]
pub(super) fn seal_break(write: &mut Write<'_>, year: &str) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE seal SET content = REPLACE(content, 'Start earlier.', 'Never \\ start.')
         WHERE organisation_id = ?1 AND record_kind = 'annual-report' AND record_id = ?2",
        &[organisation_id.into(), year.into()],
    )?;
    Ok(())
}
