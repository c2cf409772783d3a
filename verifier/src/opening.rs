//! The opening of a commitment: the salt and what was recorded, so that it can be seen that exactly this
//! was committed to when the entry was logged.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What an entry recorded, with its salt.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opening {
    /// The text that was recorded.
    content: String,
    /// 32 bytes in hexadecimal digits.
    salt: String,
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.as_bytes();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

impl Opening {
    /// What was recorded, when it is what this leaf commits to.
    pub(crate) fn opened(&self, leaf: &[u8]) -> Option<serde_json::Value> {
        let hash = Sha256::new()
            .chain_update(bytes(&self.salt)?)
            .chain_update(&self.content)
            .finalize();
        let leaf: serde_json::Value = serde_json::from_slice(leaf).ok()?;
        let committed = leaf.get("commitment")?.as_str()?;
        (transparency::hex(&hash) == committed)
            .then(|| serde_json::from_str(&self.content).ok())
            .flatten()
    }
}
