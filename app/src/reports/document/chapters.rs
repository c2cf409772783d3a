//! The made chapters: case studies, what is proposed, what was said and done, contracts, and the year in
//! pounds. A chapter with nothing in it is left out.

use super::super::annex::{self, ContractShown};
use super::super::content::AnnualReport;
use super::super::figures::quarter_title;
use super::super::proposals::{about, sets};
use super::table;
use documents::Block;
use domain::calendar::Calendar;
use domain::disclosure::{self, Reader};
use domain::reports::{PoundsRatio, PoundsRow, PoundsTable};

/// What is proposed for the next year.
pub(super) fn changes(blocks: &mut Vec<Block>, report: &AnnualReport) {
    let content = &report.content;
    blocks.push(Block::heading(
        1,
        format!("Proposed changes for {}", report.year.next()),
    ));
    if content.proposed_changes.is_empty() {
        blocks.push(Block::paragraph(
            "No change to outcomes and measures is proposed.",
        ));
        return;
    }
    let rows = content.proposed_changes.iter().map(|change| {
        let sets = sets(report, change);
        let proposal = if sets.is_empty() {
            change.proposal.clone()
        } else {
            format!("{}\n{sets}", change.proposal)
        };
        vec![about(report, change), proposal, change.reason.clone()]
    });
    blocks.push(table(
        "Proposed changes to outcomes and measures",
        &["About", "Proposal", "Reason"],
        &[],
        rows.collect(),
    ));
}

/// What was said and what was done about it.
pub(super) fn said(blocks: &mut Vec<Block>, report: &AnnualReport) {
    let said = &report.content.said;
    if said.is_empty() {
        return;
    }
    blocks.push(Block::heading(1, "You said, we did"));
    let rows = said
        .iter()
        .map(|one| vec![one.said.clone(), one.did.clone()]);
    blocks.push(table(
        "From feedback and consultations of the year",
        &["You said", "We did"],
        &[],
        rows.collect(),
    ));
}

/// The case studies of the year.
pub(super) fn studies(blocks: &mut Vec<Block>, report: &AnnualReport, calendar: Calendar) {
    let told = &report.content.case_studies;
    if told.is_empty() {
        return;
    }
    blocks.push(Block::heading(1, "Case studies of the year"));
    for one in told {
        blocks.push(Block::heading(2, one.study.title.clone()));
        blocks.push(Block::Quote {
            text: one.study.story.clone(),
            by: format!(
                "{}, {}",
                one.study.about(),
                quarter_title(calendar, &one.quarter)
            ),
        });
    }
}

/// What was evidenced under each contract.
pub(super) fn contracts(blocks: &mut Vec<Block>, report: &AnnualReport) {
    let contracts = annex::contracts(report, Reader::Outside);
    if contracts.is_empty() {
        return;
    }
    blocks.push(Block::heading(1, "Contracts"));
    blocks.push(Block::paragraph(annex::NOTE));
    for contract in &contracts {
        contract_blocks(blocks, contract);
    }
    if report.contracts_printed(Reader::Outside).keeps_back() {
        blocks.push(Block::paragraph(disclosure::SENTENCE));
    }
}

fn contract_blocks(blocks: &mut Vec<Block>, contract: &ContractShown) {
    blocks.push(Block::heading(2, contract.name.clone()));
    blocks.push(Block::Facts {
        facts: vec![
            ("Funding stream".to_owned(), contract.stream.clone()),
            ("Runs".to_owned(), contract.dates.clone()),
        ],
    });
    if contract.rows.is_empty() {
        blocks.push(Block::paragraph(
            "Nothing evidenced names this contract in the signed quarters.",
        ));
        return;
    }
    let rows = contract.rows.iter().map(|row| {
        vec![
            format!("{} ({})", row.measure, row.unit),
            row.evidenced.clone(),
            row.additional.clone(),
            row.core.clone(),
        ]
    });
    blocks.push(table(
        &format!("{}: evidenced quantities", contract.name),
        &[
            "Measure",
            "Evidenced",
            "Of that, additional",
            "Of that, core",
        ],
        &[1, 2, 3],
        rows.collect(),
    ));
    let rows = contract.areas.iter().map(|row| row.to_vec());
    blocks.push(table(
        &format!("{}: by area", contract.name),
        &["Measure", "Area", "Evidenced", "Unit"],
        &[2],
        rows.collect(),
    ));
}

/// The year in pounds, never the headline.
pub(super) fn pounds(blocks: &mut Vec<Block>, report: &AnnualReport) {
    let Some(pounds) = &report.content.pounds else {
        return;
    };
    blocks.push(Block::heading(1, "In pounds"));
    blocks.push(Block::paragraph(format!(
        "Pounds say less than the quantities above: they rest on values and assumptions. Rates: {}; {}. {}",
        pounds.rates, pounds.first_year, pounds.rounding
    )));
    if pounds.left_out > 0 {
        blocks.push(Block::paragraph(format!(
            "Rows left out, because their number of people is kept back: {}. They are in no sum.",
            pounds.left_out
        )));
    }
    for of in &pounds.tables {
        pounds_table(blocks, of);
    }
    if let Some(ratio) = &pounds.ratio {
        per_pound(blocks, ratio);
    }
}

fn pounds_table(blocks: &mut Vec<Block>, of: &PoundsTable) {
    blocks.push(Block::heading(2, of.caption.clone()));
    blocks.push(Block::paragraph(of.note.clone()));
    let row = |row: &PoundsRow| {
        vec![
            format!("{}\n{}", row.measure, row.quarter),
            format!("{} at {}", row.quantity, row.value),
            row.gross.clone(),
            row.net.clone(),
            row.present.clone(),
        ]
    };
    let mut rows: Vec<Vec<String>> = of.rows.iter().map(row).collect();
    rows.push(vec![
        "Sum of the rows".to_owned(),
        String::new(),
        of.gross.clone(),
        of.net.clone(),
        of.present.clone(),
    ]);
    blocks.push(table(
        &of.caption,
        &[
            "Measure and quarter",
            "Quantity and value of one",
            "Gross",
            "Net",
            "Net, discounted",
        ],
        &[2, 3, 4],
        rows,
    ));
    let workings = of
        .rows
        .iter()
        .map(|row| format!("{}, {}: {}", row.measure, row.quarter, row.working));
    blocks.push(Block::List {
        items: workings.collect(),
    });
}

fn per_pound(blocks: &mut Vec<Block>, ratio: &PoundsRatio) {
    blocks.push(Block::heading(2, "For each pound invested"));
    blocks.push(Block::paragraph(format!(
        "For each pound of the {} invested, {} of net, discounted value. How the account answers the principles of social value:",
        ratio.invested, ratio.per_pound
    )));
    blocks.push(Block::Facts {
        facts: ratio.principles.clone(),
    });
}
