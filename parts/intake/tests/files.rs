//! Files as people have them, sound and broken.
#![expect(clippy::unwrap_used, reason = "a test may stop at what should not be")]

use intake::{IntakeFault, rows_of, text_of};
use std::io::Write;

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    packed(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn text_is_read_in_utf8_and_in_windows_1252() {
    assert_eq!(
        text_of("a.txt", b"\xef\xbb\xbfcaf\xc3\xa9").unwrap(),
        "café"
    );
    assert_eq!(text_of("a.TXT", b"caf\xe9 \x93x\x94").unwrap(), "café “x”");
}

#[test]
fn a_word_document_gives_headings_bullets_and_tables() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>1. Start</w:t></w:r></w:p>\
        <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>Bread &amp; roses</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let text = text_of("a.docx", &docx(body)).unwrap();
    assert!(text.contains("# 1. Start"), "{text}");
    assert!(text.contains("- Bread & roses"), "{text}");
    assert!(text.contains("A\tB"), "{text}");
}

#[test]
fn a_document_type_is_refused() {
    let xml = b"<!DOCTYPE x [<!ENTITY a \"b\">]><w:document xmlns:w=\"x\"><w:body/></w:document>";
    let file = packed(&[("word/document.xml", xml)]);
    assert_eq!(text_of("a.docx", &file), Err(IntakeFault::DocumentType));
}

#[test]
fn a_file_that_swells_is_refused() {
    let file = packed(&[("word/document.xml", &vec![b' '; 30_000_000])]);
    assert!(file.len() < 200_000);
    assert_eq!(text_of("a.docx", &file), Err(IntakeFault::Swells));
    assert_eq!(rows_of("a.xlsx", &file), Err(IntakeFault::Swells));
}

#[test]
fn what_is_empty_broken_or_of_another_kind_is_refused_in_words() {
    assert_eq!(text_of("a.txt", b""), Err(IntakeFault::Empty));
    assert_eq!(text_of("a.txt", b"a\0b"), Err(IntakeFault::NotText));
    assert_eq!(
        text_of("a.docx", b"PK\x03\x04 no"),
        Err(IntakeFault::NotSound("DOCX"))
    );
    assert_eq!(
        text_of("a.pdf", b"%PDF-1.7\nnothing"),
        Err(IntakeFault::NotSound("PDF"))
    );
    assert_eq!(
        text_of("a.pdf", b"hello"),
        Err(IntakeFault::NotSound("PDF"))
    );
    let other = text_of("a.exe", b"MZ").unwrap_err().to_string();
    assert_eq!(
        other,
        "A file ending in ‘.exe’ cannot be read: choose a .txt, .md, .docx or .pdf file"
    );
    assert_eq!(
        text_of("a.txt", &vec![b'x'; 20_000_001]),
        Err(IntakeFault::TooLarge)
    );
    assert_eq!(rows_of("a.xlsx", b"no"), Err(IntakeFault::NotSound("XLSX")));
    assert_eq!(rows_of("a.csv", b"a,b\n"), Err(IntakeFault::NoRows));
}

#[test]
fn rows_of_a_csv_know_their_line_and_are_as_wide_as_their_headings() {
    let sheet = rows_of("a.csv", b"\nCode;Title\nA1;\"two\nlines\"\n\n;\nA2\n").unwrap();
    assert_eq!(sheet.headings, ["Code", "Title"]);
    let rows: Vec<(u32, Vec<String>)> = sheet
        .rows
        .into_iter()
        .map(|row| (row.line, row.cells))
        .collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].1, ["A1", "two\nlines"]);
    assert_eq!(rows[1].1, ["A2", ""]);
    assert_eq!(rows[0].0, 3);
}

#[test]
fn rows_of_a_workbook_are_read_cell_by_cell() {
    let sheet = "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
        <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Code</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>Value</t></is></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>NT1</t></is></c><c r=\"B4\"><v>12.5</v></c></row></sheetData></worksheet>";
    let book = "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let root = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let file = packed(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let sheet = rows_of("a.xlsx", &file).unwrap();
    assert_eq!(sheet.headings, ["Code", "Value"]);
    assert_eq!(sheet.rows[0].cells, ["NT1", "12.5"]);
    assert_eq!(sheet.rows[0].line, 4);
}
