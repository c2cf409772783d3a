//! From an empty instance to the annual report and its PDF, each person in a browser of their own.

use crate::browser::Driver;
use crate::server::Server;
use crate::{administrator, auditor, governance, lead, staff};

/// The password everybody chooses in the journeys.
pub(crate) const PASSWORD: &str = "harbour lantern willow";

#[test]
fn an_organisation_goes_from_its_policy_to_a_signed_year_and_its_report() {
    let server = Server::start("serve");
    let driver = Driver::start();
    let links = administrator::sets_up(&driver, &server);
    let lead = lead::comes_in(&driver, &server, &links);
    lead::prepares_the_ground(&lead, &server);
    lead::checks_a_partner(&lead);
    let governance = governance::comes_in(&driver, &server, &links);
    governance::signs_for_the_partner(&governance);
    lead::starts_an_activity(&lead);
    let staff = staff::comes_in(&driver, &server, &links);
    staff::records_a_session_and_an_entry(&staff, &server);
    for number in 1..=4 {
        let quarter = server.quarter_of_last_year(number);
        lead::prepares(&lead, &quarter);
        governance::reviews_and_signs(&governance, &quarter);
    }
    staff::finds_a_signed_quarter_closed(&staff, &server);
    lead::writes_the_report(&lead, &server.last_year());
    governance::signs_the_report(&governance, &server.last_year());
    let auditor = auditor::comes_in(&driver, &server, &links);
    auditor::follows_a_figure_to_its_evidence(&auditor, &server);
    auditor::reads_the_documents(&auditor, &server);
    let said = server.run(&["verify"]);
    assert!(said.contains("seals: 9, all as they should be"), "{said}");
    for browser in [lead, staff, governance, auditor] {
        browser.close();
    }
}
