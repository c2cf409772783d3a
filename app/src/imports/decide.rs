//! Deciding about a file: check it again, accept it, stop what runs, or drop it.

use super::accept::{self, Wish};
use super::check::Ended;
use super::{Import, State, file, show, store};
use crate::evidence::{Evidence, Proof, grades};
use crate::failure::Failure;
use crate::jobs::Jobs;
use crate::learners::Tally;
use crate::visit::{Answer, Reply, Visit};
use domain::ledger::Grade;
use domain::people::Action;
use std::sync::Arc;

fn seen(import: &Import, words: &'static str) -> Answer {
    Reply::see(format!("/imports/{}", import.id), words)
}

/// Checks the file again.
pub(crate) fn check(visit: &mut Visit<'_>) -> Answer {
    let import = show::waiting(visit)?;
    if !import.is_mapped() {
        let words = "Say first which column is which.";
        return Reply::see(format!("/imports/{}/columns", import.id), words);
    }
    let words = show::begin_check(visit, &import)?;
    seen(&import, words)
}

/// Stops what runs. What was done so far is as if it had never been.
pub(crate) fn stop(visit: &mut Visit<'_>) -> Answer {
    let import = show::found(visit)?;
    if import.state == State::Accepted
        && visit.may(import.kind.action())
        && let Some((job, None)) = show::job(visit, &import)?
    {
        job.stop();
        return seen(&import, "It stops. Nothing is taken back.");
    }
    let import = show::waiting(visit)?;
    if let Some((job, None)) = show::job(visit, &import)? {
        job.stop();
    }
    seen(&import, "It stops. Nothing of it is kept.")
}

/// Forgets the file without accepting it.
pub(crate) fn drop_file(visit: &mut Visit<'_>) -> Answer {
    let import = show::waiting(visit)?;
    if let Some((job, None)) = show::job(visit, &import)? {
        job.stop();
        return seen(
            &import,
            "It is still being read and stops now. Drop it then.",
        );
    }
    let entry = visit.entry("dropped file", "import", import.id, serde_json::json!({}));
    visit.write(|mut write| {
        let now = store::find(&mut write.read(), import.id)?.ok_or(Failure::NotFound)?;
        if now.state != State::Waiting {
            return Err(Failure::Changed(
                "This file was accepted or dropped already.",
            ));
        }
        store::end(&mut write, import.id, (State::Dropped, visit.now))?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    file::forget(visit.app, visit.scope()?, &import)?;
    visit
        .app
        .jobs
        .forget(visit.who()?.organisation_id, import.id);
    Reply::see("/imports", "The file is dropped. Nothing of it was kept.")
}

/// The file itself as evidence, if it is to be kept. What is wrong stands in the form.
fn evidence(visit: &mut Visit<'_>, import: &Import) -> Result<Option<Evidence>, Failure> {
    if !visit.form.is_chosen("keep", "yes") || import.kind.can_be_supported().is_none() {
        return Ok(None);
    }
    let grade = visit
        .form
        .choice("grade", "How strong it is as evidence", &grades());
    let grade = grade.and_then(|number| number.parse().ok());
    let Some(grade) = grade.and_then(Grade::from_number) else {
        return Ok(None);
    };
    let head = visit.app.vault.head(import.sha256);
    let head = head.map_err(|fault| Failure::Broken(fault.into()))?;
    let media_type = match vault::look_at(&import.file_name, &head) {
        Ok(media_type) => media_type.to_owned(),
        Err(refused) => {
            visit.form.refuse("keep", refused);
            return Ok(None);
        }
    };
    Ok(Some(Evidence {
        id: visit.new_id(),
        title: import.file_name.clone(),
        grade,
        effective_on: visit.today(),
        days: domain::evidence::Days::default(),
        proof: Proof::File {
            name: import.file_name.clone(),
            media_type,
            sha256: import.sha256,
            bytes: import.bytes,
        },
        consent: None,
    }))
}

/// Accepts the file that was checked.
pub(crate) fn accept(visit: &mut Visit<'_>) -> Answer {
    let import = show::waiting(visit)?;
    let checked = match show::job(visit, &import)? {
        Some((_, Some(Ended::Checked(checked)))) => checked,
        Some((_, Some(Ended::Looked(look)))) => {
            let (scope, by) = (visit.scope()?, show::bringing(visit, &import)?);
            let (on, its_own) = ((scope.organisation_id, import.id), import.clone());
            let wants = visit.form.is_chosen("equalities", "yes");
            let tally = if wants && visit.may(Action::SeeEqualities) {
                Tally::Asked
            } else {
                Tally::NotAsked
            };
            Jobs::begin(visit.app, on, move |app, job| {
                Arc::new(accept::accept_return(
                    app,
                    (scope, &by),
                    (&its_own, &look, tally),
                    job,
                ))
            });
            return accepting(visit, &import);
        }
        Some((_, None)) => return seen(&import, "It is still being read."),
        Some((_, Some(_))) | None => return seen(&import, "Check the file first."),
    };
    if checked.counts.created + checked.counts.changed == 0 {
        return seen(&import, "There is nothing in it to accept.");
    }
    let evidence = evidence(visit, &import)?;
    let leaves_out = visit.form.is_chosen("leave_out", "yes").then_some(());
    if checked.counts.refused > 0 && leaves_out.is_none() {
        visit.form.refuse(
            "leave_out",
            "Lines of the file are refused: mend them and bring the file again, or leave them out",
        );
    }
    if visit.form.is_refused() {
        return show::shown(visit, import);
    }
    let wish = Wish {
        leaves_out,
        evidence,
    };
    let (scope, by) = (visit.scope()?, show::bringing(visit, &import)?);
    let (on, its_own) = ((scope.organisation_id, import.id), import.clone());
    Jobs::begin(visit.app, on, move |app, job| {
        Arc::new(accept::accept(app, (scope, &by), (&its_own, &wish), job))
    });
    accepting(visit, &import)
}

fn accepting(visit: &Visit<'_>, import: &Import) -> Answer {
    match show::job(visit, import)? {
        Some((_, Some(Ended::Done))) => seen(import, "The file is accepted."),
        Some((_, Some(_))) => seen(import, "The file is not accepted."),
        Some((_, None)) | None => seen(import, "The file is being accepted."),
    }
}
