//! Taking in a return: checked first, which writes nothing, then accepted whole. The file is removed
//! after each of the two, so that no copy of it waits anywhere; to accept it, it is chosen again.

use super::snapshot::{Checked, read};
use super::{Accepted, Figure, Snapshot, figures, posting, store, year_in_words};
use crate::app::date_of;
use crate::failure::Failure;
use crate::ledger::Context;
use crate::visit::{Answer, Reply, Upload, Visit, hex};
use askama::Template;
use domain::calendar::in_words;
use domain::ilr::difference;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "learners/import.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    ukprn: Option<String>,
    look: Option<Look>,
}

/// What a check found.
struct Look {
    sha256: String,
    file_name: String,
    checked: Checked,
    /// The return whose place it would take; empty when it is the first of its year.
    last: String,
    /// Says when the same file was accepted before.
    same: Option<String>,
    added: usize,
    changed: usize,
    gone: usize,
}

impl Look {
    fn year(&self) -> String {
        year_in_words(self.checked.snapshot.year)
    }

    fn learners(&self) -> usize {
        self.checked.snapshot.learners.len()
    }

    fn aims(&self) -> usize {
        aims(&self.checked.snapshot)
    }

    fn figures(&self) -> Vec<Figure> {
        figures(&self.checked.snapshot)
    }
}

fn aims(snapshot: &Snapshot) -> usize {
    let learners = snapshot.learners.values();
    learners.map(|record| record.aims.len()).sum()
}

fn shown(visit: &Visit<'_>, look: Option<Look>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        ukprn: visit.read(store::ukprn)?,
        look,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit, None)
}

