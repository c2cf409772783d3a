//! A signed return is never changed: what is known better later is a new edition beside it.

use super::{PASSWORD, Practice};
use crate::monitoring::{signed_returns, verify_seals};
use crate::testing::{TestApp, on_both};
use domain::calendar::Calendar;
use domain::ledger::Grade;
use domain::monitoring::{SealedReturn, Thresholds};
use domain::people::Role;
use domain::reports::outcomes;
use jiff::civil::date;

const Q1: &str = "2025-26-q1";
const Q2: &str = "2025-26-q2";
const AGAIN: &str = "2025-26-q1-r2";

/// Two signed quarters; hours of the first that came late were counted in the second.
fn signed(test: &TestApp) -> Practice<'_> {
    let practice = Practice::new(test, date(2025, 11, 10));
    practice.target(practice.interviews, Q1, 100);
    let partner = Some(practice.partner);
    let post = |on, units| {
        let of = (units, Grade::PartnerConfirmed);
        practice.entry_at(practice.interviews, on, of, ("E08000014", partner));
    };
    post(date(2025, 9, 3), 60);
    practice.sign_whole(Q1);
    test.set_today(date(2026, 2, 10));
    post(date(2025, 9, 4), 40);
    post(date(2025, 12, 1), 30);
    practice.sign_whole(Q2);
    practice
}

fn begin(practice: &Practice<'_>, name: &str) {
    let path = format!("/returns/{name}/restate");
    let why = [("reason", "A register was found in the post.")];
    let begun = practice.send(Role::Lead, &path, &why);
    assert_eq!(begun.status, 303, "{}", begun.text());
}

fn year(test: &TestApp) -> Vec<SealedReturn> {
    let year = Calendar::ACADEMIC.year_named("2025-26").unwrap();
    let signed = test.read(|read| signed_returns(read, year));
    signed.into_iter().map(|(signed, _)| signed).collect()
}

fn hours(returns: &[SealedReturn]) -> i64 {
    let thresholds = Thresholds {
        good: 100,
        approaching: 85,
        improvement: 60,
    };
    let year = outcomes(returns, &thresholds);
    let of = year.measures().find(|measure| measure.code == "S1");
    of.unwrap().evidenced_thousandths
}

#[test]
fn p5a_a_signed_return_is_restated_in_an_edition_of_its_own_and_every_hour_counts_once() {
    on_both(|test| {
        let practice = signed(test);
        let lead = test.visitor(Role::Lead);
        let first = lead.get("/returns/2025-26-q1/seal.json").bytes;
        assert_eq!(hours(&year(test)), 130_000);
        lead.get("/returns/2025-26-q1").says("Restate this return");
        let empty = practice.send(Role::Lead, "/returns/2025-26-q1/restate", &[]);
        assert_eq!(empty.status, 422);
        empty.says("Enter why the return is restated");
        begin(&practice, Q1);
        lead.get("/returns/2025-26-q1-r2")
            .says("Quarter 1 of 2025-26, edition 2")
            .says("A register was found in the post.")
            .says("100 100 hours of S1")
            .does_not_say("Adjustments:");
        lead.get("/")
            .says("Prepare the return of Quarter 1 of 2025-26, edition 2");
        practice.sign_whole(AGAIN);
        lead.get("/returns/2025-26-q1-r2")
            .says("SHA-256 of the sealed return")
            .says("100 100 hours of S1");
        assert_eq!(lead.get("/returns/2025-26-q1/seal.json").bytes, first);
        lead.get("/returns/2025-26-q1")
            .says("Editions of this return")
            .says("Edition 2 Signed off on 10 February 2026")
            .does_not_say("Restate this return");
        let returns = year(test);
        assert_eq!(returns[0].measures[0].evidenced_thousandths, 100_000);
        assert_eq!(returns[1].measures[0].evidenced_thousandths, 70_000);
        assert_eq!(hours(&returns), 130_000);
        assert!(test.read(verify_seals).is_empty());
    });
}

