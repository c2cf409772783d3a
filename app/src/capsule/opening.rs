//! Opening a capsule in a new, empty instance: everything or nothing. The bag is looked at as a whole before
//! anything is written, files are put in their place before the rows are kept and taken away when they are
//! not, and the log is looked at before it is believed.

use super::described::{DESCRIBED, Described, FORMAT, Schema};
use super::shape::{Shape, shapes};
use super::{evidence, loading, store};
use crate::app::App;
use crate::checkpoints;
use crate::failure::Failure;
use crate::visit::hex;
use bag::{Checked, Source, Zipped};
use commonweal_verify::PACK_SIGNATURE;
use database::{Id, LogEntry, Scope};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use vault::{Vault, VaultFault};

/// The longest description that is read, in bytes.
const LONGEST: u64 = 64 * 1_024 * 1_024;

/// What was opened.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    pub(crate) scope: Scope,
    pub(crate) organisation: String,
    pub(crate) rows: u64,
    pub(crate) files: usize,
    /// The key that signs for the log from now on, when the old one is not here.
    pub(crate) new_key: Option<String>,
    /// Whether people who were counted before are not known again.
    pub(crate) new_secret: Option<()>,
}

fn refused(words: impl Into<String>) -> Failure {
    Failure::Rule(words.into())
}

fn broken(fault: VaultFault) -> Failure {
    Failure::Broken(fault.into())
}

fn zipped(path: &Path) -> Result<Zipped<File>, Failure> {
    let file = File::open(path).map_err(|_| refused("The file cannot be read."))?;
    Zipped::open(file).map_err(|fault| refused(format!("This is no capsule: {fault}.")))
}

/// Opens the capsule at a path.
pub(crate) fn open(app: &App, path: &Path) -> Result<Opened, Failure> {
    let mut bag = zipped(path)?;
    whole(&bag::check(&mut bag)?)?;
    let described = described(&mut bag)?;
    let organisation_id = Id::parse_str(&described.organisation_id)
        .map_err(|_| refused("capsule.json does not name an organisation."))?;
    let scope = Scope::command(organisation_id, "capsule open");
    let shapes = app.database.read(scope, shapes)?;
    loading::fits(&described, &shapes)?;
    is_empty(app, &shapes)?;
    let mut put = Put {
        vault: &app.vault,
        files: Vec::new(),
    };
    put.all(&mut bag)?;
    let opened = kept(app, scope, path, (&described, &shapes));
    match opened {
        Ok((rows, new_key)) => Ok(Opened {
            scope,
            organisation: described.organisation,
            rows,
            files: std::mem::take(&mut put.files).len(),
            new_key,
            new_secret: (!app.signing.is_there()).then_some(()),
        }),
        Err(failure) => Err(failure),
    }
}

/// A bag in which nothing differs, is missing or is more.
fn whole(checked: &Checked) -> Result<(), Failure> {
    let mut wrong = checked.wrong.clone();
    let more = checked.beside.iter().filter(|name| *name != PACK_SIGNATURE);
    wrong.extend(more.map(|name| format!("{name} is in the capsule and in no list")));
    match wrong.as_slice() {
        [] => Ok(()),
        [only] => Err(refused(format!("The capsule is damaged: {only}."))),
        [first, rest @ ..] => Err(refused(format!(
            "The capsule is damaged: {first}, and {} more.",
            rest.len()
        ))),
    }
}

fn described(bag: &mut Zipped<File>) -> Result<Described, Failure> {
    let mut bytes = Vec::new();
    let path = format!("data/{DESCRIBED}");
    let file = bag
        .open(&path)
        .map_err(|_| refused("This is a bag, and no capsule: it has no capsule.json."))?;
    file.take(LONGEST)
        .read_to_end(&mut bytes)
        .map_err(anyhow::Error::from)?;
    let described: Described = serde_json::from_slice(&bytes).map_err(|fault| {
        refused(format!(
            "capsule.json is not one that is known here: {fault}."
        ))
    })?;
    if described.format != FORMAT {
        return Err(refused(format!(
            "The capsule has form {}, and this program knows form {FORMAT}.",
            described.format
        )));
    }
    let ours = Schema::ours();
    if described.schema != ours {
        return Err(refused(format!(
            "The capsule was made by {} with schema {}, and this program has schema {} ({}). Open it with the version that made it, and let a newer one bring that database up.",
            described.program,
            described.schema.newest,
            ours.newest,
            if described.schema.newest == ours.newest {
                "of another text"
            } else {
                "another"
            },
        )));
    }
    Ok(described)
}

