//! The parts of a return's document: themes, breakdowns, adjustments, questions.

use crate::monitoring::view::{coverage, quantity, rating};
use documents::Block;
use domain::disclosure;
use domain::ledger::Grade;
use domain::monitoring::{SealedMeasure, SealedReturn, SealedTheme};

const NOTHING: &str = "No targets and no entries in this quarter.";

fn sealed_themes(sealed: &SealedReturn) -> Vec<&SealedTheme> {
    let mut found: Vec<&SealedTheme> = Vec::new();
    let measured = sealed.measures.iter().map(|measure| &measure.theme);
    let marked = sealed.elsewhere.iter().map(|mark| &mark.theme);
    for theme in measured.chain(marked) {
        if !found.contains(&theme) {
            found.push(theme);
        }
    }
    found
}

pub(super) fn theme_blocks(sealed: &SealedReturn) -> Vec<Block> {
    let mut blocks = Vec::new();
    for theme in sealed_themes(sealed) {
        let title = theme.title.clone();
        blocks.push(Block::heading(2, &*title));
        let mut marks = sealed.elsewhere.iter();
        if let Some(mark) = marks.find(|mark| mark.theme == *theme) {
            blocks.push(Block::paragraph(mark.words()));
        }
        let of: Vec<&SealedMeasure> = sealed
            .measures
            .iter()
            .filter(|measure| measure.theme == *theme)
            .collect();
        if of.is_empty() {
            blocks.push(Block::paragraph(NOTHING));
        } else {
            blocks.push(figures_table(&title, &of));
        }
        for remark in sealed
            .remarks
            .iter()
            .filter(|remark| remark.theme == *theme)
        {
            blocks.push(Block::Quote {
                text: remark.remark.clone(),
                by: "The Social Value Lead’s remark".to_owned(),
            });
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::paragraph(NOTHING));
    }
    blocks
}

fn figures_table(title: &str, of: &[&SealedMeasure]) -> Block {
    table(
        &format!("{title}: figures of the quarter"),
        &[
            "Measure",
            "Target",
            "Evidenced",
            "Additional",
            "Not evidenced",
            "Coverage",
            "Rating",
        ],
        of.iter().map(|measure| measure_row(measure)).collect(),
        &[1, 2, 3, 4, 5],
    )
}

fn measure_row(measure: &SealedMeasure) -> Vec<String> {
    let (_, rated) = rating(measure.rating.as_deref());
    let target = measure.target_thousandths.map(quantity);
    vec![
        format!("{} {} ({})", measure.code, measure.title, measure.unit),
        target.unwrap_or_else(|| "None".to_owned()),
        quantity(measure.evidenced_thousandths),
        quantity(measure.additional_thousandths),
        quantity(measure.unevidenced_thousandths),
        coverage(
            measure.evidenced_thousandths,
            measure.unevidenced_thousandths,
        ),
        if rated.is_empty() { "No target" } else { rated }.to_owned(),
    ]
}

fn table(caption: &str, headings: &[&str], rows: Vec<Vec<String>>, numbers: &[usize]) -> Block {
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

/// The evidenced quantity of a measure by area and by partner, as it is printed.
fn parts(measure: &SealedMeasure) -> [Vec<(String, String)>; 2] {
    let areas = measure.by_area.iter();
    let areas = areas.map(|part| (part.name.clone(), part.thousandths));
    let partners = measure.by_partner.iter();
    let partners = partners.map(|part| (part.name.clone(), part.thousandths));
    let (area_names, areas): (Vec<_>, Vec<_>) = areas.unzip();
    let (partner_names, partners): (Vec<_>, Vec<_>) = partners.unzip();
    let total = measure.evidenced_thousandths;
    let printed = disclosure::printed(&measure.unit, total, &[areas, partners], quantity);
    let mut printed = printed.into_iter();
    [area_names, partner_names].map(|names| {
        let quantities = printed.next().unwrap_or_default();
        names.into_iter().zip(quantities).collect()
    })
}

fn grades(measure: &SealedMeasure) -> Vec<(String, String)> {
    let parts = measure.by_grade.iter().filter_map(|part| {
        let grade = Grade::from_number(part.grade)?.name().to_owned();
        Some((grade, quantity(part.thousandths)))
    });
    parts.collect()
}

pub(super) fn breakdown_blocks(sealed: &SealedReturn) -> Vec<Block> {
    let (mut areas, mut partners, mut by_grade) = (Vec::new(), Vec::new(), Vec::new());
    let mut has_people = None;
    for measure in &sealed.measures {
        let row = |(name, quantity): (String, String)| {
            vec![
                format!("{} ({})", measure.code, measure.unit),
                name,
                quantity,
            ]
        };
        let [by_area, by_partner] = parts(measure);
        if disclosure::counts_people(&measure.unit) && !by_area.is_empty() {
            has_people = Some(());
        }
        areas.extend(by_area.into_iter().map(row));
        partners.extend(by_partner.into_iter().map(row));
        by_grade.extend(grades(measure).into_iter().map(row));
    }
    let mut blocks = Vec::new();
    for (title, caption, of, rows) in [
        ("By area", "Evidenced by area", "Area", areas),
        ("By partner", "Evidenced by partner", "Partner", partners),
        (
            "By evidence",
            "All quantity by its strongest evidence",
            "Evidence",
            by_grade,
        ),
    ] {
        if !rows.is_empty() {
            blocks.push(Block::heading(1, title));
            blocks.push(table(caption, &["Measure", of, "Quantity"], rows, &[2]));
        }
    }
    if has_people.is_some() {
        blocks.push(Block::paragraph(disclosure::SENTENCE));
    }
    blocks
}

pub(super) fn adjustment_blocks(sealed: &SealedReturn) -> Vec<Block> {
    if sealed.adjustments.is_empty() {
        return Vec::new();
    }
    let rows = sealed.adjustments.iter().map(|adjustment| {
        vec![
            adjustment.quarter.clone(),
            adjustment.code.clone(),
            quantity(adjustment.thousandths),
        ]
    });
    vec![
        Block::heading(1, "Adjustments"),
        Block::paragraph(
            "Part of the figures above belongs by its date to quarters that were signed off before.",
        ),
        table(
            "Adjustments of earlier quarters",
            &["Belongs to", "Measure", "Quantity"],
            rows.collect(),
            &[2],
        ),
    ]
}

pub(super) fn question_blocks(sealed: &SealedReturn) -> Vec<Block> {
    if sealed.questions.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(1, "Questions and answers")];
    for question in &sealed.questions {
        blocks.push(Block::Quote {
            text: question.question.clone(),
            by: question.asked_by.clone(),
        });
        blocks.push(Block::Quote {
            text: question.answer.clone(),
            by: question.answered_by.clone(),
        });
    }
    blocks
}
