//! The Social Value Lead: policy, framework, targets, activities; then the returns and the report.

use crate::browser::{Browser, Driver};
use crate::server::Server;
use crate::whole_year::PASSWORD;
use std::collections::BTreeMap;

const POLICY: &[u8] = include_bytes!("../domain/samples/policy.txt");

/// Comes in by the link and chooses a password.
pub(crate) fn comes_in<'a>(
    driver: &'a Driver,
    server: &Server,
    links: &BTreeMap<String, String>,
) -> Browser<'a> {
    let browser = driver.browser("lead", &server.address);
    browser
        .open(&links["lead"])
        .fill("Choose a password", PASSWORD)
        .press("Sign in")
        .sees("Leo Lead");
    browser
}

/// Reads in the policy, adopts the framework and sets targets.
pub(crate) fn prepares_the_ground(lead: &Browser<'_>, server: &Server) {
    let policy = server.file("policy.txt", POLICY);
    lead.open("/policy/import")
        .attach("The policy's file", &policy)
        .press("Import")
        .sees("PPSV-MLW-2026");
    lead.sees("word for word");
    lead.open("/framework")
        .press("Adopt the house framework")
        .sees("House measures");
    lead.open(&format!("/targets?year={}", server.last_year()));
    for quarter in 1..=4 {
        lead.fill_nth_in_row("HM7", quarter, "20");
    }
    lead.press("Keep the targets").sees("targets");
}

/// Takes a partner that the policy names through its checks; no signature is taken while one is open
/// (A.1–A.5). The lead listed it, so Governance has to sign as well.
pub(crate) fn checks_a_partner(lead: &Browser<'_>) {
    lead.open("/partners").follow("Ropewalk Homes");
    lead.sees("Listed, not yet checked")
        .follow("Move to another stage")
        .choose("Begin its checks")
        .fill("Why", "They offer rooms and people")
        .press("Move the partner")
        .sees("Being checked");
    for check in [
        "Safeguarding checks",
        "Quality and reputation",
        "Conflict of interest",
        "Benefit to learners",
    ] {
        lead.follow("Sign for this partner")
            .sees(&format!("“{check}” is open"))
            .follow("See what is recorded of it")
            .follow(check);
        if check == "Conflict of interest" {
            lead.choose("Nobody has an interest");
        }
        lead.fill("What was found", "Looked at together; in order")
            .press("Record this check")
            .sees("is recorded");
    }
    lead.follow("Sign for this partner")
        .fill("Your password", PASSWORD)
        .press("Sign")
        .sees("Governance & Leadership signs as well");
}

/// Starts an activity with the approved partner.
pub(crate) fn starts_an_activity(lead: &Browser<'_>) {
    lead.open("/activities").follow("Start the first activity");
    lead.sees("Wellbeing sessions for staff")
        .follow("Something of your own");
    lead.press("Start the activity").sees("There is a problem");
    lead.fill("Title", "Community kitchen")
        .choose("People of the neighbourhood")
        .select("Partner", "Ropewalk Homes")
        .select("Area", "Liverpool")
        .select("Measure 1", "HM7")
        .select("How measure 1 is counted", "People who took part")
        .press("Start the activity")
        .sees("HM7 counts learners, and this is for community groups")
        .choose("Count it so all the same")
        .press("Start the activity")
        .sees("The activity is started");
    lead.sees("No session can be recorded yet");
    for question in ["Safeguarding", "Quality of teaching", "Keeping contracts"] {
        lead.follow(&format!("Answer {question}"))
            .choose("It does not detract")
            .fill("Why", "Held in our own kitchen, outside lessons")
            .press("Keep the answer")
            .sees("The answer is kept");
    }
    lead.press("Set it live").sees("The activity is live");
    lead.open("/dashboard");
}

/// Prepares a quarter: a remark wherever a theme is off target.
pub(crate) fn prepares(lead: &Browser<'_>, quarter: &str) {
    lead.open(&format!("/returns/{quarter}/prepare"));
    lead.fill_every_textarea(
        "The kitchen was closed for repairs for part of the time; it is open again.",
    );
    lead.press("Prepare the return")
        .open(&format!("/returns/{quarter}"))
        .sees("Prepared");
}

