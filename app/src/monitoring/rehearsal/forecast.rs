//! Where each measure with a target is heading: at the pace it had, and with the sessions that are planned.

use crate::activities;
use crate::failure::Failure;
use crate::monitoring::asked::Asked;
use crate::monitoring::figures::Ground;
use crate::monitoring::standing::Standing;
use crate::monitoring::view::{quantity, rating};
use database::{Id, Read};
use domain::ledger::Quantity;
use domain::monitoring::{Elapsed, Rating, SealedMeasure};
use jiff::ToSpan;
use std::collections::BTreeMap;

/// A measure's forecast as the page shows it.
pub(super) struct Row {
    pub(super) named: String,
    pub(super) unit: String,
    pub(super) target: String,
    pub(super) evidenced: String,
    pub(super) pace: String,
    /// How it would be rated at this pace: the look and the words.
    pub(super) level: &'static str,
    pub(super) rating: &'static str,
    /// With planned sessions; empty when none is planned for it.
    pub(super) planned: String,
}

fn row(
    ground: &Ground,
    (measure, target): (&SealedMeasure, i64),
    elapsed: Elapsed,
    to_come: &BTreeMap<Id, Quantity>,
) -> Row {
    let evidenced = measure.evidenced_thousandths;
    let pace = elapsed.at_this_pace(Quantity(evidenced));
    let rated = pace.and_then(|pace| ground.rate(pace.0, target));
    let (level, words) = rating(rated.map(Rating::key));
    let planned = to_come.get(&measure.id);
    Row {
        named: format!("{} {}", measure.code, measure.title),
        unit: measure.unit.clone(),
        target: quantity(target),
        evidenced: quantity(evidenced),
        pace: pace.map_or_else(|| "–".to_owned(), |pace| quantity(pace.0)),
        level,
        rating: words,
        planned: planned.map_or_else(String::new, |planned| {
            quantity(evidenced.saturating_add(planned.0))
        }),
    }
}

/// The forecast of every measure with a target.
pub(super) fn rows(
    read: &mut Read<'_>,
    asked: &Asked,
    standing: &Standing,
) -> Result<Vec<Row>, Failure> {
    let ground = Ground::read(read)?;
    let elapsed = Elapsed::of((asked.from(), asked.to()), asked.today());
    let next = asked.today().saturating_add(1.day()).max(asked.from());
    let to_come = activities::to_come(read, (next, asked.to()))?;
    let measures = standing.themes.iter().flat_map(|theme| &theme.measures);
    let with_target = measures.filter_map(|one| Some((one, one.target_thousandths?)));
    Ok(with_target
        .map(|of| row(&ground, of, elapsed, &to_come))
        .collect())
}
