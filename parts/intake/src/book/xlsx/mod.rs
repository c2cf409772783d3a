//! A workbook of Excel (ECMA-376), cell by cell. The library believes the numbers in a file; those it
//! would reserve memory for are checked before it sees them. What it does not tell, such as what is
//! merged or hidden, is looked up beside it.

mod look;

use super::cell::{self, Epoch, Kind};
use super::facts::Facts;
use super::{Book, Sheets, Shown, chosen};
use crate::rows::{CELLS, Rows, TOO_MANY_CELLS};
use crate::{IntakeFault, archive};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx};
use look::Entries;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::Cursor;

const KIND: &str = "XLSX";
const NOT_SOUND: IntakeFault = IntakeFault::NotSound(KIND);

/// Reads one sheet.
pub(super) fn read(bytes: &[u8], asked: Option<&str>) -> Result<Book, IntakeFault> {
    promises_little(bytes)?;
    let mut archive = archive::open(bytes, KIND)?;
    let entries = Entries::of(&mut archive)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| NOT_SOUND)?;
    let mut sheets = Sheets::default();
    // A chart on a sheet of its own has no rows.
    let found = book.sheets_metadata().to_vec();
    let found = found
        .into_iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let mut names = Vec::new();
    for sheet in found {
        let shown = match sheet.visible {
            SheetVisible::Visible => Shown::Openly,
            SheetVisible::Hidden | SheetVisible::VeryHidden => Shown::Never,
        };
        names.push(sheet.name.clone());
        sheets.add(sheet.name, shown)?;
    }
    let epoch = if book.has_1904_epoch() {
        Epoch::Of1904
    } else {
        Epoch::Of1900
    };
    chosen(&sheets, epoch, asked, |index| {
        let name = names.get(index).ok_or(NOT_SOUND)?;
        let mut facts = match entries.of_sheet(name) {
            Some(entry) => look::facts(&archive::entry(&mut archive, entry, KIND)?)?,
            None => Facts::default(),
        };
        let rows = cells(&mut book, name, &mut facts)?;
        Ok((rows, facts))
    })
}

/// Refuses a workbook whose table of shared texts announces more of them than a sheet may have cells:
/// the library reserves that much memory at once, and a process that gets none ends.
fn promises_little(bytes: &[u8]) -> Result<(), IntakeFault> {
    let mut archive = archive::open(bytes, KIND)?;
    let names: Result<Vec<String>, IntakeFault> = archive
        .file_names()
        .map(|name| name.map(Cow::into_owned).map_err(|_| NOT_SOUND))
        .collect();
    let is_table = |name: &String| name.to_lowercase().ends_with("sharedstrings.xml");
    for table in names?.into_iter().filter(is_table) {
        let content = archive::entry(&mut archive, &table, KIND)?;
        if announced(&content)? > CELLS {
            return Err(TOO_MANY_CELLS);
        }
    }
    Ok(())
}

/// The largest number of shared texts that the table announces before they begin.
fn announced(content: &[u8]) -> Result<usize, IntakeFault> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let mut buffer = Vec::new();
    let mut largest = 0;
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| NOT_SOUND)? {
            Event::DocType(_) => return Err(IntakeFault::DocumentType),
            Event::Start(element) if element.local_name().as_ref() == "sst" => {
                return Ok(largest.max(count(&element)));
            }
            Event::Empty(element) => largest = largest.max(count(&element)),
            Event::Eof => return Ok(largest),
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
        buffer.clear();
    }
}

/// What an element announces; beyond all bounds when it is no number.
fn count(element: &BytesStart<'_>) -> usize {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .filter(|attribute| attribute.key.local_name().as_ref() == "uniqueCount")
        .map(|attribute| attribute.value.parse().unwrap_or(usize::MAX))
        .max()
        .unwrap_or_default()
}

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

fn cells(book: &mut Workbook<'_>, name: &str, facts: &mut Facts) -> Result<Rows, IntakeFault> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| NOT_SOUND)?;
    let kinds: Vec<Kind> = cells.styles().iter().map(kind_of).collect();
    let mut rows = Rows::default();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| NOT_SOUND)? {
        let (row, column) = cell.get_position();
        let line = row.saturating_add(1);
        if matches!(cell.get_value(), DataRef::Error(_)) {
            facts.errors.add(line);
        }
        let kind = kinds.get(style).copied().unwrap_or_default();
        let text = written(cell.get_value(), kind);
        if !text.trim().is_empty() {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            rows.put(line, column, &text)?;
        }
    }
    Ok(rows)
}

fn kind_of(style: &Style) -> Kind {
    let format = style.number_format.as_ref();
    format.map_or(Kind::Number, |format| cell::kind_of(&format.format_code))
}

/// What a cell says, as a person reads it.
fn written(value: &DataRef<'_>, kind: Kind) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(moment) => cell::moment(moment),
        DataRef::Float(share) if kind == Kind::Percent => cell::percent(&share.to_string()),
        DataRef::Float(number) => number.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Error(error) => error.to_string(),
    }
}
