//! What happens after a report is signed: one of its returns is restated, and the report stays as it was.

use super::{INTERVIEWS, JOBS, TREES, post, take, whole_year};
use crate::reports::verify_seals;
use crate::testing::{Page, TestApp, on_both};
use domain::calendar::Calendar;
use domain::figure_codes::FigureCode;
use domain::ledger::Grade;
use domain::people::Role;
use domain::reports::SealedReport;
use jiff::civil::date;

const REPORT: &str = "/reports/2025-26";
const DOCUMENT: &str = "/reports/2025-26/document.html";
const SEAL: &str = "/reports/2025-26/seal.json";

/// Restates the first quarter with six hours that came late.
fn restate(test: &TestApp) {
    test.set_today(date(2026, 11, 20));
    post(
        test,
        INTERVIEWS,
        date(2025, 9, 5),
        6_000,
        Grade::ThirdPartyRecord,
    );
    let why = [("reason", "A register was found in the post.")];
    let begun = test
        .visitor(Role::Lead)
        .post("/returns/2025-26-q1/restate", &why);
    assert_eq!(begun.status, 303, "{}", begun.text());
    take(test, "2025-26-q1-r2", "With the register that was found.");
}

fn seal(test: &TestApp) -> Vec<u8> {
    test.visitor(Role::Auditor).get(SEAL).bytes
}

/// The passport of a figure of the signed report.
fn passport(test: &TestApp, role: Role, path: &str) -> Page {
    let report = SealedReport::read(&seal(test)).unwrap();
    let code = FigureCode::of(&report.sha256(), path);
    test.visitor(role).get(&format!("/passport/{}", code.key()))
}

#[test]
fn p5a_a_report_says_which_of_its_returns_was_restated_since_and_stays_as_it_was() {
    on_both(|test| {
        whole_year(test);
        let before = seal(test);
        let readers = [Role::Auditor, Role::Commissioner];
        for role in readers {
            let visitor = test.visitor(role);
            visitor.get(REPORT).does_not_say("was restated");
            visitor.get(DOCUMENT).does_not_say("Restated since");
        }
        restate(test);
        assert_eq!(seal(test), before);
        for role in readers {
            let visitor = test.visitor(role);
            let page = visitor.get(REPORT);
            page.says(
                "Since this report was signed off, part of what it is built from was restated",
            )
            .says("signed off on 20 November 2026: A register was found in the post.");
            assert!(page.html.contains("href=\"/returns/2025-26-q1-r2\""));
            assert_eq!(visitor.get("/returns/2025-26-q1-r2").status, 200);
            visitor
                .get(DOCUMENT)
                .says("Restated since, and not in this report Quarter 1 of 2025-26, edition 2")
                .says("http://127.0.0.1:8080/returns/2025-26-q1-r2");
        }
        let look = test.read(|read| verify_seals(read, Calendar::ACADEMIC));
        assert_eq!(look, Vec::<String>::new());
    });
}

#[test]
fn p1_1a_a_figure_of_a_report_has_a_passport_that_knows_what_was_restated_since() {
    on_both(|test| {
        whole_year(test);
        let year = format!("{INTERVIEWS}/evidenced");
        let page = passport(test, Role::Commissioner, &year);
        page.says("1,111,116.5 hours")
            .says("Printed in Annual report 2025-26")
            .says("1 August 2025 to 31 July 2026")
            .says("Third-party record 1,111,116.5")
            .says("No evidence yet 3,108")
            .says("Report signed off")
            .says("Nothing was recorded or corrected for this period after it was signed off.");
        let by_grade = format!("{INTERVIEWS}/grade/3");
        passport(test, Role::Commissioner, &by_grade)
            .says("All of it: Third-party record")
            .says("1,111,116.5 hours");
        restate(test);
        for role in [Role::Auditor, Role::Commissioner] {
            let page = passport(test, role, &year);
            page.says("1,111,116.5 hours")
                .says("Restated in Quarter 1 of 2025-26, edition 2, signed off on 20 November 2026, which says 111,121.25");
            assert!(page.html.contains("href=\"/returns/2025-26-q1-r2\""));
            passport(test, role, &format!("{INTERVIEWS}/2025-26-q2/evidenced"))
                .says("222,226.5 hours")
                .says("counted as its own by Quarter 1 of 2025-26, edition 2, signed off on 20 November 2026 4");
            passport(test, role, &format!("{TREES}/2025-26-q2/evidenced"))
                .does_not_say("edition 2");
        }
    });
}

#[test]
fn p1_1b_a_small_number_of_a_report_has_no_passport_outside_when_its_return_is_restated() {
    on_both(|test| {
        whole_year(test);
        let path = format!("{JOBS}/2025-26-q1/evidenced");
        for _ in 0..2 {
            passport(test, Role::Auditor, &path).says("2 people");
            let outside = passport(test, Role::Commissioner, &path);
            assert_eq!(outside.status, 422);
            outside.says("No figure you may see has this code");
            restate_once(test);
        }
    });
}

/// Restates the first quarter, unless it is.
fn restate_once(test: &TestApp) {
    if test
        .visitor(Role::Lead)
        .get("/returns/2025-26-q1-r2")
        .status
        == 404
    {
        restate(test);
    }
}

#[test]
fn p1_2e_the_report_says_its_evidence_by_grade_once_and_names_the_weakest() {
    on_both(|test| {
        whole_year(test);
        for role in [Role::Lead, Role::Commissioner] {
            test.visitor(role)
                .get(REPORT)
                .says("J1 Mock interviews 0 % 99 % 0 % 0 % 0 % No evidence yet")
                .says("G1 Trees planted 0 % 0 % 100 % 0 % 0 % Partner-confirmed");
        }
        let document = test.visitor(Role::Commissioner).get(DOCUMENT);
        document
            .says("J1 Mock interviews No evidence yet (the weakest) 3,108 0 % hours")
            .says("J1 Mock interviews Third-party record 1,111,116.5 99 % hours");
        let tables = document
            .text()
            .matches("shares in percent rounded down")
            .count();
        assert_eq!(tables, 1);
    });
}
