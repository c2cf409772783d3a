//! Pounds, through the pages.

use crate::framework;
use crate::testing::{Page, TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

fn adopt(test: &TestApp) {
    test.set_today(date(2026, 11, 24));
    let pack = domain::framework::house_pack().unwrap();
    test.write(|write| framework::adopt(write, &pack, test.now()));
}

fn key(test: &TestApp, code: &str) -> String {
    let measures = test.read(framework::measures);
    let found = measures.iter().find(|measure| measure.code == code);
    found.unwrap().id.to_string()
}

fn record(test: &TestApp, code: &str, (quantity, percent): (&str, &str)) {
    let measure = key(test, code);
    let typed = [
        ("measure", measure.as_str()),
        ("happened_on_day", "2"),
        ("happened_on_month", "11"),
        ("happened_on_year", "2026"),
        ("quantity", quantity),
        ("area", "E08000012"),
        ("percent", percent),
        ("reason", "Counted"),
        ("grade", "3"),
        ("seen_what", "Register"),
        ("kept_where", "Office"),
    ];
    let page = test.visitor(Role::Staff).post("/entries/new", &typed);
    assert_eq!(page.status, 303, "{}", page.html);
}

fn say(test: &TestApp, code: &str, typed: &[(&str, &str)]) -> Page {
    let path = format!("/measures/{}/value", key(test, code));
    test.visitor(Role::Lead).post(&path, typed)
}

fn value(pounds: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("action", "value"),
        ("value_from_day", "1"),
        ("value_from_month", "8"),
        ("value_from_year", "2026"),
        ("pounds", pounds),
        ("source", "Our own study, 2026"),
    ]
}

const ASSUMED: [(&str, &str); 10] = [
    ("action", "assume"),
    ("assumed_from_day", "1"),
    ("assumed_from_month", "8"),
    ("assumed_from_year", "2026"),
    ("years", "2"),
    ("deadweight", "20"),
    ("displacement", "0"),
    ("attribution", "25"),
    ("drop_off", "50"),
    ("reason", "The same study, table 4"),
];

#[test]
fn p1_0_a_year_shows_gross_and_net_in_pounds_with_their_working() {
    on_both(|test| {
        adopt(test);
        let lead = test.visitor(Role::Lead);
        lead.get("/value").says("Nothing is valued yet");
        record(test, "HM2", ("10", "100"));
        record(test, "HM12", ("30", "50"));
        lead.get("/value")
            .says("without a value in pounds (2)")
            .says("Nothing is valued yet");
        assert_eq!(say(test, "HM2", &value("1,000")).status, 303);
        assert_eq!(say(test, "HM2", &ASSUMED).status, 303);
        assert_eq!(say(test, "HM12", &value("1.1116667")).status, 303);
        let page = test.visitor(Role::Auditor).get("/value");
        // 10 × 1,000 for two years; 80 % × 75 % of it is net, half of that in the second year.
        page.says("10 people £1000 £20,000.00 £9,000.00 £8,898.55")
            // Half of 30 hours is additional: 15 × 1.1116667 is 16.6750005.
            .says("15 hours × attendees £1.1116667 £16.68 £16.68 £16.68")
            .says("All rows £20,016.68 £9,016.68 £8,915.23")
            .says("10 × £1000 = £10,000.00 × (100% − 20% deadweight)")
            .says("a total is the sum of the rounded rows");
    });
}

#[test]
fn p1_0_a_ratio_waits_for_the_eight_principles() {
    on_both(|test| {
        adopt(test);
        record(test, "HM2", ("10", "100"));
        say(test, "HM2", &value("1000"));
        let lead = test.visitor(Role::Lead);
        let typed = [("purpose", "Tutors’ time"), ("invested", "0")];
        let page = lead.post("/value/investments", &typed);
        assert_eq!(page.status, 422);
        page.says("Enter more than £0");
        let typed = [("purpose", "Tutors’ time"), ("invested", "4,000")];
        assert_eq!(lead.post("/value/investments", &typed).status, 303);
        lead.get("/value")
            .says("For each pound invested £2.50")
            .says("8 of the eight principles below have no answer");
        let typed: Vec<(String, &str)> = domain::valuation::Principle::ALL
            .iter()
            .map(|principle| (format!("principle-{}", principle.key()), "We asked them"))
            .collect();
        let typed: Vec<(&str, &str)> = typed.iter().map(|(at, it)| (at.as_str(), *it)).collect();
        assert_eq!(lead.post("/value/principles", &typed).status, 303);
        let page = test.visitor(Role::Staff).get("/value");
        page.says("Do not overclaim We asked them")
            .does_not_say("have no answer");
    });
}

#[test]
fn rates_and_the_first_year_are_settings() {
    on_both(|test| {
        adopt(test);
        record(test, "HM2", ("10", "100"));
        say(test, "HM2", &value("1000"));
        let lead = test.visitor(Role::Lead);
        lead.get("/value/settings").says("Years 31 to 75 3.00 %");
        let typed = [("rates", "health"), ("first_year", "1")];
        assert_eq!(lead.post("/value/settings", &typed).status, 303);
        // 10,000 ÷ 1.015.
        lead.get("/value")
            .says("£10,000.00 £10,000.00 £9,852.22")
            .says("Green Book, risk to health and life");
        let typed = [("rates", "made-up"), ("first_year", "1")];
        assert_eq!(lead.post("/value/settings", &typed).status, 422);
    });
}

#[test]
fn a_value_is_refused_in_words_and_a_publishers_value_is_not_changed() {
    on_both(|test| {
        adopt(test);
        for (pounds, words) in [
            ("", "Enter pounds for one unit"),
            ("twelve", "pounds are written with digits and one point"),
            ("1.23456789", "at most seven digits after the point"),
        ] {
            let page = say(test, "HM2", &value(pounds));
            assert_eq!(page.status, 422);
            page.says(words);
        }
        assert_eq!(say(test, "HM2", &value("5")).status, 303);
        let page = say(test, "HM2", &value("6"));
        assert_eq!(page.status, 422);
        page.says("Something else is said from this day already");
        let mut too_much = ASSUMED;
        too_much[5].1 = "100.5";
        let page = say(test, "HM2", &too_much);
        assert_eq!(page.status, 422);
        page.says("Deadweight must be between 0 and 100");

        let sheet = "Theme,Code,Measure,Unit,Value\nWork,OC1,People hired,people,12.5\n";
        let about = [
            ("title", "Own measures"),
            ("edition", "2026"),
            ("publisher", "A Publisher"),
            ("licence", "CC BY-NC-ND 4.0"),
            ("permitted", "yes"),
        ];
        let file = ("file", "own.csv", sheet.as_bytes());
        let page = test
            .visitor(Role::Lead)
            .upload("/framework/adopt", &about, file);
        assert_eq!(page.status, 303);
        let mut later = value("99");
        later[1].1 = "2";
        let page = say(test, "OC1", &later);
        assert_eq!(page.status, 422);
        page.says("the licence permits no change of it");
    });
}

#[test]
fn a_point_of_life_satisfaction_takes_the_value_of_the_treasury() {
    on_both(|test| {
        adopt(test);
        record(test, "HM3", ("2", "100"));
        let typed = [
            ("action", "wellby"),
            ("wellby_from_day", "1"),
            ("wellby_from_month", "8"),
            ("wellby_from_year", "2026"),
            ("prices", "120"),
            ("income", "100"),
        ];
        assert_eq!(say(test, "HM3", &typed).status, 303);
        test.visitor(Role::Lead)
            .get("/value")
            .says("2 learners £15600 £31,200.00");
    });
}
