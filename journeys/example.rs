//! The worked example, looked around by each role: every page they have opens, axe finds nothing in
//! it, and nothing sticks out on a phone.

use crate::browser::{Browser, Driver};
use crate::server::Server;
use std::collections::{BTreeSet, VecDeque};

/// The pages each role looks at, in the order in which the sign-in links are printed. `YEAR` is the
/// year before this one, which is signed.
const ROUNDS: [(&str, &[&str]); 6] = [
    (
        "example-staff",
        &["/", "/activities", "/entries", "/entries/new", "/policy"],
    ),
    (
        "example-lead",
        &[
            "/",
            "/dashboard",
            "/dashboard?year=YEAR",
            "/framework",
            "/targets?year=YEAR",
            "/partners",
            "/partners/reviews",
            "/returns",
            "/returns/YEAR-q2",
            "/policy/import",
        ],
    ),
    (
        "example-governance",
        &["/", "/dashboard", "/returns", "/reports/YEAR"],
    ),
    (
        "example-auditor",
        &["/", "/log", "/policy", "/partners", "/reports"],
    ),
    (
        "example-commissioner",
        &[
            "/",
            "/returns",
            "/returns/YEAR-q2",
            "/reports",
            "/reports/YEAR",
        ],
    ),
    (
        "example-administrator",
        &["/", "/people", "/organisation", "/log"],
    ),
];

fn looks_around(driver: &Driver, server: &Server, link: &str, (who, pages): (&str, &[&str])) {
    let year = server.last_year();
    let browser: Browser<'_> = driver.browser(who, &server.address);
    browser.open(link).press("Sign in");
    for page in pages {
        let page = page.replace("YEAR", &year);
        browser.open(&page);
        assert!(
            browser.address().ends_with(&page),
            "{who} is led away from {page}"
        );
    }
    browser.close();
}

/// An address without its question and with a star for each key, so that one page of a kind is
/// looked at.
fn kind_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let has_figure = |part: &str| part.contains(|sign: char| sign.is_ascii_digit());
    let parts = path
        .split('/')
        .map(|part| if has_figure(part) { "*" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// Follows a link to every kind of page there is for somebody, and looks at those that nobody looked
/// at before.
fn walks(browser: &Browser<'_>, looked_at: &mut BTreeSet<String>) {
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_front() {
        let is_file = [".pdf", ".html", ".json", ".csv", "/file"]
            .iter()
            .any(|end| path.ends_with(end));
        if is_file || !seen.insert(kind_of(&path)) {
            continue;
        }
        if looked_at.insert(kind_of(&path)) {
            browser.open(&path);
        } else {
            browser.pass(&path);
        }
        waiting.extend(browser.paths());
    }
}

#[test]
fn every_kind_of_page_of_the_example_is_without_fault() {
    let server = Server::start("demo");
    let driver = Driver::start();
    let mut looked_at = BTreeSet::new();
    for (link, (who, _)) in server.links.iter().zip(ROUNDS) {
        let browser = driver.browser(&format!("walk-of-{who}"), &server.address);
        browser.open(link).press("Sign in");
        walks(&browser, &mut looked_at);
        browser.close();
    }
    assert!(looked_at.len() > 60, "{}: {looked_at:?}", looked_at.len());
}

#[test]
fn each_role_looks_around_the_worked_example() {
    let server = Server::start("demo");
    let driver = Driver::start();
    assert_eq!(server.links.len(), ROUNDS.len());
    for (link, round) in server.links.iter().zip(ROUNDS) {
        looks_around(&driver, &server, link, round);
    }
}
