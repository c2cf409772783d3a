//! The sections of a report, and why what was found in its words is left.

use crate::failure::Failure;
use database::{Read, Row, Write};
use domain::reports::ReportSection;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The sections of a year's report in their order; none when nobody has put them into one.
pub(in crate::reports) fn sections(
    read: &mut Read<'_>,
    year: &str,
) -> Result<Vec<ReportSection>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT kind, title, text FROM report_section
         WHERE organisation_id = ?1 AND year = ?2 ORDER BY position",
        &[organisation_id.into(), year.into()],
    )?;
    let section = |row: &Row| {
        let (kind, title, text) = (row.text(0)?, row.text(1)?, row.text(2)?);
        let found = ReportSection::from_key(&kind, &title, &text);
        found.ok_or_else(|| Failure::Broken(anyhow::anyhow!("a section of the kind {kind}")))
    };
    rows.iter().map(section).collect()
}

/// Keeps the sections in this order, in place of those before.
pub(in crate::reports) fn sections_keep(
    write: &mut Write<'_>,
    year: &str,
    sections: &[ReportSection],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM report_section WHERE organisation_id = ?1 AND year = ?2",
        &[organisation_id.into(), year.into()],
    )?;
    for (position, section) in (1_i64..).zip(sections) {
        let (title, text) = match section {
            ReportSection::Own { title, text } => (title.as_str(), text.as_str()),
            ReportSection::Summary
            | ReportSection::Outcomes
            | ReportSection::Lessons
            | ReportSection::Recommendations
            | ReportSection::Changes
            | ReportSection::CaseStudies
            | ReportSection::Said
            | ReportSection::Contracts
            | ReportSection::Pounds => ("", ""),
        };
        write.execute(
            "INSERT INTO report_section (organisation_id, year, position, kind, title, text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &[
                organisation_id.into(),
                year.into(),
                position.into(),
                section.key().into(),
                title.into(),
                text.into(),
            ],
        )?;
    }
    Ok(())
}

/// Why findings are left, by their keys.
pub(in crate::reports) fn left(
    read: &mut Read<'_>,
    year: &str,
) -> Result<BTreeMap<String, String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT finding, reason FROM report_finding_left WHERE organisation_id = ?1 AND year = ?2",
        &[organisation_id.into(), year.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?)))
        .collect()
}

/// Keeps why a finding is left; without a reason it is open again.
pub(in crate::reports) fn left_keep(
    write: &mut Write<'_>,
    year: &str,
    (finding, reason): (&str, &str),
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "DELETE FROM report_finding_left
         WHERE organisation_id = ?1 AND year = ?2 AND finding = ?3",
        &[scope.organisation_id.into(), year.into(), finding.into()],
    )?;
    if reason.is_empty() {
        return Ok(());
    }
    write.execute(
        "INSERT INTO report_finding_left (organisation_id, year, finding, reason, left_at, left_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            scope.organisation_id.into(),
            year.into(),
            finding.into(),
            reason.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}
