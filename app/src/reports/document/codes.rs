//! The codes of a report's figures: of those that stand several in a row, in a chapter at the end, and of
//! each adjustment. A draft has none.

use super::super::content::AnnualReport;
use super::super::figures::named;
use super::table;
use crate::figure_codes::{chapter, printed_code};
use documents::Block;
use domain::calendar::Calendar;
use domain::disclosure::Cell;
use domain::reports::{MeasureYear, PrintedReport};

/// The SHA-256 a report's codes follow from; none for a draft.
pub(super) fn sha256(report: &AnnualReport) -> Option<&[u8; 32]> {
    report.seal.as_ref().map(|seal| &seal.sha256)
}

/// The chapter of codes.
pub(super) fn codes(
    blocks: &mut Vec<Block>,
    (report, printed): (&AnnualReport, &PrintedReport),
    (calendar, address): (Calendar, &str),
) {
    let measures: Vec<&MeasureYear> = report.content.outcomes.measures().collect();
    if sha256(report).is_none() || measures.is_empty() {
        return;
    }
    let year = measures.iter().map(|measure| {
        let of = printed.measure(measure.id).year;
        let code = |cell| printed_code(sha256(report), (measure.id, None, cell), &of);
        vec![
            named(measure),
            code(Cell::Evidenced),
            code(Cell::Additional),
            code(Cell::Unevidenced),
        ]
    });
    let headings = [
        "Measure",
        "Evidenced",
        "Of that, additional",
        "Without enough evidence",
    ];
    let year = table(
        "Codes of the year’s figures",
        &headings,
        &[],
        year.collect(),
    );
    let quarters = quarters(&measures, (report, printed), calendar);
    blocks.extend(chapter(address, vec![year, quarters]));
}

fn quarters(
    measures: &[&MeasureYear],
    (report, printed): (&AnnualReport, &PrintedReport),
    calendar: Calendar,
) -> Block {
    let returns = report.content.returns.iter();
    let names = returns.filter_map(|signed| calendar.quarter(&signed.quarter));
    let names: Vec<String> = names
        .map(|quarter| format!("Quarter {}", quarter.number()))
        .collect();
    let headings: Vec<&str> = ["Measure"]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    let rows = measures.iter().map(|measure| {
        let of = printed.measure(measure.id);
        let codes = measure.quarters.iter().map(|part| {
            let figure = (measure.id, Some(part.quarter.as_str()), Cell::Evidenced);
            printed_code(sha256(report), figure, &of.quarter(&part.quarter))
        });
        std::iter::once(named(measure)).chain(codes).collect()
    });
    let caption = "Codes of what was evidenced in each quarter";
    table(caption, &headings, &[], rows.collect())
}

/// The code of each adjustment, in their order.
pub(super) fn adjustment_codes(report: &AnnualReport, printed: &PrintedReport) -> Vec<String> {
    let outcomes = &report.content.outcomes;
    let figures = domain::figure_codes::of_report(outcomes);
    let mut late = figures
        .iter()
        .filter(|figure| matches!(figure.cell, Cell::Adjusted(_)));
    let is_of_measure = |code: &str| outcomes.measures().any(|of| of.code == code);
    let codes = outcomes.adjustments.iter().map(|adjustment| {
        let figure = is_of_measure(&adjustment.code)
            .then(|| late.next())
            .flatten();
        let code = figure.map(|figure| {
            let of = (
                figure.measure_id,
                figure.quarter.as_deref(),
                figure.cell.clone(),
            );
            printed_code(sha256(report), of, &figure.printed_in_report(printed))
        });
        code.unwrap_or_else(|| "–".to_owned())
    });
    codes.collect()
}
