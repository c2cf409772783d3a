//! What a session with learners relies on (P4f): read from the form, with what its activity knows
//! already, and refused with everything that is missing.

use super::{Activity, Assessment, Care, Supervised, store};
use crate::failure::Failure;
use crate::partners;
use crate::visit::Visit;
use database::Read;
use domain::activities::{LearnersMissing, RiskAssessment, There, learners_missing};
use domain::people::Action;
use jiff::civil::Date;
use pages::Form;

/// The most supervisors of one session.
const MOST_SUPERVISORS: i64 = 1_000;

/// What an activity knows of how its learners are looked after.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) supervision: Option<Supervised>,
    pub(super) assessments: Vec<Assessment>,
    /// The last day the partner's safeguarding check holds, if there is a partner.
    pub(super) partner_checked_until: Option<Date>,
    /// The references of who usually comes; empty when sessions ask for a number alone.
    pub(super) enrolled: Vec<String>,
}

/// Something to be mended before a session with learners can be recorded.
pub(super) struct ToMend {
    pub(super) words: String,
    /// Where it is mended; empty when the person may not.
    pub(super) href: String,
    pub(super) link: &'static str,
}

/// What an activity knows; its register alone for an activity that is not for learners.
pub(super) fn known(visit: &Visit<'_>, activity: &Activity) -> Result<Known, Failure> {
    visit.read(|read| known_of(read, activity))
}

/// The same, within a view of the data.
pub(super) fn known_of(read: &mut Read<'_>, activity: &Activity) -> Result<Known, Failure> {
    let enrolled = store::enrolled(read, activity.id)?;
    if !activity.is_for_learners() {
        return Ok(Known {
            enrolled,
            ..Known::default()
        });
    }
    Ok(Known {
        enrolled,
        partner_checked_until: match activity.partner_id {
            Some(id) => partners::safeguarded_until(read, id)?,
            None => None,
        },
        supervision: store::supervision(read, activity.id)?,
        assessments: store::assessments(read, activity.id)?,
    })
}

impl Known {
    /// The assessment that can be relied on that day.
    pub(super) fn assessment_on(&self, day: Date) -> Option<&Assessment> {
        self.assessments.iter().find(|one| one.holds.holds_on(day))
    }

    /// Whether the form asks for consent.
    pub(super) fn asks_consent(&self) -> Option<()> {
        self.supervision.as_ref()?.rule().asks_consent()
    }

    fn missing(&self, there: There) -> Vec<LearnersMissing> {
        let holds: Vec<RiskAssessment> = self.assessments.iter().map(|one| one.holds).collect();
        learners_missing(
            self.supervision.as_ref().map(Supervised::rule),
            &holds,
            there,
        )
    }
}

fn to_mend(activity: &Activity, missing: &LearnersMissing) -> ToMend {
    let id = activity.id;
    let (href, link) = match missing {
        LearnersMissing::Supervision => (
            format!("/activities/{id}/learners"),
            "Say how learners are looked after",
        ),
        LearnersMissing::RiskAssessment(_) => (
            format!("/activities/{id}/risk-assessment"),
            "Add a risk assessment",
        ),
        LearnersMissing::PartnerCheck(_) => (
            activity
                .partner_id
                .map_or_else(String::new, |id| format!("/partners/{id}")),
            "Open the partner",
        ),
        LearnersMissing::TooFewSupervisors { .. } | LearnersMissing::Consent => (String::new(), ""),
    };
    ToMend {
        words: missing.to_string(),
        href,
        link,
    }
}

/// What an activity for learners lacks for sessions of a day, whatever is typed.
pub(super) fn lacking(
    visit: &Visit<'_>,
    activity: &Activity,
    (known, day): (&Known, Date),
) -> Vec<ToMend> {
    if !activity.is_for_learners() {
        return Vec::new();
    }
    let there = There {
        held_on: day,
        attendees: 0,
        supervisors: 0,
        consent: Some(()),
        partner_checked_until: known.partner_checked_until,
    };
    let can_mend = visit.may(Action::ManageActivity);
    known
        .missing(there)
        .iter()
        .map(|missing| to_mend(activity, missing))
        .map(|mend| {
            if can_mend {
                mend
            } else {
                ToMend {
                    href: String::new(),
                    ..mend
                }
            }
        })
        .collect()
}

/// The form's fields about care, as they usually are.
pub(super) fn filled_in(form: Form, known: &Known) -> Form {
    match &known.supervision {
        Some(supervision) => form
            .with("supervisor", &supervision.supervisor)
            .with("supervisors", "1"),
        None => form,
    }
}

/// What was typed about care; each thing that is missing is refused at its field.
pub(super) fn read(
    form: &mut Form,
    known: &Known,
    (held_on, attendees): (Option<Date>, Option<i64>),
) -> Option<Care> {
    let supervisor = form.required("supervisor", "Who supervised", 150);
    let supervisors = form.whole_number_between(
        "supervisors",
        "How many supervisors were there",
        1..=MOST_SUPERVISORS,
    );
    let (held_on, attendees) = (held_on?, attendees?);
    let consent = form.is_chosen("consent", "yes").then_some(());
    let there = There {
        held_on,
        attendees,
        supervisors: supervisors.unwrap_or(MOST_SUPERVISORS),
        consent,
        partner_checked_until: known.partner_checked_until,
    };
    for missing in known.missing(there) {
        let field = match missing {
            LearnersMissing::Supervision => "supervisor",
            LearnersMissing::RiskAssessment(_) | LearnersMissing::PartnerCheck(_) => "held_on",
            LearnersMissing::TooFewSupervisors { .. } => "supervisors",
            LearnersMissing::Consent => "consent",
        };
        form.refuse(field, missing);
    }
    let (supervision, assessment) = (known.supervision.as_ref()?, known.assessment_on(held_on)?);
    Some(Care {
        supervision_id: supervision.id,
        age_from: supervision.age_from,
        learners_each: supervision.learners_each,
        supervisor: supervisor?,
        supervisors: supervisors?,
        consent_confirmed_on: consent.map(|()| held_on),
        risk_assessment_id: assessment.id,
        risk: assessment.holds,
    })
}

/// The day a concern was passed to the safeguarding lead, if it is said that one was.
pub(super) fn concern(form: &mut Form, held_on: Option<Date>, today: Date) -> Option<Date> {
    let passed_on = form.optional_date("concern_on", "When it was passed on");
    if form.is_chosen("concern", "yes") {
        let passed_on = passed_on.or(held_on)?;
        if passed_on > today || held_on.is_some_and(|held_on| passed_on < held_on) {
            form.refuse(
                "concern_on",
                "The date must be from the day of the session until today",
            );
        }
        return Some(passed_on);
    }
    if passed_on.is_some() {
        form.refuse(
            "concern",
            "Tick this if a concern was passed on, or leave the date empty",
        );
    }
    None
}
