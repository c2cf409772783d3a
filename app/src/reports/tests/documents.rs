//! The documents read back: what is on their pages, and what must not be.

use super::{HOSTILE, sign_return, whole_year};
use crate::testing::{Page, on_both};
use documents::Format;
use domain::people::Role;
use domain::reports::{SealedReport, hex};
use std::process::Command;

/// The text of a PDF, page by page; nothing where no tool can read it.
fn pdf_pages(bytes: &[u8]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, bytes).unwrap();
    let read = Command::new("pdftotext")
        .arg("-layout")
        .arg(&file)
        .arg("-")
        .output();
    let Ok(read) = read else {
        println!("not read back: pdftotext (poppler-utils) is not here");
        return None;
    };
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty());
    Some(pages.map(str::to_owned).collect())
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Every page of the PDF has its head.
fn heads(pages: &[String]) {
    for (number, page) in (1..).zip(pages) {
        for words in [
            "DOCUMENT",
            "Annual social value report 2025-26",
            "VERSION",
            "Signed off 10 November 2026",
        ] {
            assert!(page.contains(words), "page {number} lacks {words}: {page}");
        }
        let place = format!("{number} OF {}", pages.len());
        assert!(page.contains(&place), "page {number}");
    }
}

#[test]
fn the_signed_document_has_its_head_on_every_page_its_figures_and_its_seal() {
    on_both(|test| {
        whole_year(test);
        let commissioner = test.visitor(Role::Commissioner);
        let pdf = commissioner.get("/reports/2025-26/document.pdf");
        assert_eq!(pdf.media_type, "application/pdf");
        assert!(holds(&pdf.bytes, "/StructTreeRoot") && holds(&pdf.bytes, "/MarkInfo"));
        let seal = test
            .visitor(Role::Auditor)
            .get("/reports/2025-26/seal.json");
        let report = SealedReport::read(&seal.bytes).unwrap();
        let Some(pages) = pdf_pages(&pdf.bytes) else {
            return;
        };
        heads(&pages);
        let text = pages.join("\n");
        for words in [
            "1,111,116.5",
            "Approaching target",
            "Start earlier.",
            "3,108",
            "Liverpool",
            "Harbour & Sons",
            "Remark of quarter 3 </title><script>",
        ] {
            assert!(text.contains(words), "{words}");
        }
        let text = joined(&text);
        assert!(text.contains(&hex(&report.sha256())));
        for signed in &report.content.returns {
            assert!(text.contains(&signed.sha256), "{}", signed.quarter);
        }
    });
}

#[test]
fn the_signed_document_is_the_same_every_day_and_holds_no_markup_of_others() {
    on_both(|test| {
        whole_year(test);
        let all = || {
            let commissioner = test.visitor(Role::Commissioner);
            Format::ALL.map(|format| {
                let ending = format.ending();
                commissioner.get(&format!("/reports/2025-26/document.{ending}"))
            })
        };
        let before = all();
        test.set_today(jiff::civil::date(2027, 3, 1));
        for (before, after) in before.iter().zip(&all()) {
            assert_eq!(before.status, 200);
            assert!(before.bytes == after.bytes, "{}", before.media_type);
        }
        let is_page = |page: &&Page| page.media_type == Format::Html.media_type();
        let html = before.iter().find(is_page).unwrap();
        assert!(!html.html.contains("<script>"));
        html.says(HOSTILE).says("1,111,116.5").does_not_say("DRAFT");
    });
}

#[test]
fn an_unsigned_document_says_draft_on_every_page() {
    on_both(|test| {
        sign_return(test, 1);
        let lead = test.visitor(Role::Lead);
        lead.get("/reports/2025-26/document.html")
            .says("DRAFT, not signed off");
        let pdf = lead.get("/reports/2025-26/document.pdf");
        assert_eq!(pdf.status, 200);
        let Some(pages) = pdf_pages(&pdf.bytes) else {
            return;
        };
        assert!(!pages.is_empty());
        for page in pages {
            assert!(page.contains("DRAFT, not signed off"), "{page}");
        }
        lead.get("/reports/2026-27/document.html")
            .says("there are no figures");
    });
}

#[test]
fn p1_1e_the_report_says_where_a_theme_is_addressed() {
    on_both(|test| {
        sign_return(test, 1);
        let lead = test.visitor(Role::Lead);
        let themes = test.read(crate::framework::themes);
        let green = themes.iter().find(|theme| theme.title == "Green places");
        let mark = [("document", "Green policy"), ("kept_where", "Room 2")];
        let marked = lead.post(&format!("/themes/{}", green.unwrap().id), &mark);
        assert_eq!(marked.status, 303);
        sign_return(test, 2);
        for address in ["/reports/2025-26", "/reports/2025-26/document.html"] {
            lead.get(address).says("Addressed in Green policy (Room 2)");
        }
    });
}
