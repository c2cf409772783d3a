//! What goes in: signed returns as packs that hold give them.

use crate::ledger::Quantity;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

/// An organisation: who it is follows from the name of its log, which its keys belong to; two may be
/// called the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Organisation {
    /// What it calls itself.
    pub name: String,
    /// The name of its log.
    pub log: String,
}

/// A year of the calendar that an organisation keeps: ‘2025-26’ begins in August for one and in April for
/// another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearOf {
    /// `2025-26`.
    pub name: String,
    /// Its first day, as `2025-08-01`; empty where a pack does not say it.
    pub from: String,
}

/// A measure as somebody counts it. Two that differ in anything here are two measures; they stand in the
/// order people count in, HM2 before HM10.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// The edition of the framework; empty where a pack does not say it.
    pub edition: String,
}

impl Measure {
    fn place(&self) -> (&str, u64, [&str; 4]) {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let letters = self.code.split(is_digit).next().unwrap_or_default();
        let after = self.code.strip_prefix(letters).unwrap_or_default();
        let digits = after.split(|letter| !is_digit(letter)).next();
        // A code without a number stands before those with one.
        let number = digits.and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let rest = [&self.code, &self.title, &self.unit, &self.edition];
        (letters, number, rest.map(String::as_str))
    }
}

impl Ord for Measure {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Measure {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is added up under one heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heading {
    /// The year.
    pub year: YearOf,
    /// The measure.
    pub measure: Measure,
}

/// A figure as its pack prints it for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// In thousandths of the unit.
    Exact(i64),
    /// It is not printed; the words stand in its place.
    KeptBack(String),
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(thousandths) => Quantity(*thousandths).fmt(out),
            Self::KeptBack(words) => out.write_str(words),
        }
    }
}

/// One figure of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is of.
    pub heading: Heading,
    /// The area's code and name; none for the measure as a whole.
    pub area: Option<(String, String)>,
    /// The quarter in which this was counted too, where the return was restated: it is put right only
    /// beside that quarter's return.
    pub counted_in: Option<String>,
    /// What is evidenced.
    pub amount: Amount,
}

/// What a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// A learner by the provider's number and reference, who counts as one.
    Learner,
    /// An evidence file, byte for byte.
    Evidence,
}

impl TokenKind {
    /// The word in a pack.
    pub fn key(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Evidence => "evidence",
        }
    }

    /// The kind of a word, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Learner, Self::Evidence]
            .into_iter()
            .find(|kind| kind.key() == key)
    }
}

/// What stands behind a measure in a return, as tokens that say nothing without the phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenList {
    /// What they are of.
    pub heading: Heading,
    /// What each stands for.
    pub kind: TokenKind,
    /// The tokens. Some stand for nothing, so that nobody counts them.
    pub tokens: BTreeSet<String>,
}

/// The tokens of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// A sign of the phrase they were made under: only tokens under the same one can be compared.
    pub phrase: String,
    /// By measure and kind.
    pub lists: Vec<TokenList>,
}

/// A signed return, as a pack that holds gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What the pack is called by whoever brought it.
    pub called: String,
    /// Whose return.
    pub organisation: Organisation,
    /// Its name: `2025-26-q1`, or `2025-26-q1-r2` for the second edition.
    pub name: String,
    /// Its quarter: of several editions one counts.
    pub quarter: String,
    /// The SHA-256 of its seal.
    pub seal: String,
    /// Its figures.
    pub lines: Vec<Line>,
    /// Its tokens; none when the pack carries none.
    pub tokens: Option<Tokens>,
}
