//! A year's report as it stands: from its seal when it is signed, else from the year's signed returns
//! and what the Lead has written so far.

use super::chapters;
use super::findings::{self, Ground};
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
    Effect, Marks, Missing, PrintedContracts, PrintedReport, ProposedChange, Report, ReportContent,
    ReportFinding, ReportReturn, ReportSection, SealedReport, hex, missing, outcomes,
};
use std::collections::BTreeMap;

/// What is kept of a report besides its figures.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) year: String,
    pub(super) summary: String,
    pub(super) lessons: String,
    pub(super) recommendations: String,
    pub(super) state: Report,
}

/// What of a report is written rather than made.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) summary: String,
    pub(super) lessons: String,
    pub(super) recommendations: String,
    pub(super) sections: Vec<ReportSection>,
    /// Why findings are left, by their keys.
    pub(super) left: BTreeMap<String, String>,
}

/// A proposed change with the measure it is about.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) id: Id,
    pub(super) code: Option<String>,
    pub(super) title: Option<String>,
    pub(super) proposal: String,
    pub(super) reason: String,
    /// The unit of the measure; empty without one.
    pub(super) unit: String,
    /// What it does when it is carried out; nothing by itself when it is in words alone.
    pub(super) effect: Option<Effect>,
}

impl Change {
    /// What it does when it is carried out, in words; empty when nothing by itself.
    pub(super) fn does(&self) -> String {
        let effect = self.effect.as_ref();
        effect.map_or_else(String::new, |effect| effect.words(&self.unit))
    }

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
    /// The figures that its text can have; none when it is signed.
    pub(super) marks: Marks,
    /// What a careful reader finds in its words; none when it is signed.
    pub(super) findings: Vec<ReportFinding>,
    /// Why findings are left, by their keys.
    pub(super) left: BTreeMap<String, String>,
    /// What its words are held against.
    ground: Ground,
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

    /// How its figures under contracts are printed for a reader.
    pub(super) fn contracts_printed(&self, reader: Reader) -> PrintedContracts {
        let content = &self.content;
        let (outcomes, contracts) = (&content.outcomes, &content.contracts);
        outcomes.contracts_printed(&self.returns, contracts, reader)
    }

    /// Whether any of its figures is kept back from a reader.
    pub(super) fn keeps_back(&self, reader: Reader) -> bool {
        self.printed(reader).keeps_back() || self.contracts_printed(reader).keeps_back()
    }

    /// The same report with other words, as far as nobody has signed it: their figures, what is found in
    /// them and what is missing are those of the new words.
    pub(super) fn write(&mut self, words: Words) {
        let content = &mut self.content;
        content.summary = words.summary;
        content.lessons = words.lessons;
        content.recommendations = words.recommendations;
        content.sections = words.sections;
        self.left = words.left;
        let texts = || content.texts().into_iter();
        let written: Vec<&str> = texts().map(|(_, text)| text).collect();
        let figures = self.marks.used(&written);
        let unknown: Vec<Missing> = texts()
            .flat_map(|(_, text)| self.marks.unknown(text))
            .map(Missing::Mark)
            .collect();
        let found = findings::read(&self.content, &self.ground);
        self.content.figures = figures;
        self.content.findings = findings::sealed(&found, &self.left);
        let written = (&self.content.lessons, &self.content.recommendations);
        self.missing = missing(&self.ground.unsigned, written.0, written.1);
        self.missing.extend(unknown);
        self.missing.extend(findings::wrong(&found));
        self.findings = found;
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
    let returns: Vec<SealedReturn> = signed.iter().map(|(signed, _)| signed.clone()).collect();
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
            marks: Marks::default(),
            findings: Vec::new(),
            left: BTreeMap::new(),
            ground: Ground::default(),
        });
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
        credits,
        findings: Vec::new(),
        left: BTreeMap::new(),
        ground,
    };
    report.write(words);
    Ok(report)
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
        findings: Vec::new(),
    })
}
