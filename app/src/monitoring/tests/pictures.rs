//! What the pictures of figures show, and to whom.

use super::Practice;
use crate::testing::{Page, on_both};
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

/// The pictures of a page, each from its title to its end.
fn pictures(page: &Page) -> Vec<String> {
    let pictures = page.html.split("<svg xmlns").skip(1);
    pictures
        .map(|picture| picture.split("</svg>").next().unwrap().to_owned())
        .collect()
}

/// The picture whose title holds these words.
#[track_caller]
fn picture(page: &Page, words: &str) -> String {
    let titled = |picture: &&String| {
        let title = picture.split("</title>").next().unwrap();
        title.contains(words)
    };
    let pictures = pictures(page);
    let found = pictures.iter().find(titled);
    found
        .unwrap_or_else(|| panic!("no picture ‘{words}’: {}", page.text()))
        .clone()
}

/// How many bars a picture draws to scale.
fn bars(picture: &str) -> usize {
    picture.matches("height=\"18\" fill=\"#0b5351\"").count()
}

#[test]
fn p1_1b_a_map_shows_each_area_with_its_figure_and_its_table() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let on = date(2025, 9, 3);
        let grade = Grade::SelfDeclared;
        for (area, units) in [("E08000012", 40), ("E08000014", 10), ("E08000015", 7)] {
            practice.entry_at(practice.jobs, on, (units, grade), (area, None));
        }
        let page = test
            .visitor(Role::Governance)
            .get(&format!("/figures/{}", practice.jobs));
        let map = picture(&page, "S2 evidenced, map of the areas");
        for words in [
            "Sefton 10",
            "Wirral 7",
            "Liverpool 40",
            "Knowsley none",
            "Halton none",
            ">Sefton</text>",
            ">10</text>",
            ">none</text>",
            ">over 30 to 40</text>",
        ] {
            assert!(map.contains(words), "{words}: {map}");
        }
        page.says("Each tile stands for one area, about where it lies to the others.")
            .says("Liverpool E08000012 40")
            .says("Halton E06000006 none");
        let areas = picture(&page, "S2 evidenced, by area");
        let said = "Liverpool 40 (70 %); Sefton 10 (17 %); Wirral 7 (12 %)";
        assert!(areas.contains(said), "{areas}");
        page.says("never rounded up; as printed they come to 99 %.");
    });
}

#[test]
fn p5a_a_measure_is_drawn_against_the_bands_of_its_ratings_by_quarter_and_month() {
    on_both(|test| {
        let practice = Practice::new(test, date(2026, 1, 10));
        for quarter in ["2025-26-q1", "2025-26-q2"] {
            practice.target(practice.jobs, quarter, 50);
        }
        practice.entry(practice.jobs, date(2025, 9, 3), 45, Grade::SelfDeclared);
        let lead = test.visitor(Role::Lead);
        let page = lead.get(&format!("/figures/{}", practice.jobs));
        let quarters = picture(&page, "S2 evidenced by quarter");
        let said = "Quarter 1 45 of 50; Quarter 2 0 of 50; Quarter 3 0;";
        assert!(quarters.contains(said), "{quarters}");
        for band in [
            "Inadequate",
            "Requires improvement",
            "Approaching target",
            "Good",
        ] {
            assert!(quarters.contains(&format!(">{band}</text>")), "{band}");
        }
        let months = picture(&page, "month by month");
        for words in [
            "Good from this edge up",
            "Inadequate below",
            "Target",
            "Oct 25",
        ] {
            assert!(months.contains(&format!(">{words}</text>")), "{words}");
        }
        // All of the targets of both quarters, 80 and 50 percent of them, at the end of each.
        page.says("Oct 25 45 50 50 40 25")
            .says("Jan 26 45 100 100 80 50")
            .says("Feb 26 – – – – –");
        let dashboard = lead.get("/dashboard");
        let theme = picture(&dashboard, "Skills: reached with evidence");
        // Only quarter 1 has ended.
        assert!(theme.contains("S2 People into work 90 of 100"), "{theme}");
        assert_eq!(bars(&theme), 1);
    });
}

