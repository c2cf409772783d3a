//! The text of a PDF, as far as it holds any. The library neither bounds what a file unpacks to nor
//! how deep its drawings nest, so both are measured before it reads a page.

mod bounds;

use crate::IntakeFault;
use pdf_extract::{Document, PlainTextOutput, output_doc};
use std::panic::{AssertUnwindSafe, catch_unwind};

const NOT_SOUND: IntakeFault = IntakeFault::NotSound("PDF");

/// The text. The library may give up on a damaged file by panicking, which ends this file and no more.
pub(crate) fn text(bytes: &[u8]) -> Result<String, IntakeFault> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(NOT_SOUND);
    }
    let text = catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or(Err(NOT_SOUND))?;
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

fn read(bytes: &[u8]) -> Result<String, IntakeFault> {
    bounds::before_loading(bytes)?;
    let mut document = Document::load_mem(bytes).map_err(|_| NOT_SOUND)?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(IntakeFault::NoText);
    }
    bounds::before_reading(&document)?;
    let mut text = String::new();
    output_doc(&document, &mut PlainTextOutput::new(&mut text)).map_err(|_| NOT_SOUND)?;
    Ok(text)
}
