//! The last chapter: the seals, and who stands behind each.

use super::super::content::AnnualReport;
use super::super::figures::quarter_title;
use super::{day, fact};
use documents::Block;
use domain::calendar::{Calendar, in_words};
use domain::reports::{ReportReturn, hex};

const HOW: &str = "Each quarterly return was prepared by one person, reviewed by another and signed off by somebody who did not prepare it; its exact content was sealed with the SHA-256 below. The sealed data of each return and of this report can be taken from the system as files: the SHA-256 of a file must be the one printed here, and the figures of the four returns must add up to those above.";

/// How to check the report.
pub(super) fn how_to_check(blocks: &mut Vec<Block>, report: &AnnualReport, calendar: Calendar) {
    blocks.push(Block::PageBreak);
    blocks.push(Block::heading(1, "How to check this report"));
    blocks.push(Block::paragraph(HOW));
    for signed in &report.content.returns {
        one_return(blocks, signed, calendar);
    }
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
        by: format!("{}, {}, {}", signed.by, signed.role, day(signed.at)),
    });
    blocks.push(Block::Seal {
        label: "SHA-256 of this report".to_owned(),
        sha256: hex(&seal.sha256),
    });
}

fn one_return(blocks: &mut Vec<Block>, signed: &ReportReturn, calendar: Calendar) {
    let title = quarter_title(calendar, &signed.quarter);
    let acted = |act: &domain::monitoring::SealedAct| format!("{}, {}", act.by, day(act.at));
    let off = &signed.signed_off;
    let (from, to) = (signed.period.from, signed.period.to);
    blocks.push(Block::heading(2, title.clone()));
    blocks.push(Block::Facts {
        facts: vec![
            fact("Period", format!("{} to {}", in_words(from), in_words(to))),
            fact("Prepared by", acted(&signed.prepared)),
            fact("Reviewed by", acted(&signed.reviewed)),
            fact(
                "Signed off by",
                format!("{}, {}, {}", off.by, off.role, day(off.at)),
            ),
        ],
    });
    blocks.push(Block::Seal {
        label: format!("SHA-256 of the sealed return of {title}"),
        sha256: signed.sha256.clone(),
    });
}
