//! An auditor follows a figure to its evidence, and reads what was signed.

use crate::browser::{Browser, Driver};
use crate::server::Server;
use crate::whole_year::PASSWORD;
use std::collections::BTreeMap;
use std::process::Command;

/// Comes in by the link.
pub(crate) fn comes_in<'a>(
    driver: &'a Driver,
    server: &Server,
    links: &BTreeMap<String, String>,
) -> Browser<'a> {
    let browser = driver.browser("auditor", &server.address);
    browser
        .open(&links["auditor"])
        .fill("Choose a password", PASSWORD)
        .press("Sign in")
        .sees("Arthur Auditor");
    browser
}

/// Dashboard → entries → entry → evidence → its hash.
pub(crate) fn follows_a_figure_to_its_evidence(auditor: &Browser<'_>, server: &Server) {
    let quarter = server.quarter_of_last_year(1);
    auditor
        .open(&format!("/dashboard?year={}", server.last_year()))
        .sees("HM7");
    auditor
        .open(&format!("/entries?quarter={quarter}"))
        .sees("Self-declared");
    auditor
        .follow("15 October")
        .sees("register.pdf")
        .follow("register.pdf");
    auditor.sees("It is as it was added.");
    auditor.open("/log").sees("signed off return");
}

/// The return and the report as seals, pages and PDFs.
pub(crate) fn reads_the_documents(auditor: &Browser<'_>, server: &Server) {
    let (quarter, year) = (server.quarter_of_last_year(1), server.last_year());
    let seal = auditor.fetch(&format!("/returns/{quarter}/seal.json"));
    let sealed: serde_json::Value = serde_json::from_slice(&seal).expect("the seal is JSON");
    assert_eq!(sealed["quarter"], quarter);
    for path in [
        format!("/returns/{quarter}/document.pdf"),
        format!("/reports/{year}/document.pdf"),
    ] {
        let pdf = auditor.fetch(&path);
        let holds = |words: &[u8]| pdf.windows(words.len()).any(|window| window == words);
        assert!(
            pdf.starts_with(b"%PDF-") && holds(b"pdfuaid"),
            "{path} is a tagged PDF"
        );
        let file = server.file("read.pdf", &pdf);
        let text = Command::new("pdftotext")
            .arg("-layout")
            .arg(&file)
            .arg("-")
            .output();
        let text = text.expect("pdftotext is missing: on Debian, apt-get install poppler-utils");
        let text = String::from_utf8_lossy(&text.stdout).into_owned();
        for words in [
            "DOCUMENT",
            "VERSION",
            "1 OF",
            "Mersey Learning Works",
            "HM7",
        ] {
            assert!(text.contains(words), "{path} does not say {words}:\n{text}");
        }
    }
    let page = auditor.fetch(&format!("/reports/{year}/document.html"));
    assert!(String::from_utf8_lossy(&page).contains("Open the kitchen on Saturdays."));
}
