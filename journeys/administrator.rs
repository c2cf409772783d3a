//! The administrator sets up the organisation and invites the others.

use crate::browser::Driver;
use crate::server::Server;
use crate::whole_year::PASSWORD;
use std::collections::BTreeMap;

/// Sets up, invites a member of staff and an auditor, and passes everybody's link on.
pub(crate) fn sets_up(driver: &Driver, server: &Server) -> BTreeMap<String, String> {
    let browser = driver.browser("administrator", &server.address);
    browser
        .open(&server.links[0])
        .sees("Set up your organisation")
        .press("Set up")
        .sees("There is a problem")
        .fill("Name of the organisation", "Mersey Learning Works");
    for (kind, name) in [
        ("administrator", "Ada Admin"),
        ("lead", "Leo Lead"),
        ("governance", "Grace Board"),
    ] {
        browser
            .fill_named(&format!("{kind}_name"), name)
            .fill_named(&format!("{kind}_email"), &format!("{kind}@mlw.example"));
    }
    browser
        .press("Set up")
        .sees("Mersey Learning Works is set up");
    let mut links: BTreeMap<String, String> = ["administrator", "lead", "governance"]
        .into_iter()
        .zip(browser.links_within("/link/"))
        .map(|(who, link)| (who.to_owned(), link))
        .collect();
    assert_eq!(links.len(), 3);
    browser
        .open(&links["administrator"])
        .sees("Welcome, Ada Admin")
        .fill("Choose a password", PASSWORD)
        .press("Sign in")
        .follow("People");
    for (who, name, role) in [
        ("staff", "Stella Staff", "Staff"),
        ("auditor", "Arthur Auditor", "Auditor"),
    ] {
        browser
            .open("/people/invite")
            .fill("Name", name)
            .fill("E-mail address", &format!("{who}@mlw.example"))
            .choose(role)
            .press("Invite")
            .sees(&format!("One-time link for {name}"));
        let link = browser
            .text()
            .split_whitespace()
            .find(|word| word.contains("/link/"))
            .map(str::to_owned);
        links.insert(who.to_owned(), link.expect("a link is shown"));
    }
    browser
        .open("/people")
        .sees("Stella Staff")
        .open("/organisation")
        .sees("The year starts on 1 August");
    browser.close();
    links
}
