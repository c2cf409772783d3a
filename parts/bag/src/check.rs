//! Whether a bag is complete and valid (RFC 8493, section 3), and more than that: its lists have to read
//! exactly as this part writes them, so that a single byte changed anywhere is found.

use crate::source::Source;
use crate::{
    BAGIT, BagFault, Beside, DATA, DECLARATION, FETCH, INFO, MANIFEST, TAG_MANIFEST, hex, is_plain,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// The longest list that is read, in bytes.
const LONGEST: u64 = 512 * 1_024 * 1_024;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many payload files there are.
    pub files: usize,
    /// How many bytes they have together.
    pub octets: u64,
    /// What is said of the bag (`bag-info.txt`).
    pub info: Vec<(String, String)>,
    /// The list of lists, for what vouches for it.
    pub tag_manifest: Vec<u8>,
    /// Files beside the lists that no list names.
    pub beside: BTreeSet<String>,
    /// What is wrong, in words; nothing when the bag is whole.
    pub wrong: Vec<String>,
}

/// Looks at everything in a bag.
pub fn check(bag: &mut impl Source) -> Result<Checked, BagFault> {
    let mut checked = Checked::default();
    let paths = bag.paths()?;
    let there = named(&paths, &mut checked.wrong);
    if text(bag, &there, BAGIT)?.as_deref() != Some(DECLARATION) {
        checked
            .wrong
            .push(format!("{BAGIT} is missing or was changed"));
    }
    let lists = text(bag, &there, TAG_MANIFEST)?.unwrap_or_default();
    checked.tag_manifest = lists.clone().into_bytes();
    let tags = listed(&lists, TAG_MANIFEST, &mut checked.wrong);
    let payload = text(bag, &there, MANIFEST)?;
    if payload.is_none() {
        let said = format!("{MANIFEST} is missing or was changed");
        checked.wrong.push(said);
    }
    let payload = listed(&payload.unwrap_or_default(), MANIFEST, &mut checked.wrong);
    for name in [BAGIT, INFO, MANIFEST] {
        if !tags.contains_key(name) {
            checked
                .wrong
                .push(format!("{TAG_MANIFEST} does not list {name}"));
        }
    }
    compare(bag, (&there, &tags), &mut checked, None)?;
    compare(bag, (&there, &payload), &mut checked, Some(()))?;
    for path in &there {
        let is_payload = path.starts_with(DATA);
        let known = if is_payload { &payload } else { &tags };
        if *path == TAG_MANIFEST || known.contains_key(*path) {
            continue;
        }
        if is_payload || path.contains('/') {
            checked
                .wrong
                .push(format!("{path} is in the pack and in no list"));
        } else {
            checked.beside.insert((*path).to_owned());
        }
    }
    let said = text(bag, &there, INFO)?.unwrap_or_default();
    checked.info = info(&said);
    let oxum = format!("{}.{}", checked.octets, checked.files);
    let is_oxum = |(label, value): &(String, String)| label == "Payload-Oxum" && *value == oxum;
    if !checked.info.iter().any(is_oxum) {
        checked
            .wrong
            .push(format!("{INFO} counts other files than there are"));
    }
    Ok(checked)
}

/// The names of a bag. One that some system could not have, or would take for another, is wrong, and so is
/// what says that more belongs to the bag than our own lists.
fn named<'a>(paths: &'a [String], wrong: &mut Vec<String>) -> BTreeSet<&'a str> {
    let (mut there, mut beside) = (BTreeSet::new(), Beside::default());
    for path in paths {
        if !is_plain(path) || !there.insert(path.as_str()) {
            wrong.push(format!(
                "‘{path}’ is no name for a file of a pack, or is there twice"
            ));
        } else if !beside.add(path) {
            wrong.push(format!(
                "‘{path}’ differs from another name by its capital letters alone"
            ));
        }
        if path == FETCH {
            wrong.push(format!("{FETCH} asks for files from elsewhere"));
        }
        let is_list = ["manifest-", "tagmanifest-"]
            .iter()
            .any(|list| path.starts_with(list));
        if is_list && path != MANIFEST && path != TAG_MANIFEST {
            wrong.push(format!("{path} is a list that is not read here"));
        }
    }
    there
}

/// A list or another short text; nothing when it is missing or no text.
fn text(
    bag: &mut impl Source,
    there: &BTreeSet<&str>,
    name: &str,
) -> Result<Option<String>, BagFault> {
    if !there.contains(name) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    match bag.open(name)?.take(LONGEST).read_to_end(&mut bytes) {
        Ok(_) => Ok(String::from_utf8(bytes).ok()),
        // A ZIP finds out by itself that a file was changed.
        Err(fault) if fault.kind() == std::io::ErrorKind::InvalidData => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// The paths of a list with their hashes. A line that is not written as it should be is wrong.
fn listed(text: &str, list: &str, wrong: &mut Vec<String>) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let digit = |one: char| matches!(one, '0'..='9' | 'a'..='f');
    for line in text.split_inclusive('\n') {
        let parts = line
            .strip_suffix('\n')
            .and_then(|line| line.split_once("  "));
        let in_order = |path: &str| {
            found
                .last_key_value()
                .is_none_or(|(last, _)| **last < *path)
        };
        match parts {
            Some((sha256, path))
                if sha256.len() == 64
                    && sha256.chars().all(digit)
                    && is_plain(path)
                    && in_order(path) =>
            {
                found.insert(path.to_owned(), sha256.to_owned());
            }
            Some(_) | None => wrong.push(format!("a line of {list} was changed")),
        }
    }
    found
}

/// Compares each listed file with its hash; payload is counted.
fn compare(
    bag: &mut impl Source,
    (there, listed): (&BTreeSet<&str>, &BTreeMap<String, String>),
    checked: &mut Checked,
    is_payload: Option<()>,
) -> Result<(), BagFault> {
    for (path, sha256) in listed {
        if path.starts_with(DATA) != is_payload.is_some() {
            checked
                .wrong
                .push(format!("{path} is in a list that is not its own"));
        }
        if !there.contains(path.as_str()) {
            checked.wrong.push(format!("{path} is missing"));
            continue;
        }
        let found = hashed(bag, path)?;
        if found.as_ref().is_none_or(|(hash, _)| hash != sha256) {
            checked.wrong.push(format!("{path} was changed"));
        }
        if is_payload.is_some() {
            let octets = found.map_or(0, |(_, octets)| octets);
            checked.files = checked.files.saturating_add(1);
            checked.octets = checked.octets.saturating_add(octets);
        }
    }
    Ok(())
}

/// The hash and the length of a file; nothing when the ZIP itself finds it changed.
fn hashed(bag: &mut impl Source, path: &str) -> Result<Option<(String, u64)>, BagFault> {
    let mut file = bag.open(path)?;
    let (mut hash, mut piece, mut octets) = (Sha256::new(), vec![0; 64 * 1_024], 0_u64);
    loop {
        let length = match file.read(&mut piece) {
            Ok(length) => length,
            Err(fault) if fault.kind() == std::io::ErrorKind::InvalidData => return Ok(None),
            Err(fault) => return Err(fault.into()),
        };
        let read = piece.get(..length).unwrap_or_default();
        if read.is_empty() {
            return Ok(Some((hex(&hash.finalize()), octets)));
        }
        hash.update(read);
        octets = octets.saturating_add(u64::try_from(length).unwrap_or(0));
    }
}

/// What is said of a bag, label by label.
fn info(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(label, value)| (label.to_owned(), value.to_owned()))
        .collect()
}
