//! Learners take part of their own will, in what suits their age, supervised and with the risks looked
//! at (P4f). A session with them is refused with everything that is missing.

use crate::calendar::in_words;
use jiff::civil::Date;
use thiserror::Error;

/// The age from which nobody has to consent for a learner.
const ADULT: i64 = 18;

/// How learners are looked after in an activity. That taking part is voluntary, and who supervises, is
/// part of it: there is none without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Supervision {
    /// The youngest age it is meant for.
    pub age_from: i64,
    /// The most learners for one supervisor.
    pub learners_each: i64,
}

impl Supervision {
    /// Whether somebody has to consent for the youngest.
    pub fn asks_consent(self) -> Option<()> {
        (self.age_from < ADULT).then_some(())
    }
}

/// From when until when a risk assessment holds, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiskAssessment {
    /// The day the risks were looked at.
    pub reviewed_on: Date,
    /// The last day it can be relied on.
    pub valid_until: Date,
}

impl RiskAssessment {
    /// Whether it can be relied on that day.
    pub fn holds_on(self, day: Date) -> bool {
        self.reviewed_on <= day && day <= self.valid_until
    }
}

/// What is said of a session with learners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct There {
    /// The day it was held.
    pub held_on: Date,
    /// Learners who took part.
    pub attendees: i64,
    /// Supervisors who were there.
    pub supervisors: i64,
    /// That consent was there for everybody under 18.
    pub consent: Option<()>,
    /// The last day on which the partner's safeguarding check holds (A.1), if there is a partner.
    pub partner_checked_until: Option<Date>,
}

/// What a session with learners lacks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LearnersMissing {
    /// Ages, the voluntary statement, the supervisor and the ratio are not said.
    #[error(
        "It is not said yet for which ages it is, how learners know that it is voluntary, who supervises and how many learners each"
    )]
    Supervision,
    /// No risk assessment covers the day.
    #[error("There is no risk assessment in date on {}", in_words(*.0))]
    RiskAssessment(Date),
    /// Too few supervisors for so many.
    #[error("{attendees} learners need {needed} supervisors: one for {each} at most")]
    TooFewSupervisors {
        /// Learners who took part.
        attendees: i64,
        /// Supervisors they would need.
        needed: i64,
        /// The most learners for one.
        each: i64,
    },
    /// Consent for those under 18 is not confirmed.
    #[error("Confirm that there was consent for everybody under 18")]
    Consent,
    /// The partner's safeguarding check does not hold on the day, and some are under 18.
    #[error(
        "The safeguarding check of the partner was not in date on {}, and some are under 18: the partner is checked again first",
        in_words(*.0)
    )]
    PartnerCheck(Date),
}

/// Everything that a session with learners lacks; nothing when it can be recorded.
pub fn learners_missing(
    supervision: Option<Supervision>,
    assessments: &[RiskAssessment],
    there: There,
) -> Vec<LearnersMissing> {
    let mut missing = Vec::new();
    match supervision {
        None => missing.push(LearnersMissing::Supervision),
        Some(supervision) => {
            let each = supervision.learners_each.max(1);
            if there.attendees > each.saturating_mul(there.supervisors) {
                missing.push(LearnersMissing::TooFewSupervisors {
                    attendees: there.attendees,
                    needed: there.attendees / each + i64::from(there.attendees % each > 0),
                    each,
                });
            }
            if supervision.asks_consent().is_some() && there.consent.is_none() {
                missing.push(LearnersMissing::Consent);
            }
            let is_checked = |until: Date| there.held_on <= until;
            if supervision.asks_consent().is_some()
                && !there.partner_checked_until.is_none_or(is_checked)
            {
                missing.push(LearnersMissing::PartnerCheck(there.held_on));
            }
        }
    }
    if !assessments.iter().any(|one| one.holds_on(there.held_on)) {
        missing.push(LearnersMissing::RiskAssessment(there.held_on));
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const THERE: There = There {
        held_on: date(2026, 11, 9),
        attendees: 12,
        supervisors: 2,
        consent: None,
        partner_checked_until: None,
    };
    const ADULTS: Supervision = Supervision {
        age_from: 18,
        learners_each: 6,
    };
    const ASSESSED: RiskAssessment = RiskAssessment {
        reviewed_on: date(2026, 9, 1),
        valid_until: date(2026, 11, 9),
    };

    #[test]
    fn p4f_a_session_that_lacks_nothing_can_be_recorded() {
        assert!(learners_missing(Some(ADULTS), &[ASSESSED], THERE).is_empty());
    }

    #[test]
    fn p4f_everything_that_is_missing_is_named_at_once() {
        assert_eq!(
            learners_missing(None, &[], THERE),
            [
                LearnersMissing::Supervision,
                LearnersMissing::RiskAssessment(THERE.held_on)
            ]
        );
    }

    #[test]
    fn p4f_a_risk_assessment_holds_on_its_first_and_last_day_and_no_longer() {
        for (day, holds) in [
            (date(2026, 8, 31), false),
            (date(2026, 9, 1), true),
            (date(2026, 11, 9), true),
            (date(2026, 11, 10), false),
        ] {
            let there = There {
                held_on: day,
                ..THERE
            };
            let missing = learners_missing(Some(ADULTS), &[ASSESSED], there);
            assert_eq!(missing.is_empty(), holds, "{day}");
        }
    }

    #[test]
    fn p4f_more_learners_than_the_ratio_allows_are_refused() {
        for (attendees, supervisors, needed) in [(13, 2, Some(3)), (12, 2, None), (1, 0, Some(1))] {
            let there = There {
                attendees,
                supervisors,
                ..THERE
            };
            let missing = learners_missing(Some(ADULTS), &[ASSESSED], there);
            let wanted: Vec<LearnersMissing> = needed
                .map(|needed| LearnersMissing::TooFewSupervisors {
                    attendees,
                    needed,
                    each: 6,
                })
                .into_iter()
                .collect();
            assert_eq!(missing, wanted);
        }
    }

    #[test]
    fn p4f_learners_under_18_need_consent() {
        let young = Supervision {
            age_from: 17,
            ..ADULTS
        };
        let missing = learners_missing(Some(young), &[ASSESSED], THERE);
        assert_eq!(missing, [LearnersMissing::Consent]);
        let there = There {
            consent: Some(()),
            ..THERE
        };
        assert!(learners_missing(Some(young), &[ASSESSED], there).is_empty());
        for (until, held) in [(date(2026, 11, 9), true), (date(2026, 11, 8), false)] {
            let there = There {
                partner_checked_until: Some(until),
                ..there
            };
            let missing = learners_missing(Some(young), &[ASSESSED], there);
            assert_eq!(missing.is_empty(), held);
            assert!(learners_missing(Some(ADULTS), &[ASSESSED], there).is_empty());
        }
    }
}
