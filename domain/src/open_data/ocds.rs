//! The Open Contracting Data Standard 1.1 with its extension of metrics: one release for each contract that
//! ran in the period. Where a signed report says what was evidenced under a contract, its release says that.
//! Else the figures are those of the whole organisation, with what was aimed at beside what was reached.
//! Every observation says which. A figure that is kept back is an observation without a number.

use super::signed::{SignedFigure, SignedFigures, begins, ends, plain};
use crate::monitoring::canonical_json;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fmt;
use thiserror::Error;
use uuid::Uuid;

const EXTENSION: &str = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_metrics_extension/master/extension.json";
const WHOLE: &str = "Of the whole organisation in the period, not of this contract alone";
const UNDER: &str = "Evidenced under this contract in the period";
const KEPT_BACK: &str = "Not published: it is a small number of people, or would give one away";

/// A contract under which work was funded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funded {
    /// Its key.
    pub id: Uuid,
    /// Who pays.
    pub funder: String,
    /// Its number.
    pub number: String,
    /// The funding stream.
    pub stream: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// What every `ocid` of a publisher begins with. The Open Contracting Partnership registers it; without
/// one an `ocid` says that it is not registered, and is unique within the publisher only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OcidPrefix {
    /// `ocds-` and the six characters that were registered.
    Registered(String),
    /// None is registered.
    #[default]
    Unregistered,
}

/// Why something is no prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "An OCDS prefix is ‘ocds-’ and the six small letters or digits that the Open Contracting Partnership has registered for you, such as ocds-a1b2c3"
)]
pub struct PrefixRefused;

impl OcidPrefix {
    /// Reads a prefix; nothing typed is none.
    pub fn read(typed: &str) -> Result<Self, PrefixRefused> {
        if typed.is_empty() {
            return Ok(Self::Unregistered);
        }
        let is_one = typed.strip_prefix("ocds-").is_some_and(|rest| {
            let fits = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit();
            rest.len() == 6 && rest.chars().all(fits)
        });
        if is_one {
            Ok(Self::Registered(typed.to_owned()))
        } else {
            Err(PrefixRefused)
        }
    }
}

impl fmt::Display for OcidPrefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Registered(prefix) => prefix,
            Self::Unregistered => "unregistered",
        })
    }
}

/// Signed figures as a package of releases; none when no contract ran in the period.
pub fn ocds(signed: &SignedFigures, contracts: &[Funded], prefix: &OcidPrefix) -> Option<Vec<u8>> {
    let ran = |contract: &&Funded| contract.from <= signed.to && signed.from <= contract.to;
    let releases: Vec<Value> = contracts
        .iter()
        .filter(ran)
        .map(|contract| release(signed, contract, prefix))
        .collect();
    if releases.is_empty() {
        return None;
    }
    let organisation = signed.organisation.id;
    Some(canonical_json(&json!({
        "uri": format!("urn:uuid:{organisation}#ocds-{}", signed.period),
        "version": "1.1",
        "extensions": [EXTENSION],
        "publishedDate": signed.signed_at,
        "publisher": { "name": signed.organisation.name },
        "releases": releases,
    })))
}

fn release(signed: &SignedFigures, contract: &Funded, prefix: &OcidPrefix) -> Value {
    let ocid = format!("{prefix}-{}", contract.id);
    let supplier = json!({
        "id": format!("urn:uuid:{}", signed.organisation.id),
        "name": signed.organisation.name,
    });
    let buyer = json!({ "id": "funder", "name": contract.funder });
    let with_role = |party: &Value, role: &str| json!({ "id": party["id"], "name": party["name"], "roles": [role] });
    json!({
        "ocid": ocid,
        "id": format!("{ocid}-{}", signed.period),
        "date": signed.signed_at,
        "tag": ["contract", "implementation"],
        "initiationType": "tender",
        "language": "en",
        "parties": [with_role(&buyer, "buyer"), with_role(&supplier, "supplier")],
        "buyer": buyer,
        "awards": [{ "id": "1", "title": contract.number, "suppliers": [supplier] }],
        "contracts": [contract_of(signed, contract)],
    })
}

/// What was agreed and what was reached. Targets are those of the whole organisation, so that they are not
/// set beside what was evidenced under one contract.
fn aimed_and_reached(signed: &SignedFigures, contract: &Funded) -> [Vec<Value>; 2] {
    if let Some(figures) = signed.under.get(&contract.id) {
        let reached = figures.iter().map(|figure| {
            let actual = ("actual", figure.evidenced_thousandths);
            observed(signed, figure, actual, UNDER)
        });
        return [Vec::new(), reached.collect()];
    }
    let aimed = signed.figures.iter().filter_map(|figure| {
        let target = figure.target_thousandths?;
        Some(observed(signed, figure, ("target", Some(target)), WHOLE))
    });
    let reached = signed.figures.iter().map(|figure| {
        let actual = ("actual", figure.evidenced_thousandths);
        observed(signed, figure, actual, WHOLE)
    });
    [aimed.collect(), reached.collect()]
}

fn contract_of(signed: &SignedFigures, contract: &Funded) -> Value {
    let [aimed, reached] = aimed_and_reached(signed, contract);
    let mut written = json!({
        "id": contract.number,
        "awardID": "1",
        "title": format!("{} {}, {}", contract.funder, contract.number, contract.stream),
        "period": { "startDate": begins(contract.from), "endDate": ends(contract.to) },
    });
    // The extension takes no empty list.
    if let Some(fields) = written.as_object_mut() {
        if !aimed.is_empty() {
            fields.insert("agreedMetrics".to_owned(), json!(aimed));
        }
        if !reached.is_empty() {
            let implementation = json!({ "metrics": reached });
            fields.insert("implementation".to_owned(), implementation);
        }
    }
    written
}

/// A measure with one quantity of the period.
fn observed(
    signed: &SignedFigures,
    figure: &SignedFigure,
    (what, thousandths): (&str, Option<i64>),
    whose: &str,
) -> Value {
    let mut observation = json!({
        "id": format!("{}-{}-{what}", figure.id, signed.period),
        "period": { "startDate": begins(signed.from), "endDate": ends(signed.to) },
        "unit": { "name": figure.unit },
        "dimensions": { "theme": figure.theme.title },
        "notes": whose,
    });
    if let Some(fields) = observation.as_object_mut() {
        match thousandths {
            Some(thousandths) => fields.insert("measure".to_owned(), json!(plain(thousandths))),
            None => fields.insert("notes".to_owned(), json!(format!("{KEPT_BACK}. {whose}"))),
        };
    }
    json!({
        "id": figure.id,
        "title": figure.named(),
        "description": format!("{}. Measured in {}.", figure.outcome(), figure.unit),
        "observations": [observation],
    })
}
