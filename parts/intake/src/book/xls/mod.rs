//! A workbook of Excel 97 to 2003 (MS-XLS), record by record. The library reads such a file whole, into
//! ranges without gaps, and believes what the file says of its own size; here only cells that are there
//! take memory, and one sheet is read at a time.

mod ole;
mod records;
mod sheet;

use super::cell::{self, Epoch, Kind};
use super::{Book, Sheets, Shown, chosen};
use crate::IntakeFault;
use crate::rows::{CELLS, TOO_MANY_CELLS};
use ole::{Ole, place, u16_at, u32_at};
use records::{Pieces, Texts};
use sheet::Reading;
use std::collections::BTreeMap;

pub(super) use ole::is_ole;

const NOT_SOUND: IntakeFault = IntakeFault::NotSound("XLS");
/// The beginning of a workbook, of a sheet, or of a chart within one.
const BEGINNING: u16 = 0x0809;
/// The end of what was begun.
const END: u16 = 0x000a;

/// What the workbook says before its sheets.
#[derive(Default)]
struct Globals {
    /// Where each sheet begins, in their order.
    places: Vec<usize>,
    sheets: Sheets,
    texts: Vec<String>,
    formats: BTreeMap<u16, Kind>,
    /// The format of each look that a cell may have.
    looks: Vec<u16>,
    epoch: Epoch,
}

/// Reads one sheet.
pub(super) fn read(bytes: &[u8], asked: Option<&str>) -> Result<Book, IntakeFault> {
    let ole = Ole::open(bytes).ok_or(NOT_SOUND)?;
    if ole.stream("EncryptedPackage")?.is_some() {
        return Err(IntakeFault::Protected);
    }
    let stream = match ole.stream("Workbook")? {
        Some(stream) => stream,
        None if ole.stream("Book")?.is_some() => return Err(IntakeFault::TooOld),
        None => return Err(NOT_SOUND),
    };
    drop(ole);
    let globals = Globals::read(&stream)?;
    let places = globals.places.iter().copied();
    chosen(&globals.sheets, globals.epoch, asked, |index| {
        let from = places.clone().nth(index).and_then(|at| stream.get(at..));
        Reading::new(&globals).sheet(from.ok_or(NOT_SOUND)?)
    })
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, IntakeFault> {
        let mut globals = Self::default();
        let mut pieces = Pieces::new(stream);
        let first = pieces.next().ok_or(NOT_SOUND)?;
        if first.kind != BEGINNING {
            return Err(NOT_SOUND);
        }
        if u16_at(first.content, 0) != Some(0x0600) {
            return Err(IntakeFault::TooOld);
        }
        while let Some(piece) = pieces.next() {
            let content = piece.content;
            match piece.kind {
                END => return Ok(globals),
                // The cells that follow are encrypted, whatever way is named.
                0x002f => return Err(IntakeFault::Protected),
                0x0022 if u16_at(content, 0) == Some(1) => globals.epoch = Epoch::Of1904,
                0x0085 => globals.sheet(content).ok_or(NOT_SOUND)??,
                0x00e0 => globals.looks.push(u16_at(content, 2).ok_or(NOT_SOUND)?),
                0x041e => globals.format(content),
                0x00fc => globals.texts = texts(pieces.with_more(content))?,
                _ => {}
            }
        }
        Err(NOT_SOUND)
    }

    /// A sheet's place, whether it is shown, its sort and its name. Charts and macros are left out.
    fn sheet(&mut self, content: &[u8]) -> Option<Result<(), IntakeFault>> {
        let at = place(u32_at(content, 0)?);
        let (shown, sort) = (content.get(4)?, content.get(5)?);
        let name = Texts::of(content.get(6..)?).short_text()?;
        if *sort != 0 {
            return Some(Ok(()));
        }
        if self.places.contains(&at) {
            return Some(Err(NOT_SOUND));
        }
        self.places.push(at);
        let shown = match shown & 3 {
            0 => Shown::Openly,
            _ => Shown::Never,
        };
        Some(self.sheets.add(name, shown))
    }

    /// What a format makes of a number; one that cannot be read makes nothing of it.
    fn format(&mut self, content: &[u8]) {
        let format = content.get(2..).and_then(|rest| Texts::of(rest).text());
        if let (Some(id), Some(format)) = (u16_at(content, 0), format) {
            self.formats.insert(id, cell::kind_of(&format));
        }
    }

    fn kind(&self, look: u16) -> Kind {
        let Some(format) = self.looks.get(usize::from(look)) else {
            return Kind::Number;
        };
        let own = self.formats.get(format).copied();
        own.unwrap_or_else(|| cell::kind_of_number(*format))
    }
}

/// The table of shared texts.
fn texts(mut from: Texts<'_>) -> Result<Vec<String>, IntakeFault> {
    from.pass(8).ok_or(NOT_SOUND)?;
    let mut texts = Vec::new();
    while !from.is_over() {
        if texts.len() >= CELLS {
            return Err(TOO_MANY_CELLS);
        }
        texts.push(from.text().ok_or(NOT_SOUND)?);
    }
    Ok(texts)
}
