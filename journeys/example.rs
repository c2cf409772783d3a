//! The worked example, looked around by each role: every page they have opens, axe finds nothing in
//! it, and nothing sticks out on a phone.

use crate::browser::{Browser, Driver};
use crate::server::Server;

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

#[test]
fn each_role_looks_around_the_worked_example() {
    let server = Server::start("demo");
    let driver = Driver::start();
    assert_eq!(server.links.len(), ROUNDS.len());
    for (link, round) in server.links.iter().zip(ROUNDS) {
        looks_around(&driver, &server, link, round);
    }
}
