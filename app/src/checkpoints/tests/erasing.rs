//! Erasing what an entry recorded leaves the log provable, and the value gone (A11).

use super::{entry, grow, key, looked, looked_with, newest, signed};
use crate::testing::{TestApp, on_both};
use database::{DatabaseFault, Engine, Shredded, log_content, log_entries, log_hashes, log_size};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// What nobody may find again.
const MARKER: &str = "Zebedee-Quillfeather-was-born-in-1999";

/// The engine's own files in which the value still stands.
fn found_in(test: &TestApp) -> Vec<PathBuf> {
    let Some(file) = test.app.database.file() else {
        return Vec::new();
    };
    let beside = |end: &str| PathBuf::from(format!("{}{end}", file.display()));
    let holds = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes
            .windows(MARKER.len())
            .any(|part| part == MARKER.as_bytes())
    };
    ["", "-wal", "-shm"]
        .map(beside)
        .into_iter()
        .filter(holds)
        .collect()
}

/// The salt and the content that are still held of an entry.
fn held(test: &TestApp, number: i64) -> Option<([u8; 32], String)> {
    test.read(|read| Ok(log_content(read, number)?))
}

/// Whether an entry commits to this salt and content.
fn opens(test: &TestApp, number: i64, (salt, content): ([u8; 32], String)) -> bool {
    let entry = test.read(|read| Ok(log_entries(read, number - 1, 1)?));
    let hash = Sha256::new().chain_update(salt).chain_update(content);
    <[u8; 32]>::from(hash.finalize()) == entry[0].commitment
}

/// Nothing is left to open it with: whoever guesses the content right has no salt to try it with.
fn is_closed(test: &TestApp, number: i64, content: &serde_json::Value) {
    assert_eq!(held(test, number), None);
    assert!(!opens(test, number, ([0; 32], content.to_string())));
}

fn erase(test: &TestApp, number: i64) -> Result<(), DatabaseFault> {
    test.app.database.write(test.scope(), |mut write| {
        write.erase(number, ("request", test.organisation_id), test.now())?;
        write.commit(entry(test, serde_json::json!({ "erased": number })), ())
    })?;
    let shredded = test.app.database.shred(&["log_content"])?;
    assert_ne!(shredded, Shredded::StillInLog);
    Ok(())
}

#[test]
fn a11_an_erased_entry_leaves_the_tree_as_it_was_and_nothing_of_the_value() {
    on_both(|test| {
        grow(test, 20);
        let long = format!("{MARKER} {}", "and more of it ".repeat(700));
        for words in [MARKER, &long] {
            let content = serde_json::json!({ "name": words });
            test.app
                .database
                .write(test.scope(), |write| {
                    write.commit(entry(test, content.clone()), ())
                })
                .unwrap();
        }
        let number = test.read(|read| Ok(log_size(read)?));
        grow(test, 20);
        signed(test).unwrap();
        let (outside, key) = (newest(test), key(test));
        let leaves = |test: &TestApp| test.read(|read| Ok(log_hashes(read, 0, (0, number + 20))?));
        let before = leaves(test);
        // The control: before it is erased, the commitment is opened by what is held.
        assert!(held(test, number).is_some_and(|held| opens(test, number, held)));
        if test.app.database.engine() == Engine::Sqlite {
            // The control: before it is erased, it is found.
            assert!(!found_in(test).is_empty());
        }
        for number in [number - 1, number] {
            erase(test, number).unwrap();
            erase(test, number).unwrap();
        }
        assert_eq!(found_in(test), Vec::<PathBuf>::new());
        assert_eq!(
            leaves(test),
            before,
            "every leaf, and so the root, is what it was"
        );
        is_closed(test, number, &serde_json::json!({ "name": long }));
        assert_eq!(held(test, number - 1), None);
        let rows = test.read(|read| {
            let organisation_id = read.organisation_id();
            Ok(read.query(
                "SELECT number FROM log_content WHERE organisation_id = ?1 AND content LIKE ?2",
                &[organisation_id.into(), format!("%{MARKER}%").into()],
            )?)
        });
        assert!(rows.is_empty());
        let found = looked_with(test, &outside, Some(key));
        assert_eq!(found.differences, Vec::<String>::new());
        assert!(found.said[0].starts_with("Content erased: 2 of them"));
        assert!(matches!(erase(test, 0), Err(DatabaseFault::Missing)));
        signed(test).unwrap();
        assert_eq!(looked(test).differences, Vec::<String>::new());
    });
}
