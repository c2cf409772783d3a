//! Who agrees to a return and who signs it: for themselves, or for a member of Governance & Leadership
//! who handed it to them (P4d). A voice counts once, whoever speaks; whoever prepared a return neither
//! speaks for it nor lets anybody speak for them. What is handed on cannot be handed on again.

use super::Act;
use crate::people::{Action, Role, may};
use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;
use uuid::Uuid;

/// Somebody's agreement or signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    /// Who acts.
    pub act: Act,
    /// For whom, when it is not for themselves.
    pub for_whom: Option<Uuid>,
}

impl Voice {
    /// Whose voice it is.
    pub fn whose(&self) -> Uuid {
        self.for_whom.unwrap_or(self.act.by)
    }
}

/// Why a voice does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VoiceRefused {
    /// One person, one voice.
    #[error("You agreed to this return already: somebody else agrees now")]
    SpokenAlready,
    /// The other's voice has been counted.
    #[error("Whoever handed this to you agreed already, or somebody agreed for them")]
    CountedAlready,
    /// The preparer would agree to their own work through somebody else.
    #[error("Whoever handed this to you prepared this return, so nobody can act for them")]
    ForThePreparer,
    /// The preparer would agree to their own work.
    #[error("You prepared this return: somebody else acts on it")]
    ByThePreparer,
}

/// Whether a voice can be heard on what somebody prepared, beside those that were.
pub fn may_speak(prepared_by: Uuid, voice: &Voice, heard: &[Voice]) -> Result<(), VoiceRefused> {
    if voice.act.by == prepared_by {
        return Err(VoiceRefused::ByThePreparer);
    }
    if voice.whose() == prepared_by {
        return Err(VoiceRefused::ForThePreparer);
    }
    if heard.iter().any(|other| other.act.by == voice.act.by) {
        return Err(VoiceRefused::SpokenAlready);
    }
    if heard.iter().any(|other| other.whose() == voice.whose()) {
        return Err(VoiceRefused::CountedAlready);
    }
    Ok(())
}

/// How many members of Governance & Leadership have to agree; at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum(i64);

impl Quorum {
    /// One voice is enough.
    pub const ONE: Self = Self(1);
    /// The most that can be asked for.
    pub const MOST: i64 = 9;

    /// A quorum of so many; `None` when there is none such.
    pub fn of(voices: i64) -> Option<Self> {
        (1..=Self::MOST).contains(&voices).then_some(Self(voices))
    }

    /// So many.
    pub fn voices(self) -> i64 {
        self.0
    }

    /// How many are still missing.
    pub fn missing(self, heard: usize) -> i64 {
        let heard = i64::try_from(heard).unwrap_or(i64::MAX);
        self.0.saturating_sub(heard).max(0)
    }
}

/// What a delegation covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Covers {
    /// One return, by its name.
    One(String),
    /// Every return, on the days from the first to the last.
    Days(Date, Date),
}

/// Reviewing and signing, handed by a member of Governance & Leadership to a named person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Who handed it on.
    pub from: Uuid,
    /// To whom.
    pub to: Uuid,
    /// What it covers.
    pub covers: Covers,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it was taken back, if it was.
    pub withdrawn_at: Option<Timestamp>,
}

impl Delegation {
    /// Whether it holds for a return on a day.
    pub fn holds(&self, name: &str, today: Date) -> bool {
        if self.withdrawn_at.is_some() {
            return false;
        }
        match &self.covers {
            Covers::One(covered) => covered == name,
            Covers::Days(from, to) => (*from..=*to).contains(&today),
        }
    }
}

/// Why review and sign-off cannot be handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DelegateRefused {
    /// Only what is one's own can be handed on.
    #[error(
        "Only a member of Governance & Leadership hands on review and sign-off, and nobody hands on what was handed to them"
    )]
    NotTheirs,
    /// It would change nothing.
    #[error("Choose somebody else than yourself")]
    ToThemselves,
    /// The person may not hold it.
    #[error(
        "Choose somebody who may sign off returns: a Social Value Lead or a member of Governance & Leadership"
    )]
    MayNotHold,
    /// The last day is before the first.
    #[error("The last day must be on or after the first")]
    EndsBeforeItBegins,
}

