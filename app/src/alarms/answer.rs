//! Saying what was found of an alarm. Who caused it leaves that to somebody else.

use super::list::{Row, row};
use super::{Raised, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::alarms::Alarm;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "alarms/answer.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    row: Row,
}

fn found(visit: &Visit<'_>) -> Result<(Raised, Row), Failure> {
    let id = visit.id("id")?;
    let found = visit.read(|read| match store::find(read, id)? {
        None => Ok(None),
        Some(raised) => Ok(Some((row(read, &raised)?, raised))),
    })?;
    let (row, raised) = found.ok_or(Failure::NotFound)?;
    if raised.answer.is_some() {
        return Err(Failure::Changed(
            "Somebody has answered this alarm already.",
        ));
    }
    Ok((raised, row))
}

/// The form.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (_, row) = found(visit)?;
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
        row,
    })
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (raised, row) = found(visit)?;
    let words = visit.form.required("words", "what you found", 500);
    let by = visit.who()?.person_id;
    // An account that is guessed at has caused nothing; its person may say that it was them.
    let caused_by = raised.person_id.filter(|_| raised.kind != Alarm::Guessing);
    if caused_by == Some(by) {
        visit.form.refuse(
            "words",
            "You caused this alarm: somebody else has to say what they found",
        );
    }
    let words = match words {
        Some(words) if !visit.form.is_refused() => words,
        _ => {
            return Reply::refused(&Page {
                frame: visit.frame(),
                form: &visit.form,
                row,
            });
        }
    };
    let content = serde_json::json!({ "alarm": raised.kind.key(), "words": words });
    let entry = visit.entry("answered alarm", "alarm", raised.id, content);
    visit.write(|mut write| {
        let of = (raised.id, caused_by);
        store::answer(&mut write, of, (by, &words), visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/alarms", "It is kept what you found.")
}
