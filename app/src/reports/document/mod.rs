//! The report as a document, chapter by chapter. It shows what the report says and nothing else, so a
//! signed one can be made from its seal at any time; its cover says which of its returns were restated
//! since.

mod adjusting;
mod chapters;
mod checking;
mod codes;
pub(super) mod counted_once;
mod figures;
mod licences;

use super::content::AnnualReport;
use super::figures::{quantity, targets_met};
use super::list::period;
use super::show::paragraphs;
use documents::{Block, Document};
use domain::calendar::{Calendar, in_words};
use domain::disclosure::Reader;
use domain::reports::ReportSection;
use jiff::Timestamp;

/// The document of a report.
pub(super) fn document(report: &AnnualReport, calendar: Calendar, address: &str) -> Document {
    let (content, printed) = (&report.content, report.printed(Reader::Outside));
    let mut blocks = Vec::new();
    for section in content.in_order() {
        match section {
            ReportSection::Summary => {
                if !content.summary.is_empty() {
                    blocks.push(Block::heading(1, "Summary"));
                    blocks.extend(words(report, &content.summary));
                }
            }
            ReportSection::Outcomes => {
                figures::outcomes(&mut blocks, (report, &printed), calendar);
                figures::where_and_with_whom(&mut blocks, (report, &printed));
                adjusting::adjustments(&mut blocks, (report, &printed), calendar);
                blocks.extend(counted_once::blocks((report, &printed), calendar));
                blocks.push(Block::PageBreak);
            }
            ReportSection::CaseStudies => chapters::studies(&mut blocks, report, calendar),
            ReportSection::Lessons => {
                written(&mut blocks, report, ("Lessons learned", &content.lessons));
            }
            ReportSection::Recommendations => {
                let heading = "Recommendations for continuous improvement";
                written(&mut blocks, report, (heading, &content.recommendations));
            }
            ReportSection::Own { title, text } => written(&mut blocks, report, (&title, &text)),
            ReportSection::Changes => chapters::changes(&mut blocks, report),
            ReportSection::Said => chapters::said(&mut blocks, report),
            ReportSection::Contracts => chapters::contracts(&mut blocks, report),
            ReportSection::Pounds => chapters::pounds(&mut blocks, report),
        }
    }
    licences::licences(&mut blocks, report);
    codes::codes(&mut blocks, (report, &printed), (calendar, address));
    checking::how_to_check(&mut blocks, report, calendar);
    Document {
        title: format!("Annual social value report {}", report.year),
        version: version(report),
        organisation: content.organisation.name.clone(),
        facts: facts(report, calendar, address),
        blocks,
    }
}

fn version(report: &AnnualReport) -> String {
    match &report.seal {
        Some(seal) => format!("Signed off {}", day(seal.report.signed_off.at)),
        None => "DRAFT, not signed off".to_owned(),
    }
}

fn day(at: Timestamp) -> String {
    in_words(crate::app::date_of(at))
}

fn fact(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

fn facts(report: &AnnualReport, calendar: Calendar, address: &str) -> Vec<(String, String)> {
    let content = &report.content;
    let (good, rated) = targets_met(report, &report.printed(Reader::Outside));
    let entries: i64 = content
        .outcomes
        .measures()
        .map(|measure| measure.entries)
        .sum();
    let mut facts = vec![
        fact("Year", content.year.clone()),
        fact("Period", period(calendar, report.year)),
        fact(
            "Signed quarterly returns",
            format!("{} of 4", content.returns.len()),
        ),
        fact("Targets met (rated Good)", format!("{good} of {rated}")),
        fact(
            "Measures reported",
            content.outcomes.measures().count().to_string(),
        ),
        fact(
            "Ledger entries behind the figures",
            quantity(entries.saturating_mul(1000)),
        ),
    ];
    if let Some(prepared) = &report.prepared {
        facts.push(fact(
            "Prepared by",
            format!("{}, {}", prepared.by, day(prepared.at)),
        ));
    }
    match &report.seal {
        Some(seal) => {
            let signed = &seal.report.signed_off;
            let words = format!("{}, {}, {}", signed.by, signed.role, day(signed.at));
            facts.push(fact("Signed off by", words));
            facts.push(fact("Signed at", crate::app::instant_in_words(signed.at)));
        }
        None => facts.push(fact("State", "DRAFT: nobody has signed this report off")),
    }
    facts.extend(report.restated.iter().map(|one| {
        let (title, on) = (&one.title, &one.signed_on);
        let words = format!("{title}, signed off on {on}: {address}{}", one.href);
        fact("Restated since, and not in this report", words)
    }));
    facts
}

/// Somebody's words with their figures, a paragraph each.
fn words(report: &AnnualReport, text: &str) -> impl Iterator<Item = Block> {
    let text = report.content.with_figures(text);
    paragraphs(&text).into_iter().map(Block::paragraph)
}

/// A written section.
fn written(blocks: &mut Vec<Block>, report: &AnnualReport, (heading, text): (&str, &str)) {
    blocks.push(Block::heading(1, heading));
    if text.is_empty() {
        blocks.push(Block::paragraph("Nothing is written yet."));
    }
    blocks.extend(words(report, text));
}

fn table(caption: &str, headings: &[&str], numbers: &[usize], rows: Vec<Vec<String>>) -> Block {
    Block::Table {
        caption: caption.to_owned(),
        headings: headings
            .iter()
            .map(|heading| (*heading).to_owned())
            .collect(),
        rows,
        numbers: numbers.to_vec(),
    }
}
