//! Whatever somebody changes behind the system's back is found, and what cannot be known is said (A3, A5).
//! Every bit of everything is tried beside the look itself; here are some, in both real databases.

use super::{grow, harm, key, looked, looked_with, newest, signed, size_of};
use crate::failure::Failure;
use crate::records::look::Looked;
use crate::testing::chance::Chance;
use crate::testing::{TestApp, on_both};
use database::{Value, log_entries, log_leaf, log_size};

/// Undoes a harm by running the one that puts it back.
fn harmed(test: &TestApp, (there, back): (&str, &str), values: [&[Value]; 2]) -> Looked {
    harm(test, there, values[0]);
    let found = looked(test);
    harm(test, back, values[1]);
    found
}

#[test]
fn a3_seeded_bits_of_a_real_database_are_found_and_the_first_bad_entry_named() {
    on_both(|test| {
        let begun = test.read(|read| Ok(log_size(read)?));
        grow(test, 299 - begun);
        signed(test).unwrap();
        assert_eq!(looked(test).differences, Vec::<String>::new());
        assert_eq!(looked(test).entries, 300);
        let mut chance = Chance::of_seed(300);
        for (table, column, bytes) in [
            ("log_entry", "commitment_sha256", 32),
            ("log_entry", "leaf_sha256", 32),
            ("log_content", "salt", 32),
        ] {
            for _ in 0..24 {
                let number = i64::try_from(1 + chance.below(300)).unwrap();
                let place = chance.below(bytes * 8);
                let read = format!(
                    "SELECT {column} FROM {table} WHERE organisation_id = ?1 AND number = ?2"
                );
                let whole = test.read(|read_from| {
                    let organisation_id = read_from.organisation_id();
                    let row = read_from.first(&read, &[organisation_id.into(), number.into()])?;
                    Ok(row.unwrap().bytes(0)?)
                });
                let mut changed = whole.clone();
                changed[place / 8] ^= 1 << (place % 8);
                let set = format!(
                    "UPDATE {table} SET {column} = ?3 WHERE organisation_id = ?1 AND number = ?2"
                );
                let found = harmed(
                    test,
                    (&set, &set),
                    [
                        &[number.into(), changed.into()],
                        &[number.into(), whole.into()],
                    ],
                );
                let said = format!("log entry {number} does not match what it commits to");
                assert_eq!(found.differences.first(), Some(&said), "{table}.{column}");
            }
        }
        for (column, changed, back) in [
            ("happened_at", "happened_at + 1", "happened_at - 1"),
            ("person_id", "leaf_sha256", "NULL"),
            ("action", "action || ' '", "'signed a story'"),
            ("record_kind", "'tests'", "'test'"),
            ("record_id", "record_id || '1'", "'1'"),
        ] {
            let set = |to: &str| {
                format!(
                    "UPDATE log_entry SET {column} = {to} WHERE organisation_id = ?1 AND number = 222"
                )
            };
            let found = harmed(test, (&set(changed), &set(back)), [&[], &[]]);
            let said = "log entry 222 does not match what it commits to";
            assert_eq!(found.differences[0], said, "{column}");
        }
        assert_eq!(looked(test).differences, Vec::<String>::new());
    });
}

#[test]
fn a3_a_changed_node_checkpoint_or_missing_content_is_found() {
    on_both(|test| {
        grow(test, 300);
        signed(test).unwrap();
        let node = "UPDATE log_node SET sha256 = ?2 WHERE organisation_id = ?1";
        let whole = test.read(|read| Ok(database::log_hashes(read, 1, (0, 1))?))[0];
        let found = harmed(test, (node, node), [&[[7; 32].into()], &[whole.into()]]);
        assert_eq!(
            found.differences[0],
            "the tree over log entries 1 to 256 does not match them"
        );
        let kept = newest(test);
        let set = "UPDATE log_checkpoint SET note = ?2 WHERE organisation_id = ?1";
        let other = kept.replace("commonweal", "commonwealth");
        let found = harmed(test, (set, set), [&[other.into()], &[kept.into()]]);
        assert!(found.differences[0].contains("of another log"), "{found:?}");
        let set = "UPDATE log_checkpoint SET root_sha256 = ?2 WHERE organisation_id = ?1";
        harm(test, set, &[[7; 32].into()]);
        let found = looked(test);
        assert!(found.differences[0].contains("not the one that is written beside it"));
        harm(
            test,
            "DELETE FROM log_content WHERE organisation_id = ?1 AND number = 7",
            &[],
        );
        let found = looked(test);
        assert_eq!(
            found.differences[0],
            "the content of log entry 7 is gone, and nobody erased it"
        );
        assert_eq!(found.entries, 6, "those before it are sound");
    });
}

