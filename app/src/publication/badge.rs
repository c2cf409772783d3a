//! A small picture that says how a signed year went, for the pages of others. It holds its words as text
//! and as its name, so that it can be read aloud.

use crate::failure::Failure;
use askama::Template;
use domain::open_data::TargetsMet;

#[derive(Template)]
#[template(path = "publication/badge.svg")]
struct Badge<'a> {
    says: &'a str,
    left: &'a str,
    right: &'a str,
    left_width: usize,
    width: usize,
}

/// The left part of a badge.
fn left(year: &str) -> String {
    format!("Social value {year}")
}

fn right(targets: TargetsMet) -> String {
    match targets {
        TargetsMet { of: 0, .. } => "signed".to_owned(),
        TargetsMet { met, of, .. } => format!("signed, {met} of {of} targets met"),
    }
}

/// What a badge says, in one line.
pub(super) fn words(year: &str, targets: TargetsMet) -> String {
    format!("{}: {}", left(year), right(targets))
}

/// A letter's width in pixels, with room to spare: the words are drawn to fit.
const LETTER: usize = 7;
const EDGE: usize = 16;

fn width(words: &str) -> usize {
    words.chars().count() * LETTER + EDGE
}

/// The picture.
pub(super) fn badge(year: &str, targets: TargetsMet) -> Result<Vec<u8>, Failure> {
    let (left, right) = (left(year), right(targets));
    let left_width = width(&left);
    let badge = Badge {
        says: &words(year, targets),
        width: left_width + width(&right),
        left_width,
        left: &left,
        right: &right,
    };
    Ok(badge.render()?.into_bytes())
}
