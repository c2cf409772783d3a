//! The text of a PDF, as far as it holds any.

use crate::IntakeFault;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The text. The library may give up on a damaged file by panicking, which ends this file and no more.
pub(crate) fn text(bytes: &[u8]) -> Result<String, IntakeFault> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(IntakeFault::NotSound("PDF"));
    }
    let read = catch_unwind(AssertUnwindSafe(|| {
        pdf_extract::extract_text_from_mem(bytes)
    }));
    let text = read
        .map_err(|_| IntakeFault::NotSound("PDF"))?
        .map_err(|_| IntakeFault::NotSound("PDF"))?;
    let text: String = text
        .chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t' | '\u{c}'))
        .collect();
    if text.trim().is_empty() {
        Err(IntakeFault::NoText)
    } else {
        Ok(text)
    }
}
