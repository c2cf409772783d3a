//! The short code of each figure that a signed return or report prints (P1.1a): eight letters and
//! figures that can be read out on the telephone. A code follows from the seal's SHA-256 and from what
//! the figure is of, so that whoever holds the seal can work it out again, and two editions of a figure
//! have two codes.

mod code;
mod figure;
#[cfg(test)]
mod tests;

pub use code::{CodeRefused, FigureCode};
pub use figure::{CodedFigure, of_report, of_return};
