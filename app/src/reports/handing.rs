//! A signed report as others of the house hand it on (P5b): its figures for open data, and the whole report
//! for everybody, without the names of those who prepared and signed it and without words that a licence
//! does not let us pass on. The seal itself is never touched.

use super::content::{AnnualReport, Sealed};
use super::document::document;
use super::loading;
use super::store;
use crate::failure::Failure;
use crate::framework::{self, Credits};
use crate::visit::Who;
use database::Read;
use documents::Document;
use domain::calendar::Year;
use domain::disclosure::Reader;
use domain::monitoring::SealedAct;
use domain::open_data::SignedFigures;
use domain::people::Role;
use domain::reports::{PrintedReport, Report, SealedReport, hex};

/// A signed report for everybody.
#[derive(Debug)]
pub(crate) struct Handed {
    /// What it says, without names.
    pub(crate) report: SealedReport,
    /// How its figures are printed outside.
    pub(crate) printed: PrintedReport,
    /// Its figures for open data.
    pub(crate) figures: SignedFigures,
    /// The SHA-256 of what was signed.
    pub(crate) sha256: [u8; 32],
    /// A line for each framework whose words it uses.
    pub(crate) credits: Vec<String>,
    /// Whether words were left out because their licence does not let us pass them on.
    pub(crate) left_out: Option<()>,
    pub(crate) document: Document,
}

/// What stands for a title that may not be passed on.
const LEFT_OUT: &str = "(its title is not passed on: the licence does not permit it)";

/// The years whose report is signed, with the SHA-256 of its seal, the newest first.
pub(crate) fn signed_years(read: &mut Read<'_>) -> Result<Vec<(String, [u8; 32])>, Failure> {
    let mut found = Vec::new();
    for kept in store::reports(read)?.into_iter().rev() {
        match kept.state {
            Report::SignedOff { .. } => {}
            Report::Draft | Report::Prepared { .. } => continue,
        }
        if let Some(seal) = store::seal(read, &kept.year)? {
            found.push((kept.year, seal.sha256));
        }
    }
    Ok(found)
}

/// The figures of a signed report as readers outside see them; none while it is not signed.
pub(crate) fn signed_figures(
    read: &mut Read<'_>,
    who: &Who,
    year: Year,
) -> Result<Option<SignedFigures>, Failure> {
    let report = loading::load(read, who, year)?;
    let Some(seal) = &report.seal else {
        return Ok(None);
    };
    let about = framework::about(read)?;
    Ok(SignedFigures::of_report(
        &seal.report,
        &report.returns,
        &about,
    ))
}

/// The whole report for everybody; none while it is not signed.
pub(crate) fn handed(
    read: &mut Read<'_>,
    (who, address): (&Who, &str),
    year: Year,
) -> Result<Option<Handed>, Failure> {
    let mut report = loading::load(read, who, year)?;
    let mut about = framework::about(read)?;
    let left_out = leave_out(&mut report);
    for measure in report.content.outcomes.measures() {
        if report.credits.may_pass_on(measure.id).is_none()
            && let Some(about) = about.get_mut(&measure.id)
        {
            about.outcome.clear();
            about.evidence.clear();
        }
    }
    let document = document(&report, who.calendar, address);
    let (printed, credits) = (report.printed(Reader::Outside), report.credit_lines());
    let Some(Sealed {
        report: sealed,
        sha256,
        ..
    }) = report.seal
    else {
        return Ok(None);
    };
    let figures = SignedFigures::of_report(&sealed, &report.returns, &about);
    Ok(figures.map(|figures| Handed {
        figures: SignedFigures {
            sha256: hex(&sha256),
            ..figures
        },
        report: sealed,
        printed,
        sha256,
        credits,
        left_out,
        document,
    }))
}

/// A signed report as it was signed, with its document: the bytes of its seal and their SHA-256; none
/// while it is not signed.
pub(crate) fn whole(
    read: &mut Read<'_>,
    (who, address): (&Who, &str),
    year: Year,
) -> Result<Option<(Vec<u8>, Document)>, Failure> {
    let report = loading::load(read, who, year)?;
    let document = document(&report, who.calendar, address);
    Ok(report.seal.map(|seal| (seal.bytes, document)))
}

fn without_name(act: &mut SealedAct, role: Role) {
    role.name().clone_into(&mut act.by);
}

/// Leaves names and words out, and says whether any words were.
fn leave_out(report: &mut AnnualReport) -> Option<()> {
    let credits = report.credits.clone();
    let Some(seal) = &mut report.seal else {
        return None;
    };
    let left_out = words_left_out(&mut seal.report, &credits);
    let signed = &mut seal.report;
    without_name(&mut signed.prepared, Role::Lead);
    signed.signed_off.by.clone_from(&signed.signed_off.role);
    for of in &mut signed.content.returns {
        without_name(&mut of.prepared, Role::Lead);
        without_name(&mut of.reviewed, Role::Governance);
        of.signed_off.by.clone_from(&of.signed_off.role);
    }
    report.content = seal.report.content.clone();
    report.prepared = Some(seal.report.prepared.clone());
    left_out
}

/// A theme's title is its framework's too.
fn words_left_out(report: &mut SealedReport, credits: &Credits) -> Option<()> {
    let mut found = None;
    for theme in &mut report.content.outcomes.themes {
        let mut closed = None;
        for measure in &mut theme.measures {
            if credits.may_pass_on(measure.id).is_none() {
                LEFT_OUT.clone_into(&mut measure.title);
                closed = Some(());
            }
        }
        if closed.is_some() {
            theme.theme.title = format!("Theme {}", theme.theme.code);
            found = closed;
        }
    }
    found
}
