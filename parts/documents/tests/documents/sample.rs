//! A document that holds everything a document can, with what people type into it at their worst.

use documents::{Block, Document, Fonts};
use jiff::civil::Date;
use std::path::Path;

/// The one date.
pub(crate) const DATED: Date = jiff::civil::date(2026, 11, 10);

/// What somebody might type to have it run.
pub(crate) const FORMULA: &str = "=cmd|' /C calc'!A0";

/// The faces of the house.
pub(crate) fn fonts() -> Fonts {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pages/built/fonts");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|_| {
            panic!(
                "{}: build the pages part first (cargo build -p pages)",
                folder.display()
            )
        })
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ttf"))
        .collect();
    files.sort();
    Fonts(
        files
            .iter()
            .map(|path| std::fs::read(path).unwrap())
            .collect(),
    )
}

/// A table of text beside figures.
pub(crate) fn table(caption: &str, headings: [&str; 4], rows: &[[&str; 4]]) -> Block {
    Block::Table {
        caption: caption.to_owned(),
        headings: headings.map(str::to_owned).to_vec(),
        rows: rows
            .iter()
            .map(|row| row.map(str::to_owned).to_vec())
            .collect(),
        numbers: vec![1, 2, 3],
    }
}

/// Rows whose figures are numbers, and some that are not.
pub(crate) const ROWS: [[&str; 4]; 7] = [
    ["HM1 Mock interviews", "1,234.5", "45 %", "£1,234.50"],
    ["HM2 Jobs for people", "fewer than 5", "not shown", "–"],
    ["HM3 Volunteering", "-3", "100 %", "-£0.07"],
    [FORMULA, "0", "0 %", "£1.2345"],
    ["007", "12,345,678", "99.5%", "£0"],
    ["1,234", "2026", "31 to 34", ""],
    ["Two\nlines, “quoted” & <b>bold</b>", "0.050", "0%", "£12"],
];

/// One of everything.
pub(crate) fn document() -> Document {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 80\"><rect width=\"160\" height=\"40\" fill=\"#0b5351\"/><text x=\"4\" y=\"70\" font-family=\"Atkinson Hyperlegible Next\" font-size=\"18\">Jobs</text></svg>";
    Document {
        title: "Annual report & more".to_owned(),
        version: "Signed off 10 November 2026".to_owned(),
        organisation: "Mersey <Learning> Works".to_owned(),
        facts: vec![(
            "Period".to_owned(),
            "1 August 2025 to 31 July 2026".to_owned(),
        )],
        blocks: vec![
            Block::heading(1, "Outcomes"),
            Block::paragraph("A first line.\nA second one, with _x0041_ in it."),
            Block::heading(2, "In detail"),
            table(
                "Targets: and ratings?",
                ["Measure", "Reached", "Share", "Pounds"],
                &ROWS,
            ),
            Block::List {
                items: vec!["first item".to_owned(), FORMULA.to_owned()],
            },
            Block::Figure {
                svg: picture.to_owned(),
                alternative: "Eighty of a hundred".to_owned(),
                caption: "Jobs by quarter".to_owned(),
            },
            Block::heading(1, "Words"),
            Block::Quote {
                text: "It changed my week.".to_owned(),
                by: "A learner".to_owned(),
            },
            Block::Facts {
                facts: vec![("Prepared by".to_owned(), "Somebody".to_owned())],
            },
            Block::PageBreak,
            Block::heading(1, "Nothing"),
            table("Nothing yet", ["Measure", "Measure", "", "Pounds"], &[]),
            Block::heading(1, "How to check"),
            Block::Seal {
                label: "SHA-256 of this report".to_owned(),
                sha256: "0123456789abcdef".repeat(4),
            },
        ],
    }
}
