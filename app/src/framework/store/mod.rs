//! Every statement about framework editions and targets.

mod crosswalks;
mod elsewhere;
mod terms;
mod values;

use super::{Edition, Measure, Theme};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::calendar::Quarter;
use jiff::Timestamp;
use std::collections::BTreeMap;

pub(super) use crosswalks::{Kept, crosswalk_keep, crosswalk_remove, crosswalks};
pub(crate) use elsewhere::elsewhere;
pub(super) use elsewhere::{elsewhere_remove, elsewhere_set};
pub(crate) use terms::{begin, retire, retitle, term, terms};
pub(crate) use values::{value_add, values};

/// Adopts an edition; its themes and measures follow in the same write.
pub(crate) fn edition_add(
    write: &mut Write<'_>,
    edition: &Edition,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO framework_edition (organisation_id, id, framework, edition, title, publisher,
           licence, attribution, permits, adopted_at, adopted_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &[
            scope.organisation_id.into(),
            edition.id.into(),
            (&edition.framework).into(),
            (&edition.edition).into(),
            (&edition.title).into(),
            (&edition.publisher).into(),
            (&edition.licence).into(),
            (&edition.attribution).into(),
            (&edition.permits).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Adds a theme to an edition.
pub(crate) fn theme_add(write: &mut Write<'_>, theme: &Theme) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO theme (organisation_id, id, edition_id, code, title, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            theme.id.into(),
            theme.edition_id.into(),
            (&theme.code).into(),
            (&theme.title).into(),
            theme.position.into(),
        ],
    )?;
    Ok(())
}

/// Adds a measure to an edition.
pub(crate) fn measure_add(write: &mut Write<'_>, measure: &Measure) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO measure (organisation_id, id, edition_id, theme_id, outcome, code, title, unit,
           counts, evidence_asked, minimum_grade, value_kind, aliases, exclusions, tags, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        &[
            organisation_id.into(),
            measure.id.into(),
            measure.edition_id.into(),
            measure.theme_id.into(),
            (&measure.outcome).into(),
            (&measure.code).into(),
            (&measure.title).into(),
            (&measure.unit).into(),
            (&measure.counts).into(),
            (&measure.evidence_asked).into(),
            measure.minimum_grade.into(),
            (&measure.value_kind).into(),
            (&measure.aliases).into(),
            (&measure.exclusions).into(),
            (&measure.tags).into(),
            measure.position.into(),
        ],
    )?;
    Ok(())
}

/// The adopted editions, first adopted first.
pub(crate) fn editions(read: &mut Read<'_>) -> Result<Vec<Edition>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, framework, edition, title, publisher, licence, attribution, permits
         FROM framework_edition WHERE organisation_id = ?1 ORDER BY adopted_at, id",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Edition {
                id: row.id(0)?,
                framework: row.text(1)?,
                edition: row.text(2)?,
                title: row.text(3)?,
                publisher: row.text(4)?,
                licence: row.text(5)?,
                attribution: row.text(6)?,
                permits: row.text(7)?,
            })
        })
        .collect()
}

/// All themes, edition by edition, in their order.
pub(crate) fn themes(read: &mut Read<'_>) -> Result<Vec<Theme>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT t.id, t.edition_id, t.code, t.title, t.position
         FROM theme t JOIN framework_edition e
           ON e.organisation_id = t.organisation_id AND e.id = t.edition_id
         WHERE t.organisation_id = ?1 ORDER BY e.adopted_at, e.id, t.position, t.id",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Theme {
                id: row.id(0)?,
                edition_id: row.id(1)?,
                code: row.text(2)?,
                title: row.text(3)?,
                position: row.integer(4)?,
            })
        })
        .collect()
}

const MEASURE: &str =
    "m.id, m.edition_id, m.theme_id, m.outcome, m.code, m.title, m.unit, m.counts,
    m.evidence_asked, m.minimum_grade, m.value_kind, m.aliases, m.exclusions, m.tags, m.position";

fn measure_of(row: &Row) -> Result<Measure, DatabaseFault> {
    Ok(Measure {
        id: row.id(0)?,
        edition_id: row.id(1)?,
        theme_id: row.id(2)?,
        outcome: row.text(3)?,
        code: row.text(4)?,
        title: row.text(5)?,
        unit: row.text(6)?,
        counts: row.text(7)?,
        evidence_asked: row.text(8)?,
        minimum_grade: row.integer(9)?,
        value_kind: row.text(10)?,
        aliases: row.text(11)?,
        exclusions: row.text(12)?,
        tags: row.text(13)?,
        position: row.integer(14)?,
    })
}

/// All measures, edition by edition, theme by theme, in their order.
pub(crate) fn measures(read: &mut Read<'_>) -> Result<Vec<Measure>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {MEASURE} FROM measure m
         JOIN theme t ON t.organisation_id = m.organisation_id AND t.id = m.theme_id
         JOIN framework_edition e
           ON e.organisation_id = m.organisation_id AND e.id = m.edition_id
         WHERE m.organisation_id = ?1 ORDER BY e.adopted_at, e.id, t.position, m.position, m.id"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(measure_of).collect::<Result<_, _>>()?)
}

/// One measure.
pub(crate) fn measure(read: &mut Read<'_>, id: Id) -> Result<Option<Measure>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {MEASURE} FROM measure m WHERE m.organisation_id = ?1 AND m.id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(measure_of).transpose()?)
}

/// Sets the target of a measure in a quarter, in thousandths of its unit, in place of an earlier one.
pub(crate) fn target_set(
    write: &mut Write<'_>,
    measure_id: Id,
    quarter: Quarter,
    quantity_thousandths: i64,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO target (organisation_id, measure_id, quarter, quantity_thousandths, set_at, set_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, quarter, measure_id) DO UPDATE
         SET quantity_thousandths = excluded.quantity_thousandths, set_at = excluded.set_at,
             set_by = excluded.set_by",
        &[
            scope.organisation_id.into(),
            measure_id.into(),
            quarter.to_string().into(),
            quantity_thousandths.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// The targets of these quarters in thousandths, by measure and quarter.
pub(crate) fn targets(
    read: &mut Read<'_>,
    quarters: &[Quarter],
) -> Result<BTreeMap<(Id, Quarter), i64>, Failure> {
    let organisation_id = read.organisation_id();
    let mut found = BTreeMap::new();
    for quarter in quarters {
        for row in read.query(
            "SELECT measure_id, quantity_thousandths FROM target
             WHERE organisation_id = ?1 AND quarter = ?2",
            &[organisation_id.into(), quarter.to_string().into()],
        )? {
            found.insert((row.id(0)?, *quarter), row.integer(1)?);
        }
    }
    Ok(found)
}

/// Takes a target away.
pub(crate) fn target_remove(
    write: &mut Write<'_>,
    measure_id: Id,
    quarter: Quarter,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM target WHERE organisation_id = ?1 AND quarter = ?2 AND measure_id = ?3",
        &[
            organisation_id.into(),
            quarter.to_string().into(),
            measure_id.into(),
        ],
    )?;
    Ok(())
}

/// The names of the quarters that have been signed off, whose targets stay as they were.
pub(crate) fn closed_quarters(read: &mut Read<'_>) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT quarter FROM closed_quarter WHERE organisation_id = ?1 ORDER BY quarter",
        &[organisation_id.into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}
