//! An ODS workbook (ISO/IEC 26300): its sheets stand one after the other in one XML, which is
//! gone through once. A cell or a row may say that it stands a million times: what is empty takes no
//! memory, and what is not keeps to the bounds of every sheet. The library would lay out all sheets at
//! once, whose sizes and spaces it takes from the file.

mod cell;

use super::cell::Epoch;
use super::facts::Facts;
use super::{Book, Sheets, Shown};
use crate::rows::Rows;
use crate::{IntakeFault, archive};
use cell::Cell;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

const KIND: &str = "ODS";
const NOT_SOUND: IntakeFault = IntakeFault::NotSound(KIND);

/// Reads one sheet.
pub(super) fn read(bytes: &[u8], asked: Option<&str>) -> Result<Book, IntakeFault> {
    let mut archive = archive::open(bytes, KIND)?;
    if let Ok(manifest) = archive::entry(&mut archive, "META-INF/manifest.xml", KIND) {
        let part: &[u8] = b"encryption-data";
        if manifest.windows(part.len()).any(|window| window == part) {
            return Err(IntakeFault::Protected);
        }
    }
    let content = archive::entry(&mut archive, "content.xml", KIND)?;
    let mut reader = quick_xml::Reader::from_reader(content.as_slice());
    reader.config_mut().expand_empty_elements = true;
    let mut reading = Reading {
        asked,
        ..Reading::default()
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| NOT_SOUND)? {
            Event::DocType(_) => return Err(IntakeFault::DocumentType),
            Event::Start(element) => reading.start(&element)?,
            Event::End(element) => reading.end(element.name().as_ref())?,
            Event::Text(words) => reading.words(&words)?,
            Event::CData(words) => reading.words(&words)?,
            Event::GeneralRef(name) => {
                let letter = crate::reference::letter(&name).ok_or(NOT_SOUND)?;
                reading.words(letter.encode_utf8(&mut [0; 4]))?;
            }
            Event::Eof => return reading.book(),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The text of an attribute.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    let text = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(text.into_owned())
}

/// How often something stands; once when nothing is said.
fn times(element: &BytesStart<'_>, name: &str) -> Result<u32, IntakeFault> {
    attribute(element, name).map_or(Ok(1), |text| text.parse().map_err(|_| NOT_SOUND))
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    let shown = attribute(element, "table:visibility");
    shown.is_some_and(|shown| matches!(shown.as_str(), "collapse" | "filter"))
}

/// Where the reading stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    /// Outside the sheets.
    #[default]
    Document,
    Sheet,
    Row,
    Cell,
}

#[derive(Default)]
struct Reading<'a> {
    asked: Option<&'a str>,
    within: Within,
    /// How deep in what is passed over.
    passing: usize,
    /// Elements that are open, so that a file that is cut is known.
    open: usize,
    style: String,
    /// Styles whose sheets are hidden.
    hidden: BTreeSet<String>,
    sheets: Sheets,
    name: String,
    rows: Rows,
    facts: Facts,
    /// The first row that stands where the reading is, and how often it stands.
    line: u32,
    times: u32,
    column: usize,
    /// Columns that were described so far.
    columns: u32,
    cell: Cell,
    found: Option<(String, (Rows, Facts))>,
}

