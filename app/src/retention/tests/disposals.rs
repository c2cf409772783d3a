use super::*;
use crate::evidence::{self, Evidence, Proof};
use domain::ledger::Grade;
use sha2::{Digest, Sha256};
use std::io::Read as _;

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|number| {
            let mut file = archive.by_index(number).unwrap();
            let name = file.name().unwrap().into_owned();
            let name = name.split_once('/').unwrap().1.to_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (name, content)
        })
        .collect()
}

/// Each manifest names three files with what they hash to, and the certificate says who agreed.
fn bag_is_whole(file: &dyn Fn(&str) -> Vec<u8>) {
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let lines = String::from_utf8(file(manifest)).unwrap();
        assert_eq!(lines.lines().count(), 3, "{lines}");
        for line in lines.lines() {
            let (sha256, name) = line.split_once("  ").unwrap();
            let found = crate::visit::hex(&Sha256::digest(file(name)));
            assert_eq!(found, sha256, "{name}");
        }
    }
    let certificate = String::from_utf8(file("data/certificate.txt")).unwrap();
    let agreed = "Agreed to by: Governance & Leadership Person";
    assert!(certificate.contains(agreed), "{certificate}");
}

#[test]
fn p5e_what_is_over_goes_by_two_people_and_leaves_a_stub_and_a_certificate() {
    on_both(|test| {
        let old = follow_up(test, "LEARNER-OLD", date(2018, 9, 3));
        let young = follow_up(test, "LEARNER-YOUNG", date(2021, 9, 3));
        let lead = test.visitor(Role::Lead);
        lead.get("/retention").says("1 may go");
        lead.get("/retention/kinds/follow-up")
            .says("1 August 2025")
            .does_not_say("1 August 2028");
        let id = ask(test);
        let path = format!("/retention/disposals/{id}");
        lead.get(&path)
            .says("You asked for it, so somebody else agrees");
        let own = lead.post(&format!("{path}/agree"), &[("looked", "yes")]);
        assert_eq!(own.status, 422);
        assert!(is_there(test, old));
        let wrong = agree(test, &id, TODAY.tomorrow().unwrap());
        assert_eq!(wrong.status, 422);
        wrong.says("it says 10 November 2026 here");
        let agreed = agree(test, &id, TODAY);
        assert_eq!(agreed.status, 303, "{}", agreed.text());
        assert!(!is_there(test, old) && is_there(test, young));
        let page = lead.get(&path);
        page.says("Take away the certificate");
        let zip = lead.get(&format!("{path}/bag.zip")).bytes;
        let bag = unzipped(&zip);
        let file = |name: &str| {
            let found = bag.iter().find(|(one, _)| one == name);
            found
                .unwrap_or_else(|| panic!("{name} in the bag"))
                .1
                .clone()
        };
        bag_is_whole(&file);
        let stubs = String::from_utf8(file("data/stubs.csv")).unwrap();
        assert!(stubs.contains(&old.to_string()) && !stubs.contains("LEARNER-OLD"));
        // The log stands, and it is known that a content was erased and by what.
        let checked = crate::records::verify(&test.app, test.organisation_id).unwrap();
        for one in &checked {
            assert_eq!(one.differences, Vec::<String>::new(), "{}", one.what);
        }
        assert_eq!(test.erased_by("disposal"), 1);
    });
}

/// The keys that a bag has stubs of.
fn stubs(zip: &[u8]) -> Vec<String> {
    let files = crate::testing::bags::files(zip);
    let mut lines = csv::Reader::from_reader(files["data/stubs.csv"].as_slice());
    let at = lines
        .headers()
        .unwrap()
        .iter()
        .position(|heading| heading.contains("ecord"));
    let at = at.expect("a column for the record");
    let lines = lines.records().map(|line| line.unwrap());
    let mut found: Vec<String> = lines
        .map(|line| {
            let key = line.iter().skip(at).find(|cell| cell.len() == 36);
            key.unwrap().to_owned()
        })
        .collect();
    found.sort();
    found
}

