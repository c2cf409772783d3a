//! Hashes as RFC 6962 (section 2.1) makes them: one byte before what is hashed tells a leaf from a node,
//! so that neither can be passed off as the other.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The hash of a leaf's bytes.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0_u8])
        .chain_update(leaf)
        .finalize()
        .into()
}

/// The hash of a node over its two branches.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1_u8])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// The root of a tree without leaves: the SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// Bytes as standard Base64 with padding (RFC 4648, section 4), as notes write them.
pub fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a Base64 text; nothing when it is not exactly what [`to_base64`] writes.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text).ok()?;
    (to_base64(&bytes) == text).then_some(bytes)
}

/// The hash of a Base64 text.
pub(crate) fn hash_of_base64(text: &str) -> Option<Hash> {
    from_base64(text)?.try_into().ok()
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
