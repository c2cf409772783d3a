//! The parts of a return's document: themes, breakdowns, adjustments, questions.

use super::codes::adjustment_codes;
use crate::figure_codes::printed_code;
use crate::monitoring::evidence_meter::{BY_GRADE, grade_lines};
use crate::monitoring::view::{printed_coverage, printed_rating, quantity};
use crate::pictures::{self, Pictured};
use charts::Chart;
use documents::Block;
use domain::disclosure::{self, Cell, Printed};
use domain::monitoring::{PrintedReturn, SealedMeasure, SealedReturn, SealedTheme};

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

pub(super) fn theme_blocks(sealed: &SealedReturn, printed: &PrintedReturn) -> Vec<Block> {
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
            blocks.push(figures_table(&title, &of, printed));
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

fn figures_table(title: &str, of: &[&SealedMeasure], printed: &PrintedReturn) -> Block {
    let rows = of
        .iter()
        .map(|measure| measure_row(measure, &printed.measure(measure.id)));
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
        rows.collect(),
        &[1, 2, 3, 4, 5],
    )
}

fn measure_row(measure: &SealedMeasure, printed: &Printed) -> Vec<String> {
    let (_, rated) = printed_rating(measure, printed);
    let target = measure.target_thousandths.map(quantity);
    vec![
        format!("{} {} ({})", measure.code, measure.title, measure.unit),
        target.unwrap_or_else(|| "None".to_owned()),
        printed.words(&Cell::Evidenced, measure.evidenced_thousandths),
        printed.words(&Cell::Additional, measure.additional_thousandths),
        printed.words(&Cell::Unevidenced, measure.unevidenced_thousandths),
        printed_coverage(measure, printed),
        rated.to_owned(),
    ]
}

pub(super) fn table(
    caption: &str,
    headings: &[&str],
    rows: Vec<Vec<String>>,
    numbers: &[usize],
) -> Block {
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

/// The rows of a measure by area, by partner and by grade: the measure, the name of the part, its quantity
/// and its code; of a grade its share too.
fn parts(measure: &SealedMeasure, printed: &Printed, sha256: &[u8; 32]) -> [Vec<Vec<String>>; 3] {
    let named = format!("{} ({})", measure.code, measure.unit);
    let code = |cell| printed_code(Some(sha256), (measure.id, None, cell), printed);
    let part = |name: String, cell: Cell, thousandths: i64| {
        let quantity = printed.words(&cell, thousandths);
        vec![named.clone(), name, quantity, code(cell)]
    };
    let areas = measure.by_area.iter().map(|of| {
        let cell = Cell::Area(of.code.clone());
        part(of.place(), cell, of.thousandths)
    });
    let partners = measure
        .by_partner
        .iter()
        .map(|of| part(of.name.clone(), Cell::partner(of.id), of.thousandths));
    let grades = grade_lines(&measure.by_grade, printed)
        .into_iter()
        .map(|line| {
            vec![
                named.clone(),
                line.name,
                line.quantity,
                line.share,
                code(line.cell),
            ]
        });
    [areas.collect(), partners.collect(), grades.collect()]
}

/// The pictures by area, by partner and by evidence.
fn drawn(sealed: &SealedReturn, printed: &PrintedReturn) -> [Vec<Chart>; 3] {
    let measures: Vec<Pictured> = sealed
        .measures
        .iter()
        .map(|measure| Pictured::of(measure, &printed.measure(measure.id)))
        .collect();
    pictures::for_a_document("All quantity by its strongest evidence", &measures)
}

/// The headings of the breakdowns; the numbers stand between the name of a part and its code.
const AREAS: &[&str] = &["Measure", "Area", "Quantity", "Code"];
const PARTNERS: &[&str] = &["Measure", "Partner", "Quantity", "Code"];
const GRADES: &[&str] = &["Measure", "Evidence", "Quantity", "Share", "Code"];

pub(super) fn breakdown_blocks(
    sealed: &SealedReturn,
    (printed, sha256): (&PrintedReturn, &[u8; 32]),
) -> Vec<Block> {
    let (mut areas, mut partners, mut grades) = (Vec::new(), Vec::new(), Vec::new());
    for measure in &sealed.measures {
        let [by_area, by_partner, by_grade] = parts(measure, &printed.measure(measure.id), sha256);
        areas.extend(by_area);
        partners.extend(by_partner);
        grades.extend(by_grade);
    }
    let mut blocks = Vec::new();
    let [of_areas, of_partners, of_grades] = drawn(sealed, printed);
    for (title, caption, headings, rows, charts) in [
        ("By area", "Evidenced by area", AREAS, areas, of_areas),
        (
            "By partner",
            "Evidenced by partner",
            PARTNERS,
            partners,
            of_partners,
        ),
        ("By evidence", BY_GRADE, GRADES, grades, of_grades),
    ] {
        if !rows.is_empty() {
            blocks.push(Block::heading(1, title));
            blocks.extend(charts.into_iter().flat_map(pictures::blocks));
            let numbers: Vec<usize> = (2..headings.len() - 1).collect();
            blocks.push(table(caption, headings, rows, &numbers));
        }
    }
    if printed.keeps_back() {
        blocks.push(Block::paragraph(disclosure::SENTENCE));
    }
    blocks
}

pub(super) fn adjustment_blocks(
    sealed: &SealedReturn,
    (printed, sha256): (&PrintedReturn, &[u8; 32]),
) -> Vec<Block> {
    if sealed.adjustments.is_empty() {
        return Vec::new();
    }
    let codes = adjustment_codes(sealed, (printed, sha256));
    let adjustments = sealed.adjustments.iter().zip(&printed.adjustments);
    let rows = adjustments
        .zip(codes)
        .map(|((adjustment, quantity), code)| {
            vec![
                adjustment.quarter.clone(),
                adjustment.code.clone(),
                quantity.clone(),
                code,
            ]
        });
    vec![
        Block::heading(1, "Adjustments"),
        Block::paragraph(
            "Part of the figures above belongs by its date to quarters that were signed off before.",
        ),
        table(
            "Adjustments of earlier quarters",
            &["Belongs to", "Measure", "Quantity", "Code"],
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
