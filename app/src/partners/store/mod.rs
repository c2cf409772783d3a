//! Every statement about partners.

mod checks;
mod facts;
mod passports;
mod together;

pub(super) use checks::{Approval, approval, approval_add, check_add, checks, second_set};
pub(crate) use facts::approved_since;
pub(super) use facts::{
    agreement_add, agreements, areas, areas_set, contact_add, contact_remove, contacts, review_add,
    reviews, stage_add, stages,
};
pub(super) use passports::{KnownKey, known_key, passport_add, passports};
pub(super) use together::together;

use super::{Expiring, NewPartner, Partner};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::partners::{Check, PartnerKind, Stage, Standing};
use jiff::Timestamp;
use jiff::civil::Date;

const PARTNER: &str = "id, name, kind, purpose, stage, round, approved_on, ended_on,
    review_due_on, listed_by, listed_at";

fn partner(row: &Row) -> Result<Partner, DatabaseFault> {
    Ok(Partner {
        id: row.id(0)?,
        name: row.text(1)?,
        kind: PartnerKind::from_key(&row.text(2)?).unwrap_or(PartnerKind::Other),
        purpose: row.text(3)?,
        standing: Standing {
            stage: Stage::from_key(&row.text(4)?).unwrap_or(Stage::Prospect),
            approved_on: row.optional(6, Row::date)?,
            ended_on: row.optional(7, Row::date)?,
            review_due_on: row.optional(8, Row::date)?,
        },
        round: row.integer(5)?,
        proposed_by: row.optional(9, Row::id)?,
        listed_at: row.instant(10)?,
    })
}

/// Lists a partner: not yet checked.
pub(crate) fn add(
    write: &mut Write<'_>,
    partner: &NewPartner,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO partner (organisation_id, id, name, name_folded, kind, purpose, stage, round,
           listed_at, listed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'prospect', 0, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            partner.id.into(),
            (&partner.name).into(),
            partner.name.to_lowercase().into(),
            partner.kind.key().into(),
            (&partner.purpose).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Changes what can be changed of a partner's description.
pub(super) fn describe(
    write: &mut Write<'_>,
    id: Id,
    (kind, purpose): (PartnerKind, &str),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE partner SET kind = ?3, purpose = ?4 WHERE organisation_id = ?1 AND id = ?2",
        &[
            organisation_id.into(),
            id.into(),
            kind.key().into(),
            purpose.into(),
        ],
    )?;
    Ok(())
}

/// Keeps where a partner stands now; its stages and approvals say how it came there.
pub(super) fn standing_set(
    write: &mut Write<'_>,
    id: Id,
    (standing, round): (Standing, i64),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE partner SET stage = ?3, round = ?4, approved_on = ?5, ended_on = ?6,
           review_due_on = ?7
         WHERE organisation_id = ?1 AND id = ?2",
        &[
            organisation_id.into(),
            id.into(),
            standing.stage.key().into(),
            round.into(),
            standing.approved_on.into(),
            standing.ended_on.into(),
            standing.review_due_on.into(),
        ],
    )?;
    Ok(())
}

/// Notes that a partner was approved at least once, so that things can count with it.
pub(super) fn approved_add(write: &mut Write<'_>, id: Id, on: Date) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO approved_partner (organisation_id, partner_id, first_approved_on)
         VALUES (?1, ?2, ?3)
         ON CONFLICT (organisation_id, partner_id) DO NOTHING",
        &[organisation_id.into(), id.into(), on.into()],
    )?;
    Ok(())
}

/// All partners, by name.
pub(crate) fn all(read: &mut Read<'_>) -> Result<Vec<Partner>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {PARTNER} FROM partner WHERE organisation_id = ?1 ORDER BY name_folded, id"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(partner).collect::<Result<_, _>>()?)
}

/// One partner.
pub(crate) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Partner>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {PARTNER} FROM partner WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(partner).transpose()?)
}

/// Which partners a list shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    /// Part of the name.
    pub(super) words: String,
    pub(super) stage: Option<Stage>,
    pub(super) kind: Option<PartnerKind>,
    /// Only names after this one (folded) and its key, for the next page.
    pub(super) after: Option<(String, Id)>,
}

/// Partners by name, at most `most`.
pub(super) fn some(
    read: &mut Read<'_>,
    filter: &Filter,
    most: i64,
) -> Result<Vec<Partner>, Failure> {
    let mut values: Vec<Value> = vec![read.organisation_id().into()];
    let mut sql = format!("SELECT {PARTNER} FROM partner WHERE organisation_id = ?1");
    let mut asked = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(&condition.replace("??", &format!("?{}", values.len())));
    };
    if !filter.words.is_empty() {
        asked(
            " AND name_folded LIKE ?? ESCAPE '!'",
            within(&filter.words).into(),
        );
    }
    if let Some(stage) = filter.stage {
        asked(" AND stage = ??", stage.key().into());
    }
    if let Some(kind) = filter.kind {
        asked(" AND kind = ??", kind.key().into());
    }
    if let Some((name, id)) = &filter.after {
        asked(" AND (name_folded, id) > (??,", name.into());
        asked(" ??)", (*id).into());
    }
    asked(" ORDER BY name_folded, id LIMIT ??", most.into());
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(partner).collect::<Result<_, _>>()?)
}

/// A pattern for names that hold these words.
fn within(words: &str) -> String {
    let mut pattern = String::from("%");
    for letter in words.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// How many partners have a yearly review that is due by a day.
pub(super) fn due_count(read: &mut Read<'_>, by: Date) -> Result<i64, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT COUNT(*) FROM partner WHERE organisation_id = ?1 AND review_due_on <= ?2
           AND stage IN ('approved', 'active', 'under-review')",
        &[organisation_id.into(), by.into()],
    )?;
    Ok(row.map_or(Ok(0), |row| row.integer(0))?)
}

/// Partners whose yearly review is due by a day, the longest due first, at most `most`.
pub(super) fn due(read: &mut Read<'_>, by: Date, most: i64) -> Result<Vec<Partner>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {PARTNER} FROM partner WHERE organisation_id = ?1 AND review_due_on <= ?2
           AND stage IN ('approved', 'active', 'under-review')
         ORDER BY review_due_on, id LIMIT ?3"
    );
    let rows = read.query(&sql, &[organisation_id.into(), by.into(), most.into()])?;
    Ok(rows.iter().map(partner).collect::<Result<_, _>>()?)
}

/// Working partners with a check of their round that runs out by a day and was not made anew, the
/// earliest first.
pub(crate) fn expiring(read: &mut Read<'_>, by: Date) -> Result<Vec<Expiring>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT p.id, p.name, c.check_kind, c.expires_on FROM partner_check c
         JOIN partner p ON p.organisation_id = c.organisation_id AND p.id = c.partner_id
           AND p.round = c.round
         WHERE c.organisation_id = ?1 AND c.expires_on <= ?2
           AND p.stage IN ('approved', 'active', 'under-review')
           AND NOT EXISTS (
             SELECT 1 FROM partner_check n
             WHERE n.organisation_id = ?1 AND n.partner_id = c.partner_id AND n.round = c.round
               AND n.check_kind = c.check_kind AND n.number > c.number)
         ORDER BY c.expires_on, p.id, c.number LIMIT 100",
        &[organisation_id.into(), by.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Expiring {
                partner_id: row.id(0)?,
                partner: row.text(1)?,
                check: Check::from_key(&row.text(2)?).ok_or(DatabaseFault::Missing)?,
                expires_on: row.date(3)?,
            })
        })
        .collect()
}
