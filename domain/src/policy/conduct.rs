//! What a careful reader finds in how a policy says that things are done: what counts, who approves, the
//! checklist, and what it leaves to other documents.

use super::{Citation, Clause, ClauseKind, Finding, FindingKind};

/// Everything found, in the order of the kinds.
pub(super) fn all(clauses: &[Clause], citations: &[Citation]) -> Vec<Finding> {
    let mut found: Vec<Finding> = core_delivery(clauses, citations).into_iter().collect();
    found.extend(elsewhere(clauses));
    found.extend(one_approver(clauses));
    found.extend(every_partner(clauses));
    found.extend(checklist(clauses));
    found
}

fn ids(clauses: &[Clause], is_one: impl Fn(&&Clause) -> bool) -> Vec<String> {
    let found = clauses.iter().filter(is_one);
    found.map(|clause| clause.id.clone()).collect()
}

/// Courses that a contract pays for are counted as social value.
fn core_delivery(clauses: &[Clause], citations: &[Citation]) -> Option<Finding> {
    let is_cited = |id: &str| citations.iter().any(|citation| citation.clause_id == id);
    let is_course = |clause: &&Clause| {
        let words = clause.text.to_lowercase();
        (words.contains("training") || words.contains("course")) && is_cited(&clause.id)
    };
    let clause_ids = ids(clauses, is_course);
    let says_beyond = clauses.iter().any(|clause| {
        let words = clause.text.to_lowercase();
        words.contains("beyond what") || words.contains("additional to the contract")
    });
    (!clause_ids.is_empty() && !says_beyond).then(|| Finding {
        kind: FindingKind::CoreDelivery,
        sentence: "Courses that a contract pays for anyway are counted as social value.".to_owned(),
        suggestion: "Say that only what goes beyond the contract counts, and how much of each course that is.".to_owned(),
        clause_ids,
    })
}

/// Something is left to another document.
fn elsewhere(clauses: &[Clause]) -> Option<Finding> {
    let leaves = |clause: &&Clause| {
        let words = clause.text.to_lowercase();
        words.contains("addressed separately")
            || words.contains("addressed in the")
            || words.contains("set out in our")
    };
    let clause_ids = ids(clauses, leaves);
    (!clause_ids.is_empty()).then(|| Finding {
        kind: FindingKind::AddressedElsewhere,
        sentence: "A theme is named here and addressed in another document.".to_owned(),
        suggestion: "Mark the theme as addressed elsewhere, list that document in the register, and say its version and review date here.".to_owned(),
        clause_ids,
    })
}

/// The lead may approve a partner alone.
fn one_approver(clauses: &[Clause]) -> Option<Finding> {
    let either = |clause: &&Clause| {
        let words = clause.text.to_lowercase();
        let is_approval = words.contains("approval by") || words.starts_with("approving new");
        is_approval
            && (words.contains("lead/") || words.contains(" or ") || is_leads(clauses, clause))
    };
    let clause_ids = ids(clauses, either);
    (!clause_ids.is_empty()).then(|| Finding {
        kind: FindingKind::OneApprover,
        sentence: "The Social Value Lead may approve a partner alone, also one that the Lead has proposed.".to_owned(),
        suggestion: "Let two people sign for a partner, or somebody other than who proposed it; the software asks for that in any case.".to_owned(),
        clause_ids,
    })
}

/// Whether a clause stands beneath one that speaks of the lead.
fn is_leads(clauses: &[Clause], clause: &Clause) -> bool {
    let parent = clause.parent.as_ref();
    let parent = parent.and_then(|id| clauses.iter().find(|known| known.id == *id));
    parent.is_some_and(|parent| parent.text.to_lowercase().contains("lead"))
}

/// Every new partner asks for a review of the whole policy.
fn every_partner(clauses: &[Clause]) -> Option<Finding> {
    let asks = |clause: &&Clause| {
        let words = clause.text.to_lowercase();
        let is_trigger = clause.id.starts_with("P6") && clause.kind == ClauseKind::Bullet;
        is_trigger && words.contains("partner") && !words.contains("change")
    };
    let clause_ids = ids(clauses, asks);
    (!clause_ids.is_empty()).then(|| Finding {
        kind: FindingKind::EveryPartner,
        sentence: "Every new partnership asks for a review of the whole policy.".to_owned(),
        suggestion: "Let a review look at section 3 alone when nothing else asks for one, or collect new partners for the quarter.".to_owned(),
        clause_ids,
    })
}

/// The checks that the text names and the boxes of the checklist are not the same.
fn checklist(clauses: &[Clause]) -> Option<Finding> {
    let boxes: Vec<&Clause> = clauses
        .iter()
        .filter(|clause| clause.kind == ClauseKind::CheckItem)
        .collect();
    let named = clauses.iter().find_map(|clause| {
        let (_, rest) = clause.text.split_once('(')?;
        let (inside, _) = rest.split_once(')')?;
        let is_checklist = clause.text.to_lowercase().contains("checklist");
        is_checklist.then(|| (clause, inside.split(',').count()))
    });
    let appendix = boxes.first().and_then(|first| first.parent.clone());
    let dates: Vec<&Clause> = clauses
        .iter()
        .filter(|clause| clause.parent == appendix && appendix.is_some())
        .filter(|clause| {
            clause
                .text
                .trim_end_matches(':')
                .eq_ignore_ascii_case("date")
        })
        .collect();
    let differ = named.filter(|(_, checks)| *checks != boxes.len());
    let sentence = match (differ, dates.as_slice()) {
        _ if boxes.len() < 2 => return None,
        (Some((_, checks)), dates) => format!(
            "The text names {checks} checks, the checklist has {} boxes{}.",
            boxes.len(),
            if dates.len() == 1 {
                " and a single date"
            } else {
                ""
            }
        ),
        (None, [_]) => format!("The checklist has {} boxes and a single date.", boxes.len()),
        (None, _) => return None,
    };
    let first = differ.map(|(clause, _)| clause.id.clone());
    let clause_ids = first
        .into_iter()
        .chain(boxes.first().map(|first| first.id.clone()));
    Some(Finding {
        kind: FindingKind::ChecklistDiffers,
        sentence,
        suggestion: "Name the same checks in both places, each with a date of its own and a day on which it runs out.".to_owned(),
        clause_ids: clause_ids.collect(),
    })
}
