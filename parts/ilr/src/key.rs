//! The unique learner number as a keyed hash, so that the number itself is never kept.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A shorter key could be tried out, as there are only ten thousand million numbers.
const SHORTEST: usize = 16;

/// A person across years, where the file gives a number that is not temporary: HMAC-SHA-256 of the
/// unique learner number under the organisation's key. It proposes that two records are of one
/// person and is never a key of a row, because providers mistype the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonKey([u8; 32]);

impl PersonKey {
    /// The hash's 32 bytes.
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }

    /// The key of a number; none for a temporary number (9999999999), one that is not ten digits or
    /// one whose check digit is wrong (rule DD01).
    pub(crate) fn of(number: &str, key: &[u8]) -> Option<Self> {
        if key.len() < SHORTEST || number == "9999999999" || !is_sound(number) {
            return None;
        }
        let mut keyed = Hmac::<Sha256>::new_from_slice(key).ok()?;
        keyed.update(b"unique learner number\0");
        keyed.update(number.as_bytes());
        Some(Self(keyed.finalize().into_bytes().into()))
    }
}

/// Rule DD01: the first nine digits by the weights 10 to 2, modulo 11, and ten less the rest is the
/// tenth.
fn is_sound(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|one| one.to_digit(10)).collect();
    if digits.len() != 10 || number.len() != 10 {
        return false;
    }
    let weights = (2..=10).rev();
    let sum: u32 = digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let rest = sum % 11;
    rest != 0 && digits.last() == Some(&(10 - rest))
}

#[test]
fn a_temporary_or_mistyped_number_has_no_key() {
    assert!(PersonKey::of("1061484016", b"a key of the tests").is_some());
    for number in ["9999999999", "1061484017", "106148401", "10614840 6", ""] {
        assert_eq!(
            PersonKey::of(number, b"a key of the tests"),
            None,
            "{number}"
        );
    }
    assert_eq!(PersonKey::of("1061484016", b"too short"), None);
}

#[test]
fn another_key_gives_another_hash() {
    let one = PersonKey::of("1061484016", b"a key of the tests");
    assert_eq!(one, PersonKey::of("1061484016", b"a key of the tests"));
    assert_ne!(
        one,
        PersonKey::of("1061484016", b"another key of the tests")
    );
}
