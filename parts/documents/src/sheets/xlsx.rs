//! An Excel workbook (ISO/IEC 29500) written from front to back: each row goes out as it comes. Text is
//! written as text in its cell, so that nothing in it can become a formula.

use super::xlsx_parts::{
    CONTENT_TYPES_END, CONTENT_TYPES_START, Ending, RELATIONS, date_style, ink_style, look_style,
    sheet_start, styles, workbook,
};
use super::{About, Cell, Ink, Tab};
use crate::package::Package;
use crate::{DocumentFault, opc, xml};
use jiff::civil::{Date, date};
use std::fmt::Write as _;
use std::io::{Seek, Write};

/// Points of a line, and of the highest row.
const LINE: usize = 15;
const HIGHEST: usize = 405;
/// Bytes that are gathered before they are pressed.
const GATHERED: usize = 32_768;

pub(super) struct Xlsx<W: Write + Seek> {
    package: Package<W>,
    about: About,
    /// The sheets so far: name, and the row of the headings.
    sheets: Vec<(String, u32)>,
    /// For each sheet the number of its table, if it has one.
    tables: Vec<Option<usize>>,
    /// The names of the columns of this sheet, and how many letters each has room for.
    columns: Vec<(String, usize)>,
    text: String,
}

impl<W: Write + Seek> Xlsx<W> {
    pub(super) fn new(out: W, about: &About) -> Self {
        Self {
            package: Package::new(out),
            about: about.clone(),
            sheets: Vec::new(),
            tables: Vec::new(),
            columns: Vec::new(),
            text: String::new(),
        }
    }

