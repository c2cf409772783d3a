//! The signed year of the example becomes public: the Lead proposes it, somebody of Governance &
//! Leadership publishes it.

use super::stage::Stage;
use crate::failure::Failure;
use crate::publication;
use domain::people::Role;
use jiff::ToSpan;

/// Shows the signed year to everybody.
pub(super) fn show(stage: &Stage<'_>) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let board = stage.actor(Role::Governance, 1)?;
    let year = stage.signed_year.to_string();
    let of = [("year", year.as_str())];
    let [.., last] = stage.signed_year.quarters();
    let ended = stage.calendar.last_day(last);
    let day = |after: i64| ended.saturating_add(after.days()).min(stage.today);
    stage.send(
        publication::propose::submit,
        stage.visit((lead, day(33)), &of, &[]),
    )?;
    let at = (board, day(36));
    let content = stage.hidden(
        publication::publish::page,
        stage.visit(at, &of, &[]),
        "content",
    )?;
    let typed = [("content", content.as_str()), ("read", "yes")];
    stage.send(publication::publish::submit, stage.visit(at, &of, &typed))?;
    Ok(())
}
