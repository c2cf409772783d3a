//! The policy as a file of any kind: in its own printed form, or with how each clause stands.

use super::obligations::{Standing, standing};
use super::{Clause, Policy, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use database::Id;
use documents::{Block, Document};
use domain::calendar::in_words;
use domain::obligations::State;
use jiff::civil::Date;
use std::collections::BTreeMap;

fn version(visit: &Visit<'_>) -> Result<(Policy, Vec<Clause>), Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let versions = store::versions(read)?;
        let policy = versions.into_iter().find(|policy| policy.id == id);
        let policy = policy.ok_or(Failure::NotFound)?;
        Ok((policy, store::clauses(read, id)?))
    })
}

/// What the cover says.
fn facts(visit: &Visit<'_>, policy: &Policy) -> Result<Vec<(String, String)>, Failure> {
    let names = visit.read(people::names)?;
    let name = |id: Option<Id>| id.and_then(|id| names.get(&id).cloned());
    let day = |date: Option<Date>| date.map_or_else(|| "None".to_owned(), in_words);
    let mut facts = vec![
        ("Reference".to_owned(), policy.reference.clone()),
        ("Issue date".to_owned(), day(policy.issued_on)),
        ("Review date".to_owned(), day(policy.review_on)),
        ("Status".to_owned(), policy.status().name().to_owned()),
    ];
    if let Some(owner) = name(policy.owner_id) {
        facts.push(("Owner".to_owned(), owner));
    }
    if let Some((by, at)) = policy.approved {
        let by = name(Some(by)).unwrap_or_default();
        let words = format!("{by}, {}", in_words(date_of(at)));
        facts.push(("Approved by".to_owned(), words));
    }
    Ok(facts)
}

/// The number of a section as it is printed: `P1.1` is 1.1, `A` is Appendix A.
fn heading(clause: &Clause) -> String {
    let words = clause.heading.clone().unwrap_or_default();
    match clause.id.strip_prefix('P') {
        Some(number) if number.starts_with(|one: char| one.is_ascii_digit()) => {
            format!("{number} {words}")
        }
        Some(_) | None => format!("Appendix {}: {words}", clause.id),
    }
}

/// The clauses as blocks, each followed by what is said of it.
fn blocks(clauses: &[Clause], mut said: BTreeMap<String, Vec<(String, String)>>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for clause in clauses {
        match clause.kind.as_str() {
            "section" => blocks.push(Block::heading(1, heading(clause))),
            "heading" => blocks.push(Block::heading(2, clause.text.trim_end_matches(':'))),
            "bullet" | "check-item" => match blocks.last_mut() {
                Some(Block::List { items }) => items.push(clause.text.clone()),
                Some(_) | None => blocks.push(Block::List {
                    items: vec![clause.text.clone()],
                }),
            },
            _ => blocks.push(Block::paragraph(clause.text.clone())),
        }
        if let Some(facts) = said.remove(&clause.id) {
            blocks.push(Block::Facts { facts });
        }
    }
    blocks
}

fn document(visit: &Visit<'_>, policy: &Policy, blocks: Vec<Block>) -> Result<Document, Failure> {
    Ok(Document {
        title: policy.title.clone(),
        version: policy.version.clone(),
        organisation: visit.who()?.organisation.clone(),
        facts: facts(visit, policy)?,
        blocks,
    })
}

/// A version in its own printed form. It carries the day it was issued, or the day it came.
pub(crate) fn printed(visit: &mut Visit<'_>) -> Answer {
    let (policy, clauses) = version(visit)?;
    let document = document(visit, &policy, blocks(&clauses, BTreeMap::new()))?;
    let dated = policy
        .issued_on
        .unwrap_or_else(|| date_of(policy.imported_at));
    let name = format!("policy-{}", file_words(&policy.version));
    Reply::document(&document, (visit.format()?, dated), &name)
}

/// How each obligation stands, by its clause: the state, then what is asked and why.
fn said(standing: &[Standing]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut said: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for one in standing {
        let clause = one.obligation.clause_id.clone().unwrap_or_default();
        said.entry(clause).or_default().push((
            one.judged.state.name().to_owned(),
            format!(
                "{}. {} Since {}.",
                one.obligation.asks,
                one.judged.reason,
                in_words(one.since)
            ),
        ));
    }
    said
}

/// A version with how each clause stands today.
pub(crate) fn with_states(visit: &mut Visit<'_>) -> Answer {
    let (policy, clauses) = version(visit)?;
    let today = visit.today();
    let standing = visit.read(|read| standing(read, &policy, today))?;
    let mut said = said(&standing);
    let mut all = vec![
        Block::heading(1, "Whether it is kept"),
        Block::paragraph(format!("As it stood on {}.", in_words(today))),
    ];
    let count = |state: State| {
        let of = standing.iter().filter(|one| one.judged.state == state);
        (state.name().to_owned(), of.count().to_string())
    };
    all.push(Block::Facts {
        facts: State::ALL.map(count).to_vec(),
    });
    if let Some(facts) = said.remove("") {
        all.push(Block::heading(2, "The document as a whole"));
        all.push(Block::Facts { facts });
    }
    all.push(Block::PageBreak);
    all.extend(blocks(&clauses, said));
    let document = document(visit, &policy, all)?;
    let name = format!("policy-{}-states-{today}", file_words(&policy.version));
    Reply::document(&document, (visit.format()?, today), &name)
}

/// A version as part of the name of a file.
fn file_words(version: &str) -> String {
    let words: Vec<&str> = version
        .split(|one: char| !one.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-").to_lowercase()
}
