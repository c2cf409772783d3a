//! The pages that most people come for: entries quarter by quarter with what proves them, and the texts of
//! the policy.

use super::ROWS_ON_A_PAGE;
use super::make::Making;
use super::store::{self, Clause, Entry, Policy, Proof};
use super::table_pages::Cell;
use crate::failure::Failure;
use askama::Template;
use database::{Id, Read};
use domain::ledger::Quantity;
use std::collections::BTreeMap;
use std::io::{Seek, Write};

struct Line {
    entry: Entry,
    quantity: String,
    additional: String,
    proofs: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "capsule/entries.html")]
struct EntriesPage<'a> {
    title: String,
    organisation: &'a str,
    top: &'static str,
    lines: &'a [Line],
}

#[derive(Template)]
#[template(path = "capsule/policy.html")]
struct PolicyPage<'a> {
    title: String,
    organisation: &'a str,
    top: &'static str,
    policy: &'a Policy,
    file: String,
    clauses: &'a [Clause],
}

/// Adds all entries in the order of their days, and gives the pages with what they are called.
pub(super) fn entries<W: Write + Seek>(
    making: &mut Making<'_, W>,
    read: &mut Read<'_>,
) -> Result<Vec<(String, String)>, Failure> {
    let mut pages: Vec<(String, String)> = Vec::new();
    let mut after: (String, Option<Id>) = (String::new(), None);
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    loop {
        let mut found = store::entries(read, (&after.0, after.1), ROWS_ON_A_PAGE)?;
        let Some(quarter) = found.first().map(|entry| entry.quarter.clone()) else {
            return Ok(pages);
        };
        let of_it = found.iter().take_while(|entry| entry.quarter == quarter);
        found.truncate(of_it.count());
        let (Some(first), Some(last)) = (found.first(), found.last()) else {
            return Ok(pages);
        };
        let proofs = store::proofs(read, first, last)?;
        after = (last.counts_on.clone(), Some(last.id));
        let number = numbers.entry(quarter.clone()).or_insert(0);
        *number = number.saturating_add(1);
        let title = format!("Entries of {quarter}, page {number}");
        let path = format!("reading/entries-{quarter}-{number}.html");
        let lines = lines(found, &proofs, &making.files);
        let page = EntriesPage {
            title: title.clone(),
            organisation: &making.who.organisation,
            top: "../",
            lines: &lines,
        };
        let html = page.render()?;
        making.add(&path, html.as_bytes())?;
        pages.push((title, path));
    }
}

fn lines(entries: Vec<Entry>, proofs: &[Proof], files: &BTreeMap<[u8; 32], String>) -> Vec<Line> {
    let mut of: BTreeMap<Id, Vec<Cell>> = BTreeMap::new();
    for proof in proofs {
        let path = proof.sha256.and_then(|sha256| files.get(&sha256));
        of.entry(proof.entry_id).or_default().push(Cell {
            text: proof.title.clone(),
            href: path.map(|path| format!("../{path}")).unwrap_or_default(),
        });
    }
    let line = |entry: Entry| Line {
        quantity: Quantity(entry.thousandths).to_string(),
        additional: Quantity(entry.additional_thousandths).to_string(),
        proofs: of.remove(&entry.id).unwrap_or_default(),
        entry,
    };
    entries.into_iter().map(line).collect()
}

/// Adds every version of the policy, and gives the pages with what they are called.
pub(super) fn policies<W: Write + Seek>(
    making: &mut Making<'_, W>,
    read: &mut Read<'_>,
) -> Result<Vec<(String, String)>, Failure> {
    let mut pages = Vec::new();
    for (number, policy) in (1..).zip(store::policies(read)?) {
        let clauses = store::clauses(read, policy.id)?;
        let title = format!("{}, version {}", policy.title, policy.version);
        let path = format!("reading/policy-{number}.html");
        let file = policy
            .file_sha256
            .and_then(|sha256| making.files.get(&sha256));
        let page = PolicyPage {
            title: title.clone(),
            organisation: &making.who.organisation,
            top: "../",
            file: file.map(|path| format!("../{path}")).unwrap_or_default(),
            policy: &policy,
            clauses: &clauses,
        };
        let html = page.render()?;
        making.add(&path, html.as_bytes())?;
        pages.push((title, path));
    }
    Ok(pages)
}
