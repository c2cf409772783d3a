//! From pages to lines: page furniture goes, what the cover says is kept, marks of emphasis are taken
//! off, and each line says what it looks like.

use super::NotAPolicy;
use jiff::civil::Date;

const MOST_LINES: usize = 20_000;
const LONGEST_LINE: usize = 20_000;

/// A line by its looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// A numbered heading: its number and its words.
    Numbered(String, String),
    /// The heading of an appendix: its letter and its words, if they stand on the same line.
    Appendix(String, String),
    /// A list item.
    Bullet(String),
    /// A box to tick.
    Box(String),
    /// Any other words.
    Words(String),
}

/// What the pages hold.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) title: String,
    pub(super) reference: String,
    pub(super) version: String,
    pub(super) issue_date: Option<Date>,
    pub(super) review_date: Option<Date>,
    pub(super) lines: Vec<Line>,
}

/// Reads the lines of a document.
pub(super) fn read(text: &str) -> Result<Pages, NotAPolicy> {
    if text.trim().is_empty() {
        return Err(NotAPolicy::Empty);
    }
    let text = text.replace('\u{c}', "\n");
    if text.lines().count() > MOST_LINES || text.lines().any(|line| line.len() > LONGEST_LINE) {
        return Err(NotAPolicy::TooLong);
    }
    let mut pages = Pages::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !furniture(&mut pages, line) {
            pages.lines.push(looks(line));
        }
    }
    if pages.title.is_empty() {
        pages.title = first_words(&pages.lines);
    }
    Ok(pages)
}

fn first_words(lines: &[Line]) -> String {
    let words = lines.iter().find_map(|line| match line {
        Line::Words(words) => Some(words.clone()),
        Line::Numbered(..) | Line::Appendix(..) | Line::Bullet(_) | Line::Box(_) => None,
    });
    words.unwrap_or_else(|| "Policy".to_owned())
}

/// Takes a line of the page's head or the cover, and says whether it was one.
fn furniture(pages: &mut Pages, line: &str) -> bool {
    let bare = plain(line);
    if is_page_number(&bare) {
        return true;
    }
    let take = |place: &mut String, rest: &str| {
        if place.is_empty() {
            // A head on one line goes on with its version and page.
            let end = ["VERSION", "PAGE "]
                .iter()
                .filter_map(|word| rest.find(word))
                .min();
            rest.get(..end.unwrap_or(rest.len()))
                .unwrap_or(rest)
                .trim()
                .clone_into(place);
        }
    };
    if let Some(rest) = field(&bare, "DOCUMENT") {
        take(&mut pages.title, rest);
        if let Some((_, version)) = rest.split_once("VERSION") {
            take(&mut pages.version, version);
        }
        return true;
    }
    if let Some(rest) = field(&bare, "VERSION") {
        take(&mut pages.version, rest);
        return true;
    }
    if let Some(rest) = field(&bare, "REFERENCE") {
        take(&mut pages.reference, rest);
        return true;
    }
    if let Some(date) = field(&bare, "ISSUE DATE").and_then(date) {
        pages.issue_date = pages.issue_date.or(Some(date));
        return true;
    }
    if let Some(date) = field(&bare, "REVIEW DATE").and_then(date) {
        pages.review_date = pages.review_date.or(Some(date));
        return true;
    }
    false
}

/// The value of a field of the page's head: the name in capitals, then space or a colon.
fn field<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(name)?;
    let rest = rest.strip_prefix(|letter: char| letter.is_whitespace() || letter == ':')?;
    let rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ':');
    (!rest.is_empty()).then_some(rest)
}

fn is_page_number(line: &str) -> bool {
    let upper = line.to_uppercase();
    let words: Vec<&str> = upper.split_whitespace().collect();
    let is_number =
        |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_digit());
    match words.as_slice() {
        ["PAGE", number, "OF", all] => is_number(number) && is_number(all),
        ["PAGE", number] => is_number(number),
        _ => false,
    }
}

/// A date as `30.04.26`, `30/04/2026` or `2026-04-30`. Two figures are a year of this century.
fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let parts: Vec<i16> = text
        .split(['.', '/', '-', ' '])
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let year = if *year < 100 {
        year.checked_add(2000)?
    } else {
        *year
    };
    Date::new(year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
}

/// The words without marks of emphasis, each run of white space as one space.
fn plain(line: &str) -> String {
    let line = line.replace("**", "").replace("__", "");
    let words: Vec<&str> = line.split_whitespace().collect();
    let line = words.join(" ");
    let inner = line
        .strip_prefix('*')
        .and_then(|rest| rest.strip_suffix('*'));
    let line = inner.map_or(line.clone(), str::to_owned);
    line.replace("*\"", "\"")
        .replace("\"*", "\"")
        .replace("(*", "(")
        .replace("*)", ")")
}

fn looks(line: &str) -> Line {
    if let Some(item) = boxed(line) {
        return Line::Box(plain(&item));
    }
    let is_marked = line.starts_with('#');
    let bare = plain(line.trim_start_matches('#').trim());
    for mark in ["- ", "• ", "* ", "– ", "▪ ", "● ", "o "] {
        if let Some(item) = line.strip_prefix(mark) {
            return Line::Bullet(plain(item));
        }
    }
    if let Some((letter, words)) = appendix(&bare) {
        return Line::Appendix(letter, words);
    }
    match numbered(&bare) {
        Some((number, words)) if is_marked || is_heading(&words) => Line::Numbered(number, words),
        _ => Line::Words(bare),
    }
}

fn boxed(line: &str) -> Option<String> {
    let marks = [
        "<input type=\"checkbox\">",
        "<input type=\"checkbox\"/>",
        "[ ]",
        "☐",
        "\u{f0a8}",
        "□",
    ];
    let mark = marks.iter().find(|mark| line.contains(**mark))?;
    let item = line.replace(mark, " ");
    let item = item
        .trim()
        .trim_start_matches(['-', '*', '•'])
        .trim()
        .to_owned();
    (!item.is_empty()).then_some(item)
}

fn appendix(line: &str) -> Option<(String, String)> {
    let rest = line
        .strip_prefix("APPENDIX ")
        .or_else(|| line.strip_prefix("Appendix "))?;
    let mut letters = rest.chars();
    let letter = letters.next().filter(char::is_ascii_uppercase)?;
    let rest = letters.as_str();
    let is_end = rest.is_empty() || rest.starts_with([':', '.', ' ', '–', '-']);
    is_end.then(|| {
        (
            letter.to_string(),
            rest.trim_start_matches([':', '.', ' ', '–', '-'])
                .to_owned(),
        )
    })
}

/// `1.1. STATEMENT` as its number and its words.
fn numbered(line: &str) -> Option<(String, String)> {
    let end = line.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let (number, words) = line.split_at_checked(end)?;
    let number = number.trim_end_matches('.');
    let is_number = !number.is_empty()
        && number.split('.').count() <= 3
        && number
            .split('.')
            .all(|part| !part.is_empty() && part.len() <= 2);
    let words = words.trim();
    (is_number && line.starts_with(|letter: char| letter.is_ascii_digit()) && !words.is_empty())
        .then(|| (number.to_owned(), words.to_owned()))
}

/// Headings of such documents are in capitals.
fn is_heading(words: &str) -> bool {
    words.chars().any(char::is_alphabetic)
        && !words.chars().any(char::is_lowercase)
        && words.chars().count() <= 120
}
