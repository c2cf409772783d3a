//! What a careful reader finds: each rule looks at the clauses and says what is the matter, where,
//! and what could be done.

use super::meanings::{About, MEANINGS};
use super::references::{RENAMED, RENAMED_SUGGESTION, periods};
use super::{Citation, Clause, Finding, FindingKind, ListedPartner};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Everything found, in the order of the kinds.
pub(super) fn all(
    clauses: &[Clause],
    partners: &[ListedPartner],
    citations: &[Citation],
    issued: Option<Date>,
) -> Vec<Finding> {
    let mut found = same_descriptions(partners);
    found.extend(lapsed(clauses, issued));
    found.extend(misused(clauses, citations));
    found.extend(renamed(clauses, issued));
    found.extend(open_retention(clauses));
    found.extend(no_targets(clauses));
    found.extend(maker_is_checker(clauses));
    found.extend(super::conduct::all(clauses, citations));
    found
}

fn same_descriptions(partners: &[ListedPartner]) -> Vec<Finding> {
    let mut by_words: BTreeMap<String, Vec<&ListedPartner>> = BTreeMap::new();
    for partner in partners {
        let words = partner.description.to_lowercase();
        by_words
            .entry(words.trim_end_matches('.').to_owned())
            .or_default()
            .push(partner);
    }
    let shared = by_words.into_values().filter(|partners| partners.len() > 1);
    shared
        .map(|partners| {
            let names: Vec<&str> = partners
                .iter()
                .map(|partner| partner.name.as_str())
                .collect();
            Finding {
                kind: FindingKind::SameDescription,
                sentence: format!(
                    "{} have the same description, word for word.",
                    names.join(" and ")
                ),
                suggestion: "Say what each of them does.".to_owned(),
                clause_ids: partners
                    .iter()
                    .map(|partner| partner.clause_id.clone())
                    .collect(),
            }
        })
        .collect()
}

/// Periods such as `2018-23` that end before the policy was issued.
fn lapsed(clauses: &[Clause], issued: Option<Date>) -> Vec<Finding> {
    let Some(issued) = issued else {
        return Vec::new();
    };
    let mut by_period: BTreeMap<(i16, i16), Vec<String>> = BTreeMap::new();
    for clause in clauses {
        for (from, to) in periods(&clause.text) {
            if to < issued.year() {
                by_period
                    .entry((from, to))
                    .or_default()
                    .push(clause.id.clone());
            }
        }
    }
    by_period
        .into_iter()
        .map(|((from, to), clause_ids)| Finding {
            kind: FindingKind::LapsedReference,
            sentence: format!(
                "Something is cited for {from} to {to}, which had ended when this policy was issued in {}.",
                issued.year()
            ),
            suggestion: "Name its successor, or say that it has none.".to_owned(),
            clause_ids,
        })
        .collect()
}

fn misused(clauses: &[Clause], citations: &[Citation]) -> Vec<Finding> {
    citations
        .iter()
        .filter_map(|citation| {
            let meaning = MEANINGS
                .iter()
                .find(|meaning| meaning.code == citation.code)?;
            let about = about(clauses, &citation.clause_id);
            let wording = citation.wording.to_lowercase();
            (!(meaning.fits)(&wording, about)).then(|| Finding {
                kind: FindingKind::MeasureMisuse,
                sentence: format!(
                    "{} is cited here for something else: it counts {}.",
                    meaning.code, meaning.counts
                ),
                suggestion: format!("{}.", meaning.instead),
                clause_ids: vec![citation.clause_id.clone()],
            })
        })
        .collect()
}

/// Whom the text before a clause last spoke of, the clause itself first.
fn about(clauses: &[Clause], clause_id: &str) -> About {
    let end = clauses
        .iter()
        .position(|clause| clause.id == clause_id)
        .unwrap_or(0);
    for clause in clauses.iter().take(end + 1).rev() {
        let words = clause.text.to_lowercase();
        let last = |names: &[&str]| names.iter().filter_map(|name| words.rfind(name)).max();
        let learners = last(&["learner", "student"]);
        let staff = last(&["employees", "staff"]);
        match (learners, staff) {
            (None, None) => {}
            (learners, staff) if learners >= staff => return About::Learners,
            (_, _) => return About::Staff,
        }
        if clause.heading.is_some() {
            break;
        }
    }
    About::Nobody
}

