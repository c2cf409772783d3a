//! The Common Impact Data Standard 3.2 as JSON-LD, by the rules of its basic tier: organisation, themes,
//! outcomes, measures and what was reached. Its words are inlined, so that reading it asks no network.
//! A figure that is kept back has no report, because the standard gives every report a number; its
//! measure says so. Targets stand beside it: the basic tier asks for none and forbids none.

use super::codes::{codes, tags};
use super::signed::{SignedFigure, SignedFigures, begins, ends, plain};
use crate::monitoring::{canonical_json, sha256_of};
use crate::reports::hex;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Words of the standard that hold text, and those that hold a moment or another record.
const TEXTS: [(&str, &str); 7] = [
    ("hasLegalName", "org:hasLegalName"),
    ("hasName", "org:hasName"),
    ("hasIdentifier", "org:hasIdentifier"),
    ("hasDescription", "cids:hasDescription"),
    ("hasComment", "cids:hasComment"),
    ("unitDescription", "cids:unitDescription"),
    ("hasNumericalValue", "i72:hasNumericalValue"),
];
const MOMENTS: [(&str, &str); 2] = [
    ("startedAtTime", "prov:startedAtTime"),
    ("endedAtTime", "prov:endedAtTime"),
];
const RECORDS: [(&str, &str); 11] = [
    ("hasOutcome", "cids:hasOutcome"),
    ("hasIndicator", "cids:hasIndicator"),
    ("hasIndicatorReport", "cids:hasIndicatorReport"),
    ("hasTarget", "cids:hasTarget"),
    ("hasCode", "cids:hasCode"),
    ("forOrganization", "cids:forOrganization"),
    ("forTheme", "cids:forTheme"),
    ("forOutcome", "cids:forOutcome"),
    ("forIndicator", "cids:forIndicator"),
    ("forIndicatorReport", "cids:forIndicatorReport"),
    ("value", "i72:value"),
];

/// Signed figures as a file of the standard.
pub fn cids(signed: &SignedFigures) -> Vec<u8> {
    let mut graph = vec![organisation(signed)];
    graph.extend(themes(signed));
    graph.extend(outcomes(signed));
    for figure in &signed.figures {
        graph.push(measure(signed, figure));
        graph.extend(report(signed, figure));
        graph.extend(target(signed, figure));
    }
    graph.extend(codes(signed));
    canonical_json(&json!({ "@context": context(), "@graph": graph }))
}

