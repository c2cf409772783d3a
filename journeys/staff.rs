//! A member of staff records on a phone.

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
    let browser = driver.browser("staff", &server.address);
    browser
        .open(&links["staff"])
        .fill("Choose a password", PASSWORD)
        .press("Sign in")
        .sees("Stella Staff");
    browser
}

fn dated(staff: &Browser<'_>, server: &Server) {
    let year = server.last_year();
    let first = year.get(..4).unwrap();
    staff
        .fill("Day", "15")
        .fill("Month", "10")
        .fill("Year", first);
}

/// Records a session with a photographed register, then one without, then a single entry.
pub(crate) fn records_a_session_and_an_entry(staff: &Browser<'_>, server: &Server) {
    let register = server.file("register.pdf", b"%PDF-1.7 the register of the day");
    staff
        .open("/activities")
        .follow("Record a session")
        .sees("Community kitchen");
    staff.press("Record the session").sees("There is a problem");
    dated(staff, server);
    staff
        .fill("How many people took part", "14")
        .attach("Photo or file", &register);
    staff
        .press("Record the session")
        .sees("The session is recorded with its evidence");
    staff.sees("14 participations");
    staff
        .follow("Record another session")
        .fill("How many people took part", "6");
    staff
        .press("Record the session")
        .sees("It counts once there is evidence");
    staff
        .open("/entries/new")
        .select("Measure", "HM4")
        .fill("Quantity", "3");
    staff
        .select("Area", "Sefton")
        .fill("What was counted", "Employers who gave tasters");
    staff.press("Add the entry").sees("The entry is added");
    staff.open("/entries").sees("Entries, newest first");
}

/// Records something that belongs to a quarter that has been signed since.
pub(crate) fn finds_a_signed_quarter_closed(staff: &Browser<'_>, server: &Server) {
    staff.open("/activities").follow("Record a session");
    dated(staff, server);
    staff
        .fill("How many people took part", "5")
        .press("Record the session");
    staff.sees("as an adjustment of Quarter 1");
}
