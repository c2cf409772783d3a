//! The records of a workbook of Excel 97 to 2003 (MS-XLS), and texts that run over from one into the
//! next.

use super::ole::u16_at;

/// The record that goes on with the one before it.
pub(super) const CONTINUE: u16 = 0x003c;

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) kind: u16,
    pub(super) content: &'a [u8],
}

/// The records from a place on; it ends where they are not whole.
pub(super) struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Pieces<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// A record's content with all that goes on with it.
    pub(super) fn with_more(&mut self, first: &'a [u8]) -> Texts<'a> {
        let mut parts = vec![first];
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            match self.next() {
                Some(more) => parts.push(more.content),
                None => break,
            }
        }
        Texts { parts, part: 0 }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let (kind, size) = (u16_at(self.rest, 0)?, u16_at(self.rest, 2)?);
        let (content, rest) = self.rest.get(4..)?.split_at_checked(usize::from(size))?;
        self.rest = rest;
        Some(Piece { kind, content })
    }
}

/// How the letters of a text are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    One,
    Two,
}

impl Width {
    fn of(flags: u8) -> Self {
        if flags & 1 == 0 { Self::One } else { Self::Two }
    }
}

/// Texts in a record and those that go on with it.
pub(super) struct Texts<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
}

impl<'a> Texts<'a> {
    /// Texts of one record alone.
    pub(super) fn of(content: &'a [u8]) -> Self {
        Self {
            parts: vec![content],
            part: 0,
        }
    }

    /// What is left of this part; of the next one when nothing is.
    fn here(&mut self) -> Option<&mut &'a [u8]> {
        while self.parts.get(self.part)?.is_empty() {
            self.part += 1;
        }
        self.parts.get_mut(self.part)
    }

    /// Whether nothing is left.
    pub(super) fn is_over(&mut self) -> bool {
        self.here().is_none()
    }

    fn byte(&mut self) -> Option<u8> {
        let here = self.here()?;
        let (first, rest) = here.split_first()?;
        *here = rest;
        Some(*first)
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        let (low, high) = (u32::from(self.short()?), u32::from(self.short()?));
        Some(low | high << 16)
    }

    /// Passes bytes over.
    pub(super) fn pass(&mut self, mut many: usize) -> Option<()> {
        while many > 0 {
            let here = self.here()?;
            let step = many.min(here.len());
            *here = here.get(step..)?;
            many -= step;
        }
        Some(())
    }

    /// A text whose length in letters is said before its flags.
    pub(super) fn text(&mut self) -> Option<String> {
        let letters = usize::from(self.short()?);
        self.letters(letters)
    }

    /// A text whose length is said by one byte.
    pub(super) fn short_text(&mut self) -> Option<String> {
        let letters = usize::from(self.byte()?);
        self.letters(letters)
    }

    /// Flags and letters, with what stands behind them of their look and sound.
    fn letters(&mut self, mut left: usize) -> Option<String> {
        if left == 0 && self.is_over() {
            return Some(String::new());
        }
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.short()? };
        let sounds = if flags & 4 == 0 { 0 } else { self.long()? };
        let mut width = Width::of(flags);
        let mut units: Vec<u16> = Vec::new();
        let mut part = self.part;
        while left > 0 {
            self.here()?;
            if self.part != part {
                // The letters go on in the next record, which says their width again.
                part = self.part;
                width = Width::of(self.byte()?);
            }
            let here = self.here()?;
            let size = match width {
                Width::One => 1,
                Width::Two => 2,
            };
            let many = left.min(here.len() / size);
            let (found, rest) = here.split_at_checked(many.checked_mul(size)?)?;
            match width {
                Width::One => units.extend(found.iter().copied().map(u16::from)),
                Width::Two => units.extend(
                    found
                        .chunks_exact(2)
                        .filter_map(|unit| Some(u16::from_le_bytes(*unit.first_chunk()?))),
                ),
            }
            // Half a letter at the end of a record belongs to none.
            *here = if many == 0 { &[] } else { rest };
            left -= many;
        }
        self.pass(usize::from(runs).checked_mul(4)?)?;
        self.pass(usize::try_from(sounds).ok()?)?;
        let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}'));
        Some(letters.collect())
    }
}
