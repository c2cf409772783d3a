//! What the log says of what was signed.

use crate::failure::Failure;
use database::Read;

/// What the log says was sealed of a record when it was signed off: the SHA-256 of each such line, as
/// digits. Nothing where nothing was signed, or where the line was erased.
pub(crate) fn sealed_as(
    read: &mut Read<'_>,
    (kind, id): (&str, &str),
) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT c.content FROM log_entry e
         JOIN log_content c ON c.organisation_id = e.organisation_id AND c.number = e.number
         WHERE e.organisation_id = ?1 AND e.record_kind = ?2 AND e.record_id = ?3
           AND e.action IN ('signed off return', 'signed off annual report')
         ORDER BY e.number",
        &[organisation_id.into(), kind.into(), id.into()],
    )?;
    let mut found = Vec::new();
    for row in rows {
        let said: serde_json::Value =
            serde_json::from_str(&row.text(0)?).map_err(anyhow::Error::from)?;
        let sha256 = said.get("seal_sha256").or_else(|| said.get("sha256"));
        found.extend(sha256.and_then(|hash| hash.as_str()).map(str::to_owned));
    }
    Ok(found)
}
