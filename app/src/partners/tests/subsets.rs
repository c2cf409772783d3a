//! The five checks of a partner in every combination (G9), and who signs for them (G5).

use super::{CHECKS, PASSWORD, begin, check, listed, passwords, sign};
use crate::people;
use crate::testing::{TestApp, Visitor, on_both};
use domain::people::Role;

const NOTE: [(&str, &str); 1] = [("note", "Looked at once more")];

#[test]
fn g9_of_the_32_subsets_of_the_five_checks_only_the_whole_one_approves() {
    on_both(|test| {
        passwords(test);
        let mut approved = Vec::new();
        for subset in 0..32_usize {
            let path = listed(test, Role::Governance, &format!("Partner {subset}"));
            begin(test, &path);
            let has = |place: usize| subset & (1 << place) != 0;
            for (_, kind) in (0..).zip(CHECKS).filter(|(place, _)| has(*place)) {
                assert_eq!(check(test, &path, kind, &[]).status, 303);
            }
            if has(4) {
                sign(test, &path, Role::Lead);
            }
            let page = test.visitor(Role::Auditor).get(&path).text();
            if page.contains("Approved 10 November 2026") {
                approved.push(subset);
            } else {
                assert!(page.contains("Being checked"), "{subset}");
            }
        }
        assert_eq!(approved, [31]);
    });
}

/// Somebody with every role, with a password.
fn everybody(test: &TestApp) -> people::NewPerson {
    let person = test.join("Every Role", &Role::ALL);
    let scope = database::Scope {
        person_id: Some(person.id),
        ..test.scope()
    };
    people::set_password(&test.app, scope, Some(PASSWORD), test.now()).unwrap();
    person
}

fn sign_as(visitor: &Visitor<'_>, path: &str) -> crate::testing::Page {
    let path = format!("{path}/sign-off");
    let shown = visitor.get(&path).hidden("shown");
    visitor.post(&path, &[("shown", &shown), ("password", PASSWORD)])
}

#[test]
fn g5_whoever_proposed_a_partner_does_not_approve_it_alone_in_every_role_at_once() {
    on_both(|test| {
        passwords(test);
        let person = everybody(test);
        let visitor = test.visitor_of(&person);
        let typed = [
            ("name", "Ropewalk Homes"),
            ("kind", "housing"),
            ("purpose", "Repairs"),
        ];
        let id = visitor.post("/partners/new", &typed).new_key();
        let path = format!("/partners/{id}");
        begin(test, &path);
        for kind in CHECKS {
            assert_eq!(check(test, &path, kind, &[]).status, 303);
        }
        assert_eq!(sign_as(&visitor, &path).status, 303);
        visitor.get(&path).says("Being checked");
        let again = sign_as(&visitor, &path);
        assert_eq!(again.status, 422);
        again.says("You have signed already");
        visitor.get(&path).says("Being checked");
        // The control: a second person's signature approves it.
        assert_eq!(sign(test, &path, Role::Governance).status, 303);
        visitor.get(&path).says("Approved 10 November 2026");
    });
}

#[test]
fn g9_an_interest_that_the_approver_declares_keeps_them_from_approving() {
    on_both(|test| {
        let person = everybody(test);
        let path = super::checked(test);
        let (own, board) = (
            person.id.to_string(),
            test.person(Role::Governance).id.to_string(),
        );
        let declared = [
            ("conflict", "declared"),
            ("interest", "A share in it"),
            ("interested", own.as_str()),
            ("managed_how", "Stays out of it"),
            ("managed_by", board.as_str()),
        ];
        assert_eq!(check(test, &path, "conflict", &declared).status, 303);
        let visitor = test.visitor_of(&person);
        let refused = sign_as(&visitor, &path);
        assert_eq!(refused.status, 422);
        refused.says("You have an interest in this partner");
        visitor.get(&path).says("Being checked");
        assert_eq!(sign(test, &path, Role::Lead).status, 303, "the control");
        visitor.get(&path).says("Approved 10 November 2026");
    });
}

#[test]
fn g8_a_check_made_anew_between_display_and_signature_is_not_signed_for() {
    on_both(|test| {
        let path = super::checked(test);
        let lead = test.visitor(Role::Lead);
        let address = format!("{path}/sign-off");
        let shown = lead.get(&address).hidden("shown");
        assert_eq!(check(test, &path, "quality", &NOTE).status, 303);
        let refused = lead.post(&address, &[("shown", &shown), ("password", PASSWORD)]);
        assert_eq!(refused.status, 422);
        refused
            .says("A check changed after you opened this page")
            .says("Looked at once more");
        let anew = refused.hidden("shown");
        assert_ne!(anew, shown);
        let signed = lead.post(&address, &[("shown", &anew), ("password", PASSWORD)]);
        assert_eq!(signed.status, 303, "the control");
    });
}
