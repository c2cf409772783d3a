//! A document as it comes out of each format, read back by programs and libraries that are not ours.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may stop at what should not be, and say what it leaves out"
)]

mod office;
mod paper;
mod sample;
mod sheets;
mod tags;
mod word;
