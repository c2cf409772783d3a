//! A text taken apart into words and marks, and how near a mark is to another.

/// The most characters between the braces of a mark; what is longer is text.
const LONGEST_MARK: usize = 80;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// What stands between braces.
    Mark(&'a str),
}

/// The pieces of a text. A brace that is not closed on its line is words.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut words = text;
    while let Some((_, after)) = rest.split_once('{') {
        let inside = after.split_once('}').map(|(inside, _)| inside);
        let is_mark =
            |inside: &&str| !inside.contains(['{', '\n']) && inside.chars().count() <= LONGEST_MARK;
        rest = after;
        if let Some(inside) = inside.filter(is_mark) {
            let behind = after.strip_prefix(inside).unwrap_or_default();
            let behind = behind.strip_prefix('}').unwrap_or_default();
            let before = words.len().saturating_sub(after.len() + 1);
            found.push(Piece::Words(words.get(..before).unwrap_or_default()));
            found.push(Piece::Mark(inside));
            (rest, words) = (behind, behind);
        }
    }
    found.push(Piece::Words(words));
    found.retain(|piece| *piece != Piece::Words(""));
    found
}

/// A mark as it is compared: small letters, one space between words.
pub(super) fn normal(mark: &str) -> String {
    let words: Vec<String> = mark.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// How many letters have to be changed, added or left out to make one word of the other.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut before = at;
        let mut left = at + 1;
        let mut next = vec![left];
        for (letter_of, above) in other.iter().zip(row.iter().skip(1)) {
            let changed = before + usize::from(*letter_of != letter);
            left = changed.min(above + 1).min(left + 1);
            next.push(left);
            before = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
