//! `commonweal serve`: the pages, until it is told to stop.

use super::Places;
use super::mail_server::MailServer;
use crate::app::{App, CheckpointsTo};
use crate::people::{self, Purpose};
use crate::{alarms, capsule, checkpoints, fixity, organisation, server, told};
use clap::Args;
use domain::alarms::BACKUP_HOURS;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Where to listen, and how people reach it.
#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    /// The address to listen on.
    #[arg(long, env = "COMMONWEAL_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The address people reach it by, when a proxy stands before it: `https://sv.example.org`.
    #[arg(long, env = "COMMONWEAL_ADDRESS")]
    pub(crate) address: Option<String>,
    /// A folder that takes each signed checkpoint of the log, for somebody else to keep.
    #[arg(long, env = "COMMONWEAL_CHECKPOINTS")]
    pub(crate) checkpoints: Option<PathBuf>,
    /// The address of a witness that each signed checkpoint is sent to: `http://127.0.0.1:7380`.
    #[arg(long, env = "COMMONWEAL_WITNESS")]
    pub(crate) witness: Option<String>,
    /// For how many hours nothing may be heard of a backup before there is an alarm; 0 where nobody waits for one.
    #[arg(long, env = "COMMONWEAL_BACKUP_HOURS", default_value_t = BACKUP_HOURS, value_parser = clap::value_parser!(i64).range(0..=8_760))]
    pub(crate) backup_hours: i64,
    #[command(flatten)]
    pub(crate) mail: MailServer,
}

impl Serve {
    /// Opens everything and serves.
    pub(crate) fn run(&self, places: &Places) -> anyhow::Result<()> {
        let app = self.open(places)?;
        if app.database.directory_look(organisation::is_new)?.is_some() {
            let link = people::one_time_link(&app, Purpose::SetUp, None, app.clock.now())?;
            say("No organisation here yet. Set it up, once, at this link (it holds for 72 hours):");
            say(&format!("  {link}"));
        }
        self.listen(&app)
    }

    /// The system as it will be reached.
    pub(crate) fn open(&self, places: &Places) -> anyhow::Result<Arc<App>> {
        let mut app = places.open()?;
        app.base_address = self
            .address
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen));
        app.checkpoints = CheckpointsTo {
            folder: self.checkpoints.clone(),
            witness: self.witness.clone(),
            mail: self.mail.open()?.map_or_else(OnceLock::new, OnceLock::from),
        };
        Ok(Arc::new(app))
    }

    /// Serves until it is told to stop.
    pub(crate) fn listen(&self, app: &Arc<App>) -> anyhow::Result<()> {
        clear_left(app);
        fixity::monthly(app);
        alarms::watch(app, (self.backup_hours > 0).then_some(self.backup_hours));
        checkpoints::letters::from_the_start(app);
        let address = app.base_address.clone();
        server::listen(app, self.listen, || {
            say(&format!("Serving on {address}"));
        })
    }
}

/// Removes capsules that an earlier run made and nobody took away.
fn clear_left(app: &App) {
    let said = match capsule::clear_left(app) {
        Ok(0) => return,
        Ok(left) => format!("{left} capsules that nobody had taken away were removed"),
        Err(failure) => format!("capsules that were left were not removed: {failure:?}"),
    };
    tracing::warn!("{said}");
}

/// A line for the person at the terminal, who may have stopped listening.
pub(crate) fn say(line: &str) {
    told::line(&mut std::io::stdout(), line);
}

/// A line about what went wrong, apart from what was asked for.
pub(super) fn complain(line: &str) {
    told::line(&mut std::io::stderr(), line);
}
