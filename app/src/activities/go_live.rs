//! Setting an activity live (P1.1d, P3b): once, on three answers that it detracts from nothing, and with
//! a partner with whom something may begin.

use super::answer::asked;
use super::store;
use crate::failure::Failure;
use crate::partners;
use crate::visit::{Answer, Reply, Visit};
use database::{Id, Read, Write};
use domain::activities::{Question, State, may_go_live};
use jiff::Timestamp;
use jiff::civil::Date;

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

/// Sets an activity live, or says in words what stands in the way.
pub(super) fn set_live(
    write: &mut Write<'_>,
    activity_id: Id,
    (today, at): (Date, Timestamp),
) -> Result<Result<(), String>, Failure> {
    let read = &mut write.read();
    let activity = store::find(read, activity_id)?.ok_or(Failure::NotFound)?;
    if activity.state() != State::Draft {
        return Ok(Err("This activity is no draft any more.".to_owned()));
    }
    if let Err(missing) = may_go_live(&activity.findings) {
        let words: Vec<String> = missing.iter().map(ToString::to_string).collect();
        return Ok(Err(format!("Not live yet. {}.", words.join(". "))));
    }
    if let Some(partner_id) = activity.partner_id
        && let Err(refused) = partners::may_begin(read, partner_id, today)?
    {
        return Ok(Err(format!("Not live yet. {refused}.")));
    }
    let answers = newest(read, activity_id)?.ok_or(Failure::NotFound)?;
    store::go_live(write, (activity_id, activity.partner_id), answers, at)?;
    Ok(Ok(()))
}

/// Sets it live.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    let when = (visit.today(), visit.now);
    let entry = visit.entry(
        "set activity live",
        "activity",
        activity.id,
        serde_json::json!({}),
    );
    let kept = visit.write(|mut write| match set_live(&mut write, activity.id, when)? {
        Ok(()) => Ok(write.commit(entry.clone(), ())?),
        Err(refused) => Err(Failure::Rule(refused)),
    });
    let path = format!("/activities/{}", activity.id);
    match kept {
        Ok(()) => Reply::see(path, "The activity is live. Sessions can be recorded."),
        Err(Failure::Rule(words)) => Reply::see(path, words),
        Err(failure) => Err(failure),
    }
}
