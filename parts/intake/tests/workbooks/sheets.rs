//! What the cells of every format say, which sheet is read, what a person is told.

use crate::made::{self, cell, label, number, ods, ods_row, record, shared, wide, xls, xlsx};
use crate::{notes, open, rows};
use calamine::{Reader, Xls};
use intake::IntakeFault;
use std::io::Cursor;

/// A look with this format: record XF.
fn look(format: u16) -> Vec<u8> {
    cell(0x00e0, [0, format, 0], &[0; 14])
}

fn format(id: u16, text: &str) -> Vec<u8> {
    record(0x041e, &[id.to_le_bytes().to_vec(), wide(text)].concat())
}

/// A formula whose value is kept in eight bytes.
fn formula(place: [u16; 3], value: [u8; 8]) -> Vec<u8> {
    let rest = [value.as_slice(), &[0, 0, 0, 0, 0, 0, 3, 0, 0x1e, 1, 0]].concat();
    cell(0x0006, place, &rest)
}

fn text(row: u16, column: u16, index: u32) -> Vec<u8> {
    cell(0x00fd, [row, column, 0], &index.to_le_bytes())
}

/// Looks 0 to 4: general, a day, a length of time, a share, a day of our own format.
fn looks() -> Vec<Vec<u8>> {
    let own = format(170, "dd\\-mmm\\-yyyy");
    vec![own, look(0), look(14), look(46), look(10), look(170)]
}

