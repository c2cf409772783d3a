//! Plain text in UTF-8 or Windows-1252.

use crate::IntakeFault;

/// The text. What is not UTF-8 is taken as Windows-1252, which older office programs write.
pub(crate) fn text(bytes: &[u8]) -> Result<String, IntakeFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    };
    let is_text = !text.chars().any(|letter| {
        letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}')
    });
    if is_text {
        Ok(text)
    } else {
        Err(IntakeFault::NotText)
    }
}
