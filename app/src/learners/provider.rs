//! Which provider the organisation is: said once, because returns of other providers are refused.

use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Read;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "learners/provider.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    ukprn: Option<String>,
}

/// Where a return is brought: the provider's number is said first, if it was not.
pub(crate) fn begun_at(read: &mut Read<'_>) -> Result<&'static str, Failure> {
    Ok(match store::ukprn(read)? {
        Some(_) => "/imports/new?kind=learner-return",
        None => "/learners/import",
    })
}

/// The number, or the question for it.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    Reply::form(
        &Page {
            frame: visit.frame(),
            form: &visit.form,
            ukprn: visit.read(store::ukprn)?,
        },
        &visit.form,
    )
}

/// Says the organisation's provider number.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    if visit.read(store::ukprn)?.is_some() {
        return Reply::see("/learners/import", "The provider number was said before.");
    }
    let number = visit.form.required("ukprn", "Your UKPRN", 8);
    let number = number.filter(|text| {
        let is_number = text.len() == 8 && text.bytes().all(|one| one.is_ascii_digit());
        if !is_number {
            visit
                .form
                .refuse("ukprn", "The UKPRN has 8 digits, such as 10001234");
        }
        is_number
    });
    let Some(number) = number else {
        return page(visit);
    };
    let said = serde_json::json!({ "ukprn": number });
    let organisation_id = visit.who()?.organisation_id;
    let entry = visit.entry(
        "said provider number",
        "organisation",
        organisation_id,
        said,
    );
    visit.write(|mut write| {
        store::ukprn_set(&mut write, &number)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        "/imports/new?kind=learner-return",
        "The provider number is kept.",
    )
}
