//! The way of a return from open to signed, and every refusal on it.

use super::{PASSWORD, Practice};
use crate::testing::{TestApp, on_both};
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

const Q1: &str = "2025-26-q1";

/// A quarter with one measure off target and one without evidence, on the day after next.
fn quarter(test: &TestApp) -> Practice<'_> {
    let practice = Practice::new(test, date(2025, 11, 10));
    practice.target(practice.interviews, Q1, 100);
    practice.entry(
        practice.interviews,
        date(2025, 9, 3),
        60,
        Grade::PartnerConfirmed,
    );
    practice.entry(practice.jobs, date(2025, 9, 4), 7, Grade::Unevidenced);
    practice
}

#[test]
fn p5a_a_quarter_is_prepared_reviewed_and_signed_by_different_people() {
    on_both(|test| {
        let practice = quarter(test);
        let lead = test.visitor(Role::Lead);
        lead.get("/returns")
            .says("The Social Value Lead prepares it");
        let prepared = practice.prepare(Q1);
        assert_eq!(
            (prepared.status, prepared.location.as_str()),
            (303, "/returns/2025-26-q1")
        );
        lead.get("/returns/2025-26-q1")
            .says("Prepared")
            .says("Two sessions were called off.")
            .says("Social Value Lead Person");
        test.visitor(Role::Governance)
            .get("/returns/2025-26-q1/review")
            .says("Agree to this return");
        assert_eq!(practice.agree(Q1).status, 303);
        lead.get("/returns")
            .says("Somebody who did not prepare it signs it off");
        test.give_password(Role::Governance, PASSWORD);
        let signed = practice.sign(Role::Governance, Q1, PASSWORD);
        assert_eq!(signed.status, 303, "{}", signed.text());
        lead.get("/returns/2025-26-q1")
            .says("Signed off by Governance & Leadership Person (Governance & Leadership) on 10 November 2025")
            .says("SHA-256 of the sealed return")
            .says("Mock interviews")
            .does_not_say("Prepare this return");
        lead.get("/returns").says("Nothing: it is sealed");
    });
}

#[test]
fn p1_2e_unevidenced_quantity_is_shown_apart() {
    on_both(|test| {
        let practice = quarter(test);
        // Weaker evidence than the measure asks for does not count either.
        practice.entry(
            practice.interviews,
            date(2025, 9, 5),
            20,
            Grade::SelfDeclared,
        );
        let page = test.visitor(Role::Staff).get("/returns/2025-26-q1");
        page.says("in hours 100 60 hours of S1: see the entries 30 20 75 % Requires improvement")
            .says("None 0 people of S2: see the entries 0 7 0 % No target");
    });
}

#[test]
fn a_quarter_is_not_prepared_before_it_has_ended_but_remarks_can_be_kept() {
    on_both(|test| {
        let practice = quarter(test);
        test.set_today(date(2025, 10, 31));
        let refused = practice.prepare(Q1);
        assert_eq!(refused.status, 422);
        refused
            .says("This quarter runs to 31 October 2025: its return can be prepared from 1 November 2025")
            .says("Two sessions were called off.");
        let field = format!("remark-{}", practice.skills);
        let kept = practice.send(
            Role::Lead,
            "/returns/2025-26-q1/prepare",
            &[(field.as_str(), "A good start"), ("action", "keep")],
        );
        assert_eq!(kept.status, 303);
        test.visitor(Role::Lead)
            .get("/returns/2025-26-q1/prepare")
            .says("A good start");
    });
}

#[test]
fn a_theme_off_target_without_a_remark_is_refused_at_its_field() {
    on_both(|test| {
        let practice = quarter(test);
        let refused = practice.send(
            Role::Lead,
            "/returns/2025-26-q1/prepare",
            &[("action", "prepare")],
        );
        assert_eq!(refused.status, 422);
        refused.says("Say why Skills is off target and what is being done");
        let field = format!("href=\"#remark-{}\"", practice.skills);
        assert!(refused.html.contains(&field));
    });
}

