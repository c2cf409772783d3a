//! What a careful reader finds in the policy as it stands today: by its words, by what it cites and holds
//! no more, and by the registers it speaks of. It is looked for on import and each time it is shown.

use super::{Clause, Finding, Policy, store};
use crate::failure::Failure;
use database::Read;
use domain::calendar::in_words;
use domain::policy::{ClauseKind, FindingKind, Lapsed};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The clauses as the domain reads them.
fn clauses_read(clauses: &[Clause]) -> Vec<domain::policy::Clause> {
    let mut read = Vec::new();
    for (clause, position) in clauses.iter().zip(1..) {
        read.push(domain::policy::Clause {
            id: clause.id.clone(),
            parent: clause.parent_id.clone(),
            kind: ClauseKind::from_key(&clause.kind).unwrap_or(ClauseKind::Paragraph),
            heading: clause.heading.clone(),
            text: clause.text.clone(),
            position,
        });
    }
    read
}

/// What is cited and holds no more, by what comes with the program and by what the organisation watches.
pub(super) fn lapsed(
    read: &mut Read<'_>,
    clauses: &[Clause],
    today: Date,
) -> Result<Vec<Lapsed>, Failure> {
    let watched = store::watched(read)?;
    let pairs: Vec<(String, String)> = clauses
        .iter()
        .map(|clause| (clause.id.clone(), clause.text.clone()))
        .collect();
    Ok(domain::policy::lapsed(&pairs, &watched, today))
}

/// Everything that is found today.
pub(super) fn today(
    read: &mut Read<'_>,
    (policy, clauses): (&Policy, &[Clause]),
    today: Date,
) -> Result<Vec<Finding>, Failure> {
    let words = clauses_read(clauses);
    let issued = policy.issued_on;
    let targets = store::has_targets(read)?;
    let mut found: Vec<Finding> = domain::policy::findings(&words, issued)
        .into_iter()
        .filter(|finding| finding.kind != FindingKind::NoTargets || targets.is_none())
        .map(|finding| Finding {
            sentence: finding.sentence,
            suggestion: finding.suggestion,
            clause_ids: finding.clause_ids,
        })
        .collect();
    let said: BTreeSet<String> = found
        .iter()
        .flat_map(|finding| finding.clause_ids.clone())
        .collect();
    for one in lapsed(read, clauses, today)? {
        // What had lapsed when the policy was issued is found by its words.
        if issued.is_some_and(|issued| one.since <= issued)
            && said.is_superset(&one.clause_ids.iter().cloned().collect())
        {
            continue;
        }
        found.push(lapsed_finding(one));
    }
    found.extend(never_approved(read, policy)?);
    Ok(found)
}

fn lapsed_finding(one: Lapsed) -> Finding {
    let suggestion = if one.successor.is_empty() {
        "Name its successor, or say that it has none.".to_owned()
    } else {
        format!("Cite {} instead.", one.successor)
    };
    Finding {
        sentence: format!(
            "The policy cites {}, which holds no more since {}.",
            one.name,
            in_words(one.since)
        ),
        suggestion,
        clause_ids: one.clause_ids,
    }
}

/// Partners that the policy names without a record of an approval.
fn never_approved(read: &mut Read<'_>, policy: &Policy) -> Result<Option<Finding>, Failure> {
    let named = store::never_approved(read, policy.id)?;
    let count = i64::try_from(named.len()).unwrap_or(i64::MAX);
    Ok((count > 0).then(|| Finding {
        sentence: format!(
            "{} named as current, and there is no record of an approval.",
            domain::obligations::counted(count, "partner is", "partners are")
        ),
        suggestion: "Take them through the checklist, or name them only once they are approved."
            .to_owned(),
        clause_ids: named,
    }))
}
