//! Sheets read back by another library: text as text, numbers as numbers, tables with their names, and
//! nothing lost of what a spreadsheet has no room for.

use crate::sample::{DATED, FORMULA, ROWS, document, fonts};
use calamine::{Data, DataType, Ods, Reader, Xlsx};
use documents::{
    About, Block, Book, Cell, Column, Document, Format, Lines, Sheet, SheetKind, Side,
};
use std::io::{Cursor, Read as _};

fn made(document: &Document, format: Format) -> Vec<u8> {
    format.make(document, &fonts(), DATED).unwrap()
}

/// The rows of every sheet in their order, as another library reads them.
fn read(bytes: Vec<u8>, format: Format) -> Vec<(String, Vec<Vec<Data>>)> {
    let bytes = Cursor::new(bytes);
    match format {
        Format::Xlsx => sheets_of(Xlsx::new(bytes).unwrap()),
        Format::Ods => sheets_of(Ods::new(bytes).unwrap()),
        Format::Pdf | Format::Docx | Format::Html | Format::Csv => panic!("no workbook"),
    }
}

fn sheets_of<R: Reader<Cursor<Vec<u8>>>>(mut book: R) -> Vec<(String, Vec<Vec<Data>>)> {
    let names = book.sheet_names();
    let rows = |name: String| {
        let range = book.worksheet_range(&name).ok().unwrap();
        let rows = range.rows().map(<[Data]>::to_vec).collect();
        (name, rows)
    };
    names.into_iter().map(rows).collect()
}

fn words(rows: &[Vec<Data>]) -> String {
    let rows = rows.iter().map(|row| {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        cells.join("|")
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// The text of one file inside a ZIP.
fn inside(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = zip
        .by_name(name)
        .unwrap_or_else(|_| panic!("{name} is there"));
    file.read_to_string(&mut text).unwrap();
    text
}

fn names(bytes: &[u8]) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|place| zip.by_index(place).unwrap().name().unwrap().into_owned())
        .collect()
}

#[test]
fn figures_are_numbers_and_everything_else_is_text() {
    for format in [Format::Xlsx, Format::Ods] {
        let sheets = read(made(&document(), format), format);
        let found: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            found,
            ["Document", "1 Targets and ratings", "2 Nothing yet"]
        );
        let (_, rows) = &sheets[1];
        assert_eq!(rows[0][0], Data::String("Targets: and ratings?".to_owned()));
        assert_eq!(words(&rows[1..2]), "Measure|Reached|Share|Pounds");
        let float = |row: usize, column: usize| {
            let number = rows[row + 2][column].get_float();
            number.map(|number| number.to_string())
        };
        for (row, column, value) in [
            (0, 1, "1234.5"),
            (0, 2, "0.45"),
            (0, 3, "1234.5"),
            (2, 1, "-3"),
            (2, 2, "1"),
            (2, 3, "-0.07"),
            (3, 1, "0"),
            (3, 3, "1.2345"),
            (4, 1, "12345678"),
            (4, 2, "0.995"),
            (5, 1, "2026"),
            (6, 1, "0.05"),
        ] {
            assert_eq!(float(row, column).as_deref(), Some(value), "{format:?}");
        }
        for (row, column) in [
            (1, 1),
            (1, 2),
            (1, 3),
            (3, 0),
            (4, 0),
            (5, 0),
            (5, 2),
            (6, 0),
        ] {
            let cell = &rows[row + 2][column];
            assert_eq!(
                cell,
                &Data::String(ROWS[row][column].to_owned()),
                "{format:?}"
            );
        }
    }
}