#[test]
fn p7_the_list_that_was_shown_goes_exactly_and_its_certificate_is_a_whole_bag() {
    on_both(|test| {
        let of = |learner: &str, year: i16| follow_up(test, learner, date(year, 9, 3));
        let mut shown: Vec<Id> = (0..5).map(|one| of(&format!("OLD-{one}"), 2017)).collect();
        let young: Vec<Id> = (0..3).map(|one| of(&format!("NEW-{one}"), 2023)).collect();
        let lead = test.visitor(Role::Lead);
        lead.get("/retention").says("5 may go");
        let id = ask(test);
        // It is over as well, and was on no list that anybody looked at.
        let later = of("OLD-AND-LATER", 2017);
        assert_eq!(agree(test, &id, TODAY).status, 303);
        assert!(shown.iter().all(|one| !is_there(test, *one)));
        assert!(young.iter().chain([&later]).all(|one| is_there(test, *one)));
        let path = format!("/retention/disposals/{id}/bag.zip");
        let zip = lead.get(&path).bytes;
        let mut opened = bag::Zipped::open(std::io::Cursor::new(zip.clone())).unwrap();
        let checked = bag::check(&mut opened).unwrap();
        assert_eq!(checked.wrong, Vec::<String>::new());
        let folder = tempfile::tempdir().unwrap();
        crate::testing::bags::unpacked(&zip, folder.path());
        match crate::testing::bags::is_good_elsewhere(folder.path()) {
            Some(good) => assert!(good),
            None => println!("not run: the Python package bagit is not here"),
        }
        shown.sort_by_key(ToString::to_string);
        let shown: Vec<String> = shown.iter().map(ToString::to_string).collect();
        assert_eq!(stubs(&zip), shown);
        lead.get("/retention").says("1 may go");
        // The control: one byte less, and it is no whole bag.
        std::fs::write(folder.path().join("data/stubs.csv"), "").unwrap();
        let broken = bag::check(&mut bag::Folder::at(folder.path())).unwrap();
        assert!(!broken.wrong.is_empty());
    });
}

#[test]
fn p7_no_byte_of_what_went_is_left_in_the_database_file_or_its_log() {
    let test = TestApp::elsewhere();
    let marker = "MARKER-7F3A91";
    for number in 0..40 {
        follow_up(&test, &format!("{marker}-{number}"), date(2018, 9, 3));
        follow_up(&test, &format!("STAYS-{number}"), date(2023, 9, 3));
    }
    let found = || {
        let file = test.app.database.file().unwrap().to_owned();
        let log = file.with_extension("db-wal");
        let bytes = |path: &std::path::Path| std::fs::read(path).unwrap_or_default();
        [bytes(&file), bytes(&log)]
            .concat()
            .windows(marker.len())
            .filter(|window| *window == marker.as_bytes())
            .count()
    };
    assert!(found() >= 40, "the control: they are there before");
    let id = ask(&test);
    assert_eq!(agree(&test, &id, TODAY).status, 303);
    let page = test
        .visitor(Role::Lead)
        .get(&format!("/retention/disposals/{id}"));
    page.says("Take away the certificate");
    assert_eq!(found(), 0);
}

#[test]
fn p7_carrying_a_disposal_out_again_changes_nothing() {
    on_both(|test| {
        follow_up(test, "LEARNER-OLD", date(2018, 9, 3));
        let id = ask(test);
        assert_eq!(agree(test, &id, TODAY).status, 303);
        let lead = test.visitor(Role::Lead);
        let before = lead
            .get(&format!("/retention/disposals/{id}/bag.zip"))
            .bytes;
        let again = lead.post(&format!("/retention/disposals/{id}/go-on"), &[]);
        assert_eq!(again.status, 409);
        going::remove(
            &test.app.database,
            test.scope(),
            Id::parse_str(&id).unwrap(),
            test.now(),
        )
        .unwrap();
        assert_eq!(
            lead.get(&format!("/retention/disposals/{id}/bag.zip"))
                .bytes,
            before
        );
        assert_eq!(agree(test, &id, TODAY).status, 409);
    });
}

