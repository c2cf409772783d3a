//! Data about people, through the pages.

use super::map::{Holds, Rows, map};
use super::store::sights::{Asked, seen};
use crate::app::new_id;
use crate::people::NewPerson;
use crate::testing::following::followed_up;
use crate::testing::{Page, TestApp, on_both};
use database::Id;
use domain::people::Role;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

fn dated(name: &str, day: Date) -> Vec<(String, String)> {
    vec![
        (format!("{name}_day"), day.day().to_string()),
        (format!("{name}_month"), day.month().to_string()),
        (format!("{name}_year"), day.year().to_string()),
    ]
}

fn send(test: &TestApp, role: Role, path: &str, typed: &[(&str, &str)], day: (&str, Date)) -> Page {
    let dated = dated(day.0, day.1);
    let mut typed = typed.to_vec();
    typed.extend(
        dated
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    test.visitor(role).post(path, &typed)
}

fn request(test: &TestApp, asks: &str, kind: &str, subject: &str) -> String {
    let typed = [
        ("asks", asks),
        ("kind", kind),
        ("subject", subject),
        ("note", ""),
    ];
    let on = crate::app::date_of(test.now());
    let kept = send(
        test,
        Role::Lead,
        "/personal-data/requests/new",
        &typed,
        ("received_on", on),
    );
    format!("/personal-data/requests/{}", kept.new_key())
}

fn decide(test: &TestApp, path: &str, decision: &str, ground: &str) -> Page {
    let typed = [
        ("decision", decision),
        ("ground", ground),
        ("why_decided", "As asked"),
    ];
    let proposed = test
        .visitor(Role::Lead)
        .post(&format!("{path}/propose"), &typed);
    assert_eq!(proposed.status, 303, "{}", proposed.text());
    agree(test, path)
}

/// Governance agrees to what its page shows.
fn agree(test: &TestApp, path: &str) -> Page {
    let governance = test.visitor(Role::Governance);
    let shown = governance.get(path).hidden("shown");
    governance.post(&format!("{path}/agree"), &[("shown", &shown)])
}

fn follow_up(test: &TestApp, learner: &str, began_on: Date) -> Id {
    let middle_on = began_on.tomorrow().unwrap();
    let last_on = middle_on.tomorrow().unwrap();
    followed_up(test, learner, [began_on, middle_on, last_on])
}

#[test]
fn p1_the_map_and_its_texts_are_read_by_whoever_looks_after_the_records() {
    on_both(|test| {
        for role in [
            Role::Lead,
            Role::Governance,
            Role::Auditor,
            Role::Administrator,
        ] {
            test.visitor(role)
                .get("/personal-data")
                .says("learner_aim.outward_postcode")
                .says("To show whether a reported job began and lasted");
        }
        let lead = test.visitor(Role::Lead);
        lead.get("/personal-data/privacy-notice")
            .says("Mersey Learning Works")
            .says("We keep it for 6 to 7 years from the end of the academic year");
        lead.get("/personal-data/impact-assessment")
            .says("Data is destroyed too early");
        assert_eq!(test.visitor(Role::Staff).get("/personal-data").status, 403);
    });
}

#[test]
fn t5_a_request_has_its_day_and_its_clock_stands_while_somebody_is_awaited() {
    on_both(|test| {
        let path = request(test, "access", "learner", "L-100");
        let lead = test.visitor(Role::Lead);
        lead.get(&path).says("Due by 10 December 2026");
        let today = date(2026, 11, 10);
        let typed = [("act", "pause"), ("waits", "identity"), ("why", "")];
        let paused = send(
            test,
            Role::Lead,
            &format!("{path}/clock"),
            &typed,
            ("on", today),
        );
        assert_eq!(paused.status, 303, "{}", paused.text());
        lead.get(&path).says("The clock stands");
        test.set_today(date(2026, 11, 17));
        let on = date(2026, 11, 17);
        let typed = [("act", "resume")];
        assert_eq!(
            send(
                test,
                Role::Lead,
                &format!("{path}/clock"),
                &typed,
                ("on", on)
            )
            .status,
            303
        );
        let lead = test.visitor(Role::Lead);
        lead.get(&path).says("Due by 17 December 2026");
        let typed = [("act", "extend"), ("why", "Many records")];
        assert_eq!(
            send(
                test,
                Role::Lead,
                &format!("{path}/clock"),
                &typed,
                ("on", on)
            )
            .status,
            303
        );
        lead.get(&path)
            .says("Due by 17 February 2027")
            .says("Many records");
        test.set_today(date(2027, 2, 18));
        test.visitor(Role::Lead)
            .get("/personal-data")
            .says("Overdue since 17 February 2027");
    });
}

#[test]
fn p5_nobody_decides_alone_and_a_refusal_names_its_ground() {
    on_both(|test| {
        let path = request(test, "erase", "learner", "L-100");
        let lead = test.visitor(Role::Lead);
        let without = [
            ("decision", "refuse"),
            ("ground", ""),
            ("why_decided", "No"),
        ];
        assert_eq!(lead.post(&format!("{path}/propose"), &without).status, 422);
        let typed = [
            ("decision", "refuse"),
            ("ground", "duty"),
            ("why_decided", "The contract asks"),
        ];
        assert_eq!(lead.post(&format!("{path}/propose"), &typed).status, 303);
        let own = lead.post(&format!("{path}/agree"), &[]);
        assert_eq!(own.status, 422);
        own.says("You proposed it, so somebody else agrees");
        let agreed = agree(test, &path);
        assert_eq!(agreed.status, 303);
        lead.get(&path)
            .says("It is refused")
            .says("A law or a contract asks that it is kept (Article 17(3)(b))");
        // The schema itself refuses one person.
        let tried = test.app.database.write(test.scope(), |mut write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "UPDATE request SET agreed_by = proposed_by WHERE organisation_id = ?1",
                &[organisation_id.into()],
            )?;
            let entry = database::LogEntry {
                at: test.now(),
                action: "tried".to_owned(),
                record_kind: "test".to_owned(),
                record_id: "1".to_owned(),
                content: serde_json::json!({}),
            };
            Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
        });
        assert!(tried.is_err_and(|failure| failure.is_constraint()));
    });
}

