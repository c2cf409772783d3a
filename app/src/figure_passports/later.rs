//! What came in for a signed quarter, or was corrected in it, after it was signed: it counts in later
//! quarters and changes nothing that was printed. So does a restatement: an edition of its own says what
//! is known by then. What is not signed yet is for the organisation alone.

use super::show::For;
use crate::failure::Failure;
use crate::{ledger, monitoring};
use database::{Id, Read};
use domain::disclosure::{Cell, Reader, counts_people};
use domain::figure_codes::{self, CodedFigure};
use domain::ledger::Quantity;
use domain::monitoring::SealedMeasure;
use jiff::Timestamp;

/// One thing that happened since.
#[derive(Debug, Clone)]
pub(super) struct Since {
    pub(super) words: String,
    pub(super) quantity: String,
    /// The page it stands on; empty without one.
    pub(super) href: String,
}

impl Since {
    fn said(words: String, quantity: String) -> Self {
        Self {
            words,
            quantity,
            href: String::new(),
        }
    }
}

/// A printed figure, and when it was signed.
pub(super) struct Printed<'a> {
    pub(super) figure: &'a CodedFigure,
    /// The code of its measure.
    pub(super) code: &'a str,
    /// The quarters it is of.
    pub(super) quarters: Vec<&'a str>,
    pub(super) signed_at: Timestamp,
}

/// What happened to a figure since it was signed: what came late, what was restated.
pub(super) fn of(
    read: &mut Read<'_>,
    asked: &For<'_>,
    printed: &Printed<'_>,
) -> Result<Vec<Since>, Failure> {
    let mut found = adjusted(read, asked, (&printed.quarters, printed.code))?;
    if asked.reader == Reader::Inside {
        let of = (&*printed.quarters, printed.figure.measure_id);
        found.extend(unsigned(read, asked, of)?);
    }
    found.extend(restated(read, asked, printed)?);
    Ok(found)
}

/// What a later edition says of the same figure; of a year's figure, of its quarter.
fn restated(
    read: &mut Read<'_>,
    asked: &For<'_>,
    printed: &Printed<'_>,
) -> Result<Vec<Since>, Failure> {
    let figure = printed.figure;
    let mut found = Vec::new();
    for later in monitoring::restated_since(read, asked.who.calendar, printed.signed_at)? {
        let (title, on) = (&later.title, &later.signed_on);
        if printed.quarters.contains(&later.sealed.quarter.as_str()) {
            let is_same = |one: &CodedFigure| {
                (one.measure_id, &one.cell) == (figure.measure_id, &figure.cell)
            };
            let says = later.sealed.printed(asked.reader);
            let figures = figure_codes::of_return(&later.sealed);
            let same = figures.into_iter().find(is_same);
            let quantity = match (&figure.cell, same) {
                (Cell::Adjusted(_), _) => String::new(),
                (_, Some(one)) => one
                    .printed_in_return(&says)
                    .words(&one.cell, one.thousandths),
                (_, None) => Quantity(0).to_string(),
            };
            found.push(Since {
                words: format!("Restated in {title}, signed off on {on}, which says"),
                quantity,
                href: later.href.clone(),
            });
        }
        let restates = later.sealed.beside.restates.iter();
        for part in restates.flat_map(|restates| &restates.counted_later) {
            let is_of_it = printed.quarters.contains(&part.quarter.as_str());
            let mut measures = part.measures.iter().filter(|_| is_of_it);
            let Some(measure) = measures.find(|one| one.id == figure.measure_id) else {
                continue;
            };
            found.push(Since {
                words: format!("Of the measure, counted as its own by {title}, signed off on {on}"),
                quantity: whole(measure, asked.reader),
                href: later.href.clone(),
            });
        }
    }
    Ok(found)
}

/// All of a part. One of people is a difference of two printed figures, and is kept back outside.
fn whole(measure: &SealedMeasure, reader: Reader) -> String {
    if reader == Reader::Outside && counts_people(&measure.unit) {
        return "not shown".to_owned();
    }
    let (evidenced, bare) = (
        measure.evidenced_thousandths,
        measure.unevidenced_thousandths,
    );
    Quantity(evidenced.saturating_add(bare)).to_string()
}

/// Each later quarter that is signed and holds something for these quarters of a measure, with how much.
fn adjusted(
    read: &mut Read<'_>,
    asked: &For<'_>,
    (quarters, code): (&[&str], &str),
) -> Result<Vec<Since>, Failure> {
    let calendar = asked.who.calendar;
    let Some(last) = quarters
        .iter()
        .filter_map(|name| calendar.quarter(name))
        .max()
    else {
        return Ok(Vec::new());
    };
    let newest = calendar.quarter_of(asked.today);
    let mut found = Vec::new();
    let mut year = last.year();
    while year <= newest.year() {
        for (signed, _) in monitoring::signed_returns(read, year)? {
            let Some(quarter) = calendar.quarter(&signed.quarter).filter(|one| *one > last) else {
                continue;
            };
            let printed = signed.printed(asked.reader);
            for (late, quantity) in signed.adjustments.iter().zip(&printed.adjustments) {
                if late.code == code && quarters.contains(&late.quarter.as_str()) {
                    let words = format!("Counted in {}, which is signed off", quarter.title());
                    found.push(Since::said(words, quantity.clone()));
                }
            }
        }
        year = year.next();
    }
    Ok(found)
}

fn unsigned(
    read: &mut Read<'_>,
    asked: &For<'_>,
    (quarters, measure_id): (&[&str], Id),
) -> Result<Vec<Since>, Failure> {
    let calendar = asked.who.calendar;
    let closed = ledger::closed_quarters(read, calendar)?;
    let newest = calendar.quarter_of(asked.today);
    let mut quarter = calendar.quarter_of(asked.who.first_day);
    let mut found = Vec::new();
    while quarter <= calendar.next(newest) {
        if !closed.contains(&quarter) {
            let late = ledger::adjustments(read, quarter)?.into_iter();
            let late = late.filter(|late| {
                late.measure_id == measure_id && quarters.contains(&late.adjusts.as_str())
            });
            found.extend(late.map(|late| {
                let words = format!("Counts in {}, not signed off yet", quarter.title());
                Since::said(words, late.quantity.to_string())
            }));
        }
        quarter = calendar.next(quarter);
    }
    Ok(found)
}
