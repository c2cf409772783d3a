//! What a typeface can set. PDF/A and PDF/UA refuse a whole file for one letter without a shape, and
//! people write in every script: a letter that no face has is printed as its number in Unicode, so
//! that nothing written is lost and a document is always made.

use serde_json::Value;
use std::fmt::Write;
use typst::text::Font;
use unicode_normalization::UnicodeNormalization;

/// What a document says when it holds such numbers.
const NOTE: &str = "Letters that the typeface of this document does not have are printed as their \
                    Unicode numbers in square brackets.";

/// The faces at hand.
pub(crate) struct Letters<'a>(pub(crate) &'a [Font]);

/// What becomes of one letter.
enum Shape {
    Itself(char),
    Words(&'static str),
    Number,
}

impl Letters<'_> {
    /// Makes every text of the document one that can be set, and adds the note where it is needed.
    /// Words that stand for a picture are heard and not set: they stay as they are.
    pub(crate) fn fit(&self, document: &mut Value) {
        let stood_in = self.fit_all(document);
        if let Value::Object(fields) = document {
            let note = if stood_in { NOTE } else { "" };
            fields.insert("note".to_owned(), note.into());
        }
    }

    /// Fits every text within, and says whether a number stands in any of them for a letter.
    fn fit_all(&self, value: &mut Value) -> bool {
        let within: Vec<&mut Value> = match value {
            Value::String(text) => {
                let (fitted, stood_in) = self.fit_text(text);
                *text = fitted;
                return stood_in;
            }
            Value::Array(items) => items.iter_mut().collect(),
            Value::Object(fields) => fields
                .iter_mut()
                .filter(|(name, _)| *name != "alternative")
                .map(|(_, item)| item)
                .collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) => return false,
        };
        let mut stood_in = false;
        for item in within {
            stood_in |= self.fit_all(item);
        }
        stood_in
    }

    /// The text as it can be set, and whether a number stands in it for a letter.
    fn fit_text(&self, text: &str) -> (String, bool) {
        if text.is_ascii() && !text.contains(|letter: char| letter.is_control()) {
            return (text.to_owned(), false);
        }
        let mut fitted = String::with_capacity(text.len());
        let mut in_number = false;
        let mut stood_in = false;
        for letter in text.replace("\r\n", "\n").nfc() {
            let shape = self.shape(letter);
            if in_number && !matches!(shape, Shape::Number) {
                fitted.push(']');
            }
            in_number = match shape {
                Shape::Itself(letter) => {
                    fitted.push(letter);
                    false
                }
                Shape::Words(words) => {
                    fitted.push_str(words);
                    false
                }
                Shape::Number => {
                    fitted.push(if in_number { ' ' } else { '[' });
                    // Writing to a string cannot fail.
                    let _ = write!(fitted, "U+{:04X}", u32::from(letter));
                    stood_in = true;
                    true
                }
            };
        }
        if in_number {
            fitted.push(']');
        }
        (fitted, stood_in)
    }

    fn shape(&self, letter: char) -> Shape {
        match letter {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                Shape::Itself('\n')
            }
            // Marks that turn the order of letters around, choose a variant, or are hidden.
            '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}' => Shape::Words(""),
            // Joiners and places where a word may part have no shape, and need none.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => Shape::Itself(letter),
            letter if letter.is_control() => Shape::Itself(' '),
            letter if self.has(letter) => Shape::Itself(letter),
            letter if letter.is_whitespace() => Shape::Itself(' '),
            '\u{2010}' | '\u{2011}' => Shape::Words("-"),
            '→' => Shape::Words("->"),
            '←' => Shape::Words("<-"),
            _ => Shape::Number,
        }
    }

    /// Some faces give letters of the private range, or the sign for no letter, a shape; a file that
    /// is kept for good must not hold them.
    fn has(&self, letter: char) -> bool {
        let is_letter =
            !matches!(letter, '\u{fffd}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        is_letter
            && self
                .0
                .iter()
                .any(|font| font.info().coverage.contains(letter.into()))
    }
}
