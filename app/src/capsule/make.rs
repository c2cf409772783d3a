//! Making a capsule: one view of everything, written piece by piece, so that memory does not grow with how
//! much there is. That it was made is in the log before it is, and a checkpoint over that line goes with it.

use super::described::{DESCRIBED, Described, FORMAT, Schema};
use super::shape::{self, Shape};
use super::{evidence, index, reading, table_pages, tables};
use crate::app::{App, date_of, new_id};
use crate::failure::Failure;
use crate::visit::{Visit, Who};
use crate::{checkpoints, packs, records};
use bag::Packing;
use commonweal_verify::{PACK_SIGNATURE, Pack, Signed, signature_text};
use database::{LogEntry, Read, Scope, Via};
use documents::Format;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{Seek, Write};
use std::path::Path;
use std::sync::Arc;

/// Says how much is done of how much, and how many rows that were. False when it is to stop.
pub(crate) type Goes<'a> = &'a dyn Fn((u64, u64), u64) -> bool;

/// The kinds of file that signed documents are made as: to read in a browser, and as they were printed.
const FORMATS: &[Format] = &[Format::Html, Format::Pdf];

/// A capsule that grows.
pub(super) struct Making<'a, W: Write + Seek> {
    pub(super) app: &'a Arc<App>,
    pub(super) who: &'a Who,
    via: Via,
    pub(super) at: Timestamp,
    pub(super) bag: Packing<W>,
    pub(super) shapes: BTreeMap<String, Shape>,
    /// Where each evidence file lies in it.
    pub(super) files: BTreeMap<[u8; 32], String>,
    formats: &'static [Format],
    goes: Goes<'a>,
    rows: u64,
}

impl<W: Write + Seek> Making<'_, W> {
    pub(super) fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.bag.add(path, &mut &*bytes)?)
    }

    /// Says that so many tables of all are done, each counted twice: as a file and as pages.
    pub(super) fn goes_on(&mut self, done: usize, rows: u64) -> Result<(), Failure> {
        self.rows = self.rows.saturating_add(rows);
        let whole = self.shapes.len().saturating_mul(2);
        let number = |count: usize| u64::try_from(count).unwrap_or(0);
        if (self.goes)((number(done), number(whole)), self.rows) {
            Ok(())
        } else {
            Err(Failure::Changed("the making of the capsule was stopped"))
        }
    }

    /// A visit, for the slices that show what was signed.
    pub(super) fn visit(&self) -> Visit<'_> {
        Visit::without_request(self.app, (Some(self.who.clone()), self.via), self.at)
    }
}

/// Makes the capsule of an organisation, for somebody.
pub(crate) fn make<W: Write + Seek>(
    app: &Arc<App>,
    of: (Scope, &Who),
    out: W,
    goes: Goes<'_>,
) -> Result<W, Failure> {
    make_with(app, of, out, (goes, FORMATS))
}

/// Makes it with signed documents as files of these kinds.
pub(super) fn make_with<W: Write + Seek>(
    app: &Arc<App>,
    (scope, who): (Scope, &Who),
    out: W,
    (goes, formats): (Goes<'_>, &'static [Format]),
) -> Result<W, Failure> {
    let at = app.clock.now();
    note(app, scope, at)?;
    app.database.read(scope, |read| {
        let shapes = shape::shapes(read)?;
        let files = evidence::files(app, read, &shapes)?;
        let name = format!("capsule-{}", date_of(at));
        let mut making = Making {
            app,
            who,
            via: scope.via,
            at,
            bag: Packing::new(out, &name)?.long(),
            shapes,
            files,
            formats,
            goes,
            rows: 0,
        };
        let described = all(&mut making, read)?;
        finish(making, read, &described)
    })
}

/// Keeps in the log that it is made, with a checkpoint over that line. Where nothing can be signed because
/// the key is lost, an organisation may leave all the same: then without that checkpoint.
fn note(app: &App, scope: Scope, at: Timestamp) -> Result<(), Failure> {
    let id = new_id().to_string();
    let entry = LogEntry {
        at,
        action: "made exit capsule".to_owned(),
        record_kind: "capsule".to_owned(),
        record_id: id.clone(),
        content: serde_json::json!({}),
    };
    let signed = app.database.write(scope, |write| {
        write.commit_then(entry.clone(), |write| {
            checkpoints::sign(write, app, ("capsule", &id), at).map(drop)
        })
    });
    match signed {
        Err(Failure::Rule(_)) => app.database.write(scope, |write| {
            Ok::<_, Failure>(write.commit(entry.clone(), ())?)
        }),
        signed => signed,
    }
}

