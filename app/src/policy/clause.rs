//! One clause: its words, what stands beneath it, what a careful reader finds there, and the records
//! that carry it out.

use super::living::{Kept, kept};
use super::obligations::{Standing, What, standing};
use super::show::{Found, asked};
use super::tree::{address, words};
use super::{Clause, Finding, Link, LinkKind, Policy, assign, findings, shown, store, take_up};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{feedback, framework, partners};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::people::Action;
use jiff::civil::Date;
use pages::{Choice, Form, Frame, NavigationItem};
use std::collections::BTreeMap;

/// A record beside the clause.
struct Linked {
    kind: &'static str,
    text: String,
    href: String,
    key: String,
}

#[derive(Template)]
#[template(path = "policy/clause.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    clause: Clause,
    way: Vec<NavigationItem>,
    /// Clause, address, words.
    children: Vec<(String, String, String)>,
    findings: Vec<Found>,
    linked: Vec<Linked>,
    kept: Vec<Kept>,
    checks: Vec<Choice>,
    check_action: String,
    obligation_href: String,
    changes: Vec<(Id, String, String)>,
    choices: Vec<Choice>,
    link_action: String,
    unlink_action: String,
    may_link: Option<()>,
}

/// Everything about one clause.
pub(super) struct Seen {
    pub(super) policy: Policy,
    pub(super) clause: Clause,
    clauses: Vec<Clause>,
    pub(super) links: Vec<Link>,
    findings: Vec<Finding>,
    /// How what it asks stands.
    standing: Vec<Standing>,
    /// Changes that were decided: key, what, from when.
    changes: Vec<(Id, String, String)>,
    /// Every record that a clause can be linked to, with its words.
    pub(super) records: BTreeMap<(LinkKind, Id), String>,
}

/// The clause of an address, with everything about it.
pub(super) fn see(visit: &Visit<'_>) -> Result<Seen, Failure> {
    let asked = asked(visit)?;
    let clause_id = visit.parameter("id")?.to_owned();
    let today = visit.today();
    visit.read(|read| {
        let versions = store::versions(read)?;
        let policy = shown(&versions, asked).cloned().ok_or(Failure::NotFound)?;
        let clauses = store::clauses(read, policy.id)?;
        let clause = clauses
            .iter()
            .find(|clause| clause.id == clause_id)
            .cloned()
            .ok_or(Failure::NotFound)?;
        let mut links = store::links(read, policy.id)?;
        links.retain(|link| link.clause_id == clause.id);
        let mut findings = findings::today(read, (&policy, &clauses), today)?;
        findings.retain(|finding| finding.clause_ids.contains(&clause.id));
        Ok(Seen {
            findings,
            standing: standing(read, &policy, today)?
                .into_iter()
                .filter(|one| one.obligation.clause_id.as_ref() == Some(&clause.id))
                .collect(),
            changes: feedback::changes_of_clause(read, policy.id, &clause.id)?
                .into_iter()
                .map(|(id, what, from)| (id, what, in_words(from)))
                .collect(),
            records: records(read, today)?,
            policy,
            clause,
            clauses,
            links,
        })
    })
}

/// Activities, measures and partners by their keys, each in a few words.
fn records(read: &mut Read<'_>, today: Date) -> Result<BTreeMap<(LinkKind, Id), String>, Failure> {
    let mut records = BTreeMap::new();
    for (id, title) in store::activities(read)? {
        records.insert((LinkKind::Activity, id), title);
    }
    for measure in framework::measures(read)? {
        let words = format!("{} {}", measure.code, measure.title);
        records.insert((LinkKind::Measure, measure.id), words);
    }
    for partner in partners::all(read)? {
        records.insert((LinkKind::Partner, partner.id), partner.named(today));
    }
    Ok(records)
}

/// A record as a form sends it: `measure:0198…`.
fn key(kind: LinkKind, id: Id) -> String {
    format!("{}:{id}", kind.key())
}

/// The link that a form's field names, if it names one.
pub(super) fn link_of(clause_id: &str, key: &str) -> Option<Link> {
    let (kind, id) = key.split_once(':')?;
    Some(Link {
        clause_id: clause_id.to_owned(),
        kind: LinkKind::from_key(kind)?,
        record_id: Id::parse_str(id).ok()?,
    })
}

impl Seen {
    /// Whether the clause has a check already.
    pub(super) fn has_check(&self, key: &str) -> bool {
        self.standing.iter().any(|one| match one.obligation.what {
            What::Check(check) => check.key == key,
            What::Attested { .. } => false,
        })
    }

    /// The records that are not linked yet, as choices.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let is_linked = |kind: LinkKind, id: Id| {
            let mut links = self.links.iter();
            links.any(|link| link.kind == kind && link.record_id == id)
        };
        let mut choices: Vec<Choice> = self
            .records
            .iter()
            .filter(|((kind, id), _)| !is_linked(*kind, *id))
            .map(|((kind, id), words)| {
                Choice::new(key(*kind, *id), format!("{}: {words}", kind.name()))
            })
            .collect();
        choices.sort_by(|one, other| one.text.cmp(&other.text));
        choices
    }

    fn linked(&self) -> Vec<Linked> {
        let mut linked: Vec<Linked> = self
            .links
            .iter()
            .filter_map(|link| {
                let text = self.records.get(&(link.kind, link.record_id))?;
                Some(Linked {
                    kind: link.kind.name(),
                    text: text.clone(),
                    href: link.kind.address(link.record_id),
                    key: key(link.kind, link.record_id),
                })
            })
            .collect();
        linked.sort_by(|one, other| (one.kind, &one.text).cmp(&(other.kind, &other.text)));
        linked
    }

    /// The policy, then the clauses above this one.
    fn way(&self) -> Vec<NavigationItem> {
        let mut way = Vec::new();
        let mut below = &self.clause;
        while let Some(parent) = below.parent_id.as_ref().and_then(|id| {
            self.clauses
                .iter()
                .find(|clause| clause.id == *id && way.len() < 12)
        }) {
            way.push(NavigationItem::new(
                parent.id.clone(),
                address(self.policy.id, &parent.id, ""),
            ));
            below = parent;
        }
        way.push(NavigationItem::new(
            "Policy",
            format!("/policy?version={}", self.policy.id),
        ));
        way.reverse();
        way
    }

    fn children(&self) -> Vec<(String, String, String)> {
        self.clauses
            .iter()
            .filter(|child| child.parent_id.as_ref() == Some(&self.clause.id))
            .map(|child| {
                let href = address(self.policy.id, &child.id, "");
                (child.id.clone(), href, words(child))
            })
            .collect()
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    show(visit, seen)
}

/// The page of a clause that was seen already, with what is wrong about its form.
pub(super) fn show(visit: &Visit<'_>, seen: Seen) -> Answer {
    let (policy_id, id) = (seen.policy.id, seen.clause.id.clone());
    let found = take_up::found(visit, policy_id, &seen.findings)?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        way: seen.way(),
        children: seen.children(),
        linked: seen.linked(),
        choices: seen.choices(),
        findings: found,
        kept: seen.standing.iter().map(kept).collect(),
        checks: assign::choices(),
        check_action: address(policy_id, &id, "/checks"),
        obligation_href: address(policy_id, &id, "/obligations/new"),
        changes: seen.changes,
        clause: seen.clause,
        link_action: address(policy_id, &id, "/link"),
        unlink_action: address(policy_id, &id, "/unlink"),
        may_link: visit.may(Action::ImportPolicy).then_some(()),
    };
    Reply::form(&page, &visit.form)
}
