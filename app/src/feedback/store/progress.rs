//! Actions: what is to be done about what was said.

use crate::failure::Failure;
use crate::feedback::{FeedbackAction, Source};
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::feedback::ActionState;
use jiff::Timestamp;
use jiff::civil::Date;

/// Opens an action.
pub(crate) fn action_add(
    write: &mut Write<'_>,
    action: &FeedbackAction,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let (answer_id, consultation_id) = match action.source {
        Source::Answer(id) => (Some(id), None),
        Source::Consultation(id) => (None, Some(id)),
        Source::Proposal(_) | Source::Elsewhere => (None, None),
    };
    write.execute(
        "INSERT INTO feedback_action (organisation_id, id, answer_id, consultation_id, said, what,
           owner_id, due_on, opened_at, opened_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            scope.organisation_id.into(),
            action.id.into(),
            answer_id.into(),
            consultation_id.into(),
            (&action.said).into(),
            (&action.what).into(),
            action.owner_id.into(),
            action.due_on.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    if let Source::Proposal(proposal_id) = action.source {
        write.execute(
            "INSERT INTO feedback_action_proposal (organisation_id, action_id, proposal_id)
             VALUES (?1, ?2, ?3)",
            &[
                scope.organisation_id.into(),
                action.id.into(),
                proposal_id.into(),
            ],
        )?;
    }
    Ok(())
}

/// Ends an open action as done or dropped; says how many were open.
pub(crate) fn action_end(
    write: &mut Write<'_>,
    id: Id,
    (state, outcome): (ActionState, &str),
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    let (done_at, dropped_at) = match state {
        ActionState::Open => return Ok(0),
        ActionState::Done => (Some(at), None),
        ActionState::Dropped => (None, Some(at)),
    };
    Ok(write.execute(
        "UPDATE feedback_action SET done_at = ?3, dropped_at = ?4, ended_by = ?5, outcome = ?6
         WHERE organisation_id = ?1 AND id = ?2 AND outcome IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            done_at.into(),
            dropped_at.into(),
            scope.person_id.into(),
            outcome.into(),
        ],
    )?)
}

const ACTION: &str = "id, answer_id, consultation_id, said, what, owner_id, due_on, done_at,
    dropped_at, outcome, (SELECT p.proposal_id FROM feedback_action_proposal p
    WHERE p.organisation_id = feedback_action.organisation_id AND p.action_id = feedback_action.id)";

fn action_of(row: &Row) -> Result<FeedbackAction, DatabaseFault> {
    let of = [1, 2, 10].map(|column| row.optional(column, Row::id));
    let [answer, consultation, proposal] = of;
    let source = match (answer?, consultation?, proposal?) {
        (Some(id), _, _) => Source::Answer(id),
        (None, Some(id), _) => Source::Consultation(id),
        (None, None, Some(id)) => Source::Proposal(id),
        (None, None, None) => Source::Elsewhere,
    };
    let (done, dropped) = (
        row.optional(7, Row::instant)?,
        row.optional(8, Row::instant)?,
    );
    let state = match (done, dropped) {
        (Some(_), _) => ActionState::Done,
        (None, Some(_)) => ActionState::Dropped,
        (None, None) => ActionState::Open,
    };
    Ok(FeedbackAction {
        id: row.id(0)?,
        source,
        said: row.text(3)?,
        what: row.text(4)?,
        owner_id: row.id(5)?,
        due_on: row.date(6)?,
        state,
        ended: row.optional(9, Row::text)?.zip(done.or(dropped)),
    })
}

/// One action.
pub(in crate::feedback) fn action(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<FeedbackAction>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {ACTION} FROM feedback_action WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(action_of).transpose()?)
}

/// Which actions a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::feedback) enum ActionFilter {
    /// All of them.
    All,
    /// Those still to be done.
    Open,
    /// Those that come from a consultation.
    OfConsultation(Id),
}

/// Actions, the open ones first, by the day they are due.
pub(in crate::feedback) fn actions(
    read: &mut Read<'_>,
    filter: ActionFilter,
) -> Result<Vec<FeedbackAction>, Failure> {
    let mut values: Vec<Value> = vec![read.organisation_id().into()];
    let asked = match filter {
        ActionFilter::All => "",
        ActionFilter::Open => " AND outcome IS NULL",
        ActionFilter::OfConsultation(id) => {
            values.push(id.into());
            " AND consultation_id = ?2"
        }
    };
    let sql = format!(
        "SELECT {ACTION} FROM feedback_action WHERE organisation_id = ?1{asked}
         ORDER BY (CASE WHEN outcome IS NULL THEN 0 ELSE 1 END), due_on, id"
    );
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(action_of).collect::<Result<_, _>>()?)
}

/// The actions that come from an answer.
pub(in crate::feedback) fn actions_of_answer(
    read: &mut Read<'_>,
    answer_id: Id,
) -> Result<Vec<FeedbackAction>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ACTION} FROM feedback_action WHERE organisation_id = ?1 AND answer_id = ?2
         ORDER BY due_on, id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), answer_id.into()])?;
    Ok(rows.iter().map(action_of).collect::<Result<_, _>>()?)
}

/// The open actions of a person with the day each is due, the first due first.
pub(crate) fn actions_due(read: &mut Read<'_>, person_id: Id) -> Result<Vec<(Id, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, due_on FROM feedback_action
         WHERE organisation_id = ?1 AND owner_id = ?2 AND outcome IS NULL ORDER BY due_on, id",
        &[organisation_id.into(), person_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.date(1)?)))
        .collect()
}
