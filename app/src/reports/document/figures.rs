//! The chapters of figures: what was reached theme by theme, where, with whom, and what came late.

use super::super::content::AnnualReport;
use super::super::figures::{
    self, EXACT, coverage, named, named_with_unit, printed_rating, quarter_title, target,
};
use super::super::show::rated_from;
use super::codes::sha256;
use super::table;
use crate::figure_codes::printed_code;
use crate::monitoring::{BY_GRADE, grade_lines};
use crate::pictures;
use documents::Block;
use domain::calendar::Calendar;
use domain::disclosure::{self, Cell, Printed};
use domain::reports::{MeasureYear, PrintedReport, PrintedYear, ThemeYear};

pub(super) fn outcomes(
    blocks: &mut Vec<Block>,
    (report, printed): (&AnnualReport, &PrintedReport),
    calendar: Calendar,
) {
    let outcomes = &report.content.outcomes;
    blocks.push(Block::heading(1, "Outcomes achieved"));
    if outcomes.themes.is_empty() {
        blocks.push(Block::paragraph(
            "No return of the year is signed yet, so there are no figures.",
        ));
        return;
    }
    blocks.push(Block::paragraph(EXACT));
    blocks.push(Block::paragraph(rated_from(outcomes.rated_from_percent)));
    for theme in &outcomes.themes {
        theme_blocks(blocks, theme, (report, printed), calendar);
    }
}

fn theme_blocks(
    blocks: &mut Vec<Block>,
    theme: &ThemeYear,
    (report, printed): (&AnnualReport, &PrintedReport),
    calendar: Calendar,
) {
    let title = theme.theme.title.clone();
    blocks.push(Block::heading(2, title.clone()));
    if let Some(mark) = &theme.elsewhere {
        blocks.push(Block::paragraph(mark.words()));
    }
    let from = report.content.outcomes.rated_from_percent;
    if let Some(chart) = figures::chart(theme, printed, from) {
        blocks.extend(pictures::blocks(chart));
    }
    let rows = theme.measures.iter().map(|measure| {
        let printed = printed.measure(measure.id);
        let (_, rating) = printed_rating(measure, &printed.year);
        vec![
            named_with_unit(measure),
            target(measure),
            evidenced(measure, &printed),
            rating.to_owned(),
        ]
    });
    if !theme.measures.is_empty() {
        blocks.push(table(
            &format!("{title}: targets and ratings"),
            &["Measure", "Target", "Evidenced", "Rating"],
            &[1, 2],
            rows.collect(),
        ));
        blocks.push(evidence_table(&title, theme, printed));
        blocks.push(quarters_table(&title, theme, (report, printed), calendar));
    }
    for remark in &theme.remarks {
        blocks.push(Block::Quote {
            text: remark.remark.clone(),
            by: format!(
                "Remark in the return of {}",
                quarter_title(calendar, &remark.quarter)
            ),
        });
    }
}

fn evidence_table(title: &str, theme: &ThemeYear, printed: &PrintedReport) -> Block {
    let rows = theme.measures.iter().map(|measure| {
        let printed = printed.measure(measure.id);
        let words = |cell, thousandths| printed.year.words(&cell, thousandths);
        vec![
            named(measure),
            evidenced(measure, &printed),
            words(Cell::Additional, measure.additional_thousandths),
            words(Cell::Unevidenced, measure.unevidenced_thousandths),
            coverage(measure, &printed.year),
        ]
    });
    table(
        &format!("{title}: additionality and evidence"),
        &[
            "Measure",
            "Evidenced",
            "Of that, additional",
            "Without enough evidence",
            "Coverage",
        ],
        &[1, 2, 3, 4],
        rows.collect(),
    )
}

