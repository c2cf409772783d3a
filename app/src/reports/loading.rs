//! Loading a year's report: from its seal when it is signed, else made of the year's signed returns, of what
//! counts in their quarters and of what the Lead has written so far.

use super::chapters;
use super::content::{AnnualReport, Change, Kept, Sealed, Words};
use super::findings::Ground;
use super::store;
use crate::failure::Failure;
use crate::framework::{self, Credits};
use crate::visit::Who;
use crate::{monitoring, organisation, people};
use database::Read;
use domain::calendar::Year;
use domain::disclosure::Reader;
use domain::monitoring::{SealedAct, SealedOrganisation, SealedReturn, Thresholds};
use domain::reports::{
    Marks, PrintedReport, ProposedChange, Report, ReportContent, ReportReturn, ReportSection,
    outcomes,
};
use std::collections::BTreeMap;

/// The report of a year as it stands.
pub(super) fn load(read: &mut Read<'_>, who: &Who, year: Year) -> Result<AnnualReport, Failure> {
    let name = year.to_string();
    let changes = store::changes(read, &name)?;
    let kept = store::report(read, &name)?;
    let signed = monitoring::signed_returns(read, year)?;
    let returns: Vec<SealedReturn> = signed.iter().map(|(signed, _)| signed.clone()).collect();
    let credits = framework::credits(read)?;
    if let Some(seal) = store::seal(read, &name)? {
        let state = kept.map_or(Report::Draft, |kept| kept.state);
        let report = signed_one(read, who, (year, state), (seal, changes))?;
        return Ok(AnnualReport { credits, ..report });
    }
    let kept = kept.unwrap_or_else(|| nothing_yet(&name));
    let prepared = match kept.state {
        Report::Draft | Report::SignedOff { .. } => None,
        Report::Prepared { prepared } => Some(SealedAct {
            by: people::name_of(read, Some(prepared.by))?,
            by_id: prepared.by,
            at: prepared.at,
        }),
    };
    let ground = Ground::read(read, who.calendar, (year, &returns))?;
    let mut content = figures(read, who, (year, &signed))?;
    let printed = content.outcomes.printed(&returns, Reader::Outside);
    content.proposed_changes = changes.iter().map(proposed).collect();
    let words = Words {
        sections: sections(read, &name)?,
        left: store::left(read, &name)?,
        summary: kept.summary,
        lessons: kept.lessons,
        recommendations: kept.recommendations,
    };
    make_chapters(
        read,
        (who, year),
        &mut content,
        (&words, &returns, &printed),
    )?;
    let mut report = AnnualReport {
        year,
        marks: Marks::of(&content.outcomes, &printed),
        content,
        missing: Vec::new(),
        state: kept.state,
        changes,
        prepared,
        seal: None,
        returns,
        restated: Vec::new(),
        credits,
        findings: Vec::new(),
        left: BTreeMap::new(),
        ground,
    };
    report.write(words);
    Ok(report)
}

/// A signed report: everything it says is in its seal. A return that was restated since stands in no report
/// that was signed before.
fn signed_one(
    read: &mut Read<'_>,
    who: &Who,
    (year, state): (Year, Report),
    (seal, changes): (Sealed, Vec<Change>),
) -> Result<AnnualReport, Failure> {
    let content = seal.report.content.clone();
    let signed = monitoring::signed_returns_of(read, year, &seal.report.rests_on())?;
    let signed_at = seal.report.signed_off.at;
    let mut restated = monitoring::restated_since(read, who.calendar, signed_at)?;
    restated.retain(|one| content.names(&one.sealed.quarter));
    Ok(AnnualReport {
        year,
        content,
        state,
        changes,
        missing: Vec::new(),
        prepared: Some(seal.report.prepared.clone()),
        seal: Some(seal),
        returns: signed.into_iter().map(|(signed, _)| signed).collect(),
        restated,
        credits: Credits::default(),
        marks: Marks::default(),
        findings: Vec::new(),
        left: BTreeMap::new(),
        ground: Ground::default(),
    })
}

/// The sections of a year's report, in the order they were put into or the usual one.
fn sections(read: &mut Read<'_>, year: &str) -> Result<Vec<ReportSection>, Failure> {
    let kept = store::sections(read, year)?;
    Ok(if kept.is_empty() {
        ReportSection::usual()
    } else {
        kept
    })
}

/// Makes the chapters that the report has.
fn make_chapters(
    read: &mut Read<'_>,
    (who, year): (&Who, Year),
    content: &mut ReportContent,
    (words, returns, printed): (&Words, &[SealedReturn], &PrintedReport),
) -> Result<(), Failure> {
    let of = (who.calendar, year);
    if words.sections.contains(&ReportSection::CaseStudies) {
        content.case_studies = chapters::told(read, year)?;
    }
    if words.sections.contains(&ReportSection::Said) {
        content.said = chapters::said(read, chapters::days(who.calendar, year))?;
    }
    if words.sections.contains(&ReportSection::Contracts) {
        content.contracts = chapters::under_contracts(read, of, returns)?;
    }
    if words.sections.contains(&ReportSection::Pounds) {
        content.pounds = chapters::in_pounds(read, of, (returns, printed))?;
    }
    Ok(())
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

/// A proposed change as it is sealed.
fn proposed(change: &Change) -> ProposedChange {
    ProposedChange {
        code: change.code.clone(),
        proposal: change.proposal.clone(),
        reason: change.reason.clone(),
        effect: change.effect.clone(),
    }
}

/// What a year's signed returns come to, without a word about it.
fn figures(
    read: &mut Read<'_>,
    who: &Who,
    (year, signed): (Year, &[(SealedReturn, [u8; 32])]),
) -> Result<ReportContent, Failure> {
    let (good, approaching, improvement) = organisation::find(read)?.thresholds;
    let thresholds = Thresholds {
        good,
        approaching,
        improvement,
    };
    let returns: Vec<SealedReturn> = signed.iter().map(|(signed, _)| signed.clone()).collect();
    Ok(ReportContent {
        kind: ReportContent::KIND.to_owned(),
        format: ReportContent::FORMAT,
        organisation: SealedOrganisation {
            id: who.organisation_id,
            name: who.organisation.clone(),
        },
        year: year.to_string(),
        returns: signed
            .iter()
            .map(|(signed, sha256)| ReportReturn::new(signed, sha256))
            .collect(),
        outcomes: outcomes(&returns, &thresholds),
        summary: String::new(),
        lessons: String::new(),
        recommendations: String::new(),
        proposed_changes: Vec::new(),
        sections: Vec::new(),
        figures: Vec::new(),
        said: Vec::new(),
        contracts: Vec::new(),
        pounds: None,
        case_studies: Vec::new(),
        findings: Vec::new(),
    })
}
