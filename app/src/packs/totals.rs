//! The figures of a return for adding them to those of others: what is evidenced of each measure and in
//! each area, as everybody may read it, whatever else the pack holds.

use crate::failure::Failure;
use crate::framework;
use crate::visit::Visit;
use commonweal_verify::Total;
use database::{Id, Read};
use domain::calendar::Calendar;
use domain::disclosure::{Cell, Printed, Reader};
use domain::monitoring::{ReturnName, SealedMeasure, SealedReturn};
use std::collections::BTreeMap;

/// What the editions of the measures are called, by the measure's key.
pub(super) fn editions(read: &mut Read<'_>) -> Result<BTreeMap<Id, String>, Failure> {
    let editions: BTreeMap<Id, String> = framework::editions(read)?
        .into_iter()
        .map(|edition| (edition.id, edition.name()))
        .collect();
    let measures = framework::measures(read)?.into_iter();
    Ok(measures
        .filter_map(|measure| Some((measure.id, editions.get(&measure.edition_id)?.clone())))
        .collect())
}

/// What the figures of a return have in common.
struct Of<'a> {
    calendar: Calendar,
    editions: &'a BTreeMap<Id, String>,
    sealed: &'a SealedReturn,
    name: ReturnName,
}

/// The figures of a return.
pub(super) fn totals(
    read: &mut Read<'_>,
    (sealed, name): (&SealedReturn, ReturnName),
    visit: &Visit<'_>,
) -> Result<Vec<Total>, Failure> {
    let of = Of {
        calendar: visit.who()?.calendar,
        editions: &editions(read)?,
        sealed,
        name,
    };
    let printed = sealed.printed(Reader::Outside);
    let mut totals = Vec::new();
    for measure in &sealed.measures {
        let printed = printed.measure(measure.id);
        totals.extend(of.measure(measure, &printed));
    }
    let Some(restates) = &sealed.beside.restates else {
        return Ok(totals);
    };
    // What was counted elsewhere is a difference of printed editions; where the figure that it is part of
    // is kept back, nothing is put right, and a sum over it is ‘at least’.
    let is_exact = |total: &Total| total.thousandths.is_some_and(|one| one != 0);
    for part in &restates.counted_later {
        for measure in &part.measures {
            let printed = printed.measure(measure.id);
            let taken = of.measure(measure, &printed).filter(is_exact);
            totals.extend(taken.filter_map(|total| of.taken_from(&part.quarter, total)));
        }
    }
    for measure in restates.left_out.iter().flat_map(|part| &part.measures) {
        let printed = printed.measure(measure.id);
        totals.extend(of.measure(measure, &printed).filter(is_exact));
    }
    Ok(totals)
}

impl Of<'_> {
    fn measure(&self, measure: &SealedMeasure, printed: &Printed) -> impl Iterator<Item = Total> {
        let whole = (None, measure.evidenced_thousandths);
        let areas = measure.by_area.iter();
        let areas = areas.map(|area| (Some((&area.code, &area.name)), area.thousandths));
        std::iter::once(whole)
            .chain(areas)
            .map(|(area, figure)| {
                let cell = match area {
                    None => Cell::Evidenced,
                    Some((code, _)) => Cell::Area(code.clone()),
                };
                let is_exact = printed.is_exact(&cell);
                let quarter = self.name.quarter();
                Total {
                    of: self.name.to_string(),
                    quarter: quarter.to_string(),
                    year: quarter.year().to_string(),
                    year_from: Some(self.calendar.days(quarter.year()).0.to_string()),
                    edition: self.editions.get(&measure.id).cloned(),
                    code: measure.code.clone(),
                    title: measure.title.clone(),
                    unit: measure.unit.clone(),
                    area: area.map(|(code, _)| code.clone()),
                    area_name: area.map(|(_, name)| name.clone()),
                    counted_in: None,
                    thousandths: is_exact.then_some(figure),
                    printed: (!is_exact).then(|| printed.words(&cell, figure)),
                }
            })
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// A figure that this edition counts and a later quarter counted: it is taken off the year of that one.
    fn taken_from(&self, quarter: &str, total: Total) -> Option<Total> {
        let year = ReturnName::read(self.calendar, quarter)?.quarter().year();
        Some(Total {
            of: self.sealed.record(),
            year: year.to_string(),
            year_from: Some(self.calendar.days(year).0.to_string()),
            counted_in: Some(quarter.to_owned()),
            thousandths: total.thousandths.map(i64::saturating_neg),
            ..total
        })
    }
}
