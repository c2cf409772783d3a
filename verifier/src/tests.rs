//! An exported log, a proof and a checkpoint are believed as they are and refused after any change; and
//! the program needs neither a database nor a network.

use crate::export::{self, Files, first_other};
use crate::found::Found;
use crate::pack::{PACK_SIGNATURE, Pack, Signed, signature_text};
use crate::totals::TOTALS;
use crate::{Looking, PinFault, Pins, Unread, leaves_its_line, one_line, verify, verify_pack};
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use transparency::{
    Checkpoint, Hash, Hashes, Kept, KeyRefused, Note, NoteKey, Tree, bundle, bundle_path,
    from_base64, inclusion_from_text, inclusion_text, leaf_hash, tile_path, to_base64, unbundled,
};

const ORIGIN: &str = "commonweal/log/harbour";

fn signing() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn key() -> String {
    let public = signing().verifying_key().to_bytes();
    NoteKey::new(ORIGIN, public).unwrap().to_string()
}

fn pins(key: &str) -> Pins {
    Pins::of([key]).unwrap()
}

struct Row(Vec<Hash>);

impl Hashes for &Row {
    type Fault = ();

    fn hashes(&mut self, level: u32, first: u64, count: u64) -> Result<Vec<Hash>, ()> {
        let (first, count) = (first.try_into().unwrap(), count.try_into().unwrap());
        match level {
            0 => Ok(self.0.iter().skip(first).take(count).copied().collect()),
            _ => Ok(self.0.chunks_exact(256).map(root).collect()),
        }
    }
}

fn root(hashes: &[Hash]) -> Hash {
    let row = Row(hashes.to_vec());
    let mut growing = transparency::Growing::default();
    row.0.iter().for_each(|leaf| growing.add(*leaf));
    growing.root()
}

fn leaf(number: usize) -> String {
    format!("{{\"commitment\":\"{number:064x}\",\"number\":{number}}}")
}

/// A log of 300 entries in a folder, and the proof of its eighth.
fn exported(folder: &Path) -> (String, String) {
    let leaves: Vec<String> = (0..300).map(leaf).collect();
    let row = Row(leaves
        .iter()
        .map(|leaf| leaf_hash(leaf.as_bytes()))
        .collect());
    let mut tree = Tree::of(&row, 300);
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: 300,
        root: tree.root(300).unwrap(),
    };
    let note_key = NoteKey::from_text(&key()).unwrap();
    let note = checkpoint.sign(&note_key, |bytes| signing().sign(bytes).to_bytes());
    let keep = |name: String, bytes: &[u8]| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    keep("checkpoint".to_owned(), note.as_bytes());
    keep("keys.txt".to_owned(), format!("{}\n", key()).as_bytes());
    for (number, part) in (0..).zip(leaves.chunks(256)) {
        let width = part.len().try_into().unwrap();
        keep(bundle_path(number, width), &bundle(part).unwrap());
        let hashes: Vec<Hash> = part.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect();
        keep(tile_path(0, number, width), hashes.as_flattened());
    }
    keep(tile_path(1, 0, 1), &root(&row.0[..256]));
    let proof = inclusion_text(&Kept {
        leaf: leaf(7).into_bytes(),
        number: 7,
        path: tree.inclusion(7, 300).unwrap(),
        checkpoint: note.clone(),
    });
    (note, proof)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn a7_an_exported_log_is_believed_under_the_pinned_key_alone() {
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path());
    let found = verify(folder.path(), &pins(&key())).unwrap();
    assert_eq!((found.wrong.len(), found.ending()), (0, 0), "{found:?}");
    assert!(found.holds[0].contains("All 300 entries"));
    assert!(!found.unknown.is_empty());
    let found = verify(folder.path(), &Pins::default()).unwrap();
    assert_eq!(found.ending(), 3);
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes();
    for origin in [ORIGIN, "commonweal/log/lantern"] {
        let other = NoteKey::new(origin, other).unwrap().to_string();
        assert_eq!(verify(folder.path(), &pins(&other)).unwrap().ending(), 1);
    }
    let retired = format!("{}@299", key());
    let found = verify(folder.path(), &pins(&retired)).unwrap();
    assert!(found.wrong[0].contains("retired at size 299"));
    let retired = format!("{}@300", key());
    assert_eq!(verify(folder.path(), &pins(&retired)).unwrap().ending(), 0);
}

