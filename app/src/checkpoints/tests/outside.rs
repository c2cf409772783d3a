//! What only somebody outside can find: a history that was rewritten whole and signed anew, and an old copy
//! that was put back. Without a checkpoint from outside, the look says that it cannot know (A5).

use super::{grow, harm, key, looked, looked_with, newest, signed, size_of};
use crate::app::{App, Clock};
use crate::records::look::Looked;
use crate::records::{Handed, look};
use crate::testing::{TestApp, on_both};
use database::{Database, Scope, log_entries, log_leaf};
use jiff::ToSpan as _;
use std::path::Path;

/// Whether it is said that a look from inside cannot know.
fn says_what_it_cannot_know(found: &Looked) -> bool {
    let words = "Somebody who can change all of it could have made them anew: hand one in that was kept outside";
    found.said.iter().any(|said| said.contains(words))
}

/// Makes every entry an hour older, each with a leaf that fits, and lets nothing of it show.
fn rewrite(test: &TestApp) {
    let entries = test.read(|read| Ok(log_entries(read, 0, 1_000)?));
    for mut entry in entries {
        entry.at -= 1.hours();
        let leaf = transparency::leaf_hash(log_leaf(&entry).as_bytes());
        let set = "UPDATE log_entry SET happened_at = ?2, leaf_sha256 = ?3
                   WHERE organisation_id = ?1 AND number = ?4";
        harm(
            test,
            set,
            &[entry.at.into(), leaf.into(), entry.number.into()],
        );
    }
    for table in ["log_checkpoint", "log_node"] {
        let gone = format!("DELETE FROM {table} WHERE organisation_id = ?1");
        harm(test, &gone, &[]);
    }
    test.app.database.complete_log_trees().unwrap();
}

#[test]
fn a5_a_history_rewritten_whole_and_signed_anew_is_found_from_outside_alone() {
    on_both(|test| {
        grow(test, 300);
        signed(test).unwrap();
        let (outside, key) = (newest(test), key(test));
        // The control: nothing is wrong while it is what was signed.
        let sound = looked_with(test, &outside, Some(key.clone()));
        assert_eq!(sound.differences, Vec::<String>::new());
        assert!(!says_what_it_cannot_know(&sound));
        rewrite(test);
        signed(test).unwrap();
        let found = looked(test);
        assert_eq!(
            found.differences,
            Vec::<String>::new(),
            "it looks whole from inside"
        );
        assert!(says_what_it_cannot_know(&found));
        let found = looked_with(test, &outside, Some(key));
        let said = "entries are not those that were signed: something among them was changed";
        assert!(found.differences[0].ends_with(said), "{found:?}");
    });
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

fn looked_in(database: &Database, scope: Scope, handed: &Handed) -> Looked {
    database.read(scope, |read| look(read, handed)).unwrap()
}

#[test]
fn a5_an_old_backup_that_was_put_back_is_found_from_outside_alone() {
    let test = TestApp::elsewhere();
    grow(&test, 20);
    signed(&test).unwrap();
    let early = newest(&test);
    test.app.database.shred(&[]).unwrap();
    let backup = tempfile::tempdir().unwrap();
    let folder = test.app.database.file().unwrap().parent().unwrap();
    copied(folder, backup.path());
    grow(&test, 7);
    signed(&test).unwrap();
    let late = newest(&test);
    // The backup is put back whole: database, keys and all that is remembered beside them.
    let file = backup.path().join("commonweal.db");
    let clock = Clock::standing(test.now());
    let evidence = backup.path().join("evidence");
    let back = App::open(file.to_str().unwrap(), &evidence, clock).unwrap();
    let found = looked_in(&back.database, test.scope(), &Handed::default());
    assert_eq!(found.differences, Vec::<String>::new());
    assert!(says_what_it_cannot_know(&found));
    let handed = |note: &str| Handed {
        note: Some(note.to_owned()),
        key: Some(key(&test)),
    };
    // The control: the backup still holds what was signed before it was made.
    let found = looked_in(&back.database, test.scope(), &handed(&early));
    assert_eq!(found.differences, Vec::<String>::new());
    let found = looked_in(&back.database, test.scope(), &handed(&late));
    let missing = size_of(&late) - size_of(&early);
    let said = format!("{missing} are missing. The end was cut off, this is an old copy");
    assert!(found.differences[0].contains(&said), "{found:?}");
}
