//! How many agree, who acts for whom, and by when: the rules of four eyes and more.

use super::{PASSWORD, Practice, hidden};
use crate::people::NewPerson;
use crate::testing::{Page, TestApp, on_both};
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

const Q1: &str = "2025-26-q1";

fn quarter(test: &TestApp) -> Practice<'_> {
    let practice = Practice::new(test, date(2025, 11, 10));
    practice.entry(practice.jobs, date(2025, 9, 4), 7, Grade::SelfDeclared);
    practice
}

fn set(practice: &Practice<'_>, typed: &[(&str, &str)]) -> Page {
    practice.send(Role::Governance, "/returns/settings", typed)
}

fn agree(test: &TestApp, person: &NewPerson, acts_for: &str) -> Page {
    let typed = [("action", "agree"), ("acts_for", acts_for)];
    test.visitor_of(person)
        .post("/returns/2025-26-q1/review", &typed)
}

/// Governance hands this quarter's return to somebody, and the key of the delegation.
fn hand(practice: &Practice<'_>, to: &NewPerson) -> String {
    let id = to.id.to_string();
    let typed = [("to", id.as_str()), ("span", Q1), ("reason", "On leave")];
    let given = practice.send(Role::Governance, "/returns/delegations", &typed);
    assert_eq!(given.status, 303, "{}", given.text());
    let page = practice
        .test
        .visitor(Role::Governance)
        .get("/returns/delegations");
    let (_, rest) = page.html.split_once("/returns/delegations/").unwrap();
    rest.chars().take(36).collect()
}

#[test]
fn p4d_as_many_agree_as_the_quorum_asks_and_each_counts_once() {
    on_both(|test| {
        let practice = quarter(test);
        let refused = practice.send(Role::Lead, "/returns/settings", &[("quorum", "1")]);
        assert_eq!(refused.status, 403);
        set(&practice, &[("quorum", "0")]).says("Enter a number from 1 to 9");
        assert_eq!(set(&practice, &[("quorum", "2")]).status, 303);
        let second = test.join("Second Voice", &[Role::Governance]);
        practice.prepare(Q1);
        assert_eq!(practice.agree(Q1).status, 303);
        let again = practice.agree(Q1);
        assert_eq!(again.status, 422);
        again.says("You agreed to this return already");
        test.visitor(Role::Lead)
            .get("/returns")
            .says("Governance & Leadership reviews it: 1 of 2 have agreed");
        test.visitor(Role::Governance)
            .get("/")
            .does_not_say("Review the return");
        test.visitor_of(&second).get("/").says("Review the return");
        test.give_password(Role::Governance, PASSWORD);
        practice
            .sign(Role::Governance, Q1, PASSWORD)
            .says("This return has not been reviewed yet");
        assert_eq!(agree(test, &second, "").status, 303);
        assert_eq!(practice.sign(Role::Governance, Q1, PASSWORD).status, 303);
        let lead = test.visitor(Role::Lead);
        lead.get("/returns/2025-26-q1")
            .says("Who agreed")
            .says("Second Voice");
        lead.get("/returns/2025-26-q1/document.html")
            .says("Had to agree 2")
            .says("Agreed Second Voice, 10 November 2025");
        let seal = lead.get("/returns/2025-26-q1/seal.json");
        assert!(String::from_utf8_lossy(&seal.bytes).contains("\"quorum\":2"));
    });
}

#[test]
fn a_quorum_that_is_raised_asks_for_more_before_anybody_signs() {
    on_both(|test| {
        let practice = quarter(test);
        practice.prepare(Q1);
        practice.agree(Q1);
        set(&practice, &[("quorum", "2")]);
        test.give_password(Role::Governance, PASSWORD);
        practice
            .sign(Role::Governance, Q1, PASSWORD)
            .says("This return has not been reviewed yet");
        let second = test.join("Second Voice", &[Role::Governance]);
        assert_eq!(agree(test, &second, "").status, 303);
        assert_eq!(practice.sign(Role::Governance, Q1, PASSWORD).status, 303);
    });
}

#[test]
fn p4d_review_and_sign_off_can_be_handed_to_a_named_person_and_the_seal_says_so() {
    on_both(|test| {
        let practice = quarter(test);
        let deputy = test.join("Deputy Lead", &[Role::Lead]);
        practice.prepare(Q1);
        let closed = test.visitor_of(&deputy).get("/returns/2025-26-q1/review");
        assert_eq!(closed.status, 403);
        for role in [Role::Staff, Role::Auditor] {
            let id = test.person(role).id.to_string();
            let typed = [("to", id.as_str()), ("span", Q1), ("reason", "On leave")];
            let refused = practice.send(Role::Governance, "/returns/delegations", &typed);
            assert_eq!(refused.status, 422, "{role:?}");
        }
        let id = hand(&practice, &deputy);
        test.visitor_of(&deputy)
            .get("/")
            .says("Review the return of Quarter 1");
        let onward = test.visitor_of(&deputy).post("/returns/delegations", &[]);
        assert_eq!(
            onward.status, 403,
            "nobody hands on what was handed to them"
        );
        assert_eq!(agree(test, &deputy, &id).status, 303);
        let visitor = test.visitor_of(&deputy);
        visitor.post("/account/password", &[("password", PASSWORD)]);
        let page = visitor.get("/returns/2025-26-q1/sign-off");
        let figures = hidden(&page, "figures");
        let typed = [
            ("figures", figures.as_str()),
            ("password", PASSWORD),
            ("acts_for", &id),
        ];
        assert_eq!(
            visitor.post("/returns/2025-26-q1/sign-off", &typed).status,
            303
        );
        let said = "Deputy Lead (Social Value Lead), for Governance & Leadership Person, by delegation of 10 November 2025";
        let lead = test.visitor(Role::Lead);
        lead.get("/returns/2025-26-q1").says(said);
        lead.get("/returns/2025-26-q1/document.html").says(said);
    });
}

