//! A file is one action or one idea: 300 lines at most, tests apart. Functions and parameters are
//! counted by clippy; here is asked that its limits stand and that every crate is held to them.

use crate::tree::{File, files, planted};

const MOST_LINES: usize = 300;

/// One table, a line for each address, which is easier to read in one piece.
const TABLE: &str = "app/src/routes.rs";

fn too_long(files: &[File]) -> Vec<String> {
    let length = |file: &File| file.shipped().lines().count();
    files
        .iter()
        .filter(|file| file.path != TABLE && length(file) > MOST_LINES)
        .map(|file| file.path.clone())
        .collect()
}

fn missing_limits(clippy: &str) -> Vec<&'static str> {
    let limits = [
        "too-many-lines-threshold = 60",
        "too-many-arguments-threshold = 5",
        "max-fn-params-bools = 0",
        "max-struct-bools = 1",
    ];
    let stands = |limit: &&&str| clippy.lines().any(|line| line == **limit);
    limits
        .iter()
        .filter(|limit| !stands(limit))
        .copied()
        .collect()
}

fn crates_without_lints(files: &[File]) -> Vec<&str> {
    files
        .iter()
        .filter(|file| file.path != "Cargo.toml" && file.path.ends_with("Cargo.toml"))
        .filter(|file| !file.text.contains("[lints]\nworkspace = true"))
        .map(|file| file.path.as_str())
        .collect()
}

#[test]
fn a_source_file_has_300_lines_at_most() {
    assert_eq!(too_long(&files(&[".rs"])), Vec::<String>::new());
}

#[test]
fn the_limits_of_functions_stand_and_hold_for_every_crate() {
    let files = files(&[".toml"]);
    let clippy = files
        .iter()
        .find(|file| file.path == "clippy.toml")
        .unwrap();
    assert_eq!(missing_limits(&clippy.text), Vec::<&str>::new());
    assert_eq!(crates_without_lints(&files), Vec::<&str>::new());
}

#[test]
fn a_long_file_and_a_loosened_limit_are_found() {
    let lines = "fn a() {}\n".repeat(301);
    assert_eq!(
        too_long(&[planted("app/src/a.rs", &lines)]),
        ["app/src/a.rs"]
    );
    let tests = format!("fn a() {{}}\n\n#[cfg(test)]\nmod tests {{\n{lines}}}\n");
    assert!(too_long(&[planted("app/src/a.rs", &tests)]).is_empty());
    assert_eq!(missing_limits("too-many-lines-threshold = 600").len(), 4);
    let loose = [planted("parts/a/Cargo.toml", "[package]\n")];
    assert_eq!(crates_without_lints(&loose), ["parts/a/Cargo.toml"]);
}
