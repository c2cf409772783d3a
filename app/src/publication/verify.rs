//! A second look at every file that is or was public: whether its bytes are still those that were proposed.
//! It changes nothing.

use super::store;
use crate::failure::Failure;
use database::Read;
use domain::monitoring::sha256_of;

/// How many files were looked at, and each difference in words; none is good.
#[derive(Debug, Default)]
pub(crate) struct Verified {
    pub(crate) files: i64,
    pub(crate) differences: Vec<String>,
}

/// Looks at every file.
pub(crate) fn verify(read: &mut Read<'_>) -> Result<Verified, Failure> {
    let mut verified = Verified::default();
    for (name, bytes, sha256) in store::files(read)? {
        verified.files += 1;
        if sha256_of(&bytes) != sha256 {
            let differs = "it is not what was proposed, the SHA-256 differs";
            verified
                .differences
                .push(format!("the public file of {name}: {differs}"));
        }
    }
    Ok(verified)
}
