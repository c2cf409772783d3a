//! The chapters of figures: what was reached theme by theme, where, with whom, and what came late.

use super::super::content::AnnualReport;
use super::super::figures::{
    self, EXACT, coverage, named, named_code, named_with_unit, quantity, quarter_title,
    rating_words, target,
};
use super::super::show::rated_from;
use super::table;
use documents::Block;
use domain::calendar::Calendar;
use domain::disclosure;
use domain::reports::{MeasureYear, ReportReturn, ThemeYear};

pub(super) fn outcomes(blocks: &mut Vec<Block>, report: &AnnualReport, calendar: Calendar) {
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
        theme_blocks(blocks, theme, report, calendar);
    }
}

fn theme_blocks(
    blocks: &mut Vec<Block>,
    theme: &ThemeYear,
    report: &AnnualReport,
    calendar: Calendar,
) {
    let title = theme.theme.title.clone();
    blocks.push(Block::heading(2, title.clone()));
    if let Some(mark) = &theme.elsewhere {
        blocks.push(Block::paragraph(mark.words()));
    }
    if let Some(chart) = figures::chart(theme) {
        blocks.push(Block::Figure {
            svg: chart.svg,
            alternative: chart.alternative,
            caption: "Reached with evidence, in percent of the year’s target".to_owned(),
        });
    }
    let rows = |of: fn(&MeasureYear) -> Vec<String>| theme.measures.iter().map(of).collect();
    if !theme.measures.is_empty() {
        blocks.push(table(
            &format!("{title}: targets and ratings"),
            &["Measure", "Target", "Evidenced", "Rating"],
            &[1, 2],
            rows(|measure| {
                let rating = rating_words(measure.rating.as_deref()).to_owned();
                let evidenced = quantity(measure.evidenced_thousandths);
                vec![named_with_unit(measure), target(measure), evidenced, rating]
            }),
        ));
        blocks.push(table(
            &format!("{title}: additionality and evidence"),
            &[
                "Measure",
                "Evidenced",
                "Of that, additional",
                "Without enough evidence",
                "Coverage",
            ],
            &[1, 2, 3, 4],
            rows(|measure| {
                vec![
                    named(measure),
                    quantity(measure.evidenced_thousandths),
                    quantity(measure.additional_thousandths),
                    quantity(measure.unevidenced_thousandths),
                    coverage(measure),
                ]
            }),
        ));
        blocks.push(quarters_table(
            &title,
            theme,
            &report.content.returns,
            calendar,
        ));
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

fn quarters_table(
    title: &str,
    theme: &ThemeYear,
    returns: &[ReportReturn],
    calendar: Calendar,
) -> Block {
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
        let parts = measure
            .quarters
            .iter()
            .map(|part| quantity(part.evidenced_thousandths));
        let mut row = vec![named(measure)];
        row.extend(parts);
        row.push(quantity(measure.evidenced_thousandths));
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

pub(super) fn where_and_with_whom(blocks: &mut Vec<Block>, report: &AnnualReport) {
    let (mut areas, mut partners) = (Vec::new(), Vec::new());
    let mut has_people = None;
    for measure in report.content.outcomes.measures() {
        if disclosure::counts_people(&measure.unit) && !measure.by_area.is_empty() {
            has_people = Some(());
        }
        let by_area = measure.by_area.iter().map(|part| part.thousandths);
        let by_partner = measure.by_partner.iter().map(|part| part.thousandths);
        let parts = [by_area.collect(), by_partner.collect()];
        let total = measure.evidenced_thousandths;
        let printed = disclosure::printed(&measure.unit, total, &parts, quantity);
        let mut printed = printed.into_iter();
        let named = measure.by_area.iter().map(|part| &part.name);
        let of_areas = named.zip(printed.next().unwrap_or_default());
        areas.extend(of_areas.map(|(name, quantity)| row(measure, name, quantity)));
        let named = measure.by_partner.iter().map(|part| &part.name);
        let of_partners = named.zip(printed.next().unwrap_or_default());
        partners.extend(of_partners.map(|(name, quantity)| row(measure, name, quantity)));
    }
    for (heading, caption, column, rows) in [
        ("Where", "Evidenced quantities by area", "Area", areas),
        (
            "With whom",
            "Evidenced quantities by partner",
            "Partner",
            partners,
        ),
    ] {
        if !rows.is_empty() {
            blocks.push(Block::heading(1, heading));
            let headings = ["Measure", column, "Evidenced", "Unit"];
            blocks.push(table(caption, &headings, &[2], rows));
        }
    }
    if has_people.is_some() {
        blocks.push(Block::paragraph(disclosure::SENTENCE));
    }
}

fn row(measure: &MeasureYear, name: &str, quantity: String) -> Vec<String> {
    vec![
        named(measure),
        name.to_owned(),
        quantity,
        measure.unit.clone(),
    ]
}

pub(super) fn adjustments(blocks: &mut Vec<Block>, report: &AnnualReport, calendar: Calendar) {
    let adjustments = &report.content.outcomes.adjustments;
    if adjustments.is_empty() {
        return;
    }
    blocks.push(Block::heading(1, "Adjustments"));
    blocks.push(Block::paragraph(
        "What came too late for the quarter it belongs to is counted in a later one. Nothing that was signed is changed; these quantities are part of the figures above.",
    ));
    blocks.push(table(
        "Late data",
        &[
            "Measure",
            "Belongs to",
            "Counted in",
            "Quantity, evidenced or not",
        ],
        &[3],
        adjustments
            .iter()
            .map(|adjustment| {
                vec![
                    named_code(report, &adjustment.code),
                    quarter_title(calendar, &adjustment.quarter),
                    quarter_title(calendar, &adjustment.counted_in),
                    quantity(adjustment.thousandths),
                ]
            })
            .collect(),
    ));
}