#[test]
fn what_is_typed_wrong_is_refused_and_nothing_typed_is_lost() {
    on_both(|test| {
        let practice = quarter(test);
        let field = format!("remark-{}", practice.skills);
        for (typed, words) in [
            ("x".repeat(100_000), "must be 4000 characters or fewer"),
            (
                "nul\0here".to_owned(),
                "has a character that cannot be read",
            ),
        ] {
            let page = practice.send(
                Role::Lead,
                "/returns/2025-26-q1/prepare",
                &[(field.as_str(), &typed), ("action", "prepare")],
            );
            assert_eq!(page.status, 422);
            page.says(words);
        }
        let harmless = "<script>alert(1)</script> =cmd() \u{202e}x";
        let page = practice.send(
            Role::Lead,
            "/returns/2025-26-q1/prepare",
            &[(field.as_str(), harmless), ("action", "keep")],
        );
        assert_eq!(page.status, 303);
        test.visitor(Role::Lead)
            .get("/returns/2025-26-q1")
            .says("<script>alert(1)</script>");
        for path in ["2025-26-q5", "2025-26-q3", "2024-25-q4", "x", "%00"] {
            let page = test.visitor(Role::Lead).get(&format!("/returns/{path}"));
            assert_eq!(page.status, 404, "{path}");
        }
    });
}

#[test]
fn an_unanswered_question_stops_the_review_until_somebody_else_answers() {
    on_both(|test| {
        let practice = quarter(test);
        let review = "/returns/2025-26-q1/review";
        let ask = [("action", "ask"), ("question", "Why only 60?")];
        practice
            .send(Role::Governance, review, &ask)
            .says("This return has not been prepared yet");
        practice.prepare(Q1);
        let empty = practice.send(Role::Governance, review, &[("action", "ask")]);
        assert_eq!(empty.status, 422);
        empty.says("Enter your question");
        assert_eq!(practice.send(Role::Governance, review, &ask).status, 303);
        let refused = practice.agree(Q1);
        assert_eq!(refused.status, 422);
        refused.says("1 question has no answer");
        let lead = test.visitor(Role::Lead);
        let page = lead.get("/returns/2025-26-q1");
        let path = format!("/returns/2025-26-q1/questions/{}", question(&page.html));
        lead.get(&path).says("Why only 60?");
        assert_eq!(lead.post(&path, &[("answer", " ")]).status, 422);
        assert_eq!(lead.post(&path, &[("answer", "Storms.")]).status, 303);
        let twice = lead.post(&path, &[("answer", "Again")]);
        assert_eq!(twice.status, 422);
        twice.says("This question has been answered already");
        assert_eq!(practice.agree(Q1).status, 303);
    });
}

/// The key of the first question that can be answered.
fn question(html: &str) -> String {
    let (_, rest) = html.split_once("/questions/").unwrap();
    rest.chars().take(36).collect()
}

#[test]
fn a_return_sent_back_is_open_again_with_what_has_to_change() {
    on_both(|test| {
        let practice = quarter(test);
        let review = "/returns/2025-26-q1/review";
        let back = [("action", "send-back"), ("reason", "Explain the storms.")];
        practice
            .send(Role::Governance, review, &back)
            .says("there is nothing to send back");
        practice.prepare(Q1);
        practice.agree(Q1);
        let without = practice.send(Role::Governance, review, &[("action", "send-back")]);
        assert_eq!(without.status, 422);
        without.says("Enter what has to change");
        assert_eq!(practice.send(Role::Governance, review, &back).status, 303);
        let page = test.visitor(Role::Lead).get("/returns/2025-26-q1");
        page.says("Open").says("Explain the storms.");
        assert_eq!(practice.prepare(Q1).status, 303);
        practice.agree(Q1).says("1 question has no answer");
    });
}

#[test]
fn figures_that_change_after_the_preparing_are_neither_agreed_nor_signed() {
    on_both(|test| {
        let practice = quarter(test);
        practice.prepare(Q1);
        let again = practice.prepare(Q1);
        assert_eq!(again.status, 422);
        let late = practice.entry(practice.jobs, date(2025, 9, 6), 1, Grade::Unevidenced);
        practice.agree(Q1).says("The figures have changed since");
        assert_eq!(practice.prepare(Q1).status, 303);
        assert_eq!(practice.agree(Q1).status, 303);
        practice.evidence(late, Grade::SelfDeclared);
        test.visitor(Role::Governance)
            .get("/returns/2025-26-q1/sign-off")
            .says("The figures have changed since this return was prepared");
        test.visitor(Role::Lead)
            .get("/returns/2025-26-q1")
            .says("Prepare this return again");
    });
}

