//! Who signs, with what, and over what (G4, G5, G8): the password each time, never the preparer in whatever
//! roles, and nothing but what was shown.

use super::{PASSWORD, Practice};
use crate::people::{self, NewPerson};
use crate::testing::{Page, TestApp, Visitor, on_both};
use domain::ledger::Grade;
use domain::people::{Action, Role, may};
use jiff::ToSpan;
use jiff::civil::date;

const Q1: &str = "2025-26-q1";
const SIGN: &str = "/returns/2025-26-q1/sign-off";
const REVIEW: &str = "/returns/2025-26-q1/review";

/// A quarter that is agreed to and waits for its signature.
fn agreed(test: &TestApp) -> Practice<'_> {
    let practice = Practice::new(test, date(2025, 11, 10));
    practice.entry(practice.jobs, date(2025, 9, 4), 7, Grade::SelfDeclared);
    assert_eq!(practice.prepare(Q1).status, 303);
    assert_eq!(practice.agree(Q1).status, 303);
    test.give_password(Role::Governance, PASSWORD);
    practice
}

/// Signs what is shown, with a password or none.
fn sign(visitor: &Visitor<'_>, password: Option<&str>) -> Page {
    let figures = visitor.get(SIGN).hidden("figures");
    let mut typed = vec![("figures", figures.as_str())];
    typed.extend(password.map(|password| ("password", password)));
    visitor.post(SIGN, &typed)
}

fn is_open(test: &TestApp) -> bool {
    let seal = test
        .visitor(Role::Auditor)
        .get("/returns/2025-26-q1/seal.json");
    seal.status == 404
}

#[test]
fn g4_a_password_that_was_checked_before_never_signs_however_long_ago() {
    on_both(|test| {
        agreed(test);
        let email = test.person(Role::Governance).email.clone();
        let typed = [("email", email.as_str()), ("password", PASSWORD)];
        for seconds in [0, 1, 299, 301, 360] {
            let visitor = test.stranger();
            assert_eq!(visitor.post("/sign-in", &typed).status, 303);
            let later = test.now().saturating_add(seconds.seconds()).unwrap();
            test.app.clock.set(later);
            let refused = sign(&visitor, None);
            assert_eq!(refused.status, 422, "{seconds} seconds after");
            refused.says("Enter your password");
            assert!(is_open(test));
        }
        // The control: with the password, typed at the signature itself, it is signed.
        let visitor = test.stranger();
        visitor.post("/sign-in", &typed);
        assert_eq!(sign(&visitor, Some(PASSWORD)).status, 303);
        assert!(!is_open(test));
    });
}

#[test]
fn g4_a_session_that_was_copied_to_another_device_does_not_sign() {
    on_both(|test| {
        agreed(test);
        let person = test.person(Role::Governance).id;
        let organisation = test.organisation_id;
        let begun = || people::start_session(&test.app, organisation, person, test.now()).unwrap();
        let (own, other) = (begun(), begun());
        let copied = Visitor::new(test, Some(own.clone()));
        assert_eq!(copied.get(SIGN).status, 200, "a copied cookie opens pages");
        assert_eq!(sign(&copied, None).status, 422);
        assert_eq!(sign(&copied, Some("a wrong guess at it")).status, 422);
        // Nor does it choose another password to sign with.
        let theirs = [("password", "words of a stranger")];
        let changed = copied.post("/account/password", &theirs);
        assert_eq!(changed.status, 422);
        changed.says("That is not your password now");
        assert!(is_open(test));
        // A changed password ends every other session, and signing out ends this one with its copies.
        let owner = Visitor::new(test, Some(other.clone()));
        let typed = [
            ("current", PASSWORD),
            ("password", "four unrelated new words"),
        ];
        assert_eq!(owner.post("/account/password", &typed).status, 303);
        assert_eq!(copied.get(SIGN).location, "/sign-in");
        let copied = Visitor::new(test, Some(other));
        owner.post("/sign-out", &[]);
        assert_eq!(copied.get(SIGN).location, "/sign-in");
    });
}

#[test]
fn g4_guessing_at_the_signature_is_braked_as_signing_in_is() {
    on_both(|test| {
        agreed(test);
        let visitor = test.visitor(Role::Governance);
        for _ in 0..10 {
            sign(&visitor, Some("a wrong guess at it"));
        }
        let braked = sign(&visitor, Some(PASSWORD));
        assert_eq!(braked.status, 422);
        braked.says("Too many wrong passwords");
        assert!(is_open(test));
        let later = test.now().saturating_add(11.minutes()).unwrap();
        test.app.clock.set(later);
        assert_eq!(sign(&visitor, Some(PASSWORD)).status, 303);
    });
}

