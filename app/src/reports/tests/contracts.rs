//! The contract annex: what was evidenced under each contract, by area, additional beside core.

use super::{INTERVIEWS, JOBS, PASSWORD, post_under, prepare, sign, sign_return, write_report};
use crate::ledger;
use crate::reports::verify_seals;
use crate::testing::{TestApp, on_both};
use database::Id;
use domain::calendar::Calendar;
use domain::ledger::Grade;
use domain::people::Role;
use domain::reports::SealedReport;
use jiff::civil::date;

fn contract(test: &TestApp, number: &str, stream: &str, former: &str) -> Id {
    let fields = [
        ("funder", "Combined Authority"),
        ("number", number),
        ("stream", stream),
        ("former_stream", former),
        ("retention_class", "Six years after the last payment"),
        ("starts_on_day", "1"),
        ("starts_on_month", "8"),
        ("starts_on_year", "2025"),
        ("ends_on_day", "31"),
        ("ends_on_month", "7"),
        ("ends_on_year", "2028"),
    ];
    let made = test.visitor(Role::Lead).post("/contracts/new", &fields);
    Id::parse_str(&made.new_key()).unwrap()
}

/// A year with two contracts: hours under both, people under the first, and some under none.
fn year_under_contracts(test: &TestApp, people_under: i64) -> [Id; 2] {
    let first = contract(test, "ASF-1", "Adult Skills Fund", "Adult Education Budget");
    let second = contract(test, "SP-2", "Skills Partnership", "");
    for number in 1..=4 {
        if number == 1 {
            super::adopt(test);
            test.give_password(Role::Governance, PASSWORD);
            let day = date(2025, 9, 1);
            let strong = Grade::ThirdPartyRecord;
            post_under(test, (INTERVIEWS, Some(first)), day, 40_000, strong);
            post_under(test, (INTERVIEWS, Some(second)), day, 12_000, strong);
            post_under(
                test,
                (INTERVIEWS, Some(first)),
                day,
                900_000,
                Grade::Unevidenced,
            );
            post_under(test, (JOBS, Some(first)), day, people_under * 1_000, strong);
        }
        super::take_return(test, number);
    }
    [first, second]
}

/// The hours of each contract by the Open Contracting Data Standard.
fn hours_as_open_data(test: &TestApp) -> Vec<String> {
    let visitor = test.visitor(Role::Commissioner);
    let file = visitor.get("/reports/2025-26/ocds.json");
    let package: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
    let releases = package["releases"].as_array().unwrap().iter();
    let hours = releases.map(|release| {
        let metric = &release["contracts"][0]["implementation"]["metrics"][0];
        assert_eq!(metric["title"], "J1 Mock interviews");
        let observation = &metric["observations"][0];
        assert_eq!(
            observation["notes"],
            "Evidenced under this contract in the period"
        );
        observation["measure"].as_str().unwrap().to_owned()
    });
    hours.collect()
}

#[test]
fn p5b_contracts_are_reported_by_their_stream_with_additional_beside_core_and_by_area() {
    on_both(|test| {
        year_under_contracts(test, 20);
        write_report(test, "Start earlier.");
        assert_eq!(prepare(test).status, 303);
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
        for (role, path) in [
            (Role::Lead, ""),
            (Role::Commissioner, ""),
            (Role::Commissioner, "/document.html"),
        ] {
            let page = test.visitor(role).get(&format!("/reports/2025-26{path}"));
            page.says("Adult Skills Fund, formerly Adult Education Budget")
                .says("Combined Authority ASF-1")
                .says("Combined Authority SP-2")
                .says("Skills Partnership")
                .says("40 20 20")
                .says("12 6 6")
                .says("Liverpool 40")
                .does_not_say("Liverpool 940")
                .does_not_say("940 470 470");
        }
        assert_eq!(hours_as_open_data(test), ["40", "12"]);
        let seal = test
            .visitor(Role::Auditor)
            .get("/reports/2025-26/seal.json");
        let report = SealedReport::read(&seal.bytes).unwrap();
        let first = &report.content.contracts[0].measures[0];
        assert_eq!(first.evidenced_thousandths, 40_000);
        assert_eq!(first.by_area[0].thousandths, 40_000);
        let differences = test.read(ledger::verify).differences;
        assert_eq!(differences, Vec::<String>::new());
        let look = || test.read(|read| verify_seals(read, Calendar::ACADEMIC));
        assert_eq!(look(), Vec::<String>::new());
        test.write(ledger::contract_totals_break);
        assert!(!test.read(ledger::verify).differences.is_empty());
        assert!(look()[0].contains("under contracts are not those of the ledger"));
    });
}

#[test]
fn p1_1b_what_is_under_no_contract_is_not_given_away_by_what_is_under_one() {
    on_both(|test| {
        // Two people of each quarter are under no contract: eight in all, in small quarters.
        year_under_contracts(test, 45);
        write_report(test, "Start earlier.");
        prepare(test);
        sign(test, Role::Governance, PASSWORD);
        let lead = test.visitor(Role::Lead).get("/reports/2025-26");
        lead.says("45 22.5 22.5");
        let page = test.visitor(Role::Commissioner).get("/reports/2025-26");
        page.does_not_say("45 22.5 22.5");
        // The first quarter's 47 are in print: with the contract's 45 its other two would be known.
        page.says("47").does_not_say("Liverpool 45 people");
    });
}

#[test]
fn a_contracts_totals_follow_corrections_and_stronger_evidence() {
    on_both(|test| {
        sign_return(test, 1);
        let id = contract(test, "ASF-1", "Adult Skills Fund", "");
        let day = date(2026, 9, 1);
        post_under(test, (INTERVIEWS, Some(id)), day, 7_000, Grade::Unevidenced);
        post_under(
            test,
            (INTERVIEWS, Some(id)),
            day,
            5_000,
            Grade::PartnerConfirmed,
        );
        let quarter = Calendar::ACADEMIC.quarter_of(day);
        let totals = test.read(|read| ledger::contract_totals(read, &[quarter]));
        let by_grade: Vec<(i64, i64)> = totals
            .iter()
            .map(|total| (total.grade.number(), total.quantity.0))
            .collect();
        assert_eq!(by_grade, [(0, 7_000), (2, 5_000)]);
        let differences = test.read(ledger::verify).differences;
        assert_eq!(differences, Vec::<String>::new());
    });
}
