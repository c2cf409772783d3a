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

/// A session with learners is refused while it is not said how they are looked after (P4f).
pub(crate) fn is_refused_learners_who_are_not_looked_after(staff: &Browser<'_>, activity: &str) {
    staff
        .open(activity)
        .follow("Record a session")
        .sees("This session cannot be recorded yet")
        .sees("The Social Value Lead can add it.");
    staff
        .fill("How many people took part", "9")
        .fill("Who supervised", "Ada Tutor")
        .fill("How many supervisors were there", "1")
        .press("Record the session")
        .sees("There is a problem")
        .sees("There is no risk assessment in date");
}

/// With everything in place it is refused for too few supervisors and for consent, and then recorded.
pub(crate) fn records_learners_who_are_looked_after(
    staff: &Browser<'_>,
    server: &Server,
    activity: &str,
) {
    let register = server.file("register.pdf", b"%PDF-1.7 nine at the estuary");
    staff
        .open(activity)
        .follow("Record a session")
        .fill("How many people took part", "9")
        .press("Record the session")
        .sees("9 learners need 2 supervisors")
        .sees("Confirm that there was consent");
    staff
        .fill("How many supervisors were there", "2")
        .choose("There was consent for everybody under 18");
    staff
        .attach("Photo or file", &register)
        .press("Record the session")
        .sees("The session is recorded");
}
