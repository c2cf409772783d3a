//! The document as data: a cover and blocks in their order. All text is text: nothing in it is ever
//! read as markup.

use serde::Serialize;

/// A document.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// Its title, on the cover and in the head of every page.
    pub title: String,
    /// Its version, in the head of every page.
    pub version: String,
    /// Whose document it is.
    pub organisation: String,
    /// Facts on the cover: name and value.
    pub facts: Vec<(String, String)>,
    /// What follows the cover.
    pub blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading; the first level is 1, and no level is skipped.
    Heading {
        /// From 1 to 3.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph. New lines stay.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A list with bullets.
    List {
        /// Its items.
        items: Vec<String>,
    },
    /// Names with their values.
    Facts {
        /// Name and value.
        facts: Vec<(String, String)>,
    },
    /// A table with a row of headings.
    Table {
        /// What it shows.
        caption: String,
        /// The headings of the columns.
        headings: Vec<String>,
        /// The rows, each as long as the headings.
        rows: Vec<Vec<String>>,
        /// The columns that hold numbers, from 0: set to the right.
        numbers: Vec<usize>,
    },
    /// A picture made of lines, with the words that stand for it.
    Figure {
        /// The picture.
        svg: String,
        /// What somebody who cannot see it should hear; never empty.
        alternative: String,
        /// What stands under it.
        caption: String,
    },
    /// Somebody's own words.
    Quote {
        /// The words.
        text: String,
        /// Whose they are.
        by: String,
    },
    /// A fingerprint, in figures that can be compared.
    Seal {
        /// What was sealed.
        label: String,
        /// SHA-256 in hexadecimal.
        sha256: String,
    },
    /// The next block begins a page.
    PageBreak,
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            text: text.into(),
        }
    }

    /// A paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into() }
    }
}
