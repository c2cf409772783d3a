//! The statements that find what stands behind a quarter: its evidence, and the learners who count in it.

use crate::failure::Failure;
use database::{Id, Read, Row};
use domain::ledger::Grade;

/// A piece of evidence behind a quarter's figures.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) title: String,
    pub(super) grade: Grade,
    /// `file`, `link` or `attestation`.
    pub(super) kind: String,
    pub(super) sha256: Option<[u8; 32]>,
    pub(super) file_name: Option<String>,
    /// The day on which the people in it withdrew their consent.
    pub(super) consent_withdrawn: Option<String>,
}

impl Kept {
    /// The ending of its file's name, when it is a plain one: `.pdf`.
    pub(super) fn ending(&self) -> String {
        ending(self.file_name.as_deref().unwrap_or_default())
    }
}

/// The ending of a file's name, when it is a plain one: `.pdf`.
pub(crate) fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain = ending.chars().all(|one| one.is_ascii_alphanumeric());
    if ending.is_empty() || ending.len() > 5 || !is_plain {
        return String::new();
    }
    format!(".{}", ending.to_ascii_lowercase())
}

/// What proves the entries that count in a quarter, by its title.
pub(super) fn evidence(read: &mut Read<'_>, quarter: &str) -> Result<Vec<Kept>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.title, e.grade, e.kind, e.file_sha256, e.file_name, c.withdrawn_on
         FROM evidence e
         LEFT JOIN consent c ON c.organisation_id = e.organisation_id AND c.evidence_id = e.id
         WHERE e.organisation_id = ?1 AND e.id IN (
           SELECT l.evidence_id FROM evidence_link l
           JOIN entry n ON n.organisation_id = l.organisation_id AND n.id = l.entry_id
           WHERE l.organisation_id = ?1 AND n.quarter = ?2)
         ORDER BY e.title, e.id",
        &[organisation_id.into(), quarter.into()],
    )?;
    let kept = |row: &Row| {
        Ok(Kept {
            title: row.text(0)?,
            grade: Grade::from_number(row.integer(1)?).unwrap_or(Grade::SelfDeclared),
            kind: row.text(2)?,
            sha256: row.optional(3, Row::sha256)?,
            file_name: row.optional(4, Row::text)?,
            consent_withdrawn: row.optional(5, Row::text)?,
        })
    };
    rows.iter().map(kept).collect()
}

/// The learners who count for a measure by the entries of a quarter that are evidenced as the measure
/// asks, each as one: the measure, the provider's number and the reference. Who has no provider's number
/// is not among them.
pub(super) fn counted_learners(
    read: &mut Read<'_>,
    quarter: &str,
) -> Result<Vec<(Id, String, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT DISTINCT n.measure_id, x.ukprn, x.learner
         FROM (SELECT ukprn, learner, entry_id FROM learner_entry WHERE organisation_id = ?1
           UNION ALL
           SELECT f.ukprn, f.learner, e.entry_id FROM follow_up_entry e
           JOIN follow_up f ON f.organisation_id = e.organisation_id AND f.id = e.follow_up_id
           WHERE e.organisation_id = ?1 AND f.ukprn <> '') x
         JOIN entry n ON n.organisation_id = ?1 AND n.id = x.entry_id
         JOIN claim c ON c.organisation_id = ?1 AND c.entry_id = n.id AND c.kind = 'person'
         JOIN measure m ON m.organisation_id = ?1 AND m.id = n.measure_id
         WHERE n.quarter = ?2 AND n.quantity_thousandths = 1000
           AND COALESCE((SELECT MAX(l.grade) FROM evidence_link l
             WHERE l.organisation_id = ?1 AND l.entry_id = n.id), 0) >= m.minimum_grade
         ORDER BY n.measure_id, x.ukprn, x.learner",
        &[organisation_id.into(), quarter.into()],
    )?;
    let counted = |row: &Row| Ok((row.id(0)?, row.text(1)?, row.text(2)?));
    rows.iter().map(counted).collect()
}

/// The files behind the entries of a quarter, by measure.
pub(super) fn evidence_files(
    read: &mut Read<'_>,
    quarter: &str,
) -> Result<Vec<(Id, [u8; 32])>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT DISTINCT n.measure_id, e.file_sha256 FROM evidence e
         JOIN evidence_link l ON l.organisation_id = e.organisation_id AND l.evidence_id = e.id
         JOIN entry n ON n.organisation_id = l.organisation_id AND n.id = l.entry_id
         WHERE e.organisation_id = ?1 AND n.quarter = ?2 AND e.file_sha256 IS NOT NULL
         ORDER BY n.measure_id, e.file_sha256",
        &[organisation_id.into(), quarter.into()],
    )?;
    let file = |row: &Row| Ok((row.id(0)?, row.sha256(1)?));
    rows.iter().map(file).collect()
}
