//! Reading text, dates and choices out of a form: each either gives the value or records the problem.

use jiff::civil::Date;

use super::{Choice, Form, UNREADABLE};

impl Form {
    /// The answer without the space around it. Refuses an empty one, one with more than `max_chars`
    /// characters and one with characters no page can hold.
    pub fn required(&mut self, name: &str, label: &str, max_chars: usize) -> Option<String> {
        if self.value(name).trim().is_empty() {
            self.refuse(name, format!("Enter {}", within(label)));
            return None;
        }
        self.optional(name, label, max_chars)
    }

    /// As [`Form::required`], but an empty answer is none rather than a problem: ask
    /// [`Form::is_refused`] before taking "none" as the answer.
    pub fn optional(&mut self, name: &str, label: &str, max_chars: usize) -> Option<String> {
        let typed = self.value(name).trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        if typed.contains(UNREADABLE) {
            self.refuse(
                name,
                format!(
                    "{} has a character that cannot be read: type it again",
                    first(label)
                ),
            );
            return None;
        }
        if typed.chars().count() > max_chars {
            self.refuse(
                name,
                format!("{} must be {max_chars} characters or fewer", first(label)),
            );
            return None;
        }
        Some(typed)
    }

    /// The date typed into `name_day`, `name_month` and `name_year`. The month may be a number or its
    /// English name.
    pub fn date(&mut self, name: &str, label: &str) -> Option<Date> {
        if self.date_is_empty(name) {
            self.refuse(name, format!("Enter {}", within(label)));
            return None;
        }
        self.optional_date(name, label)
    }

    /// As [`Form::date`], but three empty fields are none rather than a problem.
    pub fn optional_date(&mut self, name: &str, label: &str) -> Option<Date> {
        if self.date_is_empty(name) {
            return None;
        }
        let [day, month, year] = self.date_parts(name);
        let parts = [("day", &day), ("month", &month), ("year", &year)];
        let missing: Vec<&str> = parts
            .iter()
            .filter(|(_, typed)| typed.is_empty())
            .map(|(part, _)| *part)
            .collect();
        if !missing.is_empty() {
            self.refuse(
                name,
                format!(
                    "{} must include a {}",
                    first(label),
                    missing.join(" and a ")
                ),
            );
            return None;
        }
        if year.chars().count() != 4 || !year.chars().all(|sign| sign.is_ascii_digit()) {
            self.refuse(
                name,
                format!(
                    "{} must have a year with 4 numbers, like 2026",
                    first(label)
                ),
            );
            return None;
        }
        let found = match (year.parse(), month_number(&month), digits(&day)) {
            (Ok(year), Some(month), Some(day)) => Date::new(year, month, day).ok(),
            (_, None, _) | (_, _, None) | (Err(_), ..) => None,
        };
        if found.is_none() {
            self.refuse(name, format!("{} must be a real date", first(label)));
        }
        found
    }

    /// The one answer chosen among `options`. Refuses none and anything that was not offered. Of more
    /// than [`Choice::MOST_LISTED`] options one is chosen by typing its text, or a part of it that no
    /// other has.
    pub fn choice(&mut self, name: &str, label: &str, options: &[Choice]) -> Option<String> {
        self.resolve(name, options);
        let chosen = self.value(name).to_owned();
        if options.iter().any(|option| option.value == chosen) && !chosen.is_empty() {
            return Some(chosen);
        }
        let refused = if options.len() > Choice::MOST_LISTED && !chosen.is_empty() {
            not_found(&chosen, options)
        } else {
            format!("Select {}", within(label))
        };
        self.refuse(name, refused);
        None
    }

    /// Puts the value of an option in the place of its text, where options are typed because there
    /// are too many to list.
    pub fn resolve(&mut self, name: &str, options: &[Choice]) {
        let typed = self.value(name).trim().to_owned();
        if options.len() <= Choice::MOST_LISTED || typed.is_empty() {
            return;
        }
        if let [one] = matching(&typed, options).as_slice() {
            let value = one.value.clone();
            self.set(name, &value);
        }
    }

    /// What a field shows in which one of too many options is typed: the text of the option, or what
    /// was typed.
    pub fn shown(&self, name: &str, options: &[Choice]) -> String {
        let value = self.value(name);
        let option = options.iter().find(|option| option.value == value);
        option.map_or_else(|| value.to_owned(), |option| option.text.clone())
    }

    /// As [`Form::choice`], but no answer is none rather than a problem.
    pub fn optional_choice(
        &mut self,
        name: &str,
        label: &str,
        options: &[Choice],
    ) -> Option<String> {
        if self.value(name).is_empty() {
            return None;
        }
        self.choice(name, label, options)
    }

    /// The answers ticked among `options`, perhaps none. Refuses any that was not offered.
    pub fn choices(&mut self, name: &str, label: &str, options: &[Choice]) -> Vec<String> {
        let ticked = self.all(name).to_vec();
        if ticked
            .iter()
            .all(|value| options.iter().any(|option| option.value == *value))
        {
            return ticked;
        }
        self.refuse(name, format!("Select {} from the list", within(label)));
        Vec::new()
    }

    fn date_parts(&self, name: &str) -> [String; 3] {
        ["day", "month", "year"].map(|part| self.date_part(name, part).trim().to_owned())
    }

    fn date_is_empty(&self, name: &str) -> bool {
        self.date_parts(name).iter().all(String::is_empty)
    }
}

/// The options that are meant by what was typed: the one with this value or text, else all that hold
/// it.
fn matching<'a>(typed: &str, options: &'a [Choice]) -> Vec<&'a Choice> {
    let folded = typed.to_lowercase();
    let is_it = |option: &&Choice| option.value == typed || option.text.to_lowercase() == folded;
    let exact: Vec<&Choice> = options.iter().filter(is_it).collect();
    if !exact.is_empty() {
        return exact;
    }
    options
        .iter()
        .filter(|option| option.text.to_lowercase().contains(&folded))
        .collect()
}

/// Why nothing was chosen by what was typed.
fn not_found(typed: &str, options: &[Choice]) -> String {
    let found = matching(typed.trim(), options);
    let short: String = typed.trim().chars().take(60).collect();
    if found.is_empty() {
        return format!("There is none called ‘{short}’: check the name");
    }
    let names: Vec<&str> = found.iter().take(5).map(|one| one.text.as_str()).collect();
    let more = match found.len().saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "‘{short}’ fits {}{more}: type more of the name",
        names.join(", ")
    )
}

fn digits(typed: &str) -> Option<i8> {
    if typed.is_empty() || !typed.chars().all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    typed.parse().ok()
}

/// The month as a number, from a number or from an English name of three letters or more.
fn month_number(typed: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
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
    let name = typed.to_lowercase();
    if name.chars().count() >= 3
        && let Some(place) = NAMES.iter().position(|month| month.starts_with(&name))
    {
        return i8::try_from(place + 1).ok();
    }
    digits(typed)
}

/// A label as the first word of a sentence: "name of partner" becomes "Name of partner".
pub(super) fn first(label: &str) -> String {
    let mut signs = label.chars();
    signs.next().map_or_else(String::new, |sign| {
        sign.to_uppercase().chain(signs).collect()
    })
}

/// A label within a sentence: "Name of partner" becomes "name of partner", but "UK postcode" stays.
pub(super) fn within(label: &str) -> String {
    let mut signs = label.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(sign), Some(next)) if next.is_lowercase() || next == ' ' && sign != 'I' => {
            sign.to_lowercase().chain(signs).collect()
        }
        (_, _) => label.to_owned(),
    }
}
