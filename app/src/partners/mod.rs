//! Whom the organisation works with (P3a): each partner from its listing through the checks of
//! Appendix A to its approval, its yearly reviews and its end (P1.2d, P3b, P4c, A.1–A.5).

pub(crate) mod agreements;
mod approving;
pub(crate) mod change;
pub(crate) mod check;
pub(crate) mod checklist;
pub(crate) mod contacts;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod passport;
mod passport_format;
pub(crate) mod passport_import;
pub(crate) mod passport_kept;
pub(crate) mod review;
pub(crate) mod show;
pub(crate) mod sign_off;
pub(crate) mod stage;
mod store;
#[cfg(test)]
mod tests;

use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, Read};
use domain::calendar::Calendar;
use domain::partners::{Check, Made, PartnerKind, PartnerRefused, Signer, Stage, Standing};
use domain::people::Role;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use pages::Choice;

pub(crate) use approving::move_to;
pub(crate) use approving::{being_checked, lay_approved};
pub(crate) use list::review_words;
pub(crate) use review::reviews_due;
pub(crate) use store::{add, all, approved_since, expiring, find};

/// A partner that is to be listed.
#[derive(Debug, Clone)]
pub(crate) struct NewPartner {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) kind: PartnerKind,
    /// What it does with the organisation.
    pub(crate) purpose: String,
}

/// A listed partner.
#[derive(Debug, Clone)]
pub(crate) struct Partner {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) kind: PartnerKind,
    /// What it does with the organisation.
    pub(crate) purpose: String,
    pub(crate) standing: Standing,
    /// How often its checks have begun.
    pub(crate) round: i64,
    /// Who listed it.
    pub(crate) proposed_by: Option<Id>,
    pub(crate) listed_at: Timestamp,
}

/// A check of Appendix A as it was made.
#[derive(Debug, Clone)]
struct MadeCheck {
    id: Id,
    check: Check,
    note: String,
    evidence_id: Option<Id>,
    interest: Option<Interest>,
    made_on: Date,
    expires_on: Date,
    recorded_at: Timestamp,
    recorded_by: Option<Id>,
}

/// A conflict of interest that was declared (A.3).
#[derive(Debug, Clone)]
struct Interest {
    what: String,
    /// Whose it is, if it is one of our own persons.
    interested_id: Option<Id>,
    managed_how: String,
    managed_by: Id,
}

impl MadeCheck {
    fn made(&self) -> Made {
        Made {
            check: self.check,
            expires_on: self.expires_on,
            interested: self
                .interest
                .as_ref()
                .and_then(|interest| interest.interested_id),
        }
    }
}

/// A check of a working partner that runs out.
#[derive(Debug, Clone)]
pub(crate) struct Expiring {
    pub(crate) partner_id: Id,
    pub(crate) partner: String,
    pub(crate) check: Check,
    pub(crate) expires_on: Date,
}

/// A stage a partner came to.
#[derive(Debug, Clone)]
struct StageFact {
    stage: Stage,
    since_on: Date,
    reason: String,
    recorded_at: Timestamp,
    recorded_by: Option<Id>,
}

/// A yearly review as it was made.
#[derive(Debug, Clone)]
struct MadeReview {
    id: Id,
    /// `continue`, `clear-up` or `end`.
    outcome: String,
    note: String,
    reviewed_on: Date,
    recorded_at: Timestamp,
    recorded_by: Option<Id>,
}

/// What was done together with a partner.
#[derive(Debug, Clone)]
struct Together {
    /// Activities that go on.
    activities: Vec<(Id, String)>,
    /// Sessions in the year before today.
    sessions: i64,
    /// What is evidenced in this academic year and the one before.
    figures: Vec<Done>,
    /// The latest answers to links for feedback.
    answers: Vec<(Id, Date)>,
}

impl Together {
    /// Reads it as of today.
    fn read(
        read: &mut Read<'_>,
        id: Id,
        (calendar, today): (Calendar, Date),
    ) -> Result<Self, Failure> {
        let year = calendar.year_of(today);
        let quarters: Vec<String> = [year.previous(), year]
            .iter()
            .flat_map(|year| year.quarters())
            .map(|quarter| quarter.to_string())
            .collect();
        let since = today.saturating_sub(1.year());
        store::together(read, id, (since, &quarters))
    }
}

/// A figure of a measure.
#[derive(Debug, Clone)]
struct Done {
    measure_id: Id,
    /// Its code and title.
    measure: String,
    /// Quantity and unit.
    figure: String,
}

/// Somebody to talk to at a partner.
#[derive(Debug, Clone)]
struct Contact {
    id: Id,
    name: String,
    /// What they do there.
    task: String,
    email: String,
    telephone: String,
}

/// Something agreed with a partner in writing.
#[derive(Debug, Clone)]
struct Agreement {
    id: Id,
    title: String,
    starts_on: Date,
    ends_on: Option<Date>,
    evidence_id: Option<Id>,
    recorded_at: Timestamp,
}

/// A passport of a partner that another organisation signed, as it is kept.
#[derive(Debug, Clone)]
struct KeptPassport {
    id: Id,
    /// Its file.
    evidence_id: Id,
    public_key: String,
    issuer: String,
    issued_on: Date,
    kept_at: Timestamp,
}

/// Somebody as a signer: Governance when they have that role.
pub(crate) fn signer(who: &Who) -> Signer {
    Signer {
        by: who.person_id,
        role: if who.roles.contains(&Role::Governance) {
            Role::Governance
        } else {
            Role::Lead
        },
    }
}

/// Whether something that happened on a day can count with a partner (P3b).
pub(crate) fn may_count(
    read: &mut Read<'_>,
    id: Id,
    happened_on: Date,
) -> Result<Result<(), PartnerRefused>, Failure> {
    let partner = find(read, id)?.ok_or(Failure::NotFound)?;
    Ok(partner.standing.may_count(happened_on))
}

/// Whether something new can begin with a partner (P3b, P4c).
pub(crate) fn may_begin(
    read: &mut Read<'_>,
    id: Id,
    today: Date,
) -> Result<Result<(), PartnerRefused>, Failure> {
    let partner = find(read, id)?.ok_or(Failure::NotFound)?;
    Ok(partner.standing.may_begin(today))
}

/// The last day on which a partner's safeguarding check holds (A.1).
pub(crate) fn safeguarded_until(read: &mut Read<'_>, id: Id) -> Result<Option<Date>, Failure> {
    let partner = find(read, id)?.ok_or(Failure::NotFound)?;
    let checks = store::checks(read, &partner)?;
    let safeguarding = checks.iter().find(|made| made.check == Check::Safeguarding);
    Ok(safeguarding.map(|made| made.expires_on))
}

/// Partners as choices, by name.
pub(crate) fn choices(partners: Vec<Partner>) -> Vec<Choice> {
    let choice = |partner: Partner| Choice::new(partner.id.to_string(), partner.name);
    partners.into_iter().map(choice).collect()
}

/// The partners with whom things can count, by name, for a list to choose from.
pub(crate) fn approved(read: &mut Read<'_>) -> Result<Vec<Partner>, Failure> {
    let mut partners = all(read)?;
    partners.retain(|partner| partner.standing.approved_on.is_some());
    Ok(partners)
}
