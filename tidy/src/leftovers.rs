//! Nothing is left behind for later, and nothing comes out in another order each time.

use crate::rust::{Piece, pieces};
use crate::tree::{File, files, planted};

const LATER: [&str; 3] = ["TODO", "FIXME", "XXX"];

fn left_for_later(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    // This crate names the words to look for them.
    for file in files.iter().filter(|file| !file.path.starts_with("tidy/")) {
        for (line, text) in file.text.lines().enumerate() {
            let mut words = text.split(|one: char| !one.is_alphanumeric());
            if words.any(|word| LATER.contains(&word)) {
                found.push(format!("{}, line {}", file.path, line + 1));
            }
        }
    }
    found
}

fn unordered(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (line, piece) in pieces(&file.text) {
            let Piece::Code(code) = piece else {
                continue;
            };
            let mut words = code.split(|one: char| !one.is_alphanumeric());
            if words.any(|word| word == "HashMap" || word == "HashSet") {
                found.push(format!("{}, from line {line}", file.path));
            }
        }
    }
    found
}

#[test]
fn nothing_is_left_for_later() {
    let endings = [".rs", ".html", ".md", ".toml", ".sql", ".scss", ".json"];
    assert_eq!(left_for_later(&files(&endings)), Vec::<String>::new());
}

#[test]
fn collections_have_an_order() {
    assert_eq!(unordered(&files(&[".rs"])), Vec::<String>::new());
}

#[test]
fn a_leftover_and_a_collection_without_order_are_found() {
    let left = planted("app/src/a.rs", "fn a() {}\n// TODO: b\n");
    assert_eq!(left_for_later(&[left]), ["app/src/a.rs, line 2"]);
    let unordered_file = planted("app/src/a.rs", "use std::collections::HashMap;");
    assert_eq!(unordered(&[unordered_file]).len(), 1);
    let fine = planted("app/src/a.rs", "// no HashMap\nlet a = \"HashSet\";");
    assert!(unordered(&[fine]).is_empty());
}
