//! Somebody says why two measures both stand.

use super::list::year;
use super::{Given, Pair, pairs, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::Year;
use pages::{Form, Frame};

/// The longest reason.
const REASON_CHARACTERS: usize = 1_000;

#[derive(Template)]
#[template(path = "double_counts/answer.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    here: String,
    back: String,
    pair: &'a Pair,
}

fn asked(visit: &Visit<'_>) -> Result<(Year, Pair), Failure> {
    let (year, key) = (year(visit)?, (visit.id("measure")?, visit.id("other")?));
    let pairs = visit.read(|read| pairs(read, year))?.into_iter();
    let mut found = pairs.filter(|pair| (pair.measure.id, pair.other.id) == key);
    Ok((year, found.next().ok_or(Failure::NotFound)?))
}

fn shown(visit: &Visit<'_>, (year, pair): (Year, &Pair)) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        here: format!(
            "/double-counts/{}/{}?year={year}",
            pair.measure.id, pair.other.id
        ),
        back: format!("/double-counts?year={year}"),
        pair,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (year, pair) = asked(visit)?;
    let reason = pair.given.as_ref().map(|given| given.reason.clone());
    visit.form = Form::new().with("reason", reason.unwrap_or_default());
    shown(visit, (year, &pair))
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (year, pair) = asked(visit)?;
    let label = "Why both stand";
    let Some(reason) = visit.form.required("reason", label, REASON_CHARACTERS) else {
        return shown(visit, (year, &pair));
    };
    let given = Given {
        reason,
        shared: pair.shared,
        at: visit.now,
        by: visit.who()?.person_id,
    };
    let name = year.to_string();
    let said = serde_json::json!({ "year": name, "measure": pair.measure.code,
        "other": pair.other.code, "shared": given.shared, "reason": given.reason });
    let entry = visit.entry("answered double count", "measure", pair.measure.id, said);
    visit.write(|mut write| {
        let key = (pair.measure.id, pair.other.id);
        store::given_set(&mut write, (&name, key), &given)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/double-counts?year={year}"), "The answer is kept.")
}