#[test]
fn p4d_nobody_acts_for_the_preparer_and_what_is_taken_back_holds_no_more() {
    on_both(|test| {
        let practice = quarter(test);
        let both = test.join("Both Roles", &[Role::Lead, Role::Governance]);
        let deputy = test.join("Deputy Lead", &[Role::Lead]);
        let id = deputy.id.to_string();
        let typed = [("to", id.as_str()), ("span", Q1), ("reason", "On leave")];
        let given = test.visitor_of(&both).post("/returns/delegations", &typed);
        assert_eq!(given.status, 303);
        let page = test.visitor_of(&both).get("/returns/delegations");
        let (_, rest) = page.html.split_once("/returns/delegations/").unwrap();
        let id: String = rest.chars().take(36).collect();
        let typed = [("action", "prepare")];
        let prepared = test
            .visitor_of(&both)
            .post("/returns/2025-26-q1/prepare", &typed);
        assert_eq!(prepared.status, 303);
        let refused = agree(test, &deputy, &id);
        assert_eq!(refused.status, 422);
        refused.says("Whoever handed this to you prepared this return");
        let path = format!("/returns/delegations/{id}/withdraw");
        assert_eq!(practice.send(Role::Governance, &path, &[]).status, 404);
        assert_eq!(test.visitor_of(&both).post(&path, &[]).status, 303);
        assert_eq!(agree(test, &deputy, &id).status, 403);
        test.visitor(Role::Auditor)
            .get("/returns/delegations")
            .says("Taken back on 10 November 2025");
    });
}

#[test]
fn p4d_the_schema_itself_refuses_a_voice_that_counts_twice_or_is_the_preparers() {
    on_both(|test| {
        let practice = quarter(test);
        practice.prepare(Q1);
        let (lead, first) = (test.person(Role::Lead).id, test.person(Role::Governance).id);
        let second = test.join("Second Voice", &[Role::Governance]).id;
        let statement = |person, whose| {
            let kept = test.app.database.write(test.scope(), |mut write| {
                let organisation_id = write.organisation_id();
                write.execute(
                    "INSERT INTO return_agreement (organisation_id, quarter, person_id, whose_id,
                       delegation_id, prepared_by, agreed_at)
                     VALUES (?1, '2025-26-q1', ?2, ?3, NULL, ?4, 1)",
                    &[
                        organisation_id.into(),
                        database::Id::into(person),
                        database::Id::into(whose),
                        lead.into(),
                    ],
                )?;
                let entry = database::LogEntry {
                    at: test.now(),
                    action: "tried".to_owned(),
                    record_kind: "return".to_owned(),
                    record_id: Q1.to_owned(),
                    content: serde_json::json!({}),
                };
                Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
            });
            kept.err().map(|fault| fault.is_constraint())
        };
        assert_eq!(statement(lead, lead), Some(true), "the preparer");
        assert_eq!(
            statement(second, first),
            Some(true),
            "for another without a delegation"
        );
        assert_eq!(statement(first, first), None);
        assert_eq!(statement(first, first), Some(true), "the same voice twice");
    });
}

#[test]
fn p5a_a_step_after_its_deadline_says_why_and_the_reason_is_printed() {
    on_both(|test| {
        let practice = quarter(test);
        let days = [("quorum", "1"), ("prepare_days", "30"), ("sign_days", "20")];
        set(&practice, &days).says("enter as many days or more");
        let days = [("quorum", "1"), ("prepare_days", "5"), ("sign_days", "9")];
        assert_eq!(set(&practice, &days).status, 303);
        test.visitor(Role::Lead)
            .get("/")
            .says("Prepare the return of Quarter 1 of 2025-26")
            .says("Overdue since 5 November 2025");
        let silent = practice.prepare(Q1);
        assert_eq!(silent.status, 422);
        silent.says("This return was due to be prepared by 5 November 2025: say why it comes late");
        let typed = [
            ("action", "prepare"),
            ("late_reason", "The office was flooded."),
        ];
        let prepared = practice.send(Role::Lead, "/returns/2025-26-q1/prepare", &typed);
        assert_eq!(prepared.status, 303, "{}", prepared.text());
        practice.agree(Q1);
        test.give_password(Role::Governance, PASSWORD);
        practice
            .sign(Role::Governance, Q1, PASSWORD)
            .says("This return was due to be signed off by 9 November 2025");
        let visitor = test.visitor(Role::Governance);
        let page = visitor.get("/returns/2025-26-q1/sign-off");
        let figures = hidden(&page, "figures");
        let typed = [
            ("figures", figures.as_str()),
            ("password", PASSWORD),
            ("late_reason", "We met a day late."),
        ];
        assert_eq!(
            visitor.post("/returns/2025-26-q1/sign-off", &typed).status,
            303
        );
        for page in ["/returns/2025-26-q1", "/returns/2025-26-q1/document.html"] {
            visitor
                .get(page)
                .says("Prepared on 10 November 2025, due by 5 November 2025")
                .says("The office was flooded.")
                .says("We met a day late.");
        }
    });
}
