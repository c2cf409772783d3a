//! Figures as a page says them: quantities in words of the measure's unit, coverage in percent, and
//! the way from each figure to its entries.

use super::evidence_meter::{EvidenceRow, evidence_row};
use super::standing::{Standing, is_off_target};
use domain::calendar::in_words;
use domain::disclosure::{Cell, Printed};
use domain::ledger::Quantity;
use domain::monitoring::{
    PrintedReturn, Rating, SealedAgreement, SealedBeside, SealedLateness, SealedMeasure,
    SealedRecovery, TimedStep,
};

/// A measure's line in a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) target: String,
    pub(super) evidenced: String,
    pub(super) additional: String,
    pub(super) unevidenced: String,
    pub(super) coverage: String,
    pub(super) evidence: EvidenceRow,
    pub(super) level: &'static str,
    pub(super) rating: &'static str,
    /// The page of the measure; empty for somebody who reads signed returns alone.
    pub(super) figure_href: String,
    pub(super) entries_href: String,
}

/// A theme's table.
#[derive(Debug, Clone)]
pub(super) struct ThemeRows {
    pub(super) title: String,
    pub(super) is_off_target: bool,
    pub(super) remark: String,
    /// Where it is addressed besides here; may be empty.
    pub(super) elsewhere: String,
    pub(super) rows: Vec<Row>,
    /// The name of the remark's field.
    pub(super) field: String,
    /// Measures below their target, by what happened or has to be explained: the key and the name.
    pub(super) below: Vec<(String, String)>,
}

/// Whether figures lead on to their entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ways {
    Open,
    Closed,
}

/// A quantity in thousandths as people read it.
pub(super) fn quantity(thousandths: i64) -> String {
    Quantity(thousandths).to_string()
}

/// How much of a quantity is evidenced, in whole percent rounded down; 100 % is all of it.
pub(super) fn coverage(evidenced: i64, unevidenced: i64) -> String {
    let whole = i128::from(evidenced) + i128::from(unevidenced);
    if whole <= 0 || evidenced < 0 || unevidenced < 0 {
        return "–".to_owned();
    }
    format!("{} %", i128::from(evidenced) * 100 / whole)
}

/// The same as it is printed: a share gives away what is not shown itself.
pub(super) fn printed_coverage(measure: &SealedMeasure, printed: &Printed) -> String {
    let parts = [Cell::Evidenced, Cell::Unevidenced];
    if parts.iter().all(|cell| printed.is_exact(cell)) {
        coverage(
            measure.evidenced_thousandths,
            measure.unevidenced_thousandths,
        )
    } else {
        NOT_SHOWN.to_owned()
    }
}

/// The look of a rating as it is printed: beside the target it says much about its figure. Without a
/// level it is words alone.
pub(super) fn printed_rating(
    measure: &SealedMeasure,
    printed: &Printed,
) -> (&'static str, &'static str) {
    match rating(measure.rating.as_deref()) {
        ("", _) => ("", "No target"),
        (_, _) if !printed.is_exact(&Cell::Evidenced) => ("", NOT_SHOWN),
        shown => shown,
    }
}

/// What stands in the place of what would give a small number away.
const NOT_SHOWN: &str = "not shown";

/// The look of a rating: the level that the component knows, and its words.
pub(super) fn rating(key: Option<&str>) -> (&'static str, &'static str) {
    match key.and_then(Rating::from_key) {
        None => ("", ""),
        Some(rating) => {
            let level = match rating {
                Rating::Good => "good",
                Rating::ApproachingTarget => "approaching",
                Rating::RequiresImprovement => "requires-improvement",
                Rating::Inadequate => "inadequate",
            };
            (level, rating.name())
        }
    }
}

