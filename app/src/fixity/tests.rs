//! Fixity: what is damaged is named, and nothing else is.

use super::{looking, store};
use crate::app::{App, Clock};
use crate::personal_data::map::{Rows, map};
use crate::testing::chance::Chance;
use crate::testing::framework::adopt;
use crate::testing::{TestApp, on_both};
use database::{Database, Scope};
use domain::people::Role;
use jiff::ToSpan;
use sha2::{Digest, Sha256};
use std::path::Path;

fn add_entry(test: &TestApp, measure: database::Id) -> String {
    let typed = [
        ("measure", measure.to_string()),
        ("happened_on_day", "3".to_owned()),
        ("happened_on_month", "11".to_owned()),
        ("happened_on_year", "2026".to_owned()),
        ("quantity", "3".to_owned()),
        ("area", "E08000012".to_owned()),
        ("percent", "100".to_owned()),
        ("reason", "Counted at the door".to_owned()),
        ("seen_what", "Signed register".to_owned()),
        ("kept_where", "Room 2".to_owned()),
        ("grade", "2".to_owned()),
    ];
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    test.visitor(Role::Lead)
        .post("/entries/new", &typed)
        .new_key()
}

fn run(test: &TestApp) -> Vec<String> {
    let id = looking::run(&test.app, test.scope()).unwrap();
    let findings = test.read(|read| store::findings(read, id));
    findings.into_iter().map(|finding| finding.words).collect()
}

/// Changes a row behind everybody's back: no line of the log is written.
fn tamper(test: &TestApp, sql: &str) -> u64 {
    test.behind_the_log(|directory| directory.execute(sql, &[test.organisation_id.into()]))
}

#[test]
fn a4_a_row_that_was_changed_behind_everybodys_back_is_named_by_every_later_run() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        let entry = add_entry(test, measure);
        assert_eq!(run(test), Vec::<String>::new());
        // Work goes on, and nothing of it is taken for damage.
        add_entry(test, measure);
        test.give_password(Role::Lead, "three-unrelated-garden-gnomes");
        assert_eq!(run(test), Vec::<String>::new());
        let changed = tamper(
            test,
            "UPDATE entry SET reason = 'Counted twice' WHERE organisation_id = ?1 AND recorded_at > 0",
        );
        assert_eq!(changed, 2);
        let found = run(test);
        assert_eq!(found.len(), 2, "{found:?}");
        let words =
            format!("entry {entry}: the row is not what it was, and no line of the log says why");
        assert!(found.contains(&words), "{found:?}");
        assert_eq!(run(test), found, "it is not taken for good");
        let auditor = test.visitor(Role::Auditor);
        let page = auditor.get("/fixity");
        page.says("2 things are not as they were");
        let id = page.html.split("href=\"/fixity/").nth(1).unwrap();
        let id = id.split('"').next().unwrap();
        auditor
            .get(&format!("/fixity/{id}"))
            .says(&words)
            .says("It was sound on 10 November 2026");
    });
}

#[test]
fn a4_a_row_that_was_taken_away_is_named() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        add_entry(test, measure);
        run(test);
        tamper(test, "DELETE FROM evidence_link WHERE organisation_id = ?1");
        let found = run(test);
        let names = |words: &str| found.iter().any(|one| one.contains(words));
        assert!(
            names("evidence_link") && names("the row is gone"),
            "{found:?}"
        );
    });
}

#[test]
fn a4_a_mark_that_was_changed_with_its_row_is_found_by_what_the_log_commits_to() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        add_entry(test, measure);
        run(test);
        // The row, its marks and the sum over the marks: everything but the log.
        tamper(
            test,
            "UPDATE entry SET reason = 'x' WHERE organisation_id = ?1",
        );
        let compared = test.read(|read| super::comparing::compare(read, None));
        let forged = super::comparing::sha256(&compared.blocks);
        test.write(|write| store::blocks_keep(write, &compared.blocks));
        let sql = "UPDATE fixity_run SET marks_sha256 = ?2 WHERE organisation_id = ?1";
        test.behind_the_log(|directory| {
            directory.execute(sql, &[test.organisation_id.into(), forged.into()])
        });
        let found = run(test);
        assert!(
            found
                .iter()
                .any(|words| words.contains("not what the log commits to")),
            "{found:?}"
        );
    });
}

