//! Which clause is given which checks: suggested by words when a policy first comes, carried over from the
//! version before it when a new one does. What finds no clause is asked about.

use super::obligations::{Obligation, What};
use super::{Clause, Link, Policy, shown, store};
use crate::app::new_id;
use crate::failure::Failure;
use database::{Id, Write};
use domain::obligations::{Check, carried, place};
use std::collections::{BTreeMap, BTreeSet};

/// The clauses as their numbers and words.
pub(super) fn pairs(clauses: &[Clause]) -> Vec<(String, String)> {
    let pair = |clause: &Clause| {
        let words = match (&clause.heading, clause.text.is_empty()) {
            (Some(heading), true) => heading.clone(),
            (_, _) => clause.text.clone(),
        };
        (clause.id.clone(), words)
    };
    clauses.iter().map(pair).collect()
}

/// The checks of the library with the clauses they seem to belong to.
pub(super) fn suggested(clauses: &[Clause]) -> Vec<(&'static Check, Option<String>)> {
    let words: Vec<(String, String)> = clauses
        .iter()
        .map(|clause| (clause.id.clone(), clause.text.clone()))
        .collect();
    let placed = |check: &'static Check| {
        if check.section.is_empty() {
            return Some((check, None));
        }
        place(check, &words).map(|id| (check, Some(id.to_owned())))
    };
    Check::all().filter_map(placed).collect()
}

/// A check as the obligation of a clause.
pub(super) fn obligation(
    policy_id: Id,
    check: &'static Check,
    clause_id: Option<String>,
) -> Obligation {
    Obligation {
        id: new_id(),
        policy_id,
        clause_id,
        what: What::Check(check),
        asks: check.asks.to_owned(),
    }
}

/// Gives a version that has just come its obligations: those of the version in force before, or the
/// suggested ones when it is the first.
pub(super) fn on_import(
    write: &mut Write<'_>,
    policy: &Policy,
    clauses: &[Clause],
) -> Result<(), Failure> {
    let versions = store::versions(&mut write.read())?;
    let document = versions
        .iter()
        .find(|known| known.id == policy.id)
        .map(|known| known.document_id);
    let before: Vec<Policy> = versions
        .into_iter()
        .filter(|known| known.id != policy.id && Some(known.document_id) == document)
        .collect();
    match shown(&before, None) {
        Some(old) => carry_over(write, (old, policy), clauses),
        None => {
            for (check, clause_id) in suggested(clauses) {
                let obligation = obligation(policy.id, check, clause_id);
                store::obligation_add(write, &obligation, policy.imported_at)?;
            }
            Ok(())
        }
    }
}

/// What an old clause carries to the new one that stands for it.
fn carry_over(
    write: &mut Write<'_>,
    (old, new): (&Policy, &Policy),
    clauses: &[Clause],
) -> Result<(), Failure> {
    let before = store::clauses(&mut write.read(), old.id)?;
    let links = store::links(&mut write.read(), old.id)?;
    let obligations = store::obligations(&mut write.read(), old.id)?;
    let found = carried(&pairs(&before), &pairs(clauses));
    let mut unmatched: BTreeSet<&str> = BTreeSet::new();
    for link in &links {
        match found.get(&link.clause_id) {
            Some(clause_id) => {
                let link = Link {
                    clause_id: clause_id.clone(),
                    ..link.clone()
                };
                store::link_add(write, new.id, &link, new.imported_at)?;
            }
            None => {
                unmatched.insert(&link.clause_id);
            }
        }
    }
    for obligation in &obligations {
        match &obligation.clause_id {
            Some(id) if !found.contains_key(id) => {
                unmatched.insert(id);
            }
            clause_id => {
                let clause_id = clause_id.as_ref().and_then(|id| found.get(id)).cloned();
                carry(write, (obligation, new), clause_id)?;
            }
        }
    }
    for clause_id in unmatched {
        store::unmatched_add(write, new.id, (old.id, clause_id))?;
    }
    Ok(())
}

/// Gives a version an obligation of the version before.
fn carry(
    write: &mut Write<'_>,
    (obligation, new): (&Obligation, &Policy),
    clause_id: Option<String>,
) -> Result<(), Failure> {
    let carried = Obligation {
        id: new_id(),
        policy_id: new.id,
        clause_id,
        ..obligation.clone()
    };
    store::obligation_add(write, &carried, new.imported_at)
}

/// Gives a clause what a clause of an old version had: its links and its obligations.
pub(super) fn take_over(
    write: &mut Write<'_>,
    (old_policy_id, old_clause_id): (Id, &str),
    (new, clause_id): (&Policy, &str),
) -> Result<(), Failure> {
    let links = store::links(&mut write.read(), old_policy_id)?;
    let obligations = store::obligations(&mut write.read(), old_policy_id)?;
    for link in links.iter().filter(|link| link.clause_id == old_clause_id) {
        let link = Link {
            clause_id: clause_id.to_owned(),
            ..link.clone()
        };
        store::link_add(write, new.id, &link, new.imported_at)?;
    }
    let of_clause = obligations
        .iter()
        .filter(|one| one.clause_id.as_deref() == Some(old_clause_id));
    for obligation in of_clause {
        carry(write, (obligation, new), Some(clause_id.to_owned()))?;
    }
    Ok(())
}

/// How many checks each clause has, by key.
pub(super) fn assigned(obligations: &[Obligation]) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    for obligation in obligations {
        if let What::Check(check) = obligation.what {
            *found.entry(check.key).or_default() += 1;
        }
    }
    found
}
