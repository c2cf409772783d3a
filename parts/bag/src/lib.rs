//! A package that proves itself complete: a bag (`BagIt` 1.0, RFC 8493) with the SHA-256 of each file, as
//! one ZIP or as a folder. It is written so that the same content gives the same bytes, and read so that
//! nothing in it may differ, be missing or be more. It knows nothing of what is in a bag.

mod check;
mod fault;
mod pack;
mod source;

#[cfg(test)]
mod tests;

pub use check::{Checked, check};
pub use fault::BagFault;
pub use pack::Packing;
pub use source::{Folder, Source, Zipped};

/// What a bag says of itself in `bagit.txt` (RFC 8493, section 2.1.1).
pub(crate) const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The list of payload files with their hashes.
pub(crate) const MANIFEST: &str = "manifest-sha256.txt";
/// The list of the other files with theirs.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// What is said of the bag as a whole.
pub(crate) const INFO: &str = "bag-info.txt";
/// The declaration's file.
pub(crate) const BAGIT: &str = "bagit.txt";
/// Where the payload lies.
pub(crate) const DATA: &str = "data/";

/// More files than any bag of ours has.
pub(crate) const MOST: usize = 1_000_000;

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a path can stand in a bag: letters, digits and `-_.` between slashes, none of its parts
/// hidden or leading elsewhere. Such a path needs no escape in a list and is none of a system's own.
pub(crate) fn is_plain(path: &str) -> bool {
    let plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.' | '@');
    path.len() <= 240
        && path
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain))
}
