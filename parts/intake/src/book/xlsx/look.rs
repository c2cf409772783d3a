//! What an XLSX says of its sheets beside their values: which entry of the file holds which sheet, and
//! what in it is merged, hidden, or a formula.

use super::super::facts::Facts;
use super::{KIND, NOT_SOUND};
use crate::IntakeFault;
use crate::archive::{self, Archive};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Which entry of the file holds which sheet, by the sheet's name.
pub(super) struct Entries(BTreeMap<String, String>);

impl Entries {
    /// Looks them up. Two sheets in one entry are refused: each would be read anew.
    pub(super) fn of(archive: &mut Archive<'_>) -> Result<Self, IntakeFault> {
        let all: Vec<String> = archive
            .file_names()
            .filter_map(|name| name.map(Cow::into_owned).ok())
            .collect();
        let ends = |name: &str, ending: &str| name.to_lowercase().ends_with(ending);
        let find = |ending: &str| all.iter().find(|name| ends(name, ending));
        let (Some(book), Some(relations)) = (find("workbook.xml"), find("_rels/workbook.xml.rels"))
        else {
            return Ok(Self(BTreeMap::new()));
        };
        let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut targets = BTreeMap::new();
        elements(&archive::entry(archive, relations, KIND)?, |element| {
            if let (Some(id), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Target"))
            {
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None if folder.is_empty() => target,
                    None => format!("{folder}/{target}"),
                };
                targets.insert(id, target);
            }
        })?;
        let lower: BTreeMap<String, &String> =
            all.iter().map(|name| (name.to_lowercase(), name)).collect();
        let (mut sheets, mut entries) = (BTreeMap::new(), BTreeSet::new());
        let mut twice = None;
        elements(&archive::entry(archive, book, KIND)?, |element| {
            let name = || Some((attribute(element, "name")?, attribute(element, "id")?));
            let named = name().filter(|_| element.local_name().as_ref() == "sheet");
            let found = named.and_then(|(name, id)| Some((name, targets.get(&id)?.clone())));
            if let Some((name, entry)) = found {
                let Some(entry) = lower.get(&entry.to_lowercase()) else {
                    return;
                };
                if !entries.insert(*entry) {
                    twice = Some(NOT_SOUND);
                }
                sheets.insert(name, (*entry).clone());
            }
        })?;
        twice.map_or(Ok(Self(sheets)), Err)
    }

    /// The entry of a sheet.
    pub(super) fn of_sheet(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// Hands on every element that begins.
fn elements(content: &[u8], mut each: impl FnMut(&BytesStart<'_>)) -> Result<(), IntakeFault> {
    events(content, |event| {
        if let Event::Start(element) = event {
            each(element);
        }
    })
}

/// Hands on every event of an XML without a document type; an empty element begins and ends.
pub(super) fn events(content: &[u8], mut each: impl FnMut(&Event<'_>)) -> Result<(), IntakeFault> {
    let mut reader = quick_xml::Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| NOT_SOUND)?;
        if matches!(event, Event::DocType(_)) {
            return Err(IntakeFault::DocumentType);
        }
        if matches!(event, Event::Eof) {
            return Ok(());
        }
        each(&event);
    }
}

/// The text of an attribute, by its name without a prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let text = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(text.into_owned())
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    let hidden = attribute(element, "hidden");
    hidden.is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"))
}

/// The last cell that a sheet can have. The library counts past what a number holds, and begins anew.
const FURTHEST: &str = "XFD1048576";

/// A cell while its parts are met.
#[derive(Default)]
struct Parts {
    formula: Option<()>,
    value: Option<()>,
}

/// What is to be said of a sheet.
pub(super) fn facts(content: &[u8]) -> Result<Facts, IntakeFault> {
    let mut facts = Facts::default();
    let (mut line, mut parts, mut beyond) = (0_u32, Parts::default(), None);
    events(content, |event| {
        if let Event::Start(element) = event {
            match element.local_name().as_ref() {
                "row" => {
                    let said = attribute(element, "r").and_then(|row| row.parse().ok());
                    line = said.unwrap_or_else(|| line.saturating_add(1));
                    if is_hidden(element) {
                        facts.hidden_rows.add(line, line);
                    }
                }
                "col" if is_hidden(element) => {
                    let number = |name| attribute(element, name)?.parse::<u32>().ok();
                    if let (Some(first), Some(last)) = (number("min"), number("max")) {
                        let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
                        facts.hidden_columns.add(first, last);
                    }
                }
                "mergeCell" => facts.merged += 1,
                "c" => {
                    parts = Parts::default();
                    let place = attribute(element, "r").unwrap_or_default();
                    if place.len() > FURTHEST.len() {
                        beyond = Some(NOT_SOUND);
                    }
                }
                "f" => parts.formula = Some(()),
                "v" | "is" => parts.value = Some(()),
                _ => {}
            }
        } else if let Event::End(element) = event
            && element.local_name().as_ref() == "c"
            && parts.formula.is_some()
        {
            facts.formulas += 1;
            if parts.value.is_none() {
                facts.without_value.add(line);
            }
        }
    })?;
    beyond.map_or(Ok(facts), Err)
}
