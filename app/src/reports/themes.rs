//! The figures of a report's themes as its page shows them, each open to its entries for those who
//! may see them.

use super::figures;
use charts::Chart;
use domain::calendar::Calendar;
use domain::monitoring::{Rating, SealedElsewhere};
use domain::reports::{MeasureYear, ThemeYear};

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
    pub(super) rating: Option<(&'static str, &'static str)>,
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
pub(super) fn theme_shown(theme: &ThemeYear, calendar: Calendar, entries: Entries) -> ThemeShown {
    ThemeShown {
        title: theme.theme.title.clone(),
        elsewhere: theme
            .elsewhere
            .as_ref()
            .map(SealedElsewhere::words)
            .unwrap_or_default(),
        chart: figures::chart(theme),
        measures: theme
            .measures
            .iter()
            .map(|measure| measure_shown(measure, entries))
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

fn measure_shown(measure: &MeasureYear, entries: Entries) -> MeasureShown {
    let figure = |thousandths: i64, filter: Option<String>| Figure {
        text: figures::quantity(thousandths),
        href: filter
            .filter(|_| entries == Entries::Linked)
            .map(|filter| format!("/entries?measure={}&{filter}", measure.id)),
    };
    let rating = |rating: Rating| (figures::rating_level(rating), rating.name());
    MeasureShown {
        name: figures::named(measure),
        unit: measure.unit.clone(),
        target: figures::target(measure),
        evidenced: figures::quantity(measure.evidenced_thousandths),
        additional: figures::quantity(measure.additional_thousandths),
        unevidenced: figures::quantity(measure.unevidenced_thousandths),
        coverage: figures::coverage(measure),
        rating: figures::rating(measure.rating.as_deref()).map(rating),
        quarters: measure
            .quarters
            .iter()
            .map(|part| {
                let filter = format!("quarter={}", part.quarter);
                figure(part.evidenced_thousandths, Some(filter))
            })
            .collect(),
        areas: measure
            .by_area
            .iter()
            .map(|part| {
                let filter = format!("area={}", part.code);
                (part.name.clone(), figure(part.thousandths, Some(filter)))
            })
            .collect(),
        partners: measure
            .by_partner
            .iter()
            .map(|part| {
                let filter = part.id.map(|id| format!("partner={id}"));
                (part.name.clone(), figure(part.thousandths, filter))
            })
            .collect(),
    }
}
