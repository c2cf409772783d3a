//! Codes of figures and what they open, through the pages, on both databases.

use super::{complete, store, verify_codes};
use crate::app::{date_of, new_id};
use crate::evidence::{self, Evidence, Proof};
use crate::ledger::{self, Context, NewEntry};
use crate::monitoring;
use crate::records;
use crate::testing::framework::adopt;
use crate::testing::{Page, TestApp, on_both};
use database::Id;
use domain::calendar::Calendar;
use domain::evidence::Days;
use domain::figure_codes::FigureCode;
use domain::ledger::{Grade, Quantity};
use domain::people::Role;
use jiff::civil::{Date, date};

const PASSWORD: &str = "three unrelated words";

/// Learners and hours of them.
struct Measures {
    hours: Id,
    learners: Id,
}

fn measures(test: &TestApp) -> Measures {
    test.set_today(date(2025, 11, 10));
    test.give_password(Role::Governance, PASSWORD);
    let asked = [("H1", "Talks", "hours"), ("L1", "Talked to", "learners")];
    let found = adopt(test, &asked);
    Measures {
        hours: found[0],
        learners: found[1],
    }
}

fn post(test: &TestApp, (measure_id, area): (Id, &str), on: Date, (units, grade): (i64, Grade)) {
    let context = Context {
        calendar: Calendar::ACADEMIC,
        first_day: date(2025, 8, 1),
        today: date_of(test.now()),
        now: test.now(),
        secret: [7; 32],
    };
    let new = NewEntry {
        id: new_id(),
        measure_id,
        happened_on: on,
        area_code: area.to_owned(),
        area_method: None,
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(units * 1_000),
        additional_percent: 50,
        reason: "A story".to_owned(),
        subjects: Vec::new(),
    };
    let proof = Evidence {
        consent: None,
        id: new_id(),
        title: "Register".to_owned(),
        grade,
        effective_on: on,
        days: Days::default(),
        proof: Proof::Attestation {
            seen_what: "The register".to_owned(),
            kept_where: "The office".to_owned(),
        },
    };
    test.write(|write| {
        ledger::post(write, &new, &context)?.unwrap();
        if grade != Grade::Unevidenced {
            evidence::add(write, &proof, test.now())?;
            ledger::attach(write, new.id, (proof.id, grade), &context)?.unwrap();
        }
        Ok(())
    });
}

fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.html.split_once(&mark).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn sign(test: &TestApp, quarter: &str) {
    let path = |step: &str| format!("/returns/{quarter}/{step}");
    let prepared = test
        .visitor(Role::Lead)
        .post(&path("prepare"), &[("action", "prepare")]);
    assert_eq!(prepared.status, 303, "{}", prepared.text());
    let governance = test.visitor(Role::Governance);
    let agreed = governance.post(&path("review"), &[("action", "agree")]);
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    let figures = hidden(&governance.get(&path("sign-off")), "figures");
    let typed = [("figures", figures.as_str()), ("password", PASSWORD)];
    let signed = governance.post(&path("sign-off"), &typed);
    assert_eq!(signed.status, 303, "{}", signed.text());
}

/// A signed first quarter: 60 hours with evidence and 7 without, 30 learners and 3 elsewhere.
fn story(test: &TestApp) -> Measures {
    let measures = measures(test);
    let on = date(2025, 9, 3);
    let confirmed = |units| (units, Grade::PartnerConfirmed);
    post(test, (measures.hours, "E08000012"), on, confirmed(60));
    post(
        test,
        (measures.hours, "E08000012"),
        on,
        (7, Grade::Unevidenced),
    );
    post(test, (measures.learners, "E08000012"), on, confirmed(30));
    post(test, (measures.learners, "E08000011"), on, confirmed(3));
    sign(test, "2025-26-q1");
    measures
}

fn sha256(test: &TestApp, quarter: &str) -> [u8; 32] {
    let quarter = Calendar::ACADEMIC.quarter(quarter).unwrap();
    let signed = test.read(|read| monitoring::signed_returns(read, quarter.year()));
    let name = quarter.to_string();
    let of = signed.iter().find(|(signed, _)| signed.quarter == name);
    of.unwrap().1
}

fn code(test: &TestApp, path: &str) -> FigureCode {
    FigureCode::of(&sha256(test, "2025-26-q1"), path)
}