/// Every set of roles a person can have.
fn sets() -> Vec<Vec<Role>> {
    let of = |set: u32| {
        let has = |place: &usize| set & (1 << place) != 0;
        let chosen = (0..Role::ALL.len()).filter(has);
        chosen.map(|place| Role::ALL[place]).collect()
    };
    (1..1_u32 << Role::ALL.len()).map(of).collect()
}

fn password(test: &TestApp, person: &NewPerson) {
    let scope = database::Scope {
        person_id: Some(person.id),
        ..test.scope()
    };
    people::set_password(&test.app, scope, Some(PASSWORD), test.now()).unwrap();
}

#[test]
fn g5_whoever_prepared_a_return_neither_agrees_nor_signs_in_any_set_of_roles() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.entry(practice.jobs, date(2025, 9, 4), 7, Grade::SelfDeclared);
        test.give_password(Role::Governance, PASSWORD);
        let (mut prepared, mut could_agree, mut could_sign) = (0, 0, 0);
        let sets = sets();
        assert_eq!(sets.len(), 63);
        for (number, roles) in (1..).zip(&sets) {
            let person = test.join(&format!("Person {number}"), roles);
            let visitor = test.visitor_of(&person);
            let typed = [("action", "prepare")];
            let page = visitor.post("/returns/2025-26-q1/prepare", &typed);
            if !may(roles, Action::PrepareReturn) {
                assert_eq!(page.status, 403, "{roles:?}");
                continue;
            }
            assert_eq!(page.status, 303, "{roles:?}: {}", page.text());
            password(test, &person);
            prepared += 1;
            let own = visitor.post(REVIEW, &[("action", "agree")]);
            assert!(
                [403, 422].contains(&own.status),
                "{roles:?}: {}",
                own.status
            );
            could_agree += usize::from(own.status == 422);
            assert_eq!(practice.agree(Q1).status, 303);
            let own = sign(&visitor, Some(PASSWORD));
            assert!(
                [403, 422].contains(&own.status),
                "{roles:?}: {}",
                own.status
            );
            could_sign += usize::from(own.status == 422);
            assert!(is_open(test));
            // What comes late asks for preparing anew, by the next one.
            practice.entry(practice.jobs, date(2025, 9, 5), 1, Grade::SelfDeclared);
        }
        // The control: half of those who prepared had the role to agree, and all had one to sign.
        assert_eq!((prepared, could_agree, could_sign), (32, 16, 32));
        let everything = test.join("Every Role", &Role::ALL);
        password(test, &everything);
        assert_eq!(practice.prepare(Q1).status, 303);
        let visitor = test.visitor_of(&everything);
        assert_eq!(visitor.post(REVIEW, &[("action", "agree")]).status, 303);
        assert_eq!(sign(&visitor, Some(PASSWORD)).status, 303);
    });
}

#[test]
fn g8_figures_that_change_between_display_and_signature_are_not_signed() {
    on_both(|test| {
        let practice = agreed(test);
        let visitor = test.visitor(Role::Governance);
        let shown = visitor.get(SIGN);
        let figures = shown.hidden("figures");
        shown.says("Sign off");
        let typed = [("figures", figures.as_str()), ("password", PASSWORD)];
        // An entry comes while the page is open.
        practice.entry(practice.jobs, date(2025, 9, 5), 5, Grade::SelfDeclared);
        let refused = visitor.post(SIGN, &typed);
        assert_eq!(refused.status, 422);
        refused.says("The figures have changed since");
        assert_eq!(refused.hidden("figures"), "", "nothing can be signed now");
        assert!(is_open(test));
        // Prepared and agreed anew by others: what was shown before is still not what is signed.
        assert_eq!(practice.prepare(Q1).status, 303);
        assert_eq!(practice.agree(Q1).status, 303);
        let refused = visitor.post(SIGN, &typed);
        assert_eq!(refused.status, 422);
        refused.says("The return changed after you opened this page");
        let anew = refused.hidden("figures");
        assert_ne!(anew, figures, "the new page holds what would be signed now");
        assert!(is_open(test));
        let typed = [("figures", anew.as_str()), ("password", PASSWORD)];
        assert_eq!(visitor.post(SIGN, &typed).status, 303, "the control");
    });
}
