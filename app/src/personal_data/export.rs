//! Everything that is kept on one person, for them to have: as JSON for programs and as one page to read,
//! with everybody else masked. It says which tables were searched, and which files might speak of them.

use super::map::{Rows, Table, map};
use super::masking::Others;
use super::store::finding::{self, EvidenceFile, FoundRow};
use super::{Known, Request, map as data_map, request, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Value;
use domain::calendar::in_words;
use intake::words_of;
use std::collections::BTreeMap;

/// What was found in a table.
pub(super) struct Part {
    pub(super) table: &'static Table,
    pub(super) purpose: &'static str,
    pub(super) rows: Vec<Vec<(String, String)>>,
}

/// Everything found.
pub(super) struct Whole {
    pub(super) parts: Vec<Part>,
    /// Titles of files whose content says one of their words.
    pub(super) files: Vec<String>,
    /// How many other files hold no words that can be searched.
    pub(super) unread: usize,
    pub(super) searched: usize,
}

/// The keys of the rows that are about them, by which others belong.
fn keys(table: &Table, rows: &[FoundRow]) -> Vec<Value> {
    let at = table.columns.iter().position(|(name, _)| name == "id");
    let own = rows.iter().filter(|row| row.own.is_some());
    own.filter_map(|row| row.values.get(at?).cloned()).collect()
}

/// Everything about somebody.
pub(super) fn whole(visit: &Visit<'_>, known: &Known) -> Result<Whole, Failure> {
    let (found, others, files) = visit.read(|read| {
        let mut found: BTreeMap<&str, Vec<FoundRow>> = BTreeMap::new();
        let mut parents = BTreeMap::new();
        for table in map().values() {
            let rows = finding::rows(read, table, known)?;
            parents.insert(table.name.as_str(), keys(table, &rows));
            found.insert(table.name.as_str(), rows);
        }
        for table in map().values() {
            let parent = table
                .of
                .as_ref()
                .and_then(|(_, of)| parents.get(of.as_str()));
            let Some(parent) = parent else { continue };
            let more = finding::belonging(read, table, parent)?;
            let rows = found.entry(table.name.as_str()).or_default();
            for row in more {
                rows.retain(|known| known.values != row.values);
                rows.push(row);
            }
        }
        Ok((found, finding::others(read, known)?, finding::files(read)?))
    })?;
    let (words, marks) = others;
    let others = Others { words, marks };
    let parts = map().values().filter_map(|table| {
        let rows = found.get(table.name.as_str())?;
        (!rows.is_empty()).then(|| Part {
            table,
            purpose: data_map::purpose(table.class),
            rows: rows
                .iter()
                .map(|row| others.row(known, table, row))
                .collect(),
        })
    });
    let parts = parts.collect();
    let (files, unread) = speaking(visit, known, (files, &others));
    Ok(Whole {
        parts,
        files,
        unread,
        searched: map()
            .values()
            .filter(|table| table.rows != Rows::Directory)
            .count(),
    })
}

/// The files that say one of the words, in their bytes or packed in a document or a sheet; and how many
/// hold no words that a program can read: pictures, scans, and what is locked.
fn speaking(
    visit: &Visit<'_>,
    known: &Known,
    (files, others): (Vec<EvidenceFile>, &Others),
) -> (Vec<String>, usize) {
    let (mut speaking, mut unread) = (Vec::new(), 0_usize);
    let words = || known.words.iter().filter(|word| !word.is_empty());
    for file in files {
        let packed = visit.app.vault.open_file(file.sha256).ok();
        let packed = packed.and_then(|open| words_of(&file.name, open).ok());
        let bytes = visit.app.vault.read(file.sha256).unwrap_or_default();
        let says = words().any(|word| {
            let in_bytes = bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes());
            in_bytes || packed.as_ref().is_some_and(|text| text.contains(word))
        });
        if says {
            speaking.push(format!("{} ({})", others.masked(&file.title), file.id));
        } else if packed.is_none_or(|text| text.trim().is_empty()) {
            unread = unread.saturating_add(1);
        }
    }
    (speaking, unread)
}

#[derive(Template)]
#[template(path = "personal_data/export.html")]
struct Page<'a> {
    organisation: &'a str,
    made: String,
    received: String,
    whole: &'a Whole,
}

fn asked(visit: &Visit<'_>) -> Result<(Request, Whole), Failure> {
    let request = request::found(visit)?;
    let known = visit.read(|read| store::known(read, (request.kind, &request.subject)))?;
    let whole = whole(visit, &known)?;
    let said = serde_json::json!({ "tables": whole.parts.len(), "files": whole.files.len() });
    let entry = visit.entry(
        "made export of a person’s data",
        "request",
        request.id,
        said,
    );
    visit.write(|write| Ok(write.commit(entry.clone(), ())?))?;
    Ok((request, whole))
}

/// To read.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (request, whole) = asked(visit)?;
    let html = Page {
        organisation: &visit.who()?.organisation,
        made: in_words(visit.today()),
        received: in_words(request.clock.received_on),
        whole: &whole,
    }
    .render()?;
    Ok(Reply::File {
        media_type: "text/html; charset=utf-8",
        file_name: "your-data.html".to_owned(),
        bytes: html.into_bytes(),
    })
}

/// For programs.
pub(crate) fn json(visit: &mut Visit<'_>) -> Answer {
    let (request, whole) = asked(visit)?;
    let tables: BTreeMap<&str, serde_json::Value> = whole
        .parts
        .iter()
        .map(|part| {
            let row = |row: &Vec<(String, String)>| {
                let cells = row.iter().cloned();
                cells.collect::<BTreeMap<String, String>>()
            };
            let rows: Vec<_> = part.rows.iter().map(row).collect();
            let said = serde_json::json!({ "purpose": part.purpose,
                "kept_as": part.table.class.name(), "rows": rows });
            (part.table.name.as_str(), said)
        })
        .collect();
    let data = serde_json::json!({ "organisation": visit.who()?.organisation,
        "request": request.id.to_string(), "made_on": visit.today().to_string(),
        "tables_searched": whole.searched, "data": tables, "files_that_may_name_you": whole.files,
        "files_without_words": whole.unread });
    Ok(Reply::File {
        media_type: "application/json",
        file_name: "your-data.json".to_owned(),
        bytes: serde_json::to_vec_pretty(&data).map_err(anyhow::Error::from)?,
    })
}
