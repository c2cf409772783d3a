//! The annual report through its pages, on both databases.

mod contracts;
mod documents;
mod pictures;
mod pounds;
mod proposals;
mod since;
mod story;
mod studies;
mod writing;

use crate::app::new_id;
use crate::evidence::{self, Evidence, Proof};
use crate::framework::{self, Edition, Measure, Theme};
use crate::ledger::{self, Context, NewEntry};
use crate::monitoring;
use crate::partners::{self, NewPartner};
use crate::testing::{Page, TestApp};
use database::Id;
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use domain::monitoring::SealedReturn;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const PASSWORD: &str = "three unrelated words";
const HOSTILE: &str = "</title><script>alert(1)</script> & \"more\"";
/// Hours of mock interviews, with a target.
const INTERVIEWS: Id = Id::from_u128(11);
/// People into work, without one.
const JOBS: Id = Id::from_u128(12);
/// Trees, in another theme, with a partner.
const TREES: Id = Id::from_u128(13);
const THEME: Id = Id::from_u128(10);
const PARTNER: Id = Id::from_u128(20);

fn measure(id: Id, theme_id: Id, (code, title, unit): (&str, &str, &str)) -> Measure {
    Measure {
        id,
        edition_id: Id::from_u128(9),
        theme_id,
        outcome: "An outcome".to_owned(),
        code: code.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        counts: "people".to_owned(),
        evidence_asked: "a record".to_owned(),
        minimum_grade: 2,
        value_kind: "record-only".to_owned(),
        aliases: String::new(),
        exclusions: String::new(),
        tags: String::new(),
        position: 1,
    }
}

/// Adopts a framework of three measures in two themes.
fn adopt(test: &TestApp) {
    let edition = Edition {
        id: Id::from_u128(9),
        framework: "house".to_owned(),
        edition: "1".to_owned(),
        title: "House framework".to_owned(),
        publisher: "Mersey Learning Works".to_owned(),
        licence: "MIT".to_owned(),
        attribution: String::new(),
        permits: String::new(),
    };
    let theme = |id, code: &str, title: &str, position| Theme {
        id,
        edition_id: edition.id,
        code: code.to_owned(),
        title: title.to_owned(),
        position,
    };
    let green = Id::from_u128(14);
    test.write(|write| {
        framework::edition_add(write, &edition, test.now())?;
        framework::theme_add(write, &theme(THEME, "T1", "Jobs", 1))?;
        framework::theme_add(write, &theme(green, "T2", "Green places", 2))?;
        for (id, theme_id, words) in [
            (INTERVIEWS, THEME, ("J1", "Mock interviews", "hours")),
            (
                JOBS,
                THEME,
                (
                    "J2",
                    "Long-term unemployed people into sustained work of thirteen weeks or more",
                    "people",
                ),
            ),
            (TREES, green, ("G1", "Trees planted", "trees")),
        ] {
            framework::measure_add(write, &measure(id, theme_id, words))?;
        }
        let partner = NewPartner {
            id: PARTNER,
            name: "Harbour & Sons".to_owned(),
            kind: domain::partners::PartnerKind::Employer,
            purpose: "Interviews".to_owned(),
        };
        partners::add(write, &partner, test.now())?;
        let signer = test.person(Role::Governance).id;
        partners::lay_approved(write, partner.id, signer, (date(2025, 8, 1), test.now()))
    });
}

/// Posts an entry with evidence of a grade, or none.
fn post(test: &TestApp, measure_id: Id, on: Date, thousandths: i64, grade: Grade) {
    post_under(test, (measure_id, None), on, thousandths, grade);
}

/// Posts an entry that names a contract, or none.
fn post_under(
    test: &TestApp,
    (measure_id, contract_id): (Id, Option<Id>),
    on: Date,
    thousandths: i64,
    grade: Grade,
) {
    let context = Context {
        calendar: Calendar::ACADEMIC,
        first_day: date(2025, 8, 1),
        today: crate::app::date_of(test.now()),
        now: test.now(),
        secret: [7; 32],
    };
    let new = NewEntry {
        id: new_id(),
        measure_id,
        happened_on: on,
        area_code: "E08000012".to_owned(),
        area_method: None,
        partner_id: (measure_id == TREES).then_some(PARTNER),
        activity_id: None,
        session_id: None,
        contract_id,
        quantity: Quantity(thousandths),
        additional_percent: 50,
        reason: "A story".to_owned(),
        subjects: Vec::new(),
    };
    let added = Evidence {
        consent: None,
        id: new_id(),
        title: "Register".to_owned(),
        grade,
        effective_on: on,
        days: domain::evidence::Days::default(),
        proof: Proof::Attestation {
            seen_what: "The register".to_owned(),
            kept_where: "The office".to_owned(),
        },
    };
    test.write(|write| {
        ledger::post(write, &new, &context)?.unwrap();
        if grade != Grade::Unevidenced {
            evidence::add(write, &added, test.now())?;
            ledger::attach(write, new.id, (added.id, grade), &context)?.unwrap();
        }
        Ok(())
    });
}

