use super::{NAME, SMALL, small, whole};
use crate::Tally;

const PERSONAL: [&str; 14] = [
    "Quillfeather",
    "Zebedee",
    "1987",
    "03-21",
    "QQ123456C",
    "1061484016",
    "9ZX",
    "8YW",
    "7QT",
    "4XY",
    "Gooseberry",
    "01519460999",
    "invented.example",
    "034",
];

fn shown(text: &str, tally: Tally) -> String {
    let read = whole(text.as_bytes(), ("90000001", NAME), tally).unwrap();
    format!("{:?} {:?} {:?}", read.header, read.records, read.problems)
}

#[test]
fn nothing_personal_is_handed_on() {
    for tally in [Tally::Asked, Tally::NotAsked] {
        let shown = shown(SMALL, tally);
        for personal in PERSONAL {
            assert!(
                SMALL.contains(personal) && !shown.contains(personal),
                "{personal}"
            );
        }
        assert!(!shown.to_lowercase().contains("ethnicity"));
    }
}

#[test]
fn a_problem_repeats_nothing_personal() {
    let broken = SMALL
        .replace("<DateOfBirth>1987-03-21", "<DateOfBirth>21.03.1987")
        .replace("<FamilyName>", "<FamilyNamE>")
        .replace("</FamilyName>", "</FamilyNamE>")
        .replace("<CompStatus>2", "<CompStatus>Zebedee")
        .replace("<PHours>40", "<PHours>Zebedee");
    let shown = shown(&broken, Tally::NotAsked);
    assert!(shown.contains("FamilyNamE") && shown.contains("DateOfBirth"));
    let problems = format!("{:?}", small(&broken).unwrap().problems);
    for personal in ["Quillfeather", "1987", "Zebedee"] {
        assert!(!problems.contains(personal), "{personal}");
    }
}

#[test]
fn special_categories_are_sums_and_only_when_asked() {
    let read = small(SMALL).unwrap();
    assert!(read.tallies.ethnicity.is_empty() && read.tallies.difficulty.is_empty());
    assert_eq!(read.tallies.in_custody, 0);
    let asked = whole(SMALL.as_bytes(), ("90000001", NAME), Tally::Asked).unwrap();
    assert_eq!(asked.tallies.ethnicity.get("97"), Some(&1));
    assert_eq!(asked.tallies.difficulty.get("1"), Some(&1));
    assert_eq!(asked.tallies.in_custody, 1);
}
