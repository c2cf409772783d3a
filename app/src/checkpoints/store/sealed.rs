//! What the log says of what was signed.

use crate::failure::Failure;
use database::{Read, log_contents_about};

/// The lines that seal.
const SEALING: [&str; 2] = ["signed off return", "signed off annual report"];

/// What the log says was sealed of a record when it was signed off: the SHA-256 of each such line, as
/// digits. Nothing where nothing was signed, or where the line was erased.
pub(crate) fn sealed_as(read: &mut Read<'_>, record: (&str, &str)) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for (action, content) in log_contents_about(read, record)? {
        if SEALING.contains(&&*action) {
            let said: serde_json::Value =
                serde_json::from_str(&content).map_err(anyhow::Error::from)?;
            let sha256 = said.get("seal_sha256").or_else(|| said.get("sha256"));
            found.extend(sha256.and_then(|hash| hash.as_str()).map(str::to_owned));
        }
    }
    Ok(found)
}
