//! Words that somebody types to make lines of the log which are not theirs: each stays one line, one row and
//! one record, and reads back as it was (A10).

use super::{entry, looked, signed};
use crate::records;
use crate::testing::{TestApp, hostile, on_both};
use commonweal_verify::{Pins, verify};
use database::{Engine, LogEntry, LoggedEntry, log_content, log_entries, log_leaf, log_size};
use domain::people::Role;
use std::collections::BTreeMap;

/// For each of some words an entry with them in each of its fields.
fn kept(test: &TestApp, words: &[String]) -> Vec<(LogEntry, LoggedEntry)> {
    let before = test.read(|read| Ok(log_size(read)?));
    let entries = words.iter().map(|words| {
        let mut entry = entry(test, serde_json::json!({ "words": words, words: [words] }));
        entry.action.clone_from(words);
        entry.record_kind.clone_from(words);
        entry.record_id.clone_from(words);
        entry
    });
    let entries: Vec<LogEntry> = entries.collect();
    test.app
        .database
        .write(test.scope(), |mut write| {
            // A change of its own, since each line of the log has one.
            let touched = "UPDATE organisation SET name = name WHERE organisation_id = ?1";
            write.execute(touched, &[test.organisation_id.into()])?;
            write.commit_all(&entries, ())
        })
        .unwrap();
    let kept = test.read(|read| Ok(log_entries(read, before, 1_000)?));
    assert_eq!(kept.len(), entries.len(), "one entry each");
    entries.into_iter().zip(kept).collect()
}

/// The rows of the log as a file, by their numbers.
fn rows(test: &TestApp) -> BTreeMap<i64, csv::StringRecord> {
    let file = test.visitor(Role::Auditor).get("/log.csv").bytes;
    let mut reader = csv::Reader::from_reader(file.as_slice());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        assert_eq!(row.len(), 9, "{row:?}");
        (row[0].parse().unwrap(), row)
    });
    rows.collect()
}

/// Whether a cell shows exactly these words: what begins like a formula has an apostrophe before it.
fn shows(cell: &str, words: &str) -> bool {
    cell == words || cell.strip_prefix('\'') == Some(words)
}

fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a10_hostile_words_in_every_field_of_the_log_stay_one_line_and_read_back() {
    on_both(|test| {
        let words = hostile::words();
        let kept = kept(test, &words);
        for (entry, logged) in &kept {
            let leaf = log_leaf(logged);
            assert!(!leaf.contains(|one: char| one < ' '), "{leaf}");
            let read: serde_json::Value = serde_json::from_str(&leaf).unwrap();
            for (field, was) in [
                ("action", &entry.action),
                ("record_kind", &entry.record_kind),
                ("record_id", &entry.record_id),
            ] {
                assert_eq!(read[field].as_str(), Some(was.as_str()), "{field}");
            }
            let content = test.read(|read| Ok(log_content(read, logged.number)?));
            let (_, content) = content.unwrap();
            let mut content: serde_json::Value = serde_json::from_str(&content).unwrap();
            let way = content.as_object_mut().unwrap().remove("via");
            assert_eq!(way, Some("system".into()));
            assert_eq!(content, entry.content);
        }
        let size = test.read(|read| Ok(log_size(read)?));
        let rows = rows(test);
        assert_eq!(i64::try_from(rows.len()).unwrap(), size, "one row each");
        for (entry, logged) in &kept {
            let row = &rows[&logged.number];
            for (at, words) in [
                (4, &entry.action),
                (5, &entry.record_kind),
                (6, &entry.record_id),
            ] {
                assert!(shows(&row[at], words), "{words:?}: {row:?}");
            }
        }
        assert_eq!(looked(test).differences, Vec::<String>::new());
    });
}

#[test]
fn a10_hostile_words_make_no_line_of_the_pages_and_exports_of_the_log() {
    on_both(|test| {
        let words = hostile::words();
        let kept = kept(test, &words);
        let page = test.visitor(Role::Auditor).get("/log");
        let document = scraper::Html::parse_document(&page.html);
        let select = |what: &str| scraper::Selector::parse(what).unwrap();
        let lines = select("tbody > tr");
        let lines: Vec<_> = document.select(&lines).collect();
        let size = test.read(|read| Ok(log_size(read)?));
        assert_eq!(lines.len(), usize::try_from(size.min(50)).unwrap());
        assert!(document.select(&select("script, img")).next().is_none());
        for (line, (entry, logged)) in lines.iter().zip(kept.iter().rev()) {
            let cells: Vec<String> = line
                .select(&select("th, td"))
                .map(|cell| words_of(&cell.text().collect::<String>()))
                .collect();
            assert_eq!(cells[0], logged.number.to_string());
            assert_eq!(cells[3], words_of(&entry.action), "{:?}", entry.action);
        }
        signed(test).unwrap();
        let folder = tempfile::tempdir().unwrap();
        records::static_files(&test.app, test.organisation_id, folder.path()).unwrap();
        let key = super::key(test).to_string();
        let found = verify(folder.path(), &Pins::of([key]).unwrap()).unwrap();
        assert_eq!(found.ending(), 0, "{found:?}");
    });
}

#[test]
fn a10_a_hostile_name_of_a_person_stays_in_its_cell() {
    on_both(|test| {
        let lead = test.person(Role::Lead);
        assert_eq!(
            test.visitor(Role::Lead)
                .post("/account/password", &[("password", "three plain words")])
                .status,
            303
        );
        for words in hostile::words() {
            test.behind_the_log(|connection| {
                connection.execute(
                    "UPDATE person SET name = ?3 WHERE organisation_id = ?1 AND id = ?2",
                    &[test.organisation_id.into(), lead.id.into(), (&words).into()],
                )
            });
            let size = test.read(|read| Ok(log_size(read)?));
            let rows = rows(test);
            let of_lead = rows.values().any(|row| shows(&row[2], &words));
            assert!(of_lead, "{words:?}");
            assert_eq!(i64::try_from(rows.len()).unwrap(), size);
        }
    });
}

#[test]
fn a10_a_nul_is_kept_as_it_was_or_refused_whole() {
    on_both(|test| {
        let before = test.read(|read| Ok(log_size(read)?));
        let mut hostile = entry(test, serde_json::json!({ "words": "a\0b" }));
        "a\0b".clone_into(&mut hostile.action);
        let write = |write: database::Write<'_>| write.commit(hostile.clone(), ());
        let done = test.app.database.write(test.scope(), write);
        let after = test.read(|read| Ok(log_entries(read, before, 10)?));
        match test.app.database.engine() {
            Engine::Sqlite => {
                done.unwrap();
                assert_eq!(after[0].action, "a\0b");
                assert!(log_leaf(&after[0]).contains(r"a\u0000b"));
            }
            Engine::Postgres => {
                assert!(done.is_err());
                assert!(after.is_empty());
            }
        }
        // In what is recorded a NUL is written by its number, which both engines take.
        "plain words".clone_into(&mut hostile.action);
        let write = |write: database::Write<'_>| write.commit(hostile.clone(), ());
        test.app.database.write(test.scope(), write).unwrap();
        assert_eq!(looked(test).differences, Vec::<String>::new());
    });
}
