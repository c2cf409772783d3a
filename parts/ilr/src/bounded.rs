//! Stands between the file and the XML reader: counts lines, and lets no single text, tag or comment
//! grow beyond what an ILR holds, so that memory stays flat whatever the file is.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// The most bytes of one text, tag or comment.
pub(crate) const MOST_OF_ONE: usize = 256 * 1024;

pub(crate) struct Bounded<R> {
    inner: BufReader<R>,
    lines: u64,
    since: usize,
    overrun: Option<()>,
    failed: Option<()>,
}

impl<R: Read> Bounded<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            inner: BufReader::with_capacity(64 * 1024, source),
            lines: 1,
            since: 0,
            overrun: None,
            failed: None,
        }
    }

    /// The next piece begins here.
    pub(crate) fn begin_piece(&mut self) {
        self.since = 0;
    }

    /// The line of the byte to come, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.lines
    }

    /// Whether a piece was cut because it was too long.
    pub(crate) fn overran(&self) -> Option<()> {
        self.overrun
    }

    /// Whether the file itself could not be read.
    pub(crate) fn failed(&self) -> Option<()> {
        self.failed
    }

    /// The first bytes, without taking them.
    pub(crate) fn peek(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    pub(crate) fn capacity(&self) -> usize {
        self.inner.capacity()
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(into.len());
        for (to, from) in into.iter_mut().zip(available) {
            *to = *from;
        }
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: Read> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > MOST_OF_ONE {
            self.overrun = Some(());
            return Err(io::Error::from(ErrorKind::FileTooLarge));
        }
        match self.inner.fill_buf() {
            Ok(bytes) => Ok(bytes),
            Err(error) => {
                if error.kind() != ErrorKind::Interrupted {
                    self.failed = Some(());
                }
                Err(error)
            }
        }
    }

    fn consume(&mut self, amount: usize) {
        let passed = self.inner.buffer().iter().take(amount);
        let lines = passed.filter(|byte| **byte == b'\n').count();
        self.lines = self.lines.saturating_add(u64::try_from(lines).unwrap_or(0));
        self.since = self.since.saturating_add(amount);
        self.inner.consume(amount);
    }
}