#[test]
fn g8_what_was_proposed_anew_between_display_and_agreement_is_not_agreed_to() {
    on_both(|test| {
        follow_up(test, "L-100", date(2015, 9, 3));
        let path = request(test, "erase", "learner", "L-100");
        let lead = test.visitor(Role::Lead);
        let propose = |decision: &str, ground: &str| {
            let typed = [
                ("decision", decision),
                ("ground", ground),
                ("why_decided", "As asked"),
            ];
            let page = lead.post(&format!("{path}/propose"), &typed);
            assert_eq!(page.status, 303, "{}", page.text());
        };
        propose("refuse", "duty");
        let governance = test.visitor(Role::Governance);
        let shown = governance.get(&path).says("is kept").hidden("shown");
        let agree = |shown: &str| governance.post(&format!("{path}/agree"), &[("shown", shown)]);
        // While the page is open, the refusal becomes an erasure.
        propose("erase", "");
        let refused = agree(&shown);
        assert_eq!(refused.status, 422);
        refused
            .says("Something else was proposed after you opened this page")
            .says("cannot be brought back");
        assert_eq!(agree("").status, 422);
        test.visitor(Role::Staff)
            .get("/follow-ups?state=ended")
            .says("L-100");
        let anew = refused.hidden("shown");
        assert_ne!(anew, shown);
        assert_eq!(agree(&anew).status, 303, "the control");
        test.visitor(Role::Staff)
            .get("/follow-ups?state=ended")
            .does_not_say("L-100");
    });
}

