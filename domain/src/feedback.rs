//! What stakeholders and partners say and what comes of it (P1.2b, P4g, P5c, P5d): kinds of
//! stakeholder, when a link without an account can be used, what a partner says of a figure, and
//! which dates a consultation, a decision and a change may have.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use thiserror::Error;

/// What kind of group or organisation a stakeholder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StakeholderKind {
    /// People who work for the organisation.
    Staff,
    /// Those it buys from.
    BoughtFrom,
    /// Those who employ its learners or might.
    Employers,
    /// Groups of the neighbourhood.
    Community,
    /// Those who learn with it, as a group and never by name.
    Learners,
    /// Those who fund it.
    Commissioners,
}

impl StakeholderKind {
    /// All kinds, in the order pages show them.
    pub const ALL: [Self; 6] = [
        Self::Staff,
        Self::BoughtFrom,
        Self::Employers,
        Self::Community,
        Self::Learners,
        Self::Commissioners,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::BoughtFrom => "suppliers",
            Self::Employers => "employers",
            Self::Community => "community",
            Self::Learners => "learners",
            Self::Commissioners => "commissioners",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Staff => "Staff",
            Self::BoughtFrom => "Suppliers",
            Self::Employers => "Employers",
            Self::Community => "Community groups",
            Self::Learners => "Learners",
            Self::Commissioners => "Commissioners",
        }
    }

    /// The kind of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// What a partner says of a figure they were part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Confirmed,
    /// It is not, and they say why.
    Disputed,
}

impl Verdict {
    /// Both, in the order forms offer them.
    pub const ALL: [Self; 2] = [Self::Confirmed, Self::Disputed];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Disputed => "disputed",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "Confirmed",
            Self::Disputed => "Disputed",
        }
    }

    /// The verdict of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.key() == key)
    }
}

/// The days a link holds unless somebody says otherwise.
pub const USUAL_DAYS: i64 = 30;
/// The most days a link can hold.
pub const MOST_DAYS: i64 = 90;
/// The most answers to one link for a group of learners.
pub const MOST_ANSWERS: i64 = 500;
/// The days the lead has to look into a disputed figure.
const DISPUTE_DAYS: i64 = 14;
/// The minutes in which tries at one link are counted together.
const BRAKE_MINUTES: i64 = 10;

/// Whom a link is for, which says how often it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// One contact of a partner, once.
    Partner,
    /// A group of learners, each once.
    Learners,
}

impl Audience {
    /// How many answers the link takes.
    pub fn most_answers(self) -> i64 {
        match self {
            Self::Partner => 1,
            Self::Learners => MOST_ANSWERS,
        }
    }

    /// How many times it may be sent within ten minutes, accepted or not.
    pub fn most_tries(self) -> i64 {
        match self {
            Self::Partner => 20,
            Self::Learners => 100,
        }
    }
}

/// What is known of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkFacts {
    /// Whom it is for.
    pub audience: Audience,
    /// From this instant on it cannot be used.
    pub expires_at: Timestamp,
    /// When it was withdrawn, if it was.
    pub withdrawn_at: Option<Timestamp>,
    /// How many answers came.
    pub answers: i64,
}

/// Whether a link can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It can.
    Open,
    /// Everybody it is for has answered.
    Answered,
    /// Somebody withdrew it.
    Withdrawn,
    /// It is too old.
    Expired,
}

impl LinkState {
    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Answered => "Answered",
            Self::Withdrawn => "Withdrawn",
            Self::Expired => "Expired",
        }
    }
}

/// Decides whether a link can be answered now. What was answered stays so, whatever happens later.
pub fn link_state(link: &LinkFacts, now: Timestamp) -> LinkState {
    if link.answers >= link.audience.most_answers() {
        LinkState::Answered
    } else if link.withdrawn_at.is_some() {
        LinkState::Withdrawn
    } else if link.expires_at <= now {
        LinkState::Expired
    } else {
        LinkState::Open
    }
}

/// When a link made now expires, after so many days.
pub fn expiry(now: Timestamp, days: i64) -> Timestamp {
    let hours = days.clamp(1, MOST_DAYS) * 24;
    now.saturating_add(Span::new().hours(hours)).unwrap_or(now)
}

/// Tries at a link before this instant are forgotten.
pub fn tries_counted_from(now: Timestamp) -> Timestamp {
    now.saturating_sub(Span::new().minutes(BRAKE_MINUTES))
        .unwrap_or(now)
}

/// The day a disputed figure is to be looked into by.
pub fn dispute_due(today: Date) -> Date {
    today.saturating_add(Span::new().days(DISPUTE_DAYS))
}

/// What has become of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionState {
    /// It is still to be done.
    Open,
    /// It was done.
    Done,
    /// It was given up.
    Dropped,
}

impl ActionState {
    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Done => "Done",
            Self::Dropped => "Dropped",
        }
    }
}

