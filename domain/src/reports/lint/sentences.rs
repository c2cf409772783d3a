//! A text taken apart into sentences, words, numbers and marks, as far as the rules need it.

use crate::reports::pieces::{Piece, pieces};

/// A sentence.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// As it was written.
    pub(super) text: String,
    /// Its words in small letters, without numbers and marks.
    pub(super) words: Vec<String>,
    pub(super) numbers: Vec<Number>,
    /// What stands between braces.
    pub(super) marks: Vec<String>,
}

/// A number that was typed.
#[derive(Debug, Clone)]
pub(super) struct Number {
    /// In thousandths.
    pub(super) thousandths: i64,
    /// As it was typed.
    pub(super) typed: String,
    /// The two words before it, the nearest last.
    pub(super) before: Vec<String>,
    /// The word behind it; empty where the clause ends.
    pub(super) after: String,
    /// What it is of.
    pub(super) of: Of,
}

/// What a number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A hundred.
    Percent,
    /// Something counted.
    Count,
    /// A calendar, a place in a list: nothing that is reported.
    Name,
}

/// Words before a number that name something by it.
const NAMING: [&str; 12] = [
    "quarter", "page", "week", "year", "section", "clause", "number", "no", "part", "phase",
    "level", "room",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A piece of a sentence between white space.
#[derive(Debug, Clone)]
enum Token {
    Word(String),
    Number(i64, String, Of),
    Mark(String),
    /// The clause ends here.
    End,
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut from = line;
        loop {
            let end = from.char_indices().find(|(at, sign)| {
                let behind = from.get(at + sign.len_utf8()..).unwrap_or_default();
                matches!(sign, '.' | '!' | '?') && behind.starts_with(' ')
            });
            let Some((at, sign)) = end else {
                break;
            };
            let (sentence, behind) = from.split_at(at + sign.len_utf8());
            found.push(sentence.trim());
            from = behind;
        }
        found.push(from.trim());
    }
    found.retain(|sentence| !sentence.is_empty());
    found.into_iter().map(sentence).collect()
}

fn sentence(text: &str) -> Sentence {
    let tokens = tokens(text);
    let mut sentence = Sentence {
        text: text.to_owned(),
        words: Vec::new(),
        numbers: Vec::new(),
        marks: Vec::new(),
    };
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) => sentence.words.push(word.clone()),
            Token::Mark(mark) => sentence.marks.push(mark.clone()),
            Token::End => {}
            Token::Number(thousandths, typed, of) => {
                let before = tokens.iter().take(at).rev().take(2).map_while(word_of);
                let mut before: Vec<String> = before.collect();
                before.reverse();
                let after = tokens.get(at + 1).and_then(word_of).unwrap_or_default();
                let of = of_words(*of, (&before, &after), typed);
                sentence.numbers.push(Number {
                    thousandths: *thousandths,
                    typed: typed.clone(),
                    before,
                    after,
                    of,
                });
            }
        }
    }
    sentence
}

fn word_of(token: &Token) -> Option<String> {
    match token {
        Token::Word(word) => Some(word.clone()),
        Token::Number(..) | Token::Mark(_) | Token::End => None,
    }
}

/// What a number is of, with the words around it.
fn of_words(of: Of, (before, after): (&[String], &str), typed: &str) -> Of {
    let is_percent = ["%", "percent", "per"].contains(&after);
    let is_named = before
        .last()
        .is_some_and(|word| NAMING.contains(&word.as_str()) || MONTHS.contains(&word.as_str()));
    let is_year = typed.chars().count() == 4
        && !typed.contains([',', '.'])
        && matches!(typed.parse::<u32>(), Ok(1900..=2100));
    match of {
        Of::Percent => Of::Percent,
        Of::Count | Of::Name if is_percent => Of::Percent,
        Of::Count if is_named || is_year || MONTHS.contains(&after) => Of::Name,
        Of::Count | Of::Name => of,
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Mark(mark) => found.push(Token::Mark(mark.to_owned())),
            Piece::Words(words) => {
                for raw in words.split_whitespace() {
                    token(raw, &mut found);
                }
            }
        }
    }
    found
}

/// Reads what stands between two spaces.
fn token(raw: &str, found: &mut Vec<Token>) {
    const AROUND: [char; 12] = ['(', ')', '[', ']', '"', '‘', '’', '“', '”', '\'', '*', '_'];
    const ENDS: [char; 6] = ['.', ',', ';', ':', '!', '?'];
    let inside = raw.trim_matches(AROUND.as_slice());
    let core = inside.trim_end_matches(ENDS.as_slice());
    let core = core.trim_matches(AROUND.as_slice());
    let percent = core.strip_suffix('%');
    let of = if percent.is_some() {
        Of::Percent
    } else {
        Of::Count
    };
    let typed = percent.unwrap_or(core).trim_start_matches('£');
    if let Some(thousandths) = thousandths(typed) {
        found.push(Token::Number(thousandths, typed.to_owned(), of));
    } else {
        for word in core.split(|sign: char| !(sign.is_alphanumeric() || "%#&".contains(sign))) {
            if !word.is_empty() {
                found.push(Token::Word(word.to_lowercase()));
            }
        }
    }
    if inside.ends_with(ENDS) || raw.ends_with(')') {
        found.push(Token::End);
    }
}

/// A number as people type it, in thousandths: `1,234.5`.
fn thousandths(typed: &str) -> Option<i64> {
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = |text: &str| text.chars().all(|sign| sign.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_whole = !first.is_empty()
        && digits(first)
        && groups.all(|group| group.chars().count() == 3 && digits(group));
    if !is_whole || !digits(part) || part.chars().count() > 3 {
        return None;
    }
    let whole: i64 = whole.replace(',', "").parse().ok()?;
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(part)
}

impl Sentence {
    /// Whether one of its words begins so.
    pub(super) fn has(&self, beginnings: &[&str]) -> bool {
        let begins = |word: &String| beginnings.iter().any(|one| word.starts_with(one));
        self.words.iter().any(begins)
    }

    /// Whether one of its words is one of these.
    pub(super) fn has_word(&self, words: &[&str]) -> bool {
        self.words.iter().any(|word| words.contains(&word.as_str()))
    }

    /// Whether these words follow one another in it.
    pub(super) fn says(&self, phrase: &str) -> bool {
        let words = format!(" {} ", self.words.join(" "));
        words.contains(&format!(" {phrase} "))
    }

    /// The numbers that count something, and the marks: what can be a base or something to compare with.
    pub(super) fn quantities(&self) -> usize {
        let counts = self.numbers.iter().filter(|number| number.of == Of::Count);
        counts.count() + self.marks.len()
    }
}

impl Number {
    /// Whether these words stand right before it.
    pub(super) fn follows(&self, phrase: &str) -> bool {
        let before = format!(" {}", self.before.join(" "));
        before.ends_with(&format!(" {phrase}"))
    }
}
