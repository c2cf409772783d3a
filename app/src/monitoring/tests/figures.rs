//! The dashboard and the figures of a measure.

use super::Practice;
use crate::testing::on_both;
use documents::Format;
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

#[test]
fn an_empty_dashboard_says_what_to_do() {
    on_both(|test| {
        test.visitor(Role::Lead)
            .get("/dashboard")
            .says("No framework is adopted yet")
            .says("Adopt a framework");
        test.visitor(Role::Staff)
            .get("/dashboard")
            .says("The Social Value Lead adopts a framework");
        Practice::new(test, date(2026, 11, 10));
        test.visitor(Role::Lead)
            .get("/dashboard")
            .says("No targets and no entries in 2026-27")
            .says("Set targets");
        test.visitor(Role::Staff)
            .get("/dashboard")
            .says("Post an entry");
    });
}

#[test]
fn the_dashboard_shows_what_is_evidenced_against_the_year_and_the_rest_apart() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        for quarter in ["2025-26-q1", "2025-26-q2"] {
            practice.target(practice.interviews, quarter, 100);
        }
        practice.entry(
            practice.interviews,
            date(2025, 9, 3),
            85,
            Grade::PartnerConfirmed,
        );
        practice.entry(
            practice.interviews,
            date(2025, 9, 4),
            15,
            Grade::SelfDeclared,
        );
        practice.entry(
            practice.interviews,
            date(2025, 11, 4),
            5,
            Grade::PartnerConfirmed,
        );
        let page = test.visitor(Role::Auditor).get("/dashboard");
        page.says("S1 Mock interviews 90 hours")
            .says("Evidence coverage 85 %. Shown apart, without enough evidence: 15 hours")
            .says("90 of 200 hours")
            .says("Approaching target: 1")
            .says("Quarter 2: 5 of 100 hours")
            .says("Measures without target or entry in 2025-26 (2)")
            .says("G1 Trees planted");
        assert!(
            page.html
                .contains("<progress class=\"meter\" value=\"90000\" max=\"200000\">")
        );
        let entries = format!(
            "/entries?measure={}&#38;quarter=2025-26-q2",
            practice.interviews
        );
        assert!(page.html.contains(&entries), "{}", page.html);
    });
}

#[test]
fn years_are_chosen_and_no_other_year_exists() {
    on_both(|test| {
        let practice = Practice::new(test, date(2026, 11, 10));
        practice.entry(practice.jobs, date(2025, 9, 3), 7, Grade::SelfDeclared);
        let auditor = test.visitor(Role::Auditor);
        auditor
            .get("/dashboard?year=2025-26")
            .says("S2 People into work 7 people");
        auditor.get("/dashboard").does_not_say("7 hours");
        for year in ["2024-25", "2027-28", "x", "2025-26-q1"] {
            let page = auditor.get(&format!("/dashboard?year={year}"));
            assert_eq!(page.status, 404, "{year}");
        }
    });
}

#[test]
fn p1_1b_figures_break_down_by_area() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let place = |area: &'static str, partner| (area, partner);
        let on = date(2025, 9, 3);
        practice.entry_at(
            practice.jobs,
            on,
            (7, Grade::SelfDeclared),
            place("E08000012", None),
        );
        practice.entry_at(
            practice.jobs,
            date(2025, 11, 3),
            (4, Grade::SelfDeclared),
            place("E08000014", Some(practice.partner)),
        );
        // What has no evidence is in no breakdown.
        practice.entry_at(
            practice.jobs,
            on,
            (9, Grade::Unevidenced),
            place("E08000011", None),
        );
        let page = test
            .visitor(Role::Governance)
            .get(&format!("/figures/{}", practice.jobs));
        page.says("Evidenced in 2025-26 11 people")
            .says("Liverpool 7 , Liverpool: see the entries 0 0 0 7")
            .says("Sefton 0 4 , Sefton: see the entries 0 0 4")
            .says("Harbour & Sons 0 4 , Harbour & Sons: see the entries")
            .says("No partner 7")
            .says("No evidence yet 9")
            .says("Knowsley none");
        for way in [
            "quarter=2025-26-q1&#38;area=E08000012".to_owned(),
            format!("quarter=2025-26-q2&#38;partner={}", practice.partner),
        ] {
            assert!(page.html.contains(&way), "{way}");
        }
    });
}