#[test]
fn a3_any_changed_file_of_an_exported_log_is_found() {
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path());
    let (mut paths, pins) = (Vec::new(), pins(&key()));
    files(folder.path(), &mut paths);
    for path in paths.iter().filter(|path| !path.ends_with("keys.txt")) {
        let whole = fs::read(path).unwrap();
        for place in (0..whole.len()).step_by((whole.len() / 40).max(1)) {
            let mut changed = whole.clone();
            changed[place] ^= 1 << (place % 7);
            fs::write(path, changed).unwrap();
            let found = verify(folder.path(), &pins).map_or(1, |found| found.ending());
            assert_eq!(found, 1, "{} at {place}", path.display());
        }
        fs::remove_file(path).unwrap();
        assert_ne!(
            verify(folder.path(), &pins).map_or(2, |found| found.ending()),
            0
        );
        fs::write(path, whole).unwrap();
    }
    assert_eq!(verify(folder.path(), &pins).unwrap().ending(), 0);
}

#[test]
fn a_proof_and_a_checkpoint_are_looked_at_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (note, proof) = exported(folder.path());
    let file = folder.path().join("a.tlog-proof");
    fs::write(&file, &proof).unwrap();
    let found = verify(&file, &pins(&key())).unwrap();
    assert_eq!(found.ending(), 0);
    assert!(found.holds[0].contains("Entry 8 stands in the log"));
    assert_eq!(verify(&file, &Pins::default()).unwrap().ending(), 1);
    for place in (0..proof.len()).step_by(3) {
        let mut changed = proof.clone().into_bytes();
        changed[place] ^= 1;
        fs::write(&file, changed).unwrap();
        let found = verify(&file, &pins(&key()));
        assert!(found.is_err() || found.unwrap().ending() == 1, "{place}");
    }
    fs::write(&file, &note).unwrap();
    assert_eq!(verify(&file, &pins(&key())).unwrap().ending(), 0);
    fs::write(&file, "something").unwrap();
    assert!(matches!(verify(&file, &pins(&key())), Err(Unread::Unknown)));
    assert!(Pins::of(["nothing"]).is_err());
    assert!(Pins::of([format!("{}@x", key()).as_str()]).is_err());
}

/// The files of an exported log in memory, by their paths.
#[derive(Clone)]
struct Taken(BTreeMap<String, Vec<u8>>);

impl Files for Taken {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.0.get(path).cloned()
    }
}

/// An exported log, and its checkpoint.
fn taken() -> (Taken, String) {
    let folder = tempfile::tempdir().unwrap();
    let (note, _) = exported(folder.path());
    let mut paths = Vec::new();
    files(folder.path(), &mut paths);
    let name = |path: &Path| {
        let within = path.strip_prefix(folder.path()).unwrap();
        within.to_str().unwrap().replace('\\', "/")
    };
    let read = |path: PathBuf| (name(&path), fs::read(&path).unwrap());
    (Taken(paths.into_iter().map(read).collect()), note)
}

fn looked(taken: &Taken, note: &str) -> Found {
    export::look(taken, note, &pins(&key()))
}

