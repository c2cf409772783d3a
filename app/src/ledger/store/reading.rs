//! Reading entries and totals.

use crate::failure::Failure;
use crate::ledger::{Entry, Part, Total};
use database::{DatabaseFault, Id, Read, Row, Value};
use domain::calendar::Quarter;
use domain::ledger::{Grade, Quantity};
use jiff::civil::Date;

/// Which entries a list shows; what is `None` is not asked about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) measure_id: Option<Id>,
    pub(crate) quarter: Option<String>,
    pub(crate) activity_id: Option<Id>,
    pub(crate) partner_id: Option<Id>,
    pub(crate) contract_id: Option<Id>,
    pub(crate) area_code: Option<String>,
    /// The first and last day of the quarter asked for, so that only its entries are looked through.
    pub(crate) days: Option<(Date, Date)>,
    /// Only entries older than this one, for the next page.
    pub(crate) before: Option<(Date, Id)>,
}

const ENTRY: &str = "e.id, e.kind, e.measure_id, e.happened_on, e.counts_on, e.quarter,
    e.adjusts_quarter, e.area_code, e.partner_id, e.activity_id, e.session_id, e.corrects_id,
    e.quantity_thousandths, e.additional_thousandths, e.reason, e.recorded_at, e.recorded_by,
    (SELECT max(l.grade) FROM evidence_link l
     WHERE l.organisation_id = e.organisation_id AND l.entry_id = e.id), e.contract_id,
    e.import_id, e.import_reference, e.area_method";

fn entry_of(row: &Row) -> Result<Entry, DatabaseFault> {
    Ok(Entry {
        id: row.id(0)?,
        kind: row.text(1)?,
        measure_id: row.id(2)?,
        happened_on: row.date(3)?,
        counts_on: row.date(4)?,
        quarter: row.text(5)?,
        adjusts_quarter: row.optional(6, Row::text)?,
        area_code: row.text(7)?,
        area_method: row.optional(21, Row::text)?,
        partner_id: row.optional(8, Row::id)?,
        activity_id: row.optional(9, Row::id)?,
        session_id: row.optional(10, Row::id)?,
        contract_id: row.optional(18, Row::id)?,
        corrects_id: row.optional(11, Row::id)?,
        import_id: row.optional(19, Row::id)?,
        import_reference: row.optional(20, Row::text)?,
        quantity: Quantity(row.integer(12)?),
        additional: Quantity(row.integer(13)?),
        reason: row.text(14)?,
        recorded_at: row.instant(15)?,
        recorded_by: row.optional(16, Row::id)?,
        grade: row
            .optional(17, Row::integer)?
            .and_then(Grade::from_number)
            .unwrap_or(Grade::Unevidenced),
    })
}

/// One entry.
pub(crate) fn entry(read: &mut Read<'_>, id: Id) -> Result<Option<Entry>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {ENTRY} FROM entry e WHERE e.organisation_id = ?1 AND e.id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(entry_of).transpose()?)
}

/// Entries, newest first, at most `most`. The page after is asked for with [`Filter::before`].
pub(crate) fn entries(
    read: &mut Read<'_>,
    filter: &Filter,
    most: i64,
) -> Result<Vec<Entry>, Failure> {
    let mut values: Vec<Value> = vec![read.organisation_id().into()];
    let mut sql = format!("SELECT {ENTRY} FROM entry e WHERE e.organisation_id = ?1");
    let mut asked = |column: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            sql.push_str(&format!(" AND e.{column} = ?{}", values.len()));
        }
    };
    asked("measure_id", filter.measure_id.map(Value::from));
    asked("quarter", filter.quarter.clone().map(Value::from));
    asked("activity_id", filter.activity_id.map(Value::from));
    asked("partner_id", filter.partner_id.map(Value::from));
    asked("contract_id", filter.contract_id.map(Value::from));
    asked("area_code", filter.area_code.clone().map(Value::from));
    if let Some((first, last)) = filter.days {
        values.extend([first.into(), last.into()]);
        sql.push_str(&format!(
            " AND e.counts_on BETWEEN ?{} AND ?{}",
            values.len() - 1,
            values.len()
        ));
    }
    if let Some((date, id)) = filter.before {
        values.extend([date.into(), id.into()]);
        sql.push_str(&format!(
            " AND (e.counts_on, e.id) < (?{}, ?{})",
            values.len() - 1,
            values.len()
        ));
    }
    values.push(most.into());
    sql.push_str(&format!(
        " ORDER BY e.counts_on DESC, e.id DESC LIMIT ?{}",
        values.len()
    ));
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(entry_of).collect::<Result<_, _>>()?)
}

/// The entries of a session.
pub(crate) fn entries_of_session(
    read: &mut Read<'_>,
    session_id: Id,
) -> Result<Vec<Entry>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ENTRY} FROM entry e WHERE e.organisation_id = ?1 AND e.session_id = ?2 ORDER BY e.id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), session_id.into()])?;
    Ok(rows.iter().map(entry_of).collect::<Result<_, _>>()?)
}

