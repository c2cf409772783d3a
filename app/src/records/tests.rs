//! The log through its pages, and the second look at what is kept.

use crate::evidence::{self, Evidence, Proof};
use crate::records::{Checked, verify};
use crate::testing::{TestApp, Visitor, on_both};
use database::{log_entries, log_newest};
use domain::ledger::Grade;
use domain::people::Role;
use vault::Vault;

fn size(test: &TestApp) -> i64 {
    let newest = test.read(|read| Ok(log_newest(read, i64::MAX, 1)?));
    newest[0].number
}

fn invite(administrator: &Visitor<'_>, test: &TestApp, name: &str) -> String {
    let email = format!("{}@{}.example", size(test), test.organisation_id);
    let page = administrator.post(
        "/people/invite",
        &[("name", name), ("email", &email), ("roles", "lead")],
    );
    assert_eq!(page.status, 200, "{}", page.text());
    let (_, rest) = page.html.split_once("/link/").unwrap();
    let token = rest.split('<').next().unwrap();
    format!("/link/{}", token.trim())
}

#[test]
fn each_commit_has_its_line_with_who_what_and_its_commitment() {
    on_both(|test| {
        let auditor = test.visitor(Role::Auditor);
        let before = size(test);
        invite(&test.visitor(Role::Administrator), test, "Zoë O’Hara");
        assert_eq!(size(test), before + 1);
        let entry = test
            .read(|read| Ok(log_entries(read, before, 1)?))
            .remove(0);
        let page = auditor.get("/log");
        page.says("10 November 2026, 12:00:00 Administrator Person invited person");
        page.says(&crate::visit::hex(&entry.commitment));
        page.says(&crate::visit::hex(&entry.leaf));
        page.does_not_say("Zoë");
    });
}

#[test]
fn a_record_is_linked_for_those_who_may_open_it() {
    on_both(|test| {
        let administrator = test.visitor(Role::Administrator);
        invite(&administrator, test, "Ada");
        assert!(administrator.get("/log").html.contains("href=\"/people/"));
        let auditor = test.visitor(Role::Auditor);
        assert!(!auditor.get("/log").html.contains("href=\"/people/"));
    });
}

#[test]
fn the_log_is_turned_page_by_page_from_the_newest_to_the_first_line() {
    on_both(|test| {
        for _ in size(test)..120 {
            test.write(|_| Ok(()));
        }
        let auditor = test.visitor(Role::Auditor);
        let numbers = |path: &str| {
            let page = auditor.get(path);
            let document = scraper::Html::parse_document(&page.html);
            let heads = scraper::Selector::parse("tbody th").unwrap();
            let links = scraper::Selector::parse("a[rel]").unwrap();
            let numbers: Vec<i64> = document
                .select(&heads)
                .map(|head| head.inner_html().parse().unwrap())
                .collect();
            let links: Vec<String> = document
                .select(&links)
                .map(|link| link.value().attr("href").unwrap().to_owned())
                .collect();
            ((numbers[0], numbers[numbers.len() - 1]), links)
        };
        assert_eq!(
            numbers("/log"),
            ((120, 71), vec!["/log?before=71".to_owned()])
        );
        let (shown, links) = numbers("/log?before=71");
        assert_eq!(shown, (70, 21));
        assert_eq!(links, ["/log?before=121", "/log?before=21"]);
        assert_eq!(
            numbers("/log?before=21"),
            ((20, 1), vec!["/log?before=71".to_owned()])
        );
        auditor.get("/log?before=1").says("Go to the newest lines");
        assert_eq!(auditor.get("/log?before==cmd()").status, 404);
    });
}

