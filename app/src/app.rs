//! What a page may reach: the database, the evidence folder, the clock and fresh identities. Time
//! and identity come from here alone, so that tests hand in their own.

use crate::exact::Seen;
use crate::jobs::Jobs;
use database::{Database, Id, Migration};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use signing::{Key, KeyFault, KeyFile};
use std::path::{Path, PathBuf};
#[cfg(test)]
use std::sync::Arc;
#[cfg(test)]
use std::sync::atomic::{AtomicI64, Ordering};
use vault::Vault;

/// The schema, one text for both engines.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "people",
        text: include_str!("../../migrations/0001_people.sql"),
    },
    Migration {
        number: 2,
        name: "organisation",
        text: include_str!("../../migrations/0002_organisation.sql"),
    },
    Migration {
        number: 3,
        name: "ledger",
        text: include_str!("../../migrations/0003_ledger.sql"),
    },
    Migration {
        number: 4,
        name: "monitoring",
        text: include_str!("../../migrations/0004_monitoring.sql"),
    },
    Migration {
        number: 5,
        name: "policy",
        text: include_str!("../../migrations/0005_policy.sql"),
    },
    Migration {
        number: 6,
        name: "partners",
        text: include_str!("../../migrations/0006_partners.sql"),
    },
    Migration {
        number: 7,
        name: "feedback",
        text: include_str!("../../migrations/0007_feedback.sql"),
    },
    Migration {
        number: 8,
        name: "objectives",
        text: include_str!("../../migrations/0008_objectives.sql"),
    },
    Migration {
        number: 9,
        name: "activities",
        text: include_str!("../../migrations/0009_activities.sql"),
    },
    Migration {
        number: 10,
        name: "passports",
        text: include_str!("../../migrations/0010_passports.sql"),
    },
    Migration {
        number: 11,
        name: "learners",
        text: include_str!("../../migrations/0011_learners.sql"),
    },
    Migration {
        number: 12,
        name: "follow-ups",
        text: include_str!("../../migrations/0012_follow_ups.sql"),
    },
    Migration {
        number: 13,
        name: "questionnaires",
        text: include_str!("../../migrations/0013_questionnaires.sql"),
    },
    Migration {
        number: 14,
        name: "places",
        text: include_str!("../../migrations/0014_places.sql"),
    },
    Migration {
        number: 15,
        name: "double-counts",
        text: include_str!("../../migrations/0015_double_counts.sql"),
    },
    Migration {
        number: 16,
        name: "valuation",
        text: include_str!("../../migrations/0016_valuation.sql"),
    },
    Migration {
        number: 17,
        name: "returns",
        text: include_str!("../../migrations/0017_returns.sql"),
    },
    Migration {
        number: 18,
        name: "reporting",
        text: include_str!("../../migrations/0018_reporting.sql"),
    },
    Migration {
        number: 19,
        name: "evidence",
        text: include_str!("../../migrations/0019_evidence.sql"),
    },
    Migration {
        number: 20,
        name: "figure-codes",
        text: include_str!("../../migrations/0020_figure_codes.sql"),
    },
    Migration {
        number: 21,
        name: "publication",
        text: include_str!("../../migrations/0021_publication.sql"),
    },
    Migration {
        number: 23,
        name: "transparency",
        text: include_str!("../../migrations/0023_transparency.sql"),
    },
    Migration {
        number: 24,
        name: "documents",
        text: include_str!("../../migrations/0024_documents.sql"),
    },
    Migration {
        number: 25,
        name: "policy-changes",
        text: include_str!("../../migrations/0025_policy_changes.sql"),
    },
    Migration {
        number: 26,
        name: "retention",
        text: include_str!("../../migrations/0026_retention.sql"),
    },
    Migration {
        number: 27,
        name: "personal-data",
        text: include_str!("../../migrations/0027_personal_data.sql"),
    },
];

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
