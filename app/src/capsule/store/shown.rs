//! What the pages of a capsule are made of: rows with the names of what they refer to, entries by quarter
//! with their evidence, the texts of the policy, and what was signed.

use super::rows::each;
use crate::capsule::shape::Shape;
use crate::failure::Failure;
use crate::personal_data::map::Holds;
use database::{DatabaseFault, Id, Kind, Read, Row, Value};
use std::collections::BTreeMap;

/// The columns by which a row is called, the first that it has; a measure by two.
const CALLED: [&str; 4] = ["title", "name", "number", "reference"];

/// By what the rows of a table are called, as an expression over its alias.
fn called(shape: &Shape, alias: &str) -> Option<String> {
    let text = |name: &&&str| {
        let place = shape.place(name);
        place
            .and_then(|place| shape.columns.get(place))
            .is_some_and(|one| one.kind == Kind::Text)
    };
    let name = CALLED.iter().find(text)?;
    Some(match shape.place("code") {
        Some(_) => format!("{alias}.code || ' ' || {alias}.{name}"),
        None => format!("{alias}.{name}"),
    })
}

/// The table a column names a row of, with the columns of that table beside ours.
fn named<'a>(
    (shape, column): (&Shape, &str),
    shapes: &'a BTreeMap<String, Shape>,
) -> Option<(&'a Shape, Vec<(String, String)>)> {
    let organisation = ("organisation_id".to_owned(), "organisation_id".to_owned());
    let by_key = |table: &str| {
        let other = shapes.get(table)?;
        let id = (column.to_owned(), "id".to_owned());
        (other.key == ["id"]).then(|| (other, vec![organisation.clone(), id]))
    };
    if shape.holds(column) == Holds::Person {
        return by_key("person");
    }
    if let Some(found) = column.strip_suffix("_id").and_then(by_key) {
        return Some(found);
    }
    let is_last = |pairs: &&database::Reference| {
        pairs.columns.len() == 2 && pairs.columns.last().is_some_and(|(from, _)| from == column)
    };
    let reference = shape.references.iter().find(is_last)?;
    Some((shapes.get(&reference.table)?, reference.columns.clone()))
}

