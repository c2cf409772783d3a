//! The parts of a return's document that stand beside its figures: explanations, case studies, lateness, who
//! agreed, and what a restatement replaces.

use super::blocks::table;
use super::{day, fact};
use crate::monitoring::view::{late_words, quantity};
use documents::Block;
use domain::disclosure::Cell;
use domain::monitoring::{
    PrintedReturn, SealedMeasure, SealedPart, SealedRecovery, SealedRestates, SealedReturn,
};

pub(super) fn beside_blocks(sealed: &SealedReturn, printed: &PrintedReturn) -> Vec<Block> {
    let mut blocks = Vec::new();
    variances(&mut blocks, sealed);
    let studies = &sealed.beside.case_studies;
    if !studies.is_empty() {
        blocks.push(Block::heading(1, "Case studies"));
    }
    for study in studies {
        blocks.push(Block::heading(2, &*study.title));
        blocks.push(Block::Quote {
            text: study.story.clone(),
            by: study.about(),
        });
    }
    let late = &sealed.beside.late;
    if !late.is_empty() {
        blocks.push(Block::heading(1, "Why it came late"));
        let facts = late.iter().map(|one| {
            let reason = format!("{} ({})", one.reason, one.by);
            (late_words(one), reason)
        });
        blocks.push(Block::Facts {
            facts: facts.collect(),
        });
    }
    if let Some(restates) = &sealed.beside.restates {
        restated(&mut blocks, restates, printed);
    }
    blocks
}

fn variances(blocks: &mut Vec<Block>, sealed: &SealedReturn) {
    let variances = &sealed.beside.variances;
    if variances.is_empty() {
        return;
    }
    blocks.push(Block::heading(
        1,
        "Below target: what happened and what is done",
    ));
    let rows = variances.iter().map(|one| {
        let actions: Vec<String> = one.actions.iter().map(SealedRecovery::words).collect();
        vec![
            format!("{} {}", one.code, one.title),
            one.happened.clone(),
            actions.join("; "),
        ]
    });
    blocks.push(table(
        "Explanations and recovery actions",
        &[
            "Measure",
            "What happened",
            "What is done, by whom, until when",
        ],
        rows.collect(),
        &[],
    ));
}

/// Who agreed, when it was more than one or for somebody else.
pub(super) fn agreed_facts(sealed: &SealedReturn) -> Vec<(String, String)> {
    let beside = &sealed.beside;
    let quorum = beside
        .quorum
        .map(|quorum| fact("Had to agree", quorum.to_string()));
    let agreed = beside.agreements.iter().map(|one| {
        let words = format!("{}, {}", one.who(), day(one.agreed.at));
        fact("Agreed", words)
    });
    quorum.into_iter().chain(agreed).collect()
}

/// What a restatement replaces, and why.
pub(super) fn restated_facts(sealed: &SealedReturn) -> Vec<(String, String)> {
    let Some(restates) = &sealed.beside.restates else {
        return Vec::new();
    };
    vec![
        fact("Edition", restates.edition.to_string()),
        fact("Replaces", restates.replaces.clone()),
        fact("Seal of what it replaces", restates.replaces_sha256.clone()),
        fact("Why it was restated", restates.reason.clone()),
    ]
}

fn row(
    (words, quarter): (&str, &str),
    measure: &SealedMeasure,
    printed: &PrintedReturn,
) -> Vec<String> {
    let shown = printed.measure(measure.id);
    let cells = [Cell::Evidenced, Cell::Unevidenced];
    let [evidenced, unevidenced] = if cells.iter().all(|cell| shown.is_exact(cell)) {
        [
            measure.evidenced_thousandths,
            measure.unevidenced_thousandths,
        ]
        .map(quantity)
    } else {
        ["not shown", "not shown"].map(str::to_owned)
    };
    vec![
        format!("{} ({})", measure.code, measure.unit),
        format!("{words} {quarter}"),
        evidenced,
        unevidenced,
    ]
}

fn rows(words: &str, parts: &[SealedPart], printed: &PrintedReturn) -> Vec<Vec<String>> {
    let of = parts.iter().flat_map(|part| {
        let measures = part.measures.iter();
        measures.map(|measure| row((words, &part.quarter), measure, printed))
    });
    of.collect()
}

fn restated(blocks: &mut Vec<Block>, restates: &SealedRestates, printed: &PrintedReturn) {
    blocks.push(Block::heading(1, "How the restated figures come about"));
    blocks.push(Block::paragraph(
        "The figures are those of the quarter by the dates of its entries: as they were counted, with \
         what came late and was counted in later quarters, and without what was counted here and \
         belongs to earlier ones. In the sums of a year each counts once.",
    ));
    let mut all = rows("Added: was counted in", &restates.counted_later, printed);
    all.extend(rows("Left out: belongs to", &restates.left_out, printed));
    if all.is_empty() {
        blocks.push(Block::paragraph(
            "No figure was added or left out: the words were restated.",
        ));
        return;
    }
    blocks.push(table(
        "What was added and left out",
        &["Measure", "Why", "Evidenced", "Not evidenced"],
        all,
        &[2, 3],
    ));
}
