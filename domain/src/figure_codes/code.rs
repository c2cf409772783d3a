//! A code: seven signs that follow from a seal and a figure, and an eighth that gives a slip away.

use crate::monitoring::sha256_of;
use crate::reports::hex;
use std::fmt;
use thiserror::Error;

/// The signs of a code, Crockford's base 32: without I, L and O, which are taken for 1, 1 and 0, and
/// without U, which is taken for V.
const SIGNS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many signs follow from the seal.
const FROM_SEAL: u32 = 7;

/// A figure's code, as it is kept: eight signs without a space.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureCode(String);

/// Why what was typed is no code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodeRefused {
    /// Nothing was typed.
    #[error("Enter a code, such as K7QF-3M21")]
    Empty,
    /// A sign that stands in no code.
    #[error("‘{0}’ stands in no code: look at the code again")]
    Sign(char),
    /// Too few or too many signs.
    #[error("A code has 8 letters and figures, and this one has {0}: look at the code again")]
    Length(usize),
    /// The last sign does not fit the others.
    #[error(
        "This code has a slip in it: a sign is mistyped, or two have changed places. Look at it again"
    )]
    Slip,
}

/// The next power in the field of 32 elements that x⁵ + x² + 1 makes: twice, without carrying.
fn twice(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 {
        doubled
    } else {
        doubled ^ 0b10_0101
    }
}

/// The sum that is nought over a whole code. Each place weighs another power, so that no single wrong
/// sign and no two signs in each other's place leave it at nought.
fn weighed(values: impl IntoIterator<Item = u8>) -> u8 {
    values.into_iter().fold(0, |sum, value| twice(sum) ^ value)
}

fn sign(value: u8) -> char {
    SIGNS.chars().nth(usize::from(value)).unwrap_or('0')
}

/// What a sign stands for, as people write it.
fn value(sign: char) -> Option<u8> {
    let read = match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = SIGNS.chars().position(|one| one == read)?;
    u8::try_from(place).ok()
}

impl FigureCode {
    /// The code of a figure: the first 35 bits of the SHA-256 of the seal's SHA-256 in hexadecimal, a
    /// new line and what the figure is of, five bits to a sign, and a sign that weighs them.
    pub fn of(seal_sha256: &[u8; 32], path: &str) -> Self {
        let digest = sha256_of(format!("{}\n{path}", hex(seal_sha256)).as_bytes());
        let first = digest.iter().take(5);
        let bits = first.fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte)) >> 5;
        let mut values: Vec<u8> = (0..FROM_SEAL)
            .rev()
            .map(|place| u8::try_from((bits >> (5 * place)) & 31).unwrap_or_default())
            .collect();
        values.push(twice(weighed(values.iter().copied())));
        Self(values.into_iter().map(sign).collect())
    }

    /// Reads what somebody typed: small letters, spaces and dashes are as good as none.
    pub fn read(typed: &str) -> Result<Self, CodeRefused> {
        let is_between = |sign: &char| {
            sign.is_whitespace() || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.')
        };
        let mut values = Vec::new();
        for typed in typed.chars().filter(|sign| !is_between(sign)) {
            values.push(value(typed).ok_or(CodeRefused::Sign(typed))?);
        }
        match values.len() {
            0 => Err(CodeRefused::Empty),
            8 if weighed(values.iter().copied()) == 0 => {
                Ok(Self(values.into_iter().map(sign).collect()))
            }
            8 => Err(CodeRefused::Slip),
            other => Err(CodeRefused::Length(other)),
        }
    }

    /// The eight signs as they are kept and stand in an address.
    pub fn key(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FigureCode {
    /// As it is printed: `K7QF-3M21`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.0.split_at_checked(4).unwrap_or((&self.0, ""));
        write!(out, "{first}-{last}")
    }
}
