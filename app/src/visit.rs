//! One request, as a page sees it: who asks, what was typed, what was uploaded, and the way to the
//! data. A page is a plain function from a [`Visit`] to an [`Answer`]; it never touches the network.

use crate::app::{App, date_of, new_id};
use crate::failure::Failure;
use database::{Committed, Id, LogEntry, Read, Scope, Via, Write};
use documents::Format;
use domain::calendar::Year;
use domain::people::{Action, may};
use jiff::Timestamp;
use jiff::civil::Date;
use pages::Form;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use crate::reply::{Answer, Reply};
pub(crate) use crate::who::Who;

/// A file that came with a form, already in the vault under its SHA-256.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) field: String,
    pub(crate) file_name: String,
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: u64,
    /// Whether the same content was in the vault before, so that it may belong to another record.
    pub(crate) was_kept: bool,
}

/// One request.
#[derive(Debug)]
pub(crate) struct Visit<'a> {
    pub(crate) app: &'a Arc<App>,
    pub(crate) who: Option<Who>,
    pub(crate) now: Timestamp,
    /// By which way they came: the route, or what else makes this visit.
    pub(crate) via: Via,
    pub(crate) path: String,
    pub(crate) parameters: BTreeMap<String, String>,
    /// The address's query: filters, never changes.
    pub(crate) query: Form,
    /// What was typed.
    pub(crate) form: Form,
    pub(crate) uploads: Vec<Upload>,
    /// That a file was too large to be taken. The form says which, and nothing may be written.
    pub(crate) left_out: Option<()>,
    /// A sentence left by the page before.
    pub(crate) notice: Option<String>,
}

impl<'a> Visit<'a> {
    /// A visit that no request makes, for the slices that show something: nothing is asked and nothing typed.
    pub(crate) fn without_request(
        app: &'a Arc<App>,
        (who, via): (Option<Who>, Via),
        now: Timestamp,
    ) -> Self {
        Self {
            app,
            who,
            now,
            via,
            path: String::new(),
            parameters: BTreeMap::new(),
            query: Form::default(),
            form: Form::default(),
            uploads: Vec::new(),
            left_out: None,
            notice: None,
        }
    }
}

impl Visit<'_> {
    /// Who is signed in.
    pub(crate) fn who(&self) -> Result<&Who, Failure> {
        self.who.as_ref().ok_or(Failure::SignInFirst)
    }

    /// Whose data, on whose behalf.
    pub(crate) fn scope(&self) -> Result<Scope, Failure> {
        let who = self.who()?;
        Ok(self.scope_in(who.organisation_id, Some(who.person_id)))
    }

    /// Whose data, for who is known by something else than a session: a link, a name of a public page.
    pub(crate) fn scope_in(&self, organisation_id: Id, person_id: Option<Id>) -> Scope {
        Scope {
            organisation_id,
            person_id,
            via: self.via,
        }
    }

    /// Reads in one consistent view of the person's organisation.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&mut Read<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.app.database.read(self.scope()?, work)
    }

    /// Writes in one transaction of the person's organisation.
    pub(crate) fn write<T>(
        &self,
        work: impl Fn(Write<'_>) -> Result<Committed<T>, Failure>,
    ) -> Result<T, Failure> {
        if self.left_out.is_some() {
            return Err(Failure::Refused("a file was larger than 50 MB, the most"));
        }
        self.app.database.write(self.scope()?, work)
    }

    /// Whether the person may do this.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.who.as_ref().is_some_and(|who| may(&who.roles, action))
    }

    /// Today's date where the organisation works.
    pub(crate) fn today(&self) -> Date {
        date_of(self.now)
    }

    /// The organisation's years, the one that goes on first.
    pub(crate) fn years(&self) -> Result<Vec<Year>, Failure> {
        let who = self.who()?;
        let first = who.calendar.year_of(who.first_day);
        let mut year = who.calendar.year_of(self.today());
        let mut years = Vec::new();
        while year >= first {
            years.push(year);
            year = year.previous();
        }
        Ok(years)
    }

    /// A part of the address by its name in the route.
    pub(crate) fn parameter(&self, name: &str) -> Result<&str, Failure> {
        self.parameters
            .get(name)
            .map(String::as_str)
            .ok_or(Failure::NotFound)
    }

    /// The kind of file that the address ends with.
    pub(crate) fn format(&self) -> Result<Format, Failure> {
        let is_asked = |format: &Format| self.path.ends_with(&format!(".{}", format.ending()));
        Format::ALL
            .into_iter()
            .find(is_asked)
            .ok_or(Failure::NotFound)
    }

    /// A key in the address. What is no key does not exist.
    pub(crate) fn id(&self, name: &str) -> Result<Id, Failure> {
        Id::parse_str(self.parameter(name)?).map_err(|_| Failure::NotFound)
    }

    /// A new identity for a record.
    #[expect(
        clippy::unused_self,
        reason = "identity is handed in by the visit, as time is"
    )]
    pub(crate) fn new_id(&self) -> Id {
        new_id()
    }

    /// The upload of a form's file field, if a file was chosen.
    pub(crate) fn upload(&self, field: &str) -> Option<&Upload> {
        self.uploads.iter().find(|upload| upload.field == field)
    }

    /// The log entry of what this visit does: `visit.entry("recorded session", "session", id, json)`.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "keys and names are given as they are"
    )]
    pub(crate) fn entry(
        &self,
        action: &str,
        record_kind: &str,
        record_id: impl ToString,
        content: serde_json::Value,
    ) -> LogEntry {
        LogEntry {
            at: self.now,
            action: action.to_owned(),
            record_kind: record_kind.to_owned(),
            record_id: record_id.to_string(),
            content,
        }
    }
}

/// The token that forms of a session carry: bound to the session, useless without its cookie.
pub(crate) fn csrf_token(session_token: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::new()
        .chain_update(b"form:")
        .chain_update(session_token)
        .finalize();
    hex(&hash)
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