/// Reads every row of a table: its columns in the order of the capsule, and after them, for each column,
/// what the row it names is called, or nothing.
pub(in crate::capsule) fn each_shown(
    read: &mut Read<'_>,
    shape: &Shape,
    shapes: &BTreeMap<String, Shape>,
    see: impl FnMut(&mut Read<'_>, Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (mut columns, mut names) = (Vec::new(), Vec::new());
    let mut from = format!("{} t", shape.name());
    for (number, column) in shape.columns.iter().enumerate() {
        let alias = format!("r{number}");
        columns.push(format!("t.{}", column.name));
        let of = (shape, column.name.as_str());
        let found = named(of, shapes).filter(|_| column.name != "id");
        let joined = found.and_then(|(other, pairs)| {
            let said = called(other, &alias)?;
            let on: Vec<String> = (pairs.iter())
                .map(|(ours, theirs)| format!("{alias}.{theirs} = t.{ours}"))
                .collect();
            from.push_str(&format!(
                " LEFT JOIN {} {alias} ON {}",
                other.name(),
                on.join(" AND ")
            ));
            Some(said)
        });
        names.push(joined.unwrap_or_else(|| "CAST(NULL AS TEXT)".to_owned()));
    }
    let selected = [columns, names].concat().join(", ");
    each(read, shape, (&selected, &from), see)
}

/// An entry as it is read.
pub(in crate::capsule) struct Entry {
    pub(in crate::capsule) id: Id,
    pub(in crate::capsule) counts_on: String,
    pub(in crate::capsule) happened_on: String,
    pub(in crate::capsule) quarter: String,
    pub(in crate::capsule) kind: String,
    pub(in crate::capsule) measure: String,
    pub(in crate::capsule) unit: String,
    pub(in crate::capsule) thousandths: i64,
    pub(in crate::capsule) additional_thousandths: i64,
    pub(in crate::capsule) area: String,
    pub(in crate::capsule) partner: String,
    pub(in crate::capsule) activity: String,
    pub(in crate::capsule) reason: String,
    pub(in crate::capsule) by: String,
}

/// Entries in the order of their days, after this one, at most `most`.
pub(in crate::capsule) fn entries(
    read: &mut Read<'_>,
    after: (&str, Option<Id>),
    most: usize,
) -> Result<Vec<Entry>, Failure> {
    let organisation_id = read.organisation_id();
    let id = after
        .1
        .map_or_else(|| Value::Bytes(Vec::new()), Value::from);
    let rows = read.query(
        &format!(
            "SELECT t.id, t.counts_on, t.happened_on, t.quarter, t.kind, m.code || ' ' || m.title, m.unit,
               t.quantity_thousandths, t.additional_thousandths, a.name, p.name, v.title, t.reason, s.name
             FROM entry t
             LEFT JOIN measure m ON m.organisation_id = t.organisation_id AND m.id = t.measure_id
             LEFT JOIN area a ON a.organisation_id = t.organisation_id AND a.code = t.area_code
             LEFT JOIN partner p ON p.organisation_id = t.organisation_id AND p.id = t.partner_id
             LEFT JOIN activity v ON v.organisation_id = t.organisation_id AND v.id = t.activity_id
             LEFT JOIN person s ON s.organisation_id = t.organisation_id AND s.id = t.recorded_by
             WHERE t.organisation_id = ?1 AND (t.counts_on, t.id) > (?2, ?3)
             ORDER BY t.counts_on, t.id LIMIT {most}"
        ),
        &[organisation_id.into(), after.0.into(), id],
    )?;
    let text = |row: &Row, place| {
        Ok::<_, DatabaseFault>(row.optional(place, Row::text)?.unwrap_or_default())
    };
    let entry = |row: &Row| {
        Ok(Entry {
            id: row.id(0)?,
            counts_on: row.text(1)?,
            happened_on: row.text(2)?,
            quarter: row.text(3)?,
            kind: row.text(4)?,
            measure: text(row, 5)?,
            unit: text(row, 6)?,
            thousandths: row.integer(7)?,
            additional_thousandths: row.integer(8)?,
            area: text(row, 9)?,
            partner: text(row, 10)?,
            activity: text(row, 11)?,
            reason: row.text(12)?,
            by: text(row, 13)?,
        })
    };
    rows.iter().map(entry).collect()
}

/// What proves an entry.
pub(in crate::capsule) struct Proof {
    pub(in crate::capsule) entry_id: Id,
    pub(in crate::capsule) title: String,
    pub(in crate::capsule) sha256: Option<[u8; 32]>,
}

/// What proves the entries from one to another, in the order of their days, both among them.
pub(in crate::capsule) fn proofs(
    read: &mut Read<'_>,
    first: &Entry,
    last: &Entry,
) -> Result<Vec<Proof>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT t.id, e.title, e.file_sha256 FROM entry t
         JOIN evidence_link l ON l.organisation_id = t.organisation_id AND l.entry_id = t.id
         JOIN evidence e ON e.organisation_id = l.organisation_id AND e.id = l.evidence_id
         WHERE t.organisation_id = ?1 AND (t.counts_on, t.id) >= (?2, ?3)
           AND (t.counts_on, t.id) <= (?4, ?5)
         ORDER BY t.counts_on, t.id, e.id",
        &[
            organisation_id.into(),
            (&first.counts_on).into(),
            first.id.into(),
            (&last.counts_on).into(),
            last.id.into(),
        ],
    )?;
    let proof = |row: &Row| {
        Ok(Proof {
            entry_id: row.id(0)?,
            title: row.text(1)?,
            sha256: row.optional(2, Row::sha256)?,
        })
    };
    rows.iter().map(proof).collect()
}

/// A version of the policy.
pub(in crate::capsule) struct Policy {
    pub(in crate::capsule) id: Id,
    pub(in crate::capsule) title: String,
    pub(in crate::capsule) reference: String,
    pub(in crate::capsule) version: String,
    pub(in crate::capsule) file_sha256: Option<[u8; 32]>,
}

/// Every version of the policy, the newest first.
pub(in crate::capsule) fn policies(read: &mut Read<'_>) -> Result<Vec<Policy>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, title, reference, version, file_sha256 FROM policy
         WHERE organisation_id = ?1 ORDER BY imported_at DESC, id DESC",
        &[organisation_id.into()],
    )?;
    let policy = |row: &Row| {
        Ok(Policy {
            id: row.id(0)?,
            title: row.text(1)?,
            reference: row.text(2)?,
            version: row.text(3)?,
            file_sha256: row.optional(4, Row::sha256)?,
        })
    };
    rows.iter().map(policy).collect()
}

/// A clause with its text.
pub(in crate::capsule) struct Clause {
    pub(in crate::capsule) id: String,
    pub(in crate::capsule) heading: String,
    pub(in crate::capsule) text: String,
}

/// The clauses of a version in their order.
pub(in crate::capsule) fn clauses(read: &mut Read<'_>, of: Id) -> Result<Vec<Clause>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, heading, text FROM clause WHERE organisation_id = ?1 AND policy_id = ?2
         ORDER BY position, id",
        &[organisation_id.into(), of.into()],
    )?;
    let clause = |row: &Row| {
        Ok(Clause {
            id: row.text(0)?,
            heading: row.optional(1, Row::text)?.unwrap_or_default(),
            text: row.text(2)?,
        })
    };
    rows.iter().map(clause).collect()
}

/// What was signed, by kind and name.
pub(in crate::capsule) fn seals(read: &mut Read<'_>) -> Result<Vec<(String, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT record_kind, record_id FROM seal WHERE organisation_id = ?1
         ORDER BY record_kind, record_id",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?)))
        .collect()
}
