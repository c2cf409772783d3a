//! Values parted by commas, semicolons or tabs, decoded as they stream: UTF-8 with or without its mark,
//! UTF-16 with its mark, else Windows-1252, which older office programs write.

use super::decoded::Decoded;
use super::{Note, Record};
use crate::IntakeFault;
use crate::rows::COLUMNS;
use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::fs::File;
use std::io::{BufReader, Chain, Cursor, Read, Seek, SeekFrom};

/// The most bytes of one row.
const ROW_BYTES: u64 = 1_000_000;
/// Bytes that are looked at in one go.
const PIECE: usize = 64 * 1024;

/// Text on its way to be rows.
#[derive(Debug)]
pub(super) struct TextTable {
    reader: Reader<Chain<Decoded, Cursor<&'static [u8]>>>,
    whole: u64,
    ends: Ends,
    record: ByteRecord,
}

/// How lines end, which tells on which line a row began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// With a line feed alone.
    LineFeed,
    /// With a carriage return first.
    Return,
}

/// What a first look at the bytes found.
struct Looked {
    encoding: &'static Encoding,
    separator: u8,
    ends: Ends,
    bytes: u64,
}

impl TextTable {
    /// Looks at the whole file once for its encoding, and at its beginning for what parts its cells.
    pub(super) fn open(mut file: File) -> Result<(Self, Vec<Note>), IntakeFault> {
        let looked = look(&mut file)?;
        file.seek(SeekFrom::Start(0))
            .map_err(|_| IntakeFault::Unread)?;
        let decoded = Decoded::new(file, looked.encoding);
        // A last line without its end would be counted differently from all the others.
        let end: &'static [u8] = match looked.ends {
            Ends::LineFeed => b"\n",
            Ends::Return => b"\r\n",
        };
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(looked.separator)
            .buffer_capacity(PIECE)
            .from_reader(decoded.chain(Cursor::new(end)));
        let notes = if looked.encoding == UTF_8 {
            Vec::new()
        } else {
            vec![Note::Encoding(looked.encoding.name())]
        };
        let table = Self {
            reader,
            whole: looked.bytes,
            ends: looked.ends,
            record: ByteRecord::new(),
        };
        Ok((table, notes))
    }

    /// Reads the next row that is not wholly empty.
    pub(super) fn read(&mut self, row: &mut Record) -> Result<bool, IntakeFault> {
        loop {
            let began = self.reader.position().byte();
            let found = self.reader.read_byte_record(&mut self.record);
            if !found.map_err(|_| IntakeFault::NotSound("CSV"))? {
                return Ok(false);
            }
            if self.reader.position().byte().saturating_sub(began) > ROW_BYTES {
                return Err(IntakeFault::TooMany("1 MB in one row"));
            }
            if self.record.len() > COLUMNS
                && self
                    .record
                    .iter()
                    .skip(COLUMNS)
                    .any(|cell| !cell.is_empty())
            {
                return Err(IntakeFault::TooMany("200 columns"));
            }
            if !self.record.iter().all(is_blank) {
                break;
            }
        }
        row.line = self.line();
        let record = std::mem::take(&mut self.record);
        // What decoding gives is UTF-8, so that nothing is refused here.
        match csv::StringRecord::from_byte_record(record) {
            Ok(cells) => {
                self.record = std::mem::replace(&mut row.cells, cells).into_byte_record();
                Ok(true)
            }
            Err(_) => Err(IntakeFault::NotText),
        }
    }

    /// The line on which the row that was read last began. The reader's own count of a row's beginning
    /// stands before the empty lines that it skips, so it is counted back from where it ended.
    fn line(&self) -> u64 {
        let within: usize = self.record.iter().map(lines_in).sum();
        let within = u64::try_from(within).unwrap_or(u64::MAX);
        let after = self.reader.position().line();
        let ended_on = match self.ends {
            // The feed that ends the row was read with it.
            Ends::LineFeed => after.saturating_sub(1),
            // The feed that follows the return is read with the next row.
            Ends::Return => after,
        };
        ended_on.saturating_sub(within)
    }

    /// How many bytes are read of how many.
    pub(super) fn progress(&self) -> (u64, u64) {
        let read = self.reader.get_ref().get_ref().0.read;
        (read.min(self.whole), self.whole)
    }
}

/// Whether a cell shows nothing: spaces of any kind, such as the one that does not break.
fn is_blank(cell: &[u8]) -> bool {
    match cell.trim_ascii().first() {
        None => true,
        Some(sign) if sign.is_ascii_graphic() => false,
        Some(_) => std::str::from_utf8(cell).is_ok_and(|text| text.trim().is_empty()),
    }
}

fn lines_in(cell: &[u8]) -> usize {
    cell.split(|byte| *byte == b'\n').skip(1).count()
}

/// Reads the whole file for its encoding, and its first line for its separator.
fn look(file: &mut File) -> Result<Looked, IntakeFault> {
    let mut reader = BufReader::with_capacity(PIECE, file);
    let mut piece = vec![0; PIECE];
    let mut first = Vec::new();
    let (mut bytes, mut utf8) = (0_u64, Validity::default());
    loop {
        let read = reader.read(&mut piece).map_err(|_| IntakeFault::Unread)?;
        let found = piece.get(..read).unwrap_or_default();
        if found.is_empty() {
            break;
        }
        if first.is_empty() {
            first = found.to_vec();
        }
        bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        utf8.take(found);
    }
    if bytes == 0 {
        return Err(IntakeFault::Empty);
    }
    let encoding = match Encoding::for_bom(&first) {
        Some((encoding, _)) => encoding,
        None if utf8.holds() => UTF_8,
        None => WINDOWS_1252,
    };
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let beginning = encoding.decode(&first).0.into_owned();
    if !is_wide && first.contains(&0) {
        return Err(IntakeFault::NotText);
    }
    Ok(Looked {
        encoding,
        separator: crate::rows::separator(&beginning),
        ends: if beginning
            .find('\r')
            .is_some_and(|at| at < beginning.find('\n').unwrap_or(usize::MAX))
        {
            Ends::Return
        } else {
            Ends::LineFeed
        },
        bytes,
    })
}

/// Whether bytes that come in pieces are UTF-8.
#[derive(Default)]
struct Validity {
    /// The beginning of a letter that the last piece cut.
    cut: Vec<u8>,
    is_broken: bool,
}

impl Validity {
    fn take(&mut self, piece: &[u8]) {
        if self.is_broken {
            return;
        }
        let joined;
        let piece = if self.cut.is_empty() {
            piece
        } else {
            joined = [self.cut.as_slice(), piece].concat();
            &joined
        };
        let rest = match std::str::from_utf8(piece) {
            Ok(_) => Vec::new(),
            Err(fault) if fault.error_len().is_none() => piece
                .get(fault.valid_up_to()..)
                .unwrap_or_default()
                .to_vec(),
            Err(_) => {
                self.is_broken = true;
                Vec::new()
            }
        };
        self.cut = rest;
    }

    fn holds(&self) -> bool {
        !self.is_broken && self.cut.is_empty()
    }
}