fn all<W: Write + Seek>(
    making: &mut Making<'_, W>,
    read: &mut Read<'_>,
) -> Result<Described, Failure> {
    let said = tables::add(making, read)?;
    let described = Described {
        format: FORMAT,
        organisation_id: making.who.organisation_id.to_string(),
        organisation: making.who.organisation.clone(),
        made_at: making.at.to_string(),
        made_by: making.who.name.clone(),
        program: concat!("Commonweal ", env!("CARGO_PKG_VERSION")).to_owned(),
        schema: Schema::ours(),
        tables: said,
        tables_left_out: shape::left_out(),
        files_missing: evidence::missing(read, &making.files)?,
    };
    table_pages::add(making, read, &described)?;
    let mut contents = index::Contents {
        entries: reading::entries(making, read)?,
        policies: reading::policies(making, read)?,
        signed: Vec::new(),
        has_log: log(making, read)?,
    };
    let proved = signed(making, read, &mut contents.signed)?;
    if contents.has_log.is_some() {
        pack(making, &described, proved)?;
    }
    evidence::add(making)?;
    let json = serde_json::to_vec_pretty(&described).map_err(anyhow::Error::from)?;
    making.add(DESCRIBED, &json)?;
    index::add(making, &described, &contents)?;
    Ok(described)
}

/// Says what is proved in the words of a pack, so that whoever can check a pack can check a capsule.
fn pack<W: Write + Seek>(
    making: &mut Making<'_, W>,
    described: &Described,
    signed: Vec<Signed>,
) -> Result<(), Failure> {
    let pack = Pack {
        format: 1,
        kind: "capsule".to_owned(),
        name: date_of(making.at).to_string(),
        title: "Exit capsule: the whole organisation".to_owned(),
        organisation_id: described.organisation_id.clone(),
        organisation: described.organisation.clone(),
        personal_data: "full".to_owned(),
        origin: checkpoints::origin(making.who.organisation_id),
        signed,
        evidence: Vec::new(),
    };
    let json = serde_json::to_vec_pretty(&pack).map_err(anyhow::Error::from)?;
    making.add("pack.json", &json)
}

/// The documents of everything that was signed, with its sealed bytes and its proof; gives what they prove.
fn signed<W: Write + Seek>(
    making: &mut Making<'_, W>,
    read: &mut Read<'_>,
    documents: &mut Vec<(String, String)>,
) -> Result<Vec<Signed>, Failure> {
    let mut proved = Vec::new();
    for (kind, name) in super::store::seals(read)? {
        let found = packs::signed(read, &making.visit(), (&kind, &name), making.formats);
        let signed = match found {
            Ok(Some(signed)) => signed,
            Ok(None) => continue,
            // What was changed since it was signed is never shown as if it were good.
            Err(Failure::Rule(words)) => {
                documents.push((format!("{kind} {name}: {words}"), String::new()));
                continue;
            }
            Err(failure) => return Err(failure),
        };
        for (path, bytes) in &signed.files {
            making.add(&format!("signed/{path}"), bytes)?;
        }
        let within = |path: String| format!("signed/{path}");
        let document = |(said, path): (String, String)| (said, within(path));
        documents.extend(signed.documents.into_iter().map(document));
        proved.extend(signed.signed.into_iter().map(|one| Signed {
            seal: one.seal.map(within),
            proof: one.proof.map(within),
            opening: one.opening.map(within),
            ..one
        }));
    }
    Ok(proved)
}

/// The log in the form in which it is handed on, when a checkpoint was signed.
fn log<W: Write + Seek>(
    making: &mut Making<'_, W>,
    read: &mut Read<'_>,
) -> Result<Option<()>, Failure> {
    let folder = tempfile::tempdir().map_err(anyhow::Error::from)?;
    if records::written_into(read, folder.path())?.is_none() {
        return Ok(None);
    }
    let mut below = vec![(folder.path().to_owned(), "log".to_owned())];
    while let Some((folder, within)) = below.pop() {
        for entry in std::fs::read_dir(&folder).map_err(anyhow::Error::from)? {
            let entry = entry.map_err(anyhow::Error::from)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let (path, at) = (format!("{within}/{name}"), entry.path());
            if at.is_dir() {
                below.push((at, path));
            } else {
                file(making, &path, &at)?;
            }
        }
    }
    Ok(Some(()))
}

fn file<W: Write + Seek>(making: &mut Making<'_, W>, path: &str, at: &Path) -> Result<(), Failure> {
    let mut file = std::fs::File::open(at).map_err(anyhow::Error::from)?;
    Ok(making.bag.add(path, &mut file)?)
}

/// Ends the bag, with the signature of the log's key over its list of lists where there is one.
fn finish<W: Write + Seek>(
    making: Making<'_, W>,
    read: &mut Read<'_>,
    described: &Described,
) -> Result<W, Failure> {
    let day = date_of(making.at).to_string();
    let origin = checkpoints::origin(making.who.organisation_id);
    let info = [
        ("Source-Organization", &*described.organisation),
        (
            "External-Description",
            "Exit capsule: the whole organisation",
        ),
        ("External-Identifier", &*origin),
        ("Bagging-Date", &*day),
        ("Bag-Software-Agent", &*described.program),
    ];
    let app = making.app;
    Ok(making.bag.finish(&info, |lists| {
        let note = checkpoints::signed_note(read, app, &signature_text(lists));
        let file = |note: String| (PACK_SIGNATURE.to_owned(), note.into_bytes());
        note.ok().map(file).into_iter().collect()
    })?)
}
