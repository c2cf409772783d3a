//! What was found: what holds, what does not, and what cannot be known from what lies here.

/// The outcome of looking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// What was looked at and holds, in sentences.
    pub holds: Vec<String>,
    /// What does not hold; none is good.
    pub wrong: Vec<String>,
    /// What cannot be known from this alone.
    pub unknown: Vec<String>,
    /// Whether the keys came from somewhere else than what was looked at.
    pub pinned: Option<()>,
}

impl Found {
    pub(crate) fn holds(&mut self, sentence: impl Into<String>) {
        self.holds.push(sentence.into());
    }

    pub(crate) fn wrong(&mut self, sentence: impl Into<String>) {
        self.wrong.push(sentence.into());
    }

    pub(crate) fn unknown(&mut self, sentence: impl Into<String>) {
        self.unknown.push(sentence.into());
    }

    /// The number the program ends with: 0 when everything holds under a pinned key, 1 when something
    /// does not hold, 3 when everything fits together but no key was given.
    pub fn ending(&self) -> u8 {
        match (self.wrong.is_empty(), self.pinned) {
            (false, _) => 1,
            (true, Some(())) => 0,
            (true, None) => 3,
        }
    }
}
