//! The document and its statement (P0, P1.0, P1.1).

use super::{Judged, State, counted, is_soon, named};
use crate::calendar::in_words;
use jiff::civil::Date;

/// What the register knows of the version in force.
#[derive(Debug, Clone, Default)]
pub struct Cover {
    /// Its version.
    pub version: String,
    /// When it was issued.
    pub issued_on: Option<Date>,
    /// When it is to be reviewed next.
    pub review_on: Option<Date>,
    /// Who looks after it.
    pub owner: Option<String>,
    /// Who approved it, and when.
    pub approved: Option<(String, Date)>,
}

/// P0.1: a controlled document.
pub fn cover(facts: &Cover, today: Date) -> Judged {
    let version = &facts.version;
    let (Some(_), Some(review_on)) = (facts.issued_on, facts.review_on) else {
        return Judged::broken(format!(
            "Version {version} names no issue date or no review date."
        ));
    };
    let day = in_words(review_on);
    if review_on < today {
        return Judged::broken(format!(
            "The review date of version {version}, {day}, has passed."
        ));
    }
    match (&facts.approved, &facts.owner) {
        (None, _) => Judged::at_risk(format!("Version {version} has not been approved yet.")),
        (Some(_), None) => Judged::at_risk(format!(
            "Nobody is named as the owner of version {version}."
        )),
        (Some(_), Some(_)) if is_soon(review_on, today) => {
            Judged::at_risk(format!("Version {version} is to be reviewed by {day}."))
        }
        (Some((by, on)), Some(owner)) => Judged::met(format!(
            "Version {version}, owned by {owner}, was approved by {by} on {}; its review is due on {day}.",
            in_words(*on)
        )),
    }
}

/// What of that which is recorded can be valued.
#[derive(Debug, Clone, Copy, Default)]
pub struct Worth {
    /// Measures recorded lately that may have a value in pounds.
    pub recorded: i64,
    /// Those that have one.
    pub in_pounds: i64,
    /// Those that also say how long it lasts and what of it is left.
    pub whole_life: i64,
}

/// P1.0: value on a whole-life basis.
pub fn worth(facts: Worth) -> Judged {
    let left = facts.in_pounds - facts.whole_life;
    if facts.in_pounds == 0 {
        Judged::unknown("No measure that was recorded lately has a value in pounds yet.")
    } else if left > 0 {
        Judged::broken(format!(
            "{} in pounds without saying how long it lasts and what of it is left.",
            counted(left, "measure is valued", "measures are valued")
        ))
    } else if facts.in_pounds < facts.recorded {
        Judged::at_risk(format!(
            "{} of {} measures recorded lately are valued over their whole life.",
            facts.in_pounds, facts.recorded
        ))
    } else {
        Judged::met(format!(
            "All {} recorded lately can be valued over their whole life, gross and net.",
            counted(facts.recorded, "measure", "measures")
        ))
    }
}

/// From what is done to what is reported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Flow {
    /// Activities that go on.
    pub live: i64,
    /// Entries of the last four quarters that ended and of the one that goes on.
    pub entries: i64,
    /// Returns signed for those quarters.
    pub signed: i64,
}

/// P1.1a: delivered, measured, reported.
pub fn flow(facts: Flow) -> Judged {
    let activities = counted(facts.live, "activity goes on", "activities go on");
    let entries = counted(facts.entries, "entry was", "entries were");
    match (facts.live, facts.entries, facts.signed) {
        (0, 0, _) => {
            Judged::unknown("No activity goes on and nothing was recorded in the last year.")
        }
        (_, 0, _) => Judged::broken(format!(
            "{activities}, but nothing was recorded in the last year."
        )),
        (_, _, 0) => Judged::at_risk(format!(
            "{entries} recorded in the last year, but no return of it is signed."
        )),
        (_, _, signed) => Judged::met(format!(
            "{activities}, {entries} recorded in the last year, and {} signed.",
            counted(signed, "return is", "returns are")
        )),
    }
}

/// How far what is done reaches.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The organisation's own areas.
    pub listed: i64,
    /// Those for which nothing was recorded in the last year, by name.
    pub missed: Vec<String>,
}

/// P1.1b: the areas in which we work.
pub fn reach(facts: &Reach) -> Judged {
    let missed = i64::try_from(facts.missed.len()).unwrap_or(i64::MAX);
    if facts.listed == 0 {
        Judged::broken("No area is listed as one in which we work.")
    } else if missed == facts.listed {
        Judged::unknown("Nothing was recorded for any of our areas in the last year.")
    } else if missed > 0 {
        Judged::at_risk(format!(
            "Nothing was recorded for {} in the last year.",
            named(&facts.missed)
        ))
    } else {
        Judged::met(format!(
            "Something was recorded for each of our {} in the last year.",
            counted(facts.listed, "area", "areas")
        ))
    }
}

/// Objectives and what serves them.
#[derive(Debug, Clone, Default)]
pub struct Strategy {
    /// Objectives in force.
    pub in_force: i64,
    /// Those of them that no activity serves.
    pub unserved: Vec<String>,
    /// Objectives past their last day with nothing after them.
    pub lapsed: Vec<String>,
}

/// P1.1c: objectives of the strategy.
pub fn strategy(facts: &Strategy) -> Judged {
    if let [first, ..] = facts.lapsed.as_slice() {
        Judged::broken(format!(
            "The objective ‘{first}’ has lapsed and nothing takes its place."
        ))
    } else if facts.in_force == 0 {
        Judged::unknown("No strategic objective is listed yet.")
    } else if let [first, ..] = facts.unserved.as_slice() {
        Judged::at_risk(format!("No activity serves the objective ‘{first}’."))
    } else {
        Judged::met(format!(
            "An activity serves each of the {} in force.",
            counted(facts.in_force, "objective", "objectives")
        ))
    }
}

/// What detracts.
#[derive(Debug, Clone, Default)]
pub struct Detracting {
    /// Activities that went live and have not ended.
    pub live: i64,
    /// Those of them that were found to detract since, by title.
    pub detract: Vec<String>,
}

/// P1.1d: nothing detracts from the core.
pub fn detracting(facts: &Detracting) -> Judged {
    if let [first, ..] = facts.detract.as_slice() {
        Judged::broken(format!(
            "‘{first}’ was found to detract, and has not ended."
        ))
    } else if facts.live == 0 {
        Judged::unknown("No activity has gone live yet.")
    } else {
        Judged::met(format!(
            "{} live, and each was found not to detract.",
            counted(facts.live, "activity is", "activities are")
        ))
    }
}

/// Themes that other documents address.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere {
    /// Theme and document.
    pub marked: Vec<(String, String)>,
    /// Themes with neither a target nor such a mark.
    pub bare: Vec<String>,
    /// A document among them whose review date has passed.
    pub overdue: Option<(String, Date)>,
}

/// P1.1e: addressed in another document.
pub fn elsewhere(facts: &Elsewhere) -> Judged {
    match (
        facts.marked.as_slice(),
        facts.bare.as_slice(),
        &facts.overdue,
    ) {
        (_, _, Some((document, on))) => Judged::at_risk(format!(
            "{document} was to be reviewed by {}, and has not been.",
            in_words(*on)
        )),
        ([], [], None) => Judged::unknown("No theme is marked as addressed in another document."),
        ([], [bare, ..], None) => Judged::at_risk(format!(
            "{bare} has no target, and no document is named that addresses it."
        )),
        ([(theme, document), ..], _, None) => Judged::of(
            State::Elsewhere,
            format!("{theme} is addressed in {document}."),
        ),
    }
}
