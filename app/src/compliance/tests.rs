//! The compliance register, through the pages.

use super::due;
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

/// A requirement of the Lead, to be checked on a day of November 2026.
fn typed<'a>(owner: &'a str, title: &'a str, day: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("title", title),
        ("source_kind", "law"),
        ("source", "Equality Act 2010, section 149"),
        ("owner", owner),
        ("next_check_on_day", day),
        ("next_check_on_month", "11"),
        ("next_check_on_year", "2026"),
        ("clauses", "P4b, 2.1"),
    ]
}

fn requirement(test: &TestApp, title: &str, day: &str) -> String {
    let owner = test.person(Role::Lead).id.to_string();
    test.visitor(Role::Governance)
        .post("/compliance/new", &typed(&owner, title, day))
        .new_key()
}

fn check<'a>(outcome: &'a str, note: &'a str, next_year: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("checked_on_day", "10"),
        ("checked_on_month", "11"),
        ("checked_on_year", "2026"),
        ("outcome", outcome),
        ("note", note),
        ("next_check_on_day", "10"),
        ("next_check_on_month", "5"),
        ("next_check_on_year", next_year),
    ]
}

#[test]
fn p4b_a_requirement_has_its_source_owner_next_check_and_clauses() {
    on_both(|test| {
        let governance = test.visitor(Role::Governance);
        governance.get("/compliance").says("No requirement yet");
        let id = requirement(test, "Publish how we treat people fairly", "20");
        test.visitor(Role::Auditor)
            .get(&format!("/compliance/{id}"))
            .says("Law: Equality Act 2010, section 149")
            .says("Social Value Lead Person")
            .says("20 November 2026")
            .says("2.1, P4b")
            .does_not_say("Record a check");
        let owner = test.person(Role::Staff).id.to_string();
        let change = format!("/compliance/{id}/change");
        governance.get(&change).says("Save the changes");
        let changed = governance.post(&change, &typed(&owner, "Publish our plan", "21"));
        assert_eq!(changed.status, 303, "{}", changed.html);
        governance
            .get(&format!("/compliance/{id}"))
            .says("Publish our plan")
            .says("Staff Person");
    });
}

#[test]
fn p4b_overdue_requirements_stand_on_top_and_are_marked() {
    on_both(|test| {
        requirement(test, "Publish our plan", "20");
        requirement(test, "Check our partners", "9");
        let page = test.visitor(Role::Lead).get("/compliance");
        page.says("The check of 1 requirement is overdue.")
            .says("9 November 2026 Overdue");
        let text = page.text();
        assert!(text.find("Check our partners") < text.find("Publish our plan"));
    });
}

#[test]
fn p4b_a_check_is_a_dated_fact_that_sets_the_next_one() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let id = requirement(test, "Check our partners", "9");
        let page = format!("/compliance/{id}/check");
        lead.get(&page)
            .says("A check that is recorded stays as it is");
        let partly = check("partly-met", "One partner has no insurance yet", "2027");
        assert_eq!(lead.post(&page, &partly).status, 303);
        assert_eq!(lead.post(&page, &check("met", "", "2028")).status, 303);
        lead.get(&format!("/compliance/{id}"))
            .says("10 May 2028")
            .says("Partly met One partner has no insurance yet Social Value Lead Person")
            .does_not_say("Overdue");
    });
}

#[test]
fn p4b_a_person_is_told_which_of_their_requirements_are_due() {
    on_both(|test| {
        requirement(test, "Check our partners", "9");
        requirement(test, "Publish our plan", "28");
        let owner = test.person(Role::Lead).id;
        let by = |day| test.read(|read| due(read, owner, day)).len();
        assert_eq!(by(date(2026, 11, 8)), 0);
        assert_eq!(by(date(2026, 11, 9)), 1);
        assert_eq!(by(date(2026, 12, 1)), 2);
        let other = test.person(Role::Governance).id;
        let none = test.read(|read| due(read, other, date(2026, 12, 1)));
        assert!(none.is_empty());
        test.visitor(Role::Lead)
            .get("/")
            .says("Requirements to check");
    });
}

#[test]
fn a_requirement_or_check_that_cannot_be_is_refused_with_what_was_typed() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let empty = lead.post("/compliance/new", &[]);
        assert_eq!(empty.status, 422);
        empty.says("Enter what is asked").says("Enter next check");
        let outsider = test.person(Role::Commissioner).id.to_string();
        let refused = lead.post("/compliance/new", &typed(&outsider, "Publish", "20"));
        assert_eq!(refused.status, 422);
        let owner = test.person(Role::Lead).id.to_string();
        let mut form = typed(&owner, "Publish our plan", "20");
        form.retain(|(name, _)| *name != "clauses");
        form.push(("clauses", "<b>"));
        let refused = lead.post("/compliance/new", &form);
        assert_eq!(refused.status, 422);
        refused.says("is no clause").says("Publish our plan");
        let id = requirement(test, "Check our partners", "9");
        let page = format!("/compliance/{id}/check");
        let refused = lead.post(&page, &check("not-met", "", "2027"));
        assert_eq!(refused.status, 422);
        refused.says("Say what is missing");
        let refused = lead.post(&page, &check("met", "", "2026"));
        assert_eq!(refused.status, 422);
        refused.says("The next check must be after this one");
    });
}
