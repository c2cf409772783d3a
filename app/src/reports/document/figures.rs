//! The chapters of figures: what was reached theme by theme, where, with whom, and what came late.

use super::super::content::AnnualReport;
use super::super::figures::{
    self, EXACT, coverage, named, named_with_unit, printed_rating, quarter_title, target,
};
use super::super::show::rated_from;
use super::codes::sha256;
use super::table;
use crate::figure_codes::printed_code;
use crate::monitoring::{shares_if, shares_table};
use crate::pictures;
use documents::Block;
use domain::calendar::Calendar;
use domain::disclosure::{self, Cell};
use domain::ledger::Grade;
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
        let by_grade = theme.measures.iter().map(|measure| {
            let may_print = printed.measure(measure.id).prints_grades().then_some(());
            let shares = shares_if(&measure.by_grade, may_print);
            std::iter::once(named(measure)).chain(shares).collect()
        });
        blocks.push(shares_table(&title, by_grade.collect()));
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

/// The caption of a table, what its parts are and what it counts.
const WHERE: [&str; 3] = ["Evidenced quantities by area", "Area", "Evidenced"];
const WITH_WHOM: [&str; 3] = ["Evidenced quantities by partner", "Partner", "Evidenced"];
/// By evidence, all quantity is told apart, evidenced or not.
const HOW: [&str; 3] = [
    "All quantities by their strongest evidence",
    "Evidence",
    "Quantity",
];

pub(super) fn where_and_with_whom(
    blocks: &mut Vec<Block>,
    (report, printed): (&AnnualReport, &PrintedReport),
) {
    let (mut areas, mut partners, mut grades) = (Vec::new(), Vec::new(), Vec::new());
    for measure in report.content.outcomes.measures() {
        let year = printed.measure(measure.id).year;
        let row = |name: &str, cell: Cell, thousandths: i64| {
            let quantity = year.words(&cell, thousandths);
            let figure = (measure.id, None, cell);
            let code = printed_code(sha256(report), figure, &year);
            vec![
                named(measure),
                name.to_owned(),
                quantity,
                measure.unit.clone(),
                code,
            ]
        };
        areas.extend(measure.by_area.iter().map(|part| {
            let cell = Cell::Area(part.code.clone());
            row(&part.place(), cell, part.thousandths)
        }));
        partners.extend(measure.by_partner.iter().map(|part| {
            let cell = Cell::partner(part.id);
            row(&part.name, cell, part.thousandths)
        }));
        let told = printed.measure(measure.id);
        let by_grade = by_grade(measure, &told);
        grades.extend(by_grade.map(|(name, quantity)| grade_row(measure, name, quantity)));
    }
    let [of_areas, of_partners, of_grades] = figures::drawn(&report.content.outcomes, printed);
    for (heading, [caption, column, what], rows, charts) in [
        ("Where", WHERE, areas, of_areas),
        ("With whom", WITH_WHOM, partners, of_partners),
        ("How it is evidenced", HOW, grades, of_grades),
    ] {
        if !rows.is_empty() {
            blocks.push(Block::heading(1, heading));
            blocks.extend(charts.into_iter().flat_map(pictures::blocks));
            let headings = ["Measure", column, what, "Unit", "Code"];
            blocks.push(table(caption, &headings, &[2], rows));
        }
    }
    if printed.keeps_back() {
        blocks.push(Block::paragraph(disclosure::SENTENCE));
    }
}

/// What there is of each grade of evidence, as it is printed.
fn by_grade(
    measure: &MeasureYear,
    printed: &PrintedYear,
) -> impl Iterator<Item = (&'static str, String)> {
    let parts = measure.by_grade.iter();
    let keeps_back = printed.keeps_back();
    parts.filter_map(move |part| {
        let name = Grade::from_number(part.grade)?.name();
        let quantity = if keeps_back {
            figures::NOT_SHOWN.to_owned()
        } else {
            figures::quantity(part.thousandths)
        };
        Some((name, quantity))
    })
}

/// A part by evidence; its figure has no code of its own.
fn grade_row(measure: &MeasureYear, name: &str, quantity: String) -> Vec<String> {
    vec![
        named(measure),
        name.to_owned(),
        quantity,
        measure.unit.clone(),
        String::new(),
    ]
}
