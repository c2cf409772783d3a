//! Decisions about actions, and the changes they bring.

use crate::failure::Failure;
use crate::feedback::{About, Change, Decision};
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use jiff::Timestamp;
use jiff::civil::Date;

/// Keeps a decision.
pub(crate) fn decision_add(
    write: &mut Write<'_>,
    decision: &Decision,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO feedback_decision (organisation_id, id, action_id, decision, decided_on,
           decided_by, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            decision.id.into(),
            decision.action_id.into(),
            (&decision.what).into(),
            decision.decided_on.into(),
            (&decision.decided_by).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

const DECISION: &str = "id, action_id, decision, decided_on, decided_by";

fn decision_of(row: &Row) -> Result<Decision, DatabaseFault> {
    Ok(Decision {
        id: row.id(0)?,
        action_id: row.id(1)?,
        what: row.text(2)?,
        decided_on: row.date(3)?,
        decided_by: row.text(4)?,
    })
}

/// One decision.
pub(crate) fn decision(read: &mut Read<'_>, id: Id) -> Result<Option<Decision>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {DECISION} FROM feedback_decision WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(decision_of).transpose()?)
}

/// The latest decisions, at most `most`.
pub(in crate::feedback) fn decisions(
    read: &mut Read<'_>,
    most: i64,
) -> Result<Vec<Decision>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {DECISION} FROM feedback_decision WHERE organisation_id = ?1
         ORDER BY decided_on DESC, id DESC LIMIT ?2"
    );
    let rows = read.query(&sql, &[organisation_id.into(), most.into()])?;
    Ok(rows.iter().map(decision_of).collect::<Result<_, _>>()?)
}

/// The decisions about an action, in their order.
pub(in crate::feedback) fn decisions_of(
    read: &mut Read<'_>,
    action_id: Id,
) -> Result<Vec<Decision>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {DECISION} FROM feedback_decision WHERE organisation_id = ?1 AND action_id = ?2
         ORDER BY decided_on, id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), action_id.into()])?;
    Ok(rows.iter().map(decision_of).collect::<Result<_, _>>()?)
}

/// What was said and decided from one day to another, in the order of the days.
pub(in crate::feedback) fn decided(
    read: &mut Read<'_>,
    from: Date,
    to: Date,
) -> Result<Vec<(String, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT a.said, d.decision FROM feedback_decision d
         JOIN feedback_action a ON a.organisation_id = d.organisation_id AND a.id = d.action_id
         WHERE d.organisation_id = ?1 AND d.decided_on BETWEEN ?2 AND ?3
         ORDER BY d.decided_on, d.id",
        &[organisation_id.into(), from.into(), to.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?)))
        .collect()
}

