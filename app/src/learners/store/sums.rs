//! What a return shows in all, and the aims that the provider says prepare for work.

use super::super::sums::{Place, Sums};
use crate::failure::Failure;
use database::{Id, Read, Row, Write};
use domain::ilr::Fact;
use std::collections::BTreeSet;

/// Keeps what a return shows, in the place of what it showed.
pub(in crate::learners) fn sums_set(
    write: &mut Write<'_>,
    return_id: Id,
    sums: &Sums,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let of = [organisation_id.into(), return_id.into()];
    write.execute(
        "DELETE FROM learner_figure WHERE organisation_id = ?1 AND return_id = ?2",
        &of,
    )?;
    write.execute(
        "DELETE FROM learner_place WHERE organisation_id = ?1 AND return_id = ?2",
        &of,
    )?;
    for (fact, thousandths) in &sums.figures {
        write.execute(
            "INSERT INTO learner_figure (organisation_id, return_id, fact, thousandths)
             VALUES (?1, ?2, ?3, ?4)",
            &[
                organisation_id.into(),
                return_id.into(),
                fact.key().into(),
                (*thousandths).into(),
            ],
        )?;
    }
    for (number, (place, learners)) in (1_i64..).zip(&sums.places) {
        write.execute(
            "INSERT INTO learner_place (organisation_id, return_id, number, area_code, area_method,
               decile, decile_method, learners) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            &[
                organisation_id.into(),
                return_id.into(),
                number.into(),
                place.area_code.as_deref().into(),
                place.area_method.as_deref().into(),
                place.decile.map(i64::from).into(),
                place.decile_method.as_deref().into(),
                (*learners).into(),
            ],
        )?;
    }
    Ok(())
}

/// The figures of a return in thousandths, in the order pages show them.
pub(in crate::learners) fn figures(
    read: &mut Read<'_>,
    return_id: Id,
) -> Result<Vec<(Fact, i64)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT fact, thousandths FROM learner_figure
         WHERE organisation_id = ?1 AND return_id = ?2",
        &[organisation_id.into(), return_id.into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        if let Some(fact) = Fact::from_key(&row.text(0)?) {
            found.push((fact, row.integer(1)?));
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Where the learners of a return lived.
pub(in crate::learners) fn places(
    read: &mut Read<'_>,
    return_id: Id,
) -> Result<Vec<(Place, u64)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT area_code, area_method, decile, decile_method, learners FROM learner_place
         WHERE organisation_id = ?1 AND return_id = ?2 ORDER BY number",
        &[organisation_id.into(), return_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let decile = row.optional(2, Row::integer)?;
            let place = Place {
                area_code: row.optional(0, Row::text)?,
                area_method: row.optional(1, Row::text)?,
                decile: decile.and_then(|decile| u8::try_from(decile).ok()),
                decile_method: row.optional(3, Row::text)?,
            };
            Ok((place, u64::try_from(row.integer(4)?).unwrap_or(0)))
        })
        .collect()
}

/// References of the aims that the provider says prepare for work.
pub(in crate::learners) fn employability_aims(
    read: &mut Read<'_>,
) -> Result<BTreeSet<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT reference FROM employability_aim WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}

/// Keeps them in the place of those before.
pub(in crate::learners) fn employability_aims_set(
    write: &mut Write<'_>,
    references: &BTreeSet<String>,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM employability_aim WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    for reference in references {
        write.execute(
            "INSERT INTO employability_aim (organisation_id, reference) VALUES (?1, ?2)",
            &[organisation_id.into(), reference.into()],
        )?;
    }
    Ok(())
}
