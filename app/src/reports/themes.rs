//! The figures of a report's themes as its page shows them, each open to its entries for those who
//! may see them.

use super::figures;
use crate::monitoring::{EvidenceRow, evidence_row};
use charts::Chart;
use domain::calendar::Calendar;
use domain::disclosure::Cell;
use domain::monitoring::SealedElsewhere;
use domain::reports::{MeasureYear, PrintedReport, PrintedYear, RatedFrom, ThemeYear};

/// Whether a figure leads to its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entries {
    /// The person may see them.
    Linked,
    /// The person reads what was signed and no more.
    Closed,
}

/// A theme.
#[derive(Debug)]
pub(super) struct ThemeShown {
    pub(super) title: String,
    /// Where it is addressed besides here; may be empty.
    pub(super) elsewhere: String,
    pub(super) chart: Option<Chart>,
    pub(super) measures: Vec<MeasureShown>,
    pub(super) remarks: Vec<(String, String)>,
}

/// A measure.
#[derive(Debug)]
pub(super) struct MeasureShown {
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) target: String,
    pub(super) evidenced: String,
    pub(super) additional: String,
    pub(super) unevidenced: String,
    pub(super) coverage: String,
    pub(super) evidence: EvidenceRow,
    /// Its level, if it has one, and its words.
    pub(super) rating: (Option<&'static str>, &'static str),
    pub(super) quarters: Vec<Figure>,
    pub(super) areas: Vec<(String, Figure)>,
    pub(super) partners: Vec<(String, Figure)>,
}

/// A figure, and the way to its entries for those who may see them.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

/// A theme as the page shows it.
pub(super) fn theme_shown(
    theme: &ThemeYear,
    printed: &PrintedReport,
    (calendar, entries): (Calendar, Entries),
    from: RatedFrom,
) -> ThemeShown {
    ThemeShown {
        title: theme.theme.title.clone(),
        elsewhere: theme
            .elsewhere
            .as_ref()
            .map(SealedElsewhere::words)
            .unwrap_or_default(),
        chart: figures::chart(theme, printed, from),
        measures: theme
            .measures
            .iter()
            .map(|measure| {
                measure_shown(measure, &printed.measure(measure.id), (calendar, entries))
            })
            .collect(),
        remarks: theme
            .remarks
            .iter()
            .map(|remark| {
                let quarter = figures::quarter_title(calendar, &remark.quarter);
                (quarter, remark.remark.clone())
            })
            .collect(),
    }
}

/// The way to the entries of a measure in the quarters of its year.
fn entries_of_year(measure: &MeasureYear, calendar: Calendar) -> Option<String> {
    let day = |quarter: &domain::reports::QuarterFigures| calendar.quarter(&quarter.quarter);
    let from = calendar.first_day(measure.quarters.first().and_then(day)?);
    let to = calendar.last_day(measure.quarters.last().and_then(day)?);
    Some(format!(
        "/entries?measure={}&from={from}&to={to}",
        measure.id
    ))
}

fn measure_shown(
    measure: &MeasureYear,
    printed: &PrintedYear,
    (calendar, entries): (Calendar, Entries),
) -> MeasureShown {
    let year = |cell, thousandths| printed.year.words(&cell, thousandths);
    let figure = |text: String, filter: Option<String>| Figure {
        text,
        href: filter
            .filter(|_| entries == Entries::Linked)
            .map(|filter| format!("/entries?measure={}&{filter}", measure.id)),
    };
    MeasureShown {
        name: figures::named(measure),
        unit: measure.unit.clone(),
        target: figures::target(measure),
        evidenced: year(Cell::Evidenced, measure.evidenced_thousandths),
        additional: year(Cell::Additional, measure.additional_thousandths),
        unevidenced: year(Cell::Unevidenced, measure.unevidenced_thousandths),
        coverage: figures::coverage(measure, &printed.year),
        evidence: evidence_row(
            figures::named(measure),
            (&measure.by_grade, &printed.year),
            &entries_of_year(measure, calendar)
                .filter(|_| entries == Entries::Linked)
                .unwrap_or_default(),
        ),
        rating: figures::printed_rating(measure, &printed.year),
        quarters: measure
            .quarters
            .iter()
            .map(|part| {
                let filter = format!("quarter={}", part.quarter);
                let quarter = printed.quarter(&part.quarter);
                let text = quarter.words(&Cell::Evidenced, part.evidenced_thousandths);
                figure(text, Some(filter))
            })
            .collect(),
        areas: measure
            .by_area
            .iter()
            .map(|part| {
                let filter = format!("area={}", part.code);
                let text = year(Cell::Area(part.code.clone()), part.thousandths);
                (part.place(), figure(text, Some(filter)))
            })
            .collect(),
        partners: measure
            .by_partner
            .iter()
            .map(|part| {
                let filter = part.id.map(|id| format!("partner={id}"));
                let text = year(Cell::partner(part.id), part.thousandths);
                (part.name.clone(), figure(text, filter))
            })
            .collect(),
    }
}
