//! Workbooks made by hand, byte by byte where need be.

use std::io::Write;

/// A ZIP of these entries.
pub(crate) fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An ODS of this body, whose sheets of the style `hidden` are hidden.
pub(crate) fn ods(sheets: &str) -> Vec<u8> {
    let mut names = String::new();
    for (prefix, name) in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    ] {
        names += &format!(" xmlns:{prefix}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\"");
    }
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content{names} xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">\
        <office:automatic-styles><style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
        <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

/// A row of an ODS with these texts.
pub(crate) fn ods_row(texts: &[&str]) -> String {
    let cells = texts.iter().map(|text| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    });
    format!(
        "<table:table-row>{}</table:table-row>",
        cells.collect::<String>()
    )
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// An XLSX of these sheets, each a name with what stands about it (`state="hidden"`) and all that stands
/// within its sheet, with further entries. `about` stands before the sheets.
pub(crate) fn xlsx(about: &str, sheets: &[(&str, &str, String)], more: &[(&str, &str)]) -> Vec<u8> {
    let relations = |lines: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )
    };
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let (mut listed, mut related) = (String::new(), String::new());
    let mut entries: Vec<(String, Vec<u8>)> = Vec::new();
    for (id, (name, state, content)) in (1..).zip(sheets) {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" {state} r:id=\"rId{id}\"/>");
        related += &relation(id, "worksheet", &format!("worksheets/sheet{id}.xml"));
        let sheet = format!("<worksheet xmlns=\"{MAIN}\">{content}</worksheet>");
        entries.push((format!("xl/worksheets/sheet{id}.xml"), sheet.into_bytes()));
    }
    let root = relations(&relation(1, "officeDocument", "xl/workbook.xml"));
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{about}<sheets>{listed}</sheets></workbook>"
    );
    entries.push(("_rels/.rels".to_owned(), root.into_bytes()));
    entries.push(("xl/workbook.xml".to_owned(), book.into_bytes()));
    let related = relations(&related).into_bytes();
    entries.push(("xl/_rels/workbook.xml.rels".to_owned(), related));
    for (name, text) in more {
        entries.push(((*name).to_owned(), text.as_bytes().to_vec()));
    }
    let entries: Vec<(&str, &[u8])> = entries
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect();
    packed(&entries)
}

/// A record of an old workbook; what is longer than a record goes on in others.
pub(crate) fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let mut record = Vec::new();
    let mut pieces = content.chunks(8_224);
    let first = pieces.next().unwrap_or_default();
    for (kind, piece) in std::iter::once((kind, first)).chain(pieces.map(|piece| (0x3c, piece))) {
        record.extend(kind.to_le_bytes());
        record.extend(u16::try_from(piece.len()).unwrap().to_le_bytes());
        record.extend(piece);
    }
    record
}

/// A record that begins with three numbers: mostly row, column and look.
pub(crate) fn cell(kind: u16, place: [u16; 3], rest: &[u8]) -> Vec<u8> {
    let mut content: Vec<u8> = place.iter().flat_map(|part| part.to_le_bytes()).collect();
    content.extend(rest);
    record(kind, &content)
}

/// A cell with a text of its own.
pub(crate) fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    cell(0x0204, [row, column, 0], &wide(text))
}

/// A cell with a number.
pub(crate) fn number(place: [u16; 3], value: f64) -> Vec<u8> {
    cell(0x0203, place, &value.to_le_bytes())
}

/// A text with its length, two bytes for each letter.
pub(crate) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.push(1);
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// The table of shared texts.
pub(crate) fn shared(texts: &[&str]) -> Vec<u8> {
    let many = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let mut content = [many, many].concat();
    content.extend(texts.iter().flat_map(|text| wide(text)));
    record(0x00fc, &content)
}

/// The beginning of a workbook (5) or of a sheet (16) of Excel 97.
pub(crate) fn beginning(sort: u16) -> Vec<u8> {
    let parts = [0x0600, sort, 0, 0, 0, 0, 0, 0];
    let content: Vec<u8> = parts
        .iter()
        .flat_map(|part: &u16| part.to_le_bytes())
        .collect();
    record(0x0809, &content)
}

