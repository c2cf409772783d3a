//! Writing a bag as one ZIP, file by file, so that memory does not grow with what is in it.

use crate::{
    BAGIT, BagFault, Beside, DATA, DECLARATION, INFO, MANIFEST, MOST, TAG_MANIFEST, hex, is_plain,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A bag that grows.
pub struct Packing<W: Write + Seek> {
    zip: ZipWriter<W>,
    name: String,
    payload: BTreeMap<String, [u8; 32]>,
    beside: Beside,
    octets: u64,
    is_long: Option<()>,
}

/// Hashes and counts what is written through it.
struct Counted<'a, W: Write> {
    out: &'a mut W,
    hash: Sha256,
    octets: u64,
}

impl<W: Write> Write for Counted<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let length = self.out.write(bytes)?;
        let written = bytes.get(..length).unwrap_or_default();
        self.hash.update(written);
        self.octets = self
            .octets
            .saturating_add(u64::try_from(length).unwrap_or(0));
        Ok(length)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

impl<W: Write + Seek> std::fmt::Debug for Packing<W> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Packing({}, {} files)", self.name, self.payload.len())
    }
}

impl<W: Write + Seek> Packing<W> {
    /// An empty bag with a name, which is that of its folder in the ZIP.
    pub fn new(out: W, name: &str) -> Result<Self, BagFault> {
        if !is_plain(name) || name.contains('/') {
            return Err(BagFault::Name(name.to_owned()));
        }
        Ok(Self {
            zip: ZipWriter::new(out),
            name: name.to_owned(),
            payload: BTreeMap::new(),
            beside: Beside::default(),
            octets: 0,
            is_long: None,
        })
    }

    /// Lets each file have more than four gigabytes (ZIP64), which a small reader may not know.
    #[must_use]
    pub fn long(self) -> Self {
        Self {
            is_long: Some(()),
            ..self
        }
    }

    /// Adds a file to the payload.
    pub fn add(&mut self, path: &str, content: &mut impl Read) -> Result<(), BagFault> {
        self.written(path, |out| {
            let mut piece = vec![0; 64 * 1_024];
            loop {
                let length = content.read(&mut piece)?;
                let read = piece.get(..length).unwrap_or_default();
                if read.is_empty() {
                    return Ok::<_, BagFault>(());
                }
                out.write_all(read)?;
            }
        })?;
        Ok(())
    }

    /// Adds a file to the payload that is written as it comes, so that it need not be anywhere whole, and
    /// gives its SHA-256.
    pub fn written<E: From<BagFault>>(
        &mut self,
        path: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<[u8; 32], E> {
        if !is_plain(path) || self.payload.contains_key(path) || !self.beside.add(path) {
            return Err(BagFault::Name(path.to_owned()).into());
        }
        // What could not be read again is not written either; the lists need some places as well.
        if self.payload.len() >= MOST.saturating_sub(16) {
            return Err(BagFault::TooMuch("too many files").into());
        }
        self.begin(&format!("{DATA}{path}"))?;
        let mut counted = Counted {
            out: &mut self.zip,
            hash: Sha256::new(),
            octets: 0,
        };
        write(&mut counted)?;
        let sha256: [u8; 32] = counted.hash.finalize().into();
        self.octets = self.octets.saturating_add(counted.octets);
        self.payload.insert(path.to_owned(), sha256);
        Ok(sha256)
    }

    /// Ends the bag: its lists, what is said of it (`label`, `value`), and files beside them that vouch
    /// for the list of lists, whose bytes are handed in.
    pub fn finish(
        mut self,
        info: &[(&str, &str)],
        beside: impl FnOnce(&[u8]) -> Vec<(String, Vec<u8>)>,
    ) -> Result<W, BagFault> {
        let listed = |path: &str, sha256: &[u8]| format!("{}  {path}\n", hex(sha256));
        let manifest: String = (self.payload.iter())
            .map(|(path, sha256)| listed(&format!("{DATA}{path}"), sha256))
            .collect();
        let oxum = format!("{}.{}", self.octets, self.payload.len());
        let line =
            |label: &str, value: &str| format!("{label}: {}\n", value.replace(['\r', '\n'], " "));
        let mut said: String = info
            .iter()
            .map(|(label, value)| line(label, value))
            .collect();
        said.push_str(&line("Payload-Oxum", &oxum));
        let tags = [
            (INFO, said),
            (BAGIT, DECLARATION.to_owned()),
            (MANIFEST, manifest),
        ];
        let lists: String = (tags.iter())
            .map(|(name, text)| listed(name, &Sha256::digest(text)))
            .collect();
        let beside = beside(lists.as_bytes());
        for (name, text) in tags {
            self.whole(name, text.as_bytes())?;
        }
        self.whole(TAG_MANIFEST, lists.as_bytes())?;
        for (name, bytes) in beside {
            if !is_plain(&name) || name.contains('/') {
                return Err(BagFault::Name(name));
            }
            self.whole(&name, &bytes)?;
        }
        Ok(self.zip.finish()?)
    }

    fn whole(&mut self, name: &str, bytes: &[u8]) -> Result<(), BagFault> {
        self.begin(name)?;
        Ok(self.zip.write_all(bytes)?)
    }

    /// Nothing is pressed: a page without any library opens it, and the same content gives the same
    /// bytes whatever library wrote it.
    fn begin(&mut self, path: &str) -> Result<(), BagFault> {
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::default())
            .compression_method(CompressionMethod::Stored)
            .large_file(self.is_long.is_some());
        Ok(self
            .zip
            .start_file(format!("{}/{path}", self.name), options)?)
    }
}
