//! The public page through its pages, on both databases.

mod open_data;
mod outside;
mod small;
mod story;

use crate::app::new_id;
use crate::evidence::{self, Evidence, Proof};
use crate::framework;
use crate::ledger::{self, Context, NewEntry};
use crate::testing::{Page, TestApp};
use database::Id;
use domain::calendar::{Calendar, Quarter};
use domain::ledger::{Grade, Quantity};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const PASSWORD: &str = "three unrelated words";
const YEAR: &str = "2025-26";
/// People whose names must not be seen outside.
const LEARNER: &str = "Lena Learnerson";
const CONTACT: &str = "Petra Contactwoman";

/// The measures of the year: hours, a small number of learners in its first quarter, hours without a target.
const HOURS: &str = "HM12";
const JOBS: &str = "HM1";
const GREEN: &str = "HM16";

fn key(test: &TestApp, code: &str) -> Id {
    let measures = test.read(framework::measures);
    let mut measures = measures.iter();
    measures.find(|measure| measure.code == code).unwrap().id
}

fn post(test: &TestApp, code: &str, (on, thousandths): (Date, i64)) {
    let context = Context {
        calendar: Calendar::ACADEMIC,
        first_day: date(2025, 8, 1),
        today: crate::app::date_of(test.now()),
        now: test.now(),
        secret: [7; 32],
    };
    let new = NewEntry {
        id: new_id(),
        measure_id: key(test, code),
        happened_on: on,
        area_code: "E08000012".to_owned(),
        area_method: None,
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(thousandths),
        additional_percent: 100,
        reason: format!("Told by {LEARNER}"),
        subjects: Vec::new(),
    };
    let added = Evidence {
        consent: None,
        id: new_id(),
        title: format!("Register of {LEARNER}"),
        grade: Grade::ThirdPartyRecord,
        effective_on: on,
        days: domain::evidence::Days::default(),
        proof: Proof::Attestation {
            seen_what: format!("What {CONTACT} wrote"),
            kept_where: "The office".to_owned(),
        },
    };
    test.write(|write| {
        ledger::post(write, &new, &context)?.unwrap();
        evidence::add(write, &added, test.now())?;
        ledger::attach(write, new.id, (added.id, added.grade), &context)?.unwrap();
        Ok(())
    });
}

/// The value of a hidden field; nothing when the page has none.
fn hidden(page: &Page, name: &str) -> String {
    let document = scraper::Html::parse_document(&page.html);
    let field = scraper::Selector::parse(&format!("input[name={name}]")).unwrap();
    let found = document.select(&field).next();
    let value = found.and_then(|field| field.value().attr("value"));
    value.unwrap_or_default().to_owned()
}

fn sign_quarter(test: &TestApp, quarter: Quarter) {
    let day = Calendar::ACADEMIC
        .first_day(quarter)
        .saturating_add(9.days());
    let (hours, jobs) = (key(test, HOURS), key(test, JOBS));
    test.write(|write| {
        let at = test.now();
        framework::target_set(write, hours, quarter, 1_000_000, at)?;
        if quarter.number() == 1 {
            framework::target_set(write, jobs, quarter, 2_000, at)?;
        }
        Ok(())
    });
    post(test, HOURS, (day, 1_234_500));
    if quarter.number() == 1 {
        post(test, JOBS, (day, 3_000));
    }
    post(test, GREEN, (day, 40_000));
    let path = |step: &str| format!("/returns/{quarter}/{step}");
    let lead = test.visitor(Role::Lead);
    let prepared = lead.post(&path("prepare"), &[("action", "prepare")]);
    assert_eq!(prepared.status, 303, "{}", prepared.text());
    let governance = test.visitor(Role::Governance);
    let agreed = governance.post(&path("review"), &[("action", "agree")]);
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    let figures = hidden(&governance.get(&path("sign-off")), "figures");
    let fields = [("figures", figures.as_str()), ("password", PASSWORD)];
    let signed = governance.post(&path("sign-off"), &fields);
    assert_eq!(signed.status, 303, "{}", signed.text());
}

fn adopt_house(test: &TestApp) {
    let page = test
        .visitor(Role::Lead)
        .post("/framework/adopt", &[("action", "house")]);
    assert_eq!(page.status, 303, "{}", page.html);
}

/// A year with four signed returns and a signed report, under what was adopted before.
fn sign_year(test: &TestApp) {
    test.give_password(Role::Governance, PASSWORD);
    let year = Calendar::ACADEMIC.year_named(YEAR).unwrap();
    for quarter in year.quarters() {
        sign_quarter(test, quarter);
    }
    let lead = test.visitor(Role::Lead);
    let fields = [
        ("summary", "A good year."),
        ("lessons", "Start earlier."),
        ("recommendations", "Ask partners in June."),
        ("action", "keep"),
    ];
    let path = |step: &str| format!("/reports/{YEAR}/{step}");
    assert_eq!(lead.post(&path("edit"), &fields).status, 303);
    assert_eq!(lead.post(&path("prepare"), &[]).status, 303);
    let governance = test.visitor(Role::Governance);
    let content = hidden(&governance.get(&path("sign-off")), "content");
    let fields = [("content", content.as_str()), ("password", PASSWORD)];
    let signed = governance.post(&path("sign-off"), &fields);
    assert_eq!(signed.status, 303, "{}", signed.text());
}

/// A signed year, a partner whose contact has a name, and an address of the organisation's own.
fn signed_year(test: &TestApp) -> String {
    adopt_house(test);
    let lead = test.visitor(Role::Lead);
    let fields = [
        ("name", "Harbour Street Employers"),
        ("kind", "employer"),
        ("purpose", "Interviews"),
    ];
    let partner = lead.post("/partners/new", &fields);
    let contact = [("name", CONTACT), ("task", "Coordinator")];
    let contacts = format!("/partners/{}/contacts", partner.new_key());
    let page = lead.post(&contacts, &contact);
    assert_eq!(page.status, 303, "{}", page.text());
    sign_year(test);
    set(test, &[])
}

/// Keeps the settings with an address of the test's own, and gives its name.
fn set(test: &TestApp, more: &[(&str, &str)]) -> String {
    let slug = format!("works-{}", test.organisation_id);
    let fields = [&[("slug", slug.as_str())], more].concat();
    let page = test
        .visitor(Role::Administrator)
        .post("/publication/settings", &fields);
    assert_eq!(page.status, 303, "{}", page.text());
    slug
}

fn propose(test: &TestApp, role: Role) -> Page {
    let path = format!("/publication/{YEAR}/propose");
    test.visitor(role).post(&path, &[])
}

fn publish(test: &TestApp) -> Page {
    let path = format!("/publication/{YEAR}/publish");
    let governance = test.visitor(Role::Governance);
    let content = hidden(&governance.get(&path), "content");
    governance.post(&path, &[("content", &content), ("read", "yes")])
}

/// A signed year that everybody can read; gives the organisation's name in the address.
fn public_year(test: &TestApp) -> String {
    let slug = signed_year(test);
    let page = propose(test, Role::Lead);
    assert_eq!(page.status, 303, "{}", page.text());
    let page = publish(test);
    assert_eq!(page.status, 303, "{}", page.text());
    slug
}
