//! Two versions side by side: what each clause of the one became in the other, word by word.

use super::carried;
use similar::{ChangeTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It stands as it was; its number may have changed.
    Same {
        /// Its number before.
        old: String,
        /// Its number now.
        new: String,
        /// Its words.
        words: String,
    },
    /// Its words have changed.
    Changed {
        /// Its number before.
        old: String,
        /// Its number now.
        new: String,
        /// Its words, piece by piece.
        pieces: Vec<Piece>,
    },
    /// It is new.
    Added {
        /// Its number.
        new: String,
        /// Its words.
        words: String,
    },
    /// It is gone.
    Removed {
        /// Its number.
        old: String,
        /// Its words.
        words: String,
    },
}

/// Some words that stay, come or go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Kept(String),
    /// In the new one alone.
    Added(String),
    /// In the old one alone.
    Removed(String),
}

/// The differences in the order of the new version; what is gone stands where it stood. Each clause is its
/// number and its words.
pub fn differences(old: &[(String, String)], new: &[(String, String)]) -> Vec<Difference> {
    let forth = carried(old, new);
    let back: BTreeMap<&str, usize> = old
        .iter()
        .enumerate()
        .filter_map(|(at, (id, _))| Some((forth.get(id)?.as_str(), at)))
        .collect();
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for (id, words) in new {
        let Some((at, (from, before))) = back
            .get(id.as_str())
            .and_then(|at| Some((*at, old.get(*at)?)))
        else {
            found.push(Difference::Added {
                new: id.clone(),
                words: words.clone(),
            });
            continue;
        };
        // What stood before this clause and is gone is said before it.
        let gone = old
            .iter()
            .take(at)
            .filter(|(id, _)| !forth.contains_key(id));
        for (gone, words) in gone {
            if said.insert(gone) {
                found.push(removed(gone, words));
            }
        }
        found.push(became(before, (from, id, words)));
    }
    let gone = old.iter().filter(|(id, _)| !forth.contains_key(id));
    for (gone, words) in gone {
        if said.insert(gone) {
            found.push(removed(gone, words));
        }
    }
    found
}

fn removed(id: &str, words: &str) -> Difference {
    Difference::Removed {
        old: id.to_owned(),
        words: words.to_owned(),
    }
}

fn became(before: &str, (old, new, words): (&str, &str, &str)) -> Difference {
    let (old, new) = (old.to_owned(), new.to_owned());
    if before == words {
        return Difference::Same {
            old,
            new,
            words: words.to_owned(),
        };
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let diff = TextDiff::from_words(before, words);
    for change in diff.iter_all_changes() {
        let text = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Kept(last)))
            | (ChangeTag::Insert, Some(Piece::Added(last)))
            | (ChangeTag::Delete, Some(Piece::Removed(last))) => last.push_str(text),
            (ChangeTag::Equal, _) => pieces.push(Piece::Kept(text.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::Added(text.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Removed(text.to_owned())),
        }
    }
    Difference::Changed { old, new, pieces }
}