impl Reading<'_> {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), IntakeFault> {
        self.open += 1;
        if self.passing > 0 {
            self.passing += 1;
            return Ok(());
        }
        let name = element.name();
        let name = name.as_ref();
        match (self.within, name) {
            (Within::Document, "style:style") => {
                self.style = attribute(element, "style:name").unwrap_or_default();
            }
            (Within::Document, "style:table-properties") => {
                if attribute(element, "table:display").as_deref() == Some("false") {
                    self.hidden.insert(std::mem::take(&mut self.style));
                }
            }
            (Within::Document, "table:table") => self.begin_sheet(element)?,
            (Within::Document, "table:tracked-changes") => self.passing = 1,
            (Within::Sheet, "table:table-column") => {
                let many = times(element, "table:number-columns-repeated")?;
                let after = self.columns.saturating_add(many);
                if is_hidden(element) && many > 0 {
                    self.facts.hidden_columns.add(self.columns, after - 1);
                }
                self.columns = after;
            }
            (Within::Sheet, "table:table-row") => {
                self.within = Within::Row;
                self.line = self.line.saturating_add(self.times);
                self.times = times(element, "table:number-rows-repeated")?;
                self.column = 0;
                if is_hidden(element) {
                    let last = self.line.saturating_add(self.times.saturating_sub(1));
                    self.facts.hidden_rows.add(self.line, last);
                }
            }
            (Within::Document, _)
            | (
                Within::Sheet,
                "table:table-columns"
                | "table:table-header-columns"
                | "table:table-column-group"
                | "table:table-rows"
                | "table:table-header-rows"
                | "table:table-row-group",
            ) => {}
            (Within::Row, "table:table-cell" | "table:covered-table-cell") => {
                self.cell = Cell::of(element)?;
                self.within = Within::Cell;
            }
            (Within::Cell, name) if Cell::holds(name) => self.cell.start(name, element)?,
            (Within::Sheet | Within::Row | Within::Cell, _) => self.passing = 1,
        }
        Ok(())
    }

    /// A sheet that is not wanted is passed over.
    fn begin_sheet(&mut self, element: &BytesStart<'_>) -> Result<(), IntakeFault> {
        self.name = attribute(element, "table:name").unwrap_or_default();
        let style = attribute(element, "table:style-name").unwrap_or_default();
        let shown = if self.hidden.contains(&style) {
            Shown::Never
        } else {
            Shown::Openly
        };
        self.sheets.add(self.name.clone(), shown)?;
        let is_wanted = self.asked.is_none_or(|asked| asked == self.name);
        if shown == Shown::Openly && is_wanted && self.found.is_none() {
            self.within = Within::Sheet;
            (self.line, self.times, self.columns) = (0, 1, 0);
        } else {
            self.passing = 1;
        }
        Ok(())
    }

    fn words(&mut self, words: &str) -> Result<(), IntakeFault> {
        if self.within == Within::Cell && self.passing == 0 {
            self.cell.words(words)?;
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), IntakeFault> {
        self.open = self.open.checked_sub(1).ok_or(NOT_SOUND)?;
        if self.passing > 0 {
            self.passing -= 1;
            return Ok(());
        }
        match (self.within, name) {
            (Within::Sheet, "table:table") => {
                let read = (
                    std::mem::take(&mut self.rows),
                    std::mem::take(&mut self.facts),
                );
                if self.asked.is_some() || read.0.are_a_table() {
                    self.found = Some((std::mem::take(&mut self.name), read));
                }
                self.within = Within::Document;
            }
            (Within::Row, "table:table-row") => {
                self.rows.again(self.line, self.times)?;
                self.within = Within::Sheet;
            }
            (Within::Cell, "table:table-cell" | "table:covered-table-cell") => {
                let cell = std::mem::take(&mut self.cell);
                self.column =
                    cell.put((self.line, self.column), &mut self.rows, &mut self.facts)?;
                self.within = Within::Row;
            }
            (Within::Cell, _) => self.cell.end(name),
            (Within::Document | Within::Sheet | Within::Row, _) => {}
        }
        Ok(())
    }

    fn book(self) -> Result<Book, IntakeFault> {
        if self.open > 0 {
            return Err(NOT_SOUND);
        }
        match (self.found, self.asked) {
            (Some((name, read)), _) => Ok(Book::new(&self.sheets, name, read, Epoch::Of1900)),
            (None, Some(asked)) => Err(self.sheets.unknown(asked)),
            (None, None) => Err(IntakeFault::NoRows),
        }
    }
}
