//! Keeping other people out of what is handed to one: what belongs to another is masked, and so is every
//! name, address and reference of theirs within words. What nobody has listed (a name that stands in words
//! alone) no program can know: whoever hands it over reads it first.

use super::Known;
use super::map::{Holds, Table};
use super::store::finding::FoundRow;
use crate::visit::hex;
use database::Value;
use std::collections::BTreeSet;

/// What stands in the place of somebody else.
pub(super) const ANOTHER: &str = "[another person]";

/// Everybody but one: words to look for, the longest first, and references that stand alone.
#[derive(Debug)]
pub(super) struct Others {
    pub(super) words: Vec<String>,
    pub(super) marks: BTreeSet<String>,
}

/// Puts the mask in the place of every piece of a text, whatever its capitals.
fn without(text: &str, word: &str) -> String {
    let (small, sought) = (text.to_lowercase(), word.to_lowercase());
    if small.len() != text.len() || sought.is_empty() {
        return text.replace(word, ANOTHER);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(at) = small.get(from..).and_then(|rest| rest.find(&sought)) {
        out.push_str(text.get(from..from + at).unwrap_or_default());
        out.push_str(ANOTHER);
        from += at + sought.len();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

impl Others {
    /// A text without anybody else.
    pub(super) fn masked(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for word in &self.words {
            out = without(&out, word);
        }
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
        let mut whole = String::with_capacity(out.len());
        let mut token = String::new();
        for letter in out.chars() {
            if is_part(letter) {
                token.push(letter);
            } else {
                self.put(&mut whole, &mut token);
                whole.push(letter);
            }
        }
        self.put(&mut whole, &mut token);
        whole
    }

    fn put(&self, whole: &mut String, token: &mut String) {
        if self.marks.contains(token.as_str()) {
            whole.push_str(ANOTHER);
        } else {
            whole.push_str(token);
        }
        token.clear();
    }

    /// What a cell of a row shows to somebody.
    fn cell(&self, known: &Known, (own, holds): (Option<()>, Holds), value: &Value) -> String {
        let plain = match value {
            Value::Null => return String::new(),
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::Bytes(bytes) => match database::Id::from_slice(bytes) {
                Ok(id) => id.to_string(),
                Err(_) => hex(bytes),
            },
        };
        match (holds, own) {
            (Holds::Plain, _) => plain,
            (Holds::Person, _) => match known.account {
                Some(id) if plain == id.to_string() => "this person".to_owned(),
                Some(_) | None => ANOTHER.to_owned(),
            },
            (Holds::Reference | Holds::Name | Holds::Email | Holds::Telephone, _)
                if known
                    .words
                    .iter()
                    .any(|word| word.to_lowercase() == plain.to_lowercase()) =>
            {
                plain
            }
            (Holds::Words, _)
            | (
                Holds::Reference | Holds::Name | Holds::Email | Holds::Telephone | Holds::Detail,
                Some(()),
            ) => self.masked(&plain),
            (
                Holds::Reference | Holds::Name | Holds::Email | Holds::Telephone | Holds::Detail,
                None,
            ) => ANOTHER.to_owned(),
            (Holds::Hash, _) => "kept as a hash".to_owned(),
            (Holds::Secret, _) => "never handed out".to_owned(),
            (Holds::Sealed, _) => "signed bytes: see the signed document".to_owned(),
        }
    }

    /// A row as somebody may see it: each column with its value, without what is empty.
    pub(super) fn row(
        &self,
        known: &Known,
        table: &Table,
        row: &FoundRow,
    ) -> Vec<(String, String)> {
        let cells = table.columns.iter().zip(&row.values);
        cells
            .filter(|((name, _), _)| name != "organisation_id")
            .map(|((name, holds), value)| {
                (name.clone(), self.cell(known, (row.own, *holds), value))
            })
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked_whatever_their_capitals_and_references_only_as_a_whole() {
        let others = Others {
            words: vec!["Ada Byron".to_owned(), "Ada".to_owned()],
            marks: BTreeSet::from(["L-12".to_owned()]),
        };
        assert_eq!(
            others.masked("ADA BYRON saw L-12 and L-123; ada left"),
            format!("{ANOTHER} saw {ANOTHER} and L-123; {ANOTHER} left")
        );
        assert_eq!(
            others.masked("İstanbul, Ada"),
            format!("İstanbul, {ANOTHER}")
        );
    }
}
