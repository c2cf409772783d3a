//! Governance & Leadership: questions, agreement, signatures.

use crate::browser::{Browser, Driver};
use crate::server::Server;
use crate::whole_year::PASSWORD;
use std::collections::BTreeMap;

/// Comes in by the link.
pub(crate) fn comes_in<'a>(
    driver: &'a Driver,
    server: &Server,
    links: &BTreeMap<String, String>,
) -> Browser<'a> {
    let browser = driver.browser("governance", &server.address);
    browser
        .open(&links["governance"])
        .fill("Choose a password", PASSWORD)
        .press("Sign in")
        .sees("Grace Board");
    browser
}

/// Signs for the partner that the lead proposed (A.5).
pub(crate) fn signs_for_the_partner(governance: &Browser<'_>) {
    governance.open("/partners").follow("Ropewalk Homes");
    governance
        .follow("Sign for this partner")
        .fill("Your password", PASSWORD)
        .press("Sign")
        .sees("Ropewalk Homes is approved");
}

/// Agrees to a prepared quarter and signs it with the password.
pub(crate) fn reviews_and_signs(governance: &Browser<'_>, quarter: &str) {
    governance
        .open(&format!("/returns/{quarter}/review"))
        .press("Agree to this return");
    governance
        .open(&format!("/returns/{quarter}/sign-off"))
        .fill("Your password", "not my password")
        .press("Sign off")
        .sees("That is not your password")
        .fill("Your password", PASSWORD)
        .press("Sign off");
    governance
        .open(&format!("/returns/{quarter}"))
        .sees("Signed off");
}

/// Signs the annual report.
pub(crate) fn signs_the_report(governance: &Browser<'_>, year: &str) {
    governance
        .open(&format!("/reports/{year}/sign-off"))
        .fill("Your password", PASSWORD)
        .press("Sign off and seal")
        .open(&format!("/reports/{year}"))
        .sees("A first year with a kitchen of our own.");
}
