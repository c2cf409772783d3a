//! `app` depends on `domain` and the parts; `domain` and each part depend on none of ours; and no
//! part knows a word of social value.

use crate::rust::code;
use crate::tree::{File, files, planted};

/// Words of the practice that no part may use in a name.
const PRACTICE: [&str; 9] = [
    "learner",
    "kpi",
    "toms",
    "outcome",
    "social",
    "activity",
    "additionality",
    "safeguard",
    "ledger",
];

/// The words that the schema of the one national return itself names its elements by.
const OF_THE_RETURN: [&str; 2] = ["learner", "outcome"];

fn names(files: &[File]) -> Vec<String> {
    files
        .iter()
        .filter_map(|file| file.path.strip_suffix("/Cargo.toml"))
        .map(|folder| folder.rsplit('/').next().unwrap().to_owned())
        .collect()
}

/// Dependencies of the inner crates on ours. What only their tests need counts too.
fn inward(files: &[File]) -> Vec<String> {
    let ours = names(files);
    let mut found = Vec::new();
    for file in files {
        let inner = file.path == "domain/Cargo.toml" || file.path.starts_with("parts/");
        if !inner || !file.path.ends_with("/Cargo.toml") {
            continue;
        }
        let table: toml::Table = toml::from_str(&file.text).unwrap();
        for key in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(dependencies) = table.get(key).and_then(toml::Value::as_table) else {
                continue;
            };
            for name in dependencies.keys().filter(|name| ours.contains(name)) {
                found.push(format!("{} depends on {name}", file.path));
            }
        }
    }
    found
}

fn knowing(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("parts/")) {
        for (line, code) in code(file.shipped()) {
            let small = code.to_lowercase();
            let own =
                |word: &str| file.path.starts_with("parts/ilr/") && OF_THE_RETURN.contains(&word);
            let known = PRACTICE
                .iter()
                .filter(|word| small.contains(**word) && !own(word));
            found.extend(known.map(|word| format!("{}, from line {line}: {word}", file.path)));
        }
    }
    found
}

#[test]
fn the_domain_and_the_parts_depend_on_none_of_ours() {
    let files = files(&[".toml"]);
    assert!(names(&files).len() > 7);
    assert_eq!(inward(&files), Vec::<String>::new());
}

#[test]
fn no_part_knows_a_word_of_the_practice() {
    assert_eq!(knowing(&files(&[".rs"])), Vec::<String>::new());
}

#[test]
fn a_dependency_inward_and_a_word_too_much_are_found() {
    let planted_files = [
        planted(
            "domain/Cargo.toml",
            "[dependencies]\nserde = \"1\"\nvault.workspace = true\n",
        ),
        planted(
            "parts/vault/Cargo.toml",
            "[dev-dependencies]\ndomain = { path = \"x\" }\n",
        ),
        planted(
            "app/Cargo.toml",
            "[dependencies]\ndomain.workspace = true\n",
        ),
    ];
    assert_eq!(
        inward(&planted_files),
        [
            "domain/Cargo.toml depends on vault",
            "parts/vault/Cargo.toml depends on domain"
        ]
    );
    let part = planted("parts/charts/src/lib.rs", "fn a() {}\nstruct LearnerBars;");
    assert_eq!(knowing(&[part]).len(), 1);
    let part = planted("parts/ilr/src/lib.rs", "struct Learner;\nstruct Kpi;");
    assert_eq!(knowing(&[part]).len(), 1);
}
