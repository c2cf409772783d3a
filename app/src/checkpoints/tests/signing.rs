//! Signing, the pages, proofs and keys.

use super::{grow, key, looked, looked_with, newest, signed, size_of};
use crate::checkpoints::{self, rotate};
use crate::failure::Failure;
use crate::testing::on_both;
use database::{log_entries, log_leaf, log_size};
use domain::people::Role;
use transparency::{
    NoteRefused, Pinned, Refused, hex, inclusion_from_text, leaf_hash, verify_inclusion,
};

#[test]
fn p5e_a_checkpoint_is_signed_shown_and_taken_away() {
    on_both(|test| {
        let auditor = test.visitor(Role::Auditor);
        let page = auditor.get("/log/checkpoints");
        page.says("No checkpoint yet");
        page.says("Nowhere by themselves: nobody set a folder or a witness");
        let page = auditor.post("/log/checkpoints", &[]);
        assert_eq!(page.status, 303);
        let note = newest(test);
        let size = size_of(&note);
        assert_eq!(
            i64::try_from(size).unwrap(),
            test.read(|read| Ok(log_size(read)?))
        );
        let page = auditor.get("/log/checkpoints");
        page.says(&format!("commonweal/log/{}", test.organisation_id));
        page.says("No entry came after it");
        page.says("What it cannot prove");
        page.says(&key(test).to_string());
        let file = auditor.get(&format!("/log/checkpoints/{size}"));
        assert_eq!(file.bytes, note.as_bytes());
        assert_eq!(Pinned::one(key(test)).open(&note).unwrap().size, size);
        assert_eq!(auditor.get("/log/checkpoints/1").status, 404);
        assert_eq!(auditor.get("/log/checkpoints/x").status, 404);
        for (role, status) in [
            (Role::Staff, 403),
            (Role::Lead, 200),
            (Role::Commissioner, 403),
        ] {
            assert_eq!(test.visitor(role).get("/log/checkpoints").status, status);
        }
    });
}

#[test]
fn p5e_an_entry_is_proved_with_the_key_alone() {
    on_both(|test| {
        let auditor = test.visitor(Role::Auditor);
        grow(test, 300);
        assert_eq!(auditor.get("/log/entries/1/proof").status, 404);
        signed(test).unwrap();
        let size = size_of(&newest(test));
        grow(test, 1);
        let entries = test.read(|read| Ok(log_entries(read, 0, 1_000)?));
        for number in [1, 2, 255, 256, 257, size] {
            let file = auditor.get(&format!("/log/entries/{number}/proof"));
            let text = String::from_utf8(file.bytes).unwrap();
            let kept = inclusion_from_text(&text).unwrap();
            let checkpoint = Pinned::one(key(test)).open(&kept.checkpoint).unwrap();
            let entry = &entries[usize::try_from(number).unwrap() - 1];
            assert_eq!(kept.leaf, log_leaf(entry).as_bytes());
            let place = (kept.number, checkpoint.size);
            let leaf = leaf_hash(&kept.leaf);
            assert!(verify_inclusion(&leaf, place, &kept.path, &checkpoint.root));
            assert_eq!(place, (number - 1, size));
        }
        assert_eq!(
            auditor
                .get(&format!("/log/entries/{}/proof", size + 1))
                .status,
            404
        );
        assert_eq!(auditor.get("/log/entries/0/proof").status, 404);
        let page = auditor.get("/log");
        assert!(page.html.contains(&format!("/log/entries/{size}/proof")));
        assert!(
            !page
                .html
                .contains(&format!("/log/entries/{}/proof", size + 1))
        );
    });
}