#[test]
fn a4_a_damaged_file_is_refused_in_words_and_named_with_its_record() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        let entry = add_entry(test, measure);
        let content = format!("photo of {}", test.organisation_id);
        let lead = test.visitor(Role::Lead);
        let added = lead.upload(
            &format!("/entries/{entry}/evidence"),
            &[("grade", "2"), ("people", "nobody")],
            ("file", "register.txt", content.as_bytes()),
        );
        assert_eq!(added.status, 303, "{}", added.text());
        assert_eq!(run(test), Vec::<String>::new());
        let page = lead.get(&format!("/entries/{entry}"));
        let keys = page.html.split("href=\"/evidence/").skip(1);
        let keys: Vec<String> = keys
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        let file = keys.iter().map(|key| format!("/evidence/{key}/file"));
        let file = file
            .into_iter()
            .find(|path| lead.get(path).status == 200)
            .unwrap();
        assert_eq!(lead.get(&file).bytes, content.as_bytes());
        std::fs::write(test.evidence_file(content.as_bytes()), b"another photo").unwrap();
        let refused = lead.get(&file);
        assert_eq!(refused.status, 409);
        refused.says("so it is not handed out");
        let found = run(test);
        assert!(found[0].contains("has another content now"), "{found:?}");
        std::fs::remove_file(test.evidence_file(content.as_bytes())).unwrap();
        lead.get(&file).says("no longer on the disk");
    });
}

#[test]
fn a4_a_file_and_its_hash_and_a_checkpoints_facts_changed_behind_everybodys_back_are_found() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        let entry = add_entry(test, measure);
        let content = format!("register of {}", test.organisation_id);
        let added = test.visitor(Role::Lead).upload(
            &format!("/entries/{entry}/evidence"),
            &[("grade", "2"), ("people", "nobody")],
            ("file", "register.txt", content.as_bytes()),
        );
        assert_eq!(added.status, 303, "{}", added.text());
        let signed = test.visitor(Role::Auditor).post("/log/checkpoints", &[]);
        assert_eq!(signed.status, 303);
        assert_eq!(run(test), Vec::<String>::new(), "the control");
        // The hash alone: it names a file that is not there, and the row is not what it was.
        let hash = |bytes: &[u8]| <[u8; 32]>::from(Sha256::digest(bytes));
        let set = |from: [u8; 32], to: [u8; 32]| {
            let sql = "UPDATE evidence SET file_sha256 = ?3
                       WHERE organisation_id = ?1 AND file_sha256 = ?2";
            let values = [test.organisation_id.into(), from.into(), to.into()];
            let changed = test.behind_the_log(|directory| directory.execute(sql, &values));
            assert_eq!(changed, 1);
        };
        let other = format!("another register of {}", test.organisation_id);
        let (old, new) = (hash(content.as_bytes()), hash(other.as_bytes()));
        set(old, new);
        let found = run(test);
        let names = |found: &[String], words: &str| found.iter().any(|one| one.contains(words));
        assert!(
            names(&found, "is missing") && names(&found, "the row is not what it was"),
            "{found:?}"
        );
        // Both together: the file fits its hash again, and the row still is not what it was.
        let path = test.evidence_file(other.as_bytes());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &other).unwrap();
        let found = run(test);
        assert!(!names(&found, "is missing"), "{found:?}");
        assert!(names(&found, "the row is not what it was"), "{found:?}");
        set(new, old);
        assert_eq!(
            run(test),
            Vec::<String>::new(),
            "put back, it is sound again"
        );
        // What a checkpoint is said to have been signed with is no part of its note.
        tamper(
            test,
            "UPDATE log_checkpoint SET signed_at = signed_at + 1 WHERE organisation_id = ?1",
        );
        let found = run(test);
        assert!(names(&found, "log_checkpoint"), "{found:?}");
    });
}

