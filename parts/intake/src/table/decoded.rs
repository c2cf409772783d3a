//! A file as UTF-8, whatever it is written in.

use encoding_rs::{Decoder, Encoding, UTF_8};
use std::fs::File;
use std::io::{self, Read};

/// Bytes that are read in one go.
const PIECE: usize = 64 * 1024;

/// A file as UTF-8, whatever it is written in.
pub(super) struct Decoded {
    file: File,
    /// Bytes of the file read so far.
    pub(super) read: u64,
    /// None when the file is UTF-8 already and its mark was passed over.
    decoder: Option<Decoder>,
    /// What is decoded and not yet handed on, from a place on.
    ready: (Vec<u8>, usize),
    place: Place,
}

/// How far a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Beginning,
    Middle,
    End,
}

impl std::fmt::Debug for Decoded {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Decoded({} bytes)", self.read)
    }
}

impl Decoded {
    pub(super) fn new(file: File, encoding: &'static Encoding) -> Self {
        Self {
            file,
            read: 0,
            decoder: (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal()),
            ready: (Vec::new(), 0),
            place: Place::Beginning,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut piece = vec![0; PIECE];
        let read = self.file.read(&mut piece)?;
        piece.truncate(read);
        self.read = self
            .read
            .saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        let is_beginning = self.place == Place::Beginning;
        self.place = if read == 0 { Place::End } else { Place::Middle };
        let Some(decoder) = &mut self.decoder else {
            let mark: &[u8] = b"\xef\xbb\xbf";
            let start = if is_beginning && piece.starts_with(mark) {
                mark.len()
            } else {
                0
            };
            self.ready = (piece, start);
            return Ok(());
        };
        let most = decoder
            .max_utf8_buffer_length(piece.len())
            .unwrap_or(PIECE * 4);
        let mut text = String::with_capacity(most);
        // The buffer holds whatever the piece can become, so that all of it is decoded at once.
        let (_, _, _) = decoder.decode_to_string(&piece, &mut text, self.place == Place::End);
        self.ready = (text.into_bytes(), 0);
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none()
            && self.place != Place::Beginning
            && self
                .ready
                .0
                .get(self.ready.1..)
                .is_none_or(<[u8]>::is_empty)
        {
            let read = self.file.read(buffer)?;
            self.read = self
                .read
                .saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
            return Ok(read);
        }
        loop {
            let (bytes, at) = &mut self.ready;
            let rest = bytes.get(*at..).unwrap_or_default();
            if !rest.is_empty() {
                let many = rest.len().min(buffer.len());
                if let (Some(to), Some(from)) = (buffer.get_mut(..many), rest.get(..many)) {
                    to.copy_from_slice(from);
                }
                *at += many;
                return Ok(many);
            }
            if self.place == Place::End {
                return Ok(0);
            }
            self.fill()?;
        }
    }
}
