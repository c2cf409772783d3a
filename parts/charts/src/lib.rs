//! Charts as SVG, made on the server: each says in words what it shows, stands beside its table of
//! figures, and is never colour alone. Places are whole hundredths of a unit; no figure is a float.

mod bars;
mod ink;
mod line;

pub use bars::{Bar, bars};
pub use line::{Point, line};

/// A picture with the words and the table that stand for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The picture; it carries no style and no script.
    pub svg: String,
    /// What somebody who cannot see it should hear.
    pub alternative: String,
    /// The headings of its table.
    pub headings: Vec<String>,
    /// The rows of its table.
    pub rows: Vec<Vec<String>>,
}

/// Figures as they are written, from thousandths.
pub type Written = fn(i64) -> String;
