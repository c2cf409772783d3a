//! The policy: what it is, what a careful reader finds in it, and its clauses as a tree.

use super::acknowledge::{Reading, reading};
use super::tree::{self, Branch};
use super::{Finding, Link, LinkKind, Policy, cited, review, shown, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, partners, people};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use jiff::civil::Date;
use pages::Frame;
use std::collections::BTreeSet;

/// A version in the list of all versions.
struct Version {
    words: String,
    href: String,
}

/// A finding with the addresses of its clauses.
pub(super) struct Found {
    pub(super) sentence: String,
    pub(super) suggestion: String,
    /// Clause and address.
    pub(super) clauses: Vec<(String, String)>,
}

struct Shown {
    id: Id,
    title: String,
    facts: Vec<(&'static str, String)>,
    /// Why it is to be reviewed, each in a sentence.
    reasons: Vec<String>,
    /// The version that replaced this one, in words.
    newer: Option<String>,
    reading: Reading,
    findings: Vec<Found>,
    tree: Vec<Branch>,
    /// Measures cited in it and not linked there.
    unlinked: usize,
}

#[derive(Template)]
#[template(path = "policy/show.html")]
struct Page {
    frame: Frame,
    shown: Option<Shown>,
    others: Vec<Version>,
    may_import: Option<()>,
}

/// The version a page is asked for by `?version=`; what is no key does not exist.
pub(super) fn asked(visit: &Visit<'_>) -> Result<Option<Id>, Failure> {
    match visit.query.value("version") {
        "" => Ok(None),
        typed => Id::parse_str(typed)
            .map(Some)
            .map_err(|_| Failure::NotFound),
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = asked(visit)?;
    let versions = visit.read(store::versions)?;
    let found = match shown(&versions, asked) {
        None if asked.is_some() => return Err(Failure::NotFound),
        None => None,
        Some(policy) => Some(facts(visit, policy, &versions)?),
    };
    let id = found.as_ref().map(|shown| shown.id);
    let others = versions.iter().rev().filter(|policy| Some(policy.id) != id);
    Reply::page(&Page {
        frame: visit.frame(),
        shown: found,
        others: others.map(version).collect(),
        may_import: visit.may(Action::ImportPolicy).then_some(()),
    })
}

fn version(policy: &Policy) -> Version {
    let issued = match policy.issued_on {
        Some(date) => format!("issued {}", in_words(date)),
        None => "without an issue date".to_owned(),
    };
    Version {
        words: format!("{}, version {}, {issued}", policy.title, policy.version),
        href: format!("/policy?version={}", policy.id),
    }
}

fn facts(visit: &Visit<'_>, policy: &Policy, versions: &[Policy]) -> Result<Shown, Failure> {
    let id = policy.id;
    let (clauses, links) =
        visit.read(|read| Ok((store::clauses(read, id)?, store::links(read, id)?)))?;
    let (findings, measures) =
        visit.read(|read| Ok((store::findings(read, id)?, framework::measures(read)?)))?;
    let newest = shown(versions, None).filter(|newest| newest.id != id);
    let cited = cited::links(&clauses, &measures);
    let today = visit.today();
    let reasons = match newest {
        None => visit.read(|read| review::asked_for(read, policy, today))?,
        Some(_) => Vec::new(),
    };
    Ok(Shown {
        id,
        title: policy.title.clone(),
        facts: summary(visit, policy, (&links, &measures))?,
        reading: reading(visit, policy, newest)?,
        reasons: reasons.iter().map(ToString::to_string).collect(),
        newer: newest.map(|newest| format!("The one in force is version {}.", newest.version)),
        findings: findings.iter().map(|finding| found(id, finding)).collect(),
        tree: tree::tree(id, &clauses, &links),
        unlinked: cited.iter().filter(|link| !links.contains(link)).count(),
    })
}

/// What the document says of itself, and what it is linked to.
fn summary(
    visit: &Visit<'_>,
    policy: &Policy,
    (links, measures): (&[Link], &[framework::Measure]),
) -> Result<Vec<(&'static str, String)>, Failure> {
    let (partners, by) = visit.read(|read| {
        Ok((
            partners::all(read)?,
            people::name_of(read, policy.imported_by)?,
        ))
    })?;
    let is_linked = |kind: LinkKind, id: Id| {
        let mut links = links.iter();
        links.any(|link| link.kind == kind && link.record_id == id)
    };
    let measures = measures
        .iter()
        .filter(|measure| is_linked(LinkKind::Measure, measure.id))
        .map(|measure| measure.code.clone());
    let partners = partners
        .into_iter()
        .filter(|partner| is_linked(LinkKind::Partner, partner.id))
        .map(|partner| partner.name);
    let on = in_words(crate::app::date_of(policy.imported_at));
    Ok(vec![
        ("Reference", policy.reference.clone()),
        ("Version", policy.version.clone()),
        ("Issue date", date(policy.issued_on)),
        ("Review date", date(policy.review_on)),
        ("Partners linked", listed(partners)),
        ("Measures linked", listed(measures)),
        (
            "Imported",
            format!("{on} by {by}, from {}", policy.file_name),
        ),
    ])
}

fn listed(names: impl Iterator<Item = String>) -> String {
    let names: BTreeSet<String> = names.collect();
    if names.is_empty() {
        return "None yet".to_owned();
    }
    names.into_iter().collect::<Vec<_>>().join(", ")
}

fn date(date: Option<Date>) -> String {
    date.map_or_else(|| "None in the document".to_owned(), in_words)
}

/// A finding as pages show it.
pub(super) fn found(policy_id: Id, finding: &Finding) -> Found {
    Found {
        sentence: finding.sentence.clone(),
        suggestion: finding.suggestion.clone(),
        clauses: finding
            .clause_ids
            .iter()
            .map(|clause| (clause.clone(), tree::address(policy_id, clause, "")))
            .collect(),
    }
}
