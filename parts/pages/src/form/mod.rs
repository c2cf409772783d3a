//! What a person typed, and what is wrong about it. A refused form is shown again with everything still
//! in it, each problem said in plain English beside its field and in the summary at the top: wrong
//! answers are no error of the program, and nothing typed is lost.

mod numbers;
mod read;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

/// One thing wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name, to which the summary links; empty when the whole form is meant.
    pub field: String,
    /// What is wrong and what to do, as a short sentence without a full stop.
    pub message: String,
}

/// One of the answers a field offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// A line of help below it; may be empty.
    pub hint: String,
}

impl Choice {
    /// The most options that are listed; of more, one is typed by its text.
    pub const MOST_LISTED: usize = 200;

    /// An answer without a line of help.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            hint: String::new(),
        }
    }

    /// The same answer with a line of help below it.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: hint.into(),
            ..self
        }
    }
}

/// The answers to one form by field name, and the problems found in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    problems: Vec<Problem>,
    /// Fields of which everything is said that is to be said.
    settled: BTreeSet<String>,
}

/// Stands where a character was that no page may hold (U+0000 and its like).
const UNREADABLE: char = '\u{fffd}';

impl Form {
    /// An empty form, as it is first shown.
    pub fn new() -> Self {
        Self::default()
    }

    /// The form a browser sent, as its names and values in their order.
    pub fn from_pairs<N: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let mut form = Self::new();
        for (name, value) in pairs {
            form.add(name.as_ref(), value.as_ref());
        }
        form
    }

    /// The same form with one more answer: to show a page with what is already known.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.add(name, value.as_ref());
        self
    }

    /// The same form with a date in its three fields.
    #[must_use]
    pub fn with_date(self, name: &str, date: jiff::civil::Date) -> Self {
        self.with(&format!("{name}_day"), date.day().to_string())
            .with(&format!("{name}_month"), date.month().to_string())
            .with(&format!("{name}_year"), date.year().to_string())
    }

    /// Adds one answer. Line ends become `\n`; a control character other than a new line or a tab
    /// becomes U+FFFD, which keeps the page valid and is refused when the answer is read.
    pub fn add(&mut self, name: &str, value: &str) {
        let unified = value.replace("\r\n", "\n").replace('\r', "\n");
        let readable = unified
            .chars()
            .map(|sign| {
                if is_unreadable(sign) {
                    UNREADABLE
                } else {
                    sign
                }
            })
            .collect();
        self.values
            .entry(name.to_owned())
            .or_default()
            .push(readable);
    }

    /// Puts one answer in the place of all.
    pub fn set(&mut self, name: &str, value: &str) {
        self.values.remove(name);
        self.add(name, value);
    }

    /// The first answer to a field as typed, or the empty text.
    pub fn value(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// One of the three fields of a date as typed: `day`, `month` or `year`.
    pub fn date_part(&self, name: &str, part: &str) -> &str {
        self.value(&format!("{name}_{part}"))
    }

    /// Every answer to a field, for checkboxes.
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names of all fields that were answered, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// True when this answer was chosen for the field.
    pub fn is_chosen(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|chosen| chosen == value)
    }

    /// The first problem of a field.
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.problems
            .iter()
            .find(|problem| problem.field == field)
            .map(|problem| problem.message.as_str())
    }

    /// All problems in the order they were found.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Records a problem with a field beside which no other is worth saying: of a file that could not be
    /// taken, not that a file is missing.
    pub fn refuse_alone(&mut self, field: &str, message: &str) {
        self.refuse(field, message);
        self.settled.insert(field.to_owned());
    }

    /// Records a problem with a field (or, with an empty name, with the whole form).
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a text and a rule's own error are both handed over as they are"
    )]
    pub fn refuse(&mut self, field: &str, message: impl ToString) {
        if self.settled.contains(field) {
            return;
        }
        self.problems.push(Problem {
            field: field.to_owned(),
            message: message.to_string(),
        });
    }

    /// True once anything was refused: show the page again, with status 422.
    pub fn is_refused(&self) -> bool {
        !self.problems.is_empty()
    }

    /// What the page's title begins with: `Error: ` once anything was refused, else nothing.
    pub fn error_prefix(&self) -> &'static str {
        if self.is_refused() { "Error: " } else { "" }
    }

    /// The ids that describe a field to a screen reader (its hint, then its problem), for the
    /// components.
    pub fn described_by(&self, name: &str, hint: &str) -> String {
        match (hint.is_empty(), self.problem(name).is_some()) {
            (true, false) => String::new(),
            (false, false) => format!("{name}-hint"),
            (true, true) => format!("{name}-error"),
            (false, true) => format!("{name}-hint {name}-error"),
        }
    }
}

/// A control character has no place in a page, apart from the new line and the tab.
fn is_unreadable(sign: char) -> bool {
    sign.is_control() && sign != '\n' && sign != '\t'
}
