use super::{NAME, SMALL, small, whole};
use crate::{Packed, ProblemKind, Record, ReturnFault, Tally};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

#[test]
fn every_year_is_read_by_its_namespace() {
    for year in 16..=26 {
        let agency = if year < 18 { "SFA" } else { "ESFA" };
        let namespace = format!("{agency}/ILR/20{year}-{}", year + 1);
        let digits = format!("{year}{}", year + 1);
        let text = SMALL
            .replace("ESFA/ILR/2025-26", &namespace)
            .replace("2526", &digits);
        let name = NAME.replace("2526", &digits);
        let read = whole(text.as_bytes(), ("90000001", &name), Tally::NotAsked).unwrap();
        assert_eq!(read.header.year.begins_in(), 2000 + year);
        assert_eq!(read.problems.kept(), [], "{namespace}");
        assert_eq!(read.records.len(), 1);
    }
}

#[test]
fn a_learner_is_read_with_what_is_kept() {
    let read = small(SMALL).unwrap();
    let [Record::Learner(learner)] = read.records.as_slice() else {
        panic!("one learner");
    };
    assert_eq!(learner.reference, "AB 12");
    assert!(learner.person.is_some());
    assert_eq!(learner.home.outward.as_deref(), Some("L20"));
    let [aim] = learner.deliveries.as_slice() else {
        panic!("one aim");
    };
    assert_eq!(
        (aim.sequence, aim.planned_hours, aim.age_at_start),
        (Some(1), Some(40), Some(38))
    );
    assert_eq!(aim.home_at_start.outward.as_deref(), Some("WA10"));
    assert_eq!(aim.delivered_at.as_deref(), Some("L1"));
    assert!(
        aim.monitoring
            .contains(&("SOF".to_owned(), "111".to_owned()))
    );
    assert!(aim.tailored_outcomes.contains("1"));
    assert_eq!(learner.employment[0].monitoring.len(), 1);
}

#[test]
fn years_that_disagree_are_reported() {
    let kinds = |text: &str, name: &str| {
        let read = whole(text.as_bytes(), ("90000001", name), Tally::NotAsked).unwrap();
        let kinds: Vec<ProblemKind> = read.problems.counts().keys().copied().collect();
        (read.header.year.to_string(), kinds)
    };
    let conflict = vec![ProblemKind::YearConflict];
    let other = SMALL.replace("ESFA/ILR/2025-26", "ESFA/ILR/2024-25");
    assert_eq!(
        kinds(&other, NAME),
        ("2025-26".to_owned(), conflict.clone())
    );
    let named = NAME.replace("2526", "2425");
    assert_eq!(
        kinds(SMALL, &named),
        ("2025-26".to_owned(), conflict.clone())
    );
    let unsaid = SMALL.replace("<Year>2526", "<Year>25/26");
    let missing = vec![ProblemKind::Missing];
    assert_eq!(kinds(&unsaid, NAME), ("2025-26".to_owned(), missing));
    let late = SMALL.replace("<LearnAimRef>", "<LearnAimRef xmlns=\"ESFA/ILR/2024-25\">");
    assert_eq!(kinds(&late, NAME), ("2025-26".to_owned(), conflict));
    assert_eq!(
        kinds(SMALL, "a.xml"),
        ("2025-26".to_owned(), vec![ProblemKind::FileName])
    );
}

#[test]
fn unknown_elements_and_codes_are_reported_and_drop_nothing() {
    let text = SMALL
        .replace(
            "<CompStatus>2",
            "<NewThing><A>1</A></NewThing><CompStatus>7",
        )
        .replace("2025-09-01", "01/09/2025");
    let read = small(&text).unwrap();
    assert_eq!(read.records.len(), 1);
    let said: Vec<String> = read
        .problems
        .kept()
        .iter()
        .map(crate::Problem::sentence)
        .collect();
    assert_eq!(
        said,
        [
            "LearnStartDate is not a date and was left empty",
            "NewThing is not known and was passed over",
            "CompStatus 7 is not in the code lists and counts as nothing",
            "LearnStartDate is missing",
        ]
    );
    let first = &read.problems.kept()[0];
    assert_eq!((first.line, first.learner.as_deref()), (17, Some("AB 12")));
}

