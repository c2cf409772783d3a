//! The worked example, looked around by each role: every page they have opens, axe finds nothing in
//! it, and nothing sticks out on a phone.

use crate::browser::{Browser, Driver};
use crate::server::Server;

fn looks_around(driver: &Driver, server: &Server, (who, link, pages): (&str, &str, &[&str])) {
    let browser: Browser<'_> = driver.browser(who, &server.address);
    browser.open(link).press("Sign in");
    for page in pages {
        browser.open(page);
        assert!(
            browser.address().ends_with(page),
            "{who} is led away from {page}"
        );
    }
    browser.close();
}

#[test]
fn each_role_looks_around_the_worked_example() {
    let server = Server::start("demo");
    let driver = Driver::start();
    let year = server.last_year();
    let of_year = |path: &str| path.replace("YEAR", &year);
    let pages = [
        of_year("/dashboard?year=YEAR"),
        of_year("/targets?year=YEAR"),
        of_year("/returns/YEAR-q2"),
        of_year("/reports/YEAR"),
    ];
    let [dashboard, targets, signed, report] = pages.each_ref().map(String::as_str);
    let [
        staff,
        lead,
        governance,
        auditor,
        commissioner,
        administrator,
    ] = <[String; 6]>::try_from(server.links.clone()).expect("a link for each role");
    for (who, link, pages) in [
        (
            "example-staff",
            staff,
            &["/", "/activities", "/entries", "/entries/new", "/policy"][..],
        ),
        (
            "example-lead",
            lead,
            &[
                "/",
                "/dashboard",
                dashboard,
                "/framework",
                targets,
                "/partners",
                "/returns",
                signed,
                "/policy/import",
            ][..],
        ),
        (
            "example-governance",
            governance,
            &["/", "/dashboard", "/returns", report][..],
        ),
        (
            "example-auditor",
            auditor,
            &["/", "/log", "/policy", "/partners", "/reports"][..],
        ),
        (
            "example-commissioner",
            commissioner,
            &["/", "/returns", signed, "/reports", report][..],
        ),
        (
            "example-administrator",
            administrator,
            &["/", "/people", "/organisation", "/log"][..],
        ),
    ] {
        looks_around(&driver, &server, (who, &link, pages));
    }
}
