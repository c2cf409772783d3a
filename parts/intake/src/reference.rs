//! References in the text of XML.

/// The letter of one of the five references that XML itself knows, or of a character's number.
pub(crate) fn letter(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => name
            .strip_prefix("#x")
            .map(|number| u32::from_str_radix(number, 16))
            .or_else(|| name.strip_prefix('#').map(str::parse))
            .and_then(Result::ok)
            .and_then(char::from_u32),
    }
}
