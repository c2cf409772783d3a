//! The first page of a capsule, and the same in plain words as a text: what this is, how it is read, how it is
//! checked, what is in it and what is not.

use super::described::{Described, TableSaid};
use super::make::Making;
use super::table_pages::{heading, path};
use super::tables;
use crate::app::instant_in_words;
use crate::failure::Failure;
use crate::personal_data::map::map;
use askama::Template;
use std::collections::BTreeMap;
use std::io::{Seek, Write};

/// What is read first: themes with their tables.
const THEMES: [(&str, &[&str]); 7] = [
    (
        "Organisation and people",
        &[
            "organisation",
            "person",
            "person_role",
            "area",
            "contract",
            "objective",
        ],
    ),
    (
        "Framework, measures and targets",
        &[
            "framework_edition",
            "theme",
            "measure",
            "measure_value",
            "target",
        ],
    ),
    (
        "Activities",
        &[
            "activity",
            "session",
            "planned_session",
            "pilot",
            "supervision",
            "risk_assessment",
        ],
    ),
    (
        "Partners",
        &[
            "partner",
            "partner_contact",
            "partner_check",
            "partner_approval",
            "partner_review",
        ],
    ),
    (
        "Returns and reports",
        &[
            "quarterly_return",
            "restatement",
            "annual_report",
            "case_study",
            "recovery_action",
        ],
    ),
    ("Evidence", &["evidence", "evidence_link", "consent"]),
    (
        "Feedback, complaints and decisions",
        &[
            "feedback_answer",
            "feedback_action",
            "feedback_decision",
            "consultation",
            "request",
        ],
    ),
];

/// Pages beside those of the tables: what each is called and where it lies.
pub(super) struct Contents {
    pub(super) entries: Vec<(String, String)>,
    pub(super) policies: Vec<(String, String)>,
    /// A document without a place could not be shown; its name says why.
    pub(super) signed: Vec<(String, String)>,
    pub(super) has_log: Option<()>,
}

struct Listed {
    title: String,
    rows: u64,
    /// Its first page; empty when it has no rows.
    page: String,
    file: String,
}

fn listed(table: &TableSaid) -> Listed {
    Listed {
        title: heading(&table.name),
        rows: table.rows,
        page: if table.rows == 0 {
            String::new()
        } else {
            path(&table.name, 1)
        },
        file: tables::path(&table.name),
    }
}

#[derive(Template)]
#[template(path = "capsule/index.html")]
struct Page<'a> {
    title: String,
    organisation: &'a str,
    top: &'static str,
    described: &'a Described,
    made_at: String,
    contents: &'a Contents,
    themes: Vec<(&'static str, Vec<Listed>)>,
    classes: BTreeMap<&'static str, Vec<Listed>>,
    files: usize,
}

#[derive(Template)]
#[template(path = "capsule/readme.txt")]
struct Readme<'a> {
    described: &'a Described,
    made_at: String,
    has_log: Option<()>,
}

/// Adds both.
pub(super) fn add<W: Write + Seek>(
    making: &mut Making<'_, W>,
    described: &Described,
    contents: &Contents,
) -> Result<(), Failure> {
    let mut classes: BTreeMap<&'static str, Vec<Listed>> = BTreeMap::new();
    for table in &described.tables {
        if let Some(mapped) = map().get(&table.name) {
            classes
                .entry(mapped.class.name())
                .or_default()
                .push(listed(table));
        }
    }
    let theme = |(title, names): &(&'static str, &[&str])| {
        let of = |name: &&str| described.tables.iter().find(|table| table.name == **name);
        let filled = names.iter().filter_map(of).filter(|table| table.rows > 0);
        (*title, filled.map(listed).collect::<Vec<_>>())
    };
    let made_at = instant_in_words(making.at);
    let page = Page {
        title: "Exit capsule".to_owned(),
        organisation: &described.organisation,
        top: "",
        described,
        made_at: made_at.clone(),
        contents,
        themes: THEMES.iter().map(theme).collect(),
        classes,
        files: making.files.len(),
    };
    let html = page.render()?;
    let readme = Readme {
        described,
        made_at,
        has_log: contents.has_log,
    };
    let text = readme.render()?;
    making.add("index.html", html.as_bytes())?;
    making.add("README.txt", text.as_bytes())
}
