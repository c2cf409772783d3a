//! An OpenDocument spreadsheet (ISO/IEC 26300) written from front to back: each row goes out as it comes.
//! Text is of the type of text, so that nothing in it can become a formula.

use super::ods_parts::{
    CONTENT_START, MANIFEST, MIMETYPE, ink_style, look_style, meta, settings, style_sheet, styles,
    width,
};
use super::xlsx::letters;
use super::{About, Cell, Column, Ink, Side, Tab};
use crate::number::Around;
use crate::package::Package;
use crate::{DocumentFault, Number, xml};
use std::fmt::Write as _;
use std::io::{Seek, Write};

/// Bytes that are gathered before they are pressed.
const GATHERED: usize = 32_768;

pub(super) struct Ods<W: Write + Seek> {
    package: Package<W>,
    /// The sheets so far: name, and the row of the headings.
    sheets: Vec<(String, u32)>,
    /// The tables so far, as the file lists them in the end.
    tables: String,
    text: String,
}

impl<W: Write + Seek> Ods<W> {
    pub(super) fn new(out: W, about: &About) -> Result<Self, DocumentFault> {
        let mut package = Package::new(out);
        // The kind of file stands first and readable, so that it is known by its first bytes.
        package.stored("mimetype", MIMETYPE.as_bytes())?;
        package.file("META-INF/manifest.xml", MANIFEST)?;
        package.file("meta.xml", &meta(about))?;
        package.file("styles.xml", &style_sheet(about))?;
        package.begin("content.xml")?;
        package.add(CONTENT_START)?;
        package.add(&styles())?;
        Ok(Self {
            package,
            sheets: Vec::new(),
            tables: String::new(),
            text: String::new(),
        })
    }

    pub(super) fn begin(&mut self, tab: &Tab) -> Result<(), DocumentFault> {
        self.sheets.push((tab.name.clone(), tab.head()));
        let name = xml::escaped(&tab.name);
        let style = if tab.table.is_some() {
            "sheet"
        } else {
            "words"
        };
        let _ = write!(
            self.text,
            "<table:table table:name=\"{name}\" table:style-name=\"{style}\">"
        );
        for column in &tab.columns {
            let _ = write!(
                self.text,
                "<table:table-column table:style-name=\"{}\"/>",
                width(column.letters)
            );
        }
        if tab.table.is_none() {
            return Ok(());
        }
        if let Some(caption) = &tab.caption {
            self.row(&[(Cell::Text(caption), Ink::Heading)])?;
        }
        let heading = |column: &Column| match column.side {
            Side::Left => Ink::ColumnLeft,
            Side::Right => Ink::ColumnRight,
        };
        let headings: Vec<(Cell<'_>, Ink)> = tab
            .columns
            .iter()
            .map(|column| (Cell::Text(&column.heading), heading(column)))
            .collect();
        self.text.push_str("<table:table-header-rows>");
        self.row(&headings)?;
        self.text.push_str("</table:table-header-rows>");
        Ok(())
    }

    pub(super) fn row(&mut self, cells: &[(Cell<'_>, Ink)]) -> Result<(), DocumentFault> {
        self.text
            .push_str("<table:table-row table:style-name=\"row\">");
        for (cell, ink) in cells {
            add_cell(&mut self.text, cell, *ink);
        }
        // A row has a cell at least.
        if cells.is_empty() {
            self.text.push_str("<table:table-cell/>");
        }
        self.text.push_str("</table:table-row>");
        if self.text.len() > GATHERED {
            self.package.add(&self.text)?;
            self.text.clear();
        }
        Ok(())
    }

    pub(super) fn end(&mut self, tab: &Tab) -> Result<(), DocumentFault> {
        if tab.rows == 0 {
            self.row(&[])?;
        }
        self.text.push_str("</table:table>");
        if let Some(table) = &tab.table {
            let sheet = xml::escaped(&tab.name.replace('\'', "''"));
            let last = letters(tab.columns.len().saturating_sub(1));
            let (head, end) = (tab.head(), tab.head() + tab.rows.max(1));
            let _ = write!(
                self.tables,
                "<table:database-range table:name=\"{table}\" table:target-range-address=\"'{sheet}'.A{head}:'{sheet}'.{last}{end}\" table:display-filter-buttons=\"true\"/>"
            );
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, DocumentFault> {
        self.package.add(&self.text)?;
        if !self.tables.is_empty() {
            let tables = format!(
                "<table:database-ranges>{}</table:database-ranges>",
                self.tables
            );
            self.package.add(&tables)?;
        }
        self.package
            .add("</office:spreadsheet></office:body></office:document-content>")?;
        self.package.file("settings.xml", &settings(&self.sheets))?;
        self.package.finish()
    }
}

fn add_cell(out: &mut String, cell: &Cell<'_>, ink: Ink) {
    match cell {
        Cell::Empty | Cell::Text("") => out.push_str("<table:table-cell/>"),
        Cell::Text(text) => {
            let _ = write!(
                out,
                "<table:table-cell table:style-name=\"{}\" office:value-type=\"string\">",
                ink_style(ink)
            );
            paragraphs(out, text);
            out.push_str("</table:table-cell>");
        }
        Cell::Number(number) => add_number(out, *number),
        Cell::Day(day) => {
            let shown = day.strftime("%-d %B %Y");
            let _ = write!(
                out,
                "<table:table-cell table:style-name=\"day\" office:value-type=\"date\" office:date-value=\"{day}\"><text:p>{shown}</text:p></table:table-cell>"
            );
        }
    }
}

fn add_number(out: &mut String, number: Number) {
    let kind = match number.look.around {
        Around::Nothing => "float\"",
        Around::Percent | Around::SpacedPercent => "percentage\"",
        Around::Pounds => "currency\" office:currency=\"GBP\"",
    };
    let _ = write!(
        out,
        "<table:table-cell table:style-name=\"{}\" office:value-type=\"{kind} office:value=\"{}\"><text:p>{number}</text:p></table:table-cell>",
        look_style(number.look),
        number.value()
    );
}

/// Text in the paragraphs of a cell. Of several spaces the format keeps one, so the others are said.
fn paragraphs(out: &mut String, text: &str) {
    for line in xml::lines(text) {
        out.push_str("<text:p>");
        if line.contains("  ")
            || line.contains('\t')
            || line.starts_with(' ')
            || line.ends_with(' ')
        {
            spaced(out, line);
        } else {
            xml::text(out, line);
        }
        out.push_str("</text:p>");
    }
}

fn spaced(out: &mut String, line: &str) {
    for letter in line.chars() {
        match letter {
            ' ' => out.push_str("<text:s/>"),
            '\t' => out.push_str("<text:tab/>"),
            letter => xml::letter(out, letter),
        }
    }
}