#[test]
fn quarters_are_signed_in_their_order() {
    on_both(|test| {
        let practice = Practice::new(test, date(2026, 2, 2));
        practice.prepare("2025-26-q2");
        practice.agree("2025-26-q2");
        test.visitor(Role::Governance)
            .get("/returns/2025-26-q2/sign-off")
            .says("Sign off Quarter 1 of 2025-26 first");
        let refused = practice.sign(Role::Governance, "2025-26-q2", PASSWORD);
        assert_eq!(refused.status, 422);
    });
}

#[test]
fn p4d_sign_off_asks_the_password_again_and_refuses_the_preparer() {
    on_both(|test| {
        let practice = quarter(test);
        practice
            .sign(Role::Governance, Q1, PASSWORD)
            .says("This return has not been reviewed yet");
        practice.prepare(Q1);
        practice.agree(Q1);
        practice
            .sign(Role::Governance, Q1, PASSWORD)
            .says("You have no password yet");
        test.give_password(Role::Governance, PASSWORD);
        test.give_password(Role::Lead, PASSWORD);
        for (password, words) in [
            ("", "Enter your password"),
            ("not the right words", "That is not your password"),
        ] {
            let refused = practice.sign(Role::Governance, Q1, password);
            assert_eq!(refused.status, 422);
            refused.says(words);
        }
        let preparer = practice.sign(Role::Lead, Q1, PASSWORD);
        assert_eq!(preparer.status, 422);
        preparer.says("You prepared this return: somebody else signs it off");
        let other = practice.send(
            Role::Governance,
            "/returns/2025-26-q1/sign-off",
            &[("figures", "00"), ("password", PASSWORD)],
        );
        other.says("The return changed after you opened this page");
        assert_eq!(practice.sign(Role::Governance, Q1, PASSWORD).status, 303);
        let again = practice.sign(Role::Governance, Q1, PASSWORD);
        again.says("This return has been signed off and stays as it is");
    });
}

#[test]
fn a_commissioner_sees_signed_returns_alone() {
    on_both(|test| {
        let practice = quarter(test);
        let commissioner = test.visitor(Role::Commissioner);
        commissioner
            .get("/returns")
            .says("No return is signed off yet");
        assert_eq!(commissioner.get("/returns/2025-26-q1").status, 404);
        assert_eq!(
            commissioner.get("/returns/2025-26-q1/seal.json").status,
            404
        );
        practice.sign_whole(Q1);
        commissioner.get("/returns").says("Quarter 1 of 2025-26");
        let page = commissioner.get("/returns/2025-26-q1");
        page.says("Mock interviews");
        assert!(!page.html.contains("/entries?"));
    });
}

#[test]
fn what_waits_is_said_to_whoever_can_do_it() {
    on_both(|test| {
        let practice = quarter(test);
        let waiting = |role: Role| {
            let person = test.person(role);
            let token = crate::people::start_session(
                &test.app,
                test.organisation_id,
                person.id,
                test.now(),
            )
            .unwrap();
            let who = crate::people::who(&test.app, &token, test.now())
                .unwrap()
                .unwrap();
            let today = crate::app::date_of(test.now());
            test.read(|read| crate::monitoring::waiting(read, &who, today))
                .into_iter()
                .map(|waiting| waiting.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            waiting(Role::Lead),
            ["Prepare the return of Quarter 1 of 2025-26"]
        );
        assert!(waiting(Role::Governance).is_empty());
        practice.prepare(Q1);
        assert!(waiting(Role::Lead).is_empty());
        assert_eq!(
            waiting(Role::Governance),
            ["Review the return of Quarter 1 of 2025-26"]
        );
        practice.agree(Q1);
        assert!(waiting(Role::Lead).is_empty(), "the preparer does not sign");
        assert_eq!(
            waiting(Role::Governance),
            ["Sign off the return of Quarter 1 of 2025-26"]
        );
    });
}
