//! Contracts, through the pages.

use crate::framework;
use crate::testing::{TestApp, on_both};
use domain::people::Role;

fn typed<'a>(number: &'a str, last_year: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("funder", "City Region"),
        ("number", number),
        ("stream", "Adult Skills Fund"),
        ("former_stream", "Adult Education Budget"),
        ("starts_on_day", "1"),
        ("starts_on_month", "8"),
        ("starts_on_year", "2026"),
        ("ends_on_day", "31"),
        ("ends_on_month", "7"),
        ("ends_on_year", last_year),
        ("retention_class", "Six years after the last payment"),
    ]
}

fn contract(test: &TestApp, number: &str) -> String {
    test.visitor(Role::Lead)
        .post("/contracts/new", &typed(number, "2027"))
        .new_key()
}

fn entry<'a>(measure: &'a str, contract: &'a str, month: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("measure", measure),
        ("happened_on_day", "5"),
        ("happened_on_month", month),
        ("happened_on_year", "2026"),
        ("quantity", "12"),
        ("area", "E08000012"),
        ("contract", contract),
        ("percent", "100"),
        ("reason", "Counted at the door"),
        ("grade", "1"),
    ]
}

#[test]
fn a_contract_is_listed_changed_and_found_by_everybody_who_sees_the_practice() {
    on_both(|test| {
        let governance = test.visitor(Role::Governance);
        governance.get("/contracts").says("No contract yet");
        let id = contract(test, "ASF-12");
        let page = format!("/contracts/{id}");
        test.visitor(Role::Staff)
            .get(&page)
            .says("Adult Education Budget")
            .says("1 August 2026 to 31 July 2027")
            .does_not_say("Change the contract");
        governance.get("/contracts").says("Runs today");
        let change = format!("{page}/change");
        governance.get(&change).says("Save the changes");
        let changed = governance.post(&change, &typed("ASF-13", "2028"));
        assert_eq!(changed.status, 303, "{}", changed.html);
        governance
            .get(&page)
            .says("City Region ASF-13")
            .says("31 July 2028");
    });
}

#[test]
fn a_contract_that_cannot_be_is_refused_with_what_was_typed() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        contract(test, "ASF-12");
        let again = lead.post("/contracts/new", &typed("asf-12", "2027"));
        assert_eq!(again.status, 422);
        again.says("A contract of this funder and number is listed already");
        let early = lead.post("/contracts/new", &typed("ASF-13", "2025"));
        assert_eq!(early.status, 422);
        early.says("The last day must be the same as or after the first day");
        let empty = lead.post("/contracts/new", &[]);
        assert_eq!(empty.status, 422);
        empty
            .says("Enter funder")
            .says("Enter how long its records are kept");
    });
}

#[test]
fn an_entry_names_its_contract_and_so_does_what_corrects_it() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.post("/framework/adopt", &[("action", "house")]);
        let measure = test.read(framework::measures)[0].id.to_string();
        let (id, other) = (contract(test, "ASF-12"), contract(test, "ASF-13"));
        lead.get("/entries/new").says("City Region ASF-12");
        let old = lead
            .post("/entries/new", &entry(&measure, &id, "10"))
            .new_key();
        lead.get(&format!("/entries/{old}"))
            .says("City Region ASF-12");
        let right = [
            ("way", "replace"),
            ("quantity", "13"),
            ("reason", "Counted again"),
        ];
        let new = lead
            .post(&format!("/entries/{old}/correct"), &right)
            .new_key();
        lead.get(&format!("/entries/{new}"))
            .says("City Region ASF-12");
        let of_it = lead.get(&format!("/entries?contract={id}"));
        for key in [&old, &new] {
            assert!(of_it.html.contains(&format!("/entries/{key}")));
        }
        lead.get(&format!("/entries?contract={other}"))
            .says("No entries here");
    });
}

#[test]
fn an_entry_outside_its_contract_is_refused() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.post("/framework/adopt", &[("action", "house")]);
        let measure = test.read(framework::measures)[0].id.to_string();
        let id = contract(test, "ASF-12");
        let refused = lead.post("/entries/new", &entry(&measure, &id, "7"));
        assert_eq!(refused.status, 422);
        refused.says("The contract does not run on this day");
        let unknown = lead.post("/entries/new", &entry(&measure, "nobody", "10"));
        assert_eq!(unknown.status, 422);
    });
}
