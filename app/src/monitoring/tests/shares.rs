//! The evidence meter of a figure: on the dashboard, the figure's page, the return and its document.

use super::Practice;
use crate::testing::{TestApp, on_both};
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

fn story(test: &TestApp) -> Practice<'_> {
    let practice = Practice::new(test, date(2025, 11, 10));
    let on = date(2025, 9, 3);
    practice.entry(practice.interviews, on, 60, Grade::ThirdPartyRecord);
    practice.entry(practice.interviews, on, 30, Grade::SelfDeclared);
    practice.entry(practice.interviews, on, 1, Grade::Unevidenced);
    practice
}

#[test]
fn p1_2e_every_figure_says_its_evidence_by_grade_and_names_the_weakest() {
    on_both(|test| {
        let practice = story(test);
        let measure = practice.interviews;
        let words = "Evidence: Third-party record 65 %, Self-declared 32 %, No evidence yet 1 %. Weakest: No evidence yet";
        let auditor = test.visitor(Role::Auditor);
        let dashboard = auditor.get("/dashboard");
        dashboard.says(words).says("rounded down");
        let way =
            format!("/entries?measure={measure}&#38;from=2025-08-01&#38;to=2026-07-31&#38;grade=0");
        assert!(dashboard.html.contains(&way), "{}", dashboard.html);
        let entries = auditor.get(&way.replace("&#38;", "&"));
        entries.says("No evidence yet");
        assert_eq!(entries.html.matches("href=\"/entries/01").count(), 1);
        auditor.get(&format!("/figures/{measure}")).says(words);
        let row = "S1 Mock interviews 0 % 65 % 0 % 32 % 1 % No evidence yet";
        auditor.get("/returns/2025-26-q1").says(row);
        practice.sign_whole("2025-26-q1");
        let commissioner = test.visitor(Role::Commissioner);
        let page = commissioner.get("/returns/2025-26-q1");
        page.says(row);
        assert!(!page.html.contains("grade=0"), "no way to entries");
        commissioner
            .get("/returns/2025-26-q1/document.html")
            .says("shares in percent rounded down")
            .says("S1 (hours) No evidence yet (the weakest) 1 1 % ")
            .says("S1 (hours) Third-party record 60 65 % ");
    });
}

#[test]
fn p1_2e_shares_that_would_give_a_small_number_away_are_not_shown_outside() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let on = date(2025, 9, 3);
        practice.entry(practice.jobs, on, 40, Grade::PartnerConfirmed);
        practice.entry(practice.jobs, on, 2, Grade::SelfDeclared);
        practice.sign_whole("2025-26-q1");
        let page = "/returns/2025-26-q1";
        let shown = "S2 People into work 0 % 0 % 95 % 4 % 0 % Self-declared";
        test.visitor(Role::Auditor).get(page).says(shown);
        let commissioner = test.visitor(Role::Commissioner);
        commissioner
            .get(page)
            .says("S2 People into work not shown not shown")
            .does_not_say("95 %");
        commissioner
            .get("/returns/2025-26-q1/document.html")
            .says("S2 (people) Self-declared fewer than 5 not shown –")
            .does_not_say("95 %");
    });
}
