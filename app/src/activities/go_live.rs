//! Setting an activity live (P1.1d): once, on three answers that it detracts from nothing.

use super::answer::asked;
use super::store;
use crate::failure::Failure;
use crate::partners;
use crate::visit::{Answer, Reply, Visit};
use database::{Id, Read};
use domain::activities::{Question, State, may_go_live};

/// The newest answer to each question, in the order of [`Question::ALL`].
fn newest(read: &mut Read<'_>, activity_id: Id) -> Result<Option<[Id; 3]>, Failure> {
    let answers = store::answers(read, activity_id)?;
    let of = |question: Question| {
        let mut latest = answers.iter().rev();
        latest
            .find(|answer| answer.question == question)
            .map(|answer| answer.id)
    };
    let [safeguarding, curriculum, contract] = Question::ALL.map(of);
    Ok(match (safeguarding, curriculum, contract) {
        (Some(safeguarding), Some(curriculum), Some(contract)) => {
            Some([safeguarding, curriculum, contract])
        }
        _ => None,
    })
}

/// Sets it live.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    let path = format!("/activities/{}", activity.id);
    if activity.state() != State::Draft {
        return Reply::see(path, "This activity is no draft any more.");
    }
    if let Err(missing) = may_go_live(&activity.findings) {
        let words: Vec<String> = missing.iter().map(ToString::to_string).collect();
        return Reply::see(path, format!("Not live yet. {}.", words.join(". ")));
    }
    if let Some(partner_id) = activity.partner_id {
        let today = visit.today();
        if let Err(refused) = visit.read(|read| partners::may_begin(read, partner_id, today))? {
            return Reply::see(path, format!("Not live yet. {refused}."));
        }
    }
    let entry = visit.entry(
        "set activity live",
        "activity",
        activity.id,
        serde_json::json!({}),
    );
    let kept = visit.write(|mut write| {
        let answers = newest(&mut write.read(), activity.id)?.ok_or(Failure::NotFound)?;
        store::go_live(
            &mut write,
            (activity.id, activity.partner_id),
            answers,
            visit.now,
        )?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Ok(()) => Reply::see(path, "The activity is live. Sessions can be recorded."),
        Err(failure) if failure.is_constraint() => Err(Failure::Changed(
            "Somebody answered a question or set this activity live meanwhile. Look at it again.",
        )),
        Err(failure) => Err(failure),
    }
}