#[test]
fn d9_a_disposal_that_died_after_its_transaction_is_gone_on_with() {
    on_both(|test| {
        let old = follow_up(test, "LEARNER-OLD", date(2018, 9, 3));
        let id = ask(test);
        let key = Id::parse_str(&id).unwrap();
        let scope = database::Scope {
            person_id: Some(test.person(Role::Governance).id),
            ..test.scope()
        };
        let entry = database::LogEntry {
            at: test.now(),
            action: "agreed to disposal".to_owned(),
            record_kind: "disposal".to_owned(),
            record_id: id.clone(),
            content: serde_json::json!({}),
        };
        test.app
            .database
            .write(scope, |mut write| {
                store::disposals::agree(&mut write, key, test.now())?;
                Ok::<_, crate::failure::Failure>(write.commit(entry.clone(), ())?)
            })
            .unwrap();
        going::remove(&test.app.database, scope, key, test.now()).unwrap();
        assert!(!is_there(test, old));
        let lead = test.visitor(Role::Lead);
        let path = format!("/retention/disposals/{id}");
        lead.get(&path).says("not at its end yet");
        assert_eq!(lead.post(&format!("{path}/go-on"), &[]).status, 303);
        lead.get(&path).says("Take away the certificate");
    });
}

#[test]
fn p8_the_schema_refuses_one_person_and_a_stub_without_a_second() {
    on_both(|test| {
        follow_up(test, "LEARNER-OLD", date(2018, 9, 3));
        let id = Id::parse_str(&ask(test)).unwrap();
        let lead = test.person(Role::Lead).id;
        let try_to = |sql: &str, values: &[database::Value]| {
            let tried = test.app.database.write(test.scope(), |mut write| {
                write.execute(sql, values)?;
                let entry = database::LogEntry {
                    at: test.now(),
                    action: "tried".to_owned(),
                    record_kind: "test".to_owned(),
                    record_id: "1".to_owned(),
                    content: serde_json::json!({}),
                };
                Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
            });
            tried.is_err_and(|failure| failure.is_constraint())
        };
        let organisation_id = test.organisation_id;
        assert!(try_to(
            "UPDATE disposal SET agreed_at = 1, agreed_by = ?3 WHERE organisation_id = ?1 AND id = ?2",
            &[organisation_id.into(), id.into(), lead.into()],
        ));
        assert!(try_to(
            "INSERT INTO stub (organisation_id, record_kind, record_id, disposal_id, agreed_by,
               record_sha256, record_rows, counted_from, dispose_from, class_name, authority, gone_at)
             VALUES (?1, 'follow-up', ?2, ?2, ?3, ?4, 1, '2018-01-01', '2025-01-01', 'c', 'a', 1)",
            &[organisation_id.into(), id.into(), lead.into(), [7; 32].into()],
        ));
    });
}

/// A hold as Governance places it.
fn place(test: &TestApp, hold: &Hold) {
    let by = database::Scope {
        person_id: Some(test.person(Role::Governance).id),
        ..test.scope()
    };
    let entry = database::LogEntry {
        at: test.now(),
        action: "changed retention".to_owned(),
        record_kind: "retention".to_owned(),
        record_id: hold.id.to_string(),
        content: serde_json::json!({ "reason": hold.reason }),
    };
    test.app
        .database
        .write(by, |mut write| {
            store::holds::place(&mut write, hold, test.now())?;
            Ok::<_, crate::failure::Failure>(write.commit(entry.clone(), ())?)
        })
        .unwrap();
}