    pub(super) fn begin(&mut self, tab: &Tab) -> Result<(), DocumentFault> {
        self.sheets.push((tab.name.clone(), tab.head()));
        let room = tab.columns.iter().map(|column| column.letters);
        self.columns = room
            .enumerate()
            .map(|(at, room)| (letters(at), room))
            .collect();
        let number = self.sheets.len();
        self.package
            .begin(&format!("xl/worksheets/sheet{number}.xml"))?;
        self.text.push_str(&sheet_start(tab));
        if tab.table.is_none() {
            return Ok(());
        }
        if let Some(caption) = &tab.caption {
            self.row(1, &[(Cell::Text(caption), Ink::Heading)])?;
        }
        let heading = |column: &super::Column| match column.side {
            super::Side::Left => Ink::ColumnLeft,
            super::Side::Right => Ink::ColumnRight,
        };
        let headings: Vec<(Cell<'_>, Ink)> = tab
            .columns
            .iter()
            .map(|column| (Cell::Text(&column.heading), heading(column)))
            .collect();
        self.row(tab.head(), &headings)
    }

    pub(super) fn row(
        &mut self,
        number: u32,
        cells: &[(Cell<'_>, Ink)],
    ) -> Result<(), DocumentFault> {
        let row = format!("{number}\"");
        self.text.push_str("<row r=\"");
        self.text.push_str(&row);
        // Not every program makes a row as high as its text by itself.
        let lines = lines_of(cells, &self.columns);
        if lines > 1 {
            let height = (lines * LINE).min(HIGHEST);
            let _ = write!(self.text, " ht=\"{height}\" customHeight=\"1\"");
        }
        self.text.push('>');
        for ((cell, ink), (column, _)) in cells.iter().zip(&self.columns) {
            add_cell(&mut self.text, (cell, *ink), (column, &row));
        }
        self.text.push_str("</row>");
        if self.text.len() > GATHERED {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), DocumentFault> {
        self.package.add(&self.text)?;
        self.text.clear();
        Ok(())
    }

    pub(super) fn end(&mut self, tab: &Tab) -> Result<(), DocumentFault> {
        let ending = Ending {
            tab,
            about: &self.about.clone(),
        };
        self.text.push_str(&ending.of_sheet());
        self.flush()?;
        let number = self.sheets.len();
        let Some(table) = &tab.table else {
            self.tables.push(None);
            return Ok(());
        };
        let place = self.tables.iter().flatten().count() + 1;
        self.tables.push(Some(place));
        self.package.file(
            &format!("xl/worksheets/_rels/sheet{number}.xml.rels"),
            &format!("{RELATIONS}<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/table\" Target=\"../tables/table{place}.xml\"/></Relationships>"),
        )?;
        self.package.file(
            &format!("xl/tables/table{place}.xml"),
            &ending.of_table(table, place),
        )
    }

    pub(super) fn finish(mut self) -> Result<W, DocumentFault> {
        self.package
            .file("xl/workbook.xml", &workbook(&self.sheets))?;
        let mut relations = RELATIONS.to_owned();
        let mut types = CONTENT_TYPES_START.to_owned();
        for number in 1..=self.sheets.len() {
            let _ = write!(
                relations,
                "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            );
            let _ = write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            );
        }
        for table in self.tables.iter().flatten() {
            let _ = write!(
                types,
                "<Override PartName=\"/xl/tables/table{table}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml\"/>"
            );
        }
        relations.push_str("<Relationship Id=\"rIdStyles\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>");
        types.push_str(CONTENT_TYPES_END);
        self.package
            .file("xl/_rels/workbook.xml.rels", &relations)?;
        self.package.file("xl/styles.xml", &styles())?;
        self.package
            .file("docProps/core.xml", &opc::properties(&self.about))?;
        self.package
            .file("_rels/.rels", &opc::relations("xl/workbook.xml"))?;
        self.package.file("[Content_Types].xml", &types)?;
        self.package.finish()
    }
}

/// Lines that the longest text of a row needs.
fn lines_of(cells: &[(Cell<'_>, Ink)], columns: &[(String, usize)]) -> usize {
    let lines = cells.iter().zip(columns).map(|((cell, ink), (_, room))| {
        let is_wrapped = match ink {
            Ink::Text | Ink::TextRight | Ink::Label | Ink::ColumnLeft | Ink::ColumnRight => true,
            Ink::OneLine | Ink::Title | Ink::Heading => false,
        };
        let lines = |line: &str| line.chars().count().div_ceil(*room).max(1);
        match cell {
            Cell::Text(text) if is_wrapped => xml::lines(text).map(lines).sum(),
            Cell::Text(_) | Cell::Empty | Cell::Number(_) | Cell::Day(_) => 1,
        }
    });
    lines.max().unwrap_or(1)
}

/// Adds a cell. `row` is the number of its row with the mark that ends an attribute.
fn add_cell(out: &mut String, (cell, ink): (&Cell<'_>, Ink), (column, row): (&str, &str)) {
    match cell {
        Cell::Empty | Cell::Text("") => {}
        Cell::Text(text) => add_text(out, text, (column, row, ink)),
        Cell::Number(number) => {
            begin(out, (column, row), look_style(number.look));
            out.push_str("><v>");
            out.push_str(&number.value());
            out.push_str("</v></c>");
        }
        Cell::Day(day) => match serial(*day) {
            Some(serial) => {
                begin(out, (column, row), date_style());
                let _ = write!(out, "><v>{serial}</v></c>");
            }
            None => add_text(out, &day.to_string(), (column, row, ink)),
        },
    }
}

fn begin(out: &mut String, (column, row): (&str, &str), style: usize) {
    out.push_str("<c r=\"");
    out.push_str(column);
    out.push_str(row);
    out.push_str(" s=\"");
    let _ = write!(out, "{style}");
    out.push('"');
}

fn add_text(out: &mut String, text: &str, (column, row, ink): (&str, &str, Ink)) {
    begin(out, (column, row), ink_style(ink));
    out.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    add_escaped(out, text);
    out.push_str("</t></is></c>");
}

/// Text of a cell, or of a name in an attribute. `_x0041_` in it would be read as a letter by its number,
/// so its first sign is written by its own number; lines end in one way.
pub(super) fn add_escaped(out: &mut String, text: &str) {
    let is_usual = !text.contains(['\r', '\n', '\t']) && !text.contains("_x");
    if is_usual {
        xml::text(out, text);
        return;
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        xml::text(out, before);
        let digits = from.bytes().skip(2).take(4);
        let is_coded = digits.filter(u8::is_ascii_hexdigit).count() == 4
            && from.as_bytes().get(6) == Some(&b'_');
        out.push_str(if is_coded { "_x005F_" } else { "_" });
        rest = from.strip_prefix('_').unwrap_or_default();
    }
    xml::text(out, rest);
}

/// The letters of a column, from 0: `A` to `Z`, then `AA`.
pub(super) fn letters(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    loop {
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

/// A day as Excel counts it, from 30 December 1899; before March 1900 it counts a day that never was.
fn serial(day: Date) -> Option<i32> {
    let days = day.since(date(1899, 12, 30)).ok()?.get_days();
    (days > 60).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::{add_escaped, letters, serial};
    use jiff::civil::date;

    #[test]
    fn columns_are_counted_in_letters() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        assert_eq!(serial(date(1900, 3, 1)), Some(61));
        assert_eq!(serial(date(2026, 11, 30)), Some(46_356));
        assert_eq!(serial(date(1900, 2, 28)), None);
        assert_eq!(serial(date(1850, 1, 1)), None);
    }

    #[test]
    fn what_looks_like_a_coded_letter_stays_as_it_is_written() {
        for (text, written) in [
            ("_x0041_", "_x005F_x0041_"),
            ("a_x00e9_b_xyz_x", "a_x005F_x00e9_b_xyz_x"),
            ("_x_x0041_", "_x_x005F_x0041_"),
            ("file_x1.txt", "file_x1.txt"),
            ("a\r\nb\rc", "a&#10;b&#10;c"),
        ] {
            let mut out = String::new();
            add_escaped(&mut out, text);
            assert_eq!(out, written);
        }
    }
}
