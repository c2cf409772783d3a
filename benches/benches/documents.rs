//! A report of 40 pages with 30 charts in every format, and a workbook of 100,000 entries beside a plain write
//! of the same bytes: how long each takes, and how much more memory it needs at its highest.

use benches::{Fault, compare, highest};
use documents::{
    About, Block, Book, Cell, Column, Document, Fonts, Format, Lines, Sheet, SheetKind, Side,
};
use jiff::civil::{Date, date};
use std::fs::File;
use std::io::{Read, Seek, Write};

const CHARTS: usize = 30;
const ENTRIES: usize = 100_000;
const DATED: Date = date(2026, 11, 10);

fn main() -> Result<(), Fault> {
    report()?;
    for kind in [SheetKind::Xlsx, SheetKind::Ods, SheetKind::Csv] {
        entries(kind)?;
    }
    Ok(())
}

fn report() -> Result<(), Fault> {
    let report = annual_report();
    let fonts = Fonts(pages::pdf_fonts());
    for format in Format::ALL {
        let (made, more) = highest(|| format.make(&report, &fonts, DATED).map_err(Fault::from))?;
        let title = format!(
            "A report with {CHARTS} charts as {}, {more} kB more memory",
            format.name()
        );
        compare(
            &title,
            (made.len(), CHARTS),
            &mut [(format.ending(), &mut || {
                format.make(&report, &fonts, DATED)?;
                Ok(CHARTS)
            })],
        )?;
    }
    Ok(())
}

/// A chapter for each of ten themes: three charts, three tables, and words.
fn annual_report() -> Document {
    let mut blocks = Vec::new();
    for theme in 1..=10 {
        blocks.push(Block::PageBreak);
        blocks.push(Block::heading(1, format!("Theme {theme}")));
        for part in 1..=3 {
            blocks.push(Block::heading(2, format!("Part {part} of theme {theme}")));
            blocks.push(Block::paragraph(
                "What was done in this part of the year, with whom, and what came of it. "
                    .repeat(8),
            ));
            blocks.push(chart(theme, part));
            blocks.push(table(theme, part));
        }
    }
    Document {
        title: "Annual social value report 2025-26".to_owned(),
        version: "Signed off 10 November 2026".to_owned(),
        organisation: "Mersey Learning Works".to_owned(),
        facts: vec![(
            "Period".to_owned(),
            "1 August 2025 to 31 July 2026".to_owned(),
        )],
        blocks,
    }
}

fn chart(theme: i64, part: i64) -> Block {
    let bars: Vec<charts::Bar> = (1..=8)
        .map(|bar| charts::Bar {
            label: format!("Measure {theme}.{part}.{bar}"),
            value: (theme * 7 + part * 11 + bar * 13) % 100 * 1_000,
            target: Some(100_000),
        })
        .collect();
    let percent = |thousandths: i64| format!("{} %", thousandths / 1_000);
    let chart = charts::bars("Reached", "%", &bars, percent);
    Block::Figure {
        svg: chart.svg,
        alternative: chart.alternative,
        caption: format!("Reached in part {part}, in percent of the target"),
    }
}

fn table(theme: i64, part: i64) -> Block {
    let row = |row: i64| {
        vec![
            format!("HM{row} A measure of theme {theme} with a title of usual length"),
            format!("{},{:03}.5", row + part, row * 17),
            format!("{} %", row * 5),
            "Approaching target".to_owned(),
        ]
    };
    Block::Table {
        caption: format!("Targets and ratings of part {part}"),
        headings: ["Measure", "Evidenced", "Coverage", "Rating"]
            .map(str::to_owned)
            .to_vec(),
        rows: (1..=14).map(row).collect(),
        numbers: vec![1, 2],
    }
}

fn entries(kind: SheetKind) -> Result<(), Fault> {
    let (file, more) = highest(|| workbook(kind))?;
    let bytes = whole(file)?;
    let title = format!(
        "A file of {ENTRIES} entries as {}, {more} kB more memory",
        kind.ending()
    );
    compare(
        &title,
        (bytes.len(), ENTRIES),
        &mut [
            ("the same bytes alone", &mut || {
                let mut file = tempfile::tempfile()?;
                file.write_all(&bytes)?;
                Ok(ENTRIES)
            }),
            (kind.ending(), &mut || {
                workbook(kind)?;
                Ok(ENTRIES)
            }),
        ],
    )
}

fn whole(mut file: File) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Entries as the page of entries gives them away: sixteen columns.
fn workbook(kind: SheetKind) -> Result<File, Fault> {
    let about = About {
        title: "Entries".to_owned(),
        version: "10 November 2026".to_owned(),
        organisation: "Mersey Learning Works".to_owned(),
        dated: DATED,
    };
    let column = |number: usize| Column {
        heading: format!("Column {number}"),
        letters: 16,
        side: Side::Left,
    };
    let mut book = Book::new(kind, tempfile::tempfile()?, &about)?;
    book.begin(Sheet {
        name: "Entries".to_owned(),
        caption: None,
        columns: (1..=16).map(column).collect(),
        lines: Lines::One,
    })?;
    for number in 0..ENTRIES {
        let quantity = format!("{}.{}", 1 + number % 900, number % 10);
        let (measure, partner) = (
            format!("HM{}", 1 + number % 9),
            format!("Partner {}", number % 40),
        );
        let reason = format!("Counted in session {number}");
        book.row(&[
            Cell::Day(DATED),
            Cell::Text("Quarter 2 of 2026-27"),
            Cell::Empty,
            Cell::Text(&measure),
            Cell::Text("Mock interviews with people who look for work"),
            Cell::printed(&quantity),
            Cell::Text("interviews"),
            Cell::printed(&quantity),
            Cell::Text("Knowsley"),
            Cell::Text("E08000011"),
            Cell::Text(&partner),
            Cell::Text("Mock interviews on Tuesdays"),
            Cell::Empty,
            Cell::Text("Partner-confirmed"),
            Cell::Text("Entry"),
            Cell::Text(&reason),
        ])?;
    }
    Ok(book.finish()?)
}
