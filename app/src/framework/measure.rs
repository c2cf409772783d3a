//! One measure: what it counts, which evidence it asks for, its values and its targets.

use super::{Link, Measure, fit, links, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::framework::Term;
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
    /// From when until when it takes entries; empty for one that always does.
    term: String,
    /// The goals and metrics of others that it speaks to, with their addresses.
    tags: Vec<(String, String)>,
    /// Where its outcome speaks of something else than it counts; empty where it does not.
    differs: String,
    links: Vec<Related>,
}

/// Another measure that counts for this one, or for which this one counts.
struct Related {
    words: String,
    named: String,
    href: String,
}

impl Related {
    /// What a relation says of the measure of this page, if it is one of its two.
    fn of(link: &Link, id: Id) -> Option<Self> {
        let (other, words) = match (link.from.id == id, link.to.id == id, link.serves()) {
            (true, _, true) => (&link.to, "Its entries count for"),
            (_, true, true) => (&link.from, "Entries count here of"),
            (true, _, false) => (&link.to, "Overlaps with, without counting there"),
            (_, true, false) => (&link.from, "Overlaps with, without counting here"),
            (false, false, _) => return None,
        };
        Some(Self {
            words: words.to_owned(),
            named: other.named(),
            href: format!("/measures/{}", other.id),
        })
    }
}

/// A tag as people read it, with where it is explained.
fn tag(key: &str) -> Option<(String, String)> {
    let (scheme, number) = key.split_once(':')?;
    match scheme {
        "sdg" => Some((
            format!("UN Sustainable Development Goal {number}"),
            format!("https://metadata.un.org/sdg/{number}"),
        )),
        "iris" => Some((
            format!("IRIS+ {number}"),
            format!("https://iris.thegiin.org/metric/5.3/{number}/"),
        )),
        _ => None,
    }
}

/// From when until when a measure takes entries.
fn term_in_words(term: Term) -> String {
    let from = term
        .begins_on
        .map(|day| format!("from {} on", in_words(day)));
    let end = term
        .retired_from
        .map(|day| format!("retired: none dated from {} on", in_words(day)));
    let said: Vec<String> = from.into_iter().chain(end).collect();
    said.join("; ")
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
            term: term_in_words(store::term(read, id)?),
            grade: Grade::from_number(measure.minimum_grade).map_or("", Grade::name),
            year: year.to_string(),
            targets,
            tags: measure.tags.split(' ').filter_map(tag).collect(),
            differs: fit::wording_differs(&measure, &store::measures(read)?)?,
            links: links(read)?
                .iter()
                .filter_map(|link| Related::of(link, id))
                .collect(),
            measure,
        })
    })?;
    Reply::page(&page)
}
