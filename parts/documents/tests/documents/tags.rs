//! A PDF as a screen reader meets it: its title, language, bookmarks, and its tags in their order, each
//! read from the file by another library.

use crate::sample::{DATED, ROWS, document, fonts};
use documents::{Block, Format};
use lopdf::{Dictionary, Document, Object};
use std::process::Command;

fn made() -> Vec<u8> {
    Format::Pdf.make(&document(), &fonts(), DATED).unwrap()
}

/// What a key of a dictionary leads to.
fn get<'a>(file: &'a Document, of: &'a Dictionary, key: &str) -> Option<&'a Object> {
    let found = of.get(key.as_bytes()).ok()?;
    Some(file.dereference(found).unwrap().1)
}

fn words(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let units: Vec<u16> = wide
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// An element of the tags: its kind, and what it says of itself.
struct Tag<'a> {
    kind: String,
    about: &'a Dictionary,
}

/// All tags in the order in which they are read.
fn tags<'a>(file: &'a Document, of: &'a Object, found: &mut Vec<Tag<'a>>) {
    let of = file.dereference(of).unwrap().1;
    if let Ok(kids) = of.as_array() {
        for kid in kids {
            tags(file, kid, found);
        }
    }
    let Ok(about) = of.as_dict() else { return };
    if let Some(kind) = get(file, about, "S") {
        let kind = String::from_utf8(kind.as_name().unwrap().to_vec()).unwrap();
        found.push(Tag { kind, about });
    }
    if let Ok(kids) = about.get(b"K") {
        tags(file, kids, found);
    }
}

/// The value of an attribute of a tag.
fn attribute(file: &Document, tag: &Tag<'_>, name: &str) -> Option<String> {
    let attributes = get(file, tag.about, "A")?;
    let all: Vec<&Object> = match attributes.as_array() {
        Ok(all) => all
            .iter()
            .map(|one| file.dereference(one).unwrap().1)
            .collect(),
        Err(_) => vec![attributes],
    };
    let found = all
        .into_iter()
        .filter_map(|one| one.as_dict().ok())
        .find_map(|one| one.get(name.as_bytes()).ok())?;
    Some(String::from_utf8(found.as_name().ok()?.to_vec()).unwrap())
}

/// The bookmarks of the file in their order.
fn bookmarks(file: &Document) -> Vec<String> {
    fn follow(file: &Document, of: &Dictionary, found: &mut Vec<String>) {
        let mut next = get(file, of, "First");
        while let Some(Object::Dictionary(item)) = next {
            found.push(words(get(file, item, "Title").unwrap()));
            follow(file, item, found);
            next = get(file, item, "Next");
        }
    }
    let mut found = Vec::new();
    let catalog = file.catalog().unwrap();
    let outlines = get(file, catalog, "Outlines").unwrap().as_dict().unwrap();
    follow(file, outlines, &mut found);
    found
}

fn headings() -> Vec<String> {
    let text = |block: Block| match block {
        Block::Heading { text, .. } => Some(text),
        Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Facts { .. }
        | Block::Table { .. }
        | Block::Figure { .. }
        | Block::Quote { .. }
        | Block::Seal { .. }
        | Block::PageBreak => None,
    };
    document().blocks.into_iter().filter_map(text).collect()
}