fn context() -> Value {
    let mut words: Map<String, Value> = [
        ("cids", "https://ontology.commonapproach.org/cids#"),
        ("i72", "http://ontology.eil.utoronto.ca/ISO21972/iso21972#"),
        ("org", "http://ontology.eil.utoronto.ca/tove/organization#"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ]
    .into_iter()
    .map(|(word, means)| (word.to_owned(), json!(means)))
    .collect();
    let kinds = [
        (&TEXTS[..], "xsd:string"),
        (&MOMENTS[..], "xsd:dateTime"),
        (&RECORDS[..], "@id"),
    ];
    for (names, kind) in kinds {
        for (name, means) in names {
            words.insert((*name).to_owned(), json!({ "@id": means, "@type": kind }));
        }
    }
    Value::Object(words)
}

fn organisation_id(signed: &SignedFigures) -> String {
    format!("urn:uuid:{}", signed.organisation.id)
}

/// A name of the organisation's own for a thing without a key: from the words it is known by.
fn named_id(signed: &SignedFigures, kind: &str, words: &[&str]) -> String {
    let hash = hex(&sha256_of(words.join("\n").as_bytes()));
    let short: String = hash.chars().take(16).collect();
    format!("{}#{kind}-{short}", organisation_id(signed))
}

fn theme_id(signed: &SignedFigures, figure: &SignedFigure) -> String {
    named_id(signed, "theme", &[&figure.theme.code, &figure.theme.title])
}

fn outcome_id(signed: &SignedFigures, figure: &SignedFigure) -> String {
    let words = [
        figure.theme.code.as_str(),
        figure.theme.title.as_str(),
        figure.outcome(),
    ];
    named_id(signed, "outcome", &words)
}

fn measure_id(figure: &SignedFigure) -> String {
    format!("urn:uuid:{}", figure.id)
}

fn report_id(signed: &SignedFigures, figure: &SignedFigure) -> String {
    format!("{}#{}", measure_id(figure), signed.period)
}

fn target_id(signed: &SignedFigures, figure: &SignedFigure) -> String {
    format!("{}-target", report_id(signed, figure))
}

fn organisation(signed: &SignedFigures) -> Value {
    let figures = || signed.figures.iter();
    let outcomes: BTreeSet<String> = figures().map(|one| outcome_id(signed, one)).collect();
    let measures: Vec<String> = figures().map(measure_id).collect();
    json!({
        "@id": organisation_id(signed),
        "@type": "cids:Organization",
        "hasLegalName": signed.organisation.name,
        "hasOutcome": outcomes,
        "hasIndicator": measures,
    })
}

fn themes(signed: &SignedFigures) -> Vec<Value> {
    let mut found: BTreeMap<String, (&SignedFigure, BTreeSet<String>)> = BTreeMap::new();
    for figure in &signed.figures {
        let entry = found.entry(theme_id(signed, figure));
        let (_, codes) = entry.or_insert_with(|| (figure, BTreeSet::new()));
        codes.extend(
            tags(figure)
                .filter(|code| code.is_of_a_theme)
                .map(|code| code.id),
        );
    }
    let theme = |(id, (figure, codes)): (String, (&SignedFigure, BTreeSet<String>))| {
        json!({
            "@id": id,
            "@type": "cids:Theme",
            "hasName": figure.theme.title,
            "hasDescription": format!("Theme {} of {}", figure.theme.code, edition(figure)),
            "hasCode": codes,
        })
    };
    found.into_iter().map(theme).collect()
}

fn edition(figure: &SignedFigure) -> &str {
    if figure.about.edition.is_empty() {
        "the framework that was signed"
    } else {
        &figure.about.edition
    }
}

fn outcomes(signed: &SignedFigures) -> Vec<Value> {
    let mut found: BTreeMap<String, Vec<&SignedFigure>> = BTreeMap::new();
    for figure in &signed.figures {
        let of = found.entry(outcome_id(signed, figure)).or_default();
        of.push(figure);
    }
    let outcome = |(id, figures): (String, Vec<&SignedFigure>)| {
        let first = figures.first()?;
        let measures: Vec<String> = figures.iter().map(|one| measure_id(one)).collect();
        Some(json!({
            "@id": id,
            "@type": "cids:Outcome",
            "hasName": first.outcome(),
            "hasDescription": format!("An outcome under the theme {}", first.theme.title),
            "forOrganization": organisation_id(signed),
            "forTheme": theme_id(signed, first),
            "hasIndicator": measures,
        }))
    };
    found.into_iter().filter_map(outcome).collect()
}

/// What a measure counts, and what is not said of it here.
fn description(figure: &SignedFigure) -> String {
    let mut words = format!("Measure {} of {}.", figure.code, edition(figure));
    if !figure.about.evidence.is_empty() {
        words.push_str(&format!(" Evidence asked: {}.", figure.about.evidence));
    }
    if figure.evidenced_thousandths.is_none() {
        words.push_str(
            " Its figure of this period is not published: it is a small number of people, or would give one away.",
        );
    }
    words
}

fn measure(signed: &SignedFigures, figure: &SignedFigure) -> Value {
    let mut node = json!({
        "@id": measure_id(figure),
        "@type": "cids:Indicator",
        "hasName": figure.named(),
        "hasIdentifier": figure.code,
        "hasDescription": description(figure),
        "unitDescription": figure.unit,
        "forOrganization": organisation_id(signed),
        "forTheme": theme_id(signed, figure),
        "forOutcome": outcome_id(signed, figure),
        "hasCode": tags(figure).map(|code| code.id).collect::<Vec<_>>(),
    });
    let fields = node.as_object_mut();
    if let Some(fields) = fields {
        if figure.evidenced_thousandths.is_some() {
            let id = report_id(signed, figure);
            fields.insert("hasIndicatorReport".to_owned(), json!(id));
        }
        if figure.target_thousandths.is_some() {
            let id = target_id(signed, figure);
            fields.insert("hasTarget".to_owned(), json!(id));
        }
    }
    node
}

fn value(id: &str, thousandths: i64) -> Value {
    json!({
        "@id": format!("{id}-value"),
        "@type": "i72:Measure",
        "hasNumericalValue": plain(thousandths),
    })
}

fn report(signed: &SignedFigures, figure: &SignedFigure) -> Option<Value> {
    let evidenced = figure.evidenced_thousandths?;
    let id = report_id(signed, figure);
    let comment = format!(
        "What has the evidence that its measure asks for, as it was signed; the SHA-256 of what was signed is {}",
        signed.sha256
    );
    Some(json!({
        "@id": id,
        "@type": "cids:IndicatorReport",
        "hasName": format!("{}, {}", figure.named(), signed.period),
        "hasComment": comment,
        "forOrganization": organisation_id(signed),
        "forIndicator": measure_id(figure),
        "startedAtTime": begins(signed.from),
        "endedAtTime": ends(signed.to),
        "value": value(&id, evidenced),
    }))
}

fn target(signed: &SignedFigures, figure: &SignedFigure) -> Option<Value> {
    let thousandths = figure.target_thousandths?;
    let id = target_id(signed, figure);
    let mut node = json!({
        "@id": id,
        "@type": "cids:Target",
        "hasName": format!("Target of {}, {}", figure.named(), signed.period),
        "startedAtTime": begins(signed.from),
        "endedAtTime": ends(signed.to),
        "value": value(&id, thousandths),
    });
    if let Some(fields) = node.as_object_mut()
        && figure.evidenced_thousandths.is_some()
    {
        let report = report_id(signed, figure);
        fields.insert("forIndicatorReport".to_owned(), json!(report));
    }
    Some(node)
}
