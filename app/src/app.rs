//! What a page may reach: the database, the evidence folder, the clock and fresh identities. Time
//! and identity come from here alone, so that tests hand in their own.

use crate::exact::Seen;
use crate::jobs::Jobs;
use crate::migrations::MIGRATIONS;
use database::{Database, Id};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use signing::{Key, KeyFault, KeyFile};
use std::path::{Path, PathBuf};
#[cfg(test)]
use std::sync::Arc;
use std::sync::OnceLock;
#[cfg(test)]
use std::sync::atomic::{AtomicI64, Ordering};
use vault::Vault;

/// Tells the time. Only the system's clock is read here; tests set their own.
#[derive(Debug, Clone)]
pub(crate) enum Clock {
    /// The machine's own clock.
    System,
    /// A clock that stands until it is set, in milliseconds since 1970.
    #[cfg(test)]
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at an instant.
    #[cfg(test)]
    pub(crate) fn standing(at: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.as_millisecond())))
    }

    /// Sets a standing clock; the machine's own stays as it is.
    #[cfg(test)]
    pub(crate) fn set(&self, at: Timestamp) {
        if let Self::Set(milliseconds) = self {
            milliseconds.store(at.as_millisecond(), Ordering::SeqCst);
        }
    }

    /// This instant, cut to the millisecond that the database keeps.
    pub(crate) fn now(&self) -> Timestamp {
        match self {
            Self::System => system_time(),
            #[cfg(test)]
            Self::Set(at) => Timestamp::from_millisecond(at.load(Ordering::SeqCst))
                .unwrap_or(Timestamp::UNIX_EPOCH),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the system's clock"
)]
fn system_time() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// A new identity: a UUID of version 7, so that keys sort by the time they were made.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that makes identities"
)]
pub(crate) fn new_id() -> Id {
    Id::now_v7()
}

/// The date of an instant where the organisation works.
pub(crate) fn date_of(at: Timestamp) -> Date {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).date()
}

/// An instant as the clock on the wall showed it where the organisation works, and in universal time:
/// `10 November 2026, 12:00:00 (2026-11-10T12:00:00Z)`.
pub(crate) fn instant_in_words(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let local = at
        .to_zoned(zone)
        .strftime("%-d %B %Y, %H:%M:%S")
        .to_string();
    let universal = at.strftime("%Y-%m-%dT%H:%M:%SZ");
    format!("{local} ({universal})")
}

/// Where checkpoints of the log go besides the signed pages; nowhere unless it was said.
#[derive(Debug, Clone, Default)]
pub(crate) struct CheckpointsTo {
    /// A folder, which somebody else backs up.
    pub(crate) folder: Option<PathBuf>,
    /// The address of a witness: `http://127.0.0.1:7380`.
    pub(crate) witness: Option<String>,
    /// The mail server that letters go through; set once, at the start.
    pub(crate) mail: OnceLock<mail::Server>,
}

/// The running system.
#[derive(Debug)]
pub(crate) struct App {
    /// Every record.
    pub(crate) database: Database,
    /// Every evidence file.
    pub(crate) vault: Vault,
    /// The key the organisation signs with, beside its evidence and never in the database.
    pub(crate) signing: KeyFile,
    /// The folder that keys lie in.
    keys: PathBuf,
    /// Where checkpoints of the log go.
    pub(crate) checkpoints: CheckpointsTo,
    /// The time.
    pub(crate) clock: Clock,
    /// What takes longer than a page.
    pub(crate) jobs: Jobs,
    /// Who saw exact numbers of people today.
    pub(crate) seen: Seen,
    /// The address people reach it by: `http://127.0.0.1:8080`.
    pub(crate) base_address: String,
}

impl App {
    /// Opens the database (a file or `postgres://…`) and the evidence folder.
    pub(crate) fn open(database: &str, evidence: &Path, clock: Clock) -> anyhow::Result<Self> {
        let database = Database::open(database, MIGRATIONS, clock.now())?;
        database.complete_log_trees()?;
        Ok(Self {
            database,
            vault: Vault::open(evidence)?,
            signing: KeyFile::at(evidence.join("signing.key")),
            keys: evidence.to_owned(),
            checkpoints: CheckpointsTo::default(),
            clock,
            jobs: Jobs::default(),
            seen: Seen::default(),
            base_address: "http://127.0.0.1:8080".to_owned(),
        })
    }

    /// The key that is signed with, made when it is first asked for.
    pub(crate) fn signing_key(&self) -> Result<&Key, KeyFault> {
        self.signing.key(|| {
            let mut randomness = [0; 32];
            getrandom::fill(&mut randomness).ok()?;
            Some(randomness)
        })
    }

    /// The folder in which only this system reads and writes: its keys lie there, and what is private and
    /// waits.
    pub(crate) fn private_folder(&self) -> &Path {
        &self.keys
    }

    /// Where the key lies that signs for an organisation's log, by its number. It is opened each time it
    /// signs, so that a change of keys is met at once.
    pub(crate) fn log_key(&self, organisation_id: Id, number: i64) -> PathBuf {
        self.keys
            .join(format!("log-{organisation_id}-{number}.key"))
    }

    /// The secret under which an organisation's people are known again without being named. It follows
    /// from the signing key, so that it is not in the database either.
    pub(crate) fn person_secret(&self, organisation_id: Id) -> anyhow::Result<[u8; 32]> {
        let purpose = format!("people of {organisation_id}");
        Ok(self.signing_key()?.derived(purpose.as_bytes()))
    }
}
