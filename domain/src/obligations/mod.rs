//! What a clause of the policy asks for, and whether it is kept. A check is a rule over facts that were
//! counted elsewhere: it gives a state and the reason for it in one sentence. It reads nothing itself.

mod assigning;
mod changed;
mod jobs;
mod library;
mod monitoring;
mod partnership;
mod retention;
mod reviewing;
mod roles;
mod statement;
mod themes;

pub use assigning::{carried, place};
pub use changed::{Difference, Piece, differences};
pub use jobs::{Growth, Kpi, Offer, Pilots, Together, growth, kpis, offers, pilots, together};
pub use library::{CHECKS, Check};
pub use monitoring::{
    Adjusting, Annual, Heard, Quarterly, adjusting, annual, heard, quarterly, worst,
};
pub use partnership::{Approvals, Checked, Listed, Signed, approvals, checked, listed, signed};
pub use retention::retention;
pub use reviewing::{Linked, Reviewing, documents, reviewing};
pub use roles::{
    Asked, Leading, Looked, Recording, Required, Reviews, SignOff, asked, leading, looked,
    recording, required, reviews, sign_off,
};
pub use statement::{
    Cover, Detracting, Elsewhere, Flow, Reach, Strategy, Worth, cover, detracting, elsewhere, flow,
    reach, strategy, worth,
};
pub use themes::{
    Adopted, Communicated, Consulted, Coverage, Pipeline, adopted, communicated, consulted,
    coverage, pipeline,
};

use jiff::civil::Date;

/// How many days ahead something that runs out puts a clause at risk.
pub const SOON_DAYS: i64 = 60;

/// Whether what a clause asks is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is not.
    Broken,
    /// It is, and will not be if nothing is done; or only in part.
    AtRisk,
    /// There is nothing yet to judge it by.
    NotYetKnown,
    /// It is.
    Met,
    /// Another document of the organisation answers for it.
    Elsewhere,
}

impl State {
    /// All states, in the order pages count them.
    pub const ALL: [Self; 5] = [
        Self::Met,
        Self::AtRisk,
        Self::Broken,
        Self::NotYetKnown,
        Self::Elsewhere,
    ];

    /// The word in the database and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::AtRisk => "at-risk",
            Self::Broken => "broken",
            Self::NotYetKnown => "not-yet-known",
            Self::Elsewhere => "addressed-elsewhere",
        }
    }

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::AtRisk => "At risk",
            Self::Broken => "Broken",
            Self::NotYetKnown => "Not yet known",
            Self::Elsewhere => "Addressed elsewhere",
        }
    }

    /// The state of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// A state with its reason in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Whether it is kept.
    pub state: State,
    /// Why.
    pub reason: String,
}

impl Judged {
    fn of(state: State, reason: impl Into<String>) -> Self {
        Self {
            state,
            reason: reason.into(),
        }
    }

    fn met(reason: impl Into<String>) -> Self {
        Self::of(State::Met, reason)
    }

    fn at_risk(reason: impl Into<String>) -> Self {
        Self::of(State::AtRisk, reason)
    }

    fn broken(reason: impl Into<String>) -> Self {
        Self::of(State::Broken, reason)
    }

    fn unknown(reason: impl Into<String>) -> Self {
        Self::of(State::NotYetKnown, reason)
    }
}

/// What somebody said of an obligation that no check can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attested<'a> {
    /// Who sees to it.
    pub owner: &'a str,
    /// By when it is to be attested next.
    pub due_on: Date,
    /// When it was attested last, and whether it was kept.
    pub last: Option<(Date, Attestation)>,
}

/// What an attestation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attestation {
    /// It is kept.
    Kept,
    /// It is not.
    NotKept,
}

/// The state of an obligation that somebody attests.
pub fn attested(said: &Attested<'_>, today: Date) -> Judged {
    let due = crate::calendar::in_words(said.due_on);
    let owner = said.owner;
    match said.last {
        Some((on, Attestation::NotKept)) => Judged::broken(format!(
            "{owner} said on {} that it is not kept.",
            crate::calendar::in_words(on)
        )),
        _ if said.due_on < today => {
            Judged::broken(format!("{owner} was to attest it by {due}, and has not."))
        }
        None => Judged::unknown(format!("{owner} is to attest it by {due}.")),
        Some((on, Attestation::Kept)) if is_soon(said.due_on, today) => Judged::at_risk(format!(
            "{owner} attested it on {}; it is due again on {due}.",
            crate::calendar::in_words(on)
        )),
        Some((on, Attestation::Kept)) => Judged::met(format!(
            "{owner} attested it on {}; it is due again on {due}.",
            crate::calendar::in_words(on)
        )),
    }
}

/// Whether a day lies within the next weeks.
fn is_soon(day: Date, today: Date) -> bool {
    day <= today.saturating_add(jiff::ToSpan::days(SOON_DAYS))
}

/// A number with its noun.
pub fn counted(number: i64, one: &str, several: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {several}")
    }
}

/// A few names as a list, and how many more there are.
fn named(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [one, other, rest @ ..] => format!("{one}, {other} and {} more", rest.len()),
    }
}

#[cfg(test)]
mod tests;
