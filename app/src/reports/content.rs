//! A year's report as pages and documents take it: what it says, where it stands, what is found in it.

use super::findings::{self, Ground};
use super::loading::load;
use crate::failure::Failure;
use crate::framework::Credits;
use crate::monitoring::Later;
use crate::visit::Visit;
use database::Id;
use domain::calendar::Year;
use domain::disclosure::Reader;
use domain::monitoring::{SealedAct, SealedReturn};
use domain::people::Action;
use domain::reports::{
    Effect, Marks, Missing, PrintedContracts, PrintedReport, Report, ReportContent, ReportFinding,
    ReportSection, SealedReport, hex, missing,
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
    /// Its returns that were restated since it was signed.
    pub(super) restated: Vec<Later>,
    /// Whose words its measures are in, and under which licence.
    pub(super) credits: Credits,
    /// The figures that its text can have; none when it is signed.
    pub(super) marks: Marks,
    /// What a careful reader finds in its words; none when it is signed.
    pub(super) findings: Vec<ReportFinding>,
    /// Why findings are left, by their keys.
    pub(super) left: BTreeMap<String, String>,
    /// What its words are held against.
    pub(super) ground: Ground,
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
