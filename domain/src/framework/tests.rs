//! Packs that hold, and packs that are refused with the place and the way to mend them.

use super::*;
use crate::ledger::Grade;

const SMALL: &str = r#"
id = "small"
edition = "1"
title = "Small"
publisher = "Nobody"
licence = { id = "CC0-1.0", attribution = "", permits = ["edit", "ship", "commercial-use"] }

[[themes]]
code = "jobs"
title = "Jobs"
[[themes.outcomes]]
title = "Work"
[[themes.outcomes.measures]]
code = "A1"
title = "People in work"
unit = "people"
evidence = "Payslips"
counts = ["learners"]
value = "fixed"
aliases = ["OLD1"]
exclusions = ["A2"]
[[themes.outcomes.measures.values]]
from = 2026-08-01
pounds = "317.8219097"
source = "Ours"
[[themes.outcomes.measures]]
code = "A2"
title = "Hours of help"
unit = "hours"
evidence = "Registers"
minimum_grade = "partner-confirmed"
counts = ["own-staff", "learners"]
value = "record-only"
"#;

fn problems(text: &str) -> Vec<(String, String)> {
    pack_from_toml(text)
        .unwrap_err()
        .into_iter()
        .map(|problem| (problem.path, problem.message))
        .collect()
}

/// The one problem that a change makes.
fn changed(from: &str, to: &str) -> (String, String) {
    assert!(SMALL.contains(from), "{from}");
    let mut problems = problems(&SMALL.replacen(from, to, 1));
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

fn row(line: u32, cells: &[&str]) -> PackRow {
    let cells = cells.iter().map(|&cell| cell.to_owned()).collect();
    PackRow { line, cells }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn about() -> PackAbout {
    PackAbout {
        id: "theirs".to_owned(),
        edition: "2026".to_owned(),
        title: "Their framework".to_owned(),
        publisher: "They".to_owned(),
        licence: Licence {
            id: "CC-BY-NC-ND-4.0".to_owned(),
            attribution: "© They".to_owned(),
            permits: vec![],
        },
        values_from: jiff::civil::date(2026, 8, 1),
    }
}

#[test]
fn p1_2a_the_house_pack_covers_the_codes_the_policy_names_without_pounds() {
    let pack = house_pack().unwrap();
    for (code, unit) in [
        ("NT1", "FTE"),
        ("NT7", "hours × attendees"),
        ("NT9", "weeks"),
        ("NT11", "hours × attendees"),
        ("NT20", "employees"),
    ] {
        assert_eq!(pack.measure(code).unwrap().unit, unit, "{code}");
    }
    let themes: Vec<_> = pack
        .themes
        .iter()
        .map(|theme| theme.title.as_str())
        .collect();
    assert_eq!(
        themes,
        ["Jobs", "Growth", "Social", "Environment", "Innovation"]
    );
    assert!(pack.measures().all(|(_, _, measure)| {
        measure.value == ValueKind::RecordOnly && measure.values.is_empty()
    }));
    assert!(pack.licence.permits(Permission::Ship));
}

#[test]
fn exclusions_of_the_house_pack_hold_both_ways() {
    let pack = house_pack().unwrap();
    for (_, _, measure) in pack.measures() {
        for exclusion in &measure.exclusions {
            let other = pack.measure(exclusion).unwrap();
            assert!(other.exclusions.contains(&measure.code), "{exclusion}");
        }
    }
}

#[test]
fn a_pack_keeps_every_fact_of_its_file() {
    let pack = pack_from_toml(SMALL).unwrap();
    let [first, second] = pack.themes[0].outcomes[0].measures.as_slice() else {
        panic!("two measures");
    };
    assert_eq!(first.values[0].pounds.ten_millionths, 3_178_219_097);
    assert_eq!(first.values[0].from, jiff::civil::date(2026, 8, 1));
    assert_eq!(first.minimum_grade, Grade::SelfDeclared);
    assert_eq!(second.minimum_grade, Grade::PartnerConfirmed);
    assert_eq!(second.counts, [Counted::OwnStaff, Counted::Learners]);
    assert_eq!(pack.measure("OLD1").unwrap().code, "A1");
}

#[test]
fn what_is_not_toml_is_refused_with_its_line() {
    let (path, message) = problems("id = \"a\"\nedition = \n").remove(0);
    assert_eq!(path, "line 2");
    assert!(message.starts_with("this is not TOML: "), "{message}");
}

#[test]
fn a_missing_unit_is_named_at_its_measure() {
    let (path, message) = changed("unit = \"people\"\n", "");
    assert_eq!(path, "theme 1, outcome 1, measure 1, unit");
    assert_eq!(
        message,
        "it is missing; asked is the one unit it is counted in, in 1 to 100 characters, such as \"people\""
    );
}

#[test]
fn a_code_that_is_there_twice_is_refused() {
    let text = SMALL
        .replace("exclusions = [\"A2\"]", "")
        .replace("code = \"A2\"", "code = \"A1\"");
    assert_eq!(
        problems(&text),
        [(
            "theme 1, outcome 1, measure 2, code".to_owned(),
            "the code A1 is there twice, first at theme 1, outcome 1, measure 1, code".to_owned()
        )]
    );
}

#[test]
fn an_alias_may_not_be_the_code_of_another() {
    let (path, _) = changed("\"OLD1\"", "\"OLD1\", \"A2\"");
    assert_eq!(path, "theme 1, outcome 1, measure 2, code");
}

#[test]
fn an_unknown_exclusion_is_refused() {
    let (path, message) = changed("[\"A2\"]", "[\"A2\", \"A9\"]");
    assert_eq!(path, "theme 1, outcome 1, measure 1, exclusion 2");
    assert_eq!(message, "A9 is no other measure of this pack");
}

#[test]
fn pounds_are_exact_text_and_never_a_float() {
    for pounds in [
        "317.82",
        "317",
        "\"1e3\"",
        "\"0.12345678\"",
        "\"-1\"",
        "nan",
    ] {
        let (path, message) = changed("\"317.8219097\"", pounds);
        assert_eq!(path, "theme 1, outcome 1, measure 1, value 1, pounds");
        assert!(
            message.contains("exact text in quotation marks"),
            "{message}"
        );
    }
}

#[test]
fn pounds_are_refused_where_the_licence_forbids_passing_them_on() {
    let (path, message) = changed("\"edit\", \"ship\", ", "");
    assert_eq!(path, "theme 1, outcome 1, measure 1, value 1");
    assert!(message.contains("does not permit"), "{message}");
}

#[test]
fn a_value_fits_its_kind_and_its_date_exists() {
    let (_, message) = changed("\"fixed\"", "\"record-only\"");
    assert_eq!(message, "a record-only measure has no pounds");
    let (_, message) = changed("value = \"record-only\"", "value = \"fixed\"");
    assert_eq!(message, "a fixed measure has at least one value");
    let (_, message) = changed("2026-08-01", "\"2026-02-30\"");
    assert_eq!(message, "2026-02-30 is no day of the calendar");
}

#[test]
fn a_text_of_a_megabyte_is_refused_briefly() {
    let long = "x".repeat(1_000_000);
    for key in ["id = \"small\"", "title = \"Small\"", "unit = \"people\""] {
        let name = key.split_once(' ').unwrap().0;
        let (path, message) = changed(key, &format!("{name} = \"{long}\""));
        assert!(path.ends_with(name), "{path}");
        assert!(message.len() < 200, "{}", message.len());
    }
    let (path, message) = changed("edition", &format!("{long} = 1\nedition"));
    assert!(path.len() < 100 && message.len() < 200, "{path}");
}

#[test]
fn wrong_types_are_refused_at_their_place() {
    for (from, to, place) in [
        ("title = \"Small\"", "title = 7", "title"),
        (
            "counts = [\"learners\"]",
            "counts = \"learners\"",
            "theme 1, outcome 1, measure 1, counts",
        ),
        (
            "[\"learners\"]",
            "[\"cats\"]",
            "theme 1, outcome 1, measure 1, count 1",
        ),
        ("\"fixed\"", "true", "theme 1, outcome 1, measure 1, value"),
        ("edition = \"1\"", "edition = \"1\"\nprice = 1", "price"),
    ] {
        assert_eq!(changed(from, to).0, place);
    }
    assert_eq!(problems("themes = []").len(), 6);
}

#[test]
fn characters_that_cannot_be_seen_are_refused() {
    for hidden in ["\\u0000", "\\u202E"] {
        let (path, message) = changed("\"Payslips\"", &format!("\"a{hidden}b\""));
        assert_eq!(path, "theme 1, outcome 1, measure 1, evidence");
        assert!(message.contains("cannot be seen"), "{message}");
    }
}

#[test]
fn an_own_copy_is_read_from_a_sheet() {
    let headings = words(&[
        "Theme",
        "Outcome",
        "Ref.",
        "Measure",
        "Units",
        "Proxy value (£)",
    ]);
    let rows = [
        row(
            2,
            &[
                "Jobs",
                "Work",
                "A1",
                "People in work",
                "people",
                "£1,234.5678901",
            ],
        ),
        row(3, &["", "", "A2", "Hours of help", "hours", ""]),
        row(4, &["Green", "", "A3", "Trees", "trees", "Localised"]),
    ];
    let pack = pack_from_rows(&headings, &rows, &about()).unwrap();
    let found: Vec<_> = pack
        .measures()
        .map(|(theme, outcome, measure)| {
            (
                theme.title.as_str(),
                outcome.title.as_str(),
                measure.code.as_str(),
                measure.value,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Jobs", "Work", "A1", ValueKind::Fixed),
            ("Jobs", "Work", "A2", ValueKind::RecordOnly),
            ("Green", "Green", "A3", ValueKind::Localised),
        ]
    );
    let value = &pack.measure("A1").unwrap().values[0];
    assert_eq!(value.pounds.ten_millionths, 12_345_678_901);
    assert!(!pack.licence.permits(Permission::Ship));
}

#[test]
fn a_broken_sheet_is_refused_with_its_lines() {
    let headings = words(&["theme", "code", "title", "unit", "value"]);
    let rows = [
        row(2, &["Jobs", "A1", "People in work", "people", "about £5"]),
        row(3, &["Jobs", "A1", "Hours", "hours", ""]),
        row(9, &["Jobs", "A2", "Hours"]),
    ];
    let problems = pack_from_rows(&headings, &rows, &about()).unwrap_err();
    let paths: Vec<_> = problems.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["line 2, value", "line 9, unit"]);
    let problems = pack_from_rows(&headings, &rows[..2], &about()).unwrap_err();
    assert_eq!(problems[1].path, "line 3, code");
}

#[test]
fn a_sheet_without_a_measure_says_so() {
    let headings = words(&["theme", "code", "title", "unit"]);
    let problems = pack_from_rows(&headings, &[], &about()).unwrap_err();
    assert!(problems[0].message.contains("no line has a measure"));
}

#[test]
fn a_sheet_without_the_columns_says_which() {
    let problems = pack_from_rows(&words(&["Theme", "Code"]), &[], &about()).unwrap_err();
    assert_eq!(problems.len(), 2);
    assert!(problems[0].message.contains("“measure”"), "{problems:?}");
    assert!(problems[1].message.contains("“unit”"), "{problems:?}");
}
