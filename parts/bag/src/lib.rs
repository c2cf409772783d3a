//! A package that proves itself complete: a bag (`BagIt` 1.0, RFC 8493) with the SHA-256 of each file, as
//! one ZIP or as a folder. It is written so that the same content gives the same bytes, and read so that
//! nothing in it may differ, be missing or be more. It knows nothing of what is in a bag.

mod check;
mod fault;
mod pack;
mod source;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

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
/// What would name files that lie elsewhere; a bag of ours has none.
pub(crate) const FETCH: &str = "fetch.txt";
/// Where the payload lies.
pub(crate) const DATA: &str = "data/";

/// More files than any bag of ours has.
pub(crate) const MOST: usize = 1_000_000;

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names that Windows keeps for devices, whatever follows them after a dot.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

fn is_device(part: &str) -> bool {
    let name = part.split('.').next().unwrap_or_default();
    DEVICES
        .iter()
        .any(|device| name.eq_ignore_ascii_case(device))
}

/// Whether a path can stand in a bag: letters, digits and `-_.@` between slashes, none of its parts
/// hidden, leading elsewhere, or what some system cannot have. Such a path needs no escape in a list.
pub(crate) fn is_plain(path: &str) -> bool {
    let plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.' | '@');
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.chars().all(plain)
            && !is_device(part)
    };
    path.len() <= 240 && path.split('/').all(part)
}

/// Paths that stand beside each other on every system: some take capital and small letters for the same.
#[derive(Debug, Default)]
pub(crate) struct Beside(BTreeMap<String, String>);

impl Beside {
    /// Adds a path; `false` when it, or one of its folders, differs from another by its capitals alone.
    pub(crate) fn add(&mut self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(end, _)| end);
        ends.chain([path.len()]).all(|end| {
            let part = path.get(..end).unwrap_or_default();
            let kept = self.0.entry(part.to_ascii_lowercase());
            kept.or_insert_with(|| part.to_owned()) == part
        })
    }
}
