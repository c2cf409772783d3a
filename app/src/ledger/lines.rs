//! Entries and their evidence as lines of a page, said the same wherever they are shown.

use super::{Entry, store};
use crate::evidence;
use crate::failure::Failure;
use crate::framework::Measure;
use crate::organisation;
use database::{Id, Read};
use domain::calendar::{Calendar, Quarter, in_words};
use domain::ledger::Grade;

/// An entry as a line of a list.
pub(crate) struct Row {
    pub(crate) entry: Entry,
    pub(crate) happened_on: String,
    pub(crate) measure: String,
    pub(crate) unit: String,
    pub(crate) area: String,
    /// The quarter it counts in, as people say it.
    pub(crate) counts_in: String,
    /// The signed quarter it belongs to by its date; empty for most.
    pub(crate) adjusts: String,
    /// The weakest evidence with which it would count, while it has less; empty when it counts.
    pub(crate) lacks: String,
    /// The colour of its grade's tag.
    pub(crate) colour: &'static str,
}

/// Entries as lines.
pub(crate) fn rows(
    read: &mut Read<'_>,
    entries: Vec<Entry>,
    (measures, calendar): (&[Measure], Calendar),
) -> Result<Vec<Row>, Failure> {
    let areas = organisation::areas(read)?;
    let title = |name: &str| {
        let quarter = calendar.quarter(name);
        quarter.map_or_else(|| name.to_owned(), Quarter::title)
    };
    Ok(entries
        .into_iter()
        .map(|entry| {
            let measure = measures
                .iter()
                .find(|measure| measure.id == entry.measure_id);
            let area = areas.iter().find(|area| area.code == entry.area_code);
            Row {
                colour: colour(entry.grade),
                happened_on: in_words(entry.happened_on),
                measure: measure
                    .map(|measure| format!("{} {}", measure.code, measure.title))
                    .unwrap_or_default(),
                unit: measure
                    .map(|measure| measure.unit.clone())
                    .unwrap_or_default(),
                area: area.map(|area| area.name.clone()).unwrap_or_default(),
                counts_in: title(&entry.quarter),
                adjusts: entry
                    .adjusts_quarter
                    .as_deref()
                    .map(title)
                    .unwrap_or_default(),
                lacks: measure
                    .map(|measure| lacks(&entry, measure))
                    .unwrap_or_default(),
                entry,
            }
        })
        .collect())
}

/// What evidence an entry lacks to count towards its measure (P1.2e). What takes something back is
/// not waiting for evidence.
fn lacks(entry: &Entry, measure: &Measure) -> String {
    if entry.kind == "reversal" || entry.grade.number() >= measure.minimum_grade {
        return String::new();
    }
    Grade::from_number(measure.minimum_grade)
        .map(|grade| grade.name().to_lowercase())
        .unwrap_or_default()
}

/// A piece of evidence as a line.
pub(crate) struct Proof {
    pub(crate) id: Id,
    pub(crate) title: String,
    pub(crate) kind: &'static str,
    pub(crate) grade: &'static str,
    pub(crate) colour: &'static str,
    /// Why it gives no grade; empty when it does.
    pub(crate) aside: String,
    /// Until when it may be relied on; empty where nobody said so.
    pub(crate) until: String,
}

/// The evidence of entries, each piece once: what gives a grade first.
pub(crate) fn proofs(read: &mut Read<'_>, entries: &[Id]) -> Result<Vec<Proof>, Failure> {
    let mut found: Vec<Proof> = Vec::new();
    let mut given = Vec::new();
    for entry in entries {
        let links = store::links(read, *entry)?;
        given.extend(links.into_iter().map(|(id, _)| (id, None)));
    }
    for entry in entries {
        let asides = store::asides(read, *entry)?;
        given.extend(asides.into_iter().map(|(id, aside)| (id, Some(aside))));
    }
    for (id, aside) in given {
        if found.iter().any(|proof| proof.id == id) {
            continue;
        }
        if let Some((evidence, ..)) = evidence::find(read, id)? {
            let until = evidence.days.expires_on.map(in_words);
            found.push(Proof {
                id,
                kind: evidence.proof.name(),
                grade: evidence.grade.name(),
                colour: colour(evidence.grade),
                aside: aside.map(|aside| aside.to_string()).unwrap_or_default(),
                until: until.unwrap_or_default(),
                title: evidence.title,
            });
        }
    }
    Ok(found)
}

/// The colour of a grade's tag.
pub(crate) fn colour(grade: Grade) -> &'static str {
    match grade {
        Grade::Unevidenced => "orange",
        Grade::SelfDeclared => "grey",
        Grade::PartnerConfirmed => "teal",
        Grade::ThirdPartyRecord | Grade::IndependentlyChecked => "green",
    }
}
