//! The rehearsal of a quarter's end: what stands in the way, who is asked to see to it, and forecasts.

use super::Practice;
use crate::testing::{TestApp, on_both};
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

const PAGE: &str = "/returns/2025-26-q1/rehearsal";

fn quarter(test: &TestApp) -> Practice<'_> {
    let practice = Practice::new(test, date(2025, 9, 15));
    practice.target(practice.interviews, "2025-26-q1", 100);
    practice.entry(
        practice.interviews,
        date(2025, 9, 3),
        30,
        Grade::PartnerConfirmed,
    );
    practice.entry(practice.jobs, date(2025, 9, 4), 7, Grade::Unevidenced);
    practice
}

#[test]
fn p5a_the_rehearsal_says_what_stands_in_the_way_and_where_each_measure_is_heading() {
    on_both(|test| {
        quarter(test);
        for role in [Role::Staff, Role::Lead, Role::Governance, Role::Auditor] {
            test.visitor(role)
                .get(PAGE)
                .says("46 of 92 days have gone by; the quarter runs to 31 October 2025.")
                .says("Off target without a word why: Skills")
                .says("Entries without evidence, which count for nothing yet: 1")
                .says("S1 Mock interviews in hours 100 30 60 None planned Requires improvement")
                .says("A forecast is never a figure");
        }
        let commissioner = test.visitor(Role::Commissioner);
        assert_eq!(commissioner.get(PAGE).status, 403);
    });
}

#[test]
fn p5a_one_click_asks_somebody_and_the_line_goes_once_it_is_done_or_taken_back() {
    on_both(|test| {
        let practice = quarter(test);
        let lead = test.person(Role::Lead).id.to_string();
        let ask = [("about", "remarks"), ("person", lead.as_str())];
        let path = format!("{PAGE}/ask");
        assert_eq!(practice.send(Role::Staff, &path, &ask).status, 403);
        let stranger = [("about", "remarks"), ("person", "x")];
        assert_eq!(
            practice.send(Role::Governance, &path, &stranger).status,
            404
        );
        for _ in 0..2 {
            assert_eq!(practice.send(Role::Governance, &path, &ask).status, 303);
        }
        let says = "Asked of you By Governance & Leadership Person Off target without a word why: Skills (Quarter 1 of 2025-26). Since 15 September 2025";
        let home = test.visitor(Role::Lead).get("/");
        home.says(says);
        assert_eq!(home.text().matches("Asked of you").count(), 1);
        test.visitor(Role::Governance)
            .get(PAGE)
            .says("Asked by Governance & Leadership Person on 15 September 2025");
        let undo = format!("{PAGE}/undo");
        assert_eq!(practice.send(Role::Governance, &undo, &ask).status, 303);
        test.visitor(Role::Lead)
            .get("/")
            .does_not_say("Asked of you");
        practice.send(Role::Governance, &path, &ask);
        let field = format!("remark-{}", practice.skills);
        let typed = [(field.as_str(), "A slow start"), ("action", "keep")];
        practice.send(Role::Lead, "/returns/2025-26-q1/prepare", &typed);
        test.visitor(Role::Lead)
            .get("/")
            .does_not_say("Asked of you");
    });
}

#[test]
fn a_signed_quarter_is_rehearsed_no_more() {
    on_both(|test| {
        let practice = quarter(test);
        test.set_today(date(2025, 11, 10));
        practice.sign_whole("2025-26-q1");
        assert_eq!(test.visitor(Role::Lead).get(PAGE).status, 404);
    });
}