fn old() -> Vec<u8> {
    let rk = |value: i32| (value << 2 | 2).to_le_bytes();
    let cents = |value: i32| (value << 2 | 3).to_le_bytes();
    let globals = [looks(), vec![shared(&["Measure", "Łódź € 5", "unused"])]].concat();
    let cells = vec![
        text(0, 0, 0),
        label(0, 1, "Day"),
        // The second row comes before the first one is over.
        text(2, 0, 1),
        number([2, 1, 1], 46_142.0),
        number([2, 2, 2], 1.3125),
        number([2, 3, 3], 0.07),
        label(0, 2, "More"),
        cell(0x027e, [2, 4, 4], &rk(46_143)),
        // Numbers side by side: -7, and 42.12 as a share, up to the seventh column.
        cell(
            0x00bd,
            [2, 5, 0],
            &[&rk(-7), [3, 0].as_slice(), &cents(4_212), &[6, 0]].concat(),
        ),
        cell(0x0205, [2, 7, 0], &[1, 0]),
        formula([3, 0, 0], 12.5_f64.to_le_bytes()),
        formula([3, 1, 0], [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
        record(0x0207, &wide("worked out")),
        formula([3, 2, 0], [1, 0, 1, 0, 0, 0, 0xff, 0xff]),
    ];
    xls(&globals, &[("Autumn", 0, cells)])
}

#[test]
fn an_old_workbook_is_read_like_a_new_one() {
    let mut table = open("a.xls", &old(), None).unwrap();
    let found = rows(&mut table);
    assert_eq!(found[0].1[..3], ["Measure", "Day", "More"]);
    assert_eq!(
        found[1],
        (
            3,
            [
                "Łódź € 5",
                "2026-04-30",
                "31:30:00",
                "7%",
                "2026-05-01",
                "-7",
                "4212%",
                "true"
            ]
            .map(str::to_owned)
            .to_vec()
        )
    );
    assert_eq!(found[2].1[..3], ["12.5", "worked out", "true"]);
    assert_eq!(table.sheet(), Some("Autumn"));
    assert_eq!(
        notes(&table),
        ["Formulas: 3. They are read by the values with which the file was saved"]
    );
    // Another reader finds the same texts and numbers.
    let mut other = Xls::new(Cursor::new(old())).unwrap();
    let range = other.worksheet_range("Autumn").unwrap();
    let at = |row, column| range.get_value((row, column)).unwrap().to_string();
    assert_eq!(
        (at(2, 0), at(3, 1)),
        ("Łódź € 5".into(), "worked out".into())
    );
    assert_eq!(
        (at(2, 5), at(2, 6), at(3, 0)),
        ("-7".into(), "42.12".into(), "12.5".into())
    );
}

#[test]
fn a_text_that_runs_over_records_stays_whole() {
    let long = "é€".repeat(9_000);
    let mut content = [[2, 0, 0, 0].as_slice(), &[2, 0, 0, 0], &wide(&long)].concat();
    // The first record ends within the text; what follows says the width of its letters again.
    let rest = content.split_off(8_224 - 1);
    let after = wide("next");
    let mut table = record(0x00fc, &content);
    let mut left = rest.as_slice();
    while !left.is_empty() {
        let (piece, more) = left.split_at(left.len().min(8_220));
        table.extend(record(0x003c, &[&[1], piece].concat()));
        left = more;
    }
    table.extend(record(0x003c, &after));
    let cells = vec![label(0, 0, "A"), text(1, 0, 0), text(2, 0, 1)];
    let file = xls(&[table], &[("S", 0, cells)]);
    let found = rows(&mut open("a.xls", &file, None).unwrap());
    assert_eq!(found[1].1[0], long);
    assert_eq!(found[2].1[0], "next");
}

#[test]
fn days_from_1904_are_the_days_they_were() {
    let said = "1904";
    let day_of = |name: &str, file: &[u8]| {
        let mut table = open(name, file, None).unwrap();
        let note = notes(&table).iter().any(|note| note.contains(said));
        (rows(&mut table)[1].1[0].clone(), note)
    };
    for (mode, day) in [(0, "2026-04-30"), (1, "2030-05-01")] {
        let globals = [looks(), vec![record(0x0022, &[mode, 0])]].concat();
        let cells = vec![label(0, 0, "Day"), number([1, 0, 1], 46_142.0)];
        let file = xls(&globals, &[("S", 0, cells)]);
        assert_eq!(day_of("a.xls", &file), (day.to_owned(), mode == 1));
        let about = format!("<workbookPr date1904=\"{mode}\"/>");
        let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Day</t></is></c></row>\
            <row r=\"2\"><c r=\"A2\" s=\"1\"><v>46142</v></c><c r=\"B2\" s=\"2\"><v>0.125</v></c></row></sheetData>";
        let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
            <cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>";
        let file = xlsx(
            &about,
            &[("S", "", sheet.to_owned())],
            &[("xl/styles.xml", styles)],
        );
        assert_eq!(day_of("a.xlsx", &file), (day.to_owned(), mode == 1));
        let found = rows(&mut open("a.xlsx", &file, None).unwrap());
        assert_eq!(found[1].1[1], "12.5%", "a share is read as it is shown");
    }
}

#[test]
fn an_ods_says_what_a_person_sees() {
    let value = |kind: &str, value: &str| {
        format!(
            "<table:table-cell office:value-type=\"{kind}\" {value}><text:p>shown</text:p></table:table-cell>"
        )
    };
    let cells = [
        value("float", "office:value=\"12.50\""),
        value("percentage", "office:value=\"0.07\""),
        value("currency", "office:currency=\"GBP\" office:value=\"1250.5\""),
        value("date", "office:date-value=\"2026-04-30\""),
        value("date", "office:date-value=\"2026-04-30T09:30:00.5\""),
        value("time", "office:time-value=\"PT07H05M09S\""),
        value("boolean", "office:boolean-value=\"true\""),
        "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>a note</text:p></office:annotation>\
            <text:p>A &amp; <text:span>B</text:span><text:s text:c=\"2\"/>C</text:p><text:p>D<text:note><text:p>x</text:p></text:note></text:p></table:table-cell>".to_owned(),
        "<table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"/>".to_owned(),
        "<table:covered-table-cell office:value-type=\"string\"><text:p>beneath</text:p></table:covered-table-cell>".to_owned(),
        "<table:table-cell table:number-columns-repeated=\"16000\"/>".to_owned(),
    ];
    let sheet = format!(
        "<table:table table:name=\"S\"><table:table-column/><table:table-header-rows>{}</table:table-header-rows>\
        <table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\">{}</table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
        ods_row(&["A"]),
        cells.concat()
    );
    let mut table = open("a.ods", &ods(&sheet), None).unwrap();
    let found = rows(&mut table);
    let expected = [
        "12.5",
        "7%",
        "1250.5",
        "2026-04-30",
        "2026-04-30 09:30:00",
        "07:05:09",
        "true",
        "A & B  C\nD",
        "7",
        "7",
    ];
    assert_eq!(found.len(), 3);
    assert_eq!((found[1].0, found[2].0), (5, 6));
    assert_eq!(found[1].1, expected);
    assert_eq!(found[2].1, expected);
    assert_eq!(notes(&table), Vec::<String>::new());
}

/// The same three sheets in each format: one is empty, one hidden.
fn several() -> [(&'static str, Vec<u8>); 3] {
    let text_rows = |word: &str| vec![label(0, 0, "A"), label(1, 0, word)];
    let old = xls(
        &[],
        &[
            ("Cover", 0, vec![label(0, 0, "Read me")]),
            ("Secret", 1, text_rows("hidden")),
            ("Deep", 2, text_rows("hidden")),
            ("Autumn", 0, text_rows("one")),
            ("Spring", 0, text_rows("two")),
        ],
    );
    let table = |name: &str, style: &str, rows: &[&str]| {
        let rows: String = rows.iter().map(|text| ods_row(&[text])).collect();
        format!(
            "<table:table table:name=\"{name}\" table:style-name=\"{style}\">{rows}</table:table>"
        )
    };
    let open = ods(&[
        table("Cover", "", &["Read me"]),
        table("Secret", "hidden", &["A", "hidden"]),
        table("Deep", "hidden", &["A", "hidden"]),
        table("Autumn", "", &["A", "one"]),
        table("Spring", "", &["A", "two"]),
    ]
    .concat());
    let rows = |texts: &[&str]| {
        let rows: String = (1..)
            .zip(texts)
            .map(|(row, text)| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"))
            .collect();
        format!("<sheetData>{rows}</sheetData>")
    };
    let new = xlsx(
        "",
        &[
            ("Cover", "", rows(&["Read me"])),
            ("Secret", "state=\"hidden\"", rows(&["A", "hidden"])),
            ("Deep", "state=\"veryHidden\"", rows(&["A", "hidden"])),
            ("Autumn", "", rows(&["A", "one"])),
            ("Spring", "", rows(&["A", "two"])),
        ],
        &[],
    );
    [("a.xls", old), ("a.ods", open), ("a.xlsx", new)]
}

#[test]
fn the_first_sheet_with_rows_is_read_or_the_one_that_is_asked_for() {
    for (name, file) in several() {
        let mut first = open(name, &file, None).unwrap();
        assert_eq!(first.sheet(), Some("Autumn"), "{name}");
        assert_eq!(first.sheets(), ["Cover", "Autumn", "Spring"]);
        assert_eq!(rows(&mut first)[1].1, ["one"]);
        assert_eq!(
            notes(&first),
            [
                "Only the sheet ‘Autumn’ is read. There are also: Cover, Spring",
                "Hidden sheets are left out: Secret, Deep"
            ],
            "{name}"
        );
        let mut other = open(name, &file, Some("Spring")).unwrap();
        assert_eq!(rows(&mut other)[1].1, ["two"]);
        let fault = |sheet: &str| open(name, &file, Some(sheet)).unwrap_err();
        assert_eq!(fault("Cover"), IntakeFault::NoRows, "{name}");
        for unseen in ["Secret", "Summer"] {
            let words = fault(unseen).to_string();
            assert!(
                words.ends_with("choose from Cover, Autumn, Spring"),
                "{words}"
            );
        }
    }
    let fault = open("a.csv", b"A\n1\n", Some("Autumn")).unwrap_err();
    assert!(matches!(fault, IntakeFault::NoSheet(..)), "{fault}");
}

#[test]
fn what_is_merged_hidden_or_without_a_value_is_said_in_every_format() {
    let mut rows_of_old = vec![
        // The second and third columns and the third row are hidden; so is a row without anything.
        cell(0x007d, [1, 2, 0], &[0, 0, 1, 0, 0, 0]),
        cell(0x0208, [2, 0, 3], &[0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]),
        cell(0x0208, [900, 0, 3], &[0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]),
    ];
    for (column, heading) in (0..).zip(["A", "B"]) {
        rows_of_old.push(label(0, column, heading));
    }
    rows_of_old.extend([
        label(1, 0, "x"),
        formula([1, 1, 0], [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
        label(2, 0, "y"),
        formula([2, 1, 0], [2, 0, 0x17, 0, 0, 0, 0xff, 0xff]),
        cell(0x00e5, [1, 5, 5], &[0, 0, 1, 0]),
    ]);
    let old = xls(&[], &[("S", 0, rows_of_old)]);
    let new = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>A</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>B</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x</t></is></c><c r=\"B2\"><f>A2</f></c></row>\
        <row r=\"3\" hidden=\"1\"><c r=\"A3\" t=\"inlineStr\"><is><t>y</t></is></c><c r=\"B3\" t=\"e\"><f>A2</f><v>#REF!</v></c></row>\
        <row r=\"901\" hidden=\"1\"/></sheetData><mergeCells count=\"1\"><mergeCell ref=\"F6:F7\"/></mergeCells>";
    let new = xlsx("", &[("S", "", new.to_owned())], &[]);
    let odf = format!(
        "<table:table table:name=\"S\"><table:table-column/><table:table-column table:number-columns-repeated=\"2\" table:visibility=\"collapse\"/>{}\
        <table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"1\" table:number-rows-spanned=\"2\"><text:p>x</text:p></table:table-cell><table:table-cell table:formula=\"of:=[.A2]\"/></table:table-row>\
        <table:table-row table:visibility=\"filter\"><table:table-cell office:value-type=\"string\"><text:p>y</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=[.A2]\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell></table:table-row>\
        <table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row></table:table>",
        ods_row(&["A", "B"])
    );
    for (name, file) in [("a.xls", old), ("a.xlsx", new), ("a.ods", ods(&odf))] {
        let mut table = open(name, &file, None).unwrap();
        let found = rows(&mut table);
        assert_eq!(found[1], (2, vec!["x".to_owned(), String::new()]), "{name}");
        assert_eq!(found[2].1, ["y", "#REF!"], "{name}");
        let said = notes(&table);
        let begin = |with: &str| said.iter().any(|note| note.starts_with(with));
        for with in [
            "Merged cells: 1.",
            "Hidden rows: 1.",
            "Hidden columns: 1.",
            "Formulas: 2.",
            "A formula has no value in line 2:",
            "A cell shows an error, such as #REF!, in line 3:",
        ] {
            assert!(begin(with), "{name} {with} {said:?}");
        }
        assert_eq!(said.len(), 6, "{name} {said:?}");
    }
}

#[test]
fn a_password_and_an_older_format_are_refused_in_words() {
    let protected = IntakeFault::Protected;
    let package = made::ole(&[
        ("EncryptionInfo", vec![4; 90]),
        ("EncryptedPackage", vec![7; 9_000]),
    ]);
    let passed = xls(
        &[record(0x002f, &[0, 0, 1, 2, 3, 4])],
        &[("S", 0, Vec::new())],
    );
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let sealed = made::packed(&[
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", b"\x01\x02"),
    ]);
    for (name, file) in [
        ("a.xlsx", &package),
        ("a.xls", &package),
        ("a.xls", &passed),
        ("a.ods", &sealed),
    ] {
        let fault = open(name, file, None).unwrap_err();
        assert_eq!(fault, protected, "{name}");
        assert!(fault.to_string().contains("save it without one"));
    }
    let older = made::ole(&[("Book", vec![9; 5_000])]);
    assert_eq!(
        open("a.xls", &older, None).unwrap_err(),
        IntakeFault::TooOld
    );
    let named = xlsx("", &[("S", "", "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>".to_owned())], &[]);
    assert!(
        open("a.xls", &named, None).is_ok(),
        "an XLSX by the older ending"
    );
    assert_eq!(
        open("a.xls", b"<html><table>", None).unwrap_err(),
        IntakeFault::NotSound("XLS")
    );
}

#[test]
fn words_are_found_on_every_sheet_that_a_person_sees() {
    let sheet = |name: &str, who: &str| {
        let rows = [ods_row(&["Who"]), ods_row(&[who])].concat();
        format!("<table:table table:name=\"{name}\">{rows}</table:table>")
    };
    let mut file = tempfile::tempfile().unwrap();
    let both = ods(&[sheet("One", "Ada"), sheet("Two", "Grace")].concat());
    std::io::Write::write_all(&mut file, &both).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    let found = intake::words_of("a.ods", file).unwrap();
    assert_eq!(found, "Who\nAda\nWho\nGrace\n");
}
