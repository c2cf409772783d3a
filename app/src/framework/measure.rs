//! One measure: what it counts, which evidence it asks for, its values and its targets.

use super::{Measure, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::ledger::{Grade, Quantity};
use pages::Frame;

#[derive(Template)]
#[template(path = "framework/measure.html")]
struct Page {
    frame: Frame,
    measure: Measure,
    theme: String,
    edition: String,
    grade: &'static str,
    year: String,
    targets: Vec<(String, String)>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let year = visit.who()?.calendar.year_of(visit.today());
    let frame = visit.frame();
    let page = visit.read(|read| {
        let measure = store::measure(read, id)?.ok_or(Failure::NotFound)?;
        let theme = store::themes(read)?
            .into_iter()
            .find(|theme| theme.id == measure.theme_id);
        let edition = store::editions(read)?
            .into_iter()
            .find(|edition| edition.id == measure.edition_id);
        let targets = store::targets(read, &year.quarters())?;
        let targets = year
            .quarters()
            .into_iter()
            .filter_map(|quarter| {
                let target = targets.get(&(id, quarter))?;
                Some((
                    quarter.title(),
                    format!("{} {}", Quantity(*target), measure.unit),
                ))
            })
            .collect();
        Ok(Page {
            frame,
            theme: theme.map(|theme| theme.title).unwrap_or_default(),
            edition: edition
                .map(|edition| format!("{} {}", edition.title, edition.edition))
                .unwrap_or_default(),
            grade: Grade::from_number(measure.minimum_grade).map_or("", Grade::name),
            year: year.to_string(),
            targets,
            measure,
        })
    })?;
    Reply::page(&page)
}