#[test]
fn the_exported_log_has_every_line_and_no_formula() {
    on_both(|test| {
        let link = invite(
            &test.visitor(Role::Administrator),
            test,
            "=HYPERLINK(\"http://evil.example\",\"x\")",
        );
        assert_eq!(test.stranger().post(&link, &[]).status, 303);
        for _ in size(test)..1_003 {
            test.write(|_| Ok(()));
        }
        let file = test.visitor(Role::Auditor).get("/log.csv");
        assert_eq!(file.status, 200);
        assert_eq!(file.media_type, "text/csv; charset=utf-8");
        let mut lines = csv::Reader::from_reader(file.bytes.as_slice());
        let heads = lines.headers().unwrap().clone();
        assert_eq!(
            heads,
            csv::StringRecord::from(vec![
                "number",
                "at (UTC)",
                "person",
                "from",
                "action",
                "record kind",
                "record id",
                "commitment",
                "leaf"
            ])
        );
        let lines: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
        assert_eq!(lines.len(), 1_003);
        for (line, number) in lines.iter().zip(1..) {
            assert_eq!(&line[0], number.to_string());
            assert_eq!(&line[1], "2026-11-10T12:00:00Z");
            assert_eq!((line[7].len(), line[8].len()), (64, 64));
        }
        let signed_in = lines.iter().find(|line| &line[4] == "signed in by link");
        let signed_in = signed_in.unwrap();
        assert_eq!(&signed_in[2], "'=HYPERLINK(\"http://evil.example\",\"x\")");
        assert_eq!(&signed_in[3], "page POST /link/{token}");
        let invited = lines.iter().find(|line| &line[4] == "invited person");
        assert_eq!(&invited.unwrap()[3], "page", "an auditor invites nobody");
        let page = test.visitor(Role::Auditor).get("/log");
        page.says("From page GET /log.csv");
        let file = test.visitor(Role::Administrator).get("/log.csv");
        let file = String::from_utf8(file.bytes).unwrap();
        assert!(file.contains("page POST /people/invite"));
    });
}

#[test]
fn an_auditor_may_read_the_log_and_staff_may_not() {
    on_both(|test| {
        for (role, status) in [
            (Role::Staff, 403),
            (Role::Lead, 200),
            (Role::Governance, 200),
            (Role::Auditor, 200),
            (Role::Commissioner, 403),
            (Role::Administrator, 200),
        ] {
            for path in ["/log", "/log.csv"] {
                assert_eq!(test.visitor(role).get(path).status, status, "{role:?}");
            }
        }
        assert_eq!(test.stranger().get("/log").location, "/sign-in");
    });
}

fn keep(vault: &Vault, content: &[u8]) -> [u8; 32] {
    let mut incoming = vault.incoming().unwrap();
    incoming.write(content).unwrap();
    incoming.finish().unwrap().sha256
}

fn add_file(test: &TestApp, sha256: [u8; 32]) {
    let evidence = Evidence {
        consent: None,
        id: crate::app::new_id(),
        title: "Register".to_owned(),
        grade: Grade::SelfDeclared,
        effective_on: jiff::civil::date(2026, 9, 1),
        days: domain::evidence::Days::default(),
        proof: Proof::File {
            name: "register.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            sha256,
            bytes: 3,
        },
    };
    test.write(|write| evidence::add(write, &evidence, test.now()));
}

fn found<'a>(checked: &'a [Checked], what: &str) -> &'a Checked {
    checked.iter().find(|checked| checked.what == what).unwrap()
}

#[test]
fn a_second_look_counts_everything_and_names_a_file_that_is_missing() {
    on_both(|test| {
        add_file(test, keep(&test.app.vault, b"abc"));
        let sound = verify(&test.app, test.organisation_id).unwrap();
        assert_eq!(found(&sound, "files").count, 1);
        assert_eq!(found(&sound, "log entries").count, size(test));
        assert!(sound.iter().all(|checked| checked.differences.is_empty()));
        add_file(test, [7; 32]);
        let checked = verify(&test.app, test.organisation_id).unwrap();
        let files = found(&checked, "files");
        assert_eq!(files.count, 2);
        assert_eq!(
            files.differences,
            [format!("the file {} is missing", "07".repeat(32))]
        );
    });
}

#[test]
fn a_second_look_names_what_somebody_changed_behind_our_back() {
    on_both(|test| {
        test.write(|write| {
            let organisation_id = write.organisation_id();
            for (kind, name) in [("annual-report", "2025-26"), ("return", "2025-26-q1")] {
                write.execute(
                    "INSERT INTO seal (organisation_id, id, record_kind, record_id, content,
                       content_sha256, sealed_at)
                     VALUES (?1, ?2, ?3, ?4, '{}', ?5, 0)",
                    &[
                        organisation_id.into(),
                        crate::app::new_id().into(),
                        kind.into(),
                        name.into(),
                        [7; 32].into(),
                    ],
                )?;
            }
            write.execute(
                "UPDATE log_entry SET action = 'x' WHERE organisation_id = ?1 AND number = 1",
                &[organisation_id.into()],
            )?;
            Ok(())
        });
        let checked = verify(&test.app, test.organisation_id).unwrap();
        let seals = found(&checked, "seals");
        assert_eq!(seals.count, 2);
        for words in [
            "the annual report 2025-26: its content is not what was sealed",
            "the return 2025-26-q1: its content is not what was sealed",
        ] {
            assert!(seals.differences.iter().any(|found| found.contains(words)));
        }
        assert_eq!(
            found(&checked, "log entries").differences,
            ["log entry 1 does not match what it commits to"]
        );
    });
}
