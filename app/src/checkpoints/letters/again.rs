//! Sending a letter again because somebody asks.

use super::section::came_of;
use super::{State, sending, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};

/// Tries a letter now that no mail server took, and says what came of it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let find = |visit: &Visit<'_>| visit.read(|read| store::letter_find(read, id));
    let letter = find(visit)?.ok_or(Failure::NotFound)?;
    if matches!(letter.state, State::Taken { .. }) {
        return Reply::see(
            "/log/checkpoints",
            "The mail server took this letter already.",
        );
    }
    if visit.app.checkpoints.mail.get().is_none() {
        return Reply::see("/log/checkpoints", "Nobody set a mail server at the start.");
    }
    let said = serde_json::json!({ "message_id": letter.message_id, "to": letter.email });
    let action = "asked to mail checkpoint again";
    let entry = visit.entry(action, "checkpoint", letter.size, said);
    visit.write(|mut write| {
        store::letter_due(&mut write, id, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    sending::soon(visit.app, visit.who()?.organisation_id);
    let letter = find(visit)?.ok_or(Failure::NotFound)?;
    let words = format!("To {}: {}", letter.email, came_of(&letter.state));
    Reply::see("/log/checkpoints", words)
}
