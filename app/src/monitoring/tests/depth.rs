//! What stands beside the figures: explanations, recovery actions, case studies, questions that ask back.

use super::{PASSWORD, Practice};
use crate::testing::{TestApp, on_both};
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

const Q1: &str = "2025-26-q1";
const Q2: &str = "2025-26-q2";

fn quarter(test: &TestApp) -> Practice<'_> {
    let practice = Practice::new(test, date(2025, 11, 10));
    practice.target(practice.interviews, Q1, 100);
    practice.entry(
        practice.interviews,
        date(2025, 9, 3),
        60,
        Grade::PartnerConfirmed,
    );
    practice
}

#[test]
fn p5a_a_measure_below_its_target_is_explained_and_its_action_goes_on_until_it_is_done() {
    on_both(|test| {
        let practice = quarter(test);
        let staff = test.person(Role::Staff).id.to_string();
        let page = format!("/returns/{Q1}/measures/{}", practice.interviews);
        let lead = test.visitor(Role::Lead);
        lead.get("/returns/2025-26-q1/prepare")
            .says("Explain S1 Mock interviews");
        assert_eq!(lead.post(&page, &[]).status, 422);
        let early = [
            ("happened", "Two employers cancelled."),
            ("what", "Win two more employers"),
            ("owner", staff.as_str()),
            ("due_on_day", "1"),
            ("due_on_month", "10"),
            ("due_on_year", "2025"),
        ];
        lead.post(&page, &early)
            .says("Enter a day after the quarter");
        let mut typed = early;
        typed[4].1 = "3";
        typed[5].1 = "2026";
        assert_eq!(lead.post(&page, &typed).status, 303);
        let visitor = test.visitor(Role::Staff);
        visitor
            .get("/")
            .says("Your recovery actions 1 Win two more employers. Due by 1 March 2026");
        // Explained by its measure, the theme needs no remark of its own.
        let prepared = practice.send(
            Role::Lead,
            "/returns/2025-26-q1/prepare",
            &[("action", "prepare")],
        );
        assert_eq!(prepared.status, 303, "{}", prepared.text());
        assert_eq!(lead.post(&page, &typed).status, 422, "it is not open");
        practice.agree(Q1);
        test.give_password(Role::Governance, PASSWORD);
        assert_eq!(practice.sign(Role::Governance, Q1, PASSWORD).status, 303);
        let action = "Win two more employers (Staff Person, until 1 March 2026)";
        for page in ["/returns/2025-26-q1", "/returns/2025-26-q1/document.html"] {
            visitor
                .get(page)
                .says("Two employers cancelled.")
                .says(action);
        }
        test.set_today(date(2026, 2, 10));
        ends_its_action(test, &practice, action);
    });
}

/// Staff end the action of the first quarter in the second one; it stands there as done.
fn ends_its_action(test: &TestApp, practice: &Practice<'_>, action: &str) {
    let visitor = test.visitor(Role::Staff);
    visitor.get("/returns/2025-26-q2").says(action);
    let home = visitor.get("/");
    let (_, rest) = home.html.split_once("/recovery-actions/").unwrap();
    let path = format!("/recovery-actions/{}", rest.get(..36).unwrap());
    let done = [
        ("done_on_day", "9"),
        ("done_on_month", "2"),
        ("done_on_year", "2026"),
        ("note", "Three firms joined."),
    ];
    let other = test.visitor(Role::Governance).post(&path, &done);
    assert_eq!(
        other.status, 422,
        "who neither does it nor leads does not end it"
    );
    assert_eq!(visitor.post(&path, &done).status, 303);
    assert_eq!(visitor.post(&path, &done).status, 422);
    visitor
        .get("/returns/2025-26-q2")
        .says("done on 9 February 2026: Three firms joined.");
    visitor.get("/returns/2025-26-q1").says(action);
    practice.sign_whole(Q2);
    test.set_today(date(2026, 7, 10));
    let visitor = test.visitor(Role::Staff);
    visitor
        .get("/returns/2025-26-q3")
        .says("done on 9 February 2026");
    visitor
        .get("/returns/2025-26-q4")
        .does_not_say("Win two more employers");
}

fn study(measure: &str) -> Vec<(&str, &str)> {
    vec![
        ("title", "An interview that led on"),
        ("story", "R. came for practice and left with a plan."),
        ("measures", measure),
        ("people", "consented"),
        ("consent_kept", "Room 2"),
        ("consent_on_day", "1"),
        ("consent_on_month", "10"),
        ("consent_on_year", "2025"),
    ]
}

