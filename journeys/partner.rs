//! A partner answers by a link, without an account.

use crate::browser::Driver;
use crate::server::Server;

/// Says that a figure is right; the link is spent afterwards.
pub(crate) fn confirms_a_figure(driver: &Driver, server: &Server, link: &str) {
    let partner = driver.browser("partner", &server.address);
    partner
        .open(link)
        .sees("What we did together")
        .sees("You need no account")
        .press("Send your answer")
        .sees("There is a problem");
    partner
        .script("document.querySelectorAll('input[value=confirmed]').forEach(one => one.click())");
    partner
        .fill("What worked well", "Everybody came on time.")
        .press("Send your answer")
        .sees("Thank you");
    partner.open(link).sees("this link is used up");
    partner.close();
}
