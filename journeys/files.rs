//! Files that the lead and staff have already: an attendance sheet with bad lines that are mended, and a
//! learner return whose reported job is followed up until it counts as one that lasted.

use crate::browser::{Browser, Driver};
use crate::server::Server;
use std::path::Path;

fn comes_in<'a>(driver: &'a Driver, server: &Server, (who, number): (&str, usize)) -> Browser<'a> {
    let browser = driver.browser(who, &server.address);
    browser.open(&server.links[number]).press("Sign in");
    browser
}

/// Brings a file in and waits until it is checked; gives the page of the file.
fn brings(browser: &Browser<'_>, kind: &str, file: &Path) -> String {
    browser
        .open(&format!("/imports/new?kind={kind}"))
        .attach("The file", file)
        .press("Check the file");
    let page = browser.address();
    let page = page.split('?').next().unwrap().to_owned();
    for _ in 0..200 {
        if !browser.open(&page).text().contains("It is being read") {
            break;
        }
    }
    page
}

/// Lines of attendance of an activity of the example, a day before today.
fn sheet(server: &Server, lines: &[(&str, &str)]) -> String {
    let [day, month, year] = server.day(-1);
    let mut text =
        "Activity,Date,How many people took part,Length in minutes,Your reference\n".to_owned();
    for (number, (people, minutes)) in lines.iter().enumerate() {
        text.push_str(&format!(
            "Salon for learners and neighbours,{day}/{month}/{year},{people},{minutes},J-{number}\n"
        ));
    }
    text
}

#[test]
fn p2_1a_an_attendance_sheet_is_mended_and_accepted() {
    let server = Server::start("demo");
    let driver = Driver::start();
    let lead = comes_in(&driver, &server, ("lead", 1));
    let lines = [("9", "60"), ("lots", "60"), ("11", "45"), ("8", "long")];
    let first = server.file("attendance.csv", sheet(&server, &lines).as_bytes());
    let page = brings(&lead, "attendance", &first);
    lead.sees("What is wrong, and where")
        .sees("Line 3")
        .sees("Line 5");
    lead.press("Accept the file").sees("There is a problem");
    let path = page.strip_prefix(&server.address).unwrap();
    let refused = lead.fetch(&format!("{path}/refused.csv"));
    let refused = String::from_utf8(refused).unwrap();
    assert!(
        refused.contains("lots") && refused.contains("long"),
        "{refused}"
    );
    assert!(!refused.contains("J-0"), "{refused}");
    lead.open(&page).choose("Leave the 2 refused lines out");
    lead.press("Accept the file");
    lead.open(&page).sees("Accepted").sees("Left out");
    let mended = refused.replace("lots", "7").replace("long", "50");
    let second = server.file("mended.csv", mended.as_bytes());
    let page = brings(&lead, "attendance", &second);
    lead.press("Accept the file");
    lead.open(&page).sees("Accepted").sees("See Attendance");
    lead.close();
}

/// A made-up return of the last year, whose jobs began so long ago that the last check is due.
fn learner_return(server: &Server) -> (String, String) {
    let last = server.last_year();
    let first: u32 = last.get(..4).unwrap().parse().unwrap();
    let digits = format!("{:02}{:02}", first % 100, (first + 1) % 100);
    let text = benches::learner_return(10)
        .replace("90000001", "90000017")
        .replace("2026-06-12", "2026-01-15")
        .replace("<Year>2526", &format!("<Year>{digits}"))
        .replace("2025-26", &last)
        .replace("2026-", &format!("{}-", first + 1))
        .replace("2025-", &format!("{first}-"));
    (
        format!("ILR-90000017-{digits}-20260901-094401-01.xml"),
        text,
    )
}

#[test]
fn p2_1b_a_reported_job_of_a_return_is_followed_up_until_it_counts() {
    let server = Server::start("demo");
    let driver = Driver::start();
    let lead = comes_in(&driver, &server, ("lead", 1));
    let (name, text) = learner_return(&server);
    let file = server.file(&name, text.as_bytes());
    let page = brings(&lead, "learner-return", &file);
    lead.sees("Aims that are new")
        .sees("Learners with a reported job");
    lead.press("Accept the return");
    lead.open(&page).sees("Accepted");
    // Reported alone, the job counts nowhere.
    let (before, kpi) = (lasted(&lead), reached(&lead));
    lead.open("/follow-ups").follow("R000000005");
    let follow_up = lead.address();
    lead.follow("Record the 26-week check");
    lead.press("Record the check").sees("There is a problem");
    for (part, value) in ["day", "month", "year"].into_iter().zip(server.day(-1)) {
        lead.fill_named(&format!("checked_on_{part}"), &value);
    }
    let payslip = server.file("payslip.pdf", b"%PDF-1.7 a payslip without a name");
    lead.choose("In this job").choose("A payslip or contract");
    lead.choose("16 or more")
        .select("Where the work is", "Liverpool");
    lead.attach("Photo or file", &payslip)
        .press("Record the check");
    lead.open(&follow_up).sees("Entry");
    lead.follow("Sustained job").sees("R000000005");
    assert_eq!(lasted(&lead), before + 1);
    // The key performance indicator of the year shows it.
    assert_eq!(reached(&lead), kpi + 1);
    lead.close();
}

/// What the indicator of jobs that lasted has reached in the year, from the dashboard on.
fn reached(lead: &Browser<'_>) -> usize {
    lead.open("/dashboard")
        .follow("Quarters, areas and partners of HM1 Learners still in a job");
    let text = lead.text();
    let (_, rest) = text.split_once("Evidenced in ").unwrap();
    let mut numbers = rest.lines().skip(1).filter_map(|line| {
        let number = line.trim().strip_suffix(" people")?;
        number.parse().ok()
    });
    numbers.next().unwrap()
}

/// How many jobs that lasted count in the ledger.
fn lasted(lead: &Browser<'_>) -> usize {
    lead.open("/double-counts");
    let text = lead.text();
    let (_, rest) = text.split_once("HM1 Learners still in a job").unwrap();
    let numbers = rest.split_whitespace().filter_map(|word| word.parse().ok());
    let numbers: Vec<usize> = numbers.filter(|number| *number != 26).collect();
    numbers[1]
}