/// The stream of an old workbook: what stands before its sheets, and each sheet with its name and whether
/// it is hidden (0 is not).
pub(crate) fn workbook(globals: &[Vec<u8>], sheets: &[(&str, u8, Vec<Vec<u8>>)]) -> Vec<u8> {
    let sheet_of = |at: usize, name: &str, hidden: u8| {
        let mut content = u32::try_from(at).unwrap().to_le_bytes().to_vec();
        content.extend([hidden, 0, u8::try_from(name.len()).unwrap(), 0]);
        content.extend(name.bytes());
        record(0x0085, &content)
    };
    let mut head = [beginning(5), globals.concat()].concat();
    let listed: usize = sheets
        .iter()
        .map(|(name, hidden, _)| sheet_of(0, name, *hidden).len())
        .sum();
    let mut at = head.len() + listed + 4;
    let mut bodies = Vec::new();
    for (name, hidden, records) in sheets {
        head.extend(sheet_of(at, name, *hidden));
        let body = [beginning(16), records.concat(), record(0x000a, &[])].concat();
        at += body.len();
        bodies.extend(body);
    }
    head.extend(record(0x000a, &[]));
    head.extend(bodies);
    head
}

/// An old workbook as a file.
pub(crate) fn xls(globals: &[Vec<u8>], sheets: &[(&str, u8, Vec<Vec<u8>>)]) -> Vec<u8> {
    ole(&[("Workbook", workbook(globals, sheets))])
}

const END: u32 = 0xffff_fffe;

/// Puts content into sectors of the table from the next free one on; gives the first.
fn chain(table: &mut Vec<u32>, sectors: usize) -> u32 {
    let first = u32::try_from(table.len()).unwrap();
    for sector in 1..=sectors {
        let next = first + u32::try_from(sector).unwrap();
        table.push(if sector == sectors { END } else { next });
    }
    if sectors == 0 { END } else { first }
}

/// An OLE file of these streams; those of less than 4,096 bytes stand in small sectors.
pub(crate) fn ole(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let large: usize = streams
        .iter()
        .map(|(_, content)| content.len() / 512 + 1)
        .sum();
    let tables = (large + streams.len() * 20 + 20) / 128 + 1;
    let mut next: Vec<u32> = vec![0xffff_fffd; tables];
    let (mut data, mut small, mut small_next) = (Vec::new(), Vec::new(), Vec::new());
    let mut places = Vec::new();
    for (name, content) in streams {
        let (size, into, table) = match content.len() {
            0..4096 => (64, &mut small, &mut small_next),
            _ => (512, &mut data, &mut next),
        };
        let sectors = content.len().div_ceil(size);
        places.push((*name, 2, chain(table, sectors), content.len()));
        into.extend(content);
        into.resize(into.len().next_multiple_of(size), 0);
    }
    let small_at = chain(&mut next, small.len().div_ceil(512));
    places.insert(0, ("Root Entry", 5, small_at, small.len()));
    small.resize(small.len().next_multiple_of(512), 0);
    data.extend(small);
    let mut small_table: Vec<u8> = small_next.iter().flat_map(|id| id.to_le_bytes()).collect();
    let small_sectors = small_table.len().div_ceil(512);
    let small_table_at = chain(&mut next, small_sectors);
    small_table.resize(small_sectors * 512, 0xff);
    data.extend(small_table);
    let directory = directory(&places);
    let directory_at = chain(&mut next, directory.len() / 512);
    data.extend(directory);
    next.resize(tables * 128, u32::MAX);
    let head = header(tables, directory_at, (small_table_at, small_sectors));
    let next = next.iter().flat_map(|id| id.to_le_bytes()).collect();
    [head, next, data].concat()
}

fn directory(places: &[(&str, u8, u32, usize)]) -> Vec<u8> {
    let mut directory = Vec::new();
    for (index, (name, sort, first, size)) in places.iter().enumerate() {
        let mut entry = vec![0; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = u8::try_from(units.len() + 2).unwrap();
        entry[66] = *sort;
        entry[68..80].fill(0xff);
        let next = u32::try_from(index + 1).unwrap().to_le_bytes();
        if index == 0 {
            entry[76..80].copy_from_slice(&next);
        } else if index + 1 < places.len() {
            entry[72..76].copy_from_slice(&next);
        }
        entry[116..120].copy_from_slice(&first.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(*size).unwrap().to_le_bytes());
        directory.extend(entry);
    }
    directory.resize(directory.len().next_multiple_of(512), 0);
    directory
}

fn header(tables: usize, directory: u32, (small_table, small_sectors): (u32, usize)) -> Vec<u8> {
    let mut head = vec![0; 512];
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    put(44, &number(tables));
    put(48, &directory.to_le_bytes());
    put(56, &number(4096));
    put(60, &small_table.to_le_bytes());
    put(64, &number(small_sectors));
    put(68, &END.to_le_bytes());
    put(76, &[0xff; 436]);
    for table in 0..tables.min(109) {
        put(76 + table * 4, &number(table));
    }
    head
}