#[test]
fn what_is_refused_says_why() {
    let fault = |text: &str| small(text).err();
    let doctype = SMALL.replace("<Message", "<!DOCTYPE Message [<!ENTITY a \"b\">]><Message");
    assert_eq!(fault(&doctype), Some(ReturnFault::DocumentType));
    let entity = SMALL.replace("&amp;", "&own;");
    assert!(matches!(fault(&entity), Some(ReturnFault::Entity(_))));
    assert_eq!(fault(""), Some(ReturnFault::Empty));
    assert_eq!(fault("<a/>"), Some(ReturnFault::NotAReturn));
    let other = SMALL.replace("<Source><UKPRN>90000001", "<Source><UKPRN>90000002");
    assert!(matches!(
        fault(&other),
        Some(ReturnFault::OtherProvider { .. })
    ));
    let deep = SMALL.replace("<AddLine1>", &"<AddLine1>".repeat(30));
    assert!(matches!(fault(&deep), Some(ReturnFault::TooDeep(_))));
    let long = SMALL.replace("Gooseberry", &"g".repeat(600_000));
    assert!(matches!(fault(&long), Some(ReturnFault::TooLong(_))));
}

#[test]
fn a_return_without_header_or_in_another_encoding_is_refused() {
    let headless = SMALL
        .replace("<Header>", "<Other>")
        .replace("</Header>", "</Other>");
    assert_eq!(small(&headless).err(), Some(ReturnFault::NoHeader));
    let whole_bytes = |bytes: &[u8]| whole(bytes, ("90000001", NAME), Tally::NotAsked).err();
    let wide: Vec<u8> = SMALL.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(whole_bytes(&wide), Some(ReturnFault::WideCharacters));
    let latin = SMALL.replace("Quill", "~").into_bytes();
    let latin: Vec<u8> = latin
        .into_iter()
        .map(|byte| if byte == b'~' { 0xE9 } else { byte })
        .collect();
    assert_eq!(whole_bytes(&latin), Some(ReturnFault::NotText(8)));
}

#[test]
fn a_byte_order_mark_and_a_missing_declaration_are_fine() {
    let marked = format!("\u{feff}{SMALL}");
    assert_eq!(small(&marked).unwrap().records.len(), 1);
    let (_, bare) = SMALL.split_once('\n').unwrap();
    assert_eq!(small(bare).unwrap().records.len(), 1);
}

fn packed(files: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap()
}

#[test]
fn a_zip_holds_exactly_one_return() {
    let mut one = Packed::open(packed(&[(NAME, SMALL.as_bytes()), ("report.txt", b"a")])).unwrap();
    let name = one.name().to_owned();
    let read = whole(one.xml().unwrap(), ("90000001", &name), Tally::NotAsked).unwrap();
    assert_eq!(read.problems.kept(), []);
    let refused = |files: &[(&str, &[u8])]| Packed::open(packed(files)).err();
    assert_eq!(
        refused(&[("a.txt", b"a")]),
        Some(ReturnFault::NotOneFile(0))
    );
    assert_eq!(
        refused(&[("a.xml", b"a"), ("b.xml", b"b")]),
        Some(ReturnFault::NotOneFile(2))
    );
    let flood = vec![b' '; 20_000_000];
    assert_eq!(refused(&[("a.xml", &flood)]), Some(ReturnFault::Swells));
    let broken = Packed::open(Cursor::new(b"PK no".to_vec())).err();
    assert_eq!(broken, Some(ReturnFault::NotAnArchive));
}

#[test]
fn a_return_cut_anywhere_is_refused() {
    for end in 0..SMALL.len() {
        let cut = whole(&SMALL.as_bytes()[..end], ("90000001", NAME), Tally::Asked);
        assert!(cut.is_err(), "{end}");
    }
}

proptest! {
    #[test]
    fn no_flipped_byte_makes_a_panic(at in 0..SMALL.len(), byte in any::<u8>(), end in 0..SMALL.len()) {
        let mut bytes = SMALL.as_bytes().to_vec();
        bytes[at] = byte;
        drop(whole(bytes.as_slice(), ("90000001", NAME), Tally::Asked));
        drop(whole(&bytes[..end], ("90000001", NAME), Tally::Asked));
        drop(Packed::open(Cursor::new(bytes)));
    }
}