#[test]
fn p5_what_has_to_be_kept_is_not_erased_and_what_is_over_is_erased_to_the_last_byte() {
    let test = TestApp::elsewhere();
    let (young, old) = ("KEEP-55501", "GONE-77702");
    follow_up(&test, young, date(2024, 9, 3));
    let id = follow_up(&test, old, date(2015, 9, 3));
    let entry = database::LogEntry {
        at: test.now(),
        action: "opened follow-up".to_owned(),
        record_kind: "follow-up".to_owned(),
        record_id: id.to_string(),
        content: serde_json::json!({ "learner": old }),
    };
    test.app
        .database
        .write(test.scope(), |mut write| {
            let touched =
                "UPDATE follow_up SET learner = learner WHERE organisation_id = ?1 AND id = ?2";
            write.execute(touched, &[test.organisation_id.into(), id.into()])?;
            Ok::<_, crate::failure::Failure>(write.commit(entry.clone(), ())?)
        })
        .unwrap();
    let kept = request(&test, "erase", "learner", young);
    test.visitor(Role::Lead)
        .get(&kept)
        .says("cannot be erased yet");
    let refused = decide(&test, &kept, "erase", "");
    assert_eq!(refused.status, 422);
    refused.says("Some of it has to be kept for now");
    let root = test.read(|read| Ok(database::log_entries(read, 0, 1_000)?));
    let gone = request(&test, "erase", "learner", old);
    let done = decide(&test, &gone, "erase", "");
    assert_eq!(done.status, 303, "{}", done.text());
    test.visitor(Role::Lead)
        .get(&gone)
        .says("Known as erased")
        .does_not_say(old);
    let bytes = |path: std::path::PathBuf| std::fs::read(path).unwrap_or_default();
    let file = test.app.database.file().unwrap().to_owned();
    let whole = [bytes(file.clone()), bytes(file.with_extension("db-wal"))].concat();
    let times = |marker: &str| {
        let windows = whole.windows(marker.len());
        windows
            .filter(|window| *window == marker.as_bytes())
            .count()
    };
    assert!(times(young) > 0, "the control: who is kept is found");
    assert_eq!(times(old), 0);
    // The log proves the same as before, and it is known that contents were erased and by what.
    let after = test.read(|read| Ok(database::log_entries(read, 0, 1_000)?));
    assert_eq!(after[..root.len()], root[..]);
    for checked in crate::records::verify(&test.app, test.organisation_id).unwrap() {
        assert_eq!(
            checked.differences,
            Vec::<String>::new(),
            "{}",
            checked.what
        );
    }
    assert!(test.erased_by("request") > 0);
}

#[test]
fn p5_a_restriction_hides_and_keeps_and_is_lifted_again() {
    on_both(|test| {
        let learner = "HIDE-1";
        let id = follow_up(test, learner, date(2026, 9, 3));
        let staff = test.visitor(Role::Staff);
        staff.get("/follow-ups?state=ended").says(learner);
        let numbers = || staff.get("/follow-ups/numbers");
        numbers().says("Opened by hand 1 ");
        let path = request(test, "restrict", "learner", learner);
        assert_eq!(decide(test, &path, "restrict", "").status, 303);
        staff.get("/follow-ups?state=ended").does_not_say(learner);
        numbers().says("No follow-up yet");
        assert_eq!(staff.get(&format!("/follow-ups/{id}")).status, 404);
        let there = test.read(|read| {
            let organisation_id = read.organisation_id();
            let sql = "SELECT learner FROM follow_up WHERE organisation_id = ?1 AND id = ?2";
            Ok(read
                .first(sql, &[organisation_id.into(), id.into()])?
                .unwrap()
                .text(0)?)
        });
        assert_eq!(there, learner, "it is kept");
        let path = request(test, "restrict", "learner", learner);
        assert_eq!(decide(test, &path, "lift-restriction", "").status, 303);
        staff.get("/follow-ups?state=ended").says(learner);
        numbers().says("Opened by hand 1 ");
    });
}

/// An activity for everybody with these learners on its register.
fn registered(test: &TestApp, learners: &[&str]) -> Id {
    let activity = new_id();
    test.write(|write| {
        let organisation_id = write.organisation_id();
        write.execute(
            "INSERT INTO activity (organisation_id, id, title, description, audience, area_code,
               additional_percent, usual_minutes, started_at)
             VALUES (?1, ?2, 'Drop-in', '', 'community', 'E08000012', 100, 60, 0)",
            &[organisation_id.into(), activity.into()],
        )?;
        for learner in learners {
            write.execute(
                "INSERT INTO enrolment (organisation_id, activity_id, learner_reference, enrolled_at)
                 VALUES (?1, ?2, ?3, 0)",
                &[organisation_id.into(), activity.into(), (*learner).into()],
            )?;
        }
        Ok(())
    });
    activity
}

