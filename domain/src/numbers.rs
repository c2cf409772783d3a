//! How whole numbers are written for people.

use std::fmt::Display;

/// A whole number with its thousands parted by commas: `1,234,567`.
pub fn parted(whole: impl Display) -> String {
    let written = whole.to_string();
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", written.as_str()),
    };
    let mut out = sign.to_owned();
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
    use super::parted;

    #[test]
    fn thousands_are_parted_by_commas() {
        for (number, written) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (-999, "-999"),
            (-1_234_567, "-1,234,567"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!(parted(number), written);
        }
    }
}
