//! A printed number read exactly, so that a spreadsheet can hold it as a number that looks as it was
//! printed. What is not exactly a number (“fewer than 5”, “007”, “–”) is none, and stays text.

use std::fmt;

/// Significant digits that every spreadsheet keeps exactly; a longer number stays text.
const DIGITS: usize = 15;
/// The most decimals that have a look of their own; a finer number stays text.
pub(crate) const DECIMALS: u8 = 6;

/// What stands around the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    /// Nothing.
    Nothing,
    /// `45%`
    Percent,
    /// `45 %`
    SpacedPercent,
    /// `£45`
    Pounds,
}

/// Whether thousands are parted by commas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thousands {
    Parted,
    Together,
}

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) around: Around,
    pub(crate) thousands: Thousands,
    pub(crate) decimals: u8,
}

impl Look {
    /// Every look that a number may have, in the order of their styles.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let arounds = [
            Around::Nothing,
            Around::Percent,
            Around::SpacedPercent,
            Around::Pounds,
        ];
        arounds.into_iter().flat_map(|around| {
            [Thousands::Parted, Thousands::Together]
                .into_iter()
                .flat_map(move |thousands| {
                    (0..=DECIMALS).map(move |decimals| Self {
                        around,
                        thousands,
                        decimals,
                    })
                })
        })
    }

    /// Its place among all looks.
    pub(crate) fn place(self) -> usize {
        let around = match self.around {
            Around::Nothing => 0,
            Around::Percent => 1,
            Around::SpacedPercent => 2,
            Around::Pounds => 3,
        };
        let thousands = match self.thousands {
            Thousands::Parted => 0,
            Thousands::Together => 1,
        };
        (around * 2 + thousands) * (usize::from(DECIMALS) + 1) + usize::from(self.decimals)
    }
}

/// An exact number and how it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The digits without their point: 1234.50 is 123450 with two decimals.
    digits: i64,
    pub(crate) look: Look,
}

impl Number {
    /// Reads a printed number: `1,234.5`, `45 %`, `£1,234.50`, `-3`. None when the text is anything else
    /// or could not be kept exactly.
    pub fn read(text: &str) -> Option<Self> {
        let (sign, rest) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (around, printed) = if let Some(rest) = rest.strip_prefix('£') {
            (Around::Pounds, rest)
        } else if let Some(rest) = rest.strip_suffix('%') {
            match rest.strip_suffix([' ', '\u{a0}']) {
                Some(rest) => (Around::SpacedPercent, rest),
                None => (Around::Percent, rest),
            }
        } else {
            (Around::Nothing, rest)
        };
        let (whole, part) = match printed.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (printed, ""),
        };
        let (whole, thousands) = whole_digits(whole)?;
        let decimals = u8::try_from(part.len()).ok()?;
        if decimals > DECIMALS || !part.bytes().all(|one| one.is_ascii_digit()) {
            return None;
        }
        let digits = format!("{whole}{part}");
        if digits.trim_start_matches('0').len() > DIGITS {
            return None;
        }
        let digits: i64 = digits.parse().ok()?;
        // “-0” says more than a number can.
        if digits == 0 && sign < 0 {
            return None;
        }
        let look = Look {
            around,
            thousands,
            decimals,
        };
        Some(Self {
            digits: sign * digits,
            look,
        })
    }

    /// The exact value as a decimal number; 45 percent is 0.45.
    pub(crate) fn value(self) -> String {
        let more = match self.look.around {
            Around::Nothing | Around::Pounds => 0,
            Around::Percent | Around::SpacedPercent => 2,
        };
        self.decimal(usize::from(self.look.decimals) + more)
    }

    /// The number for a table of plain text: without commas and pounds, a share with its sign.
    pub(crate) fn plain(self) -> String {
        let decimal = self.decimal(usize::from(self.look.decimals));
        match self.look.around {
            Around::Nothing | Around::Pounds => decimal,
            Around::Percent | Around::SpacedPercent => format!("{decimal}%"),
        }
    }

    fn decimal(self, decimals: usize) -> String {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0>1$}", self.digits.unsigned_abs(), decimals + 1);
        let (whole, part) = digits.split_at(digits.len().saturating_sub(decimals));
        if part.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }
}