#[test]
fn p5_a_restricted_learner_is_on_no_register_and_stays_enrolled_unseen() {
    on_both(|test| {
        let activity = registered(test, &["HIDE-2", "SEEN-1"]);
        let register = format!("/activities/{activity}/register");
        let staff = test.visitor(Role::Staff);
        staff.get(&register).says("HIDE-2").says("SEEN-1");
        let path = request(test, "restrict", "learner", "HIDE-2");
        assert_eq!(decide(test, &path, "restrict", "").status, 303);
        staff.get(&register).does_not_say("HIDE-2").says("SEEN-1");
        let kept = staff.post(&register, &[("references", "SEEN-3")]);
        assert_eq!(kept.status, 303, "{}", kept.text());
        staff.get(&register).does_not_say("SEEN-1").says("SEEN-3");
        let path = request(test, "restrict", "learner", "HIDE-2");
        assert_eq!(decide(test, &path, "lift-restriction", "").status, 303);
        staff.get(&register).says("HIDE-2").says("SEEN-3");
    });
}

#[test]
fn p5_a_contact_and_an_account_are_erased_and_what_they_did_stays() {
    on_both(|test| {
        let mark = test.organisation_id.simple().to_string();
        let name = format!("Wilhelmina {mark}");
        test.write(|write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "INSERT INTO stakeholder (organisation_id, id, name, kind, contact, listed_at)
                 VALUES (?1, ?2, ?3, 'community', 'w@example.org', 0)",
                &[organisation_id.into(), new_id().into(), (&name).into()],
            )?;
            Ok(())
        });
        let path = request(test, "erase", "contact", &name);
        test.visitor(Role::Lead).get(&path).says("w@example.org");
        assert_eq!(decide(test, &path, "erase", "").status, 303);
        test.visitor(Role::Lead)
            .get("/stakeholders")
            .does_not_say("Wilhelmina");
        let leaver = test.join("Ottoline Leaver", &[Role::Staff]);
        let path = request(test, "erase", "account", &leaver.email);
        assert_eq!(decide(test, &path, "erase", "").status, 303);
        let people = test.visitor(Role::Administrator).get("/people");
        people
            .does_not_say("Ottoline")
            .says("Somebody whose name was erased");
    });
}

#[test]
fn p5_an_address_that_gets_checkpoints_is_found_and_erased_with_the_letters_to_it() {
    on_both(|test| {
        let (leaver, stayer) = ("leaver@outside.example", "stayer@outside.example");
        let administrator = test.visitor(Role::Administrator);
        for email in [leaver, stayer] {
            let page = administrator.post("/log/checkpoints/keepers", &[("email", email)]);
            assert_eq!(page.status, 303);
        }
        for _ in 0..2 {
            let page = administrator.post("/log/checkpoints", &[]);
            assert_eq!(page.status, 303);
        }
        // One of the two letters was taken by a mail server.
        let set = "UPDATE checkpoint_letter SET tries = 1, tried_at = 0, taken_at = 0,
                     next_try_at = NULL, answer = '250 for leaver@outside.example'
                   WHERE organisation_id = ?1 AND email = 'leaver@outside.example'
                     AND size = (SELECT MIN(size) FROM checkpoint_letter WHERE organisation_id = ?1)";
        crate::checkpoints::tests::harm(test, set, &[]);
        let path = request(test, "erase", "contact", leaver);
        let seen = test.visitor(Role::Lead).get(&format!("{path}/data.html"));
        seen.says(leaver).does_not_say(stayer);
        assert_eq!(decide(test, &path, "erase", "").status, 303);
        let page = administrator.get("/log/checkpoints");
        page.does_not_say(leaver)
            .says(stayer)
            .says("@erased.invalid");
        let counts = test.read(|read| {
            let organisation_id = read.organisation_id();
            let sql = "SELECT COUNT(*), SUM(CASE WHEN answer = '' THEN 1 ELSE 0 END)
                       FROM checkpoint_letter WHERE organisation_id = ?1";
            let row = read.first(sql, &[organisation_id.into()])?.unwrap();
            Ok((row.integer(0)?, row.integer(1)?))
        });
        assert_eq!(counts, (3, 1));
    });
}

/// Every word column of every table says the person and somebody else, and both have accounts.
fn mark_everything(test: &TestApp, words: &str) -> BTreeMap<String, i64> {
    let mut marked = BTreeMap::new();
    for table in map().values().filter(|table| table.rows != Rows::Directory) {
        if ["log_content", "log_entry"].contains(&table.name.as_str()) {
            continue;
        }
        for column in table.holding(Holds::Words) {
            let sql = format!(
                "UPDATE {} SET {column} = {column} || ?2 WHERE organisation_id = ?1 AND {column} <> ''",
                table.name
            );
            let rows = test.behind_the_log(|directory| {
                directory.execute(&sql, &[test.organisation_id.into(), words.into()])
            });
            if rows > 0 {
                *marked.entry(table.name.clone()).or_insert(0) += i64::try_from(rows).unwrap();
            }
        }
    }
    marked
}

