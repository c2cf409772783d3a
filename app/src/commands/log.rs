//! `commonweal log`: looks at the whole log again, hands it on as files, changes its key.

use super::Places;
use super::serve::say;
use crate::app::App;
use crate::checkpoints;
use crate::failure::Failure;
use crate::records::{self, Handed};
use anyhow::Context as _;
use clap::{Args, Subcommand};
use database::Id;
use std::path::PathBuf;
use transparency::NoteKey;

/// What to do with the log.
#[derive(Debug, Args)]
pub(crate) struct Log {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Looks at every entry, the tree over them and all checkpoints, and names what is not as it was.
    Verify {
        /// A checkpoint that was kept outside this system.
        #[arg(long)]
        checkpoint: Option<PathBuf>,
        /// The key that checkpoint is checked with, as you were told it.
        #[arg(long, requires = "checkpoint")]
        key: Option<String>,
    },
    /// Writes the log as files into a folder, for commonweal-verify.
    Export {
        /// A folder that is made when it is missing.
        folder: PathBuf,
    },
    /// Signs with a new key from now on; the log says both, and the old key signs that last.
    RotateKey {
        /// The old key is lost for good: the new one begins without its signature, and the log says so.
        #[arg(long)]
        lost: bool,
    },
}

impl Log {
    /// Does it for each organisation.
    pub(super) fn run(self, places: &Places) -> anyhow::Result<()> {
        let app = places.open()?;
        let organisations = app.database.directory_look(records::organisations)?;
        match self.what {
            What::Verify { checkpoint, key } => {
                let note = checkpoint.map(std::fs::read_to_string).transpose();
                let key = key.map(|key| NoteKey::from_text(&key)).transpose()?;
                let handed = Handed {
                    note: note.context("the checkpoint could not be read")?,
                    key,
                };
                verify(&app, organisations, &handed)
            }
            What::Export { folder } => {
                for (organisation_id, name) in organisations {
                    let folder = folder.join(organisation_id.to_string());
                    let size = records::static_files(&app, organisation_id, &folder);
                    let size = size.map_err(said)?;
                    say(&format!("{name}: {size} entries in {}", folder.display()));
                }
                Ok(())
            }
            What::RotateKey { lost } => {
                for (organisation_id, name) in organisations {
                    say(&name);
                    if lost {
                        begin_anew(&app, organisation_id)?;
                    } else {
                        rotate(&app, organisation_id)?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// A rule that refused is said as it is.
pub(super) fn said(failure: Failure) -> anyhow::Error {
    if let Failure::Rule(words) = &failure {
        return anyhow::anyhow!(words.clone());
    }
    failure.into()
}

/// The organisations to look at: with a checkpoint, the one it is of.
fn asked(organisations: Vec<(Id, String)>, handed: &Handed) -> Vec<(Id, String)> {
    let of = handed.note.as_ref().and_then(|note| note.lines().next());
    let is_asked = |id: Id| of.is_none_or(|origin| origin == checkpoints::origin(id));
    let found = organisations.into_iter().filter(|(id, _)| is_asked(*id));
    found.collect()
}

fn verify(app: &App, organisations: Vec<(Id, String)>, handed: &Handed) -> anyhow::Result<()> {
    let asked = asked(organisations, handed);
    if asked.is_empty() {
        anyhow::bail!("there is no organisation here whose log that would be");
    }
    let mut differences = 0_usize;
    for (organisation_id, name) in asked {
        let scope = database::Scope::system(organisation_id);
        let looked = app
            .database
            .read(scope, |read| records::look(read, handed))?;
        say(&format!("{name}: {} entries looked at", looked.entries));
        for sentence in looked.said.iter().chain(&looked.differences) {
            say(&format!("  {sentence}"));
        }
        differences += looked.differences.len();
    }
    match differences {
        0 => {
            say("Everything is as it was.");
            Ok(())
        }
        1 => anyhow::bail!("1 difference was found"),
        several => anyhow::bail!("{several} differences were found"),
    }
}

fn rotate(app: &App, organisation_id: Id) -> anyhow::Result<()> {
    let rotated = checkpoints::rotate(app, organisation_id).map_err(said)?;
    let (old, size) = rotated.old;
    say(&format!("  retired, it signed up to size {size}: {old}"));
    say(&format!("  signs from now on: {}", rotated.new));
    say("  Tell the new key to everybody who checks this log.");
    Ok(())
}

/// One organisation whose key is not lost is left as it is, and does not keep another from going on.
fn begin_anew(app: &App, organisation_id: Id) -> anyhow::Result<()> {
    let rotated = match checkpoints::replace_lost(app, organisation_id) {
        Err(Failure::Rule(words)) => {
            say(&format!("  {words}"));
            return Ok(());
        }
        rotated => rotated.map_err(said)?,
    };
    let (old, size) = rotated.old;
    say(&format!("  lost, it signed up to size {size}: {old}"));
    say(&format!("  signs from now on: {}", rotated.new));
    say(
        "  The old key did not sign for the new one. Whoever keeps checkpoints of this log, and each witness, refuses what the new key signs until you tell it to them by another way: read its fingerprint to them, which stands on the page of the log’s checkpoints.",
    );
    Ok(())
}
