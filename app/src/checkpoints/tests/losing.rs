//! A key that is lost for good, and one that is changed: what the pages, the log and somebody outside say.

use super::{key, looked, newest, signed, size_of};
use crate::checkpoints::{self, replace_lost, rotate};
use crate::failure::Failure;
use crate::records;
use crate::testing::{TestApp, on_both};
use commonweal_verify::{Found, Pins, verify};
use database::{log_entries, log_size};
use domain::people::Role;
use transparency::{NoteRefused, Pinned, Refused, hex};

/// Loses the key that signs now.
fn lose(test: &TestApp) {
    let kept = test.read(checkpoints::keys).pop().unwrap();
    std::fs::remove_file(test.app.log_key(test.organisation_id, kept.number)).unwrap();
}

/// What somebody outside finds in the log as files, who was told these keys.
fn outside(test: &TestApp, told: &[String]) -> Found {
    let folder = tempfile::tempdir().unwrap();
    records::static_files(&test.app, test.organisation_id, folder.path()).unwrap();
    verify(folder.path(), &Pins::of(told).unwrap()).unwrap()
}

fn says(sentences: &[String], words: &str) -> bool {
    sentences.iter().any(|sentence| sentence.contains(words))
}

#[test]
fn p5e_a_key_that_is_lost_for_good_is_followed_by_one_that_nothing_vouches_for() {
    on_both(|test| {
        signed(test).unwrap();
        let (old, before) = (key(test), newest(test));
        let size = size_of(&before);
        lose(test);
        assert!(matches!(signed(test), Err(Failure::Rule(words)) if words.contains("--lost")));
        let refused = rotate(&test.app, test.organisation_id);
        assert!(matches!(refused, Err(Failure::Rule(words)) if words.contains("--lost")));
        let rotated = replace_lost(&test.app, test.organisation_id).unwrap();
        assert_eq!(
            (&rotated.old.0, rotated.old.1),
            (&old, i64::try_from(size).unwrap())
        );
        assert_eq!(rotated.new, key(test));
        // The log says so, and the new key signs for that line itself.
        let number = test.read(|read| Ok(log_size(read)?));
        let entry = test
            .read(|read| Ok(log_entries(read, number - 1, 1)?))
            .remove(0);
        assert_eq!(
            entry.action,
            "began a new key of the log, the old one being lost"
        );
        assert_eq!(entry.record_id, hex(&rotated.new.public()));
        let after = newest(test);
        assert_eq!(i64::try_from(size_of(&after)).unwrap(), number);
        assert!(Pinned::one(rotated.new.clone()).open(&after).is_ok());
        let not_signed = Err(Refused::Note(NoteRefused::NotSigned));
        assert_eq!(Pinned::one(old.clone()).open(&after), not_signed);
        let pinned = test.read(checkpoints::pinned);
        assert_eq!(pinned.keys[0].until, Some(size));
        signed(test).unwrap();
        nowhere_taken_for_a_change_of_keys(test, size);
    });
}

fn nowhere_taken_for_a_change_of_keys(test: &TestApp, size: u64) {
    let found = looked(test);
    assert_eq!(found.differences, Vec::<String>::new());
    assert!(says(&found.said, "the one before it did not sign for"));
    let page = test.visitor(Role::Auditor).get("/log/checkpoints");
    page.says(&format!(
        "It signs beyond size {size}; the key before it did not sign for it"
    ));
    page.does_not_say("the key before it signed for it");
}

#[test]
fn p5e_whoever_was_told_the_lost_key_is_told_that_another_signs_now() {
    on_both(|test| {
        signed(test).unwrap();
        let old = key(test);
        lose(test);
        let rotated = replace_lost(&test.app, test.organisation_id).unwrap();
        let new = rotated.new.to_string();
        let doubt = format!("Whether the key {new} is the log’s");
        let found = outside(test, &[old.to_string()]);
        assert_eq!(found.ending(), 1);
        assert!(says(&found.unknown, &doubt), "{found:?}");
        let retired = format!("{old}@{}", rotated.old.1);
        assert!(
            says(&found.wrong, &format!("give both: {retired}")),
            "{found:?}"
        );
        assert!(
            says(&found.wrong, &format!("and {new} signs now")),
            "{found:?}"
        );
        // Told both by another way, it holds; that the old one did not sign for the new one is still said.
        let found = outside(test, &[retired, new.clone()]);
        assert_eq!(found.ending(), 0, "{found:?}");
        assert!(says(&found.unknown, &doubt), "{found:?}");
        let found = outside(test, &[]);
        assert_eq!(found.ending(), 3, "{found:?}");
        assert!(says(&found.unknown, &doubt), "{found:?}");
    });
}

#[test]
fn p5e_whoever_was_told_the_old_key_can_follow_an_ordinary_change_of_keys() {
    on_both(|test| {
        signed(test).unwrap();
        let old = key(test);
        let rotated = rotate(&test.app, test.organisation_id).unwrap();
        signed(test).unwrap();
        let new = rotated.new.to_string();
        let size = rotated.old.1;
        let followed = format!(
            "The key {new} was signed for by the key before it, in entry {size} of the log"
        );
        let found = outside(test, &[old.to_string()]);
        assert_eq!(found.ending(), 1);
        assert!(says(&found.holds, &followed), "{found:?}");
        let found = outside(test, &[format!("{old}@{size}"), new.clone()]);
        assert_eq!(found.ending(), 0, "{found:?}");
        assert!(says(&found.holds, &followed), "{found:?}");
        // A proof that names another key, or none at all, vouches for nothing.
        let folder = tempfile::tempdir().unwrap();
        records::static_files(&test.app, test.organisation_id, folder.path()).unwrap();
        let proof = folder.path().join("handover-2.tlog-proof");
        let other = test.read(|read| checkpoints::proved(read, size - 1));
        std::fs::write(&proof, other.unwrap().text).unwrap();
        let found = verify(folder.path(), &Pins::default()).unwrap();
        assert!(
            says(&found.wrong, "its entry does not name that key"),
            "{found:?}"
        );
        std::fs::remove_file(&proof).unwrap();
        let found = verify(folder.path(), &Pins::default()).unwrap();
        assert!(
            says(&found.unknown, &format!("Whether the key {new}")),
            "{found:?}"
        );
    });
}

#[test]
fn p5e_a_key_that_is_here_is_not_called_lost() {
    on_both(|test| {
        let none = replace_lost(&test.app, test.organisation_id);
        assert!(matches!(none, Err(Failure::Rule(words)) if words.contains("none is lost")));
        signed(test).unwrap();
        let size = test.read(|read| Ok(log_size(read)?));
        let here = replace_lost(&test.app, test.organisation_id);
        assert!(matches!(here, Err(Failure::Rule(words)) if words.contains("without --lost")));
        assert_eq!(test.read(|read| Ok(log_size(read)?)), size);
        // Another key in its place is not that key.
        let file = test.app.log_key(test.organisation_id, 1);
        std::fs::remove_file(&file).unwrap();
        let another = signing::KeyFile::at(file.clone());
        another.key(|| Some([7; 32])).unwrap();
        let kept = std::fs::read(&file).unwrap();
        replace_lost(&test.app, test.organisation_id).unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), kept, "it stays where it is");
        signed(test).unwrap();
    });
}
