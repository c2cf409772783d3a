//! Small files that would grow without bounds are refused; broken ones end nothing else.

use crate::made::{
    cell, label, number, ods, ods_row, ole, packed, record, shared, workbook, xls, xlsx,
};
use crate::{open, rows};
use intake::IntakeFault;

fn fault(name: &str, file: &[u8]) -> IntakeFault {
    open(name, file, None).unwrap_err()
}

#[test]
fn a_packed_file_that_swells_is_refused_before_it_is_unpacked() {
    let spaces = vec![b' '; 30_000_000];
    let file = packed(&[("content.xml", &spaces)]);
    assert!(file.len() < 200_000);
    assert_eq!(fault("a.ods", &file), IntakeFault::Swells);
    let many: Vec<String> = (0..2_001).map(|index| format!("{index}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|name| (name.as_str(), b"".as_slice()))
        .collect();
    assert_eq!(fault("a.ods", &packed(&many)), IntakeFault::Swells);
    assert_eq!(
        fault("a.xls", &vec![b' '; 20_000_001]),
        IntakeFault::TooLarge
    );
}

fn sheet(rows: &str) -> Vec<u8> {
    let head = ods_row(&["A"]);
    ods(&format!(
        "<table:table table:name=\"S\">{head}{rows}</table:table>"
    ))
}

fn row_of(times: &str, cells: &str) -> String {
    format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
}

#[test]
fn a_cell_that_says_it_stands_a_million_times_keeps_to_the_bounds() {
    let cell = |times: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{times}\" office:value-type=\"float\" office:value=\"1\"/>"
        )
    };
    let fault = |rows: &str| fault("a.ods", &sheet(rows));
    let columns = IntakeFault::TooMany("200 columns");
    for times in ["201", "4294967295"] {
        assert_eq!(fault(&row_of("1", &cell(times))), columns);
    }
    let far = "<table:table-cell table:number-columns-repeated=\"4294967295\"/>";
    assert_eq!(fault(&row_of("1", &format!("{far}{}", cell("1")))), columns);
    let rows_of = row_of("200001", &cell("1"));
    assert_eq!(fault(&rows_of), IntakeFault::TooMany("200,000 rows"));
    let full = row_of("4294967295", &cell("200"));
    assert_eq!(fault(&full), IntakeFault::TooMany("4,000,000 cells"));
    let negative = row_of("-1", &cell("1"));
    assert_eq!(fault(&negative), IntakeFault::NotSound("ODS"));
    let deep = row_of("4294967295", "<table:table-cell/>") + &row_of("1", &cell("1"));
    let mut read = open("a.ods", &sheet(&deep), None).unwrap();
    assert_eq!(rows(&mut read)[1].0, u64::from(u32::MAX));
}

#[test]
fn a_text_of_an_ods_keeps_to_the_bounds() {
    let of = |times: &str, text: &str| {
        row_of(
            "9",
            &format!(
                "<table:table-cell table:number-columns-repeated=\"{times}\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
            ),
        )
    };
    let spaces = sheet(&of("1", "a<text:s text:c=\"4294967295\"/>b"));
    assert_eq!(
        fault("a.ods", &spaces),
        IntakeFault::TooMany("1 MB in one cell")
    );
    let long = sheet(&of("200", &"x".repeat(600_000)));
    assert_eq!(
        fault("a.ods", &long),
        IntakeFault::TooMany("100 MB of text")
    );
    let typed = packed(&[("content.xml", b"<!DOCTYPE a [<!ENTITY b \"c\">]><a/>")]);
    assert_eq!(fault("a.ods", &typed), IntakeFault::DocumentType);
    let nested = sheet(&row_of("1", &"<table:table-cell>".repeat(40_000)));
    assert_eq!(fault("a.ods", &nested), IntakeFault::NotSound("ODS"));
}

