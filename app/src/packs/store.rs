//! The statement that finds the evidence of a quarter.

use crate::failure::Failure;
use database::{Read, Row};
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
