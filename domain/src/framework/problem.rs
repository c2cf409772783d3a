//! What is wrong with a pack, and where: as a person says it, counted from 1.

use serde_json::Value;

/// Something wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackProblem {
    /// Where: `line 7`, or `theme 1, outcome 2, measure 3, unit`.
    pub path: String,
    /// What, and how it should be.
    pub message: String,
}

impl PackProblem {
    pub(super) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}

/// Something found at a JSON pointer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) pointer: String,
    pub(super) message: String,
}

impl Found {
    pub(super) fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
        }
    }

    /// The problem with its place in the pack.
    pub(super) fn at_its_place(&self) -> PackProblem {
        PackProblem::new(in_words(&self.pointer), self.message.clone())
    }
}

/// A JSON pointer as a person says it.
pub(super) fn in_words(pointer: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in pointer.split('/').skip(1) {
        match (part.parse::<usize>(), words.last_mut()) {
            (Ok(index), Some(list)) => {
                let one = list.strip_suffix('s').unwrap_or(list);
                *list = format!("{one} {}", index.saturating_add(1));
            }
            (Ok(_) | Err(_), _) => words.push(short(part)),
        }
    }
    if words.is_empty() {
        "file".to_owned()
    } else {
        words.join(", ")
    }
}

/// A text that somebody else wrote, cut so that a message stays one.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 40;
    let mut cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// The text at a key, or nothing.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The list at a key with the pointer of each item.
pub(super) fn list<'a>(
    value: &'a Value,
    pointer: &str,
    key: &str,
) -> impl Iterator<Item = (String, &'a Value)> {
    let pointer = format!("{pointer}/{key}");
    let items = value.get(key).and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .enumerate()
        .map(move |(index, item)| (format!("{pointer}/{index}"), item))
}