#[test]
fn one_far_cell_takes_the_memory_of_one_cell() {
    let at = |row: u16, column: u16| {
        // The sheet says that it is as large as four thousand million rows can be.
        let size = record(
            0x0200,
            &[[0; 4], [0xff; 4], [0, 0, 0xff, 0xff], [0; 4]].concat()[..14],
        );
        xls(
            &[],
            &[(
                "S",
                0,
                vec![size, label(0, 0, "A"), number([row, column, 0], 1.0)],
            )],
        )
    };
    let found = rows(&mut open("a.xls", &at(65_535, 199), None).unwrap());
    assert_eq!((found[1].0, found[1].1.len()), (65_536, 200));
    assert_eq!(
        fault("a.xls", &at(1, 200)),
        IntakeFault::TooMany("200 columns")
    );
    let sheet = |cell: &str| {
        format!(
            "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"{cell}1048576\"><v>2</v></c></row></sheetData>"
        )
    };
    let file = xlsx("", &[("S", "", sheet("GR"))], &[]);
    assert_eq!(
        rows(&mut open("a.xlsx", &file, None).unwrap())[1].0,
        1_048_576
    );
    let file = xlsx("", &[("S", "", sheet("XFD"))], &[]);
    assert_eq!(fault("a.xlsx", &file), IntakeFault::TooMany("200 columns"));
}

#[test]
fn a_place_beyond_every_sheet_is_no_place_within_it() {
    for place in ["A4294967298", "AAAAAAAAAAAAA2", "A00000000000"] {
        let rows = format!(
            "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"{place}\"><v>2</v></c></row></sheetData>"
        );
        let file = xlsx("", &[("S", "", rows)], &[]);
        assert_eq!(fault("a.xlsx", &file), IntakeFault::NotSound("XLSX"));
    }
}

#[test]
fn a_text_that_many_cells_share_is_counted_for_each() {
    let long = "x".repeat(4_000);
    let cells = (0..26_000).map(|row| cell(0x00fd, [row, 0, 0], &[0; 4]));
    let file = xls(&[shared(&[&long])], &[("S", 0, cells.collect())]);
    assert!(file.len() < 400_000);
    assert_eq!(
        fault("a.xls", &file),
        IntakeFault::TooMany("100 MB of text")
    );
    let rows: String = (1..=26_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let table = format!("<sst><si><t>{long}</t></si></sst>");
    let sheets = [("S", "", format!("<sheetData>{rows}</sheetData>"))];
    let file = xlsx("", &sheets, &[("xl/sharedStrings.xml", &table)]);
    assert_eq!(
        fault("a.xlsx", &file),
        IntakeFault::TooMany("100 MB of text")
    );
    let deep = format!("<sst><si>{}", "<r>".repeat(300_000));
    let file = xlsx("", &sheets, &[("xl/sharedStrings.xml", &deep)]);
    assert_eq!(fault("a.xlsx", &file), IntakeFault::NotSound("XLSX"));
}

#[test]
fn looks_that_would_each_hold_a_long_name_are_refused() {
    let sheets = [("S", "", "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>0.5</v></c></row></sheetData>".to_owned())];
    let of = |name: &str, looks: usize| {
        let looks = "<xf numFmtId=\"9\"/>".repeat(looks.min(9)) + &"<xf/>".repeat(looks);
        let styles = format!(
            "<styleSheet><fonts><font><name val=\"{name}\"/></font></fonts><cellXfs>{looks}</cellXfs></styleSheet>"
        );
        xlsx("", &sheets, &[("xl/styles.xml", &styles)])
    };
    let sound = of("Arial", 5_000);
    let mut table = open("a.xlsx", &sound, None).unwrap();
    assert_eq!(rows(&mut table)[1].1, ["50%"]);
    assert_eq!(
        fault("a.xlsx", &of(&"x".repeat(1_001), 2)),
        IntakeFault::Swells
    );
    let many = of("Arial", 66_001);
    assert_eq!(fault("a.xlsx", &many), IntakeFault::Swells);
    let empty: String = (0..1_000_001)
        .map(|id| format!("<a b=\"{id}\"/>"))
        .collect();
    let file = xlsx(
        "",
        &sheets,
        &[(
            "xl/Styles.xml",
            &format!("<styleSheet>{empty}</styleSheet>"),
        )],
    );
    assert_eq!(fault("a.xlsx", &file), IntakeFault::Swells);
}

#[test]
fn countless_sheets_and_one_that_stands_for_many_are_refused() {
    let many = IntakeFault::TooMany("250 sheets");
    let names: Vec<String> = (0..251).map(|index| format!("S{index}")).collect();
    let sheets: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), 0, Vec::new()))
        .collect();
    assert_eq!(fault("a.xls", &xls(&[], &sheets)), many);
    let tables = names
        .iter()
        .map(|name| format!("<table:table table:name=\"{name}\"/>"));
    assert_eq!(fault("a.ods", &ods(&tables.collect::<String>())), many);
    let sheets: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), "", "<sheetData/>".to_owned()))
        .collect();
    assert_eq!(fault("a.xlsx", &xlsx("", &sheets, &[])), many);
    // The same beginning is named by two sheets.
    let mut stream = workbook(
        &[],
        &[("S", 0, vec![label(0, 0, "A")]), ("T", 0, Vec::new())],
    );
    let first = stream
        .windows(2)
        .position(|kind| kind == [0x85, 0])
        .unwrap();
    let second = first
        + 1
        + stream[first + 1..]
            .windows(2)
            .position(|kind| kind == [0x85, 0])
            .unwrap();
    stream.copy_within(first + 4..first + 8, second + 4);
    assert_eq!(
        fault("a.xls", &ole(&[("Workbook", stream)])),
        IntakeFault::NotSound("XLS")
    );
    let entry = "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Target=\"/xl/worksheets/Sheet1.xml\"/></Relationships>";
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" r:id=\"rId1\"/><sheet name=\"T\" r:id=\"rId2\"/></sheets></workbook>";
    let file = packed(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", entry.as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData/></worksheet>",
        ),
    ]);
    assert_eq!(fault("a.xlsx", &file), IntakeFault::NotSound("XLSX"));
}

