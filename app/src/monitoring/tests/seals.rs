//! What is sealed stays as it was: no later write, no direct statement, no changed byte goes unseen.

use super::Practice;
use crate::ledger;
use crate::monitoring::{signed_returns, verify_seals};
use crate::testing::on_both;
use database::Value;
use domain::calendar::Calendar;
use domain::ledger::Grade;
use domain::monitoring::sha256_of;
use domain::people::Role;
use jiff::civil::date;

const Q1: &str = "2025-26-q1";

#[test]
fn p5a_after_the_seal_nothing_writes_into_the_quarter_and_late_data_is_an_adjustment() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.target(practice.interviews, Q1, 10);
        let first = practice.entry(
            practice.interviews,
            date(2025, 9, 3),
            10,
            Grade::PartnerConfirmed,
        );
        practice.sign_whole(Q1);
        let sealed = test
            .visitor(Role::Lead)
            .get("/returns/2025-26-q1/seal.json");
        let totals = |name: &str| {
            let quarter = Calendar::ACADEMIC.quarter(name).unwrap();
            test.read(|read| ledger::totals(read, &[ledger::Part::Whole], &[quarter]))
        };
        let before = totals(Q1);
        practice.entry(
            practice.interviews,
            date(2025, 9, 4),
            5,
            Grade::PartnerConfirmed,
        );
        let refused = test.write(|write| {
            let evidence = (crate::app::new_id(), Grade::IndependentlyChecked);
            ledger::attach(write, first, evidence, &practice.context())
        });
        assert_eq!(refused, Err(ledger::AttachRefused::QuarterSigned));
        assert_eq!(totals(Q1), before);
        assert_eq!(totals("2025-26-q2").len(), 1);
        let after = test
            .visitor(Role::Lead)
            .get("/returns/2025-26-q1/seal.json");
        assert_eq!(after.bytes, sealed.bytes);
        test.visitor(Role::Lead)
            .get("/returns/2025-26-q2")
            .says("Adjustments: of these figures, what belongs to quarters signed off before")
            .says("2025-26-q1 S1 5");
        for (path, fields) in [
            ("prepare", &[("action", "keep")][..]),
            ("review", &[("action", "send-back"), ("reason", "No")][..]),
            ("review", &[("action", "agree")][..]),
        ] {
            let role = if path == "prepare" {
                Role::Lead
            } else {
                Role::Governance
            };
            let page = practice.send(role, &format!("/returns/{Q1}/{path}"), fields);
            assert_eq!(page.status, 422, "{path}");
        }
    });
}

#[test]
fn the_seal_is_given_away_byte_for_byte_under_the_hash_on_the_page() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.entry_at(
            practice.interviews,
            date(2025, 9, 3),
            (10, Grade::PartnerConfirmed),
            ("E08000014", Some(practice.partner)),
        );
        practice.sign_whole(Q1);
        let lead = test.visitor(Role::Lead);
        let file = lead.get("/returns/2025-26-q1/seal.json");
        assert_eq!(
            (file.status, file.media_type.as_str()),
            (200, "application/json")
        );
        let sha256 = crate::visit::hex(&sha256_of(&file.bytes));
        lead.get("/returns/2025-26-q1").says(&sha256);
        let year = Calendar::ACADEMIC.year_named("2025-26").unwrap();
        let signed = test.read(|read| signed_returns(read, year));
        assert_eq!(signed.len(), 1);
        let (sealed, kept) = &signed[0];
        assert_eq!(
            (&sealed.canonical(), crate::visit::hex(kept)),
            (&file.bytes, sha256)
        );
        assert_eq!(sealed.measures[0].by_area[0].name, "Sefton");
        assert_eq!(sealed.measures[0].by_partner[0].name, "Harbour & Sons");
        assert_eq!(sealed.measures[0].additional_thousandths, 5_000);
        assert_eq!(sealed.signed_off.by_id, test.person(Role::Governance).id);
    });
}

#[test]
fn a_changed_byte_in_a_seal_is_found() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.entry(practice.jobs, date(2025, 9, 3), 7, Grade::SelfDeclared);
        practice.sign_whole(Q1);
        assert!(test.read(verify_seals).is_empty());
        test.write(|write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "UPDATE seal SET content = replace(content, '7000', '9000')
                 WHERE organisation_id = ?1",
                &[organisation_id.into()],
            )?;
            Ok(())
        });
        let differences = test.read(verify_seals);
        assert_eq!(
            differences.len(),
            2,
            "the signed and the prepared: {differences:?}"
        );
        assert!(differences[0].contains("2025-26-q1: its content is not what was sealed"));
    });
}

#[test]
fn four_eyes_hold_in_the_schema_also_against_a_direct_update() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.prepare(Q1);
        let lead = test.person(Role::Lead).id;
        let statement = |sql: &str, values: &[Value]| {
            let kept = test.app.database.write(test.scope(), |mut write| {
                write.execute(sql, values)?;
                let entry = database::LogEntry {
                    at: test.now(),
                    action: "tried".to_owned(),
                    record_kind: "return".to_owned(),
                    record_id: Q1.to_owned(),
                    content: serde_json::json!({}),
                };
                Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
            });
            kept.unwrap_err().is_constraint()
        };
        let key = [Value::from(test.organisation_id), lead.into()];
        assert!(statement(
            "UPDATE quarterly_return SET reviewed_at = 1, reviewed_by = ?2 WHERE organisation_id = ?1",
            &key,
        ));
        practice.agree(Q1);
        assert!(statement(
            "UPDATE quarterly_return SET signed_off_at = 1, signed_off_by = ?2
             WHERE organisation_id = ?1",
            &key,
        ));
        assert!(statement(
            "UPDATE quarterly_return SET signed_off_at = 1, signed_off_by = ?2,
               seal_id = (SELECT id FROM seal WHERE organisation_id = ?1)
             WHERE organisation_id = ?1",
            &key,
        ));
        assert!(statement(
            "INSERT INTO return_question (organisation_id, id, quarter, question, asked_at, asked_by,
               answer, answered_at, answered_by)
             VALUES (?1, ?2, '2025-26-q1', 'Why?', 1, ?2, 'Because', 2, ?2)",
            &key,
        ));
    });
}

#[test]
fn p1_1e_a_signed_return_says_for_ever_where_a_theme_is_addressed() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let themes = test.read(crate::framework::themes);
        let lead = test.visitor(Role::Lead);
        let mark = |title: &str, document: &str| {
            let theme = themes.iter().find(|theme| theme.title == title).unwrap();
            let page = format!("/themes/{}", theme.id);
            let typed = [("document", document), ("kept_where", "Room 2")];
            assert_eq!(lead.post(&page, &typed).status, 303);
            page
        };
        practice.entry(
            practice.interviews,
            date(2025, 9, 3),
            60,
            Grade::PartnerConfirmed,
        );
        let marked = [
            mark("Skills", "Skills policy"),
            mark("Green places", "Green policy"),
        ];
        practice.sign_whole("2025-26-q1");
        for page in marked {
            assert_eq!(lead.post(&format!("{page}/here"), &[]).status, 303);
        }
        for address in ["/returns/2025-26-q1", "/returns/2025-26-q1/document.html"] {
            lead.get(address)
                .says("Addressed in Green policy (Room 2)")
                .says("Addressed in Skills policy (Room 2)");
        }
        assert_eq!(lead.get("/returns/2025-26-q1/document.pdf").status, 200);
        lead.get("/returns/2025-26-q2").does_not_say("Addressed in");
    });
}
