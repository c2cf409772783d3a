//! From lines to clauses with their ids.

use super::lines::Line;
use super::{Clause, ClauseKind};
use std::collections::BTreeSet;

#[derive(Default)]
struct Growing {
    clauses: Vec<Clause>,
    ids: BTreeSet<String>,
    /// The section that is open.
    section: Option<String>,
    /// The lettered clause that bullets stand beneath.
    lettered: Option<String>,
    /// What that one is: a small heading also takes paragraphs beneath it.
    lettered_kind: Option<ClauseKind>,
    letters: usize,
    numbers: usize,
    boxes: usize,
    /// An appendix whose heading is still to come.
    awaited: Option<()>,
}

/// The clauses of a document, in their order. What stands before the first section is its cover.
pub(super) fn grow(lines: &[Line]) -> Vec<Clause> {
    let mut growing = Growing::default();
    for (index, line) in lines.iter().enumerate() {
        match line {
            Line::Numbered(number, words) => growing.section(&format!("P{number}"), words),
            Line::Appendix(letter, words) => {
                growing.section(letter, words);
                growing.awaited = words.is_empty().then_some(());
            }
            Line::Bullet(words) => growing.bullet(words),
            Line::Box(words) => growing.checkbox(words),
            Line::Words(words) => {
                growing.words(words, lines.get(index + 1));
            }
        }
    }
    growing.clauses
}

impl Growing {
    fn add(
        &mut self,
        wanted: &str,
        parent: Option<String>,
        kind: ClauseKind,
        words: &str,
    ) -> String {
        let mut id = wanted.to_owned();
        let mut again = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{wanted}-{again}");
            again += 1;
        }
        let is_section = kind == ClauseKind::Section;
        let position = i64::try_from(self.clauses.len()).unwrap_or(i64::MAX - 1) + 1;
        self.clauses.push(Clause {
            id: id.clone(),
            parent,
            kind,
            heading: is_section.then(|| words.to_owned()),
            text: if is_section {
                String::new()
            } else {
                words.to_owned()
            },
            position,
        });
        id
    }

    fn section(&mut self, id: &str, words: &str) {
        let id = self.add(id, None, ClauseKind::Section, words);
        *self = Self {
            clauses: std::mem::take(&mut self.clauses),
            ids: std::mem::take(&mut self.ids),
            section: Some(id),
            ..Self::default()
        };
    }

    fn words(&mut self, words: &str, next: Option<&Line>) {
        let Some(section) = self.section.clone() else {
            return;
        };
        if self.awaited.take().is_some() {
            if let Some(last) = self.clauses.last_mut() {
                last.heading = Some(words.to_owned());
            }
            return;
        }
        let leads_bullets = matches!(next, Some(Line::Bullet(_)));
        let is_short = words.split_whitespace().count() <= 6;
        let is_heading = is_short
            && (words.ends_with(':') || (leads_bullets && !words.ends_with(['.', '"', '”'])));
        if !is_heading && self.lettered_kind == Some(ClauseKind::Heading) {
            self.beneath(ClauseKind::Paragraph, words);
            return;
        }
        let id = format!("{section}{}", letter(self.letters));
        self.letters += 1;
        let kind = if is_heading {
            ClauseKind::Heading
        } else {
            ClauseKind::Paragraph
        };
        let id = self.add(&id, Some(section), kind, words);
        self.lettered = Some(id);
        self.lettered_kind = Some(kind);
        self.numbers = 0;
    }

    fn bullet(&mut self, words: &str) {
        if self.section.is_some() {
            self.beneath(ClauseKind::Bullet, words);
        }
    }

    /// A clause beneath the lettered one; a section that begins with bullets letters them itself.
    fn beneath(&mut self, kind: ClauseKind, words: &str) {
        match self.lettered.clone() {
            Some(parent) => {
                self.numbers += 1;
                let id = format!("{parent}.{}", self.numbers);
                self.add(&id, Some(parent), kind, words);
            }
            None => {
                let section = self.section.clone().unwrap_or_default();
                let id = format!("{section}{}", letter(self.letters));
                self.letters += 1;
                self.add(&id, Some(section), kind, words);
            }
        }
    }

    fn checkbox(&mut self, words: &str) {
        let Some(section) = self.section.clone() else {
            return;
        };
        self.boxes += 1;
        let id = format!("{section}.{}", self.boxes);
        self.add(&id, Some(section), ClauseKind::CheckItem, words);
    }
}

/// a, b, … z, aa, ab, …
fn letter(index: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let last = LETTERS
        .get(index % 26)
        .map_or('a', |letter| char::from(*letter));
    if index < 26 {
        last.to_string()
    } else {
        format!("{}{last}", letter(index / 26 - 1))
    }
}