/// Only an instance in which there is nothing takes a capsule. Keys may lie there already.
fn is_empty(app: &App, shapes: &BTreeMap<String, Shape>) -> Result<(), Failure> {
    let tables = shapes.keys().map(String::as_str);
    let filled = app.database.directory(|directory| {
        store::first_filled(directory, tables).map(|name| name.map(str::to_owned))
    })?;
    if let Some(table) = filled {
        return Err(refused(format!(
            "A capsule is opened in an empty database, and this one has rows already, in the table {table}. Give --database a new one."
        )));
    }
    if !app.vault.is_empty().map_err(broken)? {
        return Err(refused(
            "A capsule is opened with an empty evidence folder, and this one has files already. Give --evidence a new one.",
        ));
    }
    Ok(())
}

/// Files that were put into the vault; taken away again when they are dropped with it.
struct Put<'a> {
    vault: &'a Vault,
    files: Vec<[u8; 32]>,
}

impl Put<'_> {
    fn all(&mut self, bag: &mut Zipped<File>) -> Result<(), Failure> {
        let within = format!("data/{}", evidence::FOLDER);
        for path in bag.paths()? {
            if let Some(name) = path.strip_prefix(&within) {
                self.one(bag, (&path, name))?;
            }
        }
        Ok(())
    }

    fn one(&mut self, bag: &mut Zipped<File>, (path, name): (&str, &str)) -> Result<(), Failure> {
        let mut incoming = self.vault.incoming().map_err(broken)?;
        let (mut file, mut piece) = (bag.open(path)?, vec![0; 64 * 1_024]);
        loop {
            let length = file.read(&mut piece).map_err(anyhow::Error::from)?;
            let read = piece.get(..length).unwrap_or_default();
            if read.is_empty() {
                break;
            }
            incoming.write(read).map_err(broken)?;
        }
        let stored = incoming.finish().map_err(broken)?;
        if !stored.was_kept {
            self.files.push(stored.sha256);
        }
        let named = name.split('.').next().unwrap_or_default();
        if named != hex(&stored.sha256) {
            return Err(refused(format!(
                "{path} is not the file that its name says."
            )));
        }
        Ok(())
    }
}

impl Drop for Put<'_> {
    fn drop(&mut self) {
        for sha256 in &self.files {
            // What cannot be taken away belongs to no row and opens nothing.
            drop(self.vault.remove(*sha256));
        }
    }
}

fn kept(
    app: &App,
    scope: Scope,
    path: &Path,
    (described, shapes): (&Described, &BTreeMap<String, Shape>),
) -> Result<(u64, Option<String>), Failure> {
    let at = app.clock.now();
    app.database.write(scope, |mut write| {
        // The transaction may begin anew, so the bag is opened anew as well.
        let mut bag = zipped(path)?;
        write.makes_many()?;
        let rows = loading::load(&mut write, &mut bag, (described, shapes))?;
        loading::log_is_whole(&mut write.read())?;
        let new = checkpoints::begins_anew(&mut write, app, at)?;
        let entry = LogEntry {
            at,
            action: "opened exit capsule".to_owned(),
            record_kind: "capsule".to_owned(),
            record_id: scope.organisation_id.to_string(),
            content: serde_json::json!({ "made_at": described.made_at, "made_by": described.made_by,
                "program": described.program, "rows": rows, "new_key": new }),
        };
        let value = (rows, new);
        write.commit_then(entry, |write| {
            if value.1.is_some() {
                let of = ("capsule", &*scope.organisation_id.to_string());
                checkpoints::sign(write, app, of, at)?;
            }
            Ok::<_, Failure>(value)
        })
    })
}