#[test]
fn the_first_run_and_one_a_month_come_by_themselves() {
    on_both(|test| {
        let runs = || test.read(|read| store::newest(read, 9)).len();
        let scope = test.scope();
        assert!(looking::is_due(&test.app, scope).unwrap());
        looking::run(&test.app, scope).unwrap();
        assert!(!looking::is_due(&test.app, scope).unwrap());
        test.set_today(jiff::civil::date(2026, 11, 10).saturating_add(30.days()));
        assert!(looking::is_due(&test.app, scope).unwrap());
        let page = test.visitor(Role::Administrator).post("/fixity/run", &[]);
        assert_eq!(page.status, 303);
        assert_eq!(runs(), 2);
    });
}

/// How many bits are flipped; `COMMONWEAL_FLIPS` says another number.
fn flips() -> usize {
    std::env::var("COMMONWEAL_FLIPS").map_or(24, |many| many.parse().unwrap())
}

/// Everything that is kept, as bytes: the rows of every table of the map that keeps more than who is signed
/// in now; an engine that cannot read them says so.
fn dump(database: &Database, scope: Scope) -> Result<Vec<u8>, String> {
    let passing = ["directory_session", "directory_attempt", "directory_link"];
    let mut whole = Vec::new();
    for table in map().values() {
        let of_organisation = table
            .columns
            .iter()
            .any(|(name, _)| name == "organisation_id");
        if !of_organisation || passing.contains(&table.name.as_str()) {
            continue;
        }
        if table.rows == Rows::Directory {
            continue;
        }
        let columns: Vec<&str> = table
            .columns
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let columns = columns.join(", ");
        let sql = format!("SELECT {columns} FROM {} ORDER BY {columns}", table.name);
        let rows = database
            .read(scope, |read| read.query(&sql, &[]))
            .map_err(|fault: database::DatabaseFault| fault.to_string())?;
        for row in rows {
            whole.extend(row.canonical());
        }
    }
    Ok(whole)
}

/// What a second look says of a copy: how many differences, or that it could not even be opened.
fn looked(copy: &Path, test: &TestApp) -> Result<(usize, Vec<u8>), String> {
    let file = copy.join("commonweal.db");
    let clock = Clock::standing(test.now());
    let app = App::open(file.to_str().unwrap(), &copy.join("evidence"), clock)
        .map_err(|fault| format!("{fault:#}"))?;
    let dumped = dump(&app.database, test.scope())?;
    let checked =
        looking::look(&app, test.organisation_id).map_err(|fault| format!("{fault:?}"))?;
    let differences = checked.into_iter().map(|one| one.differences.len()).sum();
    Ok((differences, dumped))
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target);
        } else if !source.to_string_lossy().ends_with("-shm") {
            std::fs::copy(&source, &target).unwrap();
        }
    }
}

fn flip(file: &Path, chance: &mut Chance) -> String {
    let mut bytes = std::fs::read(file).unwrap();
    let at = chance.below(bytes.len());
    bytes[at] ^= 1 << chance.below(8);
    std::fs::write(file, bytes).unwrap();
    format!("{} byte {at}", file.display())
}

/// Every file of the copy that a bit is flipped in: database, write-ahead log and evidence.
fn targets(copy: &Path) -> Vec<std::path::PathBuf> {
    let mut found = vec![copy.join("commonweal.db"), copy.join("commonweal.db-wal")];
    let mut folders = vec![copy.join("evidence")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().unwrap().len() == 62 {
                found.push(path);
            }
        }
    }
    found.retain(|path| std::fs::metadata(path).is_ok_and(|about| about.len() > 0));
    found.sort();
    found
}

