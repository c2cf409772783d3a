//! Everything that somebody can read: the pages and files of the worked example, as each role.

use crate::routes::{ENDING, ROUTES};
use crate::testing::example::{links, route_of};
use crate::testing::{Page, TestApp};
use domain::people::Role;
use std::collections::{BTreeMap, VecDeque};
use std::io::{Cursor, Read};

/// Pages looked at of each address with data about people, and of every other.
const OF_EACH: [usize; 2] = [12, 1];

/// What is typeset or packed for long, and is made of figures alone.
const LEFT_OUT: [&str; 5] = [
    "/document.",
    "/packs/",
    "/checklist.",
    "/capsule",
    "/public/",
];

/// The words of a page or of a file of any kind.
pub(super) fn words(page: &Page) -> String {
    let mut words = String::from_utf8_lossy(&page.bytes).into_owned();
    if let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(&page.bytes)) {
        for number in 0..zip.len() {
            let mut bytes = Vec::new();
            let read = zip
                .by_index(number)
                .map(|mut file| file.read_to_end(&mut bytes));
            if matches!(read, Ok(Ok(_))) {
                words.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
    }
    if page.bytes.starts_with(b"%PDF-") {
        words.push_str(&intake::text_of("a.pdf", &page.bytes).unwrap_or_default());
    }
    words
}

fn most(route: &str) -> usize {
    let of = ROUTES
        .iter()
        .find(|one| one.path == route && one.method == "GET");
    let [personal, other] = OF_EACH;
    match of.and_then(|route| route.about_people) {
        Some(()) => personal,
        None => other,
    }
}

/// Everything that is found from link to link, and every address that names no record, as a role: the address
/// and what it says.
pub(super) fn everything(test: &TestApp, role: Role) -> BTreeMap<String, String> {
    let visitor = test.visitor(role);
    let fixed = ROUTES
        .iter()
        .filter(|route| route.method == "GET" && !route.path.replace(ENDING, "").contains('{'));
    let mut waiting: VecDeque<String> = fixed
        .map(|route| route.path.replace(ENDING, ".html"))
        .collect();
    // Lists that begin with what is open.
    waiting.push_front("/follow-ups?state=ended".to_owned());
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = BTreeMap::new();
    while let Some(address) = waiting.pop_front() {
        let route = route_of(&address);
        let times = seen.entry(route).or_default();
        let is_left_out = LEFT_OUT.iter().any(|part| address.contains(part));
        if is_left_out || *times >= most(route) || found.contains_key(&address) {
            continue;
        }
        *times += 1;
        let page = visitor.get(&address);
        if page.status == 200 {
            if page.media_type.starts_with("text/html") {
                waiting.extend(links(&page.html));
            }
            found.insert(address, words(&page));
        }
    }
    found
}

/// Whether a text names somebody: the reference as a word of its own.
pub(super) fn names(text: &str, reference: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let parts: Vec<&str> = text.split(reference).collect();
    parts.windows(2).any(|around| {
        let before = around[0].chars().next_back();
        let after = around[1].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}
