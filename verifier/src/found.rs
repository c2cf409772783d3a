//! What was found: what holds, what does not, and what cannot be known from what lies here. Each sentence is
//! one line, whatever words of others stand in it.

use crate::one_line::one_line;

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
    pub(crate) fn holds(&mut self, sentence: impl AsRef<str>) {
        self.holds.push(one_line(sentence.as_ref()));
    }

    pub(crate) fn wrong(&mut self, sentence: impl AsRef<str>) {
        self.wrong.push(one_line(sentence.as_ref()));
    }

    pub(crate) fn unknown(&mut self, sentence: impl AsRef<str>) {
        self.unknown.push(one_line(sentence.as_ref()));
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

    /// What is printed: the outcome in one word, and every sentence on a line of its own.
    pub fn text(&self) -> String {
        let head = match self.ending() {
            0 => "VERIFIED",
            1 => "NOT VERIFIED",
            _ => "IT FITS TOGETHER, BUT NOBODY SAYS WHOSE IT IS",
        };
        let mut text = format!("{head}\n");
        for (title, sentences) in [
            ("What does not hold:", &self.wrong),
            ("What holds:", &self.holds),
            ("What cannot be known from this:", &self.unknown),
        ] {
            if !sentences.is_empty() {
                text.push_str(&format!("\n{title}\n"));
            }
            for sentence in sentences {
                text.push_str(&format!("  {sentence}\n"));
            }
        }
        text
    }
}