#[test]
fn a3_every_bit_of_the_300_entries_of_an_exported_log_is_found() {
    let (taken, note) = taken();
    assert_eq!(looked(&taken, &note).ending(), 0, "untouched");
    let mut bits = 0;
    for (path, tile) in [
        ("tile/entries/000", "tile/0/000"),
        ("tile/entries/001.p/44", "tile/0/001.p/44"),
    ] {
        let (bundle, tile) = (&taken.0[path], &taken.0[tile]);
        let leaves = unbundled(bundle).unwrap();
        let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        assert_eq!(first_other(&hashes, tile), None);
        // Each bit of each leaf, and of the hash that is kept of it, by the comparison that names it.
        for (leaf, kept) in leaves.iter().zip(tile.chunks(32)) {
            let mut bytes = leaf.to_vec();
            for bit in 0..bytes.len() * 8 {
                bytes[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(first_other(&[leaf_hash(&bytes)], kept), Some(0));
                bytes[bit / 8] ^= 1 << (bit % 8);
            }
            let (hash, mut other) = (leaf_hash(leaf), kept.to_vec());
            for bit in 0..256 {
                other[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(first_other(&[hash], &other), Some(0));
                other[bit / 8] ^= 1 << (bit % 8);
            }
            bits += bytes.len() * 8 + 256;
        }
        // Each bit of each length: the leaves are no longer those, or no longer as many.
        let mut at = 0;
        for leaf in &leaves {
            for bit in 0..16 {
                let mut other = bundle.clone();
                other[at + bit / 8] ^= 1 << (bit % 8);
                let read = unbundled(&other);
                assert!(read.is_none_or(|read| read != leaves), "{path} at {at}");
                bits += 1;
            }
            at += 2 + leaf.len();
        }
    }
    println!("{bits} bits of entries, of their lengths and of their hashes");
    assert!(bits > 300 * 900, "{bits}");
}

#[test]
fn a3_every_bit_of_the_checkpoint_and_the_upper_tile_of_an_exported_log_is_found() {
    let (mut taken, note) = taken();
    let mut bytes = note.clone().into_bytes();
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] ^= 1 << (bit % 8);
        // What is no text is refused where the file is read.
        if let Ok(other) = std::str::from_utf8(&bytes) {
            assert_eq!(looked(&taken, other).ending(), 1, "{other}");
        }
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    for bit in 0..256 {
        let flip = |taken: &mut Taken| {
            let tile = taken.0.get_mut("tile/1/000.p/1").unwrap();
            tile[bit / 8] ^= 1 << (bit % 8);
        };
        flip(&mut taken);
        let found = looked(&taken, &note);
        assert!(found.wrong[0].contains("tile/1/000.p/1"), "{found:?}");
        flip(&mut taken);
    }
    assert_eq!(looked(&taken, &note).ending(), 0, "untouched");
}

#[test]
fn a3_the_first_altered_entry_of_an_exported_log_is_named() {
    let (mut taken, note) = taken();
    // From the last to the first: whatever is altered behind it, the first of a tile is named.
    for entry in (1..=300_usize).rev() {
        let (path, first) = match entry {
            1..=256 => ("tile/entries/000", 1),
            _ => ("tile/entries/001.p/44", 257),
        };
        let bundle = taken.0.get_mut(path).unwrap();
        let leaves: Vec<Vec<u8>> = (unbundled(bundle).unwrap().into_iter())
            .map(<[u8]>::to_vec)
            .collect();
        let mut leaves = leaves;
        let leaf = &mut leaves[entry - first];
        let place = entry % leaf.len();
        leaf[place] ^= 1 << (entry % 8);
        *bundle = transparency::bundle(&leaves).unwrap();
        let found = looked(&taken, &note);
        let said = format!("Entry {entry} is the first that is not the one");
        assert!(found.wrong[0].starts_with(&said), "{entry}: {found:?}");
        assert_eq!(found.ending(), 1);
    }
}

/// A note as if another kind of key had signed it: the key's id is another.
fn of_another_kind(note: &str) -> String {
    let (text, coded) = note.trim_end().rsplit_once(' ').unwrap();
    let mut bytes = from_base64(coded).unwrap();
    bytes[0] ^= 1;
    format!("{text} {}\n", to_base64(&bytes))
}

#[test]
fn a7_exports_proofs_and_checkpoints_are_believed_under_no_other_log_key_or_kind() {
    let folder = tempfile::tempdir().unwrap();
    let (note, proof) = exported(folder.path());
    let file = folder.path().join("a.tlog-proof");
    let put = |note: &str| {
        let mut kept = inclusion_from_text(&proof).unwrap();
        kept.checkpoint = note.to_owned();
        fs::write(folder.path().join("checkpoint"), note).unwrap();
        fs::write(&file, inclusion_text(&kept)).unwrap();
    };
    let endings = |told: &str| {
        let found = [
            verify(folder.path(), &pins(told)).unwrap(),
            verify(&file, &pins(told)).unwrap(),
            verify(&folder.path().join("checkpoint"), &pins(told)).unwrap(),
        ];
        found.map(|found| (found.ending(), found.wrong.join(" ")))
    };
    let refused = |told: &str, why: &str| {
        for (ending, wrong) in endings(told) {
            assert!(
                ending == 1 && wrong.contains(why),
                "{why}: {ending} {wrong}"
            );
        }
    };
    put(&note);
    // The control: under the key that signed it, each holds; also while that was not retired yet.
    for told in [key(), format!("{}@300", key())] {
        assert!(endings(&told).iter().all(|(ending, _)| *ending == 0));
    }
    let public = signing().verifying_key().to_bytes();
    let named = |name: &str, public| NoteKey::new(name, public).unwrap().to_string();
    refused(&named("commonweal/log/lantern", public), "of another log");
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes();
    refused(&named(ORIGIN, other), "not signed by the key");
    refused(&format!("{}@299", key()), "retired at size 299");
    put(&of_another_kind(&note));
    refused(&key(), "not signed by the key");
    // Signed by the right key, of another log.
    let found = Checkpoint::read(Note::read(&note).unwrap().text()).unwrap();
    let elsewhere = Checkpoint {
        origin: "commonweal/log/lantern".to_owned(),
        ..found
    };
    let own = NoteKey::from_text(&key()).unwrap();
    put(&elsewhere.sign(&own, |bytes| signing().sign(bytes).to_bytes()));
    refused(&key(), "of another log, ‘commonweal/log/lantern’");
    // A key of a kind that is not known is not even taken.
    let text = key();
    let parts: Vec<&str> = text.splitn(3, '+').collect();
    let mut bytes = from_base64(parts[2]).unwrap();
    for kind in [0, 2, 4, 6, 255] {
        bytes[0] = kind;
        let typed = format!("{}+{}+{}", parts[0], parts[1], to_base64(&bytes));
        let unknown = PinFault::Key(KeyRefused::UnknownAlgorithm);
        assert_eq!(Pins::of([typed]).unwrap_err(), unknown);
    }
}

/// What such a pack says of itself.
fn described(sha256: String, is_dated: Option<()>) -> Pack {
    let dated = |path: &str| is_dated.map(|()| path.to_owned());
    Pack {
        format: 1,
        kind: "return".to_owned(),
        name: "2025-26-q1".to_owned(),
        title: "Return".to_owned(),
        organisation_id: "1".to_owned(),
        organisation: "Harbour".to_owned(),
        personal_data: "public".to_owned(),
        origin: ORIGIN.to_owned(),
        signed: vec![Signed {
            kind: "return".to_owned(),
            name: "2025-26-q1".to_owned(),
            title: "Return of quarter 1".to_owned(),
            sha256: Some(sha256),
            seal: Some("seal.json".to_owned()),
            proof: dated("proof"),
            opening: dated("opening.json"),
        }],
        evidence: Vec::new(),
    }
}

/// A pack of one signed return, by the key that signs for the log; with the proof of when it was signed, or
/// without.
fn packed(is_dated: Option<()>) -> Vec<u8> {
    let seal = b"{\"figures\":[]}";
    let sha256 = transparency::hex(&Sha256::digest(seal));
    let content = format!("{{\"seal_sha256\":\"{sha256}\"}}");
    let salt = [5; 32];
    let commitment = Sha256::new().chain_update(salt).chain_update(&content);
    let leaf = serde_json::json!({
        "commitment": transparency::hex(&commitment.finalize()),
        "record_kind": "return",
        "record_id": "2025-26-q1",
    });
    let leaf = leaf.to_string().into_bytes();
    let own = NoteKey::from_text(&key()).unwrap();
    let sign = |bytes: &[u8]| signing().sign(bytes).to_bytes();
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: 1,
        root: leaf_hash(&leaf),
    };
    let proof = inclusion_text(&Kept {
        leaf,
        number: 0,
        path: Vec::new(),
        checkpoint: checkpoint.sign(&own, sign),
    });
    let opening = serde_json::json!({ "content": content, "salt": transparency::hex(&salt) });
    let pack = described(sha256, is_dated);
    let mut bag = bag::Packing::new(std::io::Cursor::new(Vec::new()), "pack").unwrap();
    for (path, bytes) in [
        ("pack.json", serde_json::to_vec(&pack).unwrap()),
        ("seal.json", seal.to_vec()),
        ("proof", proof.into_bytes()),
        ("opening.json", opening.to_string().into_bytes()),
        ("log/keys.txt", key().into_bytes()),
        (TOTALS, b"[]".to_vec()),
    ] {
        bag.add(path, &mut bytes.as_slice()).unwrap();
    }
    let signed = |lists: &[u8]| {
        let note = Note::sign(&signature_text(lists), &own, sign);
        vec![(PACK_SIGNATURE.to_owned(), note.into_bytes())]
    };
    bag.finish(&[], signed).unwrap().into_inner()
}

