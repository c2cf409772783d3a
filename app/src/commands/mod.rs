//! What can be typed after `commonweal`. Each command is a file.

mod backup_made;
mod capsule;
mod demo;
mod framework;
mod generate;
mod import;
mod load_places;
mod log;
mod mail_server;
mod migrate;
mod pack;
mod policy;
mod serve;
mod together;
mod verify;

use crate::app::{App, Clock};
use crate::visit::Who;
use crate::{figure_passports, organisation};
use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use database::Scope;
use domain::calendar::Calendar;
use domain::people::Role;
use std::path::PathBuf;

/// Runs an organisation's whole social-value practice.
#[derive(Debug, Parser)]
#[command(name = "commonweal", version)]
pub(crate) struct Commands {
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Command,
}

/// Where everything is kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct Places {
    /// The database: a file, or `postgres://user@host/name`.
    #[arg(
        long,
        global = true,
        env = "COMMONWEAL_DATABASE",
        default_value = "data/commonweal.db"
    )]
    pub(crate) database: String,
    /// The folder of evidence files.
    #[arg(
        long,
        global = true,
        env = "COMMONWEAL_EVIDENCE",
        default_value = "data/evidence"
    )]
    pub(crate) evidence: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Says that a backup was made, so that a late one is an alarm.
    BackupMade(backup_made::BackupMade),
    /// Writes the whole organisation into one file that needs no software, or opens one in a new instance.
    Capsule(capsule::Capsule),
    /// Lays the worked example into an empty database and serves it.
    Demo(serve::Serve),
    /// Makes an organisation with many invented entries, to measure with.
    #[command(hide = true)]
    Generate(generate::Generate),
    /// Checks a file of entries, attendance, activities, targets, partners, follow-ups or a learner return, and brings it in.
    Import(import::Import),
    /// Looks at the log again, hands it on as files, or changes its key.
    Log(log::Log),
    /// Brings the database up to the newest schema and ends.
    Migrate,
    /// Serves the pages. The first start prints a one-time set-up link.
    Serve(serve::Serve),
    /// Reads a framework in.
    Framework(framework::Framework),
    /// Writes a pack: a signed return, report, year or partner passport with everything that proves it.
    Pack(pack::Pack),
    /// Loads a directory of postcodes, or deciles of deprivation.
    Places(load_places::LoadPlaces),
    /// Reads a policy document in.
    Policy(policy::Policy),
    /// Adds up the packs of many organisations, each looked at under the key of its log.
    #[command(name = "rollup")]
    Together(together::Together),
    /// Recomputes totals, the log and every file, and says what differs.
    Verify,
}

impl Commands {
    /// Does what was typed.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::BackupMade(made) => made.run(&self.places),
            Command::Capsule(capsule) => capsule.run(&self.places),
            Command::Demo(serve) => demo::run(&serve, &self.places),
            Command::Generate(generate) => generate.run(&self.places),
            Command::Import(import) => import.run(&self.places),
            Command::Log(log) => log.run(&self.places),
            Command::Migrate => migrate::run(&self.places),
            Command::Serve(serve) => serve.run(&self.places),
            Command::Framework(framework) => framework.run(&self.places),
            Command::Pack(pack) => pack.run(&self.places),
            Command::Places(load) => load.run(&self.places),
            Command::Policy(policy) => policy.run(&self.places),
            Command::Together(together) => together.run(),
            Command::Verify => verify::run(&self.places),
        }
    }
}

impl Places {
    /// Opens the database and the evidence folder, making their folders when missing.
    pub(crate) fn open(&self) -> anyhow::Result<App> {
        if !self.database.contains("://")
            && let Some(folder) = std::path::Path::new(&self.database).parent()
        {
            std::fs::create_dir_all(folder)?;
        }
        let app = App::open(&self.database, &self.evidence, Clock::System)?;
        figure_passports::complete(&app)?;
        Ok(app)
    }
}

/// The only organisation of the instance, for what is typed and not asked of a page: nobody in
/// particular did it.
fn only_scope(app: &App, words: &'static str) -> anyhow::Result<Scope> {
    let organisation_id = app
        .database
        .directory_look(organisation::only_organisation)?
        .context("this command needs an instance with one organisation: set it up first")?;
    Ok(Scope::command(organisation_id, words))
}

/// Whoever types, as pages and packs see somebody: nobody in particular, who reads everything.
fn command_line(app: &App, scope: Scope) -> anyhow::Result<Who> {
    let organisation = app.database.read(scope, organisation::find)?;
    let calendar = Calendar::starting_in(organisation.year_starts_month);
    Ok(Who {
        person_id: scope.organisation_id,
        name: "The command line".to_owned(),
        email: String::new(),
        roles: vec![Role::Lead, Role::Auditor],
        organisation_id: scope.organisation_id,
        organisation: organisation.name,
        calendar: calendar.unwrap_or(Calendar::ACADEMIC),
        first_day: organisation.first_year_starts_on,
        token: String::new(),
    })
}
