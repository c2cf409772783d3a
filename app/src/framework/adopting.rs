//! Adopting a pack: its edition, themes, measures and values become the organisation's own rows, for
//! ever under their edition.

use super::{Edition, Measure, Theme, Value, crosswalk, store};
use crate::app::new_id;
use crate::failure::Failure;
use database::{Id, Write};
use domain::framework::Pack;
use jiff::Timestamp;

/// Keeps a whole pack in a write and gives the edition's key. The same framework and edition twice
/// is refused by the schema.
pub(crate) fn adopt(write: &mut Write<'_>, pack: &Pack, at: Timestamp) -> Result<Id, Failure> {
    let edition = Edition {
        id: new_id(),
        framework: pack.id.clone(),
        edition: pack.edition.clone(),
        title: pack.title.clone(),
        publisher: pack.publisher.clone(),
        licence: pack.licence.id.clone(),
        attribution: pack.licence.attribution.clone(),
        permits: permits(pack),
    };
    store::edition_add(write, &edition, at)?;
    for (position, theme) in (1_i64..).zip(&pack.themes) {
        let kept = Theme {
            id: new_id(),
            edition_id: edition.id,
            code: theme.code.clone(),
            title: theme.title.clone(),
            position,
        };
        store::theme_add(write, &kept)?;
        let measures = theme.outcomes.iter().flat_map(|outcome| {
            outcome
                .measures
                .iter()
                .map(move |measure| (outcome, measure))
        });
        for (position, (outcome, measure)) in (1_i64..).zip(measures) {
            let kept = measure_of(measure, &outcome.title, (edition.id, kept.id), position);
            store::measure_add(write, &kept)?;
            for value in &measure.values {
                let value = Value {
                    from: value.from,
                    pounds: value.pounds,
                    source: value.source.clone(),
                };
                store::value_add(write, kept.id, &value)?;
            }
        }
    }
    crosswalk::with_other_frameworks(write, pack, at)?;
    crosswalk::with_earlier_editions(write, pack, at)?;
    Ok(edition.id)
}

fn permits(pack: &Pack) -> String {
    let words: Vec<&str> = pack.licence.permits.iter().map(|one| one.key()).collect();
    words.join(" ")
}

fn measure_of(
    measure: &domain::framework::Measure,
    outcome: &str,
    (edition_id, theme_id): (Id, Id),
    position: i64,
) -> Measure {
    let counts: Vec<&str> = measure
        .counts
        .iter()
        .map(|counted| counted.name())
        .collect();
    Measure {
        id: new_id(),
        edition_id,
        theme_id,
        outcome: outcome.to_owned(),
        code: measure.code.clone(),
        title: measure.title.clone(),
        unit: measure.unit.clone(),
        counts: counts.join(", "),
        evidence_asked: measure.evidence.clone(),
        minimum_grade: measure.minimum_grade.number(),
        value_kind: measure.value.key().to_owned(),
        aliases: measure.aliases.join(" "),
        exclusions: measure.exclusions.join(" "),
        tags: measure.tags.join(" "),
        position,
    }
}
