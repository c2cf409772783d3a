//! Changes of clauses, activities and measures: all, or those of one activity or measure (P5d).

use super::about::{self, Line};
use super::store::{self, ChangeFilter};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use pages::Frame;

#[derive(Template)]
#[template(path = "feedback/changes.html")]
struct Page {
    frame: Frame,
    changes: Vec<Line>,
    /// Words and address of the activity or measure they are about, if one is asked for.
    about: Option<(String, String)>,
}

fn filter(visit: &Visit<'_>) -> Result<ChangeFilter, Failure> {
    let key = |name: &str| match visit.query.value(name) {
        "" => Ok(None),
        key => Id::parse_str(key).map(Some).map_err(|_| Failure::NotFound),
    };
    Ok(match (key("activity")?, key("measure")?) {
        (Some(id), _) => ChangeFilter::OfActivity(id),
        (None, Some(id)) => ChangeFilter::OfMeasure(id),
        (None, None) => ChangeFilter::All,
    })
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let filter = filter(visit)?;
    let frame = visit.frame();
    let page = visit.read(|read| {
        let about = match filter {
            ChangeFilter::OfActivity(id) => Some(super::About::Activity(id)),
            ChangeFilter::OfMeasure(id) => Some(super::About::Measure(id)),
            ChangeFilter::All | ChangeFilter::OfDecision(_) => None,
        };
        let about = about.map(|about| about::words(read, &about)).transpose()?;
        if about.as_ref().is_some_and(|(words, _)| words.is_empty()) {
            return Err(Failure::NotFound);
        }
        let found = store::changes(read, filter)?;
        Ok(Page {
            frame,
            changes: about::lines(read, found)?,
            about,
        })
    })?;
    Reply::page(&page)
}