/// How a pack is looked at alone, and when it is to be added up with others.
fn pack_under(zip: &[u8], told: &str) -> (Found, Option<String>) {
    let open = || bag::Zipped::open(std::io::Cursor::new(zip.to_vec())).unwrap();
    let found = verify_pack(&mut open(), &pins(told)).unwrap();
    let mut looking = Looking::with([told], None).unwrap();
    looking.take("pack.zip", &mut open());
    let (_, left_out) = looking.done();
    (found, left_out.first().map(|(_, why)| why.to_string()))
}

#[test]
fn a7_packs_alone_and_added_up_are_believed_under_no_other_log_key_retired_key_or_kind() {
    let zip = packed(Some(()));
    let (found, left_out) = pack_under(&zip, &key());
    assert_eq!(
        (found.ending(), left_out),
        (0, None),
        "the control: {found:?}"
    );
    let public = signing().verifying_key().to_bytes();
    let named = |name: &str, public| NoteKey::new(name, public).unwrap().to_string();
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes();
    for (told, why, why_left_out) in [
        (
            named("commonweal/log/lantern", public),
            "not by a key that signs for this log",
            "no key was given for the log",
        ),
        (
            named(ORIGIN, other),
            "not by a key that signs for this log",
            "not by a key that signs for this log",
        ),
        (
            format!("{}@0", key()),
            "retired at size 0",
            "retired at size 0",
        ),
    ] {
        let (found, left_out) = pack_under(&zip, &told);
        assert_eq!(found.ending(), 1);
        assert!(found.wrong.join(" ").contains(why), "{found:?}");
        assert!(left_out.unwrap().contains(why_left_out));
    }
    // A pack made by a key that was retired since still proves what was dated before, and that is all: its
    // figures are not added up, and what has no date is not believed.
    let retired = format!("{}@1", key());
    let (found, left_out) = pack_under(&zip, &retired);
    assert_eq!(found.ending(), 0, "{found:?}");
    assert!(found.unknown.join(" ").contains("a retired key signed it"));
    assert!(
        left_out
            .unwrap()
            .contains("the key that signed it was retired")
    );
    let undated = packed(None);
    assert_eq!(pack_under(&undated, &key()).0.ending(), 0, "the control");
    let (found, _) = pack_under(&undated, &retired);
    assert_eq!(found.ending(), 1);
    assert!(found.wrong[0].contains("no checkpoint says that this was signed before"));
}

