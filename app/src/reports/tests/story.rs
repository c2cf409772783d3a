//! From the first draft to the seal, and everything that is refused on the way.

use super::{
    INTERVIEWS, PASSWORD, hidden, prepare, sign, sign_return, sign_returns, signed_returns,
    whole_year, write_report,
};
use crate::app::new_id;
use crate::reports::content::Kept;
use crate::reports::{store, verify_seals};
use crate::testing::on_both;
use domain::calendar::Calendar;
use domain::monitoring::Act;
use domain::people::Role;
use domain::reports::SealedReport;

#[test]
fn p5b_the_annual_report_is_built_from_four_signed_returns() {
    on_both(|test| {
        for number in 1..=3 {
            sign_return(test, number);
        }
        let lead = test.visitor(Role::Lead);
        lead.get("/reports/2025-26")
            .says("3 of 4")
            .says("Quarter 4 of 2025-26 is not signed off")
            .says("The lessons learned are empty");
        let refused = prepare(test);
        assert_eq!(refused.status, 422);
        refused
            .says("Quarter 4 of 2025-26 is not signed off")
            .says("The recommendations for continuous improvement are empty");
        assert_eq!(write_report(test, "Start earlier.").status, 303);
        let refused = prepare(test);
        assert_eq!(refused.status, 422);
        refused.does_not_say("lessons learned are empty");
        sign_return(test, 4);
        let governance = test.visitor(Role::Governance);
        governance.get("/").does_not_say("Annual report");
        assert_eq!(prepare(test).status, 303);
        governance
            .get("/")
            .says("Annual report 2025-26 It is prepared.");
        test.visitor(Role::Lead)
            .get("/")
            .does_not_say("Annual report");
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);

        let seal = lead.get("/reports/2025-26/seal.json");
        let report = SealedReport::read(&seal.bytes).unwrap();
        assert!(report.is_built_from(&signed_returns(test)));
        assert_eq!(report.content.returns.len(), 4);
        let sha256 = domain::reports::hex(&report.sha256());
        lead.get("/reports/2025-26")
            .says("Signed off")
            .says("1,111,116.5")
            .says("3,108")
            .says("Approaching target")
            .says(&sha256)
            .does_not_say("1,114,224.5");
    });
}

#[test]
fn p4d_the_report_is_signed_by_somebody_else_with_their_password() {
    on_both(|test| {
        sign_returns(test);
        test.give_password(Role::Lead, PASSWORD);
        let early = sign(test, Role::Governance, PASSWORD);
        assert_eq!(early.status, 422);
        early.says("This report has not been prepared yet");
        write_report(test, "Start earlier.");
        prepare(test);
        let own = sign(test, Role::Lead, PASSWORD);
        assert_eq!(own.status, 422);
        own.says("You prepared this report: somebody else signs it off");
        let wrong = sign(test, Role::Governance, "not the password");
        assert_eq!(wrong.status, 422);
        wrong.says("That is not your password");
        let visitor = test.visitor(Role::Governance);
        let before = hidden(&visitor.get("/reports/2025-26/sign-off"), "content");
        write_report(test, "Start later.");
        prepare(test);
        let fields = [("content", before.as_str()), ("password", PASSWORD)];
        let stale = visitor.post("/reports/2025-26/sign-off", &fields);
        assert_eq!(stale.status, 422);
        stale.says("The report has changed since you opened this page");
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
        let again = sign(test, Role::Governance, PASSWORD);
        assert_eq!(again.status, 422);
        again.says("This report has been signed off and stays as it is");
    });
}

#[test]
fn p4d_the_schema_refuses_a_report_signed_by_its_preparer() {
    on_both(|test| {
        let returns = whole_year(test);
        assert_eq!(returns.len(), 4);
        let preparer = test.person(Role::Lead).id;
        let outcome = test.app.database.write(test.scope(), |mut write| {
            let sealed = store::seal(&mut write.read(), "2025-26")?.unwrap().report;
            let mut other = sealed.clone();
            other.content.year = "2026-27".to_owned();
            let kept = Kept {
                year: "2026-27".to_owned(),
                summary: String::new(),
                lessons: String::new(),
                recommendations: String::new(),
                state: domain::reports::Report::Draft,
            };
            let act = Act {
                by: preparer,
                at: test.now(),
            };
            store::draft_keep(&mut write, &kept, test.now())?;
            store::prepared_set(&mut write, "2026-27", act)?;
            store::seal_add(&mut write, new_id(), &other, act)?;
            let entry = database::LogEntry {
                at: test.now(),
                action: "must not be kept".to_owned(),
                record_kind: "test".to_owned(),
                record_id: "1".to_owned(),
                content: serde_json::json!({}),
            };
            Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
        });
        assert!(outcome.unwrap_err().is_constraint());
    });
}

#[test]
fn a_second_look_finds_a_report_as_it_was_sealed() {
    on_both(|test| {
        whole_year(test);
        let look = || test.read(|read| verify_seals(read, Calendar::ACADEMIC));
        assert_eq!(look(), Vec::<String>::new());
        test.write(|write| store::seal_break(write, "2025-26"));
        let differences = look();
        assert!(differences.len() >= 2, "{differences:?}");
        assert!(differences[0].contains("the SHA-256 differs"));
    });
}

