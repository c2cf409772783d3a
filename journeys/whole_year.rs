//! From an empty instance to the annual report.

use crate::browser::Driver;
use crate::server::Server;

#[test]
fn an_organisation_is_set_up_and_its_people_come_in() {
    let server = Server::start("serve");
    let driver = Driver::start();
    let administrator = driver.browser("administrator", &server.address);
    administrator
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
        administrator
            .fill_named(&format!("{kind}_name"), name)
            .fill_named(&format!("{kind}_email"), &format!("{kind}@mlw.example"));
    }
    administrator
        .press("Set up")
        .sees("Mersey Learning Works is set up");
    administrator.close();
}
