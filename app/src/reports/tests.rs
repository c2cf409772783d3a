//! The annual report through its pages, on both databases.

use super::store;
use crate::app::new_id;
use crate::evidence::{self, Evidence, Proof};
use crate::framework::{self, Edition, Measure, Theme};
use crate::ledger::{self, Context, NewEntry};
use crate::monitoring;
use crate::partners::{self, Partner};
use crate::testing::{Page, TestApp, on_both};
use database::Id;
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use domain::monitoring::{Act, SealedReturn};
use domain::people::Role;
use domain::reports::SealedReport;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::process::Command;

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
        let partner = Partner {
            id: PARTNER,
            name: "Harbour & Sons".to_owned(),
            purpose: "Interviews".to_owned(),
        };
        partners::add(write, &partner, test.now())
    });
}

/// Posts an entry with evidence of a grade, or none.
fn post(test: &TestApp, measure_id: Id, on: Date, thousandths: i64, grade: Grade) {
    let context = Context {
        calendar: Calendar::ACADEMIC,
        first_day: date(2025, 8, 1),
        today: crate::app::date_of(test.now()),
        now: test.now(),
    };
    let new = NewEntry {
        id: new_id(),
        measure_id,
        happened_on: on,
        area_code: "E08000012".to_owned(),
        partner_id: (measure_id == TREES).then_some(PARTNER),
        activity_id: None,
        session_id: None,
        quantity: Quantity(thousandths),
        additional_percent: 50,
        reason: "A story".to_owned(),
    };
    let added = Evidence {
        id: new_id(),
        title: "Register".to_owned(),
        grade,
        effective_on: on,
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
    let path = |step: &str| format!("/returns/{quarter}/{step}");
    let field = format!("remark-{THEME}");
    let remark = format!("Remark of quarter {number} {HOSTILE}");
    let fields = [(field.as_str(), remark.as_str()), ("action", "prepare")];
    let prepared = test.visitor(Role::Lead).post(&path("prepare"), &fields);
    assert_eq!(prepared.status, 303, "{}", prepared.text());
    let governance = test.visitor(Role::Governance);
    let agreed = governance.post(&path("review"), &[("action", "agree")]);
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    let figures = hidden(&governance.get(&path("sign-off")), "figures");
    let fields = [("figures", figures.as_str()), ("password", PASSWORD)];
    let signed = governance.post(&path("sign-off"), &fields);
    assert_eq!(signed.status, 303, "{}", signed.text());
    signed_returns(test).pop().unwrap()
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

#[test]
fn p5b_the_annual_report_is_built_from_four_signed_returns() {
    on_both(|test| {
        for number in 1..=3 {
            sign_return(test, number);
        }
        let lead = test.visitor(Role::Lead);
        lead.get("/reports/2025-26")
            .says("3 of 4")
            .says("Quarter 4 of 2025-26 is not signed off")
            .says("The lessons learned are empty");
        let refused = prepare(test);
        assert_eq!(refused.status, 422);
        refused
            .says("Quarter 4 of 2025-26 is not signed off")
            .says("The recommendations for continuous improvement are empty");
        assert_eq!(write_report(test, "Start earlier.").status, 303);
        let refused = prepare(test);
        assert_eq!(refused.status, 422);
        refused.does_not_say("lessons learned are empty");
        sign_return(test, 4);
        assert_eq!(prepare(test).status, 303);
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);

        let seal = lead.get("/reports/2025-26/seal.json");
        let report = SealedReport::read(&seal.bytes).unwrap();
        assert!(report.is_built_from(&signed_returns(test)));
        assert_eq!(report.content.returns.len(), 4);
        let sha256 = domain::reports::hex(&report.sha256());
        lead.get("/reports/2025-26")
            .says("Signed off")
            .says("1,111,116.5")
            .says("3,108")
            .says("Approaching target")
            .says(&sha256)
            .does_not_say("1,114,224.5");
    });
}

#[test]
fn p4d_the_report_is_signed_by_somebody_else_with_their_password() {
    on_both(|test| {
        sign_returns(test);
        test.give_password(Role::Lead, PASSWORD);
        let early = sign(test, Role::Governance, PASSWORD);
        assert_eq!(early.status, 422);
        early.says("This report has not been prepared yet");
        write_report(test, "Start earlier.");
        prepare(test);
        let own = sign(test, Role::Lead, PASSWORD);
        assert_eq!(own.status, 422);
        own.says("You prepared this report: somebody else signs it off");
        let wrong = sign(test, Role::Governance, "not the password");
        assert_eq!(wrong.status, 422);
        wrong.says("That is not your password");
        let visitor = test.visitor(Role::Governance);
        let before = hidden(&visitor.get("/reports/2025-26/sign-off"), "content");
        write_report(test, "Start later.");
        prepare(test);
        let fields = [("content", before.as_str()), ("password", PASSWORD)];
        let stale = visitor.post("/reports/2025-26/sign-off", &fields);
        assert_eq!(stale.status, 422);
        stale.says("The report has changed since you opened this page");
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
        let again = sign(test, Role::Governance, PASSWORD);
        assert_eq!(again.status, 422);
        again.says("This report has been signed off and stays as it is");
    });
}

#[test]
fn p4d_the_schema_refuses_a_report_signed_by_its_preparer() {
    on_both(|test| {
        let returns = whole_year(test);
        assert_eq!(returns.len(), 4);
        let preparer = test.person(Role::Lead).id;
        let outcome = test.app.database.write(test.scope(), |mut write| {
            let sealed = store::seal(&mut write.read(), "2025-26")?.unwrap().report;
            let mut other = sealed.clone();
            other.content.year = "2026-27".to_owned();
            let kept = super::content::Kept {
                year: "2026-27".to_owned(),
                summary: String::new(),
                lessons: String::new(),
                recommendations: String::new(),
                state: domain::reports::Report::Draft,
            };
            let act = Act {
                by: preparer,
                at: test.now(),
            };
            store::draft_keep(&mut write, &kept, test.now())?;
            store::prepared_set(&mut write, "2026-27", act)?;
            store::seal_add(&mut write, new_id(), &other, act)?;
            let entry = database::LogEntry {
                at: test.now(),
                action: "must not be kept".to_owned(),
                record_kind: "test".to_owned(),
                record_id: "1".to_owned(),
                content: serde_json::json!({}),
            };
            Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
        });
        assert!(outcome.unwrap_err().is_constraint());
    });
}

#[test]
fn a_second_look_finds_a_report_as_it_was_sealed() {
    on_both(|test| {
        whole_year(test);
        let look = || test.read(|read| super::verify_seals(read, Calendar::ACADEMIC));
        assert_eq!(look(), Vec::<String>::new());
        test.write(|write| store::seal_break(write, "2025-26"));
        let differences = look();
        assert!(differences.len() >= 2, "{differences:?}");
        assert!(differences[0].contains("the SHA-256 differs"));
    });
}

#[test]
fn a_signed_report_stays_as_it_is() {
    on_both(|test| {
        whole_year(test);
        let before = test
            .visitor(Role::Auditor)
            .get("/reports/2025-26/seal.json");
        let written = write_report(test, "Another story.");
        assert_eq!(written.status, 422);
        written.says("This report has been signed off and stays as it is");
        let prepared = prepare(test);
        assert_eq!(prepared.status, 422);
        prepared.says("This report has been signed off and stays as it is");
        let lead = test.visitor(Role::Lead);
        let page = lead.get("/reports/2025-26/edit");
        assert_eq!(
            (page.status, page.location.as_str()),
            (303, "/reports/2025-26")
        );
        let after = lead.get("/reports/2025-26/seal.json");
        assert_eq!(before.bytes, after.bytes);
        lead.get("/reports/2025-26").does_not_say("Another story.");
    });
}

#[test]
fn a_draft_does_not_exist_for_a_commissioner() {
    on_both(|test| {
        sign_returns(test);
        write_report(test, "Start earlier.");
        let commissioner = test.visitor(Role::Commissioner);
        let paths = ["", "/seal.json", "/document.html", "/document.pdf"];
        for path in paths {
            let page = commissioner.get(&format!("/reports/2025-26{path}"));
            assert_eq!(page.status, 404, "{path}");
        }
        commissioner
            .get("/reports")
            .says("No annual report has been signed off yet")
            .does_not_say("2025-26");
        for path in ["/edit", "/sign-off"] {
            let page = commissioner.get(&format!("/reports/2025-26{path}"));
            assert!(page.status >= 400, "{path}");
        }
        prepare(test);
        assert_eq!(commissioner.get("/reports/2025-26").status, 404);
        sign(test, Role::Governance, PASSWORD);
        for path in paths {
            let page = commissioner.get(&format!("/reports/2025-26{path}"));
            assert_eq!(page.status, 200, "{path}");
        }
        let page = commissioner.get("/reports/2025-26");
        assert!(
            !page.html.contains("/entries?"),
            "a commissioner sees no entries"
        );
        commissioner
            .get("/reports")
            .says("2025-26")
            .does_not_say("2026-27");
    });
}

#[test]
fn changes_are_proposed_and_taken_out_and_take_a_prepared_report_back() {
    on_both(|test| {
        sign_returns(test);
        write_report(test, "Start earlier.");
        prepare(test);
        let lead = test.visitor(Role::Lead);
        let measure = INTERVIEWS.to_string();
        let fields = [
            ("summary", "A good year."),
            ("lessons", "Start earlier."),
            ("recommendations", "Ask partners in June."),
            ("measure", measure.as_str()),
            ("proposal", "Count travel time"),
            ("reason", "Partners asked for it"),
            ("action", "add"),
        ];
        let page = lead.post("/reports/2025-26/edit", &fields);
        assert_eq!(page.location, "/reports/2025-26/edit");
        let edit = lead.get("/reports/2025-26/edit");
        edit.says("J1 Mock interviews").says("Count travel time");
        lead.get("/reports/2025-26")
            .says("Draft")
            .says("Count travel time");
        let id = edit.html.split("remove-").nth(1).unwrap();
        let id = id.split('"').next().unwrap();
        let action = format!("remove-{id}");
        let kept = lead.post(
            "/reports/2025-26/edit",
            &[("lessons", "Start earlier."), ("action", &action)],
        );
        assert_eq!(kept.status, 303);
        lead.get("/reports/2025-26")
            .does_not_say("Count travel time")
            .says("None is proposed")
            .says("recommendations for continuous improvement are empty");
    });
}

#[test]
fn what_cannot_be_kept_is_refused_with_everything_typed() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let long = "x".repeat(100_000);
        for (fields, words) in [
            (vec![("action", "add")], "Enter what should change"),
            (
                vec![("proposal", "Count travel")],
                "Enter the reason for the change",
            ),
            (
                vec![("lessons", long.as_str())],
                "must be 20000 characters or fewer",
            ),
            (
                vec![("lessons", "nul\0")],
                "has a character that cannot be read",
            ),
            (
                vec![("measure", "nonsense"), ("proposal", "a"), ("reason", "b")],
                "Measure it is about",
            ),
        ] {
            let mut fields = fields;
            fields.push(("summary", "Typed and kept <script> =cmd() \u{202e}"));
            let page = lead.post("/reports/2025-26/edit", &fields);
            assert_eq!(page.status, 422, "{words}");
            page.says(words).says("Typed and kept <script> =cmd()");
        }
        lead.get("/reports/2025-26").says("Nothing is written yet");
    });
}