#[test]
fn p5a_a_case_study_stands_beside_the_numbers_with_the_consent_of_its_people() {
    on_both(|test| {
        let practice = quarter(test);
        let measure = practice.interviews.to_string();
        let page = "/returns/2025-26-q1/case-studies";
        let mut silent = study(&measure);
        silent.retain(|(name, _)| *name != "people" && *name != "measures");
        practice
            .send(Role::Lead, page, &silent)
            .says("Choose the theme or the measures it belongs to");
        assert_eq!(practice.send(Role::Staff, page, &silent).status, 403);
        practice.prepare(Q1);
        assert_eq!(
            practice.send(Role::Lead, page, &study(&measure)).status,
            303
        );
        practice.agree(Q1).says("The figures have changed since");
        practice.sign_whole(Q1);
        for page in ["/returns/2025-26-q1", "/returns/2025-26-q1/document.html"] {
            test.visitor(Role::Commissioner)
                .get(page)
                .says("R. came for practice and left with a plan.")
                .says("S1. The people in it agreed on 1 October 2025");
        }
        test.visitor(Role::Lead)
            .get("/reports/2025-26")
            .says("An interview that led on");
    });
}

#[test]
fn p5a_a_withdrawn_consent_takes_a_case_study_off_what_is_not_signed() {
    on_both(|test| {
        let practice = quarter(test);
        let measure = practice.interviews.to_string();
        let page = "/returns/2025-26-q1/case-studies";
        practice.send(Role::Lead, page, &study(&measure));
        let lead = test.visitor(Role::Lead);
        let listed = lead.get(page);
        let (_, rest) = listed.html.split_once("/case-studies/").unwrap();
        let (_, rest) = rest
            .split_once("href=\"/case-studies/")
            .unwrap_or((rest, rest));
        let path = format!("/case-studies/{}/withdraw", rest.get(..36).unwrap());
        practice.sign_whole(Q1);
        lead.get(&path)
            .says("It was signed off with Quarter 1 of 2025-26");
        let sealed = lead.get("/returns/2025-26-q1/seal.json").bytes;
        assert_eq!(lead.post(&path, &[]).status, 303);
        lead.get(page).says("Taken back on 10 November 2025");
        lead.get("/reports/2025-26")
            .does_not_say("An interview that led on");
        lead.get("/returns/2025-26-q1")
            .says("An interview that led on");
        assert_eq!(lead.get("/returns/2025-26-q1/seal.json").bytes, sealed);
        let why = [("reason", "A consent was withdrawn.")];
        practice.send(Role::Lead, "/returns/2025-26-q1/restate", &why);
        practice.sign_whole("2025-26-q1-r2");
        lead.get("/returns/2025-26-q1-r2")
            .does_not_say("left with a plan");
        lead.get("/returns/2025-26-q1-r2/compare")
            .says("Case study: An interview that led on R. came for practice");
    });
}

#[test]
fn p5a_a_question_asks_back_about_an_answer_and_waits_for_the_lead() {
    on_both(|test| {
        let practice = quarter(test);
        practice.prepare(Q1);
        let review = "/returns/2025-26-q1/review";
        let ask = [("action", "ask"), ("question", "Why only 60?")];
        practice.send(Role::Governance, review, &ask);
        let lead = test.visitor(Role::Lead);
        let page = lead.get("/returns/2025-26-q1");
        let (_, rest) = page.html.split_once("/questions/").unwrap();
        let id = rest.get(..36).unwrap().to_owned();
        let path = format!("/returns/2025-26-q1/questions/{id}");
        assert_eq!(lead.post(&path, &[("answer", "Storms.")]).status, 303);
        test.visitor(Role::Governance)
            .get(review)
            .says("Asks back about");
        let back = [
            ("action", "ask"),
            ("question", "Which storms?"),
            ("follows", id.as_str()),
        ];
        assert_eq!(practice.send(Role::Governance, review, &back).status, 303);
        test.visitor(Role::Governance)
            .get("/returns/2025-26-q1")
            .says("Which storms? Asks back about: Why only 60?")
            .says("it waits for the Social Value Lead");
        lead.get("/").says("Answer 1 question about Quarter 1");
        practice.agree(Q1).says("1 question has no answer");
    });
}
