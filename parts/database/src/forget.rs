//! Forgetting what a line of the log committed to: salt and content go, the line stays, and nothing can be
//! opened with it any more. The log proves the same as before.

use crate::{DatabaseFault, Read, Row, Write};

/// Forgets salt and content of these lines. Says how many had any.
pub fn forget(write: &mut Write<'_>, numbers: &[i64]) -> Result<u64, DatabaseFault> {
    let organisation_id = write.organisation_id();
    let mut forgotten = 0;
    for number in numbers {
        forgotten += write.execute(
            "DELETE FROM log_content WHERE organisation_id = ?1 AND number = ?2",
            &[organisation_id.into(), (*number).into()],
        )?;
    }
    Ok(forgotten)
}

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

/// The lines without content, after the one numbered `after`, at most `most`.
pub fn absent_contents(
    read: &mut Read<'_>,
    after: i64,
    most: i64,
) -> Result<Vec<i64>, DatabaseFault> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.number FROM log_entry e
         LEFT JOIN log_content c ON c.organisation_id = e.organisation_id AND c.number = e.number
         WHERE e.organisation_id = ?1 AND e.number > ?2 AND c.number IS NULL
         ORDER BY e.number LIMIT ?3",
        &[organisation_id.into(), after.into(), most.into()],
    )?;
    rows.iter().map(|row: &Row| row.integer(0)).collect()
}
