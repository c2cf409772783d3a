//! Stands between the file and the XML reader: counts lines, and lets no single text, tag or comment
//! grow beyond what an ILR holds, so that memory stays flat whatever the file is.

use std::io::{self, BufRead, ErrorKind, Read};

/// The most bytes of one text, tag or comment, give or take what is read at once.
pub(crate) const MOST_OF_ONE: usize = 256 * 1024;
/// How many bytes are read at once.
const AT_ONCE: usize = 64 * 1024;

pub(crate) struct Bounded<R> {
    source: R,
    buffer: Vec<u8>,
    /// Where the bytes to come begin in the buffer, and where they end.
    at: usize,
    end: usize,
    /// Lines before `counted`, which is never behind `at`.
    lines: u64,
    counted: usize,
    /// Where in the buffer the piece began, and its bytes in buffers before.
    piece_at: usize,
    piece_before: usize,
    overrun: Option<()>,
    failed: Option<()>,
}

impl<R: Read> Bounded<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            source,
            buffer: vec![0; AT_ONCE],
            at: 0,
            end: 0,
            lines: 1,
            counted: 0,
            piece_at: 0,
            piece_before: 0,
            overrun: None,
            failed: None,
        }
    }

    /// The next piece begins here.
    pub(crate) fn begin_piece(&mut self) {
        self.piece_at = self.at;
        self.piece_before = 0;
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
        self.fill_buf()
    }

    pub(crate) fn capacity(&self) -> usize {
        self.buffer.capacity()
    }

    #[cold]
    fn refill(&mut self) -> io::Result<()> {
        self.line();
        self.piece_before = self
            .piece_before
            .saturating_add(self.end.saturating_sub(self.piece_at));
        (self.at, self.end, self.counted, self.piece_at) = (0, 0, 0, 0);
        if self.piece_before > MOST_OF_ONE {
            self.overrun = Some(());
            return Err(io::Error::from(ErrorKind::FileTooLarge));
        }
        match self.source.read(&mut self.buffer) {
            Ok(read) => {
                self.end = read.min(self.buffer.len());
                Ok(())
            }
            Err(error) => {
                if error.kind() != ErrorKind::Interrupted {
                    self.failed = Some(());
                }
                Err(error)
            }
        }
    }
}

/// What knows on which line it is.
pub(crate) trait Lines {
    /// The line of the byte to come, from 1. Lines are counted when they are asked for.
    fn line(&mut self) -> u64;
}

impl<R> Lines for Bounded<R> {
    fn line(&mut self) -> u64 {
        let passed = self.buffer.get(self.counted..self.at).unwrap_or_default();
        self.lines = self.lines.saturating_add(line_ends(passed));
        self.counted = self.at;
        self.lines
    }
}

/// How many lines end in the bytes.
fn line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let taken = self.fill_buf()?.read(into)?;
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: Read> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            self.refill()?;
        }
        Ok(self.buffer.get(self.at..self.end).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount).min(self.end);
    }
}
