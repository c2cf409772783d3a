//! Adding a risk assessment to an activity (P4f). Older ones stay: a session relies on the one that
//! covered its day.

use super::answer::asked;
use super::{Activity, Assessment, store};
use crate::evidence;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::activities::RiskAssessment;
use jiff::ToSpan;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "activities/risk.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    activity: Activity,
    grades: Vec<Choice>,
}

fn shown(visit: &Visit<'_>, activity: Activity) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        activity,
        grades: evidence::grades(),
    };
    Reply::form(&page, &visit.form)
}

/// The page: looked at today, for a year.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    let today = visit.today();
    visit.form = Form::new()
        .with_date("reviewed_on", today)
        .with_date("valid_until", today.saturating_add(1.year()))
        .with("grade", "1");
    shown(visit, activity)
}

fn dates(visit: &mut Visit<'_>) -> Option<RiskAssessment> {
    let today = visit.today();
    let form = &mut visit.form;
    let reviewed_on = form.date("reviewed_on", "The day the risks were looked at");
    let valid_until = form.date("valid_until", "Holds until");
    let (reviewed_on, valid_until) = (reviewed_on?, valid_until?);
    if reviewed_on > today {
        form.refuse("reviewed_on", "The date must be today or in the past");
    }
    if valid_until < reviewed_on {
        form.refuse(
            "valid_until",
            "It holds at least until the day the risks were looked at",
        );
    }
    Some(RiskAssessment {
        reviewed_on,
        valid_until,
    })
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    let title = visit.form.required("title", "Title", 150);
    let holds = dates(visit);
    let on = holds.map_or(visit.today(), |holds| holds.reviewed_on);
    let evidence = evidence::read(visit, on)?;
    let (Some(title), Some(holds), false) = (title, holds, visit.form.is_refused()) else {
        return shown(visit, activity);
    };
    let new = Assessment {
        id: visit.new_id(),
        title,
        holds,
        evidence_id: evidence.as_ref().map(|evidence| evidence.id),
        recorded_at: visit.now,
        recorded_by: visit.scope()?.person_id,
    };
    let said = serde_json::json!({ "reviewed_on": holds.reviewed_on.to_string(),
        "valid_until": holds.valid_until.to_string() });
    let entry = visit.entry("added risk assessment", "activity", activity.id, said);
    visit.write(|mut write| {
        if let Some(evidence) = &evidence {
            evidence::add(&mut write, evidence, visit.now)?;
        }
        store::assessment_add(&mut write, activity.id, &new)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/activities/{}", activity.id),
        "The risk assessment is added.",
    )
}
