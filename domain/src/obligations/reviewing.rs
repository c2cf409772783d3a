//! Reviews of the policy, and what it refers to (P6).

use super::{Judged, counted, is_soon, named};
use crate::calendar::in_words;
use jiff::civil::Date;

/// What asks for a review.
#[derive(Debug, Clone, Default)]
pub struct Reviewing {
    /// The day of the next yearly review.
    pub next_on: Option<Date>,
    /// Everything else that asks for one now, in sentences without a full stop.
    pub reasons: Vec<String>,
    /// Since when the longest standing of them asks.
    pub since: Option<Date>,
}

/// P6a: reviewed yearly, or sooner. What has asked for 60 days is broken.
pub fn reviewing(facts: &Reviewing, today: Date) -> Judged {
    let is_old = |since: Date| !is_soon(today, since);
    match (facts.next_on, facts.reasons.as_slice()) {
        (Some(on), _) if on < today => {
            Judged::broken(format!("The yearly review was due on {}.", in_words(on)))
        }
        (_, [first, ..]) if facts.since.is_some_and(is_old) => Judged::broken(format!(
            "{first}, and nobody has reviewed the policy since."
        )),
        (_, [first, ..]) => Judged::at_risk(format!("A review is open: {first}.")),
        (Some(on), []) if is_soon(on, today) => {
            Judged::at_risk(format!("The yearly review is due on {}.", in_words(on)))
        }
        (Some(on), []) => Judged::met(format!(
            "Nothing asks for a review; the yearly one is due on {}.",
            in_words(on)
        )),
        (None, []) => Judged::broken("No day is set for the yearly review."),
    }
}

/// What the policy refers to.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    /// Documents that the policy names at its end.
    pub named: i64,
    /// Those of them that are not in the register.
    pub missing: Vec<String>,
    /// Documents of the register that have run out, or whose review date has passed.
    pub overdue: Vec<String>,
    /// Documents of the register without an owner, a review date or a place.
    pub bare: Vec<String>,
}

/// P6b: linked documents.
pub fn documents(facts: &Linked) -> Judged {
    let missing = i64::try_from(facts.missing.len()).unwrap_or(i64::MAX);
    let said = |names: &[String], one: &str, several: &str| {
        let verb = if names.len() == 1 { one } else { several };
        format!("{} {verb}", named(names))
    };
    match (
        facts.overdue.as_slice(),
        facts.missing.as_slice(),
        facts.bare.as_slice(),
    ) {
        ([_, ..], _, _) => Judged::broken(format!(
            "{} run out or should have been reviewed.",
            said(&facts.overdue, "has", "have")
        )),
        ([], [_, ..], _) if missing == facts.named => Judged::unknown(format!(
            "None of the {} that the policy refers to is in the register yet.",
            counted(facts.named, "document", "documents")
        )),
        ([], [_, ..], _) => Judged::at_risk(format!(
            "{} not in the register.",
            said(&facts.missing, "is", "are")
        )),
        ([], [], [_, ..]) => Judged::at_risk(format!(
            "{} without an owner, a review date or a place in the register.",
            said(&facts.bare, "is", "are")
        )),
        ([], [], []) => Judged::met(format!(
            "All {} that the policy refers to are in the register and in date.",
            counted(facts.named, "document", "documents")
        )),
    }
}
