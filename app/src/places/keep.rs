//! Keeps a file of places: all of it or nothing, in the place of the one loaded before.

use super::directory::{Directory, Kind, Place};
use super::store;
use crate::app::App;
use crate::failure::Failure;
use crate::organisation;
use crate::visit::hex;
use database::{LogEntry, Scope, Write};
use domain::places::title;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fs::File;

/// How many lines are kept with one statement.
const TOGETHER: usize = 200;

/// A file to load.
pub(crate) struct Source<'a> {
    pub(crate) file_name: &'a str,
    pub(crate) sha256: [u8; 32],
    /// Opens it at its beginning.
    pub(crate) open: &'a dyn Fn() -> anyhow::Result<File>,
}

/// What was loaded.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub(crate) kind: Kind,
    pub(crate) title: String,
    /// Which index its deciles are of.
    pub(crate) deprivation: Option<String>,
    pub(crate) file_name: String,
    pub(crate) sha256: [u8; 32],
    /// Lines read, kept and refused.
    pub(crate) rows: (i64, i64, i64),
    pub(crate) at: Timestamp,
    /// The first lines that were refused, by their number; not kept.
    pub(crate) named: Vec<u64>,
}

impl Loaded {
    /// What was refused, in words; empty when nothing was.
    pub(crate) fn refusals(&self) -> String {
        let named: Vec<String> = self.named.iter().map(u64::to_string).collect();
        match self.rows.2 {
            0 => String::new(),
            refused if i64::try_from(named.len()) == Ok(refused) => {
                format!("Refused were lines {}.", named.join(", "))
            }
            _ => format!("The first lines refused were {}.", named.join(", ")),
        }
    }
}

/// Loads a file. What is wrong with it comes back as a rule's words.
pub(crate) fn keep(
    app: &App,
    scope: Scope,
    source: &Source<'_>,
    at: Timestamp,
) -> Result<Loaded, Failure> {
    app.database.write(scope, |mut write| {
        let areas = organisation::areas(&mut write.read())?.into_iter();
        let areas: BTreeSet<String> = areas.map(|area| area.code).collect();
        let file = (source.open)().map_err(Failure::Broken)?;
        let mut directory = Directory::open(file).map_err(Failure::Rule)?;
        store::clear(&mut write, directory.kind())?;
        let kept = lines(&mut write, &mut directory, &areas)?;
        if kept == 0 {
            let words = "No line of it lies in your areas, so nothing was changed.";
            return Err(Failure::Rule(words.to_owned()));
        }
        let deprivation = directory.deprivation().map(str::to_owned);
        let loaded = Loaded {
            kind: directory.kind(),
            title: match (directory.kind(), &deprivation) {
                (Kind::Deciles, Some(index)) => index.clone(),
                (Kind::Deciles | Kind::Postcodes, _) => title(source.file_name),
            },
            deprivation,
            file_name: source.file_name.to_owned(),
            sha256: source.sha256,
            rows: (directory.read, kept, directory.refused),
            at,
            named: directory.named,
        };
        store::load_set(&mut write, &loaded)?;
        let entry = logged(&loaded, scope);
        Ok(write.commit(entry, loaded)?)
    })
}

fn lines(
    write: &mut Write<'_>,
    directory: &mut Directory<File>,
    areas: &BTreeSet<String>,
) -> Result<i64, Failure> {
    let mut kept = 0_u64;
    let mut waiting: Vec<Place> = Vec::with_capacity(TOGETHER);
    while let Some(place) = directory.next_of(areas).map_err(Failure::Rule)? {
        waiting.push(place);
        if waiting.len() == TOGETHER {
            kept += store::add(write, directory.kind(), &waiting)?;
            waiting.clear();
        }
    }
    kept += store::add(write, directory.kind(), &waiting)?;
    Ok(i64::try_from(kept).unwrap_or(i64::MAX))
}

fn logged(loaded: &Loaded, scope: Scope) -> LogEntry {
    let (read, kept, refused) = loaded.rows;
    LogEntry {
        at: loaded.at,
        action: "loaded places".to_owned(),
        record_kind: "organisation".to_owned(),
        record_id: scope.organisation_id.to_string(),
        content: serde_json::json!({ "kind": loaded.kind.key(), "title": loaded.title,
            "file": loaded.file_name, "sha256": hex(&loaded.sha256),
            "read": read, "kept": kept, "refused": refused }),
    }
}
