//! Signing the report off (P4d): by somebody who did not prepare it, with their password, over exactly
//! what they had before them. What was signed is sealed and never written again.

use super::content::{self, AnnualReport};
use super::{figures, loading, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, Who};
use crate::{checkpoints, figure_codes, people};
use askama::Template;
use database::Id;
use domain::disclosure::Reader;
use domain::monitoring::{Act, SealedAct, SealedSignOff};
use domain::people::Role;
use domain::reports::{MEANING, SealedFinding, SealedReport, SignOffRefused};
use jiff::Timestamp;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "reports/sign_off.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    year: String,
    refused: Option<SignOffRefused>,
    prepared_by: String,
    targets: String,
    returns: usize,
    changes: usize,
    findings: Vec<SealedFinding>,
    sha256: String,
    meaning: &'static str,
}

fn shown<'a>(visit: &'a Visit<'_>, report: &AnnualReport) -> Result<Page<'a>, Failure> {
    let (good, rated) = figures::targets_met(report, &report.printed(Reader::Inside));
    let prepared = report.prepared.as_ref();
    Ok(Page {
        frame: visit.frame(),
        form: &visit.form,
        year: report.year.to_string(),
        refused: report.state.may_sign(visit.who()?.person_id).err(),
        prepared_by: prepared.map(|act| act.by.clone()).unwrap_or_default(),
        targets: format!("{good} of {rated}"),
        returns: report.content.returns.len(),
        changes: report.content.proposed_changes.len(),
        findings: report.content.findings.clone(),
        sha256: report.content_sha256(),
        meaning: MEANING,
    })
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let report = content::readable(visit)?;
    Reply::page(&shown(visit, &report)?)
}

/// The role somebody signs in.
fn role(who: &Who) -> &'static str {
    if who.roles.contains(&Role::Governance) {
        Role::Governance.name()
    } else {
        Role::Lead.name()
    }
}

/// Signs the report off, or shows the page again with why not.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let report = content::readable(visit)?;
    let who = visit.who()?.clone();
    let read_sha256 = visit.form.value("content").to_owned();
    let act = Act {
        by: who.person_id,
        at: visit.now,
    };
    let seal_id = visit.new_id();
    if let Err(refused) =
        report
            .state
            .sign_off(act, seal_id, &read_sha256, &report.content_sha256())
    {
        visit.form.refuse("", refused);
        return Reply::refused(&shown(visit, &report)?);
    }
    let typed = visit.form.value("password").to_owned();
    if let Err(refused) = people::confirm(visit.app, &who, &typed, visit.now)? {
        visit.form.refuse("password", refused);
        return Reply::refused(&shown(visit, &report)?);
    }
    let year = report.year;
    visit.write(|mut write| {
        let now = loading::load(&mut write.read(), &who, year)?;
        let sealed = sealed(&now, &who, (seal_id, &read_sha256), visit.now)?;
        store::seal_add(&mut write, seal_id, &sealed, act)?;
        let figures = domain::figure_codes::of_report(&sealed.content.outcomes);
        figure_codes::keep(&mut write, (seal_id, &sealed.sha256()), &figures)?;
        let sha256 = domain::reports::hex(&sealed.sha256());
        let content = serde_json::json!({ "sha256": sha256 });
        let entry = visit.entry("signed off annual report", "annual-report", year, content);
        let record = ("annual-report", &*year.to_string());
        write.commit_then(entry, |write| {
            checkpoints::sign(write, visit.app, record, visit.now).map(drop)
        })
    })?;
    checkpoints::hand_on(visit.app, who.organisation_id);
    Reply::see(
        format!("/reports/{year}"),
        "The report is signed off and sealed. It stays as it is.",
    )
}

/// The report as it is sealed. It is asked once more inside the write, in case somebody was faster.
fn sealed(
    report: &AnnualReport,
    who: &Who,
    (seal_id, read_sha256): (Id, &str),
    now: Timestamp,
) -> Result<SealedReport, Failure> {
    const CHANGED: Failure = Failure::Changed("the report is no longer the one you have read");
    let act = Act {
        by: who.person_id,
        at: now,
    };
    let state = report.state;
    if state
        .sign_off(act, seal_id, read_sha256, &report.content_sha256())
        .is_err()
    {
        return Err(CHANGED);
    }
    let prepared: SealedAct = report.prepared.clone().ok_or(CHANGED)?;
    Ok(SealedReport {
        content: report.content.clone(),
        prepared,
        signed_off: SealedSignOff {
            by: who.name.clone(),
            by_id: who.person_id,
            role: role(who).to_owned(),
            at: now,
            meaning: MEANING.to_owned(),
        },
    })
}
