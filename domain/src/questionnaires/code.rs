//! The code by which a person is found again: a learner reference, or one they make up by a recipe.

use thiserror::Error;

/// The most letters and digits of a code.
const MOST: usize = 20;

/// Why what was typed is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeProblem {
    /// Nothing but spaces.
    #[error("Enter the code")]
    Empty,
    /// More than anybody remembers.
    #[error("A code has 20 letters and digits at most")]
    Long,
    /// Signs that people write in different ways.
    #[error("A code is made of letters and digits only")]
    Signs,
}

/// A code in the one way it is kept: capital letters and digits, without spaces and hyphens, so that
/// it is found again however it was typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonCode(String);

impl PersonCode {
    /// The code that was typed.
    ///
    /// # Errors
    /// Nothing typed, too much, or signs other than letters and digits.
    pub fn new(typed: &str) -> Result<Self, CodeProblem> {
        let code: String = typed
            .chars()
            .filter(|sign| !sign.is_whitespace() && *sign != '-')
            .flat_map(char::to_uppercase)
            .collect();
        if code.is_empty() {
            return Err(CodeProblem::Empty);
        }
        if code.chars().count() > MOST {
            return Err(CodeProblem::Long);
        }
        if !code.chars().all(char::is_alphanumeric) {
            return Err(CodeProblem::Signs);
        }
        Ok(Self(code))
    }

    /// The code as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
