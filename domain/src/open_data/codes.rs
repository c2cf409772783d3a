//! Codes of other lists that measures speak to: the goals of the United Nations and the catalogue of IRIS+.

use super::signed::{SignedFigure, SignedFigures};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A code of another list that a measure speaks to.
pub(super) struct Code {
    pub(super) id: String,
    identifier: String,
    name: String,
    /// Whether it is of a theme too: a goal is, one measure of a catalogue is not.
    pub(super) is_of_a_theme: bool,
}

/// The codes of the lists we know; another tag is not invented an address for.
pub(super) fn tags(figure: &SignedFigure) -> impl Iterator<Item = Code> {
    figure.about.tags.iter().filter_map(|tag| {
        let (list, code) = tag.split_once(':')?;
        match list {
            "sdg" => Some(Code {
                id: format!("https://metadata.un.org/sdg/{code}"),
                identifier: code.to_owned(),
                name: format!("UN Sustainable Development Goal {code}"),
                is_of_a_theme: true,
            }),
            "iris" => Some(Code {
                id: format!("https://iris.thegiin.org/metric/5.3/{code}/"),
                identifier: code.to_owned(),
                name: format!("IRIS+ {code}"),
                is_of_a_theme: false,
            }),
            _ => None,
        }
    })
}

/// The records of the codes that some signed figures speak to.
pub(super) fn codes(signed: &SignedFigures) -> Vec<Value> {
    let all = signed.figures.iter().flat_map(tags);
    let by_id: BTreeMap<String, Code> = all.map(|code| (code.id.clone(), code)).collect();
    let code = |code: Code| {
        json!({
            "@id": code.id,
            "@type": "cids:Code",
            "hasIdentifier": code.identifier,
            "hasName": code.name,
        })
    };
    by_id.into_values().map(code).collect()
}