#[test]
fn p5a_two_editions_stand_side_by_side_with_each_difference_and_why() {
    on_both(|test| {
        let practice = signed(test);
        begin(&practice, Q1);
        let field = format!("remark-{}", practice.skills);
        let typed = [
            (field.as_str(), "None was called off."),
            ("action", "prepare"),
        ];
        let prepared = practice.send(Role::Lead, "/returns/2025-26-q1-r2/prepare", &typed);
        assert_eq!(prepared.status, 303);
        assert_eq!(practice.agree(AGAIN).status, 303);
        assert_eq!(practice.sign(Role::Governance, AGAIN, PASSWORD).status, 303);
        for role in [Role::Auditor, Role::Commissioner] {
            test.visitor(role)
                .get("/returns/2025-26-q1-r2/compare")
                .says("Edition 1 and Edition 2 of Quarter 1 of 2025-26")
                .says("Evidenced 60 100 +40 came late and was counted in Quarter 2 of 2025-26")
                .says("100: Requires improvement 100: Good")
                .says("Two sessions were called off. None was called off.");
        }
        let document = test
            .visitor(Role::Commissioner)
            .get("/returns/2025-26-q1-r2/document.html");
        document
            .says("Why it was restated A register was found in the post.")
            .says("Replaces 2025-26-q1")
            .says("Added: was counted in 2025-26-q2 40 0");
        let pdf = test
            .visitor(Role::Lead)
            .get("/returns/2025-26-q1-r2/document.pdf");
        assert_eq!((pdf.status, &pdf.bytes[..5]), (200, b"%PDF-".as_slice()));
        let first = test.visitor(Role::Lead).get("/returns/2025-26-q1/compare");
        assert_eq!(first.status, 404);
    });
}

#[test]
fn what_was_counted_for_an_earlier_quarter_is_left_out_and_still_counts_once() {
    on_both(|test| {
        let practice = signed(test);
        begin(&practice, Q2);
        practice.sign_whole("2025-26-q2-r2");
        let returns = year(test);
        assert_eq!(returns[1].measures[0].evidenced_thousandths, 30_000);
        assert_eq!(
            hours(&returns),
            130_000,
            "left out, and the first is not restated"
        );
        test.visitor(Role::Lead)
            .get("/returns/2025-26-q2-r2/compare")
            .says("70 30 -40 belongs to Quarter 1 of 2025-26");
        begin(&practice, Q1);
        practice.sign_whole(AGAIN);
        assert_eq!(hours(&year(test)), 130_000, "both are restated");
    });
}

#[test]
fn p5a_restating_is_the_only_way_and_goes_by_the_same_rules() {
    on_both(|test| {
        let practice = signed(test);
        for path in ["/returns/2025-26-q3/restate", "/returns/2025-26-q1-r2"] {
            let lead = test.visitor(Role::Lead);
            let page = lead.get(path);
            assert!(
                page.status == 404 || page.text().contains("has not been signed off"),
                "{path}"
            );
        }
        assert_eq!(
            test.visitor(Role::Staff)
                .get("/returns/2025-26-q1/restate")
                .status,
            403
        );
        begin(&practice, Q1);
        let twice = practice.send(
            Role::Lead,
            "/returns/2025-26-q1/restate",
            &[("reason", "Again")],
        );
        assert_eq!(twice.status, 422);
        twice.says("edition 2 has been begun and is not signed off");
        assert_eq!(
            test.visitor(Role::Commissioner)
                .get("/returns/2025-26-q1-r2")
                .status,
            404
        );
        test.visitor(Role::Commissioner)
            .get("/returns/2025-26-q1")
            .does_not_say("Editions of this return");
        assert_eq!(practice.prepare(AGAIN).status, 303);
        practice
            .sign(Role::Governance, AGAIN, PASSWORD)
            .says("This return has not been reviewed yet");
        assert_eq!(practice.agree(AGAIN).status, 303);
        test.give_password(Role::Lead, PASSWORD);
        practice
            .sign(Role::Lead, AGAIN, PASSWORD)
            .says("You prepared this return: somebody else signs it off");
        assert_eq!(practice.sign(Role::Governance, AGAIN, PASSWORD).status, 303);
        begin(&practice, AGAIN);
        practice.sign_whole("2025-26-q1-r3");
        test.visitor(Role::Lead)
            .get("/returns/2025-26-q1-r3/compare")
            .says("Edition 2 and Edition 3")
            .says("No figure differs.")
            .says("No word differs.");
    });
}

