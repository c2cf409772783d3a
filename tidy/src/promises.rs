//! Each test that `docs/trust.md` names for an auditor is there and runs.

use crate::rust::code;
use crate::tree::{File, files, planted, root};
use std::collections::BTreeSet;

/// The names of tests among the words of a page that are written as code: small letters, digits and two
/// underscores or more.
fn named(page: &str) -> Vec<&str> {
    let words = page.split('`').skip(1).step_by(2);
    let is_letter = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_';
    let is_test = |word: &&str| word.chars().all(is_letter) && word.matches('_').count() > 1;
    words.filter(is_test).collect()
}

/// The names of all tests.
fn tests(files: &[File]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files {
        let lines = code(&file.text).into_iter();
        let code: String = lines.map(|(_, code)| format!("{code}\n")).collect();
        for test in code.split("#[test]").skip(1) {
            if let Some((_, rest)) = test.split_once("fn ") {
                found.extend(rest.split('(').next().map(str::to_owned));
            }
        }
    }
    found
}

fn missing<'a>(page: &'a str, files: &[File]) -> Vec<&'a str> {
    let tests = tests(files);
    let names = named(page).into_iter();
    names.filter(|name| !tests.contains(*name)).collect()
}

#[test]
fn every_test_that_an_auditor_is_told_of_is_there() {
    let page = std::fs::read_to_string(root().join("docs/trust.md")).unwrap();
    assert!(named(&page).len() > 30);
    assert_eq!(missing(&page, &files(&[".rs"])), Vec::<&str>::new());
}

#[test]
fn a_test_that_is_gone_is_found() {
    let file = planted(
        "a.rs",
        "#[test]\nfn a3_it_is_so() {}\nfn a3_no_test_at_all() {}\n",
    );
    let page =
        "| A3 | `a3_it_is_so`, `a3_it_is_gone`, `a3_no_test_at_all` | `log verify`, `Found` |";
    assert_eq!(
        missing(page, &[file]),
        ["a3_it_is_gone", "a3_no_test_at_all"]
    );
}
