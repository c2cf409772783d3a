//! Bringing a file: it waits in the evidence folder, its columns are guessed, and it is checked at once
//! when they can be.

use super::bring::{self, Brought};
use super::kinds::Kind;
use super::{file, list, show};
use crate::visit::{Answer, Reply, Visit};
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
    let scope = visit.scope()?;
    let brought = Brought {
        kind,
        file_name: upload.file_name,
        sha256: upload.sha256,
        bytes: upload.bytes,
        sheet: None,
        was_kept: upload.was_kept,
    };
    file::drop_old(visit.app, scope, visit.now)?;
    let import = match bring::bring(visit.app, scope, &brought, visit.now)? {
        Ok(import) => import,
        Err((field, words)) => {
            visit.form.refuse(field, words);
            return shown(visit);
        }
    };
    if import.is_mapped() {
        let words = show::begin_check(visit, &import)?;
        Reply::see(format!("/imports/{}", import.id), words)
    } else {
        Reply::see(
            format!("/imports/{}/columns", import.id),
            "Not every column could be recognised: say which is which.",
        )
    }
}
