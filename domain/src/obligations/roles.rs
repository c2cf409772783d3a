//! Who does what (P4).

use super::{Judged, counted, named};
use crate::calendar::in_words;
use jiff::ToSpan;
use jiff::civil::Date;

/// Who leads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leading {
    /// People with the role of the lead.
    pub leads: i64,
    /// People of Governance & Leadership.
    pub governors: i64,
    /// Actions of any kind that are overdue.
    pub overdue: i64,
}

/// P4a: somebody leads.
pub fn leading(facts: Leading) -> Judged {
    if facts.leads == 0 {
        Judged::broken("Nobody has the role of Social Value Lead.")
    } else if facts.governors == 0 {
        Judged::at_risk("Nobody of Governance & Leadership supports the lead yet.")
    } else if facts.overdue > 0 {
        Judged::at_risk(format!(
            "{} overdue.",
            counted(
                facts.overdue,
                "action that was taken on is",
                "actions that were taken on are"
            )
        ))
    } else {
        Judged::met(format!(
            "{} and {} of Governance & Leadership watch over the work; no action is overdue.",
            counted(facts.leads, "lead", "leads"),
            counted(facts.governors, "member", "members")
        ))
    }
}

/// What laws, contracts and regulators ask.
#[derive(Debug, Clone, Default)]
pub struct Required {
    /// Requirements listed.
    pub listed: i64,
    /// Those whose check is overdue.
    pub overdue: Vec<String>,
    /// Those found not to be met by the newest check.
    pub not_met: Vec<String>,
    /// Those found to be met in part.
    pub partly: Vec<String>,
}

/// P4b: compliance.
pub fn required(facts: &Required) -> Judged {
    if let [first, ..] = facts.not_met.as_slice() {
        Judged::broken(format!("‘{first}’ was found not to be met."))
    } else if let [first, ..] = facts.overdue.as_slice() {
        Judged::broken(format!("The check of ‘{first}’ is overdue."))
    } else if facts.listed == 0 {
        Judged::unknown("Nothing that laws, contracts or regulators ask is listed yet.")
    } else if let [first, ..] = facts.partly.as_slice() {
        Judged::at_risk(format!("‘{first}’ was found to be met in part."))
    } else {
        Judged::met(format!(
            "{} listed, and no check is overdue.",
            counted(facts.listed, "requirement is", "requirements are")
        ))
    }
}

/// Yearly reviews of partners.
#[derive(Debug, Clone, Default)]
pub struct Reviews {
    /// Approved partners that have not ended.
    pub working: i64,
    /// Those whose review is overdue, by name.
    pub overdue: Vec<String>,
    /// Those whose review is due soon.
    pub soon: i64,
}

/// P4c: reviewed once a year.
pub fn reviews(facts: &Reviews) -> Judged {
    if !facts.overdue.is_empty() {
        Judged::broken(format!(
            "The yearly review of {} is overdue.",
            named(&facts.overdue)
        ))
    } else if facts.working == 0 {
        Judged::unknown("No partner is approved yet.")
    } else if facts.soon > 0 {
        Judged::at_risk(format!(
            "{} within 60 days.",
            counted(facts.soon, "yearly review is due", "yearly reviews are due")
        ))
    } else {
        Judged::met(format!(
            "No yearly review of {} is due.",
            counted(facts.working, "approved partner", "approved partners")
        ))
    }
}

/// What is signed.
#[derive(Debug, Clone, Default)]
pub struct SignOff {
    /// Quarters of the last year that have ended.
    pub ended: i64,
    /// Those that ended more than 92 days ago and are not signed, by name.
    pub late: Vec<String>,
    /// The others that are not signed.
    pub open: Vec<String>,
}

/// P4d: signed by somebody who did not prepare it, which the schema holds.
pub fn sign_off(facts: &SignOff) -> Judged {
    if facts.ended == 0 {
        Judged::unknown("No quarter has ended yet.")
    } else if let [first, ..] = facts.late.as_slice() {
        Judged::broken(format!(
            "{first} ended more than three months ago and is not signed."
        ))
    } else if let [first, ..] = facts.open.as_slice() {
        Judged::at_risk(format!("{first} has ended and is not signed yet."))
    } else {
        Judged::met(format!(
            "All {} are signed, each by somebody who did not prepare it.",
            counted(facts.ended, "quarter that ended", "quarters that ended")
        ))
    }
}

/// Who records.
#[derive(Debug, Clone, Copy, Default)]
pub struct Recording {
    /// People with the role of staff.
    pub staff: i64,
    /// When one of them recorded something last.
    pub last_on: Option<Date>,
}

/// P4e: staff record what is done.
pub fn recording(facts: Recording, today: Date) -> Judged {
    let Some(last) = facts.last_on else {
        return if facts.staff == 0 {
            Judged::broken("Nobody has the role of staff.")
        } else {
            Judged::unknown("Staff have not recorded anything yet.")
        };
    };
    let words = format!("Staff recorded something last on {}.", in_words(last));
    if last < today.saturating_sub(92.days()) {
        Judged::broken(words)
    } else if last < today.saturating_sub(31.days()) {
        Judged::at_risk(words)
    } else {
        Judged::met(words)
    }
}

/// How learners are looked after.
#[derive(Debug, Clone, Default)]
pub struct Looked {
    /// Live activities for learners.
    pub live: i64,
    /// Those without a named supervisor and a voluntary statement.
    pub unsupervised: Vec<String>,
    /// Those whose risk assessment is missing or has run out.
    pub unassessed: Vec<String>,
    /// Those whose risk assessment runs out soon.
    pub soon: Vec<String>,
}

/// P4f: voluntary, age-appropriate, supervised and risk-assessed.
pub fn looked(facts: &Looked) -> Judged {
    if let [first, ..] = facts.unassessed.as_slice() {
        Judged::broken(format!("‘{first}’ has no risk assessment in date."))
    } else if let [first, ..] = facts.unsupervised.as_slice() {
        Judged::broken(format!(
            "‘{first}’ does not say who supervises it and how it is voluntary."
        ))
    } else if facts.live == 0 {
        Judged::unknown("No activity for learners is live.")
    } else if let [first, ..] = facts.soon.as_slice() {
        Judged::at_risk(format!(
            "The risk assessment of ‘{first}’ runs out within 60 days."
        ))
    } else {
        Judged::met(format!(
            "All {} are voluntary, supervised and risk-assessed.",
            counted(
                facts.live,
                "live activity for learners",
                "live activities for learners"
            )
        ))
    }
}

/// What partners were asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Approved partners that have not ended.
    pub working: i64,
    /// Partners ever asked.
    pub ever: i64,
    /// Partners asked in the last six months.
    pub asked: i64,
    /// Partners that answered in the last six months.
    pub answered: i64,
}

/// P4g: partners say what came of it.
pub fn asked(facts: Asked) -> Judged {
    if facts.ever == 0 {
        Judged::unknown("No partner has been asked yet what came of the work.")
    } else if facts.asked == 0 {
        Judged::broken("No partner was asked in the last six months what came of the work.")
    } else if facts.answered == 0 {
        Judged::at_risk(format!(
            "{} asked in the last six months, and none has answered.",
            counted(facts.asked, "partner was", "partners were")
        ))
    } else {
        Judged::met(format!(
            "{} of {} asked in the last six months have answered.",
            facts.answered,
            counted(facts.asked, "partner", "partners")
        ))
    }
}