/// Whether somebody with these roles may hand it to a person with those.
pub fn may_delegate(
    (from, roles): (Uuid, &[Role]),
    (to, held): (Uuid, &[Role]),
    covers: &Covers,
) -> Result<(), DelegateRefused> {
    if !may(roles, Action::ReviewReturn) {
        return Err(DelegateRefused::NotTheirs);
    }
    if from == to {
        return Err(DelegateRefused::ToThemselves);
    }
    if !may(held, Action::SignOffReturn) {
        return Err(DelegateRefused::MayNotHold);
    }
    match covers {
        Covers::Days(first, last) if last < first => Err(DelegateRefused::EndsBeforeItBegins),
        Covers::Days(_, _) | Covers::One(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const LEAD: Uuid = Uuid::from_u128(1);
    const FIRST: Uuid = Uuid::from_u128(2);
    const SECOND: Uuid = Uuid::from_u128(3);

    fn voice(by: Uuid, for_whom: Option<Uuid>) -> Voice {
        let at = Timestamp::UNIX_EPOCH;
        Voice {
            act: Act { by, at },
            for_whom,
        }
    }

    #[test]
    fn p4d_a_voice_counts_once_and_the_preparers_never() {
        let speaks = |by, for_whom, heard: &[Voice]| may_speak(LEAD, &voice(by, for_whom), heard);
        let first = [voice(FIRST, None)];
        assert_eq!(speaks(FIRST, None, &[]), Ok(()));
        assert_eq!(speaks(SECOND, None, &first), Ok(()));
        assert_eq!(
            speaks(FIRST, None, &first),
            Err(VoiceRefused::SpokenAlready)
        );
        let for_first = Some(FIRST);
        assert_eq!(speaks(SECOND, for_first, &[]), Ok(()));
        assert_eq!(
            speaks(SECOND, for_first, &first),
            Err(VoiceRefused::CountedAlready)
        );
        let spoken = [voice(SECOND, for_first)];
        assert_eq!(
            speaks(FIRST, None, &spoken),
            Err(VoiceRefused::CountedAlready)
        );
        assert_eq!(
            speaks(SECOND, None, &spoken),
            Err(VoiceRefused::SpokenAlready)
        );
        assert_eq!(speaks(LEAD, None, &[]), Err(VoiceRefused::ByThePreparer));
        assert_eq!(
            speaks(LEAD, for_first, &[]),
            Err(VoiceRefused::ByThePreparer)
        );
        assert_eq!(
            speaks(FIRST, Some(LEAD), &[]),
            Err(VoiceRefused::ForThePreparer)
        );
    }

    #[test]
    fn a_quorum_is_at_least_one() {
        assert_eq!(Quorum::of(0), None);
        assert_eq!(Quorum::of(Quorum::MOST + 1), None);
        let two = Quorum::of(2).unwrap();
        assert_eq!([two.missing(0), two.missing(2), two.missing(5)], [2, 0, 0]);
    }

    #[test]
    fn p4d_what_is_handed_on_is_ones_own_and_to_somebody_who_may_hold_it() {
        let days = Covers::Days(date(2026, 8, 1), date(2026, 8, 31));
        let hands =
            |roles: &[Role], held: &[Role]| may_delegate((FIRST, roles), (SECOND, held), &days);
        assert_eq!(hands(&[Role::Governance], &[Role::Lead]), Ok(()));
        for role in [
            Role::Staff,
            Role::Auditor,
            Role::Commissioner,
            Role::Administrator,
        ] {
            let refused = hands(&[Role::Governance], &[role]);
            assert_eq!(refused, Err(DelegateRefused::MayNotHold), "{role:?}");
        }
        assert_eq!(
            hands(&[Role::Lead], &[Role::Governance]),
            Err(DelegateRefused::NotTheirs)
        );
        let back = Covers::Days(date(2026, 8, 2), date(2026, 8, 1));
        let giver = (FIRST, [Role::Governance].as_slice());
        let refused = may_delegate(giver, (SECOND, &[Role::Lead]), &back);
        assert_eq!(refused, Err(DelegateRefused::EndsBeforeItBegins));
        let refused = may_delegate(giver, (FIRST, &[Role::Governance]), &days);
        assert_eq!(refused, Err(DelegateRefused::ToThemselves));
    }

    #[test]
    fn a_delegation_holds_for_its_return_or_its_days_until_it_is_taken_back() {
        let one = |covers| Delegation {
            from: FIRST,
            to: SECOND,
            covers,
            given_at: Timestamp::UNIX_EPOCH,
            withdrawn_at: None,
        };
        let of_one = one(Covers::One("2025-26-q1".to_owned()));
        assert!(of_one.holds("2025-26-q1", date(2030, 1, 1)));
        assert!(!of_one.holds("2025-26-q1-r2", date(2026, 1, 1)));
        let of_days = one(Covers::Days(date(2026, 8, 1), date(2026, 8, 31)));
        assert!(of_days.holds("2025-26-q1", date(2026, 8, 31)));
        assert!(!of_days.holds("2025-26-q1", date(2026, 9, 1)));
        let withdrawn = Delegation {
            withdrawn_at: Some(Timestamp::UNIX_EPOCH),
            ..of_days
        };
        assert!(!withdrawn.holds("2025-26-q1", date(2026, 8, 31)));
    }
}
