//! Text as XML may hold it. What XML has no room for is shown as the sign for a letter that cannot be
//! shown, so that it is seen to be missing.

/// The sign that stands for a letter which a file cannot hold.
pub(crate) const LOST: char = '\u{fffd}';

/// Whether XML 1.0 has room for a letter.
fn is_held(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Adds one letter of text or of an attribute.
pub(crate) fn letter(out: &mut String, letter: char) {
    match letter {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\t' => out.push_str("&#9;"),
        '\n' => out.push_str("&#10;"),
        '\r' => out.push_str("&#13;"),
        letter if is_held(letter) => out.push(letter),
        _ => out.push(LOST),
    }
}

/// Adds text, which may also stand in an attribute.
pub(crate) fn text(out: &mut String, text: &str) {
    let is_plain = |one: u8| one >= b' ' && !matches!(one, b'&' | b'<' | b'>' | b'"' | 0xef);
    if text.bytes().all(is_plain) {
        out.push_str(text);
    } else {
        text.chars().for_each(|one| letter(out, one));
    }
}

/// The text of an element or an attribute.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    text(&mut out, words);
    out
}

/// The lines of a text, whatever ends them.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

#[cfg(test)]
mod tests {
    use super::{escaped, lines};

    #[test]
    fn nothing_in_a_text_is_markup_and_what_cannot_be_held_is_seen() {
        assert_eq!(escaped("<a b=\"c\">&"), "&lt;a b=&quot;c&quot;&gt;&amp;");
        assert_eq!(
            escaped("a\u{0}b\u{1b}c\u{ffff}"),
            "a\u{fffd}b\u{fffd}c\u{fffd}"
        );
        assert_eq!(escaped("ünï ﷽ \u{202e}x"), "ünï ﷽ \u{202e}x");
        assert_eq!(escaped("a\tb\nc\r"), "a&#9;b&#10;c&#13;");
    }

    #[test]
    fn a_line_ends_in_any_of_three_ways() {
        let found: Vec<&str> = lines("a\r\nb\nc\rd").collect();
        assert_eq!(found, ["a", "b", "c", "d"]);
        assert_eq!(lines("").count(), 1);
    }
}
