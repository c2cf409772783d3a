//! Tests through the pages, on both databases: an organisation of its own for each test, visitors by
//! role, a clock that is set by hand, a check of every page that any test fetches, and a comparison of
//! everything that was changed with the log.
//!
//! PostgreSQL is used when `COMMONWEAL_TEST_POSTGRES` holds its address; `./check` starts one.

pub(crate) mod bags;
pub(crate) mod chance;
mod changes;
mod doors;
mod example;
pub(crate) mod following;
pub(crate) mod framework;
pub(crate) mod hostile;
#[expect(dead_code, reason = "the journey of a killed process asks it for more")]
pub(crate) mod post_office;
mod quality;
pub(crate) mod schema;
pub(crate) mod secrets;
mod trust;
mod visitor;

use crate::app::{App, Clock, new_id};
use crate::demo;
use crate::failure::Failure;
use crate::organisation::{self, Area, LIVERPOOL_CITY_REGION, Organisation, THRESHOLDS};
use crate::people::{self, NewPerson};
use crate::server;
use axum::Router;
use database::{Id, LogEntry, Scope, Write};
use domain::people::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::{Arc, OnceLock};

pub(crate) use visitor::{Page, Visitor};

/// A running system with one organisation, whose year starts on 1 August 2025 and whose today is
/// 10 November 2026.
pub(crate) struct TestApp {
    pub(crate) app: Arc<App>,
    pub(crate) router: Router,
    pub(crate) runtime: tokio::runtime::Runtime,
    pub(crate) organisation_id: Id,
    persons: Vec<NewPerson>,
    folder: tempfile::TempDir,
    /// Whether every change is held against the log when the test is over.
    held: OnceLock<()>,
}

/// Runs a story on SQLite, and on PostgreSQL when there is one. Its changes are held against the log once:
/// on PostgreSQL, whose watch is laid once for all tests, or else on SQLite.
pub(crate) fn on_both(story: impl Fn(&TestApp)) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder
        .path()
        .join("commonweal.db")
        .to_str()
        .unwrap()
        .to_owned();
    let sqlite = TestApp::opened(&file, folder);
    match std::env::var("COMMONWEAL_TEST_POSTGRES") {
        Ok(address) => {
            sqlite.set_up();
            story(&sqlite);
            drop(sqlite);
            story(&TestApp::new(&address, tempfile::tempdir().unwrap()));
        }
        Err(_) => {
            sqlite.hold();
            sqlite.set_up();
            story(&sqlite);
            println!("not run on PostgreSQL: COMMONWEAL_TEST_POSTGRES is not set");
        }
    }
}

/// Midday of a date.
pub(crate) fn midday(date: Date) -> Timestamp {
    date.at(12, 0, 0, 0)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .unwrap()
        .timestamp()
}

impl TestApp {
    fn new(database: &str, folder: tempfile::TempDir) -> Self {
        let test = Self::opened(database, folder);
        test.hold();
        test.set_up();
        test
    }

