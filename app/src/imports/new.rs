//! Bringing a file: it waits in the evidence folder, its columns are guessed, and it is checked at once
//! when they can be.

use super::kinds::Kind;
use super::{After, Import, State, file, list, show, store};
use crate::failure::Failure;
use crate::learners;
use crate::visit::{Answer, Reply, Upload, Visit};
use askama::Template;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "imports/new.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    kinds: Vec<Choice>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let kind = visit.query.value("kind").to_owned();
    visit.form = Form::new().with("kind", kind);
    shown(visit)
}

fn shown(visit: &Visit<'_>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        kinds: choices(visit),
    };
    Reply::form(&page, &visit.form)
}

fn choices(visit: &Visit<'_>) -> Vec<Choice> {
    let kinds = list::kinds(visit).into_iter();
    kinds
        .map(|kind| Choice::new(kind.key(), kind.name()).with_hint(kind.about()))
        .collect()
}

/// A file's name as it is kept and shown.
fn name_of(upload: &Upload) -> String {
    let name = upload.file_name.chars().filter(|sign| !sign.is_control());
    let name: String = name.take(200).collect();
    if name.trim().is_empty() {
        "file".to_owned()
    } else {
        name
    }
}

/// What becomes of the file in the end: one that was kept before belongs to another record.
fn after(visit: &Visit<'_>, upload: &Upload) -> Result<After, Failure> {
    if !upload.was_kept {
        return Ok(After::Forget);
    }
    let before = visit.read(|read| store::of_file(read, upload.sha256))?;
    let waits = |one: &Import| one.state == State::Waiting && one.after == After::Forget;
    Ok(if before.iter().any(waits) {
        After::Forget
    } else {
        After::Keep
    })
}

/// Opens the file and says which columns it has, or the field and the words of what is wrong.
fn look_into(
    visit: &Visit<'_>,
    import: &mut Import,
) -> Result<Result<(), (&'static str, String)>, Failure> {
    if import.kind == Kind::LearnerReturn {
        let said = visit.read(learners::ukprn)?;
        let name = import.file_name.to_lowercase();
        let ending = name.rsplit('.').next().unwrap_or_default();
        return Ok(match said {
            None => Err((
                "kind",
                "Say first which provider you are, on the page of learners".to_owned(),
            )),
            Some(_) if matches!(ending, "xml" | "zip") => Ok(()),
            Some(_) => Err((
                "file",
                "Choose the return: an XML file, or a ZIP with one in it".to_owned(),
            )),
        });
    }
    match file::table(visit.app, import)? {
        Ok(table) => {
            table.sheet().clone_into(&mut import.sheet);
            let headings = (import.kind, table.headings());
            import.columns = file::columns(visit.app, visit.scope()?, headings)?;
            Ok(Ok(()))
        }
        Err(fault) => Ok(Err(("file", fault.to_string()))),
    }
}

/// Takes the file, and begins to check it when its columns are known.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let chosen = visit
        .form
        .choice("kind", "What the file holds", &choices(visit));
    let Some(upload) = visit.upload("file").cloned() else {
        visit.form.refuse("file", "Choose the file");
        return shown(visit);
    };
    let Some(kind) = chosen.as_deref().and_then(Kind::from_key) else {
        return shown(visit);
    };
    let mut import = Import {
        id: visit.new_id(),
        kind,
        state: State::Waiting,
        file_name: name_of(&upload),
        sha256: upload.sha256,
        bytes: i64::try_from(upload.bytes).unwrap_or(i64::MAX),
        after: after(visit, &upload)?,
        sheet: String::new(),
        columns: super::Columns::new(),
        counts: super::Counts::default(),
        brought_at: visit.now,
        brought_by: visit.who.as_ref().map(|who| who.person_id),
        ended_at: None,
    };
    if let Err((field, words)) = look_into(visit, &mut import)? {
        visit.form.refuse(field, words);
        return shown(visit);
    }
    file::drop_old(visit.app, visit.scope()?, visit.now)?;
    let said = serde_json::json!({ "kind": kind.key(), "file": import.file_name,
        "sha256": crate::visit::hex(&import.sha256) });
    let entry = visit.entry("brought file", "import", import.id, said);
    visit.write(|mut write| {
        store::add(&mut write, &import)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    if import.is_mapped() {
        show::begin_check(visit, &import)?;
        Reply::see(
            format!("/imports/{}", import.id),
            "The file was read. Nothing is kept yet.",
        )
    } else {
        Reply::see(
            format!("/imports/{}/columns", import.id),
            "Not every column could be recognised: say which is which.",
        )
    }
}
