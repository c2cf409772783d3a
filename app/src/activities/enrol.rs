//! Who usually comes to an activity: the references of learners, so that a session's register can be
//! ticked on a phone. Counts without any of this stay the usual way.

use super::answer::asked;
use super::{Activity, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::activities::{EnrolRefused, references};
use pages::{Form, Frame};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "activities/enrol.html")]
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

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    let enrolled = visit.read(|read| store::enrolled(read, activity.id))?;
    visit.form = Form::new().with("references", enrolled.join("\n"));
    shown(visit, activity)
}

/// Keeps the list.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    let typed = visit
        .form
        .optional("references", "References", 10_000)
        .unwrap_or_default();
    let enrolled = match references(&typed) {
        Ok(enrolled) => enrolled,
        Err(refused) => {
            let words: Vec<String> = refused.iter().map(EnrolRefused::to_string).collect();
            visit.form.refuse("references", words.join(". "));
            return shown(visit, activity);
        }
    };
    if visit.form.is_refused() {
        return shown(visit, activity);
    }
    let content = serde_json::json!({ "learners": enrolled.len() });
    let entry = visit.entry("changed register", "activity", activity.id, content);
    let before = visit.read(|read| store::enrolled(read, activity.id))?;
    let before: BTreeSet<&String> = before.iter().collect();
    // What is as it was is no change.
    if before != enrolled.iter().collect() {
        visit.write(|mut write| {
            store::enrolled_set(&mut write, activity.id, &enrolled, visit.now)?;
            Ok(write.commit(entry.clone(), ())?)
        })?;
    }
    let said = match enrolled.len() {
        0 => "The register is empty: sessions ask for a number alone.".to_owned(),
        1 => "The register has 1 learner.".to_owned(),
        many => format!("The register has {many} learners."),
    };
    Reply::see(format!("/activities/{}", activity.id), said)
}
