//! The pictures of a measure's year and of a theme on the dashboard: against targets and the bands of the
//! ratings, by quarter and by month (P5a); and those of a return. Made of totals, targets and seals alone.

use super::figures::Ground;
use super::standing::{Standing, ThemeFigures};
use super::view::quantity;
use super::year::YearAsked;
use crate::bands::{self, Aimed};
use crate::framework::{Measure, Theme};
use crate::ledger::{Part, Total};
use crate::pictures::{self, Pictured, ThemePictures};
use charts::{Amount, Chart, Line, Series, line};
use domain::calendar::{Quarter, month_of};
use domain::monitoring::{PrintedReturn, SealedMeasure, Thresholds};
use jiff::civil::Date;

/// Each quarter against its target and the bands of the ratings.
pub(super) fn quarters_of(
    measure: &Measure,
    figures: &[(Quarter, SealedMeasure)],
    from: &Thresholds,
) -> Chart {
    let of = figures.iter().map(|(quarter, figure)| {
        (
            format!("Quarter {}", quarter.number()),
            Amount::Exact(figure.evidenced_thousandths),
            figure.target_thousandths,
        )
    });
    let title = format!("{} evidenced by quarter", measure.code);
    bands::against_targets((&title, &measure.unit), of.collect(), from)
}

/// The targets of the quarters added up, at the last month of each; at other months nothing was aimed at.
fn targets_of(asked: &YearAsked, figures: &[(Quarter, SealedMeasure)]) -> Vec<Option<i64>> {
    let mut together = None;
    let mut found = Vec::new();
    for (quarter, figure) in figures {
        let sum = figure
            .target_thousandths
            .map(|of| of + together.unwrap_or(0));
        together = sum.or(together);
        let months = asked.calendar.months(*quarter).len();
        found.extend((1..=months).map(|month| together.filter(|_| month == months)));
    }
    found
}

/// The months of the year, each with what was evidenced by its end: up to today's, and to the end of the
/// year where there are targets to come.
pub(super) fn months_of(
    (measure, figures): (&Measure, &[(Quarter, SealedMeasure)]),
    asked: &YearAsked,
    (totals, from): (&[&Total], &Thresholds),
) -> Chart {
    let last = month_of(asked.today);
    let targets = targets_of(asked, figures);
    let has_targets = targets.iter().any(Option::is_some);
    let mut reached = 0;
    let (mut steps, mut amounts) = (Vec::new(), Vec::new());
    let quarters = asked.year.quarters().into_iter();
    for month in quarters.flat_map(|quarter| asked.calendar.months(quarter)) {
        if month > last && !has_targets {
            break;
        }
        reached += totals
            .iter()
            .filter(|total| total.part == Part::Month && total.key == month)
            .filter(|total| total.grade.number() >= measure.minimum_grade)
            .map(|total| total.quantity.0)
            .sum::<i64>();
        steps.push(month_in_words(&month));
        amounts.push((month <= last).then_some(Amount::Exact(reached)));
    }
    let mut series = vec![Series {
        label: "Evidenced".to_owned(),
        amounts,
    }];
    if has_targets {
        series.push(Series {
            label: "Target".to_owned(),
            amounts: targets.iter().map(|of| of.map(Amount::Exact)).collect(),
        });
    }
    let of = Line {
        steps,
        series,
        edges: if has_targets {
            bands::edges(&targets, from)
        } else {
            Vec::new()
        },
        beneath: bands::beneath(),
    };
    let title = format!("{} evidenced month by month, added up", measure.code);
    line(&title, &measure.unit, &of, quantity)
}

fn month_in_words(month: &str) -> String {
    format!("{month}-01").parse::<Date>().map_or_else(
        |_| month.to_owned(),
        |day| day.strftime("%b %y").to_string(),
    )
}

/// How the measures of a theme stand in the quarters that have ended, against the bands of the ratings.
pub(super) fn reached(ground: &Ground, theme: &Theme, ended: Vec<Aimed>) -> Option<Chart> {
    let title = format!("{}: reached with evidence", theme.title);
    let of = "percent of the target of the quarters that have ended";
    bands::reached((&title, of), ended, ground.thresholds())
}

/// The pictures of a return, theme by theme: nothing is drawn that its reader is not shown.
pub(super) fn pictures_of(standing: &Standing, printed: &PrintedReturn) -> Vec<ThemePictures> {
    let of = |theme: &ThemeFigures| -> Vec<Pictured> {
        let measures = theme.measures.iter();
        measures
            .map(|measure| Pictured::of(measure, &printed.measure(measure.id)))
            .collect()
    };
    pictures::themes(
        standing
            .themes
            .iter()
            .map(|theme| (theme.title.clone(), of(theme))),
    )
}
