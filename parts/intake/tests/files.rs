//! Files as people have them, sound and broken.
#![expect(clippy::unwrap_used, reason = "a test may stop at what should not be")]

use intake::{IntakeFault, rows_of, text_of, words_of};
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
    assert_eq!((rows[0].0, rows[1].0), (3, 7));
}

#[test]
fn empty_lines_do_not_send_a_person_to_the_wrong_line() {
    let sheet = rows_of("a.csv", b"A,B\r\n\r\n\r\n1,2\r\n\r\n3,4\r\n").unwrap();
    let lines: Vec<u32> = sheet.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [4, 6]);
}

#[test]
fn a_cell_beyond_the_headings_is_not_lost() {
    let sheet = rows_of("a.csv", b"Code,Value\nA1,1,250\nA2,3\n").unwrap();
    assert_eq!(sheet.headings, ["Code", "Value", ""]);
    assert_eq!(sheet.rows[0].cells, ["A1", "1", "250"]);
    assert_eq!(sheet.rows[1].cells, ["A2", "3", ""]);
}

#[test]
fn a_small_file_cannot_fill_the_memory_with_empty_cells() {
    let too_many = Err(IntakeFault::TooMany("4,000,000 cells"));
    let wide = format!("{}x\n{}", ",".repeat(199), "1\n".repeat(20_001));
    assert_eq!(rows_of("a.csv", wide.as_bytes()), too_many);
    let rows: String = (1..=20_001)
        .map(|row| format!("<row r=\"{row}\"><c r=\"GR{row}\"><v>1</v></c></row>"))
        .collect();
    assert_eq!(rows_of("a.xlsx", &book(&rows, &[])), too_many);
    let long = "1\n".repeat(200_001);
    assert_eq!(
        rows_of("a.csv", long.as_bytes()),
        Err(IntakeFault::TooMany("200,000 rows"))
    );
    let broad = ",".repeat(200) + "x\n1\n";
    assert_eq!(
        rows_of("a.csv", broad.as_bytes()),
        Err(IntakeFault::TooMany("200 columns"))
    );
    let far = "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>";
    assert_eq!(
        rows_of("a.xlsx", &book(far, &[])),
        Err(IntakeFault::TooMany("200 columns"))
    );
}

#[test]
fn a_workbook_that_announces_countless_texts_is_refused_before_memory_is_reserved() {
    let rows =
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>";
    let table = |count: &str| format!("<sst uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
    for count in ["1000000000000", "99999999999999999999999"] {
        let file = book(rows, &[("xl/sharedStrings.xml", &table(count))]);
        assert_eq!(
            rows_of("a.xlsx", &file),
            Err(IntakeFault::TooMany("4,000,000 cells"))
        );
    }
    let hidden = format!("<sst/>{}", table("1000000000000"));
    let file = book(rows, &[("xl/SharedStrings.xml", &hidden)]);
    assert_eq!(
        rows_of("a.xlsx", &file),
        Err(IntakeFault::TooMany("4,000,000 cells"))
    );
    let file = book(rows, &[("xl/sharedStrings.xml", &table("1"))]);
    assert_eq!(rows_of("a.xlsx", &file).unwrap().rows[0].cells, ["2"]);
}

#[test]
fn a_workbook_that_lies_about_its_size_is_refused() {
    let rows =
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>";
    let spaces = " ".repeat(30_000_000);
    let mut file = book(rows, &[("xl/sharedStrings.xml", &spaces)]);
    let (real, said) = (30_000_000_u32.to_le_bytes(), 900_000_u32.to_le_bytes());
    let places: Vec<usize> = (0..file.len() - 4)
        .filter(|start| file[*start..*start + 4] == real)
        .collect();
    assert!(!places.is_empty());
    for start in places {
        file[start..start + 4].copy_from_slice(&said);
    }
    assert_eq!(rows_of("a.xlsx", &file), Err(IntakeFault::NotSound("XLSX")));
}

#[test]
fn days_and_lengths_of_time_are_written_as_a_person_reads_them() {
    let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss\"/></numFmts>\
        <cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Day</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" s=\"1\"><v>46142</v></c><c r=\"B2\" s=\"1\"><v>46142.5</v></c><c r=\"C2\" s=\"1\"><v>0.25</v></c>\
        <c r=\"D2\" s=\"2\"><v>1.3125</v></c><c r=\"E2\"><v>317.821909</v></c><c r=\"F2\"><v>40.0</v></c></row>";
    let sheet = rows_of("a.xlsx", &book(rows, &[("xl/styles.xml", styles)])).unwrap();
    assert_eq!(
        sheet.rows[0].cells,
        [
            "2026-04-30",
            "2026-04-30 12:00:00",
            "06:00:00",
            "31:30:00",
            "317.821909",
            "40"
        ]
    );
}

/// A workbook of one sheet, with further entries.
fn book(rows: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let root = relations("officeDocument", "xl/workbook.xml");
    let sheets = relations("worksheet", "worksheets/sheet1.xml");
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", sheets.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    entries.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    packed(&entries)
}

#[test]
fn rows_of_a_workbook_are_read_cell_by_cell() {
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Code</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>Value</t></is></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>NT1</t></is></c><c r=\"B4\"><v>12.5</v></c></row>";
    let sheet = rows_of("a.xlsx", &book(rows, &[])).unwrap();
    assert_eq!(sheet.headings, ["Code", "Value"]);
    assert_eq!(sheet.rows[0].cells, ["NT1", "12.5"]);
    assert_eq!(sheet.rows[0].line, 4);
}

/// A PDF of these objects, the first of them its catalogue.
fn pdf_of(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = String::new();
    for (number, object) in (1..).zip(objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (table, size) = (file.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    );
    file.extend(end.bytes());
    file
}

fn stream(facts: &str, content: &[u8]) -> Vec<u8> {
    let mut stream = format!("<< /Length {} {facts} >>\nstream\n", content.len()).into_bytes();
    stream.extend(content);
    stream.extend(b"\nendstream");
    stream
}

/// A PDF of one page with this content, and one drawing `X` that the page may draw.
fn page(content: Vec<u8>, drawing: Vec<u8>) -> Vec<u8> {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>";
    pdf_of(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into(),
        content,
        font.into(),
        drawing,
    ])
}

/// A PDF of one page with these drawing instructions.
fn pdf(drawing: &str) -> Vec<u8> {
    page(stream("", drawing.as_bytes()), stream("", b""))
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_drawing_within_a_page_is_read_and_one_that_draws_itself_is_refused() {
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";
    let words = b"BT /F1 12 Tf 72 720 Td (1. PURPOSE) Tj ET";
    let sound = page(stream("", b"/X Do"), stream(form, words));
    assert_eq!(text_of("a.pdf", &sound).unwrap().trim(), "1. PURPOSE");
    let itself = page(stream("", b"/X Do"), stream(form, b"/X Do"));
    assert_eq!(text_of("a.pdf", &itself), Err(IntakeFault::Swells));
    let often = page(
        stream("", "/X Do ".repeat(10_001).as_bytes()),
        stream(form, words),
    );
    assert_eq!(text_of("a.pdf", &often), Err(IntakeFault::Swells));
}

#[test]
fn a_folder_of_pages_within_itself_is_refused() {
    let file = pdf_of(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
    ]);
    assert_eq!(text_of("a.pdf", &file), Err(IntakeFault::Swells));
}

#[test]
fn a_pdf_that_swells_is_refused_before_it_is_unpacked() {
    let words = deflated(b"BT /F1 12 Tf 72 720 Td (1. PURPOSE) Tj ET");
    let once = "/Filter /FlateDecode";
    let sound = page(stream(once, &words), stream("", b""));
    assert_eq!(text_of("a.pdf", &sound).unwrap().trim(), "1. PURPOSE");
    let large = deflated(&vec![b' '; 101_000_000]);
    let swells = page(stream(once, &large), stream("", b""));
    assert!(swells.len() < 1_000_000);
    assert_eq!(text_of("a.pdf", &swells), Err(IntakeFault::Swells));
    let twice = "/Filter [/FlateDecode /FlateDecode]";
    let nested = page(stream(twice, &deflated(&words)), stream("", b""));
    assert_eq!(text_of("a.pdf", &nested), Err(IntakeFault::Swells));
    let old = page(
        stream("/Filter /LZWDecode", &"x".repeat(75_000).into_bytes()),
        stream("", b""),
    );
    assert_eq!(text_of("a.pdf", &old), Err(IntakeFault::Swells));
}

/// The words of bytes under a name.
fn words(name: &str, bytes: &[u8]) -> Result<String, IntakeFault> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    words_of(name, file)
}