#[test]
fn a_signed_report_stays_as_it_is() {
    on_both(|test| {
        whole_year(test);
        let before = test
            .visitor(Role::Auditor)
            .get("/reports/2025-26/seal.json");
        let written = write_report(test, "Another story.");
        assert_eq!(written.status, 422);
        written.says("This report has been signed off and stays as it is");
        let prepared = prepare(test);
        assert_eq!(prepared.status, 422);
        prepared.says("This report has been signed off and stays as it is");
        let lead = test.visitor(Role::Lead);
        let page = lead.get("/reports/2025-26/edit");
        assert_eq!(
            (page.status, page.location.as_str()),
            (303, "/reports/2025-26")
        );
        let after = lead.get("/reports/2025-26/seal.json");
        assert_eq!(before.bytes, after.bytes);
        lead.get("/reports/2025-26").does_not_say("Another story.");
    });
}

#[test]
fn a_draft_does_not_exist_for_a_commissioner() {
    on_both(|test| {
        sign_returns(test);
        write_report(test, "Start earlier.");
        let commissioner = test.visitor(Role::Commissioner);
        let paths = ["", "/seal.json", "/document.html", "/document.pdf"];
        for path in paths {
            let page = commissioner.get(&format!("/reports/2025-26{path}"));
            assert_eq!(page.status, 404, "{path}");
        }
        commissioner
            .get("/reports")
            .says("No annual report has been signed off yet")
            .does_not_say("2025-26");
        for path in ["/edit", "/sign-off"] {
            let page = commissioner.get(&format!("/reports/2025-26{path}"));
            assert!(page.status >= 400, "{path}");
        }
        prepare(test);
        assert_eq!(commissioner.get("/reports/2025-26").status, 404);
        sign(test, Role::Governance, PASSWORD);
        for path in paths {
            let page = commissioner.get(&format!("/reports/2025-26{path}"));
            // The sealed data hold small numbers of people: they stay inside.
            let status = if path == "/seal.json" { 403 } else { 200 };
            assert_eq!(page.status, status, "{path}");
        }
        let page = commissioner.get("/reports/2025-26");
        assert!(
            !page.html.contains("/entries?"),
            "a commissioner sees no entries"
        );
        commissioner
            .get("/reports")
            .says("2025-26")
            .does_not_say("2026-27");
    });
}

#[test]
fn changes_are_proposed_and_taken_out_and_take_a_prepared_report_back() {
    on_both(|test| {
        sign_returns(test);
        write_report(test, "Start earlier.");
        prepare(test);
        let lead = test.visitor(Role::Lead);
        let measure = INTERVIEWS.to_string();
        let fields = [
            ("summary", "A good year."),
            ("lessons", "Start earlier."),
            ("recommendations", "Ask partners in June."),
            ("measure", measure.as_str()),
            ("proposal", "Count travel time"),
            ("reason", "Partners asked for it"),
            ("action", "add"),
        ];
        let page = lead.post("/reports/2025-26/edit", &fields);
        assert_eq!(page.location, "/reports/2025-26/edit");
        let edit = lead.get("/reports/2025-26/edit");
        edit.says("J1 Mock interviews").says("Count travel time");
        lead.get("/reports/2025-26")
            .says("Draft")
            .says("Count travel time");
        let id = edit.html.split("remove-").nth(1).unwrap();
        let id = id.split('"').next().unwrap();
        let action = format!("remove-{id}");
        let kept = lead.post(
            "/reports/2025-26/edit",
            &[("lessons", "Start earlier."), ("action", &action)],
        );
        assert_eq!(kept.status, 303);
        lead.get("/reports/2025-26")
            .does_not_say("Count travel time")
            .says("None is proposed")
            .says("recommendations for continuous improvement are empty");
    });
}

#[test]
fn what_cannot_be_kept_is_refused_with_everything_typed() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let long = "x".repeat(100_000);
        for (fields, words) in [
            (vec![("action", "add")], "Enter what should change"),
            (
                vec![("proposal", "Count travel")],
                "Enter the reason for the change",
            ),
            (
                vec![("lessons", long.as_str())],
                "must be 20000 characters or fewer",
            ),
            (
                vec![("lessons", "nul\0")],
                "has a character that cannot be read",
            ),
            (
                vec![("measure", "nonsense"), ("proposal", "a"), ("reason", "b")],
                "Measure it is about",
            ),
        ] {
            let mut fields = fields;
            fields.push(("summary", "Typed and kept <script> =cmd() \u{202e}"));
            let page = lead.post("/reports/2025-26/edit", &fields);
            assert_eq!(page.status, 422, "{words}");
            page.says(words).says("Typed and kept <script> =cmd()");
        }
        lead.get("/reports/2025-26").says("Nothing is written yet");
    });
}

#[test]
fn a_year_the_organisation_does_not_have_does_not_exist() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        for year in ["2024-25", "2027-28", "2025", "%3Cscript%3E", "2025-26-q1"] {
            for path in ["", "/edit", "/sign-off", "/document.pdf"] {
                let page = lead.get(&format!("/reports/{year}{path}"));
                assert_eq!(page.status, 404, "{year}{path}");
            }
        }
        assert_eq!(lead.get("/reports/2025-26/seal.json").status, 404);
        lead.get("/reports")
            .says("2026-27")
            .says("2025-26")
            .says("Draft");
        let page = lead.get("/reports/2026-27");
        page.says("No figures yet")
            .does_not_say("Prepare for sign-off");
        assert!(page.html.contains("href=\"/returns/2026-27-q2\""));
        assert!(!page.html.contains("href=\"/returns/2026-27-q3\""));
    });
}