#[test]
fn nothing_is_a_formula() {
    for (format, part) in [
        (Format::Xlsx, "xl/worksheets/sheet2.xml"),
        (Format::Ods, "content.xml"),
    ] {
        let text = inside(&made(&document(), format), part);
        for mark in ["<f>", "<f ", "table:formula", "of:="] {
            assert!(!text.contains(mark), "{format:?}: {mark}");
        }
        assert!(text.contains("=cmd|' /C calc'!A0"), "{format:?}");
    }
    let bytes = made(&document(), Format::Csv);
    let table = inside(&bytes, "01-targets-and-ratings.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "Measure,Reached,Share,Pounds");
    assert_eq!(lines[1], "HM1 Mock interviews,1234.5,45%,1234.50");
    assert_eq!(lines[2], "HM2 Jobs for people,fewer than 5,not shown,–");
    assert_eq!(lines[3], "HM3 Volunteering,-3,100%,-0.07");
    assert_eq!(lines[4], format!("'{FORMULA},0,0%,1.2345"));
}

#[test]
fn the_first_sheet_holds_every_word_of_the_document() {
    for format in [Format::Xlsx, Format::Ods] {
        let sheets = read(made(&document(), format), format);
        let text = words(&sheets[0].1);
        let all = [
            "Annual report & more",
            "Organisation|Mersey <Learning> Works",
            "Version|Signed off 10 November 2026",
            "Period|1 August 2025 to 31 July 2026",
            "Outcomes",
            "A first line.\nA second one",
            "In detail",
            "Table 1|Targets: and ratings?",
            "•|first item",
            "•|=cmd|' /C calc'!A0",
            "Picture|Jobs by quarter",
            "|Eighty of a hundred",
            "Quoted|It changed my week.",
            "|— A learner",
            "Prepared by|Somebody",
            "Table 2|Nothing yet",
            "SHA-256 of this report|0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ];
        for words in all {
            assert!(text.contains(words), "{format:?}: {words}\n{text}");
        }
    }
    let text = inside(&made(&document(), Format::Csv), "00-document.csv");
    for words in [
        "What,Text",
        "Quoted,It changed my week.",
        "SHA-256 of this report,0123456789abcdef",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn tables_have_names_that_office_programs_take() {
    let xlsx = made(&document(), Format::Xlsx);
    let table = inside(&xlsx, "xl/tables/table1.xml");
    assert!(
        table.contains("displayName=\"Table_1_Targets_and_ratings\""),
        "{table}"
    );
    assert!(table.contains("ref=\"A2:D9\""), "{table}");
    // A table without rows covers an empty one; headings are unlike each other.
    let empty = inside(&xlsx, "xl/tables/table2.xml");
    assert!(empty.contains("ref=\"A2:D3\""), "{empty}");
    for name in [
        "name=\"Measure\"",
        "name=\"Measure 2\"",
        "name=\"Column 3\"",
    ] {
        assert!(empty.contains(name), "{name}: {empty}");
    }
    let ods = inside(&made(&document(), Format::Ods), "content.xml");
    assert!(ods.contains("table:name=\"Table_1_Targets_and_ratings\" table:target-range-address=\"'1 Targets and ratings'.A2:'1 Targets and ratings'.D9\""));
    let csv = names(&made(&document(), Format::Csv));
    assert_eq!(
        csv,
        [
            "00-document.csv",
            "01-targets-and-ratings.csv",
            "02-nothing-yet.csv"
        ]
    );
}

#[test]
fn the_same_document_gives_the_same_bytes_in_every_format() {
    for format in Format::ALL {
        let once = made(&document(), format);
        assert!(once == made(&document(), format), "{format:?}");
        assert!(!once.is_empty());
    }
}

#[test]
fn what_no_cell_can_hold_stands_in_pieces_and_nothing_is_lost() {
    let long: String = (0..20_000).map(|number| format!("{number} ")).collect();
    assert!(long.len() > 100_000);
    let held = "x".repeat(32_767);
    let signs = "🙂".repeat(16_384);
    let mut with = document();
    with.blocks = vec![
        Block::paragraph(long.clone()),
        crate::sample::table("Long", ["A", "B", "C", "D"], &[[&long, "1", &held, &signs]]),
    ];
    for format in [Format::Xlsx, Format::Ods] {
        let sheets = read(made(&with, format), format);
        let (name, rows) = sheets.last().unwrap();
        assert_eq!(name, "Long texts");
        let piece = |row: &Vec<Data>| row[4].to_string();
        let of = |sheet: &str, column: &str| -> String {
            let is_of = |row: &&Vec<Data>| {
                format!("{}", row[0]) == sheet && format!("{}", row[2]) == column
            };
            rows.iter().skip(2).filter(is_of).map(piece).collect()
        };
        assert_eq!(of("Document", ""), long, "{format:?}");
        assert_eq!(of("1 Long", "A"), long, "{format:?}");
        assert_eq!(of("1 Long", "D"), signs, "two units of UTF-16 each");
        let table = &sheets[1].1[2];
        assert_eq!(table[2].to_string(), held, "as much as a cell holds");
        assert!(
            table[0]
                .to_string()
                .contains("stands in pieces in the sheet ‘Long texts’")
        );
    }
    let csv = inside(&made(&with, Format::Csv), "01-long.csv");
    assert!(csv.contains(&long) && csv.contains(&signs));
}

#[test]
fn letters_that_a_file_cannot_hold_are_seen_to_be_missing() {
    let odd = "a\u{0}b\u{1b}c\u{fffe}d \u{202e}right\u{200f} ﷽  two\tspaces _x0041_ ]]> \u{feff}";
    let shown = "a\u{fffd}b\u{fffd}c\u{fffd}d \u{202e}right\u{200f} ﷽  two\tspaces";
    let mut with = document();
    with.title = odd.to_owned();
    with.blocks = vec![
        Block::heading(1, odd),
        Block::paragraph(odd),
        crate::sample::table(odd, [odd, odd, odd, odd], &[[odd, odd, odd, odd]]),
    ];
    for format in [Format::Xlsx, Format::Ods] {
        let sheets = read(made(&with, format), format);
        assert!(
            sheets[1].1[2][0].to_string().starts_with(shown),
            "{format:?}"
        );
    }
    // Read by the letter's number, `_x0041_` would be an A.
    let sheet = inside(&made(&with, Format::Xlsx), "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("_x005F_x0041_"));
    let word = inside(&made(&with, Format::Docx), "word/document.xml");
    assert!(word.contains("a\u{fffd}b\u{fffd}c\u{fffd}d"));
    assert!(!made(&with, Format::Pdf).is_empty());
}

/// A sheet of many columns of every kind of cell, of so many rows.
fn long(kind: SheetKind, rows: u32) -> Vec<u8> {
    let about = About {
        title: "Entries".to_owned(),
        version: "10 November 2026".to_owned(),
        organisation: "Mersey".to_owned(),
        dated: DATED,
    };
    let column = |(heading, side): (&str, Side)| Column {
        heading: heading.to_owned(),
        letters: 14,
        side,
    };
    let mut book = Book::new(kind, Cursor::new(Vec::new()), &about).unwrap();
    book.begin(Sheet {
        name: "Entries".to_owned(),
        caption: None,
        columns: vec![
            column(("Date", Side::Left)),
            column(("Quantity", Side::Right)),
        ],
        lines: Lines::One,
    })
    .unwrap();
    for number in 0..rows {
        let quantity = number.to_string();
        book.row(&[Cell::Day(DATED), Cell::printed(&quantity)])
            .unwrap();
    }
    book.finish().unwrap().into_inner()
}

#[test]
fn what_one_sheet_cannot_hold_goes_on_in_the_next() {
    let bytes = long(SheetKind::Xlsx, 1_048_580);
    let first = inside(&bytes, "xl/tables/table1.xml");
    assert!(
        first.contains("name=\"Table_Entries\"") && first.contains("ref=\"A1:B1048576\""),
        "{first}"
    );
    let second = inside(&bytes, "xl/tables/table2.xml");
    assert!(
        second.contains("name=\"Table_Entries_2\"") && second.contains("ref=\"A1:B6\""),
        "{second}"
    );
    let rows = inside(&bytes, "xl/worksheets/sheet2.xml");
    assert_eq!(rows.matches("<row ").count(), 6);
    assert!(rows.contains("<v>1048579</v>"));
    let csv = long(SheetKind::Csv, 3);
    assert_eq!(
        String::from_utf8(csv).unwrap(),
        "Date,Quantity\n2026-11-10,0\n2026-11-10,1\n2026-11-10,2\n"
    );
}

#[test]
fn a_row_is_as_high_as_its_text() {
    let sheet = inside(&made(&document(), Format::Xlsx), "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<row r=\"3\">"), "one line");
    assert!(
        sheet.contains("<row r=\"9\" ht=\"30\" customHeight=\"1\">"),
        "{sheet}"
    );
}

#[test]
fn a_day_is_a_day_in_a_sheet() {
    let xlsx = inside(&long(SheetKind::Xlsx, 1), "xl/worksheets/sheet1.xml");
    assert!(
        xlsx.contains("<c r=\"A2\" s=\"9\"><v>46336</v></c>"),
        "{xlsx}"
    );
    let ods = inside(&long(SheetKind::Ods, 1), "content.xml");
    assert!(ods.contains("office:date-value=\"2026-11-10\"><text:p>10 November 2026</text:p>"));
}
