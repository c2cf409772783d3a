//! Loading a directory of postcodes, or deciles of deprivation, from a page. The file itself is not
//! kept.

use super::{Loaded, Source, keep, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Upload, Visit, hex};
use askama::Template;
use domain::calendar::in_words;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "places/load.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    rows: Vec<Row>,
}

/// A file that was loaded.
struct Row {
    kind: &'static str,
    title: String,
    deprivation: String,
    counts: String,
    on: String,
    sha256: String,
}

impl Row {
    fn of(loaded: Loaded) -> Self {
        let (read, kept, refused) = loaded.rows;
        Self {
            kind: loaded.kind.name(),
            title: loaded.title,
            deprivation: loaded.deprivation.unwrap_or_else(|| "none".to_owned()),
            counts: format!("{read} read, {kept} kept, {refused} refused"),
            on: in_words(date_of(loaded.at)),
            sha256: hex(&loaded.sha256),
        }
    }

    fn sealed(&self) -> String {
        format!("SHA-256 of {}", self.title)
    }
}

fn shown(visit: &Visit<'_>) -> Answer {
    let rows = visit.read(store::loads)?.into_iter().map(Row::of).collect();
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        rows,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}

/// Loads the chosen file.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let Some(upload) = visit.upload("file").cloned() else {
        visit.form.refuse("file", "Choose a .csv file");
        return shown(visit);
    };
    let kept = load(visit, &upload);
    for upload in &visit.uploads {
        if !upload.was_kept {
            let removed = visit.app.vault.remove(upload.sha256);
            removed.map_err(|fault| Failure::Broken(fault.into()))?;
        }
    }
    match kept {
        Ok(loaded) => {
            let (read, kept, refused) = loaded.rows;
            let words = format!(
                "{} is loaded: {read} lines read, {kept} kept, {refused} refused. {}",
                loaded.title,
                loaded.refusals()
            );
            Reply::see("/organisation/places", words.trim())
        }
        Err(Failure::Rule(words)) => {
            visit.form.refuse("file", words);
            shown(visit)
        }
        Err(failure) => Err(failure),
    }
}

fn load(visit: &Visit<'_>, upload: &Upload) -> Result<Loaded, Failure> {
    let letters = upload.file_name.chars();
    let name: String = letters.filter(|one| !one.is_control()).take(120).collect();
    let source = Source {
        file_name: if name.is_empty() { "places.csv" } else { &name },
        sha256: upload.sha256,
        open: &|| Ok(visit.app.vault.open_file(upload.sha256)?),
    };
    keep(visit.app, visit.scope()?, &source, visit.now)
}