/// The next entries that came from a file, in the order of the file, without what corrects them. They are
/// looked for after one entry and up to the last, `most` at a time.
pub(crate) fn entries_of_import(
    read: &mut Read<'_>,
    import_id: Id,
    (after, last, most): (Id, Id, i64),
) -> Result<Vec<Entry>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ENTRY} FROM entry e WHERE e.organisation_id = ?1 AND e.id > ?3 AND e.id <= ?4
           AND e.import_id = ?2 AND e.kind = 'entry' ORDER BY e.id LIMIT ?5"
    );
    let values = [
        organisation_id.into(),
        import_id.into(),
        after.into(),
        last.into(),
        most.into(),
    ];
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(entry_of).collect::<Result<_, _>>()?)
}

/// The names of the quarters in which the entries of a file count, and how many entries those are.
pub(crate) fn quarters_of_import(
    read: &mut Read<'_>,
    import_id: Id,
    (first, last): (Id, Id),
) -> Result<Vec<(String, i64)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT quarter, COUNT(*) FROM entry WHERE organisation_id = ?1 AND id BETWEEN ?3 AND ?4
           AND import_id = ?2 AND kind = 'entry' GROUP BY quarter ORDER BY quarter",
        &[
            organisation_id.into(),
            import_id.into(),
            first.into(),
            last.into(),
        ],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.integer(1)?)))
        .collect()
}

/// Whether any entry came from a file that had a reference for it.
pub(crate) fn any_reference(read: &mut Read<'_>) -> Result<Option<()>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT id FROM entry WHERE organisation_id = ?1 AND import_reference IS NOT NULL LIMIT 1",
        &[organisation_id.into()],
    )?;
    Ok(row.map(|_| ()))
}

/// The entry that a file calls so and that was not corrected since.
pub(crate) fn entry_called(read: &mut Read<'_>, reference: &str) -> Result<Option<Entry>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ENTRY} FROM entry e WHERE e.organisation_id = ?1 AND e.import_reference = ?2
           AND e.kind = 'entry' AND NOT EXISTS (SELECT 1 FROM entry c
             WHERE c.organisation_id = e.organisation_id AND c.corrects_id = e.id)"
    );
    // Sorted here: with an ORDER BY, SQLite plans the statement anew each time it is run.
    let rows = read.query(&sql, &[organisation_id.into(), reference.into()])?;
    let found: Vec<Entry> = rows.iter().map(entry_of).collect::<Result<_, _>>()?;
    Ok(found.into_iter().max_by_key(|entry| entry.id))
}

/// Every entry and reversal that a piece of evidence supports, the newest first.
pub(crate) fn supported_by(read: &mut Read<'_>, evidence_id: Id) -> Result<Vec<Entry>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ENTRY} FROM evidence_link k
         JOIN entry e ON e.organisation_id = k.organisation_id AND e.id = k.entry_id
         WHERE k.organisation_id = ?1 AND k.evidence_id = ?2
         ORDER BY e.counts_on DESC, e.id DESC"
    );
    let rows = read.query(&sql, &[organisation_id.into(), evidence_id.into()])?;
    Ok(rows.iter().map(entry_of).collect::<Result<_, _>>()?)
}

/// The reversal of an entry, if it was corrected.
pub(crate) fn correction_of(read: &mut Read<'_>, id: Id) -> Result<Option<Id>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT id FROM entry WHERE organisation_id = ?1 AND corrects_id = ?2 AND kind = 'reversal'",
        &[organisation_id.into(), id.into()],
    )?;
    Ok(row.map(|row| row.id(0)).transpose()?)
}

/// The entry that stands in the place of a corrected one, if one does.
pub(crate) fn replacement_of(read: &mut Read<'_>, id: Id) -> Result<Option<Id>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT id FROM entry WHERE organisation_id = ?1 AND corrects_id = ?2 AND kind = 'entry'",
        &[organisation_id.into(), id.into()],
    )?;
    Ok(row.map(|row| row.id(0)).transpose()?)
}

/// The evidence of an entry with the grade each gives it, in the order it was added.
pub(crate) fn links(read: &mut Read<'_>, entry_id: Id) -> Result<Vec<(Id, Grade)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT evidence_id, grade FROM evidence_link
         WHERE organisation_id = ?1 AND entry_id = ?2 ORDER BY linked_at, evidence_id",
        &[organisation_id.into(), entry_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let grade = Grade::from_number(row.integer(1)?).unwrap_or(Grade::SelfDeclared);
            Ok((row.id(0)?, grade))
        })
        .collect()
}

/// The totals of a quarter, divided one way. Those that came to nought by corrections are left out.
pub(crate) fn totals(
    read: &mut Read<'_>,
    part: Part,
    quarter: Quarter,
) -> Result<Vec<Total>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT measure_id, part_key, grade, quantity_thousandths, additional_thousandths, entries
         FROM totals WHERE organisation_id = ?1 AND quarter = ?2 AND part = ?3
           AND (quantity_thousandths <> 0 OR additional_thousandths <> 0 OR entries <> 0)
         ORDER BY measure_id, part_key, grade",
        &[
            organisation_id.into(),
            quarter.to_string().into(),
            part.key().into(),
        ],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Total {
                quarter,
                measure_id: row.id(0)?,
                part,
                key: row.text(1)?,
                grade: Grade::from_number(row.integer(2)?).unwrap_or(Grade::Unevidenced),
                quantity: Quantity(row.integer(3)?),
                additional: Quantity(row.integer(4)?),
                entries: row.integer(5)?,
            })
        })
        .collect()
}