#[test]
fn p5a_a_restatement_that_was_begun_is_dropped_whole_and_the_log_keeps_why() {
    on_both(|test| {
        let practice = signed(test);
        let path = "/returns/2025-26-q1-r2/drop";
        begin(&practice, Q1);
        assert_eq!(practice.prepare(AGAIN).status, 303);
        let ask = [("action", "ask"), ("question", "Which register?")];
        let review = "/returns/2025-26-q1-r2/review";
        let asked = practice.send(Role::Governance, review, &ask);
        assert_eq!(asked.status, 303, "{}", asked.text());
        let lead = test.visitor(Role::Lead);
        lead.get("/returns/2025-26-q1-r2")
            .says("Drop this restatement");
        lead.get(path)
            .says("It was begun for this reason: A register was found in the post.")
            .says("This cannot be undone");
        assert_eq!(test.visitor(Role::Governance).get(path).status, 403);
        let empty = practice.send(Role::Lead, path, &[]);
        assert_eq!(empty.status, 422);
        empty.says("Enter why the restatement is dropped");
        lead.get("/returns/2025-26-q1-r2").says("Which register?");
        let why = [("reason", "The register was of another year.")];
        let dropped = practice.send(Role::Lead, path, &why);
        assert_eq!(
            dropped.location,
            "/returns/2025-26-q1",
            "{}",
            dropped.text()
        );
        assert_eq!(lead.get("/returns/2025-26-q1-r2").status, 404);
        assert_eq!(lead.get(path).status, 404);
        lead.get("/returns/2025-26-q1")
            .says("Restate this return")
            .does_not_say("Editions of this return");
        test.visitor(Role::Auditor)
            .get("/log")
            .says("began restatement")
            .says("dropped restatement");
        assert!(test.read(verify_seals).is_empty());
        assert_eq!(hours(&year(test)), 130_000);
        // It can be begun again, with nothing of the one that was dropped.
        begin(&practice, Q1);
        lead.get("/returns/2025-26-q1-r2")
            .does_not_say("Which register?");
        practice.sign_whole(AGAIN);
        let late = practice.send(Role::Lead, path, &why);
        assert_eq!(late.status, 422);
        late.says("This edition has been signed off and stays as it is");
        assert_eq!(lead.get("/returns/2025-26-q1/drop").status, 404);
        assert_eq!(lead.get("/returns/2025-26-q1-r2").status, 200);
    });
}

#[test]
fn a_small_number_that_came_late_is_kept_back_from_whoever_reads_both_editions() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.entry(practice.jobs, date(2025, 9, 3), 12, Grade::SelfDeclared);
        practice.sign_whole(Q1);
        practice.entry(practice.jobs, date(2025, 9, 4), 2, Grade::SelfDeclared);
        begin(&practice, Q1);
        practice.sign_whole(AGAIN);
        test.visitor(Role::Auditor)
            .get("/returns/2025-26-q1-r2/compare")
            .says("Evidenced 12 14 +2 came late");
        let commissioner = test.visitor(Role::Commissioner);
        commissioner
            .get("/returns/2025-26-q1-r2/compare")
            .says("Evidenced 12 not shown came late");
        for page in [
            "/returns/2025-26-q1-r2",
            "/returns/2025-26-q1-r2/document.html",
        ] {
            commissioner
                .get(page)
                .says("not shown")
                .does_not_say(" 14 ");
        }
        let seal = commissioner.get("/returns/2025-26-q1-r2/seal.json");
        assert_eq!(seal.status, 403);
    });
}
