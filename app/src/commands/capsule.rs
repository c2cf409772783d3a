//! `commonweal capsule`: the whole organisation as one file, and a new instance out of one.

use super::log::said;
use super::serve::say;
use super::{Places, command_line, only_scope};
use crate::people::{self, Purpose};
use crate::{capsule, fixity};
use anyhow::Context as _;
use clap::{Args, Subcommand};
use domain::people::Action;
use std::path::PathBuf;
use std::sync::Arc;

/// What to do with a capsule.
#[derive(Debug, Args)]
pub(crate) struct Capsule {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Writes the whole organisation into a file: pages to read, tables, evidence and the log.
    Make {
        /// The ZIP to write; it must not be there yet.
        #[arg(long)]
        to: PathBuf,
    },
    /// Opens a capsule in an empty database with an empty evidence folder: whole or not at all.
    Open {
        /// The ZIP.
        file: PathBuf,
    },
}

impl Capsule {
    /// Does it.
    pub(super) fn run(self, places: &Places) -> anyhow::Result<()> {
        match self.what {
            What::Make { to } => make(places, &to),
            What::Open { file } => open(places, &file),
        }
    }
}

fn make(places: &Places, to: &std::path::Path) -> anyhow::Result<()> {
    let app = Arc::new(places.open()?);
    let scope = only_scope(&app, "capsule make")?;
    let who = command_line(&app, scope)?;
    let file = std::fs::File::create_new(to)
        .with_context(|| format!("{} cannot be written", to.display()))?;
    let made = capsule::make(&app, (scope, &who), file, &|_, _| true).map_err(said);
    match made.and_then(|file| Ok(file.sync_all()?)) {
        Ok(()) => {
            say(&format!("The whole organisation is in {}.", to.display()));
            say("Keep it safe: it holds everything about people that is recorded, in full.");
            Ok(())
        }
        Err(fault) => {
            // Half a capsule is none.
            drop(std::fs::remove_file(to));
            Err(fault)
        }
    }
}

fn open(places: &Places, file: &std::path::Path) -> anyhow::Result<()> {
    let app = places.open()?;
    let opened = capsule::open(&app, file).map_err(said)?;
    let scope = opened.scope;
    say(&format!(
        "{}: {} rows and {} files",
        opened.organisation, opened.rows, opened.files
    ));
    if let Some(key) = opened.new_key {
        say("The old key that signs for the log is not here, so it goes on with a new one:");
        say(&format!("  {key}"));
        say(
            "  The old one did not sign for it: tell it to everybody who checks this log, by a way they trust.",
        );
    }
    if opened.new_secret.is_some() {
        say(
            "The old signing.key is not in the evidence folder: people who were counted before are",
        );
        say("not known again. Put it there before anything is recorded, if you have it.");
    }
    let differences = (fixity::look(&app, scope.organisation_id)?.into_iter())
        .flat_map(|checked| checked.differences);
    for difference in differences {
        say(&format!("  not as it should be: {difference}"));
    }
    say("Nobody has a password here yet. One-time links, each holds for 72 hours:");
    let administrators = app
        .database
        .read(scope, |read| people::who_may(read, Action::ManagePeople))?;
    for (person_id, name) in administrators {
        let of = Some((scope.organisation_id, person_id));
        let link = people::one_time_link(&app, Purpose::SignIn, of, app.clock.now())?;
        say(&format!("  {name}: {link}"));
    }
    Ok(())
}
