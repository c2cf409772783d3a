//! Files of people who mean harm, or who chose the wrong one.

use super::made::{HERE, Harbour, added};
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn zipped(files: &[(&str, &[u8])], pressed: zip::CompressionMethod) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(pressed);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn p5e_what_is_no_pack_is_named_with_its_reason_and_nothing_typed_is_lost() {
    on_both(|test| {
        let harbour = Harbour::signed(test, "Harbour", &[]);
        let key = harbour.key();
        let nothing = vec![0; 30_000_000];
        let stored = zip::CompressionMethod::Stored;
        let deflated = zip::CompressionMethod::Deflated;
        let bomb = zipped(&[("p/data/pack.json", &nothing)], deflated);
        let outside = zipped(&[("../../etc/passwd", b"x"), ("p/pack.json", b"x")], stored);
        let no_pack = zipped(&[("p/readme.txt", b"hello")], stored);
        let deep = "[".repeat(100_000);
        let deep = zipped(&[("p/data/pack.json", deep.as_bytes())], stored);
        for (name, bytes, words) in [
            ("empty.zip", &b""[..], "no ZIP that can be opened"),
            ("letter.pdf", b"%PDF-1.7", "no ZIP that can be opened"),
            ("bomb.zip", &bomb, "it is pressed, which no pack is"),
            ("outside.zip", &outside, "is no name for a file of a pack"),
            ("other.zip", &no_pack, "this is no pack"),
            ("deep.zip", &deep, "this is no pack"),
        ] {
            let page = added(test, &key, &[(name, bytes)]);
            assert_eq!(page.status, 422, "{name}: {}", page.text());
            page.says(&format!("{name}: "));
            page.says(words);
            page.says(&key);
            assert!(!test.evidence_file(bytes).exists(), "{name} was kept");
        }
        let none = test.visitor(Role::Commissioner);
        let page = none.upload_all("/together", &[("keys", &key), HERE], &[]);
        assert_eq!(page.status, 422);
        page.says("Choose the packs, each as the ZIP it came in");
        page.says(&key);
        let name = "<b>..\\..\\x</b>.zip";
        let page = added(test, &key, &[(name, b"x")]);
        assert_eq!(page.status, 422);
        assert!(!page.html.contains("<b>"));
        // What is evidence already stays: somebody sent the same bytes.
        let letter = b"the same letter for everybody";
        assert_eq!(added(test, &key, &[("letter.zip", letter)]).status, 422);
        assert!(test.evidence_file(letter).exists());
    });
}

#[test]
fn p5e_what_is_too_large_is_refused_in_words_and_not_kept() {
    let test = TestApp::elsewhere();
    let huge = vec![1; 50_000_001];
    let page = added(&test, "", &[("huge.zip", &huge)]);
    assert_eq!(page.status, 422);
    page.says("huge.zip is larger than 50 MB, which is the most");
    page.does_not_say("Choose the packs, each as the ZIP it came in");
    assert!(!test.evidence_file(&huge).exists());
    let keys = "x".repeat(20_001);
    let page = added(&test, &keys, &[("a.zip", b"x")]);
    assert_eq!(page.status, 422);
    assert!(page.html.contains(&keys));
}

#[test]
fn p5e_only_who_reads_signed_returns_adds_them_up() {
    let test = TestApp::elsewhere();
    for (role, status) in [
        (Role::Staff, 200),
        (Role::Lead, 200),
        (Role::Governance, 200),
        (Role::Auditor, 200),
        (Role::Commissioner, 200),
        (Role::Administrator, 403),
    ] {
        assert_eq!(
            test.visitor(role).get("/together").status,
            status,
            "{role:?}"
        );
    }
    let returns = test.visitor(Role::Commissioner).get("/returns");
    assert!(returns.html.contains("href=\"/together\""));
}
