//! Keeping track (P5a to P5d).

use super::{Judged, counted};
use crate::calendar::in_words;
use jiff::ToSpan;
use jiff::civil::Date;

/// Quarters and their returns.
#[derive(Debug, Clone, Default)]
pub struct Quarterly {
    /// Quarters of the last year that have ended.
    pub ended: i64,
    /// Those that ended more than 92 days ago and are not reviewed, by name.
    pub late: Vec<String>,
    /// The others that are not prepared.
    pub unprepared: Vec<String>,
    /// The others that are prepared and wait for the review.
    pub unreviewed: Vec<String>,
}

/// P5a: collected every quarter and reviewed.
pub fn quarterly(facts: &Quarterly) -> Judged {
    if facts.ended == 0 {
        Judged::unknown("No quarter has ended yet.")
    } else if let [first, ..] = facts.late.as_slice() {
        Judged::broken(format!(
            "{first} ended more than three months ago and has not been reviewed."
        ))
    } else if let [first, ..] = facts.unprepared.as_slice() {
        Judged::at_risk(format!("The return of {first} is to be prepared."))
    } else if let [first, ..] = facts.unreviewed.as_slice() {
        Judged::at_risk(format!("The return of {first} waits for its review."))
    } else {
        Judged::met(format!(
            "The returns of all {} are prepared and reviewed.",
            counted(facts.ended, "quarter that ended", "quarters that ended")
        ))
    }
}

/// The report of the last year that ended.
#[derive(Debug, Clone)]
pub struct Annual {
    /// The year and its last day; none when no year of records has ended.
    pub year: Option<(String, Date)>,
    /// When its report was prepared.
    pub prepared_on: Option<Date>,
    /// When its report was signed.
    pub signed_on: Option<Date>,
}

/// P5b: one report a year; 183 days is the time for it.
pub fn annual(facts: &Annual, today: Date) -> Judged {
    let Some((year, ended)) = &facts.year else {
        return Judged::unknown("No year of records has ended yet.");
    };
    match (facts.signed_on, facts.prepared_on) {
        (Some(on), _) => Judged::met(format!(
            "The report of {year} was signed on {}.",
            in_words(on)
        )),
        (None, _) if ended.saturating_add(183.days()) < today => Judged::broken(format!(
            "{year} ended on {}, and its report is not signed.",
            in_words(*ended)
        )),
        (None, Some(_)) => Judged::at_risk(format!(
            "The report of {year} is prepared and waits for its signature."
        )),
        (None, None) => Judged::at_risk(format!("The report of {year} is to be written.")),
    }
}

/// What became of what was said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Heard {
    /// Actions ever taken on.
    pub ever: i64,
    /// Those that are overdue.
    pub overdue: i64,
    /// Those that are overdue by more than 28 days.
    pub long: i64,
    /// Decisions of the last twelve months.
    pub decided: i64,
    /// Those of them that led to a change.
    pub changed: i64,
}

/// P5c: feedback, action, decision, change.
pub fn heard(facts: Heard) -> Judged {
    if facts.ever == 0 {
        Judged::unknown("Nothing that was said has led to an action yet.")
    } else if facts.long > 0 {
        Judged::broken(format!(
            "{} overdue by more than four weeks.",
            counted(facts.long, "action is", "actions are")
        ))
    } else if facts.overdue > 0 {
        Judged::at_risk(format!(
            "{} overdue.",
            counted(facts.overdue, "action is", "actions are")
        ))
    } else if facts.decided == 0 {
        Judged::at_risk("Nothing was decided about what was said in the last twelve months.")
    } else {
        Judged::met(format!(
            "{} made in the last twelve months, and {} to a change.",
            counted(facts.decided, "decision was", "decisions were"),
            format_args!("{} led", facts.changed)
        ))
    }
}

/// Changes and proposals.
#[derive(Debug, Clone, Copy, Default)]
pub struct Adjusting {
    /// Changes that took effect in the last twelve months.
    pub changes: i64,
    /// Proposals of signed reports that nobody has decided for more than 60 days.
    pub undecided: i64,
    /// Accepted proposals whose day has come and that were not carried out.
    pub waiting: i64,
}

/// P5d: adjusted yearly or as required.
pub fn adjusting(facts: Adjusting) -> Judged {
    if facts.waiting > 0 {
        Judged::broken(format!(
            "{} accepted, the day has come, and nothing was done.",
            counted(facts.waiting, "proposal was", "proposals were")
        ))
    } else if facts.undecided > 0 {
        Judged::at_risk(format!(
            "{} for a decision for more than 60 days.",
            counted(facts.undecided, "proposal waits", "proposals wait")
        ))
    } else if facts.changes == 0 {
        Judged::unknown("No change took effect in the last twelve months.")
    } else {
        Judged::met(format!(
            "{} effect in the last twelve months.",
            counted(facts.changes, "change took", "changes took")
        ))
    }
}

/// P1.2f: monitoring as a whole is as good as the weakest of its parts.
pub fn worst(parts: [Judged; 3]) -> Judged {
    let [first, second, third] = parts;
    let weaker = if second.state < first.state {
        second
    } else {
        first
    };
    if third.state < weaker.state {
        third
    } else {
        weaker
    }
}
