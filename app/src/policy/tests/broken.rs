//! Files that are no policy: each is refused in words, and nothing of it is kept.

use crate::policy;
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use std::io::Write;

/// A DOCX whose text unpacks to far more than it is.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("word/document.xml", options).unwrap();
    let zeros = vec![b' '; 1_000_000];
    for _ in 0..60 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A PDF of one empty page.
const EMPTY_PDF: &[u8] = b"%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000052 00000 n 
0000000101 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
164
%%EOF
";

fn refused(test: &TestApp, file_name: &str, content: &[u8], words: &str) {
    let lead = test.visitor(Role::Lead);
    let page = lead.upload("/policy/import", &[], ("file", file_name, content));
    assert_eq!(page.status, 422, "{file_name}: {}", page.text());
    page.says(words);
    assert!(test.read(policy::versions).is_empty(), "{file_name}");
}

#[test]
fn a_file_that_is_no_policy_is_refused_in_words_and_nothing_is_kept() {
    on_both(|test| {
        refused(test, "policy.txt", b"", "The file is empty");
        refused(
            test,
            "policy.txt",
            b"  \n\n ",
            "There is no text in this file",
        );
        refused(test, "policy.txt", b"MZ\0\x01\x02", "The file is not text");
        refused(test, "policy.exe", b"MZ", "cannot be read");
        refused(test, "policy", b"1. PURPOSE", "cannot be read");
        refused(test, "policy.docx", b"PK\x03\x04 not a zip", "sound");
        refused(test, "policy.docx", &bomb(), "unpacks to far more");
        refused(
            test,
            "policy.pdf",
            EMPTY_PDF,
            "No text was found in this PDF",
        );
        refused(test, "policy.pdf", b"%PDF-1.7 cut off", "PDF");
        let line = "x".repeat(1_000_000);
        refused(
            test,
            "policy.txt",
            line.as_bytes(),
            "is not read as a policy",
        );
        let letter = "Dear all,\nthank you for the cake.\n";
        refused(
            test,
            "letter.txt",
            letter.as_bytes(),
            "No numbered sections",
        );
    });
}

#[test]
fn no_file_at_all_is_asked_for() {
    on_both(|test| {
        let page = test.visitor(Role::Lead).post("/policy/import", &[]);
        assert_eq!(page.status, 422);
        page.says("Choose the policy's file");
    });
}

#[test]
fn markup_formulas_and_turned_letters_stay_words() {
    on_both(|test| {
        let text = format!(
            "REFERENCE\t<script>alert(1)</script>\nVERSION\t=cmd()\n1. PURPOSE\n\n\
             <script>alert(2)</script> \u{202e}turned {}\n",
            "long ".repeat(3_000)
        );
        let lead = test.visitor(Role::Lead);
        let file = ("file", "\u{202e}<b>.txt", text.as_bytes());
        let page = lead.upload("/policy/import", &[], file);
        assert_eq!(page.status, 303, "{}", page.text());
        lead.get("/policy").says("<script>alert(1)</script>");
        lead.get("/policy/clauses/P1a")
            .says("<script>alert(2)</script>");
    });
}
