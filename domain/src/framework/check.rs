//! What makes a pack hold: its form is that of `frameworks/schema.json`, whose descriptions are also
//! the words of a refusal, and a few rules say what a schema cannot.

use super::Pounds;
use super::problem::{Found, in_words, list, short, text};
use jiff::civil::Date;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA: &str = include_str!("../../../frameworks/schema.json");

/// The most problems that are said at once.
const MOST_PROBLEMS: usize = 100;

/// What is wrong with the form of a pack.
pub(super) fn form(pack: &Value) -> Vec<Found> {
    let schema: Value = match serde_json::from_str(SCHEMA) {
        Ok(schema) => schema,
        Err(fault) => return vec![Found::new("", format!("the schema is broken: {fault}"))],
    };
    let validator = match jsonschema::validator_for(&schema) {
        Ok(validator) => validator,
        Err(fault) => return vec![Found::new("", format!("the schema is broken: {fault}"))],
    };
    let mut found: Vec<Found> = validator
        .iter_errors(pack)
        .take(MOST_PROBLEMS)
        .flat_map(|fault| {
            let asked_at = fault.schema_path().as_str();
            let asked_at = asked_at.rsplit_once('/').map_or("", |(above, _)| above);
            let asked = schema.pointer(asked_at).unwrap_or(&Value::Null);
            said(fault.instance_path().as_str(), asked, fault.kind())
        })
        .collect();
    // An empty text is both too short and of the wrong pattern: once is enough.
    found.dedup();
    found
}

/// One fault of the form, in words. The schema's description says how it should be.
fn said(pointer: &str, asked: &Value, fault: &ValidationErrorKind) -> Vec<Found> {
    if let ValidationErrorKind::Required { property } = fault {
        let name = property.as_str().unwrap_or_default();
        let asked = asked.get("properties").and_then(|all| all.get(name));
        let description = asked.map_or("", |asked| text(asked, "description"));
        let message = format!("it is missing; asked is {description}");
        return vec![Found::new(format!("{pointer}/{name}"), message)];
    }
    if let ValidationErrorKind::AdditionalProperties { unexpected } = fault {
        let message = format!("there is no such key: {}", text(asked, "description"));
        return unexpected
            .iter()
            .map(|name| Found::new(format!("{pointer}/{}", short(name)), message.clone()))
            .collect();
    }
    let message = format!("asked is {}", text(asked, "description"));
    vec![Found::new(pointer, message)]
}

/// What the form does not show: codes that are there twice, unknown exclusions, values that do not fit
/// their kind, impossible dates, characters that cannot be printed.
pub(super) fn rules(pack: &Value) -> Vec<Found> {
    let mut found = Vec::new();
    printable(pack, "", &mut found);
    let mut themes = BTreeSet::new();
    for (pointer, theme) in list(pack, "", "themes") {
        if !themes.insert(text(theme, "code")) {
            let message = format!("the code {} is there twice", text(theme, "code"));
            found.push(Found::new(format!("{pointer}/code"), message));
        }
    }
    let measures = measures(pack);
    let codes = codes(&measures, &mut found);
    for (pointer, measure) in &measures {
        for (pointer, exclusion) in list(measure, pointer, "exclusions") {
            let exclusion = exclusion.as_str().unwrap_or_default();
            if exclusion == text(measure, "code") || !codes.contains_key(exclusion) {
                let message = format!("{exclusion} is no other measure of this pack");
                found.push(Found::new(pointer, message));
            }
        }
        values(pointer, measure, &mut found);
    }
    for (pointer, crosswalk) in list(pack, "", "crosswalks") {
        let to = text(crosswalk, "to");
        if !codes.contains_key(to) {
            let message = format!("{to} is no measure of this pack");
            found.push(Found::new(format!("{pointer}/to"), message));
        }
    }
    found.truncate(MOST_PROBLEMS);
    found
}

/// A pack file is made to be passed on: pounds stand in it only when the licence permits that.
pub(super) fn shipping(pack: &Value) -> Vec<Found> {
    let licence = pack.get("licence").unwrap_or(&Value::Null);
    if list(licence, "", "permits").any(|(_, permission)| permission == "ship") {
        return Vec::new();
    }
    let message = format!(
        "the licence {} does not permit values in pounds to be passed on: take them out, and read in your own copy of the sheet",
        text(licence, "id")
    );
    measures(pack)
        .iter()
        .flat_map(|(pointer, measure)| list(measure, pointer, "values").take(1))
        .map(|(pointer, _)| Found::new(pointer, message.clone()))
        .take(MOST_PROBLEMS)
        .collect()
}

fn measures(pack: &Value) -> Vec<(String, &Value)> {
    list(pack, "", "themes")
        .flat_map(|(pointer, theme)| list(theme, &pointer, "outcomes").collect::<Vec<_>>())
        .flat_map(|(pointer, outcome)| list(outcome, &pointer, "measures").collect::<Vec<_>>())
        .collect()
}

/// Where each code and alias stands.
fn codes<'a>(
    measures: &[(String, &'a Value)],
    found: &mut Vec<Found>,
) -> BTreeMap<&'a str, String> {
    let mut codes: BTreeMap<&'a str, String> = BTreeMap::new();
    for (pointer, measure) in measures {
        let measure: &'a Value = measure;
        let own = (format!("{pointer}/code"), text(measure, "code"));
        let aliases = list(measure, pointer, "aliases")
            .map(|(pointer, alias)| (pointer, alias.as_str().unwrap_or_default()));
        for (pointer, code) in std::iter::once(own).chain(aliases) {
            match codes.get(code) {
                Some(first) => {
                    let message = format!(
                        "the code {code} is there twice, first at {}",
                        in_words(first)
                    );
                    found.push(Found::new(pointer, message));
                }
                None => {
                    codes.insert(code, pointer);
                }
            }
        }
    }
    codes
}

fn values(pointer: &str, measure: &Value, found: &mut Vec<Found>) {
    let mut dates = BTreeSet::new();
    for (pointer, value) in list(measure, pointer, "values") {
        if let Err(refused) = text(value, "pounds").parse::<Pounds>() {
            found.push(Found::new(format!("{pointer}/pounds"), refused.to_string()));
        }
        let from = text(value, "from");
        if from.parse::<Date>().is_err() {
            let message = format!("{from} is no day of the calendar");
            found.push(Found::new(format!("{pointer}/from"), message));
        }
        if !dates.insert(from) {
            let message = format!("there is a value from {from} already");
            found.push(Found::new(format!("{pointer}/from"), message));
        }
    }
    let at = format!("{pointer}/values");
    match (text(measure, "value"), dates.is_empty()) {
        ("record-only", false) => {
            found.push(Found::new(at, "a record-only measure has no pounds"));
        }
        ("fixed", true) => found.push(Found::new(at, "a fixed measure has at least one value")),
        _ => {}
    }
}

/// Refuses characters that cannot be seen, or that turn what stands beside them round.
fn printable(value: &Value, pointer: &str, found: &mut Vec<Found>) {
    match value {
        Value::String(text) => {
            if let Some(hidden) = text.chars().find(|&one| is_hidden(one)) {
                let code = u32::from(hidden);
                let message = format!("it holds the character U+{code:04X}, which cannot be seen");
                found.push(Found::new(pointer, message));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                printable(item, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                printable(item, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_hidden(one: char) -> bool {
    let turns =
        matches!(one, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (one.is_control() && !matches!(one, '\n' | '\t' | '\r'))
}
