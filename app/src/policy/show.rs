//! The policy: what it is, what a careful reader finds in it, and its clauses as a tree.

use super::acknowledge::{Reading, reading};
use super::documents::colour;
use super::living::{self, Counted, Kept};
use super::tree::{self, Beside, Branch};
use super::{
    Link, LinkKind, Policy, approve, assign, cited, findings, obligations, review, shown, store,
    take_up,
};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, partners, people};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::obligations::State;
use domain::people::Action;
use jiff::civil::Date;
use pages::Frame;
use std::collections::BTreeSet;

/// A version in the list of all versions.
struct Version {
    words: String,
    href: String,
    /// Where it stands side by side with the one shown.
    beside: String,
}

/// A finding with the addresses of its clauses.
pub(super) struct Found {
    pub(super) sentence: String,
    pub(super) suggestion: String,
    /// Clause and address.
    pub(super) clauses: Vec<(String, String)>,
    /// What became of the change that was asked for, and where.
    pub(super) taken_up: Option<(String, String)>,
    /// Where the change is asked for; empty for those who may not.
    pub(super) take_up: String,
}

struct Shown {
    id: Id,
    title: String,
    reference: String,
    version: String,
    status: &'static str,
    status_colour: &'static str,
    /// Who looks after it and approved it, in a sentence.
    standing: String,
    /// What the person may do with it: address and words.
    actions: Vec<(String, &'static str)>,
    /// Where the person approves it; empty when they cannot.
    approve: String,
    /// Why the person may not approve it, when it waits for that.
    no_approval: Option<String>,
    facts: Vec<(&'static str, String)>,
    /// Why it is to be reviewed, each in a sentence.
    reasons: Vec<String>,
    /// The version that replaced this one, in words.
    newer: Option<String>,
    reading: Reading,
    findings: Vec<Found>,
    /// What was found when it was read in and is found no more.
    mended: Vec<String>,
    /// How many things are asked in all, and how many stand in each state.
    total: usize,
    bar: Vec<Counted>,
    /// The state that is shown alone, in words.
    only: Option<&'static str>,
    /// What the document as a whole is asked for.
    whole: Vec<Kept>,
    tree: Vec<Branch>,
    /// Measures cited in it and not linked there.
    unlinked: usize,
    /// Checks of the library that no clause has, though one seems to ask for them.
    unassigned: usize,
    /// Clauses of the version before that found no clause here.
    unmatched: usize,
    /// Where its documents are, without their endings.
    printed: String,
    with_states: String,
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
        others: others.map(|policy| version(policy, id)).collect(),
        may_import: visit.may(Action::ImportPolicy).then_some(()),
    })
}

fn version(policy: &Policy, shown: Option<Id>) -> Version {
    let issued = match policy.issued_on {
        Some(date) => format!("issued {}", in_words(date)),
        None => "without an issue date".to_owned(),
    };
    let status = policy.status().name().to_lowercase();
    Version {
        words: format!(
            "{}, version {}, {issued}, {status}",
            policy.title, policy.version
        ),
        href: format!("/policy?version={}", policy.id),
        beside: shown.map_or_else(String::new, |id| {
            format!("/policy/compare?from={}&to={id}", policy.id)
        }),
    }
}

/// The state that is asked for alone.
fn only(visit: &Visit<'_>) -> Result<Option<State>, Failure> {
    match visit.query.value("state") {
        "" => Ok(None),
        key => State::from_key(key).map(Some).ok_or(Failure::NotFound),
    }
}

fn facts(visit: &Visit<'_>, policy: &Policy, versions: &[Policy]) -> Result<Shown, Failure> {
    let (id, today) = (policy.id, visit.today());
    let only = only(visit)?;
    let (clauses, links, standing) = visit.read(|read| {
        let standing = obligations::standing(read, policy, today)?;
        Ok((store::clauses(read, id)?, store::links(read, id)?, standing))
    })?;
    let (findings, mut mended, measures, unmatched) = visit.read(|read| {
        let findings = findings::today(read, (policy, &clauses), today)?;
        let unmatched = store::unmatched(read, id)?.len();
        let then = store::findings_then(read, id)?;
        Ok((findings, then, framework::measures(read)?, unmatched))
    })?;
    mended.retain(|then| !findings.iter().any(|now| now.sentence == *then));
    let newest = shown(versions, None).filter(|newest| newest.id != id);
    let cited = cited::links(&clauses, &measures);
    let reasons = match newest {
        None => visit.read(|read| review::asked_for(read, policy, today))?,
        Some(_) => Vec::new(),
    };
    let mut kept = living::by_clause(&standing, only);
    let whole = kept.remove("").unwrap_or_default();
    let beside = Beside {
        links: &links,
        kept,
        kept_alone: only.map(|_| ()),
    };
    let approval = approve::standing(visit, policy)?;
    Ok(Shown {
        id,
        title: policy.title.clone(),
        reference: policy.reference.clone(),
        version: policy.version.clone(),
        status: policy.status().name(),
        status_colour: colour(policy.status()),
        standing: approval.words,
        actions: approval.actions,
        approve: approval.approve,
        no_approval: approval.refused,
        facts: summary(visit, policy, (&links, &measures))?,
        reading: reading(visit, policy, newest)?,
        reasons: reasons.iter().map(ToString::to_string).collect(),
        newer: newest.map(|newest| format!("The one in force is version {}.", newest.version)),
        findings: take_up::found(visit, id, &findings)?,
        mended,
        total: standing.len(),
        bar: living::bar(id, &standing, only),
        only: only.map(State::name),
        whole,
        tree: tree::tree(id, &clauses, beside),
        unlinked: cited.iter().filter(|link| !links.contains(link)).count(),
        unassigned: assign::missing(&clauses, &standing).len(),
        unmatched,
        printed: format!("/policy/{id}/document"),
        with_states: format!("/policy/{id}/states"),
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
        ("Status", policy.status().name().to_owned()),
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
