//! Photographs of people ask for their consent, and it can be withdrawn.

use super::{activity, session, sums};
use crate::ledger;
use crate::testing::{Page, TestApp, on_both};
use domain::calendar::Calendar;
use domain::people::Role;

/// The first eight bytes of every PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n picture";

fn photo(test: &TestApp, activity: &str, people: &[(&str, &str)]) -> Page {
    let path = format!("/activities/{activity}/sessions/new");
    let mut form = session("9", "12");
    form.extend_from_slice(people);
    let staff = test.visitor(Role::Staff);
    staff.upload(&path, &form, ("file", "group.png", PNG))
}

/// A session with a photograph of people who consented, and the address of that evidence.
fn consented(test: &TestApp) -> String {
    let activity = activity(test);
    let people = [("people", "consented"), ("consent_kept", "Enrolment files")];
    let session = photo(test, &activity, &people).new_key();
    let staff = test.visitor(Role::Staff);
    let link = |html: &str, before: &str| {
        let rest = html.split(before).nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let page = staff.get(&format!("/sessions/{session}"));
    let entry = link(&page.html, "href=\"/entries/");
    let page = staff.get(&format!("/entries/{entry}"));
    format!("/evidence/{}", link(&page.html, "href=\"/evidence/"))
}

#[test]
fn p1_2e_a_photograph_says_whether_people_can_be_recognised() {
    on_both(|test| {
        let activity = activity(test);
        let unsaid = photo(test, &activity, &[]);
        assert_eq!(unsaid.status, 422);
        unsaid.says("what the photo shows");
        let nowhere = photo(test, &activity, &[("people", "consented")]);
        assert_eq!(nowhere.status, 422);
        nowhere.says("Enter where the consents are kept");
        let nobody = photo(test, &activity, &[("people", "nobody")]);
        assert_eq!(nobody.status, 303, "{}", nobody.html);
        assert_eq!(sums(test, "HM7"), (12_000, 0));
    });
}

#[test]
fn p1_2e_withdrawn_consent_takes_a_photograph_off_everything_that_is_open() {
    on_both(|test| {
        let evidence = consented(test);
        assert_eq!(sums(test, "HM7"), (12_000, 0));
        let staff = test.visitor(Role::Staff);
        staff.get(&evidence).says("Enrolment files");
        let page = format!("{evidence}/consent");
        staff
            .get(&page)
            .says("Entry of 9 November 2026")
            .says("No return was signed off with it");
        assert_eq!(test.visitor(Role::Auditor).post(&page, &[]).status, 403);
        assert_eq!(staff.get(&format!("{evidence}/file")).status, 200);
        assert_eq!(staff.post(&page, &[]).status, 303);
        assert_eq!(sums(test, "HM7"), (0, 12_000));
        assert!(test.read(ledger::verify).differences.is_empty());
        let gone = staff.get(&format!("{evidence}/file"));
        assert_eq!(gone.status, 409);
        gone.says("The consent for this photograph was withdrawn");
        staff.get(&evidence).says("Withdrawn 10 November 2026");
        assert_eq!(staff.post(&page, &[]).status, 409);
    });
}

#[test]
fn p5e_withdrawn_consent_leaves_what_was_signed_off_and_says_where_it_went() {
    on_both(|test| {
        let evidence = consented(test);
        let quarter = Calendar::ACADEMIC.quarter("2026-27-q2").unwrap();
        test.write(|write| ledger::close_quarter(write, quarter, test.now()));
        let staff = test.visitor(Role::Staff);
        let page = format!("{evidence}/consent");
        staff
            .get(&page)
            .says("Nothing that is open relies on it")
            .says("Quarter 2 of 2026-27");
        staff.post(&page, &[]);
        assert_eq!(sums(test, "HM7"), (12_000, 0), "signed figures stay");
        staff
            .get(&page)
            .says("Where it went")
            .says("Quarter 2 of 2026-27");
        assert_eq!(staff.get(&format!("{evidence}/file")).status, 409);
    });
}
