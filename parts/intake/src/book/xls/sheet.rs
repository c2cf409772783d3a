//! One sheet of such a workbook: its cells, and what a person should know of them.

use super::super::cell;
use super::super::facts::Facts;
use super::ole::{place, u16_at, u32_at};
use super::records::{Pieces, Texts};
use super::{BEGINNING, END, Globals, NOT_SOUND};
use crate::IntakeFault;
use crate::rows::Rows;

/// Where a cell is, and how it looks.
#[derive(Debug, Clone, Copy)]
struct Place {
    row: u16,
    column: u16,
    look: u16,
}

impl Place {
    fn of(content: &[u8]) -> Option<Self> {
        Some(Self {
            row: u16_at(content, 0)?,
            column: u16_at(content, 2)?,
            look: u16_at(content, 4)?,
        })
    }
}

/// A sheet while it is read.
pub(super) struct Reading<'a> {
    globals: &'a Globals,
    rows: Rows,
    facts: Facts,
    /// The formula whose text is still to come.
    awaited: Option<Place>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(globals: &'a Globals) -> Self {
        Self {
            globals,
            rows: Rows::default(),
            facts: Facts::default(),
            awaited: None,
        }
    }

    pub(super) fn sheet(mut self, from: &[u8]) -> Result<(Rows, Facts), IntakeFault> {
        let mut pieces = Pieces::new(from);
        if pieces.next().is_none_or(|first| first.kind != BEGINNING) {
            return Err(NOT_SOUND);
        }
        // A chart within the sheet has cells of its own, which are none of the sheet's.
        let mut depth = 0_usize;
        while let Some(piece) = pieces.next() {
            match piece.kind {
                BEGINNING => depth += 1,
                END if depth == 0 => {
                    self.no_text_came();
                    return Ok((self.rows, self.facts));
                }
                END => depth -= 1,
                _ if depth > 0 => {}
                // The text that a formula gave.
                0x0207 => {
                    let text = pieces.with_more(piece.content).text().ok_or(NOT_SOUND)?;
                    if let Some(at) = self.awaited.take() {
                        self.put(at, &text)?;
                    }
                }
                kind => self.record(kind, piece.content).ok_or(NOT_SOUND)??,
            }
        }
        Err(NOT_SOUND)
    }

    fn record(&mut self, kind: u16, content: &[u8]) -> Option<Result<(), IntakeFault>> {
        match kind {
            0x0203 => Some(self.number(Place::of(content)?, f64_at(content, 6)?)),
            0x027e => Some(self.number(Place::of(content)?, packed(u32_at(content, 6)?))),
            0x00bd => self.several(content),
            0x00fd => {
                let (at, texts) = (Place::of(content)?, &self.globals.texts);
                let text = texts.get(place(u32_at(content, 6)?))?;
                Some(self.put(at, text))
            }
            0x0204 | 0x00d6 => {
                let text = Texts::of(content.get(6..)?).text()?;
                Some(self.put(Place::of(content)?, &text))
            }
            0x0205 => {
                let (at, code) = (Place::of(content)?, *content.get(6)?);
                Some(match content.get(7)? {
                    0 => self.put(at, truth(code)),
                    _ => self.error(at, code),
                })
            }
            0x0006 => self.formula(content),
            // A row, and whether it is hidden.
            0x0208 => {
                if content.get(12)? & 0x20 != 0 {
                    let line = u32::from(u16_at(content, 0)?) + 1;
                    self.facts.hidden_rows.add(line, line);
                }
                Some(Ok(()))
            }
            // Columns, and whether they are hidden.
            0x007d => {
                if u16_at(content, 8)? & 1 == 1 {
                    let (first, last) = (u16_at(content, 0)?, u16_at(content, 2)?);
                    self.facts.hidden_columns.add(first.into(), last.into());
                }
                Some(Ok(()))
            }
            0x00e5 => {
                self.facts.merged += u64::from(u16_at(content, 0)?);
                Some(Ok(()))
            }
            _ => Some(Ok(())),
        }
    }

    /// Several numbers side by side.
    fn several(&mut self, content: &[u8]) -> Option<Result<(), IntakeFault>> {
        let (row, first) = (u16_at(content, 0)?, u16_at(content, 2)?);
        let numbers = content.get(4..content.len().checked_sub(2)?)?;
        for (column, number) in (first..).zip(numbers.chunks_exact(6)) {
            let look = u16_at(number, 0)?;
            let at = Place { row, column, look };
            if let Err(fault) = self.number(at, packed(u32_at(number, 2)?)) {
                return Some(Err(fault));
            }
        }
        Some(Ok(()))
    }

    /// A formula is read by the value that was kept with it.
    fn formula(&mut self, content: &[u8]) -> Option<Result<(), IntakeFault>> {
        self.no_text_came();
        let at = Place::of(content)?;
        self.facts.formulas += 1;
        let (sort, code) = (*content.get(6)?, *content.get(8)?);
        if u16_at(content, 12)? != 0xffff {
            return Some(self.number(at, f64_at(content, 6)?));
        }
        Some(match sort {
            0 => {
                self.awaited = Some(at);
                Ok(())
            }
            1 => self.put(at, truth(code)),
            2 => self.error(at, code),
            _ => Ok(()),
        })
    }

    /// A formula whose text never came has no value.
    fn no_text_came(&mut self) {
        if let Some(at) = self.awaited.take() {
            self.facts.without_value.add(line(at));
        }
    }

    fn number(&mut self, at: Place, value: f64) -> Result<(), IntakeFault> {
        let text = cell::number(value, self.globals.kind(at.look), self.globals.epoch);
        self.put(at, &text)
    }

    fn error(&mut self, at: Place, code: u8) -> Result<(), IntakeFault> {
        self.facts.errors.add(line(at));
        self.put(at, cell::error(code))
    }

    fn put(&mut self, at: Place, text: &str) -> Result<(), IntakeFault> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.rows.put(line(at), usize::from(at.column), text)
    }
}

fn line(at: Place) -> u32 {
    u32::from(at.row) + 1
}

fn truth(code: u8) -> &'static str {
    if code == 0 { "false" } else { "true" }
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let found = bytes.get(at..)?.first_chunk()?;
    Some(f64::from_le_bytes(*found))
}

/// A number packed into four bytes: whole or the upper half of a fraction, perhaps a hundred times what
/// it is.
fn packed(bits: u32) -> f64 {
    let value = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 {
        return value;
    }
    // Written out and read again, it is the nearest number to the figures that the cell shows.
    format!("{value}e-2").parse().unwrap_or(value)
}
