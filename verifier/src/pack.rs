//! A pack: whole as a bag, signed as a whole by the log's key, and each signed thing in it logged when
//! it was signed.

use crate::found::Found;
use crate::handover::handovers;
use crate::opening::Opening;
use crate::pins::Pins;
use crate::proof::proved;
use bag::{BagFault, Checked, Source};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Read as _;
use transparency::{Note, Pinned, hex};

/// The file beside the lists that signs them.
pub const PACK_SIGNATURE: &str = "signature.txt";
/// What is said of a pack that a retired key signed.
pub(crate) const RETIRED: &str =
    "Whether the pack was made before its key was retired: a retired key signed it.";
/// The longest file that is read into memory, in bytes.
const LONGEST: u64 = 256 * 1_024 * 1_024;

/// What a pack says of itself, as `data/pack.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// 1.
    pub format: u32,
    /// `return`, `annual-report`, `partner` or `year`.
    pub kind: String,
    /// Which one.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The organisation's key and name.
    pub organisation_id: String,
    /// Its name.
    pub organisation: String,
    /// `full`, `pseudonymous` or `public`.
    pub personal_data: String,
    /// The log's name.
    pub origin: String,
    /// What was signed.
    pub signed: Vec<Signed>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
}

/// One signed thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// `return`, `annual-report` or `partner`.
    pub kind: String,
    /// Which one.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The SHA-256 of what was signed; none for what has no seal.
    pub sha256: Option<String>,
    /// The file with exactly those bytes; none where it would tell more than this pack may.
    pub seal: Option<String>,
    /// The proof of its log entry.
    pub proof: Option<String>,
    /// What that entry recorded.
    pub opening: Option<String>,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What it is called.
    pub title: String,
    /// How strong it is.
    pub grade: String,
    /// `file`, `link` or `attestation`.
    pub kind: String,
    /// The SHA-256 of a file.
    pub sha256: Option<String>,
    /// Where the file lies in the pack; none when it was left out.
    pub path: Option<String>,
}

/// The text that is signed for a whole pack: a head, and the SHA-256 of its list of lists.
pub fn signature_text(tag_manifest: &[u8]) -> String {
    format!(
        "commonweal-pack/v1\n{}\n",
        hex(&Sha256::digest(tag_manifest))
    )
}

/// Looks at a pack.
///
/// # Errors
/// When it cannot be opened at all.
pub fn verify_pack(bag: &mut impl Source, pins: &Pins) -> Result<Found, BagFault> {
    let mut found = Found::default();
    let checked = bag::check(bag)?;
    for wrong in &checked.wrong {
        found.wrong(format!("{wrong}."));
    }
    let paths = bag.paths()?;
    let beside = text(bag, &paths, "log/keys.txt")?;
    let Some(pinned) = pins.or_beside(beside.as_deref(), &mut found) else {
        return Ok(found);
    };
    let mut unread = None;
    let proof = |path: &str| {
        text(bag, &paths, &format!("log/{path}")).unwrap_or_else(|fault| {
            unread = Some(fault);
            None
        })
    };
    handovers(beside.as_deref(), pins, proof, &mut found);
    unread.map_or(Ok(()), Err)?;
    let retired = signature(bag, (&paths, &checked), &pinned, &mut found)?;
    let pack = text(bag, &paths, "pack.json")?;
    let pack = pack.and_then(|text| serde_json::from_str::<Pack>(&text).ok());
    let Some(pack) = pack.filter(|pack| pack.format == 1) else {
        found.wrong("pack.json is missing or is of another edition of this program.");
        return Ok(found);
    };
    if pack.origin != pinned.origin {
        found.wrong(format!("The pack names another log, {}.", pack.origin));
    }
    if found.wrong.is_empty() {
        let (files, octets) = (checked.files, checked.octets);
        found.holds(format!(
            "{}, of {}: {files} files with {octets} bytes, each as it was packed.",
            pack.title, pack.organisation
        ));
    }
    for signed in &pack.signed {
        let is_dated = signed.proof.is_some() && signed.opening.is_some();
        if retired.is_some() && !is_dated {
            found.wrong(format!(
                "{}: a retired key signed the pack, and no checkpoint says that this was signed before.",
                signed.title
            ));
        }
        if let Err(why) = signed_thing(bag, (&paths, signed), &pinned, &mut found)? {
            found.wrong(format!("{}: {why}.", signed.title));
        }
    }
    evidence(bag, &paths, &pack, &mut found)?;
    found.unknown("Whether what was recorded was true: look at the evidence.");
    found.unknown("Whether any of it was restated or corrected after this pack was made.");
    Ok(found)
}