#[test]
fn a_chain_of_sectors_that_bites_its_tail_is_refused() {
    let file = ole(&[("Workbook", vec![1; 9_000])]);
    let end = 0xffff_fffe_u32.to_le_bytes();
    let places: Vec<usize> = (512..1_024)
        .step_by(4)
        .filter(|at| file[*at..at + 4] == end)
        .collect();
    assert!(places.len() >= 2, "the stream and the directory end");
    for at in places {
        let mut looped = file.clone();
        let itself = u32::try_from((at - 512) / 4).unwrap();
        looped[at..at + 4].copy_from_slice(&itself.to_le_bytes());
        assert_eq!(
            fault("a.xls", &looped),
            IntakeFault::NotSound("XLS"),
            "{at}"
        );
    }
    let mut endless = file;
    endless[68..72].copy_from_slice(&0_u32.to_le_bytes());
    assert_eq!(fault("a.xls", &endless), IntakeFault::NotSound("XLS"));
}

#[test]
fn a_workbook_cut_or_changed_anywhere_ends_nothing_else() {
    let cells = vec![
        label(0, 0, "A"),
        cell(0x00fd, [1, 0, 0], &[0; 4]),
        number([2, 0, 0], 1.5),
    ];
    let stream = workbook(&[shared(&["text"])], &[("S", 0, cells)]);
    let whole = stream.len();
    for end in 0..whole {
        let cut = ole(&[("Workbook", stream[..end].to_vec())]);
        assert!(open("a.xls", &cut, None).is_err(), "{end}");
    }
    for (name, file) in [
        ("a.xls", ole(&[("Workbook", stream)])),
        (
            "a.ods",
            ods(&format!(
                "<table:table table:name=\"S\">{}{}</table:table>",
                ods_row(&["A"]),
                ods_row(&["B"])
            )),
        ),
    ] {
        for at in 0..file.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut changed = file.clone();
                changed[at] = byte;
                if let Ok(mut table) = open(name, &changed, None) {
                    assert!(!rows(&mut table).is_empty());
                }
            }
        }
    }
}
