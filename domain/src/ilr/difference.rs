//! A return is a whole picture of a provider's year: an upload replaces the last one, and what is
//! different is shown.

use std::collections::BTreeMap;

/// How an upload differs from the last one, told aim by aim. A mark stands for what is known of an aim.
#[derive(Debug, Clone, Default)]
pub struct Difference<Key, Mark> {
    /// Those of the last one that were not seen in the new one yet.
    before: BTreeMap<Key, Mark>,
    added: usize,
    changed: usize,
}

impl<Key: Ord, Mark: PartialEq> Difference<Key, Mark> {
    /// Against the aims of the last upload.
    pub fn against(before: BTreeMap<Key, Mark>) -> Self {
        Self {
            before,
            added: 0,
            changed: 0,
        }
    }

    /// The new one has an aim; each is told once.
    pub fn has(&mut self, key: &Key, mark: &Mark) {
        match self.before.remove(key) {
            None => self.added += 1,
            Some(old) if old != *mark => self.changed += 1,
            Some(_) => {}
        }
    }

    /// How many were added and changed, and how many are gone, when all of the new one was told.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.added, self.changed, self.before.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_shows_what_is_added_changed_and_gone() {
        let before = BTreeMap::from([("A 1", 1), ("A 2", 1), ("A 3", 1), ("B 1", 1)]);
        let mut found = Difference::against(before);
        for (key, mark) in [("A 1", 1), ("B 1", 2), ("C 1", 1)] {
            found.has(&key, &mark);
        }
        assert_eq!(found.counts(), (1, 1, 2));
    }
}
