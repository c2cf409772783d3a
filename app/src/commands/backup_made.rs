//! `commonweal backup-made`: what makes the backups says that it made one.

use super::Places;
use super::log::said;
use super::serve::say;
use crate::{backups, records};
use clap::Args;
use database::Scope;

/// To be called at the end of whatever copies the database and the evidence folder.
#[derive(Debug, Clone, Args)]
pub(crate) struct BackupMade {
    /// Where the backup lies, in your own words: `the vault at the other site`.
    #[arg(long)]
    place: String,
}

impl BackupMade {
    /// Keeps it for every organisation of the instance: one backup holds them all.
    pub(super) fn run(&self, places: &Places) -> anyhow::Result<()> {
        let app = places.open()?;
        let organisations = app.database.directory_look(records::organisations)?;
        anyhow::ensure!(
            !organisations.is_empty(),
            "there is no organisation here yet"
        );
        for (organisation_id, name) in organisations {
            let scope = Scope::command(organisation_id, "backup-made");
            backups::made(&app, scope, &self.place).map_err(said)?;
            say(&format!("{name}: kept that a backup was made"));
        }
        Ok(())
    }
}
