//! The worked example, walked through link by link as each role: every page opens, and every form on
//! it stands values of people who mean harm or know no better.

use super::TestApp;
use crate::routes::{ENDING, ROUTES};
use domain::people::Role;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, VecDeque};

/// Pages looked at of each route: the records of one kind differ in their state.
const OF_EACH: usize = 2;

/// Values for every field of a form at once.
fn hostile() -> Vec<String> {
    vec![
        String::new(),
        "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>".to_owned(),
        "=cmd|' /C calc'!A0".to_owned(),
        "\u{202e}drawkcab \u{2066}x".to_owned(),
        "nul\0here".to_owned(),
        "x".repeat(100_000),
        "-99999999999999999999".to_owned(),
        "💷 £½ ٣".to_owned(),
        "'; DROP TABLE entry; --".to_owned(),
        "../../etc/passwd".to_owned(),
    ]
}

/// A form: where it goes, and its fields as a browser would send them.
pub(super) struct Form {
    pub(super) action: String,
    pub(super) fields: Vec<(String, String)>,
    /// The field that a file is chosen in.
    pub(super) file: Option<String>,
}

fn select(words: &str) -> Selector {
    Selector::parse(words).unwrap()
}

/// What a browser would send for a field; nothing for a box or button that is not chosen.
fn sent(field: ElementRef<'_>) -> Option<(String, String)> {
    let attribute = |name: &str| field.value().attr(name);
    let name = attribute("name")?.to_owned();
    let value = attribute("value").unwrap_or_default().to_owned();
    let value = match (field.value().name(), attribute("type")) {
        ("select", _) => {
            let chosen = select("option[selected]");
            let option = field.select(&chosen).next();
            let value = option.and_then(|option| option.value().attr("value"));
            value.unwrap_or_default().to_owned()
        }
        ("textarea", _) => field.text().collect(),
        (_, Some("radio" | "checkbox")) => {
            attribute("checked")?;
            value
        }
        (_, Some("file")) => return None,
        _ => value,
    };
    Some((name, value))
}

pub(super) fn forms(html: &str) -> Vec<Form> {
    let page = Html::parse_document(html);
    page.select(&select("main form[method=post]"))
        .map(|form| Form {
            action: form.value().attr("action").unwrap_or_default().to_owned(),
            fields: form
                .select(&select("[name]"))
                .filter_map(sent)
                .filter(|(name, _)| name != "csrf")
                .collect(),
            file: form
                .select(&select("input[type=file]"))
                .find_map(|field| Some(field.value().attr("name")?.to_owned())),
        })
        .collect()
}

pub(super) fn links(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    page.select(&select("a[href^='/']"))
        .filter_map(|link| link.value().attr("href"))
        .map(|link| link.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

/// The route that answers an address.
pub(super) fn route_of(address: &str) -> &'static str {
    let path = address.split('?').next().unwrap_or_default();
    let is_of = |pattern: &str| {
        let (pattern, path) = (pattern.split('/'), path.split('/'));
        pattern.clone().count() == path.clone().count()
            && pattern.zip(path).all(|(wanted, part)| {
                let document = wanted.strip_suffix(ENDING);
                let document = document.and_then(|name| part.strip_prefix(name));
                wanted.starts_with('{')
                    || wanted == part
                    || document.is_some_and(|ending| ending.starts_with('.'))
            })
    };
    let routes = ROUTES.iter().filter(|route| route.method == "GET");
    let found = routes.map(|route| route.path).find(|path| is_of(path));
    found.unwrap_or_else(|| panic!("a link leads to {address}, which no route answers"))
}

/// Follows every link from the first page on, and gives each page that opens.
pub(super) fn walk(test: &TestApp, role: Role) -> Vec<(String, String)> {
    let visitor = test.visitor(role);
    let mut waiting = VecDeque::from([("/".to_owned(), "")]);
    let mut seen: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut pages = Vec::new();
    let mut shut = Vec::new();
    while let Some((address, from)) = waiting.pop_front() {
        let route = route_of(&address);
        let of_route = seen.entry(route).or_default();
        if of_route.len() >= OF_EACH || of_route.contains(&address) {
            continue;
        }
        of_route.push(address.clone());
        let page = visitor.get(&address);
        if page.status != 200 {
            shut.push(format!("{from} leads to {address}: {}", page.status));
        } else if page.media_type.starts_with("text/html") {
            waiting.extend(links(&page.html).into_iter().map(|link| (link, route)));
            pages.push((address, page.html));
        }
    }
    assert_eq!(shut, Vec::<String>::new(), "as {}", role.key());
    pages
}

fn try_form(test: &TestApp, role: Role, form: &Form, fields: &[(&str, &str)]) {
    let page = test.visitor(role).post(&form.action, fields);
    let typed: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.chars().take(40).collect::<String>()))
        .collect();
    let form = format!("{} with {}", form.action, typed.join("&"));
    assert!(page.status < 500, "{form}: {}", page.status);
    let is_clean = !page.html.contains("<script>alert");
    assert!(is_clean, "{form} shows a script");
}