/// Records a quarter and takes its return through its pages. Something of quarter 1 comes late, in
/// quarter 2.
fn sign_return(test: &TestApp, number: i64) -> SealedReturn {
    if number == 1 {
        adopt(test);
        test.give_password(Role::Governance, PASSWORD);
    }
    take_return(test, number)
}

/// The same, where the framework is adopted already.
fn take_return(test: &TestApp, number: i64) -> SealedReturn {
    let quarter = Calendar::ACADEMIC
        .quarter(&format!("2025-26-q{number}"))
        .unwrap();
    let day = Calendar::ACADEMIC
        .first_day(quarter)
        .saturating_add(9.days());
    test.write(|write| {
        framework::target_set(write, INTERVIEWS, quarter, 300_000_000, test.now())?;
        framework::target_set(write, TREES, quarter, 10_000, test.now())
    });
    post(
        test,
        INTERVIEWS,
        day,
        number * 111_111_250,
        Grade::ThirdPartyRecord,
    );
    post(test, INTERVIEWS, day, 777_000, Grade::Unevidenced);
    post(test, JOBS, day, 2_000, Grade::PartnerConfirmed);
    post(test, TREES, day, 12_000, Grade::PartnerConfirmed);
    if number == 2 {
        post(
            test,
            INTERVIEWS,
            date(2025, 9, 3),
            4_000,
            Grade::ThirdPartyRecord,
        );
    }
    let remark = format!("Remark of quarter {number} {HOSTILE}");
    take(test, &quarter.to_string(), &remark);
    signed_returns(test).pop().unwrap()
}

/// Takes a return or a restatement through its pages.
fn take(test: &TestApp, name: &str, remark: &str) {
    let path = |step: &str| format!("/returns/{name}/{step}");
    let field = format!("remark-{THEME}");
    let fields = [(field.as_str(), remark), ("action", "prepare")];
    let prepared = test.visitor(Role::Lead).post(&path("prepare"), &fields);
    assert_eq!(prepared.status, 303, "{}", prepared.text());
    let governance = test.visitor(Role::Governance);
    let agreed = governance.post(&path("review"), &[("action", "agree")]);
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    let figures = hidden(&governance.get(&path("sign-off")), "figures");
    let fields = [("figures", figures.as_str()), ("password", PASSWORD)];
    let signed = governance.post(&path("sign-off"), &fields);
    assert_eq!(signed.status, 303, "{}", signed.text());
}

fn signed_returns(test: &TestApp) -> Vec<SealedReturn> {
    let year = Calendar::ACADEMIC.year_named("2025-26").unwrap();
    let found = test.read(|read| monitoring::signed_returns(read, year));
    found.into_iter().map(|(signed, _)| signed).collect()
}

fn sign_returns(test: &TestApp) -> Vec<SealedReturn> {
    (1..=4).map(|number| sign_return(test, number)).collect()
}

fn write_report(test: &TestApp, lessons: &str) -> Page {
    let fields = [
        ("summary", "A good year."),
        ("lessons", lessons),
        ("recommendations", "Ask partners in June."),
        ("action", "keep"),
    ];
    test.visitor(Role::Lead)
        .post("/reports/2025-26/edit", &fields)
}

fn prepare(test: &TestApp) -> Page {
    test.visitor(Role::Lead)
        .post("/reports/2025-26/prepare", &[])
}

/// The value of a hidden field; nothing when the page has none.
fn hidden(page: &Page, name: &str) -> String {
    let document = scraper::Html::parse_document(&page.html);
    let field = scraper::Selector::parse(&format!("input[name={name}]")).unwrap();
    let found = document.select(&field).next();
    found
        .and_then(|field| field.value().attr("value"))
        .unwrap_or_default()
        .to_owned()
}

fn sign(test: &TestApp, role: Role, password: &str) -> Page {
    let visitor = test.visitor(role);
    let content = hidden(&visitor.get("/reports/2025-26/sign-off"), "content");
    visitor.post(
        "/reports/2025-26/sign-off",
        &[("content", &content), ("password", password)],
    )
}

/// A year with four signed returns and a signed report.
fn whole_year(test: &TestApp) -> Vec<SealedReturn> {
    let returns = sign_returns(test);
    assert_eq!(write_report(test, "Start earlier.").status, 303);
    assert_eq!(prepare(test).status, 303);
    let page = sign(test, Role::Governance, PASSWORD);
    assert_eq!(page.status, 303, "{}", page.html);
    returns
}
