//! Markup stands in `.html` files and in the parts that make pages, charts and documents.

use crate::rust::texts;
use crate::tree::{File, files, planted};

const MAKERS: [&str; 3] = ["parts/pages/", "parts/charts/", "parts/documents/"];

const TAGS: [&str; 21] = [
    "a", "b", "body", "br", "button", "div", "em", "form", "h1", "h2", "h3", "html", "li", "ol",
    "p", "script", "span", "strong", "svg", "table", "ul",
];

/// Whether a text opens one of the elements.
fn is_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        let name: String = rest
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let after = rest[name.len()..].chars().next();
        TAGS.contains(&name.as_str()) && matches!(after, Some('>' | ' ' | '/' | '\n'))
    })
}

fn strays(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    let ours = |file: &&File| !MAKERS.iter().any(|maker| file.path.starts_with(maker));
    for file in files.iter().filter(ours) {
        let markup = texts(file.shipped())
            .into_iter()
            .filter(|(_, text)| is_markup(text));
        found.extend(markup.map(|(line, _)| format!("{}, line {line}", file.path)));
    }
    found
}

#[test]
fn markup_stands_only_where_pages_are_made() {
    assert_eq!(strays(&files(&[".rs"])), Vec::<String>::new());
}

#[test]
fn stray_markup_is_found() {
    let text = "fn a() {\n    \"<div class='a'>\"\n}";
    let stray = planted("app/src/home/list.rs", text);
    assert_eq!(strays(&[stray]), ["app/src/home/list.rs, line 2"]);
    assert!(strays(&[planted("parts/charts/src/bars.rs", text)]).is_empty());
    for text in ["a < b", "<person@example.org>", "Vec<p", "<policy>"] {
        assert!(!is_markup(text), "{text}");
    }
}