/// Names that had been given up when the policy was issued.
fn renamed(clauses: &[Clause], issued: Option<Date>) -> Vec<Finding> {
    let Some(issued) = issued else {
        return Vec::new();
    };
    let given_up = RENAMED.iter().filter(|name| name.held_on(issued));
    given_up
        .filter_map(|name| {
            let cites = |clause: &&Clause| {
                let heading = clause.heading.as_deref().unwrap_or_default();
                [heading, &clause.text]
                    .iter()
                    .any(|text| name.is_used_in(text))
            };
            let clause_ids: Vec<String> = clauses
                .iter()
                .filter(cites)
                .map(|clause| clause.id.clone())
                .collect();
            (!clause_ids.is_empty()).then(|| Finding {
                kind: FindingKind::RenamedReference,
                sentence: name.sentence.to_owned(),
                suggestion: RENAMED_SUGGESTION.to_owned(),
                clause_ids,
            })
        })
        .collect()
}

fn open_retention(clauses: &[Clause]) -> Vec<Finding> {
    let keeps = |clause: &&Clause| {
        let words = clause.text.to_lowercase();
        let is_retention =
            (words.contains("retain") || words.contains(" kept ")) && words.contains("year");
        let has_start = ["from the", "after the", "end of", "until"]
            .iter()
            .any(|mark| words.contains(mark));
        is_retention && !(has_start && words.contains("maximum"))
    };
    clauses
        .iter()
        .filter(keeps)
        .map(|clause| Finding {
            kind: FindingKind::OpenRetention,
            sentence: "Records are kept for some years, but not said from which event, and with no end."
                .to_owned(),
            suggestion: "Say what starts the period, such as the end of the funding year, and the longest time anything is kept.".to_owned(),
            clause_ids: vec![clause.id.clone()],
        })
        .collect()
}

fn no_targets(clauses: &[Clause]) -> Vec<Finding> {
    let promises: Vec<String> = clauses
        .iter()
        .filter(|clause| clause.text.contains("KPI"))
        .map(|clause| clause.id.clone())
        .collect();
    let has_target = clauses.iter().any(|clause| {
        let words = clause.text.to_lowercase();
        words.contains("target of") || words.contains("targets are")
    });
    if promises.is_empty() || has_target {
        return Vec::new();
    }
    vec![Finding {
        kind: FindingKind::NoTargets,
        sentence: "Progress against KPIs is promised, but no target is set anywhere.".to_owned(),
        suggestion: "Set a target for each measure and quarter, and refer to them.".to_owned(),
        clause_ids: promises,
    }]
}

fn maker_is_checker(clauses: &[Clause]) -> Vec<Finding> {
    let words_of = |clause: &Clause| clause.text.to_lowercase();
    let collects: BTreeSet<String> = clauses
        .iter()
        .filter(|clause| {
            let words = words_of(clause);
            words.contains("lead collects") || words.contains("lead prepares")
        })
        .map(|clause| clause.id.clone())
        .collect();
    let signs: BTreeSet<String> = clauses
        .iter()
        .filter(|clause| {
            let words = words_of(clause);
            let parent = clause
                .parent
                .as_ref()
                .and_then(|id| clauses.iter().find(|c| c.id == *id));
            (words.contains("sign-off") || words.contains("sign off"))
                && parent.is_some_and(|parent| words_of(parent).contains("lead"))
        })
        .map(|clause| clause.id.clone())
        .collect();
    if collects.is_empty() || signs.is_empty() {
        return Vec::new();
    }
    vec![Finding {
        kind: FindingKind::MakerIsChecker,
        sentence: "The Social Value Lead both collects the figures and signs them off.".to_owned(),
        suggestion: "Let somebody who did not prepare a return sign it; the software asks for that in any case.".to_owned(),
        clause_ids: collects.into_iter().chain(signs).collect(),
    }]
}
