//! The ZIP around an office file. Everything in it carries one fixed date, so that the same content
//! gives the same bytes.

use crate::DocumentFault;
use std::io::{Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How hard to press: nearly as small as can be, several times as fast.
const LEVEL: i64 = 3;

/// A ZIP that grows file by file.
pub(crate) struct Package<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Package<W> {
    pub(crate) fn new(out: W) -> Self {
        Self(ZipWriter::new(out))
    }

    /// Begins a file; what is written after it is its content.
    pub(crate) fn begin(&mut self, name: &str) -> Result<(), DocumentFault> {
        self.begin_as(name, CompressionMethod::Deflated, Some(LEVEL))
    }

    /// Begins a file that is kept as it is: a picture, which is pressed already, or a mark of its kind.
    pub(crate) fn begin_stored(&mut self, name: &str) -> Result<(), DocumentFault> {
        self.begin_as(name, CompressionMethod::Stored, None)
    }

    fn begin_as(
        &mut self,
        name: &str,
        method: CompressionMethod,
        level: Option<i64>,
    ) -> Result<(), DocumentFault> {
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::default())
            .compression_method(method)
            .compression_level(level);
        Ok(self.0.start_file(name, options)?)
    }

    /// Adds to the file that was begun.
    pub(crate) fn add(&mut self, text: &str) -> Result<(), DocumentFault> {
        Ok(self.0.write_all(text.as_bytes())?)
    }

    /// A whole file.
    pub(crate) fn file(&mut self, name: &str, text: &str) -> Result<(), DocumentFault> {
        self.begin(name)?;
        self.add(text)
    }

    /// A whole file that is kept as it is.
    pub(crate) fn stored(&mut self, name: &str, bytes: &[u8]) -> Result<(), DocumentFault> {
        self.begin_stored(name)?;
        Ok(self.0.write_all(bytes)?)
    }

    pub(crate) fn finish(self) -> Result<W, DocumentFault> {
        Ok(self.0.finish()?)
    }
}
