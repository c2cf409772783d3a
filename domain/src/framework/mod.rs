//! Framework packs (P1.2a): one edition of a framework as data, with its licence, read from TOML or
//! from an organisation's own copy in a sheet. A pack is refused as a whole, with every problem at
//! its place, or holds by all rules. Nothing here fetches anything, and no licensed text or value in
//! pounds is part of this repository.

mod check;
mod crosswalk;
mod fit;
mod pack;
mod pounds;
mod problem;
mod rows;
mod sheet;
mod shipped;
mod term;
mod wording;

pub use crosswalk::{Crosswalk, Named, Relation, serving_refused};
pub use fit::{Fitting, Misfit, Recorded, UnitKind, quantity_fits, record_fits, that_fit};
pub use pack::{
    Counted, DatedValue, Licence, Measure, Outcome, Pack, Permission, Theme, ValueKind,
};
pub use pounds::{Pounds, PoundsRefused};
pub use problem::PackProblem;
pub use rows::{PackAbout, PackRow, pack_from_rows};
pub use shipped::{house_pack, shipped_packs};
pub use term::{Term, TermRefused};
pub use wording::{Worded, worded_instead, wording_fits, words_fit};

use problem::Found;
use serde_json::Value;

/// The most a pack's text may hold.
const MOST_BYTES: usize = 4_000_000;

/// Reads a pack from TOML. Its form is `frameworks/schema.json`.
pub fn pack_from_toml(text: &str) -> Result<Pack, Vec<PackProblem>> {
    if text.len() > MOST_BYTES {
        return Err(vec![PackProblem::new("file", "it is larger than 4 MB")]);
    }
    let table: toml::Table = toml::from_str(text).map_err(|fault| {
        let before = fault.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        let message = format!("this is not TOML: {}", fault.message());
        vec![PackProblem::new(format!("line {line}"), message)]
    })?;
    let value = json_of(toml::Value::Table(table));
    let mut found = check::form(&value);
    if found.is_empty() {
        found = check::rules(&value);
        found.extend(check::shipping(&value));
    }
    pack_of(value, found).map_err(|found| found.iter().map(Found::at_its_place).collect())
}

/// The pack, when nothing was found.
fn pack_of(value: Value, mut found: Vec<Found>) -> Result<Pack, Vec<Found>> {
    if found.is_empty() {
        match serde_json::from_value(value) {
            Ok(pack) => return Ok(pack),
            Err(fault) => found.push(Found::new("", fault.to_string())),
        }
    }
    Err(found)
}

fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(is) => is.into(),
        // A date may stand with or without quotation marks.
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, json_of(value)))
            .collect(),
    }
}

#[cfg(test)]
mod tests;
