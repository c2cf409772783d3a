//! How each key came after the one before it: whether that one signed for it. The proof is the line of the
//! log that names the new key, beneath the last checkpoint that the old one signed; a key without that
//! proof is vouched for by nobody but whoever runs the system.

use super::keys::RECORD;
use super::store;
use crate::failure::Failure;
use database::{Read, log_entries};
use transparency::hex;

/// How a key followed another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Handover {
    /// The number of the key that followed.
    pub(crate) number: i64,
    /// The key itself.
    pub(crate) public: [u8; 32],
    /// Up to which size the one before it signed.
    pub(crate) after: i64,
    /// Whether the one before it signed for it: the entry of that size names the new key, and is the last
    /// that the old one signed.
    pub(crate) signed_for: Option<()>,
}

/// Every key that followed another, in their order.
pub(crate) fn handovers(read: &mut Read<'_>) -> Result<Vec<Handover>, Failure> {
    let keys = store::keys(read)?;
    let mut found = Vec::new();
    for (old, new) in keys.iter().zip(keys.iter().skip(1)) {
        let Some((_, after)) = old.retired else {
            continue;
        };
        let last = log_entries(read, after.saturating_sub(1), 1)?.pop();
        let names = last.is_some_and(|entry| {
            entry.number == after
                && entry.record_kind == RECORD
                && entry.record_id == hex(&new.public)
        });
        found.push(Handover {
            number: new.number,
            public: new.public,
            after,
            signed_for: names.then_some(()),
        });
    }
    Ok(found)
}
