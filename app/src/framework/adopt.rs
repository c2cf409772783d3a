//! Adopting an edition: the house framework by one button, another from the organisation's own copy,
//! with its licence (P1.2a). A copy with a fault is refused whole.

use super::{Edition, keeping, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Upload, Visit};
use askama::Template;
use domain::framework::{Licence, Pack, PackAbout, shipped_packs};
use pages::{Form, Frame};

/// The most problems that are said one by one.
const MOST_SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "framework/adopt.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    editions: Vec<Edition>,
    /// Packs of the program that are not adopted yet.
    shipped: Vec<Pack>,
}

/// The packs of the program; that they hold is its promise.
fn shipped() -> Result<Vec<Pack>, Failure> {
    shipped_packs().map_err(|problems| {
        let first = problems.first().map(|problem| problem.message.clone());
        Failure::Broken(anyhow::anyhow!("the packs of the program: {first:?}"))
    })
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let editions = visit.read(store::editions)?;
    let mut shipped = shipped()?;
    shipped.retain(|pack| !editions.iter().any(|edition| edition.is_of(pack)));
    Reply::form(
        &Page {
            frame: visit.frame(),
            form: &visit.form,
            editions,
            shipped,
        },
        &visit.form,
    )
}

/// Adopts what was chosen, or says what is wrong with it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let asked = visit.form.value("action");
    if let Some(pack) = shipped()?.iter().find(|pack| pack.id == asked) {
        return keep(visit, pack, "");
    }
    match own_copy(visit)? {
        Some(pack) => keep(visit, &pack, "file"),
        None => page(visit),
    }
}

fn keep(visit: &mut Visit<'_>, pack: &Pack, field: &str) -> Answer {
    match keeping::keep(visit.app, visit.scope()?, pack, visit.now)? {
        Ok(_) => Reply::see(
            "/framework",
            format!("{}, edition {}, is adopted.", pack.title, pack.edition),
        ),
        Err(already) => {
            visit.form.refuse(field, already);
            page(visit)
        }
    }
}

/// The pack of the uploaded copy; none when something about it was refused.
fn own_copy(visit: &mut Visit<'_>) -> Result<Option<Pack>, Failure> {
    let values_from = visit.who()?.first_day;
    let upload = visit.upload("file").cloned();
    let form = &mut visit.form;
    let is_sheet = !upload
        .as_ref()
        .is_some_and(|upload| keeping::is_pack(&upload.file_name));
    if upload.is_none() {
        form.refuse("file", "Choose the file of your own copy");
    }
    let about = if is_sheet {
        about(form, values_from)
    } else {
        None
    };
    if !form.is_chosen("permitted", "yes") {
        form.refuse(
            "permitted",
            "Confirm that you may use this text and these values, or leave this framework out",
        );
    }
    let Some(upload) = upload.filter(|_| !visit.form.is_refused()) else {
        return Ok(None);
    };
    read(visit, &upload, about.as_ref())
}

/// What is typed about a sheet.
fn about(form: &mut Form, values_from: jiff::civil::Date) -> Option<PackAbout> {
    let title = form.required("title", "the framework’s title", 200);
    let edition = form.required("edition", "the edition", 60);
    let publisher = form.required("publisher", "the publisher", 200);
    let licence = form.required("licence", "the licence", 60);
    let attribution = form.optional("attribution", "the attribution", 1000);
    let title = title?;
    Some(PackAbout {
        id: keeping::short_name(&title),
        edition: edition?,
        title,
        publisher: publisher?,
        licence: Licence {
            id: licence?,
            attribution: attribution.unwrap_or_default(),
            permits: Vec::new(),
        },
        values_from,
    })
}

fn read(
    visit: &mut Visit<'_>,
    upload: &Upload,
    about: Option<&PackAbout>,
) -> Result<Option<Pack>, Failure> {
    let bytes = visit
        .app
        .vault
        .read(upload.sha256)
        .map_err(|fault| Failure::Broken(fault.into()))?;
    match keeping::read_copy(&upload.file_name, &bytes, about) {
        Ok(pack) => Ok(Some(pack)),
        Err(problems) => {
            for problem in problems.iter().take(MOST_SHOWN) {
                visit.form.refuse("file", problem);
            }
            let more = problems.len().saturating_sub(MOST_SHOWN);
            if more > 0 {
                visit
                    .form
                    .refuse("file", format!("And {more} more problems"));
            }
            Ok(None)
        }
    }
}