#[test]
fn a_measure_is_charted_with_the_table_of_each_chart() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.target(practice.jobs, "2025-26-q1", 10);
        practice.entry(practice.jobs, date(2025, 9, 3), 7, Grade::SelfDeclared);
        practice.entry(practice.jobs, date(2025, 11, 3), 4, Grade::SelfDeclared);
        let page = test
            .visitor(Role::Staff)
            .get(&format!("/figures/{}?year=2025-26", practice.jobs));
        // By quarter, by month, the map, by partner and by evidence.
        assert_eq!(page.html.matches("<svg xmlns").count(), 5);
        page.says("Aug 25 0; Sep 25 7; Oct 25 7; Nov 25 11")
            .says("Requires improvement");
        let interviews = test
            .visitor(Role::Staff)
            .get(&format!("/figures/{}", practice.interviews));
        interviews.says("Nov 25").does_not_say("Dec 25");
        let nobody = test
            .visitor(Role::Staff)
            .get(&format!("/figures/{}", practice.partner));
        assert_eq!(nobody.status, 404);
    });
}

#[test]
fn the_documents_of_a_signed_return_carry_its_seal_and_an_unsigned_one_has_none() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.target(practice.interviews, "2025-26-q1", 100);
        practice.entry(
            practice.interviews,
            date(2025, 9, 3),
            60,
            Grade::PartnerConfirmed,
        );
        let commissioner = test.visitor(Role::Commissioner);
        let document = |format: Format| {
            let ending = format.ending();
            commissioner.get(&format!("/returns/2025-26-q1/document.{ending}"))
        };
        for format in Format::ALL {
            assert_eq!(document(format).status, 404, "{format:?}");
        }
        practice.sign_whole("2025-26-q1");
        let file = commissioner.get("/returns/2025-26-q1/seal.json");
        let sha256 = crate::visit::hex(&domain::monitoring::sha256_of(&file.bytes));
        let html = commissioner.get("/returns/2025-26-q1/document.html");
        assert_eq!(html.status, 200);
        html.says(&sha256)
            .says("Mock interviews")
            .says("Two sessions were called off.");
        let pdf = commissioner.get("/returns/2025-26-q1/document.pdf");
        assert_eq!(
            (pdf.status, pdf.media_type.as_str()),
            (200, "application/pdf")
        );
        assert!(pdf.bytes.starts_with(b"%PDF-"));
        for format in Format::ALL {
            let made = document(format);
            assert_eq!(made.media_type, format.media_type());
            let is_same = document(format).bytes == made.bytes;
            assert!(is_same, "the same seal gives the same file: {format:?}");
        }
        let odd = commissioner.get("/returns/2025-26-q1/document.exe");
        assert_eq!(odd.status, 404);
        let page = commissioner.get("/returns/2025-26-q1");
        page.says(
            "The return as a document: PDF , Word , Excel , OpenDocument , web page or CSV .",
        );
    });
}

#[test]
fn p5a_small_numbers_of_people_stay_inside_and_whoever_sees_them_is_logged() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let people = practice.jobs;
        let day = date(2025, 9, 3);
        let grade = Grade::PartnerConfirmed;
        practice.entry_at(people, day, (30, grade), ("E08000012", None));
        practice.entry_at(people, day, (3, grade), ("E08000011", None));
        let lead = test.visitor(Role::Lead);
        practice.sign_whole("2025-26-q1");
        let (page, seal) = ("/returns/2025-26-q1", "/returns/2025-26-q1/seal.json");
        let seen = |who: &str| {
            let log = test.visitor(Role::Auditor).get("/log.csv");
            let seen = log
                .html
                .lines()
                .filter(|line| line.contains("saw exact figures"));
            seen.filter(|line| line.contains(who)).count()
        };
        let before = seen("seal.json");
        lead.get(page).says("33").does_not_say("fewer than 5");
        assert!(lead.get(seal).html.contains("3000"));
        lead.get(seal);
        assert_eq!(seen("seal.json"), before + 1, "once a day");
        let commissioner = test.visitor(Role::Commissioner);
        let shown = commissioner.get(page);
        shown.says("33").says("holds small numbers of people");
        assert!(!shown.html.contains("seal.json"));
        let document = commissioner.get("/returns/2025-26-q1/document.html");
        document.says("fewer than 5").says("not shown").says("33");
        let small = document.text().matches("fewer than 5").count();
        assert_eq!(
            small, 4,
            "the area in its table, in the words and the marks of its map, and the sentence that explains it"
        );
        assert_eq!(commissioner.get(seal).status, 403);
        assert_eq!(
            seen("seal.json"),
            before + 1,
            "nobody outside sees exact figures"
        );
    });
}
