//! Who is expected, by reference. A register holds no names (P4f, data protection by design).

use std::collections::BTreeSet;
use thiserror::Error;

/// The most learners on one register.
const MOST_ENROLLED: usize = 200;

/// The longest reference: that of an ILR learner reference number (`LearnRefNumber`, 12 characters).
const LONGEST: usize = 12;

/// Why a list of references is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EnrolRefused {
    /// It looks like a name, or is none.
    #[error(
        "‘{0}’ is not a reference: use up to 12 letters, digits, dashes or slashes with at least one digit, and no names"
    )]
    NoReference(String),
    /// More than fit on a register.
    #[error("A register has {MOST_ENROLLED} learners at most")]
    TooMany,
}

fn is_reference(text: &str) -> bool {
    text.chars().count() <= LONGEST
        && text.chars().any(|letter| letter.is_ascii_digit())
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-/_".contains(letter))
}

/// The references of a list with one on each line, in order and each once.
pub fn references(typed: &str) -> Result<Vec<String>, Vec<EnrolRefused>> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let (known, wrong): (BTreeSet<&str>, BTreeSet<&str>) =
        lines.partition(|line| is_reference(line));
    let shortened = |line: &&str| line.chars().take(30).collect::<String>();
    let mut refused: Vec<EnrolRefused> = wrong
        .iter()
        .take(5)
        .map(|line| EnrolRefused::NoReference(shortened(line)))
        .collect();
    if known.len() > MOST_ENROLLED {
        refused.push(EnrolRefused::TooMany);
    }
    if refused.is_empty() {
        Ok(known.into_iter().map(ToOwned::to_owned).collect())
    } else {
        Err(refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_come_in_order_and_once() {
        let typed = "26-0417\n\n A12 \n26-0417\n";
        assert_eq!(references(typed), Ok(vec!["26-0417".into(), "A12".into()]));
        assert_eq!(references(" \n"), Ok(Vec::new()));
    }

    #[test]
    fn p4f_a_name_is_no_reference() {
        for wrong in ["Ada", "Ada Lovelace 7", "1234567890123", "a@b1.uk", "７"] {
            let refused = references(wrong).unwrap_err();
            assert_eq!(refused, [EnrolRefused::NoReference(wrong.to_owned())]);
        }
        let many: String = (0..=MOST_ENROLLED).map(|n| format!("L{n}\n")).collect();
        assert_eq!(references(&many), Err(vec![EnrolRefused::TooMany]));
    }
}
