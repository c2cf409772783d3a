//! Saying how learners are looked after in an activity (P4f): ages, that it is voluntary, who
//! supervises and how many each. Said anew, it counts from then on; recorded sessions keep theirs.

use super::answer::asked;
use super::{Activity, Supervised, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "activities/supervision.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    activity: Activity,
}

fn shown(visit: &Visit<'_>, activity: Activity) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        activity,
    };
    Reply::form(&page, &visit.form)
}

/// The page, filled in with what is said so far.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    if let Some(known) = visit.read(|read| store::supervision(read, activity.id))? {
        visit.form = Form::new()
            .with("age_from", known.age_from.to_string())
            .with("age_to", known.age_to.to_string())
            .with("voluntary_how", &known.voluntary_how)
            .with("supervisor", &known.supervisor)
            .with("learners_each", known.learners_each.to_string());
    }
    shown(visit, activity)
}

fn read(visit: &mut Visit<'_>) -> Option<Supervised> {
    let (id, recorded_at) = (visit.new_id(), visit.now);
    let recorded_by = visit.who.as_ref().map(|who| who.person_id);
    let form = &mut visit.form;
    let age_from = form.whole_number_between("age_from", "Youngest age", 0..=120);
    let age_to = form.whole_number_between("age_to", "Oldest age", 0..=120);
    let voluntary_how = form.required(
        "voluntary_how",
        "How learners know that it is voluntary",
        500,
    );
    let supervisor = form.required("supervisor", "Who supervises", 150);
    let learners_each =
        form.whole_number_between("learners_each", "Learners for each supervisor", 1..=100);
    let (age_from, age_to) = (age_from?, age_to?);
    if age_to < age_from {
        form.refuse("age_to", "The oldest age must not be below the youngest");
        return None;
    }
    Some(Supervised {
        id,
        age_from,
        age_to,
        voluntary_how: voluntary_how?,
        supervisor: supervisor?,
        learners_each: learners_each?,
        recorded_at,
        recorded_by,
    })
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    let Some(new) = read(visit) else {
        return shown(visit, activity);
    };
    let said = serde_json::json!({ "age_from": new.age_from, "age_to": new.age_to,
        "learners_each": new.learners_each });
    let entry = visit.entry(
        "said how learners are looked after",
        "activity",
        activity.id,
        said,
    );
    visit.write(|mut write| {
        store::supervision_add(&mut write, activity.id, &new)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/activities/{}", activity.id),
        "How learners are looked after is kept.",
    )
}
