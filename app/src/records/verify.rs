//! A second look at everything that can be recomputed: the totals from their entries, the log from its
//! leaves, every seal from its bytes, every file from its content. It changes nothing and says each difference in words.

use super::look::{Handed, look};
use super::store;
use crate::app::App;
use crate::failure::Failure;
use crate::visit::hex;
use crate::{figure_passports, ledger, monitoring, organisation, publication, reports};
use database::{Id, Read, Scope};
use domain::calendar::Calendar;
use vault::Fixity;

/// One kind of check: what was looked at, how many, and what differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Checked {
    /// What was looked at: `log entries`.
    pub(crate) what: &'static str,
    /// How many were looked at.
    pub(crate) count: i64,
    /// Each difference, in words.
    pub(crate) differences: Vec<String>,
}

/// Looks at everything of one organisation.
pub(crate) fn verify(app: &App, organisation_id: Id) -> Result<Vec<Checked>, Failure> {
    let scope = Scope::system(organisation_id);
    let totals = app.database.read(scope, ledger::verify)?;
    Ok(vec![
        Checked {
            what: "ledger entries",
            count: totals.entries,
            differences: Vec::new(),
        },
        Checked {
            what: "totals",
            count: i64::try_from(totals.totals).unwrap_or(i64::MAX),
            differences: totals.differences,
        },
        app.database
            .read(scope, |read| named("seals", seals(read)))?,
        app.database
            .read(scope, |read| named("figure codes", codes(read)))?,
        app.database
            .read(scope, |read| named("public files", public(read)))?,
        app.database.read(scope, log)?,
        files(app, scope)?,
    ])
}

/// What refuses to be read because it was changed is a difference, and no end of the look.
fn named(what: &'static str, found: Result<Checked, Failure>) -> Result<Checked, Failure> {
    match found {
        Err(Failure::Rule(words)) => Ok(Checked {
            what,
            count: 0,
            differences: vec![words],
        }),
        found => found,
    }
}

/// Each seal is read again by the slice that made it.
fn seals(read: &mut Read<'_>) -> Result<Checked, Failure> {
    let organisation = organisation::find(read)?;
    let calendar =
        Calendar::starting_in(organisation.year_starts_month).unwrap_or(Calendar::ACADEMIC);
    let mut differences = monitoring::verify_seals(read)?;
    differences.extend(reports::verify_seals(read, calendar)?);
    Ok(Checked {
        what: "seals",
        count: store::seals(read)?,
        differences,
    })
}

/// Each code has to follow from its seal.
fn codes(read: &mut Read<'_>) -> Result<Checked, Failure> {
    let (count, differences) = figure_passports::verify_codes(read)?;
    Ok(Checked {
        what: "figure codes",
        count,
        differences,
    })
}

/// What is or was public is looked at too: it is shown as it was proposed, or something is wrong.
fn public(read: &mut Read<'_>) -> Result<Checked, Failure> {
    let verified = publication::verify(read)?;
    Ok(Checked {
        what: "public files",
        count: verified.files,
        differences: verified.differences,
    })
}

fn log(read: &mut Read<'_>) -> Result<Checked, Failure> {
    let looked = look(read, &Handed::default())?;
    Ok(Checked {
        what: "log entries",
        count: looked.entries,
        differences: looked.differences,
    })
}

fn files(app: &App, scope: Scope) -> Result<Checked, Failure> {
    let mut checked = Checked {
        what: "files",
        count: 0,
        differences: Vec::new(),
    };
    let mut after = Vec::new();
    loop {
        let page: Vec<[u8; 32]> = app
            .database
            .read(scope, |read| store::files(read, &after))?;
        let Some(last) = page.last() else { break };
        after = last.to_vec();
        for sha256 in page {
            checked.count = checked.count.saturating_add(1);
            let found = app
                .vault
                .check(sha256)
                .map_err(|fault| Failure::Broken(fault.into()))?;
            let name = hex(&sha256);
            match found {
                Fixity::Sound => {}
                Fixity::Altered => checked
                    .differences
                    .push(format!("the file {name} has another content now")),
                Fixity::Missing => checked
                    .differences
                    .push(format!("the file {name} is missing")),
            }
        }
    }
    Ok(checked)
}
