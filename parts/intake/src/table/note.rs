//! What a person should know of a file before they rely on what was read.

use std::fmt::{self, Display, Formatter};

/// The most lines or sheets that are named.
const NAMED: usize = 20;

/// Something a person should know about a file before they rely on what was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    /// It was not written in UTF-8.
    #[error("The file is written in {0}; its letters were turned into those of today")]
    Encoding(&'static str),
    /// The sheet that is read, and those that are not.
    #[error("Only the sheet ‘{0}’ is read. There are also: {others}", others = names(.1))]
    OneSheet(String, Vec<String>),
    /// Sheets that a person does not see.
    #[error("Hidden sheets are left out: {}", names(.0))]
    HiddenSheets(Vec<String>),
    /// Groups of merged cells.
    #[error(
        "Merged cells: {0}. What each says counts for its first cell alone; the others are empty"
    )]
    Merged(u64),
    /// Rows with something in them that a person does not see.
    #[error("Hidden rows: {0}. They are read like the others")]
    HiddenRows(u64),
    /// Columns of the table that a person does not see.
    #[error("Hidden columns: {0}. They are read like the others")]
    HiddenColumns(u64),
    /// Formulas, whose values were kept by the program that saved the file.
    #[error("Formulas: {0}. They are read by the values with which the file was saved")]
    Formulas(u64),
    /// Formulas without a value.
    #[error("A formula has no value in {0}: open the file, save it again and bring it anew")]
    WithoutValue(Lines),
    /// Cells that say an error.
    #[error("A cell shows an error, such as #REF!, in {0}: mend it in the file")]
    Errors(Lines),
    /// A workbook that counts its days from 1904.
    #[error(
        "The workbook counts its days from 1904, as Excel for the Macintosh once did; its dates were read so"
    )]
    From1904,
}

/// Names side by side, of which the first are said.
pub(crate) fn names(names: &[String]) -> String {
    let mut words: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if names.len() > NAMED {
        words.push(format!("{} more", names.len() - NAMED));
    }
    words.join(", ")
}

/// Lines of a file, of which the first are named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    named: Vec<u32>,
    more: u64,
}

impl Lines {
    /// Adds a line; one that was added last is not added again.
    pub(crate) fn add(&mut self, line: u32) {
        if self.named.last() == Some(&line) {
            return;
        }
        if self.named.len() < NAMED {
            self.named.push(line);
        } else {
            self.more += 1;
        }
    }

    /// The lines that are named.
    pub fn named(&self) -> &[u32] {
        &self.named
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty()
    }
}

impl Display for Lines {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let mut words: Vec<String> = self.named.iter().map(u32::to_string).collect();
        if self.more > 0 {
            words.push(format!("{} more", self.more));
        }
        match words.split_last() {
            None => write!(out, "no line"),
            Some((only, [])) => write!(out, "line {only}"),
            Some((last, before)) => write!(out, "lines {} and {last}", before.join(", ")),
        }
    }
}

#[test]
fn lines_are_named_until_there_are_too_many() {
    let mut lines = Lines::default();
    assert!(lines.is_empty());
    lines.add(4);
    lines.add(4);
    assert_eq!(lines.to_string(), "line 4");
    lines.add(7);
    lines.add(9);
    assert_eq!(lines.to_string(), "lines 4, 7 and 9");
    (10..40).for_each(|line| lines.add(line));
    assert!(lines.to_string().ends_with("26 and 13 more"), "{lines}");
    assert_eq!(lines.named().len(), 20);
}
