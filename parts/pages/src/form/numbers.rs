//! Reading numbers out of a form, exactly: digits become integers with their scale, and never pass
//! through a float, which could not keep them. A comma must stand where thousands are parted, so that
//! "12,5" is asked about rather than taken for 125.

use std::ops::RangeInclusive;

use super::Form;
use super::read::{first, within};

/// Why what was typed is no such number.
enum NotANumber {
    Unlike,
    Negative,
    TooManyPlaces,
    TooLarge,
}

impl Form {
    /// A whole number of 0 or more; `1,234` is understood.
    pub fn whole_number(&mut self, name: &str, label: &str) -> Option<i64> {
        self.must_be_typed(name, label)?;
        self.scaled(name, label, 0)
    }

    /// A whole number from the first to the last of the range.
    pub fn whole_number_between(
        &mut self,
        name: &str,
        label: &str,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        let number = self.whole_number(name, label)?;
        if range.contains(&number) {
            return Some(number);
        }
        let (from, to) = (range.start(), range.end());
        self.refuse(
            name,
            format!("{} must be between {from} and {to}", first(label)),
        );
        None
    }

    /// As [`Form::whole_number`], but an empty answer is none rather than a problem.
    pub fn optional_whole_number(&mut self, name: &str, label: &str) -> Option<i64> {
        self.is_typed(name)
            .then(|| self.scaled(name, label, 0))
            .flatten()
    }

    /// A number of 0 or more with up to three decimal places, in thousandths: `1,234.5` is 1 234 500.
    pub fn thousandths(&mut self, name: &str, label: &str) -> Option<i64> {
        self.must_be_typed(name, label)?;
        self.scaled(name, label, 3)
    }

    /// As [`Form::thousandths`], but an empty answer is none rather than a problem.
    pub fn optional_thousandths(&mut self, name: &str, label: &str) -> Option<i64> {
        self.is_typed(name)
            .then(|| self.scaled(name, label, 3))
            .flatten()
    }

    /// An amount of 0 or more in pounds with up to two decimal places, in pence: `£1,234.50` is 123 450.
    pub fn pence(&mut self, name: &str, label: &str) -> Option<i64> {
        self.must_be_typed(name, label)?;
        self.scaled(name, label, 2)
    }

    fn is_typed(&self, name: &str) -> bool {
        !self.value(name).trim().is_empty()
    }

    fn must_be_typed(&mut self, name: &str, label: &str) -> Option<()> {
        if self.is_typed(name) {
            return Some(());
        }
        self.refuse(name, format!("Enter {}", within(label)));
        None
    }

    fn scaled(&mut self, name: &str, label: &str, places: usize) -> Option<i64> {
        let typed = self.value(name).trim();
        let bare = if places == 2 {
            typed.trim_start_matches('£').trim_start()
        } else {
            typed
        };
        let problem = match parse(bare, places) {
            Ok(number) => return Some(number),
            Err(NotANumber::Negative) => "must be 0 or more".to_owned(),
            Err(NotANumber::TooLarge) => "is too large".to_owned(),
            Err(NotANumber::TooManyPlaces) if places == 0 => {
                "must be a whole number, like 12".to_owned()
            }
            Err(NotANumber::TooManyPlaces) => format!("must have {places} decimal places or fewer"),
            Err(NotANumber::Unlike) if places == 0 => "must be a whole number, like 12".to_owned(),
            Err(NotANumber::Unlike) => "must be a number, like 12 or 1,234.5".to_owned(),
        };
        self.refuse(name, format!("{} {problem}", first(label)));
        None
    }
}

/// The number in units of 10^-places.
fn parse(typed: &str, places: usize) -> Result<i64, NotANumber> {
    let (is_negative, bare) = match typed.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, typed),
    };
    let (whole, part) = bare.split_once('.').unwrap_or((bare, "0"));
    let whole = without_commas(whole).ok_or(NotANumber::Unlike)?;
    if !all_digits(&whole) || !all_digits(part) {
        return Err(NotANumber::Unlike);
    }
    if is_negative {
        return Err(NotANumber::Negative);
    }
    let part = part.trim_end_matches('0');
    if part.len() > places {
        return Err(NotANumber::TooManyPlaces);
    }
    format!("{whole}{part:0<places$}")
        .parse()
        .map_err(|_| NotANumber::TooLarge)
}

/// The digits without commas, or none where a comma stands anywhere but between thousands.
fn without_commas(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let head = groups.next()?;
    let mut rest = groups.peekable();
    if rest.peek().is_some() && (head.is_empty() || head.len() > 3) {
        return None;
    }
    let mut digits = head.to_owned();
    for group in rest {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    if digits.is_empty() {
        Some("0".to_owned())
    } else {
        Some(digits)
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit())
}
