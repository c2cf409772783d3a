//! Opening a follow-up by hand: most jobs are in no return since August 2024.

use super::recording::work_out;
use super::{reporting, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use jiff::civil::Date;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "follow_ups/new.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
}

fn shown(visit: &Visit<'_>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}

/// The learner, the day the job began and the district.
pub(super) type Typed = (String, Date, Option<String>);

/// What was typed. A problem is noted in the form.
pub(super) fn read(form: &mut Form, today: Date) -> Option<Typed> {
    let learner = form.required("learner", "The learner's reference", 30);
    let began_on = form.date("began_on", "The day the job began");
    let outward = form.optional("district", "The district", 4);
    if began_on.is_some_and(|day| day > today) {
        form.refuse(
            "began_on",
            "The day the job began must be today or in the past",
        );
    }
    let outward = outward.filter(|text| !text.is_empty());
    let outward = outward.map(|text| text.to_uppercase());
    let is_district = |text: &String| text.len() >= 2 && text.chars().all(char::is_alphanumeric);
    if outward.as_ref().is_some_and(|text| !is_district(text)) {
        form.refuse(
            "district",
            "The district is the first half of a postcode, such as L20",
        );
    }
    if form.is_refused() {
        return None;
    }
    Some((learner?, began_on?, outward))
}

/// Opens it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let Some((learner, began_on, outward)) = read(&mut visit.form, today) else {
        return shown(visit);
    };
    let now = visit.now;
    let mut new = visit.read(|read| {
        let (ukprn, settings) = (store::ukprn(read)?, store::settings(read)?);
        let mut new = reporting::opened_at((&ukprn, &learner), began_on, settings.weeks, now);
        new.home = reporting::home(outward.clone(), &reporting::areas(read)?);
        work_out(&mut new, &[], &settings);
        Ok(new)
    })?;
    new.id = visit.new_id();
    let said = serde_json::json!({ "began": began_on.to_string() });
    let entry = visit.entry("opened follow-up", "follow-up", new.id, said);
    let opened = visit.write(|mut write| {
        let before = store::of_learner(&mut write.read(), &learner)?;
        if reporting::same_job(before, began_on).is_some() {
            return Err(Failure::Rule(
                "This learner's job is followed up already: record its checks there".to_owned(),
            ));
        }
        store::add(&mut write, &new)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match opened {
        Ok(()) => Reply::see(format!("/follow-ups/{}", new.id), "The follow-up is open."),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("learner", words);
            shown(visit)
        }
        Err(failure) => Err(failure),
    }
}