fn quarters_table(
    title: &str,
    theme: &ThemeYear,
    (report, printed): (&AnnualReport, &PrintedReport),
    calendar: Calendar,
) -> Block {
    let returns = &report.content.returns;
    let numbers = returns
        .iter()
        .filter_map(|signed| calendar.quarter(&signed.quarter));
    let quarters: Vec<String> = numbers
        .map(|quarter| format!("Quarter {}", quarter.number()))
        .collect();
    let headings: Vec<&str> = ["Measure"]
        .into_iter()
        .chain(quarters.iter().map(String::as_str))
        .chain(["Year"])
        .collect();
    let rows = theme.measures.iter().map(|measure| {
        let printed = printed.measure(measure.id);
        let parts = measure.quarters.iter().map(|part| {
            let quarter = printed.quarter(&part.quarter);
            quarter.words(&Cell::Evidenced, part.evidenced_thousandths)
        });
        let mut row = vec![named(measure)];
        row.extend(parts);
        row.push(evidenced(measure, &printed));
        row
    });
    let numbers: Vec<usize> = (1..headings.len()).collect();
    table(
        &format!("{title} by quarter, evidenced"),
        &headings,
        &numbers,
        rows.collect(),
    )
}

fn evidenced(measure: &MeasureYear, printed: &PrintedYear) -> String {
    let cell = Cell::Evidenced;
    printed.year.words(&cell, measure.evidenced_thousandths)
}

/// The headings of the breakdowns; the numbers stand between the name of a part and its unit.
const WHERE: &[&str] = &["Measure", "Area", "Evidenced", "Unit", "Code"];
const WITH_WHOM: &[&str] = &["Measure", "Partner", "Evidenced", "Unit", "Code"];
/// By evidence, all quantity is told apart, evidenced or not.
const HOW: &[&str] = &["Measure", "Evidence", "Quantity", "Share", "Unit", "Code"];

/// The rows of a measure by area, by partner and by grade.
fn parts(
    measure: &MeasureYear,
    printed: &Printed,
    sha256: Option<&[u8; 32]>,
) -> [Vec<Vec<String>>; 3] {
    let unit = || measure.unit.clone();
    let code = |cell| printed_code(sha256, (measure.id, None, cell), printed);
    let part = |name: String, cell: Cell, thousandths: i64| {
        let quantity = printed.words(&cell, thousandths);
        vec![named(measure), name, quantity, unit(), code(cell)]
    };
    let areas = measure.by_area.iter().map(|of| {
        let cell = Cell::Area(of.code.clone());
        part(of.place(), cell, of.thousandths)
    });
    let partners = measure.by_partner.iter();
    let partners = partners.map(|of| part(of.name.clone(), Cell::partner(of.id), of.thousandths));
    let grades = grade_lines(&measure.by_grade, printed).into_iter();
    let grades = grades.map(|line| {
        let figures = [line.name, line.quantity, line.share];
        let of = [named(measure)].into_iter().chain(figures);
        of.chain([unit(), code(line.cell)]).collect()
    });
    [areas.collect(), partners.collect(), grades.collect()]
}

pub(super) fn where_and_with_whom(
    blocks: &mut Vec<Block>,
    (report, printed): (&AnnualReport, &PrintedReport),
) {
    let (mut areas, mut partners, mut grades) = (Vec::new(), Vec::new(), Vec::new());
    for measure in report.content.outcomes.measures() {
        let year = printed.measure(measure.id).year;
        let [by_area, by_partner, by_grade] = parts(measure, &year, sha256(report));
        areas.extend(by_area);
        partners.extend(by_partner);
        grades.extend(by_grade);
    }
    let [of_areas, of_partners, of_grades] = figures::drawn(&report.content.outcomes, printed);
    let (by_area, by_partner) = (
        "Evidenced quantities by area",
        "Evidenced quantities by partner",
    );
    for (heading, caption, headings, rows, charts) in [
        ("Where", by_area, WHERE, areas, of_areas),
        ("With whom", by_partner, WITH_WHOM, partners, of_partners),
        ("How it is evidenced", BY_GRADE, HOW, grades, of_grades),
    ] {
        if !rows.is_empty() {
            blocks.push(Block::heading(1, heading));
            blocks.extend(charts.into_iter().flat_map(pictures::blocks));
            let numbers: Vec<usize> = (2..headings.len() - 2).collect();
            blocks.push(table(caption, headings, &numbers, rows));
        }
    }
    if printed.keeps_back() {
        blocks.push(Block::paragraph(disclosure::SENTENCE));
    }
}