#[test]
fn p5e_a_change_of_keys_is_announced_and_the_old_key_signs_it_last() {
    on_both(|test| {
        signed(test).unwrap();
        let old = key(test);
        let first = newest(test);
        let rotated = rotate(&test.app, test.organisation_id).unwrap();
        assert_eq!((&rotated.old.0, &rotated.new), (&old, &key(test)));
        assert!(!test.app.log_key(test.organisation_id, 1).exists());
        let handover = newest(test);
        assert_eq!(size_of(&handover), u64::try_from(rotated.old.1).unwrap());
        assert_eq!(
            Pinned::one(old.clone()).open(&handover).unwrap().size,
            size_of(&handover)
        );
        let entry = test
            .read(|read| Ok(log_entries(read, rotated.old.1 - 1, 1)?))
            .remove(0);
        assert_eq!(entry.action, "changed the key of the log");
        assert_eq!(entry.record_id, hex(&rotated.new.public()));
        signed(test).unwrap();
        let after = newest(test);
        let not_signed = Err(Refused::Note(NoteRefused::NotSigned));
        assert_eq!(Pinned::one(old.clone()).open(&after), not_signed);
        let pinned = test.read(checkpoints::pinned);
        for note in [&first, &handover, &after] {
            assert!(pinned.open(note).is_ok());
        }
        // Whoever holds the retired secret signs nothing more.
        assert_eq!(pinned.keys[0].until, Some(size_of(&handover)));
        assert!(looked(test).differences.is_empty());
        assert!(
            looked_with(test, &after, Some(rotated.new))
                .differences
                .is_empty()
        );
        let found = looked_with(test, &after, Some(old));
        assert!(found.differences[0].contains("not signed by the key you gave"));
        let page = test.visitor(Role::Auditor).get("/log/checkpoints");
        page.says("it signed up to size");
        page.says("the key before it signed for it");
        let beyond = "a new key signs, and the one before it signed for it";
        assert!(looked(test).said.iter().any(|said| said.contains(beyond)));
    });
}

#[test]
fn p5e_a_lost_key_is_never_replaced_unseen() {
    on_both(|test| {
        signed(test).unwrap();
        let file = test.app.log_key(test.organisation_id, 1);
        let kept = std::fs::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        let size = test.read(|read| Ok(log_size(read)?));
        let refused = signed(test).unwrap_err();
        assert!(matches!(&refused, Failure::Rule(words) if words.contains("rotate-key")));
        assert!(!file.exists());
        assert_eq!(test.read(|read| Ok(log_size(read)?)), size);
        let page = test.visitor(Role::Auditor).post("/log/checkpoints", &[]);
        assert_eq!(page.status, 303);
        std::fs::write(&file, kept).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        signed(test).unwrap();
    });
}

#[test]
fn p5e_every_kind_of_entry_says_who_when_what_and_which_record() {
    let test = crate::testing::TestApp::example();
    let entries = test.read(|read| Ok(log_entries(read, 0, 1_000_000)?));
    let mut kinds = std::collections::BTreeSet::new();
    for entry in &entries {
        assert!(!entry.action.is_empty() && !entry.record_kind.is_empty());
        assert!(!entry.record_id.is_empty(), "{}", entry.action);
        assert!(entry.at > jiff::Timestamp::UNIX_EPOCH, "{}", entry.action);
        let content = test.read(|read| Ok(database::log_content(read, entry.number)?));
        let (_, content) = content.unwrap();
        let content: serde_json::Value = serde_json::from_str(&content).unwrap();
        assert!(content.is_object(), "{}", entry.action);
        kinds.insert(entry.action.clone());
    }
    assert!(kinds.len() > 40, "{kinds:?}");
    assert!(looked(&test).differences.is_empty());
    let signed = |kind: &str| {
        let of = |entry: &&database::LoggedEntry| entry.action == kind;
        entries.iter().filter(of).count()
    };
    let sign_offs = signed("signed off return") + signed("signed off annual report");
    let kept = test.read(checkpoints::all);
    let with = |kept: &&checkpoints::KeptCheckpoint| kept.record_kind != "partner";
    assert_eq!(kept.iter().filter(with).count(), sign_offs);
    assert_eq!(kept.len(), sign_offs + signed("signed for partner"));
}
