//! The page on which a commissioner adds up packs. They are looked at and not kept: each file is out of
//! the folder before it is read, nothing of it is logged, and whoever goes away takes the answer with them.

use super::document::summary;
use super::files::{As, bytes};
use super::looking::{Added, Brought, add};
use super::tables::{Table, tables};
use super::told::known;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Choice, Form, Frame};

/// The most that may be typed as keys.
const KEYS_CHARACTERS: usize = 20_000;
/// What the form asks for when the answer is to be the page itself.
const HERE: &str = "here";

#[derive(Template)]
#[template(path = "together/page.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    ways: Vec<Choice>,
    shown: Option<Shown>,
}

/// What came of it, in words.
struct Shown {
    summary: String,
    known: Vec<String>,
    tables: Vec<Table>,
}

fn ways() -> Vec<Choice> {
    let files = As::ALL.into_iter();
    let files = files.map(|one| Choice::new(one.ending(), format!("As a file: {}", one.name())));
    let here = Choice::new(HERE, "Here on the page");
    std::iter::once(here).chain(files).collect()
}

fn shown(visit: &Visit<'_>, added: Option<&Added>) -> Answer {
    let shown = added.map(|added| Shown {
        summary: summary(added),
        known: known(added),
        tables: tables(added),
    });
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        ways: ways(),
        shown,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    visit.form = Form::new().with("as", HERE);
    shown(visit, None)
}

/// The packs that were sent, opened and out of the folder: what is open can still be read.
fn brought(visit: &Visit<'_>) -> Result<Vec<Brought>, Failure> {
    let broken = |fault: vault::VaultFault| Failure::Broken(fault.into());
    let uploads = visit.uploads.iter().filter(|one| one.field == "packs");
    let mut packs = Vec::new();
    for upload in uploads {
        let opened = visit.app.vault.open_file(upload.sha256);
        let called = upload.file_name.chars().filter(|one| !one.is_control());
        packs.push(Brought {
            called: called.take(120).collect(),
            file: opened.map_err(std::io::Error::other),
        });
    }
    for upload in visit.uploads.iter().filter(|upload| !upload.was_kept) {
        visit.app.vault.remove(upload.sha256).map_err(broken)?;
    }
    Ok(packs)
}

/// Looks at what was sent. Where something does not hold, the answer says so beside the sums of the rest.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let packs = brought(visit)?;
    let way = visit.form.choice("as", "How to show it", &ways());
    let keys = visit.form.optional("keys", "Keys", KEYS_CHARACTERS);
    let first_sight = visit.form.is_chosen("first_sight", "yes").then_some(());
    if packs.is_empty() {
        visit
            .form
            .refuse("packs", "Choose the packs, each as the ZIP it came in");
    }
    let (Some(way), false) = (way, visit.form.is_refused()) else {
        return shown(visit, None);
    };
    let added = match add(packs, &keys.unwrap_or_default(), first_sight) {
        Ok(added) => added,
        Err(fault) => {
            let words = format!("One of the lines is no key: {fault}");
            visit.form.refuse("keys", words);
            return shown(visit, None);
        }
    };
    if let Some(of) = As::from_ending(&way) {
        return Ok(Reply::File {
            media_type: of.media_type(),
            file_name: format!("added-up-{}.{}", visit.today(), of.ending()),
            bytes: bytes(&added, (of, visit.today()))?,
        });
    }
    for (called, why) in &added.failed {
        visit.form.refuse("packs", format!("{called}: {why}"));
    }
    if added.together.contradicts() {
        let words = "Two packs hold the same return with different seals: see what was not counted";
        visit.form.refuse("packs", words);
    }
    shown(visit, Some(&added))
}
