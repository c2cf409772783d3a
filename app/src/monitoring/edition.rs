//! A year under another framework or another edition: what was recorded once, counted by the measures of
//! the edition that is asked for, beside what they would have been worth then and now (P1.2a). Nothing
//! is recorded, signed or valued anew by looking at it.

use super::figures::{Ground, by_measure};
use super::view::quantity;
use super::year::YearAsked;
use crate::failure::Failure;
use crate::framework::{self, Edition, Link, Measure, Value};
use crate::ledger::{self, Part, Total};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::{Calendar, Year, in_words};
use domain::ledger::{Grade, Quantity};
use domain::valuation::Pence;
use jiff::civil::Date;
use pages::{Frame, NavigationItem};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Template)]
#[template(path = "monitoring/edition.html")]
struct Page {
    frame: Frame,
    edition: Edition,
    year: String,
    years: Vec<NavigationItem>,
    others: Vec<(String, String)>,
    rows: Vec<Row>,
    /// What was recorded and counts for none of its measures.
    left: Vec<(String, String, String)>,
    has_pounds: Option<()>,
    valued_on: String,
}

/// A measure of the edition.
struct Row {
    named: String,
    href: String,
    unit: String,
    /// All of it: its own and what counts for it.
    evidenced: String,
    worth: String,
    parts: Vec<Share>,
}

/// What was recorded for another measure, and how it differs.
struct Share {
    named: String,
    href: String,
    evidenced: String,
    worth: String,
    counts: &'static str,
    differs: String,
}

/// What the page is made of.
struct Seen {
    ground: Ground,
    links: Vec<Link>,
    values: BTreeMap<Id, Vec<Value>>,
    totals: Vec<Total>,
    last_day: Date,
}

impl Seen {
    fn read(read: &mut Read<'_>, calendar: Calendar, year: Year) -> Result<Self, Failure> {
        let [.., last] = year.quarters();
        Ok(Self {
            ground: Ground::read(read)?,
            links: framework::links(read)?,
            values: framework::values(read)?,
            totals: ledger::totals(read, &[Part::Whole], &year.quarters())?,
            last_day: calendar.last_day(last),
        })
    }

    /// What was recorded for a measure with evidence as strong as another measure asks for.
    fn evidenced(&self, of: &Measure, minimum_grade: i64) -> i64 {
        let by_measure = by_measure(&self.totals);
        let totals = by_measure.get(&of.id).map(Vec::as_slice);
        let counts = |total: &&&Total| total.grade.number() >= minimum_grade;
        let counted = totals.unwrap_or_default().iter().filter(counts);
        counted.map(|total| total.quantity.0).sum()
    }

    fn value(&self, measure: &Measure) -> Option<&Value> {
        let values = self.values.get(&measure.id)?;
        framework::value_on(values, self.last_day)
    }

    fn worth(&self, measure: &Measure, thousandths: i64) -> String {
        let value = self.value(measure);
        let pence = value.and_then(|value| Pence::of(Quantity(thousandths), value.pounds));
        pence.map_or_else(|| "–".to_owned(), |pence| pence.to_string())
    }

    fn share(&self, link: &Link, to: &Measure) -> Share {
        let grade = if link.serves() {
            to.minimum_grade
        } else {
            link.from.minimum_grade
        };
        let thousandths = self.evidenced(&link.from, grade);
        Share {
            named: link.from.named(),
            href: format!("/figures/{}", link.from.id),
            evidenced: quantity(thousandths),
            worth: self.worth(&link.from, thousandths),
            counts: if link.serves() { "Yes" } else { "No" },
            differs: self.differences(link),
        }
    }

    /// In what two related measures differ, in words.
    fn differences(&self, link: &Link) -> String {
        let (from, to) = (&link.from, &link.to);
        let mut said = vec![link.reason.clone()];
        if from.unit != to.unit {
            said.push(format!("{} there, {} here", from.unit, to.unit));
        }
        if from.minimum_grade != to.minimum_grade {
            let name = |number| Grade::from_number(number).map_or("", Grade::name);
            let (was, is) = (name(from.minimum_grade), name(to.minimum_grade));
            said.push(format!("evidence: {was} or stronger there, {is} here"));
        }
        if let (Some(was), Some(is)) = (self.value(from), self.value(to))
            && was.pounds != is.pounds
        {
            said.push(format!(
                "£{} for one unit there, £{} here",
                was.pounds, is.pounds
            ));
        }
        said.join("; ")
    }

    fn row(&self, measure: &Measure) -> Option<Row> {
        let related = self.links.iter().filter(|link| link.to.id == measure.id);
        let own = self.evidenced(measure, measure.minimum_grade);
        let has_entries = |link: &&Link| self.evidenced(&link.from, 1) != 0;
        let related: Vec<&Link> = related.filter(has_entries).collect();
        let served: i64 = related
            .iter()
            .filter(|link| link.serves())
            .map(|link| self.evidenced(&link.from, measure.minimum_grade))
            .sum();
        if own == 0 && related.is_empty() {
            return None;
        }
        Some(Row {
            named: format!("{} {}", measure.code, measure.title),
            href: format!("/measures/{}", measure.id),
            unit: measure.unit.clone(),
            evidenced: quantity(own + served),
            worth: self.worth(measure, own + served),
            parts: related
                .into_iter()
                .map(|link| self.share(link, measure))
                .collect(),
        })
    }

    /// What was recorded for measures that are related to none of the edition's.
    fn left(&self, edition: &Edition) -> Vec<(String, String, String)> {
        let into = |link: &&Link| link.to.edition_id == edition.id;
        let related: BTreeSet<Id> = self
            .links
            .iter()
            .filter(into)
            .map(|link| link.from.id)
            .collect();
        let measures = self.ground.measures.iter();
        measures
            .filter(|measure| measure.edition_id != edition.id && !related.contains(&measure.id))
            .filter_map(|measure| {
                let thousandths = self.evidenced(measure, measure.minimum_grade);
                let href = format!("/figures/{}", measure.id);
                (thousandths != 0).then(|| (measure.named(), href, quantity(thousandths)))
            })
            .collect()
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let asked = YearAsked::of(visit)?;
    let (calendar, year) = (asked.calendar, asked.year);
    let (editions, seen) = visit.read(|read| {
        Ok((
            framework::editions(read)?,
            Seen::read(read, calendar, year)?,
        ))
    })?;
    let mut all = editions.iter();
    let edition = all.find(|edition| edition.id == id).cloned();
    let edition = edition.ok_or(Failure::NotFound)?;
    let measures = seen.ground.measures.iter();
    let rows = measures
        .filter(|measure| measure.edition_id == id)
        .filter_map(|measure| seen.row(measure));
    let path = format!("/editions/{id}/year");
    Reply::page(&Page {
        frame: visit.frame(),
        years: asked.years(&path),
        others: editions
            .iter()
            .filter(|other| other.id != id)
            .map(|other| {
                (
                    other.name(),
                    format!("/editions/{}/year?year={year}", other.id),
                )
            })
            .collect(),
        rows: rows.collect(),
        left: seen.left(&edition),
        has_pounds: (!seen.values.is_empty()).then_some(()),
        valued_on: in_words(seen.last_day),
        year: year.to_string(),
        edition,
    })
}
