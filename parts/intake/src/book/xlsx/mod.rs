//! A workbook of Excel (ECMA-376), cell by cell. The library believes the numbers in a file; those it
//! would reserve memory for are checked before it sees them. What it does not tell, such as what is
//! merged or hidden, is looked up beside it.

mod look;
mod promises;

use super::cell::{self, Epoch, Kind};
use super::facts::Facts;
use super::{Book, Sheets, Shown, chosen};
use crate::rows::Rows;
use crate::{IntakeFault, archive};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx};
use look::Entries;
use std::io::Cursor;

const KIND: &str = "XLSX";
const NOT_SOUND: IntakeFault = IntakeFault::NotSound(KIND);

/// Reads one sheet.
pub(super) fn read(bytes: &[u8], asked: Option<&str>) -> Result<Book, IntakeFault> {
    let mut archive = archive::open(bytes, KIND)?;
    promises::are_kept_small(&mut archive)?;
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
