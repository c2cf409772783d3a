//! Looking into packed files without being flooded: entries, sizes and ratios are bounded before
//! anything is unpacked, and while it is.

use crate::IntakeFault;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most that one packed file may unpack to.
const UNPACKED: u64 = 200_000_000;
/// The most that one entry may unpack to.
const ENTRY: u64 = 60_000_000;
/// The most entries.
const ENTRIES: usize = 2_000;
/// How many times its size an entry may unpack to, beyond the first megabyte.
const RATIO: u64 = 200;

pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a packed file whose directory keeps within the bounds.
pub(crate) fn open<'a>(bytes: &'a [u8], kind: &'static str) -> Result<Archive<'a>, IntakeFault> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| IntakeFault::NotSound(kind))?;
    if archive.len() > ENTRIES {
        return Err(IntakeFault::Swells);
    }
    let mut whole: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive
            .by_index_raw(index)
            .map_err(|_| IntakeFault::NotSound(kind))?;
        let size = entry.size();
        whole = whole.saturating_add(size);
        let swells = size > 1_000_000 && size / entry.compressed_size().max(1) > RATIO;
        if size > ENTRY || whole > UNPACKED || swells {
            return Err(IntakeFault::Swells);
        }
    }
    Ok(archive)
}

/// One entry, read no further than it said it would be.
pub(crate) fn entry(
    archive: &mut Archive<'_>,
    name: &str,
    kind: &'static str,
) -> Result<Vec<u8>, IntakeFault> {
    let file = archive
        .by_name(name)
        .map_err(|_| IntakeFault::NotSound(kind))?;
    let said = file.size();
    let mut bytes = Vec::new();
    file.take(ENTRY)
        .read_to_end(&mut bytes)
        .map_err(|_| IntakeFault::NotSound(kind))?;
    let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if read > said {
        Err(IntakeFault::Swells)
    } else {
        Ok(bytes)
    }
}
