//! One entry serves many: which measures of different frameworks stand for each other, and which of
//! them therefore count for another without being recorded twice (P1.2a).

use super::store::{self, Kept};
use super::{Edition, Measure};
use crate::failure::Failure;
use database::{Id, Read, Write};
use domain::framework::{Named, Pack, Relation, serving_refused};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A relation of two measures that are both adopted.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) from: Measure,
    pub(crate) to: Measure,
    pub(crate) relation: Relation,
    pub(crate) reason: String,
}

impl Link {
    /// Whether every entry of the first counts for the second: it is said so, and their units, which
    /// may be those of an organisation's own copy, allow it.
    pub(crate) fn serves(&self) -> bool {
        self.relation.serves()
            && serving_refused(&self.from.unit, &self.to.unit, self.relation).is_none()
    }
}

/// Keeps what a pack says of other measures and its own.
pub(super) fn with_other_frameworks(
    write: &mut Write<'_>,
    pack: &Pack,
    at: Timestamp,
) -> Result<(), Failure> {
    for line in &pack.crosswalks {
        let kept = Kept {
            from: line.from.clone(),
            to: own(pack, &line.to),
            relation: line.relation,
            reason: line.reason.clone(),
        };
        store::crosswalk_keep(write, &kept, at)?;
    }
    Ok(())
}

/// Relates a new edition to those of the same framework that were adopted before, as far as the same
/// code tells: the same words and unit count the same, the same unit alone overlaps at least.
pub(super) fn with_earlier_editions(
    write: &mut Write<'_>,
    pack: &Pack,
    at: Timestamp,
) -> Result<(), Failure> {
    let editions = store::editions(&mut write.read())?;
    let measures = store::measures(&mut write.read())?;
    let is_earlier =
        |edition: &&Edition| edition.framework == pack.id && edition.edition != pack.edition;
    for edition in editions.iter().filter(is_earlier) {
        let of_it = |measure: &&Measure| measure.edition_id == edition.id;
        for before in measures.iter().filter(of_it) {
            let now = pack.measure(&before.code);
            let Some(now) = now.filter(|now| now.unit == before.unit) else {
                continue;
            };
            let (relation, reason) = if now.title == before.title {
                (Relation::Equal, SAME)
            } else {
                (Relation::Overlaps, REWORDED)
            };
            let kept = Kept {
                from: name_of(before, edition),
                to: own(pack, &now.code),
                relation,
                reason: reason.to_owned(),
            };
            store::crosswalk_keep(write, &kept, at)?;
        }
    }
    Ok(())
}

const SAME: &str = "The same words and the same unit in both editions";
const REWORDED: &str =
    "The same unit in other words: say that it counts the same, if it still does";

fn own(pack: &Pack, code: &str) -> Named {
    Named {
        framework: pack.id.clone(),
        edition: pack.edition.clone(),
        code: code.to_owned(),
    }
}

/// A measure by its name.
pub(super) fn name_of(measure: &Measure, edition: &Edition) -> Named {
    Named {
        framework: edition.framework.clone(),
        edition: edition.edition.clone(),
        code: measure.code.clone(),
    }
}

/// Every relation whose both measures are adopted.
pub(crate) fn links(read: &mut Read<'_>) -> Result<Vec<Link>, Failure> {
    let kept = store::crosswalks(read)?;
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let editions: BTreeMap<Id, Edition> = store::editions(read)?
        .into_iter()
        .map(|edition| (edition.id, edition))
        .collect();
    let by_name: BTreeMap<Named, Measure> = store::measures(read)?
        .into_iter()
        .filter_map(|measure| {
            let edition = editions.get(&measure.edition_id)?;
            Some((name_of(&measure, edition), measure))
        })
        .collect();
    let link = |kept: Kept| {
        Some(Link {
            from: by_name.get(&kept.from)?.clone(),
            to: by_name.get(&kept.to)?.clone(),
            relation: kept.relation,
            reason: kept.reason,
        })
    };
    Ok(kept.into_iter().filter_map(link).collect())
}
