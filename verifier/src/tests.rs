//! An exported log, a proof and a checkpoint are believed as they are and refused after any change; and
//! the program needs neither a database nor a network.

use crate::{Pins, Unread, verify};
use ed25519_dalek::{Signer, SigningKey};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use transparency::{
    Checkpoint, Hash, Hashes, Kept, NoteKey, Tree, bundle, bundle_path, inclusion_text, leaf_hash,
    tile_path,
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
fn an_exported_log_is_believed_under_the_pinned_key_alone() {
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
fn any_changed_file_of_an_exported_log_is_found() {
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
