//! The stage: the organisation, its people, and a way to let one of them visit a page on a day.

use super::cast::{ACTORS, Actor};
use crate::app::{App, date_of, new_id};
use crate::failure::Failure;
use crate::organisation::{self, Area, LIVERPOOL_CITY_REGION, Organisation, THRESHOLDS};
use crate::people::{self, NewPerson};
use crate::visit::{Answer, Reply, Upload, Visit, Who};
use database::{Committed, Id, LogEntry, Read, Scope, Via, Write};
use domain::calendar::{Calendar, Year};
use domain::people::Role;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use pages::Form;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page or a form of ours.
pub(super) type Page = fn(&mut Visit<'_>) -> Answer;

pub(super) struct Stage<'a> {
    pub(super) app: &'a Arc<App>,
    pub(super) today: Date,
    pub(super) calendar: Calendar,
    /// The year that is signed in the example; the one after it is open.
    pub(super) signed_year: Year,
    organisation_id: Id,
    people: BTreeMap<&'static str, Id>,
}

/// Ten in the morning of a day.
pub(super) fn morning(day: Date) -> Timestamp {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    day.at(10, 0, 0, 0)
        .to_zoned(zone)
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

impl<'a> Stage<'a> {
    /// Sets up the organisation and its people on the first day of the year before this one.
    pub(super) fn set(app: &'a Arc<App>, now: Timestamp) -> Result<Self, Failure> {
        let today = date_of(now);
        let calendar = Calendar::ACADEMIC;
        let signed_year = calendar.year_of(today).previous();
        let first_day = calendar.first_day(signed_year.quarters()[0]);
        let people = ACTORS.iter().map(|actor| (actor.email, new_id())).collect();
        let stage = Self {
            app,
            today,
            calendar,
            signed_year,
            organisation_id: new_id(),
            people,
        };
        stage.set_up(first_day)?;
        Ok(stage)
    }

    fn set_up(&self, first_day: Date) -> Result<(), Failure> {
        let organisation = Organisation {
            id: self.organisation_id,
            name: "Mersey Learning Works".to_owned(),
            year_starts_month: 8,
            first_year_starts_on: first_day,
            thresholds: THRESHOLDS,
        };
        let at = morning(first_day);
        for actor in ACTORS {
            people::claim_email(self.app, actor.email, self.organisation_id, self.id(actor))?;
        }
        self.write(None, |mut write| {
            organisation::add(&mut write, &organisation, at)?;
            for (code, name) in LIVERPOOL_CITY_REGION {
                let area = Area {
                    code: code.to_owned(),
                    name: name.to_owned(),
                };
                organisation::area_add(&mut write, &area, at)?;
            }
            for actor in ACTORS {
                people::add(&mut write, &self.person(actor), at)?;
            }
            let entry = self.entry(at, "set up organisation", self.organisation_id);
            Ok(write.commit(entry, ())?)
        })
    }

    fn person(&self, actor: &Actor) -> NewPerson {
        NewPerson {
            id: self.id(actor),
            name: actor.name.to_owned(),
            email: actor.email.to_owned(),
            roles: vec![actor.role],
        }
    }

    fn id(&self, actor: &Actor) -> Id {
        self.people.get(actor.email).copied().unwrap_or_default()
    }

    /// The log entry of something prepared before the first visit.
    #[expect(
        clippy::unused_self,
        reason = "everything that happens, happens on the stage"
    )]
    pub(super) fn entry(&self, at: Timestamp, action: &str, record_id: Id) -> LogEntry {
        LogEntry {
            at,
            action: action.to_owned(),
            record_kind: "organisation".to_owned(),
            record_id: record_id.to_string(),
            content: serde_json::json!({}),
        }
    }

    /// Writes without a page.
    pub(super) fn write<T>(
        &self,
        actor: Option<&Actor>,
        work: impl Fn(Write<'_>) -> Result<Committed<T>, Failure>,
    ) -> Result<T, Failure> {
        let scope = Scope {
            person_id: actor.map(|actor| self.id(actor)),
            ..Scope::command(self.organisation_id, "demo")
        };
        self.app.database.write(scope, work)
    }

    /// Reads without a page.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&mut Read<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let scope = Scope::system(self.organisation_id);
        self.app.database.read(scope, work)
    }

    /// The actor of a role; `number` counts from 0.
    #[expect(
        clippy::unused_self,
        reason = "everything that happens, happens on the stage"
    )]
    pub(super) fn actor(&self, role: Role, number: usize) -> Result<&'static Actor, Failure> {
        ACTORS
            .iter()
            .filter(|actor| actor.role == role)
            .nth(number)
            .ok_or(Failure::NotFound)
    }

    /// Somebody at a page on a day, with what stands in its address and what they typed.
    pub(super) fn visit(
        &self,
        (actor, day): (&Actor, Date),
        parameters: &[(&str, &str)],
        typed: &[(&str, &str)],
    ) -> Visit<'_> {
        let who = Who {
            person_id: self.id(actor),
            name: actor.name.to_owned(),
            email: actor.email.to_owned(),
            roles: vec![actor.role],
            organisation_id: self.organisation_id,
            organisation: "Mersey Learning Works".to_owned(),
            calendar: self.calendar,
            first_day: self.calendar.first_day(self.signed_year.quarters()[0]),
            token: String::new(),
        };
        Visit {
            parameters: parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            form: Form::from_pairs(typed.iter().copied()),
            ..Visit::without_request(self.app, (Some(who), Via::Command("demo")), morning(day))
        }
    }

    /// Sends a form and gives the last part of the address it leads to, where a new record's key
    /// stands. A form that is refused is a fault of the example.
    #[expect(
        clippy::unused_self,
        reason = "everything that happens, happens on the stage"
    )]
    pub(super) fn send(&self, page: Page, mut visit: Visit<'_>) -> Result<String, Failure> {
        match page(&mut visit)? {
            Reply::See { path, .. } => {
                let path = path.split('?').next().unwrap_or_default();
                Ok(path.rsplit('/').next().unwrap_or_default().to_owned())
            }
            Reply::Page { .. }
            | Reply::Session { .. }
            | Reply::File { .. }
            | Reply::LongFile { .. }
            | Reply::Document { .. }
            | Reply::Public { .. }
            | Reply::Asset { .. } => {
                let words: Vec<String> = visit
                    .form
                    .problems()
                    .iter()
                    .map(|problem| format!("{}: {}", problem.field, problem.message))
                    .collect();
                Err(Failure::Broken(anyhow::anyhow!(
                    "the example was refused: {}",
                    words.join("; ")
                )))
            }
        }
    }

    /// The value of a hidden field of a page.
    #[expect(
        clippy::unused_self,
        reason = "everything that happens, happens on the stage"
    )]
    pub(super) fn hidden(
        &self,
        page: Page,
        mut visit: Visit<'_>,
        name: &str,
    ) -> Result<String, Failure> {
        let Reply::Page { html, .. } = page(&mut visit)? else {
            return Err(Failure::NotFound);
        };
        let mark = format!("name=\"{name}\" value=\"");
        let value = html
            .split_once(&mark)
            .and_then(|(_, rest)| rest.split_once('"'));
        value
            .map(|(value, _)| value.to_owned())
            .ok_or(Failure::NotFound)
    }

    /// Keeps a file and gives its SHA-256.
    pub(super) fn store(&self, content: &[u8]) -> Result<[u8; 32], Failure> {
        let broken = |fault: vault::VaultFault| Failure::Broken(fault.into());
        let mut incoming = self.app.vault.incoming().map_err(broken)?;
        incoming.write(content).map_err(broken)?;
        Ok(incoming.finish().map_err(broken)?.sha256)
    }

    /// A file that comes along with a form.
    pub(super) fn upload(&self, file_name: &str, content: &[u8]) -> Result<Upload, Failure> {
        Ok(Upload {
            field: "file".to_owned(),
            file_name: file_name.to_owned(),
            sha256: self.store(content)?,
            bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
            was_kept: false,
        })
    }

    /// Gives somebody a password for signing in the example.
    pub(super) fn give_password(&self, actor: &Actor, password: &str) -> Result<(), Failure> {
        people::set_password(
            self.app,
            self.scope_of(actor),
            Some(password),
            morning(self.today),
        )
    }

    /// Takes it away again: in the example everybody comes in by a link and chooses their own.
    pub(super) fn forget_password(&self, actor: &Actor) -> Result<(), Failure> {
        people::set_password(self.app, self.scope_of(actor), None, morning(self.today))
    }

    pub(super) fn scope_of(&self, actor: &Actor) -> Scope {
        Scope {
            person_id: Some(self.id(actor)),
            ..Scope::command(self.organisation_id, "demo")
        }
    }
}
