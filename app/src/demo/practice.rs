//! What stands around the example's activities: the objectives they serve, the contracts that pay for
//! the courses, and what laws and regulators ask.

use super::plan::Planned;
use super::script::date;
use super::stage::{Page, Stage};
use crate::failure::Failure;
use crate::{compliance, contracts, framework, objectives};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;

/// Titles of objectives, with the beginnings of the activities that serve each.
const OBJECTIVES: &[(&str, &[&str])] = &[
    (
        "More people of the region in good work",
        &["Mock", "Getting", "First"],
    ),
    (
        "Neighbourhoods that look after each other",
        &["Salon", "Growing", "Repair"],
    ),
    ("Work that harms the climate less, year by year", &[]),
];

/// What is asked, by whom, with the clauses it concerns, and after how many months it is checked next.
const REQUIREMENTS: &[(&str, &str, &str, &str, i64)] = &[
    (
        "Publish once a year how people are treated equally",
        "law",
        "Equality Act 2010, section 149",
        "2.1",
        17,
    ),
    (
        "Know where children and adults at risk are kept safe with every partner",
        "regulator",
        "Statutory guidance on safeguarding",
        "2.2",
        15,
    ),
];

type Typed = Vec<(String, String)>;

fn send(
    stage: &Stage<'_>,
    page: Page,
    (day, key): (Date, &str),
    typed: &Typed,
) -> Result<String, Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    stage.send(page, stage.visit((lead, day), &[("id", key)], &typed))
}

fn words(pairs: &[(&str, &str)]) -> Typed {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(own).collect()
}

/// Lists everything on the first day of the story.
pub(super) fn lay(
    stage: &Stage<'_>,
    activities: &[(&'static Planned, String)],
    first: Date,
) -> Result<(), Failure> {
    for (title, served_by) in OBJECTIVES {
        let mut typed = words(&[("title", *title), ("source", "Strategy, first part")]);
        typed.extend(date("valid_from", first));
        let page = objectives::edit::new_submit;
        let key = send(stage, page, (first, ""), &typed)?;
        for beginning in *served_by {
            let mut found = activities.iter();
            let served = found.find(|(planned, _)| planned.title.starts_with(beginning));
            let (_, activity) = served.ok_or(Failure::NotFound)?;
            let typed = words(&[("record", format!("activity:{activity}").as_str())]);
            send(stage, objectives::link::submit, (first, &key), &typed)?;
        }
    }
    contracts(stage, first)?;
    requirements(stage, first)?;
    elsewhere(stage, first)
}

/// Number, stream, and what the stream was called before.
const CONTRACTS: [(&str, &str, &str); 2] = [
    ("ASF-0417", "Adult Skills Fund", "Adult Education Budget"),
    ("FCFJ-0093", "Free Courses for Jobs", ""),
];

fn contracts(stage: &Stage<'_>, first: Date) -> Result<(), Failure> {
    for (number, stream, former) in CONTRACTS {
        let mut typed = words(&[
            ("funder", "Mersey Combined Authority"),
            ("number", number),
            ("stream", stream),
            ("former_stream", former),
            ("retention_class", "Six years after the last payment"),
        ]);
        typed.extend(date("starts_on", first));
        let last = first.saturating_add(3.years()).saturating_sub(1.day());
        typed.extend(date("ends_on", last));
        send(stage, contracts::edit::new_submit, (first, ""), &typed)?;
    }
    Ok(())
}

fn requirements(stage: &Stage<'_>, first: Date) -> Result<(), Failure> {
    let people = stage.read(compliance::owners)?;
    let lead = stage.actor(Role::Lead, 0)?;
    let owner = people.iter().find(|(_, name)| name == lead.name);
    let (owner, _) = owner.ok_or(Failure::NotFound)?;
    let owner = owner.to_string();
    for (title, source_kind, source, clauses, months) in REQUIREMENTS {
        let mut typed = words(&[
            ("title", *title),
            ("source_kind", *source_kind),
            ("source", *source),
            ("owner", &owner),
            ("clauses", *clauses),
        ]);
        typed.extend(date("next_check_on", first.saturating_add(3.months())));
        let page = compliance::edit::new_submit;
        let key = send(stage, page, (first, ""), &typed)?;
        let day = first.saturating_add(3.months());
        let mut typed = words(&[("outcome", "met"), ("note", "Looked through line by line.")]);
        typed.extend(date("checked_on", day));
        let next = first.saturating_add(months.months());
        typed.extend(date("next_check_on", next));
        send(stage, compliance::check::submit, (day, &key), &typed)?;
    }
    Ok(())
}

/// The theme of the environment has a document of its own.
fn elsewhere(stage: &Stage<'_>, first: Date) -> Result<(), Failure> {
    let themes = stage.read(framework::themes)?;
    let mut themes = themes.iter();
    let Some(theme) = themes.find(|theme| theme.title.contains("nvironment")) else {
        return Ok(());
    };
    let typed = words(&[
        ("document", "Green Travel and Energy Policy"),
        ("kept_where", "Shared drive, Policies"),
    ]);
    let key = theme.id.to_string();
    send(stage, framework::theme::submit, (first, &key), &typed)?;
    Ok(())
}