/// A file that is larger than any that is taken: the same page again says so, and nothing is written.
fn try_large(test: &TestApp, role: Role, form: &Form, large: &[u8]) {
    let Some(field) = &form.file else { return };
    let entries = || test.read(|read| Ok(database::log_size(read)?));
    let (before, sent) = (entries(), form.fields.iter());
    let fields: Vec<(&str, &str)> = sent.map(|(name, value)| (&**name, &**value)).collect();
    let page = test
        .visitor(role)
        .upload(&form.action, &fields, (field, "large.zip", large));
    assert_eq!(page.status, 422, "{}: {}", form.action, page.text());
    page.says("large.zip is larger than 50 MB, which is the most");
    let again = forms(&page.html);
    let again = again.iter().any(|one| one.file.as_ref() == Some(field));
    assert!(again, "{} does not show its form again", form.action);
    assert_eq!(entries(), before, "{}", form.action);
}

/// Templates whose form takes a file.
fn with_upload(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap();
    let count = |path: std::path::PathBuf| {
        if path.is_dir() {
            return with_upload(&path);
        }
        let is_page = path.extension().is_some_and(|ending| ending == "html");
        let text = is_page.then(|| std::fs::read_to_string(path).unwrap());
        usize::from(text.is_some_and(|text| text.contains("enctype=\"multipart/form-data\"")))
    };
    entries.map(|entry| count(entry.unwrap().path())).sum()
}

#[test]
fn every_page_opens_and_no_form_breaks_on_hostile_values() {
    let test = TestApp::example();
    let files = test.visitor(Role::Lead).get("/imports");
    let accepted = files.text().matches(" Accepted ").count();
    assert_eq!(accepted, 2, "{}", files.text());
    let (mut tried, mut large) = (BTreeMap::new(), std::collections::BTreeSet::new());
    let too_large = vec![b'x'; 50_000_001];
    for role in Role::ALL {
        for (address, html) in walk(&test, role) {
            for mut form in forms(&html) {
                if form.action.is_empty() {
                    form.action.clone_from(&address);
                }
                if form.file.is_some() && large.insert(route_of(&address)) {
                    try_large(&test, role, &form, &too_large);
                }
                let times: &mut usize = tried.entry(form.action.clone()).or_default();
                if *times > 0 {
                    continue;
                }
                for value in hostile() {
                    let all: Vec<(&str, &str)> = form
                        .fields
                        .iter()
                        .map(|(name, _)| (name.as_str(), value.as_str()))
                        .collect();
                    try_form(&test, role, &form, &all);
                    *times += 1;
                }
            }
        }
    }
    let times: usize = tried.values().sum();
    assert!(times > 200, "only {times} forms were tried: {tried:?}");
    let pages = with_upload(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(
        large.len() >= pages,
        "{pages} pages take files, and a large one was sent to {large:?}"
    );
}

/// How many of the library's checks stand in each state, as the policy's page counts them.
fn states(test: &TestApp) -> BTreeMap<String, i64> {
    let page = Html::parse_document(&test.visitor(Role::Lead).get("/policy").html);
    let mut found = BTreeMap::new();
    for link in page.select(&select(".state-bar__link")) {
        let words: Vec<&str> = link.text().flat_map(str::split_whitespace).collect();
        let (count, state) = words.split_first().unwrap();
        found.insert(state.join(" "), count.parse().unwrap());
    }
    found
}

#[test]
fn every_clause_of_the_example_has_a_state_and_every_state_stands_there() {
    let test = TestApp::example();
    let counted = states(&test);
    assert_eq!(counted.len(), 5, "{counted:?}");
    assert!(counted.values().all(|count| *count > 0), "{counted:?}");
    // One for each check of the library, and what a person attests.
    assert_eq!(counted.values().sum::<i64>(), 42, "{counted:?}");
    let Ok(file) = std::env::var("COMMONWEAL_POLICY_FILE") else {
        println!("not run on the organisation's own policy: COMMONWEAL_POLICY_FILE is not set");
        return;
    };
    let lead = test.visitor(Role::Lead);
    let policy = std::fs::read(file).unwrap();
    let came = lead.upload("/policy/import", &[], ("file", "policy.txt", &policy));
    assert_eq!(came.status, 303, "{}", came.text());
    let (_, id) = came.location.split_once("version=").unwrap();
    assert_eq!(lead.post(&format!("/policy/{id}/send"), &[]).status, 303);
    let board = test.visitor(Role::Governance);
    let approved = board.post(&format!("/policy/{id}/approve"), &[("read", "yes")]);
    assert_eq!(approved.status, 303, "{}", approved.text());
    assert_eq!(
        lead.post(&format!("/policy/suggest?version={id}"), &[])
            .status,
        303
    );
    let counted = states(&test);
    assert!(counted.values().sum::<i64>() >= 41, "{counted:?}");
    assert!(counted["Not yet known"] < 8, "{counted:?}");
    println!("with the organisation's own policy: {counted:?}");
}