#[test]
fn d8_every_flipped_bit_that_alters_data_is_found() {
    let test = TestApp::example();
    assert_eq!(run(&test), Vec::<String>::new());
    test.app.database.shred(&[]).unwrap();
    // What is newest stands in the write-ahead log alone.
    for _ in 0..3 {
        test.write(|_| Ok(()));
    }
    run(&test);
    let from = test
        .app
        .database
        .file()
        .unwrap()
        .parent()
        .unwrap()
        .to_owned();
    let whole = tempfile::tempdir().unwrap();
    copy_folder(&from, whole.path());
    let (differences, sound) = looked(whole.path(), &test).unwrap();
    assert_eq!(differences, 0, "the control: an unharmed copy is sound");
    copy_folder(&from, whole.path());
    let mut chance = Chance::of_seed(8);
    let (mut altering, mut harmless) = (0, 0);
    for number in 0..flips() {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(&from, copy.path());
        let targets = targets(copy.path());
        let kind = number % 3;
        let of_kind: Vec<_> = targets
            .iter()
            .filter(|path| match kind {
                0 => path.ends_with("commonweal.db"),
                1 => path.ends_with("commonweal.db-wal"),
                _ => path.file_name().unwrap().len() == 62,
            })
            .collect();
        let target = of_kind[chance.below(of_kind.len())].clone();
        let place = flip(&target, &mut chance);
        match looked(copy.path(), &test) {
            Ok((0, dumped)) => {
                assert_ne!(kind, 2, "an altered file was not found: {place}");
                assert!(
                    dumped == sound,
                    "flip {number} of seed 8 alters data unseen: {place}"
                );
                harmless += 1;
            }
            Err(_) | Ok(_) => altering += 1,
        }
    }
    println!("{altering} flips altered something and were found, {harmless} altered nothing");
    assert!(altering > 0);
}

/// The control of the test above: without marks a changed row passes, and the dump shows it.
#[test]
fn d8_without_marks_a_changed_row_would_pass_unseen() {
    let test = TestApp::elsewhere();
    let measure = adopt(&test, &[("H1", "Talks", "hours")])[0];
    add_entry(&test, measure);
    let sound = dump(&test.app.database, test.scope()).unwrap();
    tamper(
        &test,
        "UPDATE entry SET reason = 'Counted twice' WHERE organisation_id = ?1",
    );
    let checked = looking::look(&test.app, test.organisation_id).unwrap();
    assert!(checked.iter().all(|one| one.differences.is_empty()));
    assert_ne!(dump(&test.app.database, test.scope()).unwrap(), sound);
}

#[test]
fn a_database_older_than_what_was_acknowledged_says_so() {
    let test = TestApp::elsewhere();
    let from = test
        .app
        .database
        .file()
        .unwrap()
        .parent()
        .unwrap()
        .to_owned();
    test.app.database.shred(&[]).unwrap();
    let before = std::fs::read(from.join("commonweal.db")).unwrap();
    test.write(|_| Ok(()));
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&from, copy.path());
    std::fs::write(copy.path().join("commonweal.db"), before).unwrap();
    std::fs::remove_file(copy.path().join("commonweal.db-wal")).unwrap();
    let (differences, _) = looked(copy.path(), &test).unwrap();
    assert_eq!(differences, 1);
}

/// A table is called fixed only if nothing shipped changes its rows but disposal and erasure.
#[test]
fn what_is_called_fixed_is_never_updated_or_deleted_from() {
    let mut sources = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_string_lossy().into_owned();
            let allowed = [
                "/tests",
                "/retention/",
                "/personal_data/",
                "/fixity/",
                "/testing/",
            ];
            if allowed.iter().any(|part| name.contains(part)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let shipped = text.split("#[cfg(test)]").next().unwrap().to_owned();
                sources.push((name, shipped));
            }
        }
    }
    let fixed = map().values().filter(|table| table.rows == Rows::Fixed);
    let mut wrong = Vec::new();
    for table in fixed {
        for (name, text) in &sources {
            for words in ["UPDATE", "DELETE FROM"] {
                let sought = format!("{words} {} ", table.name);
                if text.contains(&sought) {
                    wrong.push(format!("{name}: {sought}"));
                }
            }
        }
    }
    assert!(sources.len() > 100);
    assert_eq!(wrong, Vec::<String>::new());
}
