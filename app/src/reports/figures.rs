//! The figures of a report as pages and documents write them: every quantity with its unit, exact,
//! every rating in words.

use super::content::AnnualReport;
use crate::bands;
use crate::pictures::{self, Pictured, ThemePictures, amount};
use charts::Chart;
use domain::calendar::Calendar;
use domain::disclosure::{Cell, Printed};
use domain::ledger::Quantity;
use domain::monitoring::Rating;
use domain::reports::{
    MeasureYear, Outcomes, PrintedReport, RatedFrom, ThemeYear, coverage_percent,
};

/// How figures are written, said wherever they are.
pub(super) const EXACT: &str = "Quantities are exact sums of what the four returns signed, to a thousandth of their unit; none is rounded. Percentages are cut down to whole percent and never rounded up. What has no evidence, or weaker evidence than its measure asks for, stands apart and is never added to a figure.";

/// A quantity as people read it.
pub(super) fn quantity(thousandths: i64) -> String {
    Quantity(thousandths).to_string()
}

/// A target, or that there was none.
pub(super) fn target(measure: &MeasureYear) -> String {
    measure
        .target_thousandths
        .map_or_else(|| "None".to_owned(), quantity)
}

fn rating(measure: &MeasureYear) -> Option<Rating> {
    measure.rating.as_deref().and_then(Rating::from_key)
}

/// The rating as it is printed: its level, if it has one, and its words. Beside the target it says much
/// about its figure, so it is not shown where that is not.
pub(super) fn printed_rating(
    measure: &MeasureYear,
    printed: &Printed,
) -> (Option<&'static str>, &'static str) {
    match rating(measure) {
        None => (None, "No target"),
        Some(_) if !printed.is_exact(&Cell::Evidenced) => (None, NOT_SHOWN),
        Some(rating) => (Some(rating_level(rating)), rating.name()),
    }
}

/// What stands in the place of what would give a small number away.
pub(super) const NOT_SHOWN: &str = "not shown";

fn rating_level(rating: Rating) -> &'static str {
    match rating {
        Rating::Good => "good",
        Rating::ApproachingTarget => "approaching",
        Rating::RequiresImprovement => "requires-improvement",
        Rating::Inadequate => "inadequate",
    }
}

/// How much of what was done has evidence; a share would give away what is not shown itself.
pub(super) fn coverage(measure: &MeasureYear, printed: &Printed) -> String {
    let parts = [Cell::Evidenced, Cell::Unevidenced];
    if !parts.iter().all(|cell| printed.is_exact(cell)) {
        return NOT_SHOWN.to_owned();
    }
    coverage_percent(
        measure.evidenced_thousandths,
        measure.unevidenced_thousandths,
    )
    .map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"))
}

/// A measure by its code and title.
pub(super) fn named(measure: &MeasureYear) -> String {
    format!("{} {}", measure.code, measure.title)
}

/// A measure by its code and title, with its unit.
pub(super) fn named_with_unit(measure: &MeasureYear) -> String {
    format!("{} ({})", named(measure), measure.unit)
}

/// A measure of the report by its code: with its title where the report has its figures.
pub(super) fn named_code(report: &AnnualReport, code: &str) -> String {
    let mut measures = report.content.outcomes.measures();
    let found = measures.find(|measure| measure.code == code);
    found.map_or_else(|| code.to_owned(), named)
}

/// A quarter's name as people say it.
pub(super) fn quarter_title(calendar: Calendar, name: &str) -> String {
    calendar
        .quarter(name)
        .map_or_else(|| name.to_owned(), domain::calendar::Quarter::title)
}

/// How much of its target each measure of a theme reached with evidence, against the bands of the ratings.
/// Measures of different units stand side by side only as shares; one without a target has none.
pub(super) fn chart(theme: &ThemeYear, printed: &PrintedReport, from: RatedFrom) -> Option<Chart> {
    let aimed = theme.measures.iter().map(|measure| {
        let year = printed.measure(measure.id).year;
        (
            named(measure),
            amount(&year, &Cell::Evidenced, measure.evidenced_thousandths),
            measure.target_thousandths,
        )
    });
    let title = format!("{}: reached with evidence", theme.theme.title);
    let of = (title.as_str(), "percent of the year’s target");
    bands::reached(of, aimed.collect(), &from.thresholds())
}

/// The measures of a theme as they may be drawn.
fn pictured(theme: &ThemeYear, printed: &PrintedReport) -> Vec<Pictured> {
    let measures = theme.measures.iter();
    measures
        .map(|measure| Pictured::of_year(measure, &printed.measure(measure.id).year))
        .collect()
}

/// The pictures of a report, theme by theme.
pub(super) fn pictures_of(outcomes: &Outcomes, printed: &PrintedReport) -> Vec<ThemePictures> {
    let themes = outcomes.themes.iter();
    let titled = themes.map(|theme| (theme.theme.title.clone(), pictured(theme, printed)));
    pictures::themes(titled)
}

/// The pictures of its document: the maps, the partners, the evidence.
pub(super) fn drawn(outcomes: &Outcomes, printed: &PrintedReport) -> [Vec<Chart>; 3] {
    let themes = outcomes.themes.iter();
    let measures: Vec<Pictured> = themes.flat_map(|theme| pictured(theme, printed)).collect();
    pictures::for_a_document("All quantity by its strongest evidence", &measures)
}

/// How many measures had a target and are shown, and how many of them are rated Good. One that is not
/// shown is in neither number: beside the others it would say too much.
pub(super) fn targets_met(report: &AnnualReport, printed: &PrintedReport) -> (usize, usize) {
    let is_shown = |measure: &&MeasureYear| {
        let printed = printed.measure(measure.id);
        printed.year.is_exact(&Cell::Evidenced)
    };
    let measures = report.content.outcomes.measures().filter(is_shown);
    let rated: Vec<Rating> = measures.filter_map(rating).collect();
    let good = rated.iter().filter(|rating| !rating.is_off_target());
    (good.count(), rated.len())
}