/// Why dates cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateRefused {
    /// A consultation would end before it begins.
    #[error("The last day must be on or after the first day")]
    EndsBeforeItBegins,
    /// Something that is said to have happened lies ahead.
    #[error("The date must be today or in the past")]
    InTheFuture,
    /// A response from before the question was asked.
    #[error("The date must be on or after the day the consultation opened")]
    BeforeTheQuestion,
    /// A change that would hold before anybody decided it.
    #[error("A change holds from the day it was decided at the earliest")]
    BeforeTheDecision,
    /// An action that is due before it is opened.
    #[error("The action must be due today or later")]
    DueInThePast,
}

/// Decides whether a consultation can run from one day to another.
pub fn consultation(opens_on: Date, closes_on: Date) -> Result<(), DateRefused> {
    if closes_on < opens_on {
        return Err(DateRefused::EndsBeforeItBegins);
    }
    Ok(())
}

/// Decides whether something was said or decided on a day, in a consultation that opened on another.
pub fn within(on: Date, opens_on: Date, today: Date) -> Result<(), DateRefused> {
    if on < opens_on {
        return Err(DateRefused::BeforeTheQuestion);
    }
    happened(on, today)
}

/// Decides whether something can have happened on a day.
pub fn happened(on: Date, today: Date) -> Result<(), DateRefused> {
    if on > today {
        return Err(DateRefused::InTheFuture);
    }
    Ok(())
}

/// Decides whether a change can hold from a day.
pub fn effective(from: Date, decided_on: Date) -> Result<(), DateRefused> {
    if from < decided_on {
        return Err(DateRefused::BeforeTheDecision);
    }
    Ok(())
}

/// Decides whether an action can be due on a day.
pub fn due(on: Date, today: Date) -> Result<(), DateRefused> {
    if on < today {
        return Err(DateRefused::DueInThePast);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(day: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + Span::new().hours(day * 24)
    }

    fn link(audience: Audience, answers: i64) -> LinkFacts {
        LinkFacts {
            audience,
            expires_at: expiry(at(0), USUAL_DAYS),
            withdrawn_at: None,
            answers,
        }
    }

    #[test]
    fn a_partner_answers_once_and_a_group_until_all_have() {
        assert_eq!(
            link_state(&link(Audience::Partner, 0), at(1)),
            LinkState::Open
        );
        assert_eq!(
            link_state(&link(Audience::Partner, 1), at(1)),
            LinkState::Answered
        );
        assert_eq!(
            link_state(&link(Audience::Learners, 499), at(1)),
            LinkState::Open
        );
        assert_eq!(
            link_state(&link(Audience::Learners, 500), at(1)),
            LinkState::Answered
        );
    }

    #[test]
    fn a_link_ends_at_its_hour_or_when_it_is_withdrawn() {
        let fresh = link(Audience::Learners, 3);
        assert_eq!(link_state(&fresh, at(29)), LinkState::Open);
        assert_eq!(link_state(&fresh, at(30)), LinkState::Expired);
        let withdrawn = LinkFacts {
            withdrawn_at: Some(at(2)),
            ..fresh
        };
        assert_eq!(link_state(&withdrawn, at(3)), LinkState::Withdrawn);
        let answered = LinkFacts {
            withdrawn_at: Some(at(2)),
            ..link(Audience::Partner, 1)
        };
        assert_eq!(link_state(&answered, at(99)), LinkState::Answered);
    }

    #[test]
    fn a_link_holds_from_one_day_to_ninety() {
        assert_eq!(expiry(at(0), 0), at(1));
        assert_eq!(expiry(at(0), 1_000), at(90));
    }

    #[test]
    fn p5d_a_change_holds_from_its_decision_at_the_earliest() {
        let day = date(2026, 9, 1);
        assert_eq!(effective(day, day), Ok(()));
        assert_eq!(
            effective(date(2026, 8, 31), day),
            Err(DateRefused::BeforeTheDecision)
        );
    }

    #[test]
    fn what_was_said_lies_between_the_question_and_today() {
        let (opened, today) = (date(2026, 9, 1), date(2026, 9, 30));
        assert_eq!(within(opened, opened, today), Ok(()));
        assert_eq!(within(today, opened, today), Ok(()));
        assert_eq!(
            within(date(2026, 8, 31), opened, today),
            Err(DateRefused::BeforeTheQuestion)
        );
        assert_eq!(
            within(date(2026, 10, 1), opened, today),
            Err(DateRefused::InTheFuture)
        );
        assert_eq!(consultation(opened, opened), Ok(()));
        assert_eq!(
            consultation(today, opened),
            Err(DateRefused::EndsBeforeItBegins)
        );
        assert_eq!(due(opened, today), Err(DateRefused::DueInThePast));
        assert_eq!(dispute_due(opened), date(2026, 9, 15));
    }

    #[test]
    fn kinds_and_verdicts_are_found_by_their_keys() {
        for kind in StakeholderKind::ALL {
            assert_eq!(StakeholderKind::from_key(kind.key()), Some(kind));
        }
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_key(verdict.key()), Some(verdict));
        }
        assert_eq!(StakeholderKind::from_key("pupils"), None);
    }
}
