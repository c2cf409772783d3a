//! The year in pounds: a chapter of the report, never the headline, frozen with its signature.

use super::{
    JOBS, PASSWORD, THEME, TREES, measure, post, prepare, sign, take_return, write_report,
};
use crate::framework::{self, Value};
use crate::testing::{TestApp, on_both};
use database::Id;
use domain::ledger::Grade;
use domain::people::Role;
use domain::reports::SealedReport;
use domain::valuation::Principle;
use jiff::civil::{Date, date};

const REPORT: &str = "/reports/2025-26";
const DOCUMENT: &str = "/reports/2025-26/document.html";
/// Money spent with local firms.
const SPENT: Id = Id::from_u128(31);

fn value(test: &TestApp, measure: Id, from: Date, pounds: &str) {
    let value = Value {
        from,
        pounds: pounds.parse().unwrap(),
        source: "Our own study".to_owned(),
    };
    test.write(|write| framework::value_add(write, measure, &value));
}

/// Four signed returns: six of twelve trees a quarter are additional, and one of two people. In the second
/// quarter, half of £500 was spent nearby on top of what contracts ask for.
fn valued(test: &TestApp) {
    super::adopt(test);
    test.give_password(Role::Governance, PASSWORD);
    let spent = measure(SPENT, THEME, ("J3", "Spent with local firms", "£"));
    test.write(|write| framework::measure_add(write, &spent));
    let first = date(2025, 8, 1);
    value(test, TREES, first, "12.345");
    value(test, JOBS, first, "1000");
    value(test, SPENT, first, "1");
    for number in 1..=4 {
        if number == 2 {
            let day = date(2025, 12, 1);
            post(test, SPENT, day, 500_000, Grade::PartnerConfirmed);
        }
        take_return(test, number);
    }
    write_report(test, "Start earlier.");
}

fn signed(test: &TestApp) {
    valued(test);
    assert_eq!(prepare(test).status, 303);
    assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
}

#[test]
fn p1_0_the_report_shows_the_year_in_pounds_with_each_row_and_its_working() {
    on_both(|test| {
        signed(test);
        for (role, path) in [
            (Role::Lead, REPORT),
            (Role::Commissioner, REPORT),
            (Role::Commissioner, DOCUMENT),
        ] {
            let page = test.visitor(role).get(path);
            page.says("In pounds")
                .says("Pounds say less than the quantities above")
                .says("G1 Trees planted Quarter 1 of 2025-26 6 trees")
                .says("£74.07 £74.07 £74.07")
                .says("Sum of the rows £296.28 £296.28 £296.28")
                .says("Money spent nearby")
                .says("Sum of the rows £250.00 £250.00 £250.00")
                .says("6 × £12.345 = £74.07")
                // Neither the two sums together, nor what small numbers of people would be worth.
                .does_not_say("£546.28")
                .does_not_say("£1,000.00")
                .does_not_say("For each pound");
            page.says("because their number of people is kept back: 4.");
        }
        let pdf = test
            .visitor(Role::Commissioner)
            .get("/reports/2025-26/document.pdf");
        assert_eq!((pdf.status, &pdf.bytes[..5]), (200, b"%PDF-".as_slice()));
        let seal = test
            .visitor(Role::Auditor)
            .get("/reports/2025-26/seal.json");
        let pounds = SealedReport::read(&seal.bytes)
            .unwrap()
            .content
            .pounds
            .unwrap();
        let sums: Vec<&str> = pounds.tables.iter().map(|of| of.net.as_str()).collect();
        assert_eq!((sums, pounds.left_out), (vec!["£296.28", "£250.00"], 4));
    });
}

#[test]
fn p1_0_what_was_signed_is_never_valued_anew() {
    on_both(|test| {
        signed(test);
        let seal = || {
            test.visitor(Role::Auditor)
                .get("/reports/2025-26/seal.json")
                .bytes
        };
        let before = seal();
        value(test, TREES, date(2025, 8, 2), "99");
        assert_eq!(seal(), before);
        for path in [REPORT, DOCUMENT] {
            test.visitor(Role::Lead)
                .get(path)
                .says("Sum of the rows £296.28 £296.28 £296.28")
                .does_not_say("£99");
        }
    });
}

#[test]
fn p1_0_a_pound_invested_is_said_when_every_principle_is_answered() {
    on_both(|test| {
        valued(test);
        let lead = test.visitor(Role::Lead);
        let spent = [("purpose", "Saplings"), ("invested", "100")];
        let invested = lead.post("/value/investments?year=2025-26", &spent);
        assert_eq!(invested.status, 303, "{}", invested.text());
        lead.get(REPORT).does_not_say("For each pound");
        let fields = Principle::ALL.map(|one| format!("principle-{}", one.key()));
        let said: Vec<(&str, &str)> = fields
            .iter()
            .map(|field| (field.as_str(), "We asked them."))
            .collect();
        let answered = lead.post("/value/principles?year=2025-26", &said);
        assert_eq!(answered.status, 303, "{}", answered.text());
        prepare(test);
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
        for path in [REPORT, DOCUMENT] {
            test.visitor(Role::Commissioner)
                .get(path)
                .says("For each pound of the £100.00 invested, £2.96 of net, discounted value.")
                .says("Do not overclaim We asked them.");
        }
    });
}

#[test]
fn a_report_of_a_year_in_which_nothing_is_valued_has_no_chapter_in_pounds() {
    on_both(|test| {
        super::whole_year(test);
        for path in [REPORT, DOCUMENT] {
            test.visitor(Role::Lead).get(path).does_not_say("In pounds");
        }
    });
}