#[test]
fn a_year_the_organisation_does_not_have_does_not_exist() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        for year in ["2024-25", "2027-28", "2025", "%3Cscript%3E", "2025-26-q1"] {
            for path in ["", "/edit", "/sign-off", "/document.pdf"] {
                let page = lead.get(&format!("/reports/{year}{path}"));
                assert_eq!(page.status, 404, "{year}{path}");
            }
        }
        assert_eq!(lead.get("/reports/2025-26/seal.json").status, 404);
        lead.get("/reports")
            .says("2026-27")
            .says("2025-26")
            .says("Draft");
        lead.get("/reports/2026-27").says("No figures yet");
    });
}

/// The text of a PDF, page by page; nothing where no tool can read it.
fn pdf_pages(bytes: &[u8]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, bytes).unwrap();
    let read = Command::new("pdftotext")
        .arg("-layout")
        .arg(&file)
        .arg("-")
        .output();
    let Ok(read) = read else {
        println!("not read back: pdftotext (poppler-utils) is not here");
        return None;
    };
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty());
    Some(pages.map(str::to_owned).collect())
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_signed_document_has_its_head_on_every_page_its_figures_and_its_seal() {
    on_both(|test| {
        whole_year(test);
        let commissioner = test.visitor(Role::Commissioner);
        let pdf = commissioner.get("/reports/2025-26/document.pdf");
        assert_eq!(pdf.media_type, "application/pdf");
        assert!(holds(&pdf.bytes, "/StructTreeRoot") && holds(&pdf.bytes, "/MarkInfo"));
        let again = commissioner.get("/reports/2025-26/document.pdf");
        assert_eq!(
            pdf.bytes, again.bytes,
            "the same report gives the same bytes"
        );
        let seal = commissioner.get("/reports/2025-26/seal.json");
        let report = SealedReport::read(&seal.bytes).unwrap();
        let sha256 = domain::reports::hex(&report.sha256());
        let html = commissioner.get("/reports/2025-26/document.html");
        assert!(!html.html.contains("<script>"));
        html.says(HOSTILE)
            .says(&sha256)
            .says("1,111,116.5")
            .does_not_say("DRAFT");
        if let Ok(folder) = std::env::var("COMMONWEAL_TEST_PICTURES") {
            std::fs::write(format!("{folder}/report.pdf"), &pdf.bytes).unwrap();
            std::fs::write(format!("{folder}/report.html"), &html.bytes).unwrap();
        }
        let Some(pages) = pdf_pages(&pdf.bytes) else {
            return;
        };
        for (number, page) in (1..).zip(&pages) {
            for words in [
                "DOCUMENT",
                "Annual social value report 2025-26",
                "VERSION",
                "Signed off 10 November 2026",
            ] {
                assert!(page.contains(words), "page {number} lacks {words}: {page}");
            }
            assert!(
                page.contains(&format!("{number} OF {}", pages.len())),
                "page {number}"
            );
        }
        let text = pages.join("\n");
        for words in [
            "1,111,116.5",
            "Approaching target",
            "Start earlier.",
            "3,108",
            "Liverpool",
        ] {
            assert!(text.contains(words), "{words}");
        }
        assert!(joined(&text).contains(&sha256));
        for signed in &report.content.returns {
            assert!(joined(&text).contains(&signed.sha256), "{}", signed.quarter);
        }
    });
}

#[test]
fn an_unsigned_document_says_draft_on_every_page() {
    on_both(|test| {
        sign_return(test, 1);
        let lead = test.visitor(Role::Lead);
        lead.get("/reports/2025-26/document.html")
            .says("DRAFT, not signed off");
        let pdf = lead.get("/reports/2025-26/document.pdf");
        assert_eq!(pdf.status, 200);
        let Some(pages) = pdf_pages(&pdf.bytes) else {
            return;
        };
        assert!(!pages.is_empty());
        for page in pages {
            assert!(page.contains("DRAFT, not signed off"), "{page}");
        }
        lead.get("/reports/2026-27/document.html")
            .says("there are no figures");
    });
}