/// Says the organisation's provider number.
pub(crate) fn provider(visit: &mut Visit<'_>) -> Answer {
    if visit.read(store::ukprn)?.is_some() {
        return Reply::see("/learners/import", "The provider number was said before.");
    }
    let number = visit.form.required("ukprn", "Your UKPRN", 8);
    let number = number.filter(|text| {
        let is_number = text.len() == 8 && text.bytes().all(|one| one.is_ascii_digit());
        if !is_number {
            visit
                .form
                .refuse("ukprn", "The UKPRN has 8 digits, such as 10001234");
        }
        is_number
    });
    let Some(number) = number else {
        return shown(visit, None);
    };
    let said = serde_json::json!({ "ukprn": number });
    let entry = visit.entry(
        "said provider number",
        "organisation",
        visit.who()?.organisation_id,
        said,
    );
    visit.write(|mut write| {
        store::ukprn_set(&mut write, &number)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/learners/import", "The provider number is kept.")
}

/// Reads the chosen file and removes it again. What is wrong with it stands in the form.
fn chosen(visit: &mut Visit<'_>) -> Result<Option<(Upload, Checked)>, Failure> {
    if visit.uploads.is_empty() && visit.read(store::ukprn)?.is_none() {
        visit.form.refuse("ukprn", "Say your UKPRN first");
        return Ok(None);
    }
    let Some(upload) = visit.upload("file").cloned() else {
        visit.form.refuse(
            "file",
            "Choose the return: an XML file, or a ZIP with one in it",
        );
        return Ok(None);
    };
    let found = look_into(visit, &upload);
    for upload in &visit.uploads {
        if !upload.was_kept {
            let removed = visit.app.vault.remove(upload.sha256);
            removed.map_err(|fault| Failure::Broken(fault.into()))?;
        }
    }
    match found? {
        Ok(checked) => Ok(Some((upload, checked))),
        Err((field, words)) => {
            visit.form.refuse(field, words);
            Ok(None)
        }
    }
}

/// The field and the words of what is wrong.
type Wrong = (&'static str, String);

fn look_into(visit: &Visit<'_>, upload: &Upload) -> Result<Result<Checked, Wrong>, Failure> {
    let Some(ukprn) = visit.read(store::ukprn)? else {
        return Ok(Err(("ukprn", "Say your UKPRN first".to_owned())));
    };
    let file = visit.app.vault.open_file(upload.sha256);
    let file = file.map_err(|fault| Failure::Broken(fault.into()))?;
    Ok(read(file, &upload.file_name, &ukprn).map_err(|fault| ("file", fault.to_string())))
}

fn name_of(upload: &Upload) -> String {
    let letters = upload
        .file_name
        .chars()
        .filter(|letter| !letter.is_control());
    let name: String = letters.take(120).collect();
    if name.is_empty() {
        "return.xml".to_owned()
    } else {
        name
    }
}

fn look(visit: &Visit<'_>, upload: &Upload, checked: Checked) -> Result<Look, Failure> {
    let snapshot = &checked.snapshot;
    let (last, before, same) = visit.read(|read| {
        let same = store::returns(read)?;
        let same = same.into_iter().find(|one| one.sha256 == upload.sha256);
        let last = store::current(read, &snapshot.ukprn, snapshot.year)?;
        let before = match &last {
            Some(last) => store::snapshot(read, last)?,
            None => Snapshot::default(),
        };
        Ok((last, before, same))
    })?;
    let difference = difference(&before.aims(), &snapshot.aims());
    Ok(Look {
        sha256: hex(&upload.sha256),
        file_name: name_of(upload),
        last: last.map(|last| last.id.to_string()).unwrap_or_default(),
        same: same.map(|same| {
            let day = in_words(date_of(same.accepted_at));
            format!("This very file was accepted before, on {day}.")
        }),
        added: difference.added.len(),
        changed: difference.changed.len(),
        gone: difference.gone.len(),
        checked,
    })
}

/// Checks the chosen file; nothing is written.
pub(crate) fn check(visit: &mut Visit<'_>) -> Answer {
    let Some((upload, checked)) = chosen(visit)? else {
        return shown(visit, None);
    };
    let look = look(visit, &upload, checked)?;
    shown(visit, Some(look))
}

/// Accepts the file that was checked, chosen once more.
pub(crate) fn accept(visit: &mut Visit<'_>) -> Answer {
    let Some((upload, checked)) = chosen(visit)? else {
        return shown(visit, None);
    };
    let look = look(visit, &upload, checked)?;
    if visit.form.value("sha256") != look.sha256 {
        let words = "This is another file than the one that was checked. Its own check is below: choose it once more to accept it";
        visit.form.refuse("file", words);
        return shown(visit, Some(look));
    }
    if visit.form.value("last") != look.last {
        let words =
            "Another return of this year was accepted meanwhile. What is different now is below";
        visit.form.refuse("file", words);
        return shown(visit, Some(look));
    }
    let accepted = Accepted {
        id: visit.new_id(),
        ukprn: look.checked.snapshot.ukprn.clone(),
        year: look.checked.snapshot.year,
        file_name: look.file_name.clone(),
        sha256: upload.sha256,
        learners: i64::try_from(look.learners()).unwrap_or(i64::MAX),
        aims: i64::try_from(look.aims()).unwrap_or(i64::MAX),
        problems: i64::try_from(look.checked.problems).unwrap_or(i64::MAX),
        accepted_at: visit.now,
        replaced_at: None,
    };
    match keep(visit, &accepted, &look) {
        Ok(posted) => Reply::see(
            format!("/learners/{}", accepted.id),
            format!("The return is accepted. Entries made, corrected or taken back: {posted}."),
        ),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("file", words);
            shown(visit, Some(look))
        }
        Err(failure) => Err(failure),
    }
}

fn keep(visit: &Visit<'_>, accepted: &Accepted, look: &Look) -> Result<usize, Failure> {
    let context = Context::of(visit.who()?, visit.today(), visit.now);
    let snapshot = &look.checked.snapshot;
    let said = serde_json::json!({ "year": accepted.year, "ukprn": accepted.ukprn,
        "sha256": look.sha256, "learners": accepted.learners, "aims": accepted.aims,
        "added": look.added, "changed": look.changed, "gone": look.gone });
    let entry = visit.entry("accepted learner return", "return", accepted.id, said);
    visit.write(|mut write| {
        let last = store::current(&mut write.read(), &accepted.ukprn, accepted.year)?;
        let is_as_checked = last
            .as_ref()
            .map(|last| last.id.to_string())
            .unwrap_or_default()
            == look.last;
        if !is_as_checked {
            return Err(Failure::Changed(
                "Another return of this year was accepted meanwhile.",
            ));
        }
        if let Some(last) = last {
            store::replaced(&mut write, last.id, visit.now)?;
        }
        store::add(&mut write, accepted)?;
        store::keep(&mut write, accepted.id, snapshot)?;
        let posted = posting::post(&mut write, (accepted, snapshot), &context)?;
        Ok(write.commit(entry.clone(), posted)?)
    })
}