/// The raw search: rows of each table whose bytes say the name, the address or the key are all in the export.
fn compare_with_rows(test: &TestApp, subject: &NewPerson, data: &serde_json::Value) {
    let needles = [
        subject.name.as_bytes().to_vec(),
        subject.id.as_bytes().to_vec(),
        subject.email.as_bytes().to_vec(),
    ];
    for table in map().values().filter(|table| table.rows != Rows::Directory) {
        let columns: Vec<&str> = table
            .columns
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let sql = format!(
            "SELECT {} FROM {} WHERE organisation_id = ?1",
            columns.join(", "),
            table.name
        );
        let rows = test.read(|read| {
            let organisation_id = read.organisation_id();
            Ok(read.query(&sql, &[organisation_id.into()])?)
        });
        let says = |row: &&database::Row| {
            let bytes = row.canonical();
            needles.iter().any(|needle| {
                bytes
                    .windows(needle.len())
                    .any(|window| window == needle.as_slice())
            })
        };
        let expected = rows.iter().filter(says).count();
        let found = data["data"][&table.name]["rows"]
            .as_array()
            .map_or(0, Vec::len);
        // The export logs itself, and signed bytes are read in the signed document.
        let is_own =
            ["log_entry", "log_content", "sight", "request"].contains(&table.name.as_str());
        assert!(
            is_own || found == expected,
            "{}: {found} of {expected}",
            table.name
        );
    }
}

#[test]
fn p4_everything_on_a_person_is_found_in_every_table_and_nobody_else_with_it() {
    let test = TestApp::example();
    let subject = test.join("Xanthippe Quillfeather", &[Role::Staff]);
    let other = test.join("Bartholomew Underwood", &[Role::Staff]);
    let words = " (Xanthippe Quillfeather told Bartholomew Underwood)";
    let marked = mark_everything(&test, words);
    assert!(
        marked.len() > 25,
        "the example fills too few tables: {marked:?}"
    );
    let path = request(&test, "access", "account", &subject.email);
    let lead = test.visitor(Role::Lead);
    let json = lead.get(&format!("{path}/data.json"));
    let data: serde_json::Value = serde_json::from_slice(&json.bytes).unwrap();
    let html = lead.get(&format!("{path}/data.html"));
    let page = String::from_utf8(html.bytes.clone()).unwrap();
    compare_with_rows(&test, &subject, &data);
    let whole = String::from_utf8(json.bytes).unwrap();
    for told in [&whole, &page] {
        assert!(told.contains("Xanthippe Quillfeather"));
        assert!(told.contains("[another person]"));
        for marker in [&other.name, &other.email, &other.id.to_string()] {
            assert!(!told.contains(marker.as_str()), "{marker} is handed out");
        }
        for role in Role::ALL {
            let person = test.person(role);
            assert!(
                !told.contains(&person.name),
                "{} is handed out",
                person.name
            );
            assert!(
                !told.contains(&person.email),
                "{} is handed out",
                person.email
            );
        }
    }
}

/// A document in which the words stand packed.
fn docx(words: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(
        "word/document.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let text = format!(
        "<w:document xmlns:w=\"{namespace}\"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
    );
    std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn p4_a_file_is_found_by_the_words_that_stand_packed_in_it() {
    let test = TestApp::elsewhere();
    let subject = test.join("Xanthippe Quillfeather", &[Role::Staff]);
    let long = "and what was said of it ".repeat(40);
    for (title, words) in [
        (
            "Minutes of May",
            format!("Xanthippe Quillfeather chaired. {long}"),
        ),
        ("Minutes of June", format!("Nobody chaired. {long}")),
    ] {
        let bytes = docx(&words);
        // The control: the words cannot be read off the bytes.
        assert!(!bytes.windows(11).any(|part| part == b"Quillfeathe"));
        let mut incoming = test.app.vault.incoming().unwrap();
        incoming.write(&bytes).unwrap();
        let stored = incoming.finish().unwrap();
        test.write(|write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "INSERT INTO evidence (organisation_id, id, kind, title, grade, effective_on,
                   file_name, media_type, file_sha256, file_bytes, added_at)
                 VALUES (?1, ?2, 'file', ?3, 3, '2026-05-01', 'minutes.docx', 'application/zip', ?4,
                   1, 0)",
                &[
                    organisation_id.into(),
                    new_id().into(),
                    title.into(),
                    stored.sha256.into(),
                ],
            )?;
            Ok(())
        });
    }
    let path = request(&test, "access", "account", &subject.email);
    let page = test.visitor(Role::Lead).get(&format!("{path}/data.html"));
    let told = String::from_utf8(page.bytes).unwrap();
    assert!(told.contains("Minutes of May") && !told.contains("Minutes of June"));
}