#[test]
fn words_are_found_in_documents_and_sheets_however_they_are_packed() {
    let drawing = "BT /F1 12 Tf 72 720 Td (Ada came on Monday) Tj ET";
    let found = words("a.pdf", &pdf(drawing)).unwrap();
    assert!(found.contains("Ada came on Monday"), "{found}");
    assert_eq!(
        words("a.pdf", &pdf("0 0 100 100 re f")),
        Err(IntakeFault::NoText)
    );
    let found = words("a.csv", b"Who,When\nAda,Monday\n").unwrap();
    assert_eq!(found, "Who\nWhen\nAda\nMonday\n");
    assert!(matches!(
        words("a.jpg", &[0xFF, 0xD8, 0xFF]),
        Err(IntakeFault::Ending(..))
    ));
}

#[test]
fn the_words_of_a_pdf_are_read_and_a_scan_is_refused() {
    let drawing = "BT /F1 12 Tf 72 720 Td (1. PURPOSE) Tj 0 -40 Td (Why we do it) Tj ET";
    let text = text_of("a.pdf", &pdf(drawing)).unwrap();
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, ["1. PURPOSE", "Why we do it"]);
    assert_eq!(
        text_of("a.pdf", &pdf("0 0 100 100 re f")),
        Err(IntakeFault::NoText)
    );
}

#[test]
fn a_pdf_cut_anywhere_is_refused_and_ends_nothing_else() {
    let whole = pdf("BT /F1 12 Tf 72 720 Td (1. PURPOSE) Tj ET");
    for end in (9..whole.len() - 40).step_by(23) {
        assert!(text_of("a.pdf", &whole[..end]).is_err(), "{end}");
    }
}

#[test]
fn words_of_a_cell_do_not_run_together_and_a_text_box_is_read_once() {
    let body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Safe</w:t></w:r></w:p><w:p><w:r><w:t>guarding</w:t><w:br/><w:t>done</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/></w:r></w:p></w:tc></w:tr></w:tbl>\
        <mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:p><w:r><w:t>Issued</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Issued</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>\
        <w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>self<![CDATA[-made]]></w:t></w:r></w:p>";
    let text = text_of("a.docx", &docx(body)).unwrap();
    assert_eq!(
        text,
        "Safe guarding done\t\u{f0a8}\nIssued\n\nself-made\n\n"
    );
}