#[test]
fn p1_2e_evidence_is_drawn_by_its_grade_and_what_has_none_stands_apart() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let on = date(2025, 9, 3);
        for (units, grade) in [
            (60, Grade::ThirdPartyRecord),
            (30, Grade::SelfDeclared),
            (10, Grade::Unevidenced),
        ] {
            practice.entry(practice.interviews, on, units, grade);
        }
        let page = test
            .visitor(Role::Staff)
            .get("/returns/2025-26-q1/areas-and-partners");
        let grades = picture(&page, "Skills: by the strongest evidence");
        let said = "S1 Mock interviews (hours): Third-party record 60 (60 %), Self-declared 30 (30 %), No evidence yet 10 (10 %)";
        assert!(grades.contains(said), "{grades}");
        // Only what is evidenced is contributed, and self-declared is too weak for this measure.
        let partners = picture(&page, "S1 evidenced, by partner");
        assert!(partners.contains("No partner 60 (100 %)"), "{partners}");
    });
}

#[test]
fn p5a_no_picture_gives_a_small_number_away_to_a_commissioner() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let (people, on) = (practice.jobs, date(2025, 9, 3));
        let (partner, grade) = (Some(practice.partner), Grade::PartnerConfirmed);
        practice.target(people, "2025-26-q1", 40);
        practice.entry_at(people, on, (30, grade), ("E08000012", None));
        let few = (3, Grade::SelfDeclared);
        practice.entry_at(people, on, few, ("E08000011", partner));
        practice.entry(practice.interviews, on, 7, grade);
        let (page, document) = (
            "/returns/2025-26-q1/areas-and-partners",
            "/returns/2025-26-q1/document.html",
        );
        // To whoever reads signed returns alone, one that is not signed shows nothing.
        assert_eq!(test.visitor(Role::Commissioner).get(page).status, 404);
        practice.sign_whole("2025-26-q1");
        let inside = test.visitor(Role::Lead).get(page);
        let map = picture(&inside, "S2 evidenced, map");
        assert!(
            map.contains("Knowsley 3;") && map.contains("Liverpool 30"),
            "{map}"
        );
        assert_eq!(bars(&picture(&inside, "S2 evidenced, by partner")), 2);
        let commissioner = test.visitor(Role::Commissioner);
        for (path, count) in [(page, 4), (document, 3)] {
            let outside = commissioner.get(path);
            let of_people: Vec<String> = pictures(&outside)
                .into_iter()
                .filter(|picture| picture.contains("S2 "))
                .collect();
            assert_eq!(of_people.len(), count, "{path}");
            for picture in of_people {
                let keeps_back = ["fewer than 5", "not shown"];
                assert!(
                    keeps_back.iter().any(|words| picture.contains(words)),
                    "{picture}"
                );
                for exact in [" 3;", " 3<", ">3<", " 30 ", " 30;", ">30", " 90 %", " 9 %"] {
                    assert!(!picture.contains(exact), "{path} says{exact}: {picture}");
                }
                assert_eq!(bars(&picture), 0, "{path}: {picture}");
                assert!(
                    !picture.contains("up to"),
                    "no class says how many: {picture}"
                );
            }
        }
        // Hours are no people: they are drawn for everybody.
        let hours = picture(&commissioner.get(page), "S1 evidenced, map");
        assert!(hours.contains("Liverpool 7"), "{hours}");
    });
}

#[test]
fn pictures_are_in_the_documents_of_a_return_and_name_nothing_on_the_page() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let (hours, on) = (practice.interviews, date(2025, 9, 3));
        let (partner, grade) = (Some(practice.partner), Grade::PartnerConfirmed);
        practice.entry_at(hours, on, (30, grade), ("E08000012", None));
        practice.entry_at(hours, on, (20, grade), ("E08000011", partner));
        practice.sign_whole("2025-26-q1");
        let commissioner = test.visitor(Role::Commissioner);
        let document = commissioner.get("/returns/2025-26-q1/document.html");
        for title in [
            "S1 evidenced, map",
            "S1 evidenced, by partner",
            "strongest evidence",
        ] {
            picture(&document, title);
        }
        document.says("Harbour & Sons 20 (40 %)");
        assert!(!document.html.contains("url(#") && !document.html.contains("<pattern"));
        let pdf = commissioner.get("/returns/2025-26-q1/document.pdf");
        assert_eq!((pdf.status, pdf.bytes.starts_with(b"%PDF-")), (200, true));
    });
}
