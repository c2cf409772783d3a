//! Pounds for one unit, exact. Publishers give up to seven places after the point, so a value is a
//! whole number of ten-millionths of a pound; it is rounded where a row is printed and nowhere else.

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Pounds in ten-millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(try_from = "String")]
pub struct Pounds {
    /// Ten-millionths of a pound.
    pub ten_millionths: i64,
}

/// Why a text is no exact value in pounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PoundsRefused {
    /// It holds something else than digits and one point.
    #[error("pounds are written with digits and one point, such as 12.5")]
    NotDigits,
    /// It has more than nine digits before the point.
    #[error("pounds have at most nine digits before the point")]
    TooLarge,
    /// It has more than seven digits after the point.
    #[error("pounds have at most seven digits after the point")]
    TooFine,
}

const PLACES: usize = 7;

impl FromStr for Pounds {
    type Err = PoundsRefused;

    fn from_str(text: &str) -> Result<Self, PoundsRefused> {
        let (whole, part) = match text.split_once('.') {
            Some((_, "")) => return Err(PoundsRefused::NotDigits),
            Some((whole, part)) => (whole, part),
            None => (text, ""),
        };
        let digits = whole.bytes().chain(part.bytes());
        if whole.is_empty() || !digits.into_iter().all(|byte| byte.is_ascii_digit()) {
            return Err(PoundsRefused::NotDigits);
        }
        if whole.len() > 9 {
            return Err(PoundsRefused::TooLarge);
        }
        if part.len() > PLACES {
            return Err(PoundsRefused::TooFine);
        }
        let ten_millionths = format!("{whole}{part:0<PLACES$}")
            .parse()
            .map_err(|_| PoundsRefused::TooLarge)?;
        Ok(Self { ten_millionths })
    }
}

impl TryFrom<String> for Pounds {
    type Error = PoundsRefused;

    fn try_from(text: String) -> Result<Self, PoundsRefused> {
        text.parse()
    }
}

impl fmt::Display for Pounds {
    /// Exact, without trailing noughts: `12.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.ten_millionths.unsigned_abs();
        let sign = if self.ten_millionths < 0 { "-" } else { "" };
        let part = format!("{:0PLACES$}", size % 10_000_000);
        match part.trim_end_matches('0') {
            "" => write!(out, "{sign}{}", size / 10_000_000),
            part => write!(out, "{sign}{}.{part}", size / 10_000_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_are_exact_to_seven_places() {
        let pounds: Pounds = "317.8219097".parse().unwrap();
        assert_eq!(pounds.ten_millionths, 3_178_219_097);
        assert_eq!("12.50".parse::<Pounds>().unwrap().to_string(), "12.5");
        assert_eq!("007".parse::<Pounds>().unwrap().to_string(), "7");
        assert_eq!("0.0000001".parse::<Pounds>().unwrap().ten_millionths, 1);
    }

    #[test]
    fn what_is_not_exact_pounds_is_refused_in_words() {
        for text in [
            "", ".", "1.", ".5", "-1", "1e3", "1,000", "£5", "1.2.3", "١",
        ] {
            assert_eq!(
                text.parse::<Pounds>(),
                Err(PoundsRefused::NotDigits),
                "{text}"
            );
        }
        assert_eq!("1234567890".parse::<Pounds>(), Err(PoundsRefused::TooLarge));
        assert_eq!("0.12345678".parse::<Pounds>(), Err(PoundsRefused::TooFine));
    }

    #[test]
    fn what_is_printed_reads_back_the_same() {
        let mut ten_millionths = 0;
        while ten_millionths < 9_999_999_999_999_999 {
            let pounds = Pounds { ten_millionths };
            assert_eq!(pounds.to_string().parse(), Ok(pounds));
            ten_millionths = ten_millionths * 3 + 1;
        }
    }
}
