//! Which lines of the log have content that can be erased, and by which way they came.

use super::VIA;
use crate::{DatabaseFault, Read, Row};
use std::collections::BTreeMap;

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

/// What the lines about a record committed to, as JSON, the oldest first, each behind what was done; nothing
/// of a line whose content is erased.
pub fn log_contents_about(
    read: &mut Read<'_>,
    (record_kind, record_id): (&str, &str),
) -> Result<Vec<(String, String)>, DatabaseFault> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT e.action, c.content FROM log_entry e
         JOIN log_content c ON c.organisation_id = e.organisation_id AND c.number = e.number
         WHERE e.organisation_id = ?1 AND e.record_kind = ?2 AND e.record_id = ?3 ORDER BY e.number",
        &[organisation_id.into(), record_kind.into(), record_id.into()],
    )?;
    let line = |row: &Row| Ok((row.text(0)?, row.text(1)?));
    rows.iter().map(line).collect()
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

/// By which way the changes of these lines came, from the first number to the last, as their contents say
/// it; nothing of a line whose content is erased or was written before this was kept.
pub fn log_ways(
    read: &mut Read<'_>,
    (first, last): (i64, i64),
) -> Result<BTreeMap<i64, String>, DatabaseFault> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT number, content FROM log_content
         WHERE organisation_id = ?1 AND number >= ?2 AND number <= ?3",
        &[organisation_id.into(), first.into(), last.into()],
    )?;
    let mut ways = BTreeMap::new();
    for row in rows {
        let content: serde_json::Value = serde_json::from_str(&row.text(1)?).unwrap_or_default();
        if let Some(way) = content.get(VIA).and_then(serde_json::Value::as_str) {
            ways.insert(row.integer(0)?, way.to_owned());
        }
    }
    Ok(ways)
}
