//! The files that the rules read, and which of them are tests.

use std::fs;
use std::path::{Path, PathBuf};

/// What is made by building and running.
const MADE: [&str; 5] = ["target", "data", "node_modules", "built", "pictures"];

/// A file of the repository.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path from the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A file made up for a test of a rule.
pub(crate) fn planted(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files with one of these endings, by path.
pub(crate) fn files(endings: &[&str]) -> Vec<File> {
    let mut files = Vec::new();
    walk(&root(), "", endings, &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(!files.is_empty(), "there are no files at {:?}", root());
    files
}

fn walk(folder: &Path, path: &str, endings: &[&str], files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with('.') || MADE.contains(&name.as_str()) {
            continue;
        }
        let below = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}/{name}")
        };
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &below, endings, files);
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let text = fs::read_to_string(entry.path()).unwrap();
            files.push(File { path: below, text });
        }
    }
}

impl File {
    /// Whether the whole file is for tests alone.
    pub(crate) fn is_test(&self) -> bool {
        const FOLDERS: [&str; 7] = [
            "tests", "testing", "journeys", "benches", "fuzz", "examples", "tidy",
        ];
        let (folders, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        name == "tests.rs" || folders.split('/').any(|folder| FOLDERS.contains(&folder))
    }

    /// Whether it is the template of a page.
    pub(crate) fn is_page(&self) -> bool {
        self.path.rsplit('.').next() == Some("html")
    }

    /// The text without its last module, when that holds tests; nothing of a file of tests.
    pub(crate) fn shipped(&self) -> &str {
        if self.is_test() {
            return "";
        }
        match self.text.find("\n#[cfg(test)]\nmod tests {") {
            Some(at) => &self.text[..at],
            None => &self.text,
        }
    }
}

#[test]
fn tests_are_told_from_what_is_shipped() {
    for path in [
        "a/tests.rs",
        "a/tests/b.rs",
        "journeys/staff.rs",
        "app/src/testing/mod.rs",
    ] {
        assert!(planted(path, "").is_test(), "{path}");
    }
    let file = planted("a/b.rs", "fn a() {}\n\n#[cfg(test)]\nmod tests {\n}\n");
    assert!(!file.is_test());
    assert_eq!(file.shipped(), "fn a() {}\n");
}

#[test]
fn the_tree_is_the_whole_repository() {
    let files = files(&[".rs", ".toml", ".md"]);
    for path in [
        "Cargo.toml",
        "app/src/main.rs",
        "domain/src/lib.rs",
        "STYLE.md",
    ] {
        assert!(files.iter().any(|file| file.path == path), "{path}");
    }
}