#[test]
fn a3_text_that_no_engine_would_write_is_named_too() {
    let test = TestApp::elsewhere();
    grow(&test, 300);
    signed(&test).unwrap();
    let size = size_of(&newest(&test));
    assert_eq!(looked(&test).differences, Vec::<String>::new());
    let torn = |table: &str, column: &str, place: &str| {
        let is_text = "CAST(x'6180' AS TEXT)";
        let set =
            format!("UPDATE {table} SET {column} = {is_text} WHERE organisation_id = ?1 {place}");
        harm(&test, &set, &[]);
        looked(&test).differences
    };
    let kept = torn("log_checkpoint", "note", "");
    assert_eq!(
        kept,
        [format!(
            "the checkpoint of size {size}: it cannot be read any more"
        )]
    );
    for (table, column, number) in [
        ("log_content", "content", 222),
        ("log_entry", "action", 111),
    ] {
        let found = torn(table, column, &format!("AND number = {number}"));
        let said = format!("log entry {number} does not match what it commits to");
        assert_eq!(found.first(), Some(&said));
    }
    // Whatever stands behind it, the first altered one is named.
    harm(
        &test,
        "UPDATE log_entry SET record_id = 'other' WHERE organisation_id = ?1 AND number = 7",
        &[],
    );
    let found = looked(&test);
    assert_eq!(
        found.differences[0],
        "log entry 7 does not match what it commits to"
    );
    assert_eq!(found.entries, 6);
}

#[test]
fn a5_a_cut_tail_is_found_by_a_checkpoint_from_outside_and_not_signed_over() {
    on_both(|test| {
        grow(test, 300);
        signed(test).unwrap();
        let (outside, key) = (newest(test), key(test));
        let size = size_of(&outside);
        for table in ["log_content", "log_entry"] {
            let cut = format!("DELETE FROM {table} WHERE organisation_id = ?1 AND number > 290");
            harm(test, &cut, &[]);
        }
        harm(
            test,
            "UPDATE log_head SET size = 290 WHERE organisation_id = ?1",
            &[],
        );
        let found = looked(test);
        assert!(found.differences[0].contains("the log does not reach that far any more"));
        let refused = signed(test).unwrap_err();
        assert!(matches!(&refused, Failure::Rule(words) if words.contains("log verify")));
        // Somebody who cuts the log cuts the checkpoints too: only one from outside tells.
        harm(
            test,
            "DELETE FROM log_checkpoint WHERE organisation_id = ?1",
            &[],
        );
        let found = looked(test);
        assert_eq!(found.differences, Vec::<String>::new());
        assert!(
            found
                .said
                .iter()
                .any(|said| said.contains("made them anew"))
        );
        let found = looked_with(test, &outside, Some(key));
        let said = format!(
            "{size} entries were signed and only 290 are sound here: {} are missing",
            size - 290
        );
        assert!(found.differences[0].starts_with(&said), "{found:?}");
    });
}

#[test]
fn a5_one_entry_rewritten_by_whoever_runs_the_server_is_found_from_outside() {
    on_both(|test| {
        grow(test, 20);
        signed(test).unwrap();
        let (outside, key) = (newest(test), key(test));
        // Another action in entry 7, with a leaf that fits, and everything after it as it was.
        let mut entry = test.read(|read| Ok(log_entries(read, 6, 1)?)).remove(0);
        entry.action = "did nothing".to_owned();
        let leaf = transparency::leaf_hash(log_leaf(&entry).as_bytes());
        let set = "UPDATE log_entry SET action = ?2, leaf_sha256 = ?3
                   WHERE organisation_id = ?1 AND number = 7";
        harm(test, set, &[entry.action.into(), leaf.into()]);
        assert!(looked(test).differences[0].contains("have another root"));
        assert!(matches!(signed(test).unwrap_err(), Failure::Rule(_)));
        harm(
            test,
            "DELETE FROM log_checkpoint WHERE organisation_id = ?1",
            &[],
        );
        // With the server's own key the rewritten log is signed again, and looks whole from inside.
        signed(test).unwrap();
        let found = looked(test);
        assert_eq!(found.differences, Vec::<String>::new());
        assert!(
            found
                .said
                .iter()
                .any(|said| said.contains("made them anew"))
        );
        let found = looked_with(test, &outside, Some(key.clone()));
        let said = "entries are not those that were signed: something among them was changed";
        assert!(found.differences[0].ends_with(said), "{found:?}");
        let found = looked_with(test, &outside, None);
        assert!(
            found
                .said
                .iter()
                .any(|said| said.contains("taken from this database"))
        );
        let other = outside.replace("commonweal/log", "commonweal/other");
        assert!(looked_with(test, &other, Some(key)).differences[0].contains("not believed"));
    });
}
