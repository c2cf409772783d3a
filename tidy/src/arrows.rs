//! A slice calls only slices that stand before it in the list of `ARCHITECTURE.md`, so that one can
//! be read after the other.

use crate::rust::code;
use crate::tree::{File, files, planted, root};

/// Folders of `app/src` that stand around the slices.
const AROUND: [&str; 4] = ["server", "commands", "demo", "testing"];

/// The slices in their order: the bullets beneath the heading.
fn order(architecture: &str) -> Vec<String> {
    let (_, section) = architecture.split_once("\n## The slices\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    section
        .lines()
        .filter_map(|line| line.strip_prefix("- `")?.split_once('`'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn slice_of(file: &File) -> Option<&str> {
    let within = file.path.strip_prefix("app/src/")?;
    let (folder, _) = within.split_once('/')?;
    (!AROUND.contains(&folder)).then_some(folder)
}

/// The modules that follow `crate::`, also those in braces.
fn called(code: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let group = rest
            .strip_prefix('{')
            .map_or(rest, |group| group.split("};").next().unwrap_or(group));
        let mut depth = 0;
        let mut start = 0;
        for (at, one) in group.char_indices() {
            match one {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 && rest.starts_with('{') => {
                    names.push(&group[start..at]);
                    start = at + 1;
                }
                _ => {}
            }
        }
        names.push(&group[start..]);
    }
    let word = |name: &'_ str| -> usize {
        let name = name.trim_start();
        name.find(|one: char| !one.is_alphanumeric() && one != '_')
            .unwrap_or(name.len())
    };
    names
        .into_iter()
        .map(|name| &name.trim_start()[..word(name)])
        .filter(|name| !name.is_empty())
        .collect()
}

fn backward(files: &[File], order: &[String]) -> Vec<String> {
    let place = |slice: &str| order.iter().position(|one| one == slice);
    let mut found = Vec::new();
    for file in files {
        let Some(slice) = slice_of(file) else {
            continue;
        };
        let Some(own) = place(slice) else {
            let said = "is a slice that ARCHITECTURE.md does not list";
            found.push(format!("app/src/{slice} {said}"));
            continue;
        };
        for (line, code) in code(file.shipped()) {
            for name in called(&code) {
                if place(name).is_some_and(|other| other > own) {
                    let path = &file.path;
                    found.push(format!("{path}, from line {line}: {slice} calls {name}"));
                }
            }
        }
    }
    found.dedup();
    found
}

#[test]
fn a_slice_calls_only_slices_before_it() {
    let architecture = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let order = order(&architecture);
    assert!(order.len() > 8, "{order:?}");
    assert_eq!(backward(&files(&[".rs"]), &order), Vec::<String>::new());
}

#[test]
fn a_call_backwards_is_found_in_every_form() {
    let order = ["people", "ledger", "home"].map(str::to_owned);
    for calls in [
        "use crate::home::needs;",
        "use crate::{people, home::{a, b}};",
        "fn a() { crate::home::b() }",
        "use crate::{people::{a, b}, home};",
    ] {
        let found = backward(&[planted("app/src/ledger/a.rs", calls)], &order);
        assert_eq!(found.len(), 1, "{calls}: {found:?}");
    }
    for calls in [
        "use crate::people;",
        "// crate::home\nuse crate::visit::Visit;",
        "use crate::{people::{home}};",
    ] {
        let found = backward(&[planted("app/src/ledger/a.rs", calls)], &order);
        assert_eq!(found, Vec::<String>::new(), "{calls}");
    }
    let stranger = planted("app/src/extras/mod.rs", "");
    assert_eq!(backward(&[stranger], &order).len(), 1);
}

#[test]
fn the_order_is_read_from_the_map() {
    let map = "# A\n\n## The slices\n\nIn order.\n\n- `people` — who\n- `home` — what\n\n## Else\n\n- `no`\n";
    assert_eq!(order(map), ["people", "home"]);
}
