//! What a capsule says of itself in `capsule.json`, for whoever opens it: a program, or a person who writes one.

use crate::migrations::MIGRATIONS;
use crate::visit::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The file in the bag's payload.
pub(super) const DESCRIBED: &str = "capsule.json";
/// The only form of capsule there is.
pub(super) const FORMAT: u32 = 1;

/// The whole of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Described {
    pub(super) format: u32,
    pub(super) organisation_id: String,
    pub(super) organisation: String,
    pub(super) made_at: String,
    pub(super) made_by: String,
    pub(super) program: String,
    pub(super) schema: Schema,
    pub(super) tables: Vec<TableSaid>,
    /// Tables that are left out, because they open something.
    pub(super) tables_left_out: Vec<String>,
    /// Files that a row names and that were missing or altered.
    pub(super) files_missing: Vec<String>,
}

/// Which form the tables have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Schema {
    /// The number of the newest step.
    pub(super) newest: i64,
    /// Over the text of every step.
    pub(super) sha256: String,
}

impl Schema {
    /// That of this program.
    pub(super) fn ours() -> Self {
        let mut hash = Sha256::new();
        for step in MIGRATIONS {
            hash.update(step.text.as_bytes());
            hash.update([0]);
        }
        Self {
            newest: MIGRATIONS.last().map_or(0, |step| step.number),
            sha256: hex(&hash.finalize()),
        }
    }
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableSaid {
    pub(super) name: String,
    pub(super) rows: u64,
    /// Of its CSV file.
    pub(super) sha256: String,
    pub(super) columns: Vec<ColumnSaid>,
    /// Columns that are left out, because they open something.
    pub(super) columns_left_out: Vec<String>,
}

/// One column, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnSaid {
    pub(super) name: String,
    /// `integer`, `text` or `bytes`.
    pub(super) kind: String,
    /// What the data map says it holds about people.
    pub(super) holds: String,
}