/// Whether the pack is signed as a whole; gives that a key signed it which was retired.
fn signature(
    bag: &mut impl Source,
    (paths, checked): (&[String], &Checked),
    pinned: &Pinned,
    found: &mut Found,
) -> Result<Option<()>, BagFault> {
    for name in checked.beside.iter().filter(|name| *name != PACK_SIGNATURE) {
        found.wrong(format!("{name} is in the pack and in no list."));
    }
    let note = read(bag, paths, PACK_SIGNATURE)?;
    let note = note.and_then(|bytes| String::from_utf8(bytes).ok());
    let note = note.and_then(|text| Note::read(&text).ok());
    let Some(note) = note else {
        found.wrong("The pack’s signature is missing or damaged.");
        return Ok(None);
    };
    let mut keys = pinned.keys.iter();
    let own = keys.find(|key| note.verify(&key.key).is_ok());
    if note.text() != signature_text(&checked.tag_manifest) {
        found.wrong("The pack’s signature is over another list of files.");
    } else if let Some(key) = own {
        let origin = &pinned.origin;
        found.holds(format!("The pack as a whole is signed by {origin}."));
        if key.until.is_some() {
            found.unknown(RETIRED);
            return Ok(Some(()));
        }
    } else {
        found.wrong("The pack’s signature is not by a key that signs for this log.");
    }
    Ok(None)
}

/// Whether a signed thing holds; else why not.
fn signed_thing(
    bag: &mut impl Source,
    (paths, signed): (&[String], &Signed),
    pinned: &Pinned,
    found: &mut Found,
) -> Result<Result<(), String>, BagFault> {
    let title = &signed.title;
    if let Some((path, sha256)) = signed.seal.as_ref().zip(signed.sha256.as_ref()) {
        let bytes = data(bag, paths, path)?;
        if bytes.is_none_or(|bytes| hex(&Sha256::digest(&bytes)) != *sha256) {
            return Ok(Err(
                "its sealed bytes are not those that were signed".to_owned()
            ));
        }
        found.holds(format!(
            "{title}: the sealed bytes have the SHA-256 {sha256}."
        ));
    }
    let (Some(proof), Some(opening)) = (&signed.proof, &signed.opening) else {
        found.unknown(format!(
            "{title}: when it was signed, since no checkpoint covers it."
        ));
        return Ok(Ok(()));
    };
    let proof = text(bag, paths, proof)?.unwrap_or_default();
    let (kept, checkpoint) = match proved(&proof, pinned) {
        Ok(proved) => proved,
        Err(why) => return Ok(Err(why)),
    };
    let opening = text(bag, paths, opening)?;
    let opening = opening.and_then(|text| serde_json::from_str::<Opening>(&text).ok());
    let Some(said) = opening.and_then(|opening| opening.opened(&kept.leaf)) else {
        return Ok(Err(
            "what is said to have been logged is not what was committed to".to_owned(),
        ));
    };
    let leaf: serde_json::Value = serde_json::from_slice(&kept.leaf).unwrap_or_default();
    let of = |name: &str| leaf.get(name).and_then(serde_json::Value::as_str);
    if of("record_kind") != Some(&signed.kind) || of("record_id") != Some(&signed.name) {
        return Ok(Err("its log entry is of something else".to_owned()));
    }
    let logged = ["seal_sha256", "sha256"]
        .into_iter()
        .find_map(|name| said.get(name)?.as_str());
    if signed.sha256.as_deref() != logged {
        return Ok(Err("its log entry names another SHA-256".to_owned()));
    }
    let (number, size) = (kept.number.saturating_add(1), checkpoint.size);
    found.holds(format!(
        "{title}: its signature is entry {number} of the log, under the checkpoint of size {size}."
    ));
    Ok(Ok(()))
}

fn evidence(
    bag: &mut impl Source,
    paths: &[String],
    pack: &Pack,
    found: &mut Found,
) -> Result<(), BagFault> {
    let (mut files, mut left_out) = (0_usize, 0_usize);
    for piece in &pack.evidence {
        let Some((path, sha256)) = piece.path.as_ref().zip(piece.sha256.as_ref()) else {
            left_out = left_out.saturating_add(usize::from(piece.kind == "file"));
            continue;
        };
        let bytes = data(bag, paths, path)?;
        if bytes.is_none_or(|bytes| hex(&Sha256::digest(&bytes)) != *sha256) {
            found.wrong(format!(
                "The evidence ‘{}’ is not the file it is said to be.",
                piece.title
            ));
        }
        files = files.saturating_add(1);
    }
    if files > 0 {
        found.holds(format!(
            "{files} evidence files have the SHA-256 they are listed with."
        ));
    }
    if left_out > 0 {
        found.unknown(format!(
            "{left_out} evidence files, which this pack names by their SHA-256 and leaves out."
        ));
    }
    Ok(())
}

fn data(bag: &mut impl Source, paths: &[String], path: &str) -> Result<Option<Vec<u8>>, BagFault> {
    read(bag, paths, &format!("data/{path}"))
}

fn text(bag: &mut impl Source, paths: &[String], path: &str) -> Result<Option<String>, BagFault> {
    Ok(data(bag, paths, path)?.and_then(|bytes| String::from_utf8(bytes).ok()))
}

fn read(bag: &mut impl Source, paths: &[String], path: &str) -> Result<Option<Vec<u8>>, BagFault> {
    if !paths.iter().any(|there| there == path) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // A ZIP finds out by itself that a file was changed: then nothing of it is believed.
    Ok(
        match bag.open(path)?.take(LONGEST).read_to_end(&mut bytes) {
            Ok(_) => Some(bytes),
            Err(_) => None,
        },
    )
}