#[test]
fn p1_1a_a_printed_figure_opens_by_its_code_to_its_rule_entries_evidence_and_signers() {
    on_both(|test| {
        let measures = story(test);
        let code = code(test, &format!("{}/evidenced", measures.hours));
        let commissioner = test.visitor(Role::Commissioner);
        for path in ["", "/document.html"] {
            commissioner
                .get(&format!("/returns/2025-26-q1{path}"))
                .says(&code.to_string());
        }
        commissioner
            .get("/returns/2025-26-q1/document.html")
            .says("Type a code at http://127.0.0.1:8080/passport");
        commissioner.get("/").says("A figure’s passport");
        let typed = code.to_string().to_lowercase().replace('-', "+");
        let found = commissioner.get(&format!("/passport?typed=yes&code={typed}"));
        let address = format!("/passport/{}", code.key());
        assert_eq!((found.status, found.location.as_str()), (303, &*address));
        let page = commissioner.get(&address);
        page.says("60 hours")
            .says("H1 Talks")
            .says("Which figure Evidenced")
            .says("Quarterly return, Quarter 1 of 2025-26")
            .says("1 August 2025 to 31 October 2025")
            .says("Evidence asked A register")
            .says("House measures, edition 2026")
            .says("Licence Us, MIT")
            .says("2 entries stand behind this measure in Quarter 1 of 2025-26.")
            .says("Partner-confirmed 60")
            .says("No evidence yet 7")
            .says("Social Value Lead Person")
            .says(
                "Governance & Leadership Person, Governance & Leadership: “I have read this return",
            )
            .says(&crate::visit::hex(&sha256(test, "2025-26-q1")))
            .says("Nothing was recorded or corrected for this period after it was signed off.");
        assert!(
            !page.html.contains("/entries?"),
            "nothing beyond what was signed"
        );
        let inside = test.visitor(Role::Auditor).get(&address);
        let way = format!("/entries?measure={}&#38;quarter=2025-26-q1", measures.hours);
        assert!(inside.html.contains(&way), "{}", inside.html);
    });
}

#[test]
fn p1_1a_a_slip_in_typing_is_told_apart_from_a_code_that_nothing_here_has() {
    on_both(|test| {
        let measures = story(test);
        let visitor = test.visitor(Role::Commissioner);
        let page = visitor.get("/passport");
        assert_eq!(page.status, 200);
        page.says("Type it in to see what stands behind the figure");
        let right = code(test, &format!("{}/evidenced", measures.hours));
        let last = if right.key().ends_with('0') { "1" } else { "0" };
        let slip = format!("{}{last}", right.key().get(..7).unwrap());
        let unknown = FigureCode::of(&[9; 32], "nothing");
        for (typed, words) in [
            ("", "Enter a code"),
            ("K7QF", "this one has 4"),
            ("K7QF-3U21", "‘U’ stands in no code"),
            (slip.as_str(), "This code has a slip in it"),
        ] {
            let page = visitor.get(&format!("/passport?typed=yes&code={typed}"));
            assert_eq!(page.status, 422, "{typed}");
            page.says(words);
            assert!(page.html.contains(&format!("value=\"{typed}\"")), "{typed}");
        }
        let page = visitor.get(&format!("/passport/{}", unknown.key()));
        assert_eq!(page.status, 422);
        page.says("No figure you may see has this code");
        assert_eq!(visitor.get(&format!("/passport/{slip}")).status, 422);
    });
}

#[test]
fn a_small_number_of_people_has_no_code_for_readers_outside() {
    on_both(|test| {
        let measures = story(test);
        let small = code(test, &format!("{}/area/E08000011", measures.learners));
        let hidden = code(test, &format!("{}/area/E08000012", measures.learners));
        let whole = code(test, &format!("{}/evidenced", measures.learners));
        let commissioner = test.visitor(Role::Commissioner);
        let (auditor, page) = (test.visitor(Role::Auditor), "/returns/2025-26-q1");
        let document = format!("{page}/document.html");
        for code in [&small, &hidden] {
            for path in [page, &document] {
                commissioner.get(path).does_not_say(&code.to_string());
            }
            auditor.get(page).says(&code.to_string());
            auditor.get(&document).does_not_say(&code.to_string());
            let address = format!("/passport/{}", code.key());
            let unknown = commissioner.get(&address);
            assert_eq!(unknown.status, 422);
            unknown.says("No figure you may see has this code");
            assert_eq!(auditor.get(&address).status, 200);
        }
        commissioner
            .get(&format!("/passport/{}", whole.key()))
            .says("33 learners")
            .says("How many is not shown.");
        auditor
            .get(&format!("/passport/{}", small.key()))
            .says("3 learners")
            .says("Evidenced in Knowsley");
    });
}

