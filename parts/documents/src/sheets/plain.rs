//! Plain text with commas. A text that begins like a formula gets an apostrophe, since a spreadsheet
//! would run it (OWASP, CSV injection); a number is one and needs none.

use super::{Cell, Ink, Tab};
use crate::DocumentFault;
use crate::package::Package;
use std::io::{Seek, Write};

/// Letters of a file's name.
const NAME: usize = 60;
/// Bytes that are gathered before they are written.
const GATHERED: usize = 32_768;

enum Out<W: Write + Seek> {
    File(W),
    Zip(Box<Package<W>>),
}

/// One file, or a file for each sheet in a ZIP.
pub(super) struct Plain<W: Write + Seek> {
    out: Out<W>,
    text: String,
}

impl<W: Write + Seek> Plain<W> {
    pub(super) fn file(out: W) -> Self {
        Self {
            out: Out::File(out),
            text: String::new(),
        }
    }

    pub(super) fn zip(out: W) -> Self {
        Self {
            out: Out::Zip(Box::new(Package::new(out))),
            text: String::new(),
        }
    }

    pub(super) fn begin(&mut self, tab: &Tab) -> Result<(), DocumentFault> {
        self.flush()?;
        if let Out::Zip(package) = &mut self.out {
            package.begin(&format!("{:02}-{}.csv", tab.place, slug(tab)))?;
        }
        match &tab.table {
            Some(_) => csv_line(
                &mut self.text,
                tab.columns.iter().map(|column| column.heading.as_str()),
            ),
            None => csv_line(&mut self.text, ["What", "Text"]),
        }
        Ok(())
    }

    pub(super) fn row(&mut self, cells: &[(Cell<'_>, Ink)]) -> Result<(), DocumentFault> {
        for (at, (cell, _)) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => csv_cell(&mut self.text, text),
                Cell::Number(number) => self.text.push_str(&number.plain()),
                Cell::Day(day) => self.text.push_str(&day.to_string()),
            }
        }
        self.text.push('\n');
        if self.text.len() > GATHERED {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), DocumentFault> {
        match &mut self.out {
            Out::File(file) => file.write_all(self.text.as_bytes())?,
            Out::Zip(_) if self.text.is_empty() => {}
            Out::Zip(package) => package.add(&self.text)?,
        }
        self.text.clear();
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, DocumentFault> {
        self.flush()?;
        match self.out {
            Out::File(file) => Ok(file),
            Out::Zip(package) => package.finish(),
        }
    }
}

/// The words of a sheet's caption, or of its name, as the name of a file.
fn slug(tab: &Tab) -> String {
    let name = tab.caption.as_ref().unwrap_or(&tab.name).to_lowercase();
    let words: Vec<&str> = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let slug: String = words.join("-").chars().take(NAME).collect();
    slug.trim_end_matches('-').to_owned()
}

/// Adds a line of texts, none of which a spreadsheet takes for a formula.
pub fn csv_line(out: &mut String, cells: impl IntoIterator<Item: AsRef<str>>) {
    let begun = out.len();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        csv_cell(out, cell.as_ref());
    }
    // A line of one empty cell is no empty line.
    if out.len() == begun {
        out.push_str("\"\"");
    }
    out.push('\n');
}

/// Whether a spreadsheet would take a text for a formula. A number less than nought is none: only digits
/// follow its sign, thousands parted by commas, with a point among them at most.
fn is_formula(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit());
    let is_number = text.strip_prefix('-').is_some_and(|number| {
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        whole.split(',').all(digits) && digits(part)
    });
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number
}

fn csv_cell(out: &mut String, text: &str) {
    let is_formula = is_formula(text);
    if !text.contains([',', '"', '\n', '\r']) {
        out.push_str(if is_formula { "'" } else { "" });
        out.push_str(text);
        return;
    }
    out.push_str(if is_formula { "\"'" } else { "\"" });
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::csv_line;

    #[test]
    fn a_number_less_than_nought_stays_a_number() {
        for number in ["-1", "-0.25", "-1234.500", "0", "12.5"] {
            let mut out = String::new();
            csv_line(&mut out, [number]);
            assert_eq!(out, format!("{number}\n"));
        }
        let mut out = String::new();
        csv_line(&mut out, ["-1,234.5", "-1,=2"]);
        assert_eq!(out, "\"-1,234.5\",\"'-1,=2\"\n");
    }

    #[test]
    fn a_cell_that_begins_like_a_formula_gets_an_apostrophe() {
        for (cell, shown) in [
            ("=1+1", "'=1+1\n"),
            ("+44", "'+44\n"),
            ("-1+1", "'-1+1\n"),
            ("-1.5=0", "'-1.5=0\n"),
            ("-1.2.3", "'-1.2.3\n"),
            ("-A1", "'-A1\n"),
            ("--1", "'--1\n"),
            ("-1.", "'-1.\n"),
            ("-", "'-\n"),
            ("@SUM(A1)", "'@SUM(A1)\n"),
            ("\t=1", "'\t=1\n"),
            ("\r=1", "\"'\r=1\"\n"),
            ("=cmd|' /C calc'!A0, x", "\"'=cmd|' /C calc'!A0, x\"\n"),
            ("1-1=0", "1-1=0\n"),
            ("say \"so\"", "\"say \"\"so\"\"\"\n"),
            ("two\nlines", "\"two\nlines\"\n"),
            ("", "\"\"\n"),
        ] {
            let mut out = String::new();
            csv_line(&mut out, [cell]);
            assert_eq!(out, shown);
        }
    }
}
