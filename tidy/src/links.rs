//! Every link of a Markdown file to another file leads somewhere.

use crate::tree::{File, files, planted, root};

/// Pictures are made by the browser journeys; a checkout may be without them.
const PICTURES: &str = "docs/pictures/";

fn broken(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in targets(&file.text) {
            let path = target.split('#').next().unwrap();
            let elsewhere = path.contains("://") || path.starts_with("mailto:");
            if path.is_empty() || elsewhere || path.starts_with(PICTURES) {
                continue;
            }
            if !root().join(folder).join(path).exists() {
                found.push(format!("{}: {target}", file.path));
            }
        }
    }
    found
}

/// What stands in the round brackets of links, code blocks apart.
fn targets(text: &str) -> Vec<&str> {
    let blocks = text.split("```").step_by(2);
    blocks
        .flat_map(|block| block.split("](").skip(1))
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target)
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let files = files(&[".md"]);
    let links: usize = files.iter().map(|file| targets(&file.text).len()).sum();
    assert!(links > 5);
    assert_eq!(broken(&files), Vec::<String>::new());
}

#[test]
fn a_broken_link_is_found() {
    let text = "[a](STYLE.md#x) [b](docs/nowhere.md) [c](https://example.org) [d](#here)\n```\n[e](no)\n```\n";
    assert_eq!(
        broken(&[planted("README.md", text)]),
        ["README.md: docs/nowhere.md"]
    );
    assert_eq!(broken(&[planted("docs/a.md", "[a](STYLE.md)")]).len(), 1);
    assert!(broken(&[planted("docs/a.md", "[a](../STYLE.md)")]).is_empty());
}
