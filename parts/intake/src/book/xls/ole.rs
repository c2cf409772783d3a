//! An OLE file (MS-CFB), the packing of older office programs, as far as its named streams. Every chain
//! of sectors ends with the file, so that one that bites its own tail is refused.

use crate::IntakeFault;
use std::collections::BTreeSet;

/// How every such file begins.
const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Ids from here on name no sector.
const NO_SECTOR: u32 = 0xffff_fffa;
/// Streams below this many bytes are kept in the small sectors.
const SMALL: usize = 4096;
/// The bytes of a small sector.
const SMALL_SECTOR: usize = 64;
/// The bytes of an entry of the directory.
const ENTRY: usize = 128;
/// No entry of the directory.
const NO_ENTRY: u32 = u32::MAX;

/// An OLE file.
pub(super) struct Ole<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// For each sector, the one that follows it.
    next: Vec<u32>,
    small_next: Vec<u32>,
    small: Vec<u8>,
    streams: Vec<Stream>,
}

struct Stream {
    name: String,
    first: u32,
    size: usize,
}

/// The number at a place, none beyond the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*found))
}

/// The number at a place, none beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*found))
}

/// A number as a place; what no memory holds is beyond every end.
pub(super) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Whether the bytes begin as an OLE file does.
pub(in crate::book) fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .filter_map(|chunk| Some(u32::from_le_bytes(*chunk.first_chunk()?)))
}

impl<'a> Ole<'a> {
    /// Opens the bytes; none when they are no sound OLE file.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !is_ole(bytes) {
            return None;
        }
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut ole = Self {
            bytes,
            sector,
            next: Vec::new(),
            small_next: Vec::new(),
            small: Vec::new(),
            streams: Vec::new(),
        };
        ole.next = ole.table()?;
        let directory = ole.chain(u32_at(bytes, 48)?)?;
        let root = directory.get(..ENTRY)?;
        ole.streams = streams(&directory)?;
        if u32_at(bytes, 64)? > 0 {
            ole.small = ole.chain(u32_at(root, 116)?)?;
            ole.small_next = numbers(&ole.chain(u32_at(bytes, 60)?)?).collect();
        }
        Some(ole)
    }

    /// The content of a stream in the root of the file, whatever the case of its name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, IntakeFault> {
        let named = |stream: &&Stream| stream.name.eq_ignore_ascii_case(name);
        let Some(found) = self.streams.iter().find(named) else {
            return Ok(None);
        };
        let content = if found.size < SMALL {
            self.small_chain(found.first)
        } else {
            self.chain(found.first)
        };
        let mut content = content.ok_or(super::NOT_SOUND)?;
        content.truncate(found.size);
        Ok(Some(content))
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = place(id).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..)?;
        // Some programs cut the last sector short.
        rest.get(..self.sector)
            .or((!rest.is_empty()).then_some(rest))
    }

    /// How many sectors the file can have.
    fn most(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// The table of which sector follows which.
    fn table(&self) -> Option<Vec<u32>> {
        let mut parts: Vec<u32> = numbers(self.bytes.get(76..512)?).collect();
        let mut more = u32_at(self.bytes, 68)?;
        let mut turns = 0;
        while more < NO_SECTOR {
            turns += 1;
            if turns > self.most() {
                return None;
            }
            parts.extend(numbers(self.sector(more)?));
            more = parts.pop()?;
        }
        parts.retain(|id| *id < NO_SECTOR);
        if parts.len() > self.most() {
            return None;
        }
        let mut table = Vec::new();
        for id in parts {
            table.extend(numbers(self.sector(id)?));
        }
        Some(table)
    }

    /// The content of the sectors that follow each other from one on.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut id = first;
        while id < NO_SECTOR {
            content.extend_from_slice(self.sector(id)?);
            if content.len() > self.bytes.len() {
                return None;
            }
            id = *self.next.get(place(id))?;
        }
        Some(content)
    }

    fn small_chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut id = first;
        while id < NO_SECTOR {
            let start = place(id).checked_mul(SMALL_SECTOR)?;
            let rest = self.small.get(start..)?;
            content.extend_from_slice(rest.get(..SMALL_SECTOR).unwrap_or(rest));
            if content.len() > SMALL + SMALL_SECTOR {
                return None;
            }
            id = *self.small_next.get(place(id))?;
        }
        Some(content)
    }
}

/// The streams that stand in the root itself: one within an embedded document is not the file's own.
fn streams(directory: &[u8]) -> Option<Vec<Stream>> {
    let entries: Vec<&[u8]> = directory.chunks_exact(ENTRY).collect();
    let mut seen = BTreeSet::new();
    let mut ahead = vec![u32_at(entries.first()?, 76)?];
    let mut found = Vec::new();
    while let Some(id) = ahead.pop() {
        if id == NO_ENTRY || !seen.insert(id) {
            continue;
        }
        let entry = *entries.get(place(id))?;
        ahead.push(u32_at(entry, 68)?);
        ahead.push(u32_at(entry, 72)?);
        // Its kind: 2 is a stream.
        if entry.get(66) == Some(&2) {
            let units = entry.get(..64)?.chunks_exact(2);
            let units = units.filter_map(|unit| Some(u16::from_le_bytes(*unit.first_chunk()?)));
            let units = units.take_while(|unit| *unit != 0);
            let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}'));
            found.push(Stream {
                name: letters.collect(),
                first: u32_at(entry, 116)?,
                size: place(u32_at(entry, 120)?),
            });
        }
    }
    Some(found)
}
