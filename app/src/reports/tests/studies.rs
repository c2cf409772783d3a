//! Case studies of the year: told in the report, and frozen with its signature.

use super::{INTERVIEWS, PASSWORD, prepare, sign, sign_returns, write_report};
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use domain::reports::SealedReport;

const REPORT: &str = "/reports/2025-26";
const DOCUMENT: &str = "/reports/2025-26/document.html";
const TOLD: &str = "R. came for practice and left with a plan.";

/// Four signed returns, the first of which tells a story; the address at which it is taken back.
fn told(test: &TestApp) -> String {
    super::adopt(test);
    test.give_password(Role::Governance, PASSWORD);
    let measure = INTERVIEWS.to_string();
    let story = [
        ("title", "An interview that led on"),
        ("story", TOLD),
        ("measures", measure.as_str()),
        ("people", "nobody"),
    ];
    let lead = test.visitor(Role::Lead);
    let page = "/returns/2025-26-q1/case-studies";
    assert_eq!(lead.post(page, &story).status, 303);
    let listed = lead.get(page);
    let (_, rest) = listed.html.split_once("href=\"/case-studies/").unwrap();
    for number in 1..=4 {
        super::take_return(test, number);
    }
    write_report(test, "Start earlier.");
    format!("/case-studies/{}/withdraw", rest.get(..36).unwrap())
}

#[test]
fn p5b_a_signed_report_goes_on_telling_a_case_study_that_is_taken_back_later() {
    on_both(|test| {
        let withdraw = told(test);
        let lead = test.visitor(Role::Lead);
        lead.get(REPORT).says(TOLD).says("falls out of it");
        assert_eq!(prepare(test).status, 303);
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
        let seal = || {
            test.visitor(Role::Auditor)
                .get(&format!("{REPORT}/seal.json"))
                .bytes
        };
        let before = seal();
        let report = SealedReport::read(&before).unwrap();
        assert_eq!(report.content.case_studies.len(), 1);
        assert_eq!(report.content.case_studies[0].quarter, "2025-26-q1");
        assert_eq!(lead.post(&withdraw, &[]).status, 303);
        assert_eq!(seal(), before);
        for page in [REPORT, DOCUMENT] {
            test.visitor(Role::Commissioner)
                .get(page)
                .says("Case studies of the year")
                .says("An interview that led on")
                .says(TOLD)
                .says("J1. Nobody can be recognised in it, Quarter 1 of 2025-26")
                .does_not_say("falls out of it");
        }
    });
}

#[test]
fn p5b_a_case_study_that_is_taken_back_before_the_signature_is_not_in_the_report() {
    on_both(|test| {
        let withdraw = told(test);
        assert_eq!(prepare(test).status, 303);
        let governance = test.visitor(Role::Governance);
        let before = super::hidden(&governance.get("/reports/2025-26/sign-off"), "content");
        assert_eq!(test.visitor(Role::Lead).post(&withdraw, &[]).status, 303);
        let fields = [("content", before.as_str()), ("password", PASSWORD)];
        let stale = governance.post("/reports/2025-26/sign-off", &fields);
        assert_eq!(stale.status, 422);
        stale.says("The report has changed since you opened this page");
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
        for page in [REPORT, DOCUMENT] {
            governance.get(page).does_not_say(TOLD);
        }
    });
}

#[test]
fn a_report_without_case_studies_has_no_chapter_of_them() {
    on_both(|test| {
        sign_returns(test);
        write_report(test, "Start earlier.");
        test.visitor(Role::Lead)
            .get(REPORT)
            .does_not_say("Case studies of the year");
    });
}
