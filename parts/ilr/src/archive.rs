//! A return inside a ZIP: exactly one XML, as the rules for ZIP files ask, and never unpacked further
//! than an ILR can be.

use crate::ReturnFault;
use std::io::{self, ErrorKind, Read, Seek};
use zip::ZipArchive;

/// The most that the XML may unpack to.
const UNPACKED: u64 = 2_000_000_000;
/// How many times its packed size it may unpack to, beyond the first ten megabytes.
const RATIO: u64 = 200;
/// The most entries that are looked at.
const ENTRIES: usize = 1_000;

/// A ZIP with one XML in it.
pub struct Packed<S> {
    archive: ZipArchive<S>,
    index: usize,
    name: String,
}

impl<S: Read + Seek> Packed<S> {
    /// Opens it. Other files beside the XML, such as a report, are passed over.
    pub fn open(source: S) -> Result<Self, ReturnFault> {
        let mut archive = ZipArchive::new(source).map_err(|_| ReturnFault::NotAnArchive)?;
        if archive.len() > ENTRIES {
            return Err(ReturnFault::Swells);
        }
        let mut found = Vec::new();
        for index in 0..archive.len() {
            let entry = archive
                .by_index_raw(index)
                .map_err(|_| ReturnFault::NotAnArchive)?;
            let name = entry
                .name()
                .map_err(|_| ReturnFault::NotAnArchive)?
                .into_owned();
            let size = entry.size();
            let swells = size > 10_000_000 && size / entry.compressed_size().max(1) > RATIO;
            if size > UNPACKED || swells {
                return Err(ReturnFault::Swells);
            }
            let hidden = name.starts_with("__MACOSX/");
            if name.to_lowercase().ends_with(".xml") && !hidden {
                found.push((index, name));
            }
        }
        match <[_; 1]>::try_from(found) {
            Ok([(index, name)]) => Ok(Self {
                archive,
                index,
                name,
            }),
            Err(found) => Err(ReturnFault::NotOneFile(found.len())),
        }
    }

    /// The name of the XML inside.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The XML, read as it unpacks.
    pub fn xml(&mut self) -> Result<impl Read + use<'_, S>, ReturnFault> {
        let entry = self
            .archive
            .by_index(self.index)
            .map_err(|_| ReturnFault::NotAnArchive)?;
        let left = entry.size();
        Ok(NoFurther { entry, left })
    }
}

/// Reads no further than the directory of the ZIP said.
struct NoFurther<E> {
    entry: E,
    left: u64,
}

impl<E: Read> Read for NoFurther<E> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let taken = self.entry.read(into)?;
        self.left = u64::try_from(taken)
            .ok()
            .and_then(|taken| self.left.checked_sub(taken))
            .ok_or_else(|| io::Error::from(ErrorKind::FileTooLarge))?;
        Ok(taken)
    }
}
