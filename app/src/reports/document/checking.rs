//! The last chapter: the seals, and who stands behind each.

use super::super::content::AnnualReport;
use super::super::figures::quarter_title;
use super::{day, table};
use documents::Block;
use domain::calendar::{Calendar, in_words};
use domain::monitoring::SealedAct;
use domain::reports::{ReportReturn, hex};

const HOW: &str = "Each quarterly return was prepared by one person, reviewed by another and signed off by somebody who did not prepare it; its exact content was sealed with the SHA-256 below. The sealed data of each return and of this report can be taken from the system as files: the SHA-256 of a file must be the one printed here, and the figures of the four returns must add up to those above.";

/// How to check the report.
pub(super) fn how_to_check(blocks: &mut Vec<Block>, report: &AnnualReport, calendar: Calendar) {
    blocks.push(Block::PageBreak);
    blocks.push(Block::heading(1, "How to check this report"));
    blocks.push(Block::paragraph(HOW));
    this_report(blocks, report);
    if !report.content.returns.is_empty() {
        returns(blocks, &report.content.returns, calendar);
    }
}

fn this_report(blocks: &mut Vec<Block>, report: &AnnualReport) {
    blocks.push(Block::heading(2, "This report"));
    let Some(seal) = &report.seal else {
        blocks.push(Block::paragraph(
            "This is a DRAFT. It is not signed off and has no seal.",
        ));
        return;
    };
    let signed = &seal.report.signed_off;
    blocks.push(Block::Quote {
        text: signed.meaning.clone(),
        by: format!(
            "{}, {}, {}",
            signed.by,
            signed.role,
            crate::app::instant_in_words(signed.at)
        ),
    });
    blocks.push(Block::Seal {
        label: format!("SHA-256 of the sealed annual report {}", report.year),
        sha256: hex(&seal.sha256),
    });
}

fn returns(blocks: &mut Vec<Block>, returns: &[ReportReturn], calendar: Calendar) {
    let acted = |act: &SealedAct| format!("{}\n{}", act.by, day(act.at));
    let rows = returns.iter().map(|signed| {
        let off = &signed.signed_off;
        let (from, to) = (in_words(signed.period.from), in_words(signed.period.to));
        let title = quarter_title(calendar, &signed.quarter);
        vec![
            format!("{title}\n{from} to {to}"),
            acted(&signed.prepared),
            acted(&signed.reviewed),
            format!("{}\n{}\n{}", off.by, off.role, day(off.at)),
        ]
    });
    blocks.push(Block::heading(2, "The signed returns"));
    blocks.push(table(
        "Who prepared, reviewed and signed each return",
        &["Return", "Prepared by", "Reviewed by", "Signed off by"],
        &[],
        rows.collect(),
    ));
    for signed in returns {
        let title = quarter_title(calendar, &signed.quarter);
        blocks.push(Block::Seal {
            label: format!("SHA-256 of the sealed return of {title}"),
            sha256: signed.sha256.clone(),
        });
    }
}
