//! Tables read row by row: encodings, line ends, lines, bounds.
#![expect(clippy::unwrap_used, reason = "a test may stop at what should not be")]

use intake::{IntakeFault, Record, Table};
use std::fs::File;
use std::io::{Seek, Write};

fn file(content: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content).unwrap();
    file.rewind().unwrap();
    file
}

fn table(name: &str, content: &[u8]) -> Result<Table, IntakeFault> {
    Table::open(name, file(content))
}

/// Every row with its line.
fn rows(content: &[u8]) -> Vec<(u64, Vec<String>)> {
    let mut table = table("a.csv", content).unwrap();
    let mut record = Record::default();
    let mut found = Vec::new();
    while table.read(&mut record).unwrap() {
        let cells = (0..record.len()).map(|column| record.cell(column).to_owned());
        found.push((record.line(), cells.collect()));
    }
    let (done, whole) = table.progress();
    assert_eq!(done, whole, "all of it is read");
    found
}

#[test]
fn lines_are_those_a_person_sees_however_they_end() {
    let text = "\nA,B\n\n\n1,\"two\nlines\"\n,\n3,4";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let found = rows(text.as_bytes());
        let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [5, 8], "{text:?}");
        assert_eq!(found[1].1, ["3", "4"]);
    }
    assert_eq!(rows(b"A\n1\n2\n").len(), 2);
}

#[test]
fn a_row_of_spaces_of_any_kind_is_no_row() {
    let found = rows("A,B\n\u{b},\u{a0}\n\u{2003}\n1,\u{a0}2\n".as_bytes());
    assert_eq!(found, [(4, vec!["1".to_owned(), "2".to_owned()])]);
}

#[test]
fn letters_are_those_that_were_written_whatever_the_encoding() {
    let utf8 = "Name;Ort\ncafé;Łódź\n".as_bytes().to_vec();
    let marked = [b"\xef\xbb\xbf".as_slice(), &utf8].concat();
    let wide: Vec<u8> = "\u{feff}Name;Ort\ncafé;Łódź\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for content in [&utf8, &marked, &wide] {
        let table = table("a.csv", content).unwrap();
        assert_eq!(table.headings(), ["Name", "Ort"]);
        assert_eq!(rows(content)[0].1, ["café", "Łódź"]);
    }
    let old = b"Name,Note\ncaf\xe9,\x93so\x94\n";
    assert_eq!(rows(old)[0].1, ["café", "“so”"]);
    let note = table("a.csv", old).unwrap().notes()[0].to_string();
    assert!(note.contains("windows-1252"), "{note}");
}

#[test]
fn a_letter_cut_by_the_end_of_a_piece_stays_whole() {
    for shift in 0..4 {
        let text = format!("A\n{}{}\n", "x".repeat(shift), "é€".repeat(60_000));
        let found = rows(text.as_bytes());
        assert_eq!(
            found[0].1[0].chars().filter(|sign| *sign == '€').count(),
            60_000
        );
        let broken = [text.as_bytes(), b"\xff\n"].concat();
        assert_eq!(table("a.csv", &broken).unwrap().notes().len(), 1);
    }
}

#[test]
fn what_is_beyond_the_bounds_is_refused_in_words() {
    let read = |content: &[u8]| {
        let mut table = table("a.csv", content)?;
        let mut record = Record::default();
        while table.read(&mut record)? {}
        Ok::<_, IntakeFault>(())
    };
    assert_eq!(read(b""), Err(IntakeFault::Empty));
    assert_eq!(read(b"\n\n"), Err(IntakeFault::NoRows));
    assert_eq!(read(b"a\0b\n"), Err(IntakeFault::NotText));
    let broad = format!("A\n{}x\n", ",".repeat(200));
    assert_eq!(
        read(broad.as_bytes()),
        Err(IntakeFault::TooMany("200 columns"))
    );
    let long = format!("A\n\"{}\n", "x,\n".repeat(400_000));
    assert_eq!(
        read(long.as_bytes()),
        Err(IntakeFault::TooMany("1 MB in one row"))
    );
    assert_eq!(
        read(format!("A\n1{}\n", ",".repeat(500)).as_bytes()),
        Ok(())
    );
}