#[test]
fn the_file_says_its_title_language_standards_and_bookmarks() {
    let file = Document::load_mem(&made()).unwrap();
    let catalog = file.catalog().unwrap();
    assert_eq!(words(get(&file, catalog, "Lang").unwrap()), "en-GB");
    let dictionary = |key: &str| get(&file, catalog, key).unwrap().as_dict().unwrap();
    let is_set =
        |of: &Dictionary, key: &str| matches!(of.get(key.as_bytes()), Ok(Object::Boolean(true)));
    assert!(is_set(dictionary("MarkInfo"), "Marked"));
    assert!(is_set(dictionary("ViewerPreferences"), "DisplayDocTitle"));
    let about = get(&file, catalog, "Metadata")
        .unwrap()
        .as_stream()
        .unwrap();
    let about = about
        .decompressed_content()
        .unwrap_or_else(|_| about.content.clone());
    let about = String::from_utf8(about).unwrap();
    for words in [
        "Annual report &amp; more",
        "pdfuaid:part>1<",
        "pdfaid:part>2<",
        "pdfaid:conformance>A<",
        "en-GB",
    ] {
        assert!(about.contains(words), "{words}: {about}");
    }
    for (number, page) in file.get_pages() {
        let page = file.get_dictionary(page).unwrap();
        assert!(page.get(b"StructParents").is_ok(), "page {number} has tags");
        assert_eq!(
            get(&file, page, "Tabs").unwrap().as_name().unwrap(),
            b"S",
            "page {number}"
        );
    }
    let bookmarks = bookmarks(&file);
    let found: Vec<&String> = bookmarks
        .iter()
        .filter(|title| *title != "Contents")
        .collect();
    assert_eq!(found, headings().iter().collect::<Vec<_>>());
}

#[test]
fn headings_tables_lists_and_pictures_are_tagged_as_what_they_are() {
    let file = Document::load_mem(&made()).unwrap();
    let root = get(&file, file.catalog().unwrap(), "StructTreeRoot").unwrap();
    let mut found = Vec::new();
    tags(&file, root, &mut found);
    let count = |kind: &str| found.iter().filter(|tag| tag.kind == kind).count();
    let levels: Vec<&str> = found
        .iter()
        .map(|tag| tag.kind.as_str())
        .filter(|kind| matches!(*kind, "H1" | "H2" | "H3"))
        .collect();
    assert_eq!(levels.first(), Some(&"H1"), "no level is skipped");
    assert!(levels.contains(&"H2"));
    assert_eq!(count("Table"), 2);
    assert_eq!((count("TH"), count("TD")), (8, ROWS.len() * 4));
    for tag in found.iter().filter(|tag| tag.kind == "TH") {
        assert_eq!(attribute(&file, tag, "Scope").as_deref(), Some("Column"));
    }
    assert!(
        count("LI") >= 2 && count("Caption") >= 3,
        "{} {}",
        count("LI"),
        count("Caption")
    );
    let figures: Vec<String> = found
        .iter()
        .filter(|tag| tag.kind == "Figure")
        .filter_map(|tag| get(&file, tag.about, "Alt").map(words))
        .collect();
    assert_eq!(figures, ["Eighty of a hundred"]);
}

#[test]
fn the_tags_are_read_in_the_order_of_the_document() {
    let path = std::env::temp_dir().join(format!("commonweal-tags-{}.pdf", std::process::id()));
    std::fs::write(&path, made()).unwrap();
    let read = Command::new("pdfinfo")
        .arg("-struct-text")
        .arg(&path)
        .output();
    std::fs::remove_file(&path).unwrap();
    let Ok(read) = read else {
        println!("not read: pdfinfo (poppler-utils) is not here");
        return;
    };
    let text: String = String::from_utf8_lossy(&read.stdout)
        .split_whitespace()
        .collect();
    let mut rest = text.as_str();
    for words in [
        "Mersey <Learning> Works",
        "Annual report & more",
        "Period",
        "1 August 2025 to 31 July 2026",
        "Outcomes",
        "A first line.",
        "In detail",
        "Targets: and ratings?",
        "Measure",
        "HM1 Mock interviews",
        "1,234.5",
        "45 %",
        "fewer than 5",
        "12,345,678",
        "first item",
        "Jobs by quarter",
        "It changed my week.",
        "A learner",
        "Prepared by",
        "Nothing yet",
        "How to check",
        "SHA-256 of this report",
    ] {
        let joined: String = words
            .split_whitespace()
            .map(|word| format!("\"{word}\""))
            .collect();
        let plain: String = words.split_whitespace().collect();
        let at = rest.find(&plain).or_else(|| rest.find(&joined));
        let at = at.unwrap_or_else(|| panic!("‘{words}’ is missing, or not in its place: {rest}"));
        rest = rest.split_at(at + plain.len()).1;
    }
}