/// Keeps a change.
pub(crate) fn change_add(
    write: &mut Write<'_>,
    change: &Change,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let [policy_id, clause_id, activity_id, measure_id]: [Value; 4] = match &change.about {
        About::Clause {
            policy_id,
            clause_id,
        } => [
            (*policy_id).into(),
            clause_id.into(),
            Value::Null,
            Value::Null,
        ],
        About::Activity(id) => [Value::Null, Value::Null, (*id).into(), Value::Null],
        About::Measure(id) => [Value::Null, Value::Null, Value::Null, (*id).into()],
    };
    write.execute(
        "INSERT INTO feedback_change (organisation_id, id, decision_id, policy_id, clause_id,
           activity_id, measure_id, what, reason, effective_from, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        &[
            scope.organisation_id.into(),
            change.id.into(),
            change.decision_id.into(),
            policy_id,
            clause_id,
            activity_id,
            measure_id,
            (&change.what).into(),
            (&change.reason).into(),
            change.effective_from.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

const CHANGE: &str = "id, decision_id, policy_id, clause_id, activity_id, measure_id, what, reason,
    effective_from";

fn change_of(row: &Row) -> Result<Change, DatabaseFault> {
    let clause = row.optional(2, Row::id)?.zip(row.optional(3, Row::text)?);
    let about = match (clause, row.optional(4, Row::id)?) {
        (Some((policy_id, clause_id)), _) => About::Clause {
            policy_id,
            clause_id,
        },
        (None, Some(id)) => About::Activity(id),
        (None, None) => About::Measure(row.id(5)?),
    };
    Ok(Change {
        id: row.id(0)?,
        decision_id: row.id(1)?,
        about,
        what: row.text(6)?,
        reason: row.text(7)?,
        effective_from: row.date(8)?,
    })
}

/// One change.
pub(in crate::feedback) fn change(read: &mut Read<'_>, id: Id) -> Result<Option<Change>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {CHANGE} FROM feedback_change WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(change_of).transpose()?)
}

/// Which changes a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::feedback) enum ChangeFilter {
    /// All of them.
    All,
    /// Those that a decision brings.
    OfDecision(Id),
    /// Those of an activity.
    OfActivity(Id),
    /// Those of a measure.
    OfMeasure(Id),
}

/// Changes, those that hold latest first.
pub(in crate::feedback) fn changes(
    read: &mut Read<'_>,
    filter: ChangeFilter,
) -> Result<Vec<Change>, Failure> {
    let mut values: Vec<Value> = vec![read.organisation_id().into()];
    let asked = match filter {
        ChangeFilter::All => None,
        ChangeFilter::OfDecision(id) => Some(("decision_id", id)),
        ChangeFilter::OfActivity(id) => Some(("activity_id", id)),
        ChangeFilter::OfMeasure(id) => Some(("measure_id", id)),
    };
    let asked = asked.map_or_else(String::new, |(column, id)| {
        values.push(id.into());
        format!(" AND {column} = ?2")
    });
    let sql = format!(
        "SELECT {CHANGE} FROM feedback_change WHERE organisation_id = ?1{asked}
         ORDER BY effective_from DESC, id DESC"
    );
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(change_of).collect::<Result<_, _>>()?)
}

/// The changes of a clause of a version of the policy: key, what, and from when.
pub(crate) fn changes_of_clause(
    read: &mut Read<'_>,
    policy_id: Id,
    clause_id: &str,
) -> Result<Vec<(Id, String, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, what, effective_from FROM feedback_change
         WHERE organisation_id = ?1 AND policy_id = ?2 AND clause_id = ?3
         ORDER BY effective_from DESC, id DESC",
        &[organisation_id.into(), policy_id.into(), clause_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?, row.date(2)?)))
        .collect()
}

/// A version of the policy with its clauses: id and first words.
pub(in crate::feedback) type InForce = (Id, Vec<(String, String)>);

/// The version of the policy that was issued last, with the ids and first words of its clauses.
pub(in crate::feedback) fn clauses_in_force(
    read: &mut Read<'_>,
) -> Result<Option<InForce>, Failure> {
    let organisation_id = read.organisation_id();
    let versions = read.query(
        "SELECT id, issued_on, imported_at FROM policy WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let mut newest = None;
    for row in &versions {
        let (id, imported_at) = (row.id(0)?, row.instant(2)?);
        let issued_on = row.optional(1, Row::date)?;
        let from = issued_on.unwrap_or_else(|| crate::app::date_of(imported_at));
        newest = newest.max(Some((from, imported_at, id)));
    }
    let Some((_, _, policy_id)) = newest else {
        return Ok(None);
    };
    let rows = read.query(
        "SELECT id, substr(text, 1, 90) FROM clause WHERE organisation_id = ?1 AND policy_id = ?2
         ORDER BY position, id",
        &[organisation_id.into(), policy_id.into()],
    )?;
    let clauses = rows.iter().map(|row| Ok((row.text(0)?, row.text(1)?)));
    let clauses = clauses.collect::<Result<_, DatabaseFault>>()?;
    Ok(Some((policy_id, clauses)))
}

/// What an action was asked to change when it came from a finding in the policy: clause, words, why, and from
/// which day.
pub(in crate::feedback) fn asked_change(
    read: &mut Read<'_>,
    action_id: Id,
) -> Result<Option<(String, String, String, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT clause_id, mending, finding, effective_from FROM change_request
         WHERE organisation_id = ?1 AND action_id = ?2",
        &[organisation_id.into(), action_id.into()],
    )?;
    row.map(|row| Ok((row.text(0)?, row.text(1)?, row.text(2)?, row.date(3)?)))
        .transpose()
}