#[test]
fn a7_a_pack_that_another_kind_of_key_signed_is_not_believed() {
    let zip = packed(Some(()));
    let folder = tempfile::tempdir().unwrap();
    let mut zipped = bag::Zipped::open(std::io::Cursor::new(zip)).unwrap();
    for path in bag::Source::paths(&mut zipped).unwrap() {
        let mut bytes = Vec::new();
        let mut file = bag::Source::open(&mut zipped, &path).unwrap();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        drop(file);
        if path == PACK_SIGNATURE {
            bytes = of_another_kind(&String::from_utf8(bytes).unwrap()).into_bytes();
        }
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let found = verify(folder.path(), &pins(&key())).unwrap();
    assert!(
        found.wrong[0].contains("not by a key that signs for this log"),
        "{found:?}"
    );
}

#[test]
fn a10_words_of_others_make_no_line_of_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "harbour\u{1b}[31m\u{2028}\u{202e}VERIFIED\u{85}\u{9b}2J";
    let leaf = format!("{{\"action\":\"a\nVERIFIED\n{hostile}\"}}");
    let public = signing().verifying_key().to_bytes();
    let own = NoteKey::new(ORIGIN, public).unwrap();
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: 1,
        root: leaf_hash(leaf.as_bytes()),
    };
    let proof = inclusion_text(&Kept {
        leaf: leaf.clone().into_bytes(),
        number: 0,
        path: Vec::new(),
        checkpoint: checkpoint.sign(&own, |bytes| signing().sign(bytes).to_bytes()),
    });
    let file = folder.path().join("a.tlog-proof");
    fs::write(&file, proof).unwrap();
    let found = verify(&file, &pins(&key())).unwrap();
    let text = found.text();
    assert_eq!(found.ending(), 0);
    assert!(
        leaf.contains(leaves_its_line),
        "the control: it would leave its line"
    );
    assert!(!text.replace('\n', "").contains(leaves_its_line), "{text}");
    let sentences = found.holds.len() + found.wrong.len() + found.unknown.len();
    // The outcome, and an empty line and a title before what holds and before what is not known.
    assert_eq!(text.lines().count(), 1 + 2 * 2 + sentences, "{text}");
    assert_eq!(text.lines().filter(|line| *line == "VERIFIED").count(), 1);
    assert!(text.contains(r"a\u{a}VERIFIED\u{a}harbour\u{1b}[31m\u{2028}\u{202e}VERIFIED"));
    assert_eq!(one_line("É – 日本, 7 %"), "É – 日本, 7 %");
}

