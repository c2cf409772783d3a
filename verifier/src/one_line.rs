//! Words of others as part of one line of a terminal or of a file of lines: a name with a line end in it
//! would else write a line of its own, and a mark that turns the direction of writing would show another one.

/// Whether a letter leaves its line, or turns or hides others of it: controls (ANSI escapes begin with one),
/// the separators of lines and paragraphs, marks of direction, and letters that are never seen.
pub fn leaves_its_line(one: char) -> bool {
    one.is_control()
        || matches!(
            one,
            '\u{61c}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The words with each such letter written as its number: `\u{a}` for the end of a line.
pub fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for one in words.chars() {
        if leaves_its_line(one) {
            line.extend(one.escape_unicode());
        } else {
            line.push(one);
        }
    }
    line
}