#[test]
fn p4_a_learner_is_found_by_reference_with_no_other_reference_beside() {
    let test = TestApp::example();
    let references = |sql: &str| {
        test.read(|read| {
            let rows = read.query(sql, &[read.organisation_id().into()])?;
            let texts = rows.iter().map(|row| row.text(0).unwrap());
            Ok(texts.collect::<Vec<String>>())
        })
    };
    let both = references(
        "SELECT DISTINCT f.learner FROM follow_up f JOIN learner l
           ON l.organisation_id = f.organisation_id AND l.learner = f.learner
         WHERE f.organisation_id = ?1 ORDER BY f.learner",
    );
    let subject = both.first().unwrap();
    let mut others = references(
        "SELECT learner FROM follow_up WHERE organisation_id = ?1
         UNION SELECT learner FROM learner WHERE organisation_id = ?1",
    );
    others.retain(|other| other != subject);
    assert!(others.len() > 2, "{others:?}");
    let path = request(&test, "access", "learner", subject);
    let page = test.visitor(Role::Lead).get(&format!("{path}/data.json"));
    let data: serde_json::Value = serde_json::from_slice(&page.bytes).unwrap();
    for table in ["follow_up", "learner", "learner_aim"] {
        let rows = data["data"][table]["rows"].as_array();
        assert!(
            rows.is_some_and(|rows| !rows.is_empty()),
            "{table} is missing"
        );
    }
    let told = String::from_utf8(page.bytes).unwrap();
    let is_part = |letter: char| !(letter.is_alphanumeric() || letter == '-' || letter == '_');
    for token in told.split(is_part) {
        let is_other = others.iter().any(|other| other == token);
        assert!(!is_other, "{token} is handed out");
    }
}

#[test]
fn p9_who_saw_whose_data_is_known_by_day_person_and_record() {
    on_both(|test| {
        let id = follow_up(test, "SEEN-1", date(2026, 9, 3));
        let staff = test.visitor(Role::Staff);
        for _ in 0..3 {
            assert_eq!(staff.get(&format!("/follow-ups/{id}")).status, 200);
        }
        test.visitor(Role::Lead).get("/follow-ups");
        let auditor = test.visitor(Role::Auditor);
        let page =
            auditor.get("/personal-data/sights?subject=SEEN-1&from=2026-11-10&to=2026-11-10");
        page.says("10 November 2026, 12:00 Staff Person /follow-ups/{id}")
            .says("Social Value Lead Person /follow-ups a list");
        assert_eq!(
            page.text().matches("Staff Person /follow-ups/{id}").count(),
            1
        );
        auditor
            .get("/personal-data/sights?from=2026-11-09&to=2026-11-09")
            .says("Nobody saw anything");
        let of_lead = format!(
            "/personal-data/sights?person={}",
            test.person(Role::Lead).id
        );
        auditor
            .get(&of_lead)
            .does_not_say("Staff Person /follow-ups/");
        assert_eq!(
            test.visitor(Role::Lead).get("/personal-data/sights").status,
            403
        );
    });
}

/// How many sights there are; `COMMONWEAL_SIGHTS` says another number (the catalogue asks 2,000,000).
fn many() -> i64 {
    std::env::var("COMMONWEAL_SIGHTS").map_or(20_000, |many| many.parse().unwrap())
}

