//! The worked example goes on: a review that was forgotten, learners who are looked after, a partner
//! who confirms a figure by a link, and a pilot that comes to its decision.

use crate::browser::{Browser, Driver};
use crate::server::Server;
use crate::{lead, partner, staff};

/// Comes into the example by the nth of the links it printed.
fn comes_in<'a>(driver: &'a Driver, server: &Server, (who, number): (&str, usize)) -> Browser<'a> {
    let browser = driver.browser(who, &server.address);
    browser.open(&server.links[number]).press("Sign in");
    browser
}

#[test]
fn p4c_p4f_p4g_p2_2c_the_example_goes_on() {
    let server = Server::start("demo");
    let driver = Driver::start();
    let staff = comes_in(&driver, &server, ("staff-goes-on", 0));
    let lead = comes_in(&driver, &server, ("lead-goes-on", 1));
    lead::is_kept_from_an_overdue_partner(&lead);
    let activity = lead::starts_with_a_reviewed_partner(&lead);
    staff::is_refused_learners_who_are_not_looked_after(&staff, &activity);
    lead::looks_after_learners(&lead, &activity);
    staff::records_learners_who_are_looked_after(&staff, &server, &activity);
    let link = lead::asks_the_partner(&lead);
    partner::confirms_a_figure(&driver, &server, &link);
    lead::sees_the_figure_confirmed(&lead);
    lead::brings_a_pilot_to_its_decision(&lead, &activity);
    for browser in [staff, lead] {
        browser.close();
    }
}