    /// Another organisation's system on SQLite, which shares nothing with any other.
    pub(crate) fn elsewhere() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("commonweal.db");
        Self::new(file.to_str().unwrap(), folder)
    }

    fn opened(database: &str, folder: tempfile::TempDir) -> Self {
        let clock = Clock::standing(midday(jiff::civil::date(2026, 11, 10)));
        let app = Arc::new(App::open(database, &folder.path().join("evidence"), clock).unwrap());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let router = server::router(&app);
        let organisation_id = new_id();
        let persons = Role::ALL
            .into_iter()
            .map(|role| NewPerson {
                id: new_id(),
                name: format!("{} Person", role.name()),
                email: format!("{}@{organisation_id}.example", role.key()),
                roles: vec![role],
            })
            .collect();
        Self {
            app,
            router,
            runtime,
            organisation_id,
            persons,
            folder,
            held: OnceLock::new(),
        }
    }

    /// Holds every change from now on against the log.
    pub(crate) fn hold(&self) {
        self.held.get_or_init(|| changes::watch(&self.app.database));
    }

    /// The worked example on SQLite, some days after its story.
    pub(crate) fn example() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("commonweal.db");
        let mut test = Self::opened(file.to_str().unwrap(), folder);
        test.hold();
        demo::lay(&test.app, test.now(), &|_| ()).unwrap();
        let persons = Role::ALL.into_iter().map(|role| {
            let actor = demo::ACTORS.iter().find(|actor| actor.role == role);
            let actor = actor.unwrap();
            let (organisation_id, id) = people::by_email(&test.app, actor.email).unwrap().unwrap();
            test.organisation_id = organisation_id;
            NewPerson {
                id,
                name: actor.name.to_owned(),
                email: actor.email.to_owned(),
                roles: vec![role],
            }
        });
        test.persons = persons.collect();
        test
    }

    fn set_up(&self) {
        let organisation = Organisation {
            id: self.organisation_id,
            name: "Mersey Learning Works".to_owned(),
            year_starts_month: 8,
            first_year_starts_on: jiff::civil::date(2025, 8, 1),
            thresholds: THRESHOLDS,
        };
        for person in &self.persons {
            people::claim_email(&self.app, &person.email, self.organisation_id, person.id).unwrap();
        }
        self.write(|write| {
            let at = self.now();
            organisation::add(write, &organisation, at)?;
            for (code, name) in LIVERPOOL_CITY_REGION {
                let area = Area {
                    code: code.to_owned(),
                    name: name.to_owned(),
                };
                organisation::area_add(write, &area, at)?;
            }
            for person in &self.persons {
                people::add(write, person, at)?;
            }
            Ok(())
        });
    }

    /// The time on the clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// Sets the clock to midday of a date.
    pub(crate) fn set_today(&self, date: Date) {
        self.app.clock.set(midday(date));
    }

    /// The system's own scope in the test's organisation.
    pub(crate) fn scope(&self) -> Scope {
        Scope::system(self.organisation_id)
    }

    /// Writes without a page, to prepare a story.
    pub(crate) fn write<T>(&self, work: impl Fn(&mut Write<'_>) -> Result<T, Failure>) -> T {
        let entry = LogEntry {
            at: self.now(),
            action: "prepared a story".to_owned(),
            record_kind: "test".to_owned(),
            record_id: "1".to_owned(),
            content: serde_json::json!({}),
        };
        self.app
            .database
            .write(self.scope(), |mut write| {
                let value = work(&mut write)?;
                Ok::<_, Failure>(write.commit(entry.clone(), value)?)
            })
            .unwrap()
    }

    /// Reads without a page, to look behind one.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&mut database::Read<'_>) -> Result<T, Failure>,
    ) -> T {
        self.app.database.read(self.scope(), work).unwrap()
    }

    /// How many contents of the log were erased by disposals, or by requests.
    pub(crate) fn erased_by(&self, kind: &str) -> i64 {
        self.read(|read| {
            let organisation_id = read.organisation_id();
            let row = read.first(
                "SELECT COUNT(*) FROM erased_content WHERE organisation_id = ?1 AND by_kind = ?2",
                &[organisation_id.into(), kind.into()],
            )?;
            Ok(row.unwrap().integer(0)?)
        })
    }

    /// The person who has this role.
    pub(crate) fn person(&self, role: Role) -> &NewPerson {
        self.persons
            .iter()
            .find(|person| person.roles == [role])
            .unwrap()
    }

    /// Somebody with this role, signed in.
    pub(crate) fn visitor(&self, role: Role) -> Visitor<'_> {
        let person = self.person(role);
        let token =
            people::start_session(&self.app, self.organisation_id, person.id, self.now()).unwrap();
        Visitor::new(self, Some(token))
    }

    /// Somebody who joins the organisation, with these roles.
    pub(crate) fn join(&self, name: &str, roles: &[Role]) -> NewPerson {
        let id = new_id();
        let person = NewPerson {
            id,
            name: name.to_owned(),
            email: format!("{id}@example.org"),
            roles: roles.to_vec(),
        };
        people::claim_email(&self.app, &person.email, self.organisation_id, id).unwrap();
        self.write(|write| people::add(write, &person, self.now()));
        person
    }

    /// That person, signed in.
    pub(crate) fn visitor_of(&self, person: &NewPerson) -> Visitor<'_> {
        let token =
            people::start_session(&self.app, self.organisation_id, person.id, self.now()).unwrap();
        Visitor::new(self, Some(token))
    }

    /// Somebody who is not signed in.
    pub(crate) fn stranger(&self) -> Visitor<'_> {
        Visitor::new(self, None)
    }

    /// Where the vault keeps this content.
    pub(crate) fn evidence_file(&self, content: &[u8]) -> std::path::PathBuf {
        use sha2::{Digest, Sha256};
        let name = crate::visit::hex(&Sha256::digest(content));
        let folder = self.folder.path().join("evidence");
        let (first, rest) = name.split_at(2);
        folder.join(first).join(rest)
    }

    /// Gives the person of a role a password, so that they can sign off.
    pub(crate) fn give_password(&self, role: Role, password: &str) {
        let page = self
            .visitor(role)
            .post("/account/password", &[("password", password)]);
        assert_eq!(page.status, 303, "{}", page.html);
    }
}
