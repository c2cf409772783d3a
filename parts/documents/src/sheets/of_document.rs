//! A document as sheets: the first holds its facts and its words in their order, and then comes one for
//! each table, which begins with the table's number.

use super::{About, Book, Cell, Column, Ink, Kind, Lines, Sheet, Side, ods, plain, xlsx};
use crate::{Block, Document, DocumentFault, fault};
use jiff::civil::Date;
use std::io::Cursor;

/// Letters of the narrowest and of the widest column.
const LETTERS: (usize, usize) = (9, 48);
/// Letters of the columns of the first sheet.
const WORDS: [usize; 2] = [30, 96];

type Memory = Cursor<Vec<u8>>;

/// An Excel workbook.
pub(crate) fn to_xlsx(document: &Document, dated: Date) -> Result<Vec<u8>, DocumentFault> {
    let about = about(document, dated);
    write(
        Book::of(Kind::Xlsx(xlsx::Xlsx::new(Memory::default(), &about))),
        document,
    )
}

/// An OpenDocument spreadsheet.
pub(crate) fn to_ods(document: &Document, dated: Date) -> Result<Vec<u8>, DocumentFault> {
    let about = about(document, dated);
    write(
        Book::of(Kind::Ods(ods::Ods::new(Memory::default(), &about)?)),
        document,
    )
}

/// A ZIP with one CSV file for the words and one for each table.
pub(crate) fn to_csv(document: &Document) -> Result<Vec<u8>, DocumentFault> {
    write(
        Book::of(Kind::Csv(plain::Plain::zip(Memory::default()))),
        document,
    )
}

fn about(document: &Document, dated: Date) -> About {
    About {
        title: document.title.clone(),
        version: document.version.clone(),
        organisation: document.organisation.clone(),
        dated,
    }
}

fn write(mut book: Book<Memory>, document: &Document) -> Result<Vec<u8>, DocumentFault> {
    fault::check(document)?;
    words(&mut book, document)?;
    let mut number = 0;
    for block in &document.blocks {
        let Block::Table {
            caption,
            headings,
            rows,
            numbers,
        } = block
        else {
            continue;
        };
        number += 1;
        book.begin(Sheet {
            name: tab_name(number, caption),
            caption: Some(caption.clone()),
            columns: columns(headings, rows, numbers),
            lines: Lines::Many,
        })?;
        for row in rows {
            let cell = |(at, text)| {
                if numbers.contains(&at) {
                    Cell::printed(text)
                } else {
                    Cell::Text(text)
                }
            };
            let cells: Vec<Cell<'_>> = row
                .iter()
                .map(String::as_str)
                .enumerate()
                .map(cell)
                .collect();
            book.row(&cells)?;
        }
    }
    Ok(book.finish()?.into_inner())
}

/// The name of the sheet of a table: its number, so that no two are alike, and what it shows.
fn tab_name(number: usize, caption: &str) -> String {
    format!("{number} {caption}")
}

fn columns(headings: &[String], rows: &[Vec<String>], numbers: &[usize]) -> Vec<Column> {
    let column = |(at, heading): (usize, &String)| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let longest = cells.map(|cell| widest(cell)).max().unwrap_or(0);
        Column {
            heading: heading.clone(),
            letters: longest
                .max(widest(heading).min(LETTERS.1 / 2) + 3)
                .clamp(LETTERS.0, LETTERS.1),
            side: if numbers.contains(&at) {
                Side::Right
            } else {
                Side::Left
            },
        }
    };
    headings.iter().enumerate().map(column).collect()
}

/// Letters of the longest line.
fn widest(text: &str) -> usize {
    let lines = crate::xml::lines(text);
    lines.map(|line| line.chars().count()).max().unwrap_or(0)
}

/// The first sheet: facts and words in their order.
fn words(book: &mut Book<Memory>, document: &Document) -> Result<(), DocumentFault> {
    book.begin_words("Document", &WORDS)?;
    book.write(&[(Cell::Text(&document.title), Ink::Title)])?;
    said(book, "Organisation", &document.organisation)?;
    said(book, "Version", &document.version)?;
    facts(book, &document.facts)?;
    let mut table = 0;
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => {
                book.write(&[])?;
                book.write(&[(Cell::Text(text), Ink::Heading)])?;
            }
            Block::Paragraph { text } => said(book, "", text)?,
            Block::List { items } => {
                for item in items {
                    said(book, "•", item)?;
                }
            }
            Block::Facts { facts: named } => facts(book, named)?,
            Block::Table { caption, .. } => {
                table += 1;
                said(book, &format!("Table {table}"), caption)?;
            }
            Block::Figure {
                alternative,
                caption,
                ..
            } => {
                said(book, "Picture", caption)?;
                said(book, "", alternative)?;
            }
            Block::Quote { text, by } => {
                said(book, "Quoted", text)?;
                if !by.is_empty() {
                    said(book, "", &format!("— {by}"))?;
                }
            }
            Block::Seal { label, sha256 } => said(book, label, sha256)?,
            Block::PageBreak => {}
        }
    }
    Ok(())
}

fn facts(book: &mut Book<Memory>, facts: &[(String, String)]) -> Result<(), DocumentFault> {
    facts
        .iter()
        .try_for_each(|(name, value)| said(book, name, value))
}

fn said(book: &mut Book<Memory>, label: &str, text: &str) -> Result<(), DocumentFault> {
    book.write(&[
        (Cell::Text(label), Ink::Label),
        (Cell::Text(text), Ink::Text),
    ])
}
