//! Words of a file that name something of ours: a measure, an area, a partner. People write them in
//! many ways, so what is compared is lower case without spaces at the ends.

use super::{Field, Wrong};
use crate::failure::Failure;
use crate::{contracts, framework, organisation, partners};
use database::{Id, Read};
use intake::value;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A name as it is compared.
pub(super) fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Things of ours by their names.
#[derive(Debug)]
pub(super) struct Names<T> {
    found: BTreeMap<String, T>,
    /// What they are called in a sentence: `measure`.
    what: &'static str,
}

impl<T: Clone> Names<T> {
    pub(super) fn new(what: &'static str, names: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut found = BTreeMap::new();
        for (name, thing) in names {
            found.entry(plain(&name)).or_insert(thing);
        }
        Self { found, what }
    }

    /// The thing of a name. An empty cell names nothing.
    pub(super) fn of(&self, text: &str, field: &Field, wrong: &mut Vec<Wrong>) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        // Most cells are written as we write them: no copy is made for those.
        let found = self
            .found
            .get(text)
            .or_else(|| self.found.get(&plain(text)));
        if found.is_none() {
            let what = format!("There is no {} called ‘{}’", self.what, shortened(text));
            wrong.push(Wrong::new(field, what));
        }
        found.cloned()
    }

    /// The same, where something has to be named.
    pub(super) fn must(&self, text: &str, field: &Field, wrong: &mut Vec<Wrong>) -> Option<T> {
        if text.is_empty() {
            wrong.push(Wrong::new(field, format!("The {} is missing", self.what)));
        }
        self.of(text, field, wrong)
    }
}

/// Measures by code, by `code title` and by their other codes.
pub(super) fn measures(read: &mut Read<'_>) -> Result<Names<Id>, Failure> {
    let mut names = Vec::new();
    for measure in framework::measures(read)? {
        names.push((measure.code.clone(), measure.id));
        names.push((format!("{} {}", measure.code, measure.title), measure.id));
        names.push((measure.title, measure.id));
        let aliases = measure
            .aliases
            .split([',', ' '])
            .filter(|word| !word.is_empty());
        names.extend(aliases.map(|alias| (alias.to_owned(), measure.id)));
    }
    Ok(Names::new("measure", names))
}

/// Areas by code and by name, with and without the dot of St. Helens.
pub(super) fn areas(read: &mut Read<'_>) -> Result<Names<String>, Failure> {
    let mut names = Vec::new();
    for area in organisation::areas(read)? {
        names.push((area.name.replace('.', ""), area.code.clone()));
        names.push((area.name, area.code.clone()));
        names.push((area.code.clone(), area.code));
    }
    Ok(Names::new("area", names))
}

/// Partners by name, whether or not they are approved.
pub(super) fn partners(read: &mut Read<'_>) -> Result<Names<Id>, Failure> {
    let partners = partners::all(read)?;
    let names = partners
        .into_iter()
        .map(|partner| (partner.name, partner.id));
    Ok(Names::new("partner", names))
}

/// Contracts by number and by name.
pub(super) fn contracts(read: &mut Read<'_>) -> Result<Names<contracts::Contract>, Failure> {
    let mut names = Vec::new();
    for contract in contracts::all(read)? {
        names.push((contract.name(), contract.clone()));
        names.push((contract.number.clone(), contract));
    }
    Ok(Names::new("contract", names))
}

/// Text as it is shown in a sentence.
fn shortened(text: &str) -> String {
    let short: String = text
        .chars()
        .filter(|sign| !sign.is_control())
        .take(60)
        .collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}

/// A date as people write it.
pub(super) fn date(text: &str, field: &Field, wrong: &mut Vec<Wrong>) -> Option<Date> {
    let found = value::date(text);
    if found.is_none() {
        let what = if text.is_empty() {
            "The date is missing".to_owned()
        } else {
            format!(
                "‘{}’ is no date: write it as 31/01/2026, the day first",
                shortened(text)
            )
        };
        wrong.push(Wrong::new(field, what));
    }
    found
}

/// A quantity in thousandths.
pub(super) fn thousandths(text: &str, field: &Field, wrong: &mut Vec<Wrong>) -> Option<i64> {
    match value::thousandths(text) {
        Ok(found) => Some(found),
        Err(fault) => {
            wrong.push(Wrong::new(field, fault.to_string()));
            None
        }
    }
}

/// A whole number between two; `usual` when the cell is empty.
pub(super) fn whole(
    text: &str,
    (field, usual): (&Field, Option<i64>),
    bounds: std::ops::RangeInclusive<i64>,
    wrong: &mut Vec<Wrong>,
) -> Option<i64> {
    if text.is_empty()
        && let Some(usual) = usual
    {
        return Some(usual);
    }
    match value::whole(text) {
        Ok(found) if bounds.contains(&found) => Some(found),
        Ok(_) => {
            let what = format!("It must be between {} and {}", bounds.start(), bounds.end());
            wrong.push(Wrong::new(field, what));
            None
        }
        Err(fault) => {
            wrong.push(Wrong::new(field, fault.to_string()));
            None
        }
    }
}

/// Text of a bounded length without signs that cannot be shown.
pub(super) fn text(
    text: &str,
    field: &Field,
    most: usize,
    wrong: &mut Vec<Wrong>,
) -> Option<String> {
    // Bytes bound characters from above, so that most cells are not counted at all.
    if text.len() > most && text.chars().count() > most {
        wrong.push(Wrong::new(
            field,
            format!("It must have {most} characters or fewer"),
        ));
        return None;
    }
    if text.chars().any(|sign| sign.is_control() && sign != '\n') {
        wrong.push(Wrong::new(
            field,
            "It holds characters that cannot be shown",
        ));
        return None;
    }
    Some(text.to_owned())
}

/// The same, where it may not be empty.
pub(super) fn must_text(
    cell: &str,
    field: &Field,
    most: usize,
    wrong: &mut Vec<Wrong>,
) -> Option<String> {
    if cell.is_empty() {
        wrong.push(Wrong::new(field, "It is missing"));
        return None;
    }
    text(cell, field, most, wrong)
}
