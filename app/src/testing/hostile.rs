//! Words that somebody types who means to write lines that are not theirs, or to hide some.

/// Ends of lines, controls, escapes of terminals, separators, marks of direction, quotes, JSON, formulas, markup.
const WORDS: [&str; 24] = [
    "a\nb",
    "a\r\nlog entry 7",
    "a\rb",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{9b}2J",
    "a\u{85}b",
    "a\u{b}b\u{c}c",
    "\u{7f}\u{8}\u{8}gone",
    "a\u{2028}b",
    "a\u{2029}b",
    "\u{202e}desrever",
    "\u{2066}apart\u{2069}\u{200f}",
    "\"},{\"x\":\"",
    "{\"level\":\"ERROR\",\"fields\":{\"message\":\"made up\"}}",
    "' \" ` \\ \\n \\u000a %0a &#10;",
    "=1+1",
    "+44 and -1 and @here",
    "'; DROP TABLE log_entry; --",
    "<script>alert(1)</script>",
    "<!-- --><img src=x onerror=y>",
    "é\u{301}\u{feff}",
    "reference=1 asked=/sign-in",
    "2026-11-30T12:00:00Z ERROR made up",
];

/// All of them, and a very long one.
pub(crate) fn words() -> Vec<String> {
    let long = format!("long\n{}", "and longer ".repeat(900));
    let all = WORDS.into_iter().map(str::to_owned);
    all.chain([long]).collect()
}
