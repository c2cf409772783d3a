//! Proposing that everybody may read a signed year. What would be shown is made now and kept; from here on
//! it is read, published or withdrawn as it is.

use super::{File, Issue, making, overview, settings, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use domain::calendar::Year;
use domain::monitoring::Act;
use domain::publication::{Publication, Slug};

/// Who does this now.
pub(super) fn act(visit: &Visit<'_>) -> Result<Act, Failure> {
    Ok(Act {
        by: visit.who()?.person_id,
        at: visit.now,
    })
}

/// The year in the address.
pub(super) fn year(visit: &Visit<'_>) -> Result<Year, Failure> {
    let year = visit.who()?.calendar.year_named(visit.parameter("year")?);
    year.ok_or(Failure::NotFound)
}

/// The name in the address, or another where it is taken.
fn claimed(visit: &Visit<'_>, slug: Slug) -> Result<Slug, Failure> {
    let id = visit.who()?.organisation_id;
    let database = &visit.app.database;
    let claim = |slug: &Slug| database.directory(|directory| store::claim(directory, slug, id));
    if claim(&slug)?.is_some() {
        return Ok(slug);
    }
    let other = slug.with_key(id);
    claim(&other)?.ok_or(Failure::Changed(
        "the address is taken: choose one in the settings",
    ))?;
    Ok(other)
}

/// Proposes the year.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let year = year(visit)?;
    let (issues, kept) = visit.read(|read| Ok((store::issues(read)?, store::setting(read)?)))?;
    let name = year.to_string();
    let of_year = || issues.iter().filter(|issue| issue.year == name);
    if of_year().any(|issue| matches!(issue.state, Publication::Proposed { .. })) {
        visit
            .form
            .refuse("", "This year waits to be published already");
        return overview::shown(visit);
    }
    let is_new = kept.is_none();
    let mut setting = settings::of(visit, kept)?;
    if is_new {
        setting.slug = claimed(visit, setting.slug)?;
    }
    let number = of_year().map(|issue| issue.number).max().unwrap_or(0) + 1;
    let made = making::made(visit, (year, number), &setting)?;
    let made = made.ok_or(Failure::NotFound)?;
    let act = act(visit)?;
    let issue = Issue {
        id: visit.new_id(),
        year: name.clone(),
        number,
        report_sha256: made.report_sha256,
        state: Publication::Proposed { proposed: act },
    };
    let entry = visit.entry(
        "proposed publication",
        "publication",
        issue.id,
        said(&issue),
    );
    visit.write(|mut write| {
        if is_new {
            store::setting_keep(&mut write, &setting, visit.now)?;
        }
        store::propose(&mut write, &issue, act)?;
        for file in &made.files {
            store::file_add(&mut write, issue.id, file)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        "/publication",
        "The year is proposed. A member of Governance & Leadership reads it as it will be shown, and publishes it.",
    )
}

/// What the log says of an issue.
pub(super) fn said(issue: &Issue) -> serde_json::Value {
    let sha256 = crate::visit::hex(&issue.report_sha256);
    serde_json::json!({ "year": issue.year, "issue": issue.number, "report_sha256": sha256 })
}

/// A file of an issue that has to be there.
pub(super) fn kept(visit: &Visit<'_>, issue: &Issue, name: &str) -> Result<File, Failure> {
    let found = visit.read(|read| store::file(read, issue.id, name))?;
    found.ok_or(Failure::NotFound)
}
