//! A seal of either kind, and the figures in it that have a code.

use domain::figure_codes::{self, CodedFigure};
use domain::monitoring::SealedReturn;
use domain::reports::SealedReport;

/// The kind of record that a return is kept under.
const RETURN: &str = "return";

/// A seal as it is kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) record_kind: String,
    pub(super) record_id: String,
    pub(super) content: String,
    pub(super) sha256: [u8; 32],
}

/// What was sealed.
pub(super) enum Sealed {
    Return(Box<SealedReturn>),
    Report(Box<SealedReport>),
}

impl Kept {
    /// What it says; none where it cannot be read, which is found elsewhere.
    pub(super) fn read(&self) -> Option<Sealed> {
        let content = self.content.as_bytes();
        if self.record_kind == RETURN {
            let sealed = SealedReturn::read(content).ok()?;
            return Some(Sealed::Return(Box::new(sealed)));
        }
        let sealed = SealedReport::read(content).ok()?;
        Some(Sealed::Report(Box::new(sealed)))
    }

    /// The record in words.
    pub(super) fn named(&self) -> String {
        let kind = if self.record_kind == RETURN {
            "return"
        } else {
            "annual report"
        };
        format!("the {kind} {}", self.record_id)
    }
}

impl Sealed {
    /// The figures that have a code.
    pub(super) fn figures(&self) -> Vec<CodedFigure> {
        match self {
            Self::Return(sealed) => figure_codes::of_return(sealed),
            Self::Report(sealed) => figure_codes::of_report(&sealed.content.outcomes),
        }
    }
}
