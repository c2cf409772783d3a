//! Sealing and reading back: the bytes, their hash, and what makes bytes no seal.

use super::{SealedMeasure, SealedReturn};
use crate::monitoring::canonical::{canonical_json, sha256_of};
use thiserror::Error;

/// Why bytes are no sealed return.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SealRefused {
    /// They are not of this shape.
    #[error("the content is not a sealed return: {0}")]
    Unreadable(String),
    /// It says itself that it is something else.
    #[error("the content is a {0} of format {1}, not a commonweal/return of format 1")]
    OtherKind(String, i64),
    /// The same record would be written with other bytes.
    #[error("the content is not in its canonical form")]
    NotCanonical,
    /// A part does not add up to its whole.
    #[error(
        "the figures of {code} do not add up: {part} gives {found}, not {expected} thousandths"
    )]
    DoesNotAddUp {
        /// The measure's code.
        code: String,
        /// Which part.
        part: SealedAmount,
        /// Its sum.
        found: i64,
        /// What it should be.
        expected: i64,
    },
}

/// The parts of a measure that must add up to its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedAmount {
    /// By grade: all of it.
    ByGrade,
    /// By area: the evidenced quantity.
    ByArea,
    /// By partner: the evidenced quantity.
    ByPartner,
}

impl std::fmt::Display for SealedAmount {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::ByGrade => "the list by grade",
            Self::ByArea => "the list by area",
            Self::ByPartner => "the list by partner",
        })
    }
}

impl SealedReturn {
    /// The word in `kind`.
    pub const KIND: &'static str = "commonweal/return";
    /// The number in `format`.
    pub const FORMAT: i64 = 1;

    /// The exact bytes that are sealed.
    pub fn canonical(&self) -> Vec<u8> {
        canonical_json(self)
    }

    /// The SHA-256 of the sealed bytes.
    pub fn sha256(&self) -> [u8; 32] {
        sha256_of(&self.canonical())
    }

    /// Reads sealed bytes back, and checks that they are what a seal is: of this kind, canonical,
    /// and adding up.
    pub fn read(content: &[u8]) -> Result<Self, SealRefused> {
        let found: Self = serde_json::from_slice(content)
            .map_err(|fault| SealRefused::Unreadable(fault.to_string()))?;
        if found.kind != Self::KIND || found.format != Self::FORMAT {
            return Err(SealRefused::OtherKind(found.kind, found.format));
        }
        if found.canonical() != content {
            return Err(SealRefused::NotCanonical);
        }
        for measure in found.all_measures() {
            measure.adds_up()?;
        }
        Ok(found)
    }
}

impl SealedMeasure {
    /// Refuses figures whose parts do not make the whole.
    fn adds_up(&self) -> Result<(), SealRefused> {
        let whole = self
            .evidenced_thousandths
            .saturating_add(self.unevidenced_thousandths);
        let grades = sum(self.by_grade.iter().map(|part| part.thousandths));
        let areas = sum(self.by_area.iter().map(|part| part.thousandths));
        let partners = sum(self.by_partner.iter().map(|part| part.thousandths));
        for (part, found, expected) in [
            (SealedAmount::ByGrade, grades, whole),
            (SealedAmount::ByArea, areas, self.evidenced_thousandths),
            (
                SealedAmount::ByPartner,
                partners,
                self.evidenced_thousandths,
            ),
        ] {
            if found != expected {
                return Err(SealRefused::DoesNotAddUp {
                    code: self.code.clone(),
                    part,
                    found,
                    expected,
                });
            }
        }
        Ok(())
    }
}

fn sum(parts: impl Iterator<Item = i64>) -> i64 {
    parts.fold(0, i64::saturating_add)
}