/// Everything this program is built from, tests apart, by the lock file.
fn built_from() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let lock: toml::Table =
        toml::from_str(&fs::read_to_string(root.join("Cargo.lock")).unwrap()).unwrap();
    let packages = lock["package"].as_array().unwrap();
    let needs = |name: &str| -> Vec<String> {
        let of_name = packages
            .iter()
            .filter(|one| one["name"].as_str() == Some(name));
        let needs = of_name.filter_map(|one| one.get("dependencies")?.as_array());
        let name = |one: &toml::Value| one.as_str().unwrap().split(' ').next().unwrap().to_owned();
        needs.flatten().map(name).collect()
    };
    let own: toml::Table = toml::from_str(include_str!("../Cargo.toml")).unwrap();
    let mut waiting: Vec<String> = own["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let mut found = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        // What only the tests of our own parts need is not built into the program.
        if name != "tempfile" && found.insert(name.clone()) {
            waiting.extend(needs(&name));
        }
    }
    found
}

#[test]
fn the_program_is_built_without_a_database_and_without_a_network() {
    let found = built_from();
    assert!(
        found.contains("ed25519-dalek") && found.contains("zip"),
        "{found:?}"
    );
    for name in [
        "commonweal",
        "database",
        "rusqlite",
        "libsqlite3-sys",
        "postgres",
        "tokio",
        "hyper",
        "reqwest",
        "axum",
        "socket2",
        "mio",
    ] {
        assert!(!found.contains(name), "{name}");
    }
}
