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
    if !facts.overdue.is_empty() {
        Judged::broken(format!(
            "{} run out or should have been reviewed.",
            if facts.overdue.len() == 1 {
                format!("{} has", named(&facts.overdue))
            } else {
                format!("{} have", named(&facts.overdue))
            }
        ))
    } else if facts.named > 0 && missing == facts.named {
        Judged::unknown(format!(
            "None of the {} that the policy refers to is in the register yet.",
            counted(facts.named, "document", "documents")
        ))
    } else if missing > 0 {
        Judged::at_risk(format!(
            "{} not in the register.",
            if missing == 1 {
                format!("{} is", named(&facts.missing))
            } else {
                format!("{} are", named(&facts.missing))
            }
        ))
    } else if !facts.bare.is_empty() {
        Judged::at_risk(format!(
            "{} without an owner, a review date or a place in the register.",
            if facts.bare.len() == 1 {
                format!("{} is", named(&facts.bare))
            } else {
                format!("{} are", named(&facts.bare))
            }
        ))
    } else {
        Judged::met(format!(
            "All {} that the policy refers to are in the register and in date.",
            counted(facts.named, "document", "documents")
        ))
    }
}
