//! What the pictures of a report show, and to whom.

use super::whole_year;
use crate::testing::{Page, on_both};
use domain::people::Role;

/// The words of each picture whose title holds some, and the marks it is drawn with.
fn pictures(page: &Page, words: &str) -> Vec<String> {
    let pictures = page.html.split("<svg xmlns").skip(1);
    let pictures = pictures.map(|picture| picture.split("</svg>").next().unwrap());
    let titled = |picture: &&str| picture.split("</title>").next().unwrap().contains(words);
    pictures.filter(titled).map(str::to_owned).collect()
}

#[test]
fn p5b_the_report_pictures_its_themes_against_the_bands_its_evidence_and_its_map() {
    on_both(|test| {
        whole_year(test);
        let page = test.visitor(Role::Lead).get("/reports/2025-26");
        let [jobs] = pictures(&page, "Jobs: reached with evidence")
            .try_into()
            .unwrap();
        assert!(jobs.contains("J1 Mock interviews 92 of 100"), "{jobs}");
        assert!(jobs.contains(">Approaching target</text>"), "{jobs}");
        let [grades] = pictures(&page, "Jobs: by the strongest evidence")
            .try_into()
            .unwrap();
        let said = "J1 Mock interviews (hours): Third-party record 1,111,116.5 (99 %), No evidence yet 3,108 (under 1 %)";
        assert!(grades.contains(said), "{grades}");
        assert!(grades.contains("thirteen weeks or more (people): Partner-confirmed 8 (100 %)"));
        let [map] = pictures(&page, "G1 evidenced, map").try_into().unwrap();
        assert!(
            map.contains("Liverpool 48") && map.contains("Sefton none"),
            "{map}"
        );
    });
}

#[test]
fn p5b_no_picture_of_a_report_gives_a_small_number_away() {
    on_both(|test| {
        whole_year(test);
        let commissioner = test.visitor(Role::Commissioner);
        let page = commissioner.get("/reports/2025-26");
        let of_people = ["J2 evidenced, map", "J2 evidenced, by partner"];
        for title in of_people {
            let [picture] = pictures(&page, title).try_into().unwrap();
            for exact in [">8<", " 8<", " 8 (", "100 %"] {
                assert!(!picture.contains(exact), "{title} says{exact}: {picture}");
            }
            assert!(
                !picture.contains("height=\"18\" fill=\"#0b5351\""),
                "{picture}"
            );
            assert!(!picture.contains("up to"), "{picture}");
        }
        for path in ["/reports/2025-26", "/reports/2025-26/document.html"] {
            let page = commissioner.get(path);
            let grades = pictures(&page, "strongest evidence");
            let people = "thirteen weeks or more (people)";
            let said = format!("{people} not shown");
            assert!(
                grades.iter().any(|picture| picture.contains(&said)),
                "{path}: {grades:?}"
            );
            page.does_not_say(&format!("{people}: Partner-confirmed"));
        }
        let document = commissioner.get("/reports/2025-26/document.html");
        document.says("How it is evidenced");
    });
}