#[test]
fn p9_the_right_list_comes_at_once_however_many_there_are() {
    let test = TestApp::elsewhere();
    let person = test.person(Role::Staff).id;
    test.behind_the_log(|directory| {
            directory.execute(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
                 INSERT INTO sight (organisation_id, id, seen_at, person_id, page, subject)
                 SELECT ?1, randomblob(16), 1000 * i, ?2, '/follow-ups/{id}', 'L-' || (i % 5000) FROM n",
                &[test.organisation_id.into(), person.into(), many().into()],
            )
        });
    let asked = Asked {
        from: 0,
        to: i64::MAX,
        subject: Some("L-77".to_owned()),
        ..Asked::default()
    };
    let begun = std::time::Instant::now();
    let found = test.read(|read| seen(read, &asked, 1_000));
    let spent = begun.elapsed();
    println!("{} of {} sights in {spent:?}", found.len(), many());
    assert_eq!(
        i64::try_from(found.len()).unwrap(),
        (many() / 5_000).min(1_000)
    );
    assert!(found.iter().all(|sight| sight.subject == "L-77"));
    assert!(spent < std::time::Duration::from_secs(5), "{spent:?}");
}

/// Words by which somebody would be asked for a concern.
const OF_A_CONCERN: [&str; 6] = [
    "concern",
    "safeguard",
    "disclosure",
    "abuse",
    "self-harm",
    "at risk of harm",
];

/// The lines of all templates by their file.
fn templates() -> Vec<(String, String)> {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut found) = (vec![source.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                let name = path.strip_prefix(&source).unwrap();
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((name.to_str().unwrap().to_owned(), text));
            }
        }
    }
    found
}

/// Fields of words in a template, one a line; boxes, choices and dates hold no words.
fn fields(template: &str) -> impl Iterator<Item = &str> {
    let typed = [
        "c::textarea(",
        "c::text_input(",
        "<textarea",
        "<input type=\"text\"",
    ];
    let is_typed = move |line: &&str| typed.iter().any(|field| line.contains(field));
    template.lines().filter(is_typed)
}

fn asks_for_a_concern(line: &str) -> bool {
    // What a hint says does not ask: it says where a concern belongs.
    let asked = line
        .split("hint=")
        .next()
        .unwrap_or_default()
        .to_lowercase();
    OF_A_CONCERN.iter().any(|word| asked.contains(word))
}

#[test]
fn p10_no_form_asks_for_a_safeguarding_concern() {
    let mut seen = 0;
    for (name, text) in templates() {
        for line in fields(&text) {
            seen += 1;
            assert!(!asks_for_a_concern(line), "{name}: {line}");
        }
    }
    assert!(seen > 80, "{seen}");
    // The control: a field that asks for one is found, also under another word.
    let planted = "{% call c::textarea(form, \"note\", \"What is the concern?\") %}";
    assert!(fields(planted).all(asks_for_a_concern));
    let planted = "{% call c::text_input(form, \"disclosure\", \"Words\") %}";
    assert_eq!(
        fields(planted)
            .filter(|line| asks_for_a_concern(line))
            .count(),
        1
    );
}

#[test]
fn p10_no_column_holds_a_concern_but_the_day_on_which_one_was_passed_on() {
    let speaks = |column: &String| OF_A_CONCERN.iter().any(|word| column.contains(word));
    let mut found = Vec::new();
    for (table, columns) in crate::testing::schema::columns() {
        let columns = columns.into_iter().filter(speaks);
        found.extend(columns.map(|column| format!("{table}.{column}")));
    }
    found.sort();
    let known = [
        // Whether and when; which question of the gate before an activity was answered.
        "activity_live.safeguarding",
        "activity_live.safeguarding_id",
        "session.concern_passed_on",
    ];
    assert_eq!(found, known);
}

/// Where people are asked in their own words, or staff write about people.
const ABOUT_PEOPLE: [&str; 4] = [
    "activities/record.html",
    "feedback/learners.html",
    "feedback/partner.html",
    "stakeholders/respond.html",
];

#[test]
fn p10_the_hint_to_the_lead_stands_wherever_people_speak_of_people() {
    let templates = templates();
    let hint = |text: &str| text.contains("the designated safeguarding lead");
    for name in ABOUT_PEOPLE {
        let (_, text) = templates.iter().find(|(known, _)| known == name).unwrap();
        assert!(fields(text).count() > 0, "{name} takes no words any more");
        assert!(hint(text), "{name}");
    }
    // A form that a stranger opens by a link is one of them, or takes no words.
    for (name, text) in &templates {
        let is_open = text.contains("/{{ opened.token }}") || text.contains("/{{ token }}");
        let is_secret = text.contains("c::password_input(") || name.ends_with("set_up.html");
        if is_open && !is_secret && fields(text).any(|line| line.contains("textarea")) {
            assert!(hint(text), "{name}");
        }
    }
}