#[test]
fn p1_1a_what_came_after_the_signature_is_said_and_changes_no_figure() {
    on_both(|test| {
        let measures = story(test);
        let code = code(test, &format!("{}/evidenced", measures.hours));
        let address = format!("/passport/{}", code.key());
        let late = (5, Grade::PartnerConfirmed);
        post(test, (measures.hours, "E08000012"), date(2025, 9, 4), late);
        let auditor = test.visitor(Role::Auditor);
        let commissioner = test.visitor(Role::Commissioner);
        auditor
            .get(&address)
            .says("60 hours")
            .says("Counts in Quarter 2 of 2025-26, not signed off yet 5");
        commissioner
            .get(&address)
            .says("Nothing was recorded or corrected for this period");
        test.set_today(date(2026, 2, 10));
        sign(test, "2025-26-q2");
        let commissioner = test.visitor(Role::Commissioner);
        commissioner
            .get(&address)
            .says("60 hours")
            .says("Counted in Quarter 2 of 2025-26, which is signed off 5");
        // The later return says what of it came late, and its codes are its own.
        let sha256 = sha256(test, "2025-26-q2");
        let path = format!("{}/evidenced", measures.hours);
        let later = FigureCode::of(&sha256, &path);
        assert_ne!(later, code);
        commissioner
            .get(&format!("/passport/{}", later.key()))
            .says("5 hours")
            .says("Belongs to Quarter 1 of 2025-26 5");
        let adjustment = FigureCode::of(&sha256, &format!("{}/adjustment/0", measures.hours));
        commissioner
            .get("/returns/2025-26-q2/document.html")
            .says(&format!("2025-26-q1 H1 5 {adjustment}"));
    });
}

#[test]
fn a_second_look_finds_a_code_that_does_not_follow_from_its_seal() {
    on_both(|test| {
        story(test);
        let (count, differences) = test.read(verify_codes);
        assert!(count > 10, "{count}");
        assert_eq!(differences, Vec::<String>::new());
        test.write(store::codes_break);
        let checked = records::verify(&test.app, test.organisation_id).unwrap();
        let codes = checked.iter().find(|of| of.what == "figure codes").unwrap();
        let says = |words: &str| codes.differences.iter().any(|of| of.contains(words));
        assert!(says("the code 00000000 does not follow from the seal for"));
        assert!(says("additional is not kept"), "{:?}", codes.differences);
    });
}

#[test]
fn what_was_signed_before_there_were_codes_gets_them_once() {
    on_both(|test| {
        let measures = story(test);
        let code = code(test, &format!("{}/evidenced", measures.hours));
        let before = test.read(verify_codes).0;
        test.write(|write| store::codes_lose(write, "%"));
        let auditor = test.visitor(Role::Auditor);
        let address = format!("/passport/{}", code.key());
        assert_eq!(auditor.get(&address).status, 422);
        complete(&test.app).unwrap();
        assert_eq!(auditor.get(&address).status, 200);
        assert_eq!(test.read(verify_codes), (before, Vec::new()));
        let gave = |page: &Page| {
            page.text()
                .matches("gave signed figures their codes")
                .count()
        };
        let once = gave(&auditor.get("/log"));
        complete(&test.app).unwrap();
        assert_eq!(gave(&auditor.get("/log")), once);
    });
}

/// Signs the annual report of the year.
fn sign_report(test: &TestApp) {
    let lead = test.visitor(Role::Lead);
    let words = [
        ("lessons", "Start earlier."),
        ("recommendations", "Ask partners in June."),
        ("action", "keep"),
    ];
    assert_eq!(lead.post("/reports/2025-26/edit", &words).status, 303);
    assert_eq!(lead.post("/reports/2025-26/prepare", &[]).status, 303);
    let governance = test.visitor(Role::Governance);
    let content = hidden(&governance.get("/reports/2025-26/sign-off"), "content");
    let typed = [("content", content.as_str()), ("password", PASSWORD)];
    let signed = governance.post("/reports/2025-26/sign-off", &typed);
    assert_eq!(signed.status, 303, "{}", signed.text());
}

#[test]
fn p1_2e_a_report_signed_before_its_grades_had_codes_gets_those_and_keeps_the_others() {
    on_both(|test| {
        let measures = story(test);
        test.set_today(date(2026, 11, 10));
        for quarter in ["2025-26-q2", "2025-26-q3", "2025-26-q4"] {
            sign(test, quarter);
        }
        sign_report(test);
        let auditor = test.visitor(Role::Auditor);
        let seal = auditor.get("/reports/2025-26/seal.json").bytes;
        let sha256 = domain::monitoring::sha256_of(&seal);
        let code = FigureCode::of(&sha256, &format!("{}/grade/2", measures.hours));
        let address = format!("/passport/{}", code.key());
        let before = test.read(verify_codes);
        assert_eq!(before.1, Vec::<String>::new());
        test.write(|write| store::codes_lose(write, "%/grade/%"));
        assert_eq!(auditor.get(&address).status, 422);
        complete(&test.app).unwrap();
        auditor
            .get(&address)
            .says("60 hours")
            .says("All of it: Partner-confirmed");
        // A return has lost codes that nothing but a fault could take: those are found, not made again.
        let (count, differences) = test.read(verify_codes);
        assert!(count < before.0 && !differences.is_empty());
        assert!(differences.iter().all(|one| one.contains("the return")));
        complete(&test.app).unwrap();
        assert_eq!(test.read(verify_codes), (count, differences));
    });
}
