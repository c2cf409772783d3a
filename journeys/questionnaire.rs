//! A questionnaire before and after, answered on a phone; staff enter paper, and the lead reads how far
//! people travelled and closes the round.

use crate::browser::{Browser, Driver};
use crate::server::Server;

fn comes_in<'a>(driver: &'a Driver, server: &Server, (who, number): (&str, usize)) -> Browser<'a> {
    let browser = driver.browser(who, &server.address);
    browser.open(&server.links[number]).press("Sign in");
    browser
}

fn dated(browser: &Browser<'_>, server: &Server, (field, after): (&str, i64)) {
    let parts = ["day", "month", "year"].into_iter().zip(server.day(after));
    for (part, value) in parts {
        browser.fill_named(&format!("{field}_{part}"), &value);
    }
}

/// Starts a round and gives its address. The days count from today: before, and after.
fn starts(lead: &Browser<'_>, server: &Server, (name, days): (&str, [i64; 4])) -> String {
    lead.open("/learners")
        .follow("Questionnaires before and after");
    lead.follow("Start a round");
    lead.press("Start the round").sees("There is a problem");
    lead.select("Questions", "Confidence")
        .fill("Name of the round", name)
        .fill("Course or group", "Cook well for less")
        .fill("How many people are asked", "3");
    let fields = [
        "before_opens",
        "before_closes",
        "after_opens",
        "after_closes",
    ];
    for field in fields.into_iter().zip(days) {
        dated(lead, server, field);
    }
    lead.select("Measure", "HM3").select("Area", "Sefton");
    lead.press("Start the round").sees("The round is started");
    lead.address()
}

/// Makes the group's link.
fn makes_a_link(staff: &Browser<'_>, round: &str, half: &str) -> String {
    staff.open(round).follow("Make a link").choose(half);
    staff.press("Make the link").sees("it is shown only here");
    let link = staff.script("return document.querySelector('.secret').textContent.trim()");
    link.as_str().unwrap().to_owned()
}

/// Makes a link of their own for each of two learners.
fn makes_links_for_learners(staff: &Browser<'_>, round: &str) {
    staff
        .open(round)
        .follow("Make a link")
        .choose("Some learners");
    staff
        .press("Make the link")
        .sees("Enter the learner references");
    staff
        .fill("Learner references", "LP 07\nLP 08")
        .press("Make the link");
    staff.sees("Each can be used once");
    staff.open(round).sees("Before: for learner LP07");
}

/// A set of one's own with a fault is refused, mended on the page and brought.
fn brings_a_set(lead: &Browser<'_>) {
    let faulty = r#"{"name": "How life is", "version": "1", "licence": "", "attribution": "An office",
        "source": "Its handbook", "questions": [{"text": "How do you feel today?", "better": "higher",
        "lowest": 0, "highest": 10, "words": {"0": "Not good", "10": "Very good"}}]}"#;
    lead.open("/questionnaires")
        .follow("Bring another set of questions");
    lead.fill("Or its text", faulty)
        .choose("Its licence lets us");
    lead.press("Bring this set")
        .sees("licence: text is missing");
    let mended = faulty.replace("\"licence\": \"\"", "\"licence\": \"OGL-3.0\"");
    lead.fill("Or its text", &mended).press("Bring this set");
    lead.sees("can be asked now").sees("OGL-3.0");
}

/// Answers on a phone: the nth point of each question.
fn answers(phone: &Browser<'_>, link: &str, (code, point): (&str, u8)) {
    phone.open(link).sees("Mersey Learning Works asks");
    phone.press("Send your answers").sees("There is a problem");
    phone.fill("Your learner reference", code);
    phone.script(&format!(
        "document.querySelectorAll('input[type=radio][value=\"{point}\"]').forEach(one => one.click())"
    ));
    phone.press("Send your answers").sees("Thank you");
}

/// Answers with a code of one's own, in the example's open round; its results wait for its end.
fn answers_by_a_code_of_ones_own(staff: &Browser<'_>, phone: &Browser<'_>, reader: &Browser<'_>) {
    let round = "Ready for an interview, this term";
    staff.open("/questionnaires").follow(round);
    let link = makes_a_link(staff, &staff.address(), "Before");
    phone
        .open(&link)
        .sees("make MA07LE")
        .fill("Your code", "to 12 ry");
    phone.choose("Mostly true").press("Send your answers");
    phone.sees("You then make your code in the same way");
    reader
        .open("/questionnaires")
        .follow(round)
        .follow("See the results");
    reader.sees("shown to you once the round is closed");
}

/// Types a sheet from paper.
fn enters(staff: &Browser<'_>, (code, point): (&str, &str)) {
    staff.fill("Learner reference", code);
    for number in 1..=6 {
        staff.fill_named(&format!("q{number}"), point);
    }
    staff.press("Save and enter the next").sees("are kept");
}

#[test]
fn p2_1d_a_questionnaire_is_answered_before_and_after_on_a_phone_of_375_pixels() {
    let server = Server::start("demo");
    let driver = Driver::start();
    let staff = comes_in(&driver, &server, ("staff-asks", 0));
    let lead = comes_in(&driver, &server, ("lead-asks", 1));
    let phone = driver.browser("phone", &server.address);
    phone.is_a_phone();

    let finished = "Cook well for less, first group";
    lead.open("/questionnaires")
        .follow(finished)
        .sees("Both times 19");
    lead.follow("See the results")
        .sees("among those who answered both times");
    lead.open("/questionnaires")
        .follow("Confidence and working with others");
    brings_a_set(&lead);
    let reader = comes_in(&driver, &server, ("governance-reads", 2));
    answers_by_a_code_of_ones_own(&staff, &phone, &reader);
    let first = starts(&lead, &server, ("Before on the phone", [0, 9, 60, 70]));
    let link = makes_a_link(&staff, &first, "Before");
    answers(&phone, &link, ("LP 01", 2));
    phone.follow("Somebody else of the group answers now");
    answers(&phone, &link, ("LP 02", 3));
    staff.open(&first).sees("of 3 asked");
    makes_links_for_learners(&staff, &first);

    let second = starts(&lead, &server, ("After on the phone", [-40, -30, -2, 5]));
    staff
        .open(&second)
        .follow("Enter answers from paper")
        .choose("Before");
    for sheet in [("LP 01", "2"), ("LP 02", "3"), ("LP 03", "4")] {
        enters(&staff, sheet);
    }
    let link = makes_a_link(&staff, &second, "After");
    answers(&phone, &link, ("lp01", 4));
    phone
        .open(&link)
        .fill("Your learner reference", "LP-01")
        .choose("Partly true");
    phone.press("Send your answers").sees("they stand");
    lead.open(&second).sees("Only these can be compared");
    lead.follow("See the results")
        .sees("1 person: too few to say more than what they said");
    lead.open(&second)
        .follow("Close the round")
        .sees("Better off over all questions");
    lead.choose("The round is finished")
        .press("Close the round");
    lead.sees("its entry is made")
        .follow("See the entry it made");
    lead.sees("who answered before and after are better off");
    phone.open(&link).sees("These questions are closed");
    for browser in [staff, lead, phone, reader] {
        browser.close();
    }
}