impl Row {
    fn of(measure: &SealedMeasure, printed: &Printed, (quarter, ways): (&str, Ways)) -> Self {
        let (level, rating) = printed_rating(measure, printed);
        let way = |path: String| match ways {
            Ways::Open => path,
            Ways::Closed => String::new(),
        };
        let year = quarter.split("-q").next().unwrap_or_default();
        let entries_href = way(format!("/entries?measure={}&quarter={quarter}", measure.id));
        Self {
            code: measure.code.clone(),
            title: measure.title.clone(),
            unit: measure.unit.clone(),
            target: measure
                .target_thousandths
                .map_or_else(|| "None".to_owned(), quantity),
            evidenced: printed.words(&Cell::Evidenced, measure.evidenced_thousandths),
            additional: printed.words(&Cell::Additional, measure.additional_thousandths),
            unevidenced: printed.words(&Cell::Unevidenced, measure.unevidenced_thousandths),
            coverage: printed_coverage(measure, printed),
            level,
            rating,
            figure_href: way(format!("/figures/{}?year={year}", measure.id)),
            evidence: evidence_row(
                format!("{} {}", measure.code, measure.title),
                (&measure.by_grade, printed),
                &entries_href,
            ),
            entries_href,
        }
    }
}

/// What stands beside a return's figures, as a page says it.
#[derive(Debug, Clone, Default)]
pub(super) struct BesideShown {
    /// Each measure with what happened and what is done about it.
    pub(super) variances: Vec<(String, String, Vec<String>)>,
    /// Each story with its title and what it belongs to.
    pub(super) studies: Vec<(String, String, String)>,
    /// Each step that came late, with the reason.
    pub(super) late: Vec<(String, String)>,
    /// Who agreed, when it was more than one or for somebody else.
    pub(super) agreements: Vec<String>,
}

/// That a step came late, in words.
pub(super) fn late_words(late: &SealedLateness) -> String {
    let step = TimedStep::from_key(&late.step).map_or("Done", TimedStep::name);
    let (due, on) = (in_words(late.due), in_words(late.on));
    format!("{step} on {on}, due by {due}")
}

impl BesideShown {
    pub(super) fn of(beside: &SealedBeside) -> Self {
        let variances = beside.variances.iter().map(|one| {
            let actions = one.actions.iter().map(SealedRecovery::words);
            let named = format!("{} {}", one.code, one.title);
            (named, one.happened.clone(), actions.collect())
        });
        let studies = beside
            .case_studies
            .iter()
            .map(|one| (one.title.clone(), one.story.clone(), one.about()));
        let late = beside.late.iter();
        Self {
            variances: variances.collect(),
            studies: studies.collect(),
            late: late
                .map(|one| (late_words(one), format!("{} ({})", one.reason, one.by)))
                .collect(),
            agreements: beside.agreements.iter().map(SealedAgreement::who).collect(),
        }
    }
}

/// The themes of a return as tables.
pub(super) fn themes(standing: &Standing, printed: &PrintedReturn, ways: Ways) -> Vec<ThemeRows> {
    let quarter = standing.quarter.to_string();
    standing
        .themes
        .iter()
        .map(|theme| ThemeRows {
            title: theme.title.clone(),
            is_off_target: theme.is_off_target(),
            remark: theme.remark.clone().unwrap_or_default(),
            elsewhere: theme.elsewhere.clone(),
            rows: theme
                .measures
                .iter()
                .map(|measure| Row::of(measure, &printed.measure(measure.id), (&quarter, ways)))
                .collect(),
            field: theme
                .id
                .map(|id| format!("remark-{id}"))
                .unwrap_or_default(),
            below: theme
                .measures
                .iter()
                .filter(|measure| is_off_target(measure))
                .map(|measure| {
                    let named = format!("{} {}", measure.code, measure.title);
                    (measure.id.to_string(), named)
                })
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_is_rounded_down_so_that_a_hundred_percent_is_all() {
        assert_eq!(coverage(999, 1), "99 %");
        assert_eq!(coverage(1_000, 0), "100 %");
        assert_eq!(coverage(0, 5), "0 %");
        assert_eq!(coverage(0, 0), "–");
        assert_eq!(coverage(-5, 10), "–");
    }

    #[test]
    fn every_rating_has_its_look() {
        for rated in Rating::ALL {
            assert_eq!(rating(Some(rated.key())).1, rated.name());
        }
        assert_eq!(rating(None), ("", ""));
    }
}