/// The digits before the point, and whether commas part them. Commas stand at every thousand or
/// nowhere; nothing but nought itself begins with one.
fn whole_digits(printed: &str) -> Option<(String, Thousands)> {
    let groups: Vec<&str> = printed.split(',').collect();
    let (first, others) = groups.split_first()?;
    let is_digits =
        |group: &&str| !group.is_empty() && group.bytes().all(|one| one.is_ascii_digit());
    let is_long = |group: &&str| group.len() == 3;
    if !groups.iter().all(is_digits) || (first.starts_with('0') && printed.len() > 1) {
        return None;
    }
    if others.is_empty() {
        let thousands = if first.len() > 3 {
            Thousands::Together
        } else {
            Thousands::Parted
        };
        return Some(((*first).to_owned(), thousands));
    }
    let is_parted = first.len() <= 3 && others.iter().all(is_long);
    is_parted.then(|| (groups.concat(), Thousands::Parted))
}

/// As it was printed.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = self.decimal(usize::from(self.look.decimals));
        let (sign, size) = match decimal.strip_prefix('-') {
            Some(size) => ("-", size),
            None => ("", decimal.as_str()),
        };
        let (whole, part) = match size.split_once('.') {
            Some((whole, part)) => (whole, format!(".{part}")),
            None => (size, String::new()),
        };
        let whole = match self.look.thousands {
            Thousands::Parted => parted(whole),
            Thousands::Together => whole.to_owned(),
        };
        let (before, after) = match self.look.around {
            Around::Nothing => ("", ""),
            Around::Percent => ("", "%"),
            Around::SpacedPercent => ("", " %"),
            Around::Pounds => ("£", ""),
        };
        write!(out, "{sign}{before}{whole}{part}{after}")
    }
}

fn parted(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Look, Number};

    #[test]
    fn what_is_printed_as_a_number_is_one_and_prints_the_same_again() {
        for (text, value, plain) in [
            ("0", "0", "0"),
            ("7", "7", "7"),
            ("1,234.5", "1234.5", "1234.5"),
            ("1234", "1234", "1234"),
            ("12,345,678", "12345678", "12345678"),
            ("-3", "-3", "-3"),
            ("0.050", "0.050", "0.050"),
            ("45 %", "0.45", "45%"),
            ("100%", "1.00", "100%"),
            ("-0.5 %", "-0.005", "-0.5%"),
            ("£1,234.50", "1234.50", "1234.50"),
            ("-£0.07", "-0.07", "-0.07"),
            ("£1.234567", "1.234567", "1.234567"),
            ("999,999,999,999,999", "999999999999999", "999999999999999"),
        ] {
            let number = Number::read(text).unwrap_or_else(|| panic!("{text} is a number"));
            assert_eq!(number.to_string(), text);
            assert_eq!(number.value(), value);
            assert_eq!(number.plain(), plain);
        }
        let minus = Number::read("\u{2212}12").unwrap();
        assert_eq!(minus.value(), "-12");
    }

    #[test]
    fn what_is_not_exactly_a_number_stays_text() {
        for text in [
            "",
            " ",
            "-",
            "–",
            "fewer than 5",
            "not shown",
            "31 to 34",
            "007",
            "00",
            "-0",
            "+5",
            "5.",
            ".5",
            "1.2.3",
            "1,23",
            "12,34,567",
            "1234,567",
            ",123",
            "1,,234",
            "£",
            "£-5",
            "%",
            "5 % more",
            "1e5",
            "0x10",
            "1 234",
            "5 hours",
            " 5",
            "5 ",
            "٣",
            "=1+1",
            "1.2345678",
            "1,234,567,890,123,456",
            "0,123",
            "50%%",
            "£5%",
        ] {
            assert_eq!(Number::read(text), None, "‘{text}’");
        }
    }

    #[test]
    fn every_look_has_its_own_place() {
        for (place, look) in Look::all().enumerate() {
            assert_eq!(look.place(), place);
        }
    }
}
