//! What came in for a signed quarter, or was corrected in it, after it was signed: it counts in later
//! quarters and changes nothing that was printed. What is not signed yet is for the organisation alone.

use super::show::For;
use crate::failure::Failure;
use crate::{ledger, monitoring};
use database::{Id, Read};
use domain::disclosure::Reader;
use domain::ledger::Quantity;

/// Each later quarter that holds something for these quarters of a measure, with how much.
pub(super) fn of(
    read: &mut Read<'_>,
    asked: &For<'_>,
    (quarters, (measure_id, code)): (&[&str], (Id, &str)),
) -> Result<Vec<(String, String)>, Failure> {
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
                    found.push((words, quantity.clone()));
                }
            }
        }
        year = year.next();
    }
    if asked.reader == Reader::Inside {
        found.extend(unsigned(read, asked, (quarters, measure_id))?);
    }
    Ok(found)
}

fn unsigned(
    read: &mut Read<'_>,
    asked: &For<'_>,
    (quarters, measure_id): (&[&str], Id),
) -> Result<Vec<(String, String)>, Failure> {
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
                (words, Quantity(late.quantity.0).to_string())
            }));
        }
        quarter = calendar.next(quarter);
    }
    Ok(found)
}
