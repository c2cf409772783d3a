//! The policy as a tree: each clause with its children beneath it.

use super::living::Kept;
use super::{Clause, Link};
use askama::Template;
use database::Id;
use std::collections::BTreeMap;

/// The reader gives three levels; what went deeper could bring a page down.
const DEEPEST: usize = 12;
/// How much of a clause without a heading is shown where it is only named.
const SHOWN: usize = 160;

/// A clause with everything beneath it.
#[derive(Template)]
#[template(path = "policy/branch.html")]
pub(super) struct Branch {
    id: String,
    href: String,
    words: String,
    kind: String,
    /// How many records are linked to it.
    links: usize,
    /// What it asks for, and how that stands.
    kept: Vec<Kept>,
    children: Vec<Self>,
}

/// The address of a clause of a version, or of what is done with it (`/link`).
pub(super) fn address(policy_id: Id, clause_id: &str, done: &str) -> String {
    let clause: String = form_urlencoded::byte_serialize(clause_id.as_bytes()).collect();
    let clause = clause.replace('+', "%20");
    format!("/policy/clauses/{clause}{done}?version={policy_id}")
}

/// A clause in a few words: its heading, or how its text begins.
pub(super) fn words(clause: &Clause) -> String {
    match &clause.heading {
        Some(heading) if !heading.trim().is_empty() => heading.clone(),
        Some(_) | None => beginning(&clause.text),
    }
}

fn beginning(text: &str) -> String {
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}

/// What stands beside the words of a version: its links, and how what it asks stands by clause.
pub(super) struct Beside<'a> {
    pub(super) links: &'a [Link],
    pub(super) kept: BTreeMap<String, Vec<Kept>>,
    /// Whether only clauses are shown of which something is kept.
    pub(super) kept_alone: Option<()>,
}

/// The tree of a version. A clause whose parent is missing stands at the top.
pub(super) fn tree(policy_id: Id, clauses: &[Clause], mut beside: Beside<'_>) -> Vec<Branch> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for link in beside.links {
        *counts.entry(&link.clause_id).or_default() += 1;
    }
    let mut children: BTreeMap<&str, Vec<&Clause>> = BTreeMap::new();
    let known: std::collections::BTreeSet<&str> =
        clauses.iter().map(|clause| clause.id.as_str()).collect();
    for clause in clauses {
        let parent = clause
            .parent_id
            .as_deref()
            .filter(|parent| known.contains(parent))
            .unwrap_or_default();
        children.entry(parent).or_default().push(clause);
    }
    let growing = Growing {
        policy_id,
        counts,
        children,
        kept_alone: beside.kept_alone,
    };
    growing.beneath(("", 0), &mut beside.kept)
}

struct Growing<'a> {
    policy_id: Id,
    counts: BTreeMap<&'a str, usize>,
    children: BTreeMap<&'a str, Vec<&'a Clause>>,
    kept_alone: Option<()>,
}

impl Growing<'_> {
    fn beneath(
        &self,
        (parent, depth): (&str, usize),
        kept: &mut BTreeMap<String, Vec<Kept>>,
    ) -> Vec<Branch> {
        if depth >= DEEPEST {
            return Vec::new();
        }
        let mut branches = Vec::new();
        for clause in self.children.get(parent).into_iter().flatten() {
            let own = kept.remove(&clause.id).unwrap_or_default();
            let children = self.beneath((&clause.id, depth + 1), kept);
            if self.kept_alone.is_some() && own.is_empty() && children.is_empty() {
                continue;
            }
            branches.push(Branch {
                id: clause.id.clone(),
                href: address(self.policy_id, &clause.id, ""),
                words: clause
                    .heading
                    .clone()
                    .unwrap_or_else(|| clause.text.clone()),
                kind: clause.kind.clone(),
                links: self.counts.get(clause.id.as_str()).copied().unwrap_or(0),
                kept: own,
                children,
            });
        }
        branches
    }
}
