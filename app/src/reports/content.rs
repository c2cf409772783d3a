//! A year's report as it stands: from its seal when it is signed, else from the year's signed returns
//! and what the Lead has written so far.

use super::store;
use crate::failure::Failure;
use crate::framework::{self, Credits};
use crate::monitoring;
use crate::organisation;
use crate::people;
use crate::visit::{Visit, Who};
use database::{Id, Read};
use domain::calendar::Year;
use domain::disclosure::Reader;
use domain::monitoring::{SealedAct, SealedOrganisation, SealedReturn, Thresholds};
use domain::people::Action;
use domain::reports::{
    Missing, PrintedReport, ProposedChange, Report, ReportContent, ReportReturn, SealedReport, hex,
    missing, outcomes,
};

/// What is kept of a report besides its figures.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) year: String,
    pub(super) summary: String,
    pub(super) lessons: String,
    pub(super) recommendations: String,
    pub(super) state: Report,
}

/// A proposed change with the measure it is about.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) id: Id,
    pub(super) code: Option<String>,
    pub(super) title: Option<String>,
    pub(super) proposal: String,
    pub(super) reason: String,
}

impl Change {
    /// The measure it is about, as a page names it.
    pub(super) fn about(&self) -> String {
        match (&self.code, &self.title) {
            (Some(code), Some(title)) => format!("{code} {title}"),
            (Some(code), None) => code.clone(),
            (None, _) => "The framework as a whole".to_owned(),
        }
    }
}

/// A signed report with the bytes of its seal.
#[derive(Debug, Clone)]
pub(super) struct Sealed {
    pub(super) report: SealedReport,
    pub(super) sha256: [u8; 32],
    pub(super) bytes: Vec<u8>,
}

/// A year's report, signed or not.
#[derive(Debug, Clone)]
pub(super) struct AnnualReport {
    pub(super) year: Year,
    pub(super) content: ReportContent,
    pub(super) state: Report,
    pub(super) changes: Vec<Change>,
    /// What it cannot be prepared without.
    pub(super) missing: Vec<Missing>,
    /// Who prepared it, with the name.
    pub(super) prepared: Option<SealedAct>,
    /// The seal, when it is signed off.
    pub(super) seal: Option<Sealed>,
    /// The signed returns it is made of.
    pub(super) returns: Vec<SealedReturn>,
    /// Whose words its measures are in, and under which licence.
    pub(super) credits: Credits,
}

impl AnnualReport {
    /// How its figures are printed for a reader.
    pub(super) fn printed(&self, reader: Reader) -> PrintedReport {
        self.content.outcomes.printed(&self.returns, reader)
    }

    /// A line for each framework whose words it uses.
    pub(super) fn credit_lines(&self) -> Vec<String> {
        let measures = self.content.outcomes.measures();
        self.credits.lines(measures.map(|measure| measure.id))
    }

    /// Whether it is signed off.
    pub(super) fn is_signed(&self) -> bool {
        self.seal.is_some()
    }

    /// The SHA-256 of what it says now, in hexadecimal.
    pub(super) fn content_sha256(&self) -> String {
        hex(&self.content.sha256())
    }
}

/// The year in the address; a year the organisation does not have does not exist.
pub(super) fn year(visit: &Visit<'_>) -> Result<Year, Failure> {
    let name = visit.parameter("year")?;
    let found = visit
        .years()?
        .into_iter()
        .find(|year| year.to_string() == name);
    found.ok_or(Failure::NotFound)
}

/// The report of the year in the address, if this person may read it: a signed one by everybody
/// who may see what is signed, a draft by those who see the practice.
pub(super) fn readable(visit: &Visit<'_>) -> Result<AnnualReport, Failure> {
    let year = year(visit)?;
    let who = visit.who()?;
    let report = visit.read(|read| load(read, who, year))?;
    if report.is_signed() || visit.may(Action::SeePractice) {
        Ok(report)
    } else {
        Err(Failure::NotFound)
    }
}

/// The report of a year as it stands.
pub(super) fn load(read: &mut Read<'_>, who: &Who, year: Year) -> Result<AnnualReport, Failure> {
    let name = year.to_string();
    let changes = store::changes(read, &name)?;
    let kept = store::report(read, &name)?;
    let signed = monitoring::signed_returns(read, year)?;
    let returns = || signed.iter().map(|(signed, _)| signed.clone()).collect();
    let credits = framework::credits(read)?;
    if let Some(seal) = store::seal(read, &name)? {
        // A return that was restated since stands in no report that was signed before.
        let rests_on = seal.report.rests_on();
        let signed = monitoring::signed_returns_of(read, year, &rests_on)?;
        return Ok(AnnualReport {
            year,
            content: seal.report.content.clone(),
            state: kept.map_or(Report::Draft, |kept| kept.state),
            changes,
            missing: Vec::new(),
            prepared: Some(seal.report.prepared.clone()),
            seal: Some(seal),
            returns: signed.into_iter().map(|(signed, _)| signed).collect(),
            credits,
        });
    }
    let kept = kept.unwrap_or_else(|| nothing_yet(&name));
    let unsigned: Vec<String> = year
        .quarters()
        .into_iter()
        .filter(|quarter| {
            let name = quarter.to_string();
            signed.iter().all(|(signed, _)| signed.quarter != name)
        })
        .map(domain::calendar::Quarter::title)
        .collect();
    let prepared = match kept.state {
        Report::Draft | Report::SignedOff { .. } => None,
        Report::Prepared { prepared } => Some(SealedAct {
            by: people::name_of(read, Some(prepared.by))?,
            by_id: prepared.by,
            at: prepared.at,
        }),
    };
    Ok(AnnualReport {
        year,
        content: content(read, who, &kept, (&signed, &changes))?,
        missing: missing(&unsigned, &kept.lessons, &kept.recommendations),
        state: kept.state,
        changes,
        prepared,
        seal: None,
        returns: returns(),
        credits,
    })
}

fn nothing_yet(year: &str) -> Kept {
    Kept {
        year: year.to_owned(),
        summary: String::new(),
        lessons: String::new(),
        recommendations: String::new(),
        state: Report::Draft,
    }
}

fn content(
    read: &mut Read<'_>,
    who: &Who,
    kept: &Kept,
    (signed, changes): (&[(SealedReturn, [u8; 32])], &[Change]),
) -> Result<ReportContent, Failure> {
    let (good, approaching, improvement) = organisation::find(read)?.thresholds;
    let thresholds = Thresholds {
        good,
        approaching,
        improvement,
    };
    let returns: Vec<SealedReturn> = signed.iter().map(|(signed, _)| signed.clone()).collect();
    let proposed = changes.iter().map(|change| ProposedChange {
        code: change.code.clone(),
        proposal: change.proposal.clone(),
        reason: change.reason.clone(),
    });
    Ok(ReportContent {
        kind: ReportContent::KIND.to_owned(),
        format: ReportContent::FORMAT,
        organisation: SealedOrganisation {
            id: who.organisation_id,
            name: who.organisation.clone(),
        },
        year: kept.year.clone(),
        returns: signed
            .iter()
            .map(|(signed, sha256)| ReportReturn::new(signed, sha256))
            .collect(),
        outcomes: outcomes(&returns, &thresholds),
        summary: kept.summary.clone(),
        lessons: kept.lessons.clone(),
        recommendations: kept.recommendations.clone(),
        proposed_changes: proposed.collect(),
    })
}
