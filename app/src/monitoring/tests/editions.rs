//! A year under another framework or edition.

use crate::framework;
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

fn adopt(test: &TestApp, id: &str) {
    let typed = [("action", id)];
    let page = test.visitor(Role::Lead).post("/framework/adopt", &typed);
    assert_eq!(page.status, 303, "{}", page.html);
}

fn key(test: &TestApp, code: &str, edition: &str) -> String {
    let (editions, measures) =
        test.read(|read| Ok((framework::editions(read)?, framework::measures(read)?)));
    let edition = editions.iter().find(|one| one.edition == edition).unwrap();
    let mut measures = measures.iter();
    let is_it =
        |measure: &&framework::Measure| measure.code == code && measure.edition_id == edition.id;
    measures.find(is_it).unwrap().id.to_string()
}

fn edition(test: &TestApp, name: &str) -> String {
    let editions = test.read(framework::editions);
    let found = editions.iter().find(|edition| edition.edition == name);
    found.unwrap().id.to_string()
}

fn record(test: &TestApp, measure: &str, quantity: &str) {
    let typed = [
        ("measure", measure),
        ("happened_on_day", "2"),
        ("happened_on_month", "11"),
        ("happened_on_year", "2026"),
        ("quantity", quantity),
        ("area", "E08000012"),
        ("percent", "100"),
        ("reason", "Counted"),
        ("grade", "3"),
        ("seen_what", "Register"),
        ("kept_where", "Office"),
    ];
    let page = test.visitor(Role::Staff).post("/entries/new", &typed);
    assert_eq!(page.status, 303, "{}", page.html);
}

#[test]
fn p1_2a_one_entry_serves_many_frameworks() {
    on_both(|test| {
        test.set_today(date(2026, 11, 24));
        for id in ["house", "ppn-002", "ppn-026"] {
            adopt(test, id);
        }
        record(test, &key(test, "HM17", "2026"), "120.5");
        record(test, &key(test, "SVM4.1", "2025"), "10");
        record(test, &key(test, "HM7", "2026"), "9");
        record(test, &key(test, "HM13", "2026"), "40");
        let path = format!("/editions/{}/year", edition(test, "2025"));
        let page = test.visitor(Role::Staff).get(&path);
        page.says("SVM4.1 Materials and equipment used again")
            .says("130.5 kilograms")
            .says("Yes The same things, counted in the same unit")
            .says("No Only activities that keep communities safe belong there")
            .says("Recorded, and not counted here")
            .says("HM13 Free appointments in the hair and beauty salon (appointments) : 40");
        // Nothing is counted twice: the house framework shows what was recorded for it.
        let path = format!("/editions/{}/year", edition(test, "2026"));
        test.visitor(Role::Staff)
            .get(&path)
            .says("120.5 kilograms")
            .does_not_say("130.5");
        // And the second model takes over what the first one counts, and no more.
        let path = format!("/editions/{}/year?year=2025-26", edition(test, "2027"));
        test.visitor(Role::Staff)
            .get(&path)
            .does_not_say("kilograms");
    });
}

const ABOUT: [(&str, &str); 5] = [
    ("title", "Own measures"),
    ("publisher", "A Publisher"),
    ("licence", "Agreement 17"),
    ("attribution", "Measures by A Publisher"),
    ("permitted", "yes"),
];

fn upload(test: &TestApp, name: &str, rows: &str) {
    let about: Vec<(&str, &str)> = ABOUT.into_iter().chain([("edition", name)]).collect();
    let sheet = format!("Theme,Code,Measure,Unit,Value\n{rows}");
    let file = ("file", "own.csv", sheet.as_bytes());
    let page = test
        .visitor(Role::Lead)
        .upload("/framework/adopt", &about, file);
    assert_eq!(page.status, 303, "{}", page.html);
}

#[test]
fn p1_2a_a_year_stands_beside_itself_under_the_next_edition_and_is_never_valued_anew() {
    on_both(|test| {
        test.set_today(date(2026, 11, 24));
        upload(
            test,
            "2025",
            "Work,OC1,People hired,people,12.5\n,OC2,Weeks of training,weeks,100\n,OC9,Old,people,1\n",
        );
        record(test, &key(test, "OC1", "2025"), "4");
        record(test, &key(test, "OC2", "2025"), "6");
        record(test, &key(test, "OC9", "2025"), "7");
        upload(
            test,
            "2026",
            "Work,OC1,People hired,people,13.7555555\n,OC2,Weeks of any training,weeks,110\n,OC3,New,people,\n",
        );
        let now = format!("/editions/{}/year", edition(test, "2026"));
        let page = test.visitor(Role::Auditor).get(&now);
        page.says("4 people , worth £55.02")
            .says("£50.00")
            .says("£12.5 for one unit there, £13.7555555 here")
            .says("The same unit in other words")
            .says("OC9 Old (people) : 7")
            .says("Measures by A Publisher");
        let then = format!("/editions/{}/year", edition(test, "2025"));
        test.visitor(Role::Auditor)
            .get(&then)
            .says("4 people , worth £50.00")
            .says("6 weeks , worth £600.00");
    });
}
