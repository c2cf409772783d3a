//! Which lines of the log have content that can be erased.

use crate::{DatabaseFault, Read};

/// The lines about a record whose content is still held.
pub fn log_about(
    read: &mut Read<'_>,
    (record_kind, record_id): (&str, &str),
) -> Result<Vec<i64>, DatabaseFault> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.number FROM log_entry e
         JOIN log_content c ON c.organisation_id = e.organisation_id AND c.number = e.number
         WHERE e.organisation_id = ?1 AND e.record_kind = ?2 AND e.record_id = ?3 ORDER BY e.number",
        &[organisation_id.into(), record_kind.into(), record_id.into()],
    )?;
    rows.iter().map(|row| row.integer(0)).collect()
}

/// The lines whose content says these words. It reads every content, and takes as long.
pub fn log_saying(read: &mut Read<'_>, words: &str) -> Result<Vec<i64>, DatabaseFault> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT number FROM log_content
         WHERE organisation_id = ?1 AND replace(content, ?2, '') <> content ORDER BY number",
        &[organisation_id.into(), words.into()],
    )?;
    rows.iter().map(|row| row.integer(0)).collect()
}