/// Writes the annual report and hands it over.
pub(crate) fn writes_the_report(lead: &Browser<'_>, year: &str) {
    lead.open(&format!("/reports/{year}/edit"))
        .fill("Summary", "A first year with a kitchen of our own.")
        .fill(
            "Lessons learned",
            "People come back when there is something to take home.",
        )
        .fill("Recommendations", "Open the kitchen on Saturdays.")
        .press("Keep the report")
        .open(&format!("/reports/{year}"))
        .press("Prepare for sign-off")
        .open(&format!("/reports/{year}/sign-off"))
        .sees("You prepared this report");
}

/// The partner of the example whose review was forgotten.
const OVERDUE: &str = "Estuary";

fn starts(lead: &Browser<'_>) {
    lead.open("/activities/new").follow("Something of your own");
    lead.fill("Title", "Days at the estuary")
        .choose("Learners")
        .select("Partner", OVERDUE)
        .select("Area", "Liverpool")
        .select("Measure 1", "HM7")
        .select("How measure 1 is counted", "People who took part")
        .press("Start the activity");
}

/// Nothing new begins with a partner whose yearly review is overdue (P4c).
pub(crate) fn is_kept_from_an_overdue_partner(lead: &Browser<'_>) {
    lead.open("/").sees("Yearly partner reviews");
    lead.open("/partners").sees("Review overdue since");
    starts(lead);
    lead.sees("There is a problem").sees("review it first");
}

/// Reviews the partner, then starts an activity for learners with it and sets it live; gives its
/// address.
pub(crate) fn starts_with_a_reviewed_partner(lead: &Browser<'_>) -> String {
    lead.open("/partners/reviews")
        .select("What happens with Estuary", "Go on for another year")
        .fill("Why, for Estuary", "Nothing has changed")
        .press("Keep these reviews");
    starts(lead);
    lead.sees("The activity is started");
    for question in ["Safeguarding", "Quality of teaching", "Keeping contracts"] {
        lead.follow(&format!("Answer {question}"))
            .choose("It does not detract")
            .fill("Why", "With checked partners, outside lessons")
            .press("Keep the answer");
    }
    lead.press("Set it live").sees("The activity is live");
    let address = lead.address();
    address.split('?').next().unwrap_or_default().to_owned()
}

/// Says how learners are looked after, and that the risks were looked at (P4f).
pub(crate) fn looks_after_learners(lead: &Browser<'_>, activity: &str) {
    lead.open(activity)
        .follow("Say how learners are looked after");
    lead.fill("Youngest age", "16")
        .fill("Oldest age", "24")
        .fill(
            "How do learners know",
            "Said at the beginning; nobody is marked absent",
        )
        .fill("Who supervises?", "Ada Tutor")
        .fill("Learners for each supervisor", "8")
        .press("Keep this");
    lead.follow("Add a risk assessment")
        .fill("Title", "Days by the water")
        .press("Add the risk assessment")
        .sees("The risk assessment is added");
}

/// Makes a link for the partner about the quarter that goes on; gives its address.
pub(crate) fn asks_the_partner(lead: &Browser<'_>) -> String {
    lead.open("/feedback/links/new")
        .choose("A partner")
        .select("Partner", OVERDUE)
        .press("Make the link")
        .sees("Copy this link now");
    let text = lead.script("return document.querySelector('.secret').innerText");
    text.as_str().unwrap_or_default().trim().to_owned()
}

/// The partner's word raised the grade of the evidence (P4g).
pub(crate) fn sees_the_figure_confirmed(lead: &Browser<'_>) {
    lead.open("/partners").follow(OVERDUE);
    lead.follow("Answer of").sees("Everybody came on time.");
    lead.follow("Added to the entries")
        .sees("Partner-confirmed");
}

/// Tries something new, measures it before and after, and decides (P2.2c).
pub(crate) fn brings_a_pilot_to_its_decision(lead: &Browser<'_>, activity: &str) {
    lead.open(activity).follow("Make it a pilot");
    lead.fill("What do you hope for?", "More learners stay until the end")
        .fill("What do you measure?", "Learners who stay, in percent")
        .fill("How is it before?", "61")
        .press("Begin the pilot")
        .follow("Measure or decide the pilot");
    lead.choose("Adopt")
        .fill("Why", "More stayed")
        .press("Decide")
        .sees("There is a problem");
    lead.fill("How it is after", "74")
        .press("Keep what was measured");
    lead.choose("Adopt")
        .fill("Why", "More stayed than before")
        .press("Decide")
        .sees("More stayed than before");
    lead.open("/activities/registers").sees("Pilots decided");
}
