//! A test says in a sentence what holds, always runs, and waits for no clock.

use crate::rust::code;
use crate::tree::{File, files, planted};

/// The files that may wait: between two looks at another program, the browser; until a moment at which
/// a process is killed; for another process that opens the same database or still reads it; until the next
/// monthly look, the next look for alarms or a letter is due; and until another process has sent one.
const WAITS: [&str; 8] = [
    "journeys/browser.rs",
    "journeys/killed.rs",
    "journeys/letters.rs",
    "parts/database/src/sqlite_file.rs",
    "parts/database/src/shred.rs",
    "app/src/fixity/looking.rs",
    "app/src/alarms/watch.rs",
    "app/src/checkpoints/letters/sending.rs",
];

fn unclear(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let code: String = code(&file.text).into_iter().map(|(_, code)| code).collect();
        for test in code.split("#[test]").skip(1) {
            let (before, named) = test.split_once("fn ").unwrap();
            let name = named.split('(').next().unwrap();
            if before.contains("#[ignore") {
                found.push(format!("{}: {name} is ignored", file.path));
            }
            if name.starts_with("test_") || name.matches('_').count() < 2 {
                found.push(format!("{}: {name} is no sentence", file.path));
            }
        }
        if !WAITS.contains(&file.path.as_str()) && code.contains("thread::sleep(") {
            found.push(format!("{} sleeps", file.path));
        }
    }
    found
}

#[test]
fn every_test_is_a_sentence_that_runs() {
    let files = files(&[".rs"]);
    let tests: usize = files
        .iter()
        .map(|file| file.text.matches("#[test]").count())
        .sum();
    assert!(tests > 100, "{tests}");
    assert_eq!(unclear(&files), Vec::<String>::new());
}

#[test]
fn a_short_an_ignored_and_a_sleeping_test_are_found() {
    let file = planted(
        "a.rs",
        "#[test]\nfn works() {}\n#[test]\n#[ignore]\nfn a_thing_is_so() { thread::sleep(a) }\n#[test]\nfn test_it_is_so() {}",
    );
    assert_eq!(
        unclear(&[file]),
        [
            "a.rs: works is no sentence",
            "a.rs: a_thing_is_so is ignored",
            "a.rs: test_it_is_so is no sentence",
            "a.rs sleeps"
        ]
    );
}