#[test]
fn p6_what_is_held_stays_and_nobody_who_may_not_know_sees_a_sign() {
    on_both(|test| {
        let held = follow_up(test, "HELD-1", date(2018, 9, 3));
        let lead = test.visitor(Role::Lead);
        let governance = test.visitor(Role::Governance);
        let placed = governance.post(
            "/retention/holds/new",
            &[
                ("name", "Funding audit"),
                ("reason", "Asked for by the funder"),
                ("covers", "learner"),
                ("learner", "HELD-1"),
                ("contract", ""),
                ("partner", ""),
            ],
        );
        assert_eq!(placed.status, 303, "{}", placed.text());
        governance
            .get("/retention/holds")
            .says("Whatever holds the learner’s reference HELD-1");
        governance
            .get("/retention/kinds/follow-up")
            .says("Old enough, but held");
        lead.get("/retention/kinds/follow-up")
            .says("Nothing of this kind may go today")
            .does_not_say("held");
        assert_eq!(lead.get("/retention/holds").status, 403);
        lead.get("/log")
            .does_not_say("hold")
            .says("changed retention");
        // A second hold, and the first lifted: it still stays.
        let second = hold(Covers::Everything);
        place(test, &second);
        let page = governance.get("/retention/holds");
        let first = page
            .html
            .split("/retention/holds/")
            .find(|part| part.contains(": Funding audit<"));
        let first = first.unwrap().split('/').next().unwrap().to_owned();
        let path = format!("/retention/holds/{first}/lift");
        assert_eq!(governance.post(&path, &[("why", "")]).status, 422);
        assert_eq!(
            governance
                .post(&path, &[("why", "The audit is over")])
                .status,
            303
        );
        governance
            .get("/retention/kinds/follow-up")
            .says("Old enough, but held");
        assert!(is_there(test, held));
        let path = format!("/retention/holds/{}/lift", second.id);
        assert_eq!(governance.post(&path, &[("why", "Done")]).status, 303);
        lead.get("/retention/kinds/follow-up")
            .says("Ask for their disposal");
    });
}

#[test]
fn p7_a_file_goes_with_its_last_record_and_stays_while_another_names_it() {
    on_both(|test| {
        let content = format!("register of {}", test.organisation_id);
        let mut incoming = test.app.vault.incoming().unwrap();
        incoming.write(content.as_bytes()).unwrap();
        let sha256 = incoming.finish().unwrap().sha256;
        let add = |on: Date| {
            let evidence = Evidence {
                consent: None,
                id: new_id(),
                title: "Register with names".to_owned(),
                grade: Grade::SelfDeclared,
                effective_on: on,
                days: domain::evidence::Days::default(),
                proof: Proof::File {
                    name: "names.pdf".to_owned(),
                    media_type: "application/pdf".to_owned(),
                    sha256,
                    bytes: 3,
                },
            };
            test.write(|write| evidence::add(write, &evidence, test.now()));
            evidence.id
        };
        let old = add(date(2018, 9, 3));
        add(date(2021, 9, 3));
        let lead = test.visitor(Role::Lead);
        let dispose = || {
            let page = lead.get("/retention/kinds/evidence-file");
            let list = hidden(&page, "list");
            let typed = [("list", list.as_str()), ("reason", "Over")];
            let id = lead
                .post("/retention/kinds/evidence-file/ask", &typed)
                .new_key();
            let today = crate::app::date_of(test.now());
            let agreed = agree(test, &id, today);
            assert_eq!(agreed.status, 303, "{}", agreed.text());
        };
        dispose();
        let path = test.evidence_file(content.as_bytes());
        assert!(path.exists(), "the younger record still names it");
        let file = lead.get(&format!("/evidence/{old}/file"));
        assert_eq!(file.status, 409);
        file.says("was disposed of");
        lead.get(&format!("/evidence/{old}")).does_not_say("names");
        test.set_today(date(2030, 1, 1));
        let lead = test.visitor(Role::Lead);
        let page = lead.get("/retention/kinds/evidence-file");
        let list = hidden(&page, "list");
        let typed = [("list", list.as_str()), ("reason", "Over")];
        let id = lead
            .post("/retention/kinds/evidence-file/ask", &typed)
            .new_key();
        assert_eq!(agree(test, &id, date(2030, 1, 1)).status, 303);
        assert!(!path.exists());
        let checked = crate::records::verify(&test.app, test.organisation_id).unwrap();
        let files = checked.iter().find(|one| one.what == "files").unwrap();
        assert_eq!(files.differences, Vec::<String>::new());
    });
}
