//! A document as it comes out: text and tags read back, hostile text printed as text.

use crate::sample::{DATED, fonts};
use documents::{Block, Document, DocumentFault, Fonts, html, pdf};
use std::process::Command;

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Annual social value report".to_owned(),
        version: "2025-26".to_owned(),
        organisation: "Mersey Learning Works".to_owned(),
        facts: vec![(
            "Period".to_owned(),
            "1 August 2025 to 31 July 2026".to_owned(),
        )],
        blocks,
    }
}

fn table(rows: usize) -> Block {
    Block::Table {
        caption: "What was reached".to_owned(),
        headings: vec!["Measure".to_owned(), "Quantity".to_owned()],
        rows: (0..rows)
            .map(|row| vec![format!("Measure {row}"), format!("{row},000")])
            .collect(),
        numbers: vec![1],
    }
}

fn figure(alternative: &str) -> Block {
    Block::Figure {
        svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 40\"><rect width=\"80\" height=\"20\" fill=\"#0b5351\"/><text x=\"2\" y=\"35\" font-family=\"Atkinson Hyperlegible Next\" font-size=\"9\">Jobs</text></svg>".to_owned(),
        alternative: alternative.to_owned(),
        caption: "Jobs by quarter".to_owned(),
    }
}

fn whole() -> Document {
    let mut blocks = Vec::new();
    for chapter in [
        "Summary",
        "Outcomes achieved",
        "Lessons learned",
        "Recommendations",
    ] {
        blocks.extend([
            Block::heading(1, chapter),
            Block::paragraph("One line.\nAnother line."),
            Block::heading(2, "In detail"),
            table(40),
            figure("Eighty of a hundred"),
            Block::List {
                items: vec!["first".to_owned(), "second".to_owned()],
            },
            Block::Quote {
                text: "It changed my week.".to_owned(),
                by: "A learner".to_owned(),
            },
            Block::Seal {
                label: "Seal".to_owned(),
                sha256: "ab".repeat(32),
            },
            Block::PageBreak,
        ]);
    }
    document(blocks)
}

fn text_of(bytes: &[u8]) -> Option<String> {
    let folder = std::env::temp_dir().join(format!("commonweal-documents-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("a.pdf");
    std::fs::write(&file, bytes).unwrap();
    let text = Command::new("pdftotext")
        .args(["-layout"])
        .arg(&file)
        .arg("-")
        .output();
    std::fs::remove_dir_all(&folder).unwrap();
    match text {
        Ok(done) => Some(String::from_utf8_lossy(&done.stdout).into_owned()),
        Err(_) => {
            println!("not read back: pdftotext (poppler-utils) is not here");
            None
        }
    }
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

#[test]
fn every_page_has_its_head_and_the_text_reads_back() {
    let bytes = pdf(&whole(), &fonts(), DATED).unwrap();
    let Some(text) = text_of(&bytes) else { return };
    let pages: Vec<&str> = text
        .split('\u{c}')
        .filter(|page| !page.trim().is_empty())
        .collect();
    assert!(pages.len() >= 6, "{}", pages.len());
    for (number, page) in (1..).zip(&pages) {
        assert!(
            page.contains("DOCUMENT") && page.contains("VERSION"),
            "page {number}"
        );
        assert!(
            page.contains(&format!("{number} OF {}", pages.len())),
            "page {number}: {page}"
        );
    }
    for words in ["Contents", "Measure 39", "It changed my week.", "abababab"] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn the_pdf_is_tagged_and_says_its_language() {
    let bytes = pdf(&whole(), &fonts(), DATED).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    for words in ["pdfuaid", "/MarkInfo", "/Lang"] {
        assert!(holds(&bytes, words), "{words}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(
        pdf(&whole(), &fonts(), DATED).unwrap(),
        pdf(&whole(), &fonts(), DATED).unwrap()
    );
}

#[test]
fn hostile_text_is_printed_as_text() {
    let hostile = "#import \"x\" $x^2$ <script>alert(1)</script> @ref *b* \u{202e}x `code` // note";
    let long = "word ".repeat(4_000);
    let made = document(vec![
        Block::heading(1, hostile),
        Block::paragraph(hostile),
        Block::paragraph(long),
        Block::Table {
            caption: hostile.to_owned(),
            headings: vec![hostile.to_owned()],
            rows: vec![vec![hostile.to_owned()]],
            numbers: vec![],
        },
    ]);
    let page = html(&made);
    assert!(!page.contains("<script>"));
    assert!(page.contains("&lt;script&gt;"));
    let bytes = pdf(&made, &fonts(), DATED).unwrap();
    if let Some(text) = text_of(&bytes) {
        assert!(text.contains("#import"));
        assert!(text.contains("<script>alert(1)</script>"));
    }
}

#[test]
fn a_figure_without_words_and_an_uneven_table_are_refused() {
    let silent = pdf(&document(vec![figure(" ")]), &fonts(), DATED);
    assert!(matches!(silent, Err(DocumentFault::NoAlternative)));
    let uneven = Block::Table {
        caption: "a".to_owned(),
        headings: vec!["b".to_owned(), "c".to_owned()],
        rows: vec![vec!["d".to_owned()]],
        numbers: vec![],
    };
    assert!(matches!(
        pdf(&document(vec![uneven]), &fonts(), DATED),
        Err(DocumentFault::UnevenTable(_))
    ));
    assert!(matches!(
        pdf(&document(vec![]), &Fonts(vec![]), DATED),
        Err(DocumentFault::NoFont)
    ));
}

#[test]
fn a_skipped_heading_level_is_refused_by_the_standard() {
    let made = document(vec![Block::heading(1, "One"), Block::heading(3, "Three")]);
    assert!(matches!(
        pdf(&made, &fonts(), DATED),
        Err(DocumentFault::NotSet(_))
    ));
}

#[test]
fn the_page_stands_alone() {
    let page = html(&whole());
    for words in ["http://", "https://", "<script", "<link"] {
        assert!(
            !page
                .replace("http://www.w3.org/2000/svg", "")
                .contains(words),
            "{words}"
        );
    }
    assert!(page.contains("<caption>What was reached</caption>"));
}
