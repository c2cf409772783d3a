//! Every statement about places.

use super::Loaded;
use super::directory::{Kind, Place};
use crate::failure::Failure;
use database::{Read, Row, Value, Write};

/// What was loaded, postcodes last.
pub(super) fn loads(read: &mut Read<'_>) -> Result<Vec<Loaded>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT kind, title, deprivation, file_name, file_sha256, rows_read, rows_kept,
                rows_refused, loaded_at
         FROM place_load WHERE organisation_id = ?1 ORDER BY kind",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Loaded {
                kind: Kind::from_key(&row.text(0)?),
                title: row.text(1)?,
                deprivation: row.optional(2, Row::text)?,
                file_name: row.text(3)?,
                sha256: row.sha256(4)?,
                rows: (row.integer(5)?, row.integer(6)?, row.integer(7)?),
                at: row.instant(8)?,
                named: Vec::new(),
            })
        })
        .collect()
}

/// A postcode's place, and the decile that a file of small areas gives it.
pub(super) struct Found {
    pub(super) place: Place,
    pub(super) decile_of_its_own: Option<u8>,
}

/// The place of a postcode without its space.
pub(super) fn place(read: &mut Read<'_>, packed: &str) -> Result<Option<Found>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT p.area_code, p.ward, p.lsoa, p.decile, d.decile
         FROM postcode_place p
         LEFT JOIN lsoa_decile d ON d.organisation_id = p.organisation_id AND d.lsoa = p.lsoa
         WHERE p.organisation_id = ?1 AND p.postcode = ?2",
        &[organisation_id.into(), packed.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let decile = |column| -> Result<Option<u8>, Failure> {
        let number = row.optional(column, Row::integer)?;
        Ok(number.and_then(|number| u8::try_from(number).ok()))
    };
    Ok(Some(Found {
        place: Place {
            key: packed.to_owned(),
            area_code: row.text(0)?,
            ward: row.optional(1, Row::text)?,
            lsoa: row.optional(2, Row::text)?,
            decile: decile(3)?,
        },
        decile_of_its_own: decile(4)?,
    }))
}

/// Removes what was loaded of a kind before.
pub(super) fn clear(write: &mut Write<'_>, kind: Kind) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let sql = match kind {
        Kind::Postcodes => "DELETE FROM postcode_place WHERE organisation_id = ?1",
        Kind::Deciles => "DELETE FROM lsoa_decile WHERE organisation_id = ?1",
    };
    write.execute(sql, &[organisation_id.into()])?;
    Ok(())
}

/// Adds lines with one statement, and says how many: the first line of a key is kept.
pub(super) fn add(write: &mut Write<'_>, kind: Kind, places: &[Place]) -> Result<u64, Failure> {
    if places.is_empty() {
        return Ok(0);
    }
    let mut values: Vec<Value> = vec![write.organisation_id().into()];
    let mut rows = Vec::with_capacity(places.len());
    for place in places {
        let first = values.len() + 1;
        let decile = place.decile.map(i64::from);
        match kind {
            Kind::Postcodes => values.extend([
                (&place.key).into(),
                (&place.area_code).into(),
                place.ward.as_deref().into(),
                place.lsoa.as_deref().into(),
                decile.into(),
            ]),
            Kind::Deciles => values.extend([(&place.key).into(), decile.into()]),
        }
        let numbers: Vec<String> = (first..=values.len()).map(|at| format!("?{at}")).collect();
        rows.push(format!("(?1, {})", numbers.join(", ")));
    }
    let rows = rows.join(", ");
    let sql = match kind {
        Kind::Postcodes => format!(
            "INSERT INTO postcode_place (organisation_id, postcode, area_code, ward, lsoa, decile)
             VALUES {rows} ON CONFLICT (organisation_id, postcode) DO NOTHING"
        ),
        Kind::Deciles => format!(
            "INSERT INTO lsoa_decile (organisation_id, lsoa, decile)
             VALUES {rows} ON CONFLICT (organisation_id, lsoa) DO NOTHING"
        ),
    };
    Ok(write.execute(&sql, &values)?)
}

/// Says what was loaded, in the place of what was loaded of the kind before.
pub(super) fn load_set(write: &mut Write<'_>, loaded: &Loaded) -> Result<(), Failure> {
    let scope = write.scope();
    let (read, kept, refused) = loaded.rows;
    write.execute(
        "DELETE FROM place_load WHERE organisation_id = ?1 AND kind = ?2",
        &[scope.organisation_id.into(), loaded.kind.key().into()],
    )?;
    write.execute(
        "INSERT INTO place_load (organisation_id, kind, title, deprivation, file_name, file_sha256,
           rows_read, rows_kept, rows_refused, loaded_at, loaded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &[
            scope.organisation_id.into(),
            loaded.kind.key().into(),
            (&loaded.title).into(),
            loaded.deprivation.as_deref().into(),
            (&loaded.file_name).into(),
            loaded.sha256.into(),
            read.into(),
            kept.into(),
            refused.into(),
            loaded.at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}
