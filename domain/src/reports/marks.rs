//! Live figures in the text of a report: a mark such as `{HM2}` or `{HM2 quarter 3}` stands for a figure
//! and is printed with its unit. Until the report is signed the figure is that of the signed returns, and
//! then it is sealed as it was printed. A number of people that is kept back is kept back here too.

use super::outcomes::{MeasureYear, Outcomes, coverage_percent};
use super::pieces::{Piece, distance, normal, pieces};
use super::printed::{PrintedReport, PrintedYear};
use crate::disclosure::Cell;
use crate::framework::UnitKind;
use crate::ledger::Quantity;
use crate::monitoring::Rating;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// A figure as it is printed in the place of its mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFigure {
    /// The mark without its braces: `HM2 quarter 3`.
    pub mark: String,
    /// What is printed.
    pub words: String,
    /// The exact figure, where it is a quantity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thousandths: Option<i64>,
}

/// A figure that a text can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The measure it is of, by code and title.
    pub measure: String,
    /// Which figure of the measure, in words.
    pub figure: String,
    /// The figure as it stands.
    pub frozen: FrozenFigure,
}

/// The figures that a report's text can have, measure by measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    known: Vec<Mark>,
}

/// A mark that stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UnknownMark {
    /// There are others.
    #[error("{{{0}}} is no figure of this report: did you mean {{{1}}}?")]
    Nearest(String, String),
    /// No return of the year is signed.
    #[error("{{{0}}} has no figure yet: figures come with the first signed return of the year")]
    NoFigures(String),
}

/// A text with its marks printed. One without a figure stays as it was written.
pub fn with_figures(text: &str, figures: &[FrozenFigure]) -> String {
    let words = |piece| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Mark(mark) => {
            let mut of = figures.iter();
            let found = of.find(|figure| normal(&figure.mark) == normal(mark));
            found.map_or_else(|| format!("{{{mark}}}"), |figure| figure.words.clone())
        }
    };
    pieces(text).into_iter().map(words).collect()
}

/// A quantity with its unit, as a sentence has it.
fn with_unit(words: &str, unit: &str) -> String {
    if words == "not shown" {
        return format!("(number of {unit} not shown)");
    }
    match UnitKind::of(unit) {
        UnitKind::Pounds => format!("£{words}"),
        UnitKind::FullTimeEquivalents
        | UnitKind::HoursAttended
        | UnitKind::StaffHours
        | UnitKind::Weeks
        | UnitKind::Percent
        | UnitKind::Days
        | UnitKind::Attendances
        | UnitKind::Number => format!("{words} {unit}"),
    }
}

/// Makes the marks of one measure.
struct Making<'a> {
    measure: &'a MeasureYear,
    printed: PrintedYear,
    /// What its marks begin with.
    code: String,
    made: Vec<Mark>,
}

impl Making<'_> {
    fn add(&mut self, behind: &str, figure: &str, (words, thousandths): (String, Option<i64>)) {
        let mark = format!("{} {behind}", self.code);
        self.made.push(Mark {
            measure: format!("{} {}", self.code, self.measure.title),
            figure: figure.to_owned(),
            frozen: FrozenFigure {
                mark: mark.trim_end().to_owned(),
                words,
                thousandths,
            },
        });
    }

    fn quantity(&mut self, (behind, figure): (&str, &str), words: &str, thousandths: i64) {
        let words = with_unit(words, &self.measure.unit);
        self.add(behind, figure, (words, Some(thousandths)));
    }

    fn of_the_year(&mut self) {
        let measure = self.measure;
        for (behind, figure, cell, thousandths) in [
            (
                "",
                "the year, evidenced",
                Cell::Evidenced,
                measure.evidenced_thousandths,
            ),
            (
                "additional",
                "of that, additional",
                Cell::Additional,
                measure.additional_thousandths,
            ),
            (
                "unevidenced",
                "without enough evidence",
                Cell::Unevidenced,
                measure.unevidenced_thousandths,
            ),
        ] {
            let words = self.printed.year.words(&cell, thousandths);
            self.quantity((behind, figure), &words, thousandths);
        }
        if let Some(target) = measure.target_thousandths {
            let words = Quantity(target).to_string();
            self.quantity(("target", "target of the year"), &words, target);
        }
        let is_exact = |cell| self.printed.year.is_exact(&cell);
        if is_exact(Cell::Evidenced) && is_exact(Cell::Unevidenced) {
            let [with, without] = [
                measure.evidenced_thousandths,
                measure.unevidenced_thousandths,
            ];
            if let Some(percent) = coverage_percent(with, without) {
                self.add(
                    "coverage",
                    "evidence coverage",
                    (format!("{percent} %"), None),
                );
            }
        }
        let rating = measure.rating.as_deref().and_then(Rating::from_key);
        if let Some(rating) = rating.filter(|_| self.printed.year.is_exact(&Cell::Evidenced)) {
            self.add(
                "rating",
                "rating of the year",
                (rating.name().to_owned(), None),
            );
        }
    }

    fn of_quarters(&mut self) {
        for number in 1..=4 {
            let behind = format!("quarter {number}");
            let ending = format!("-q{number}");
            let mut quarters = self.measure.quarters.iter();
            let Some(found) = quarters.find(|part| part.quarter.ends_with(&ending)) else {
                let words = format!("(quarter {number} is not signed off yet)");
                self.add(&behind, &behind, (words, None));
                continue;
            };
            let printed = self.printed.quarter(&found.quarter);
            let words = printed.words(&Cell::Evidenced, found.evidenced_thousandths);
            let figure = format!("quarter {number}, evidenced");
            self.quantity((&behind, &figure), &words, found.evidenced_thousandths);
        }
    }
}

impl Marks {
    /// The marks of a year. The second measure of one code is `HM2#2`.
    pub fn of(outcomes: &Outcomes, printed: &PrintedReport) -> Self {
        let mut times: BTreeMap<String, u32> = BTreeMap::new();
        let mut known = Vec::new();
        for measure in outcomes.measures() {
            let time = times.entry(normal(&measure.code)).or_default();
            *time += 1;
            let code = match *time {
                1 => measure.code.clone(),
                again => format!("{}#{again}", measure.code),
            };
            let mut making = Making {
                printed: printed.measure(measure.id),
                measure,
                code,
                made: Vec::new(),
            };
            making.of_the_year();
            making.of_quarters();
            known.extend(making.made);
        }
        Self { known }
    }

    /// All of them, measure by measure.
    pub fn known(&self) -> &[Mark] {
        &self.known
    }

    fn find(&self, mark: &str) -> Option<&Mark> {
        let mark = normal(mark);
        let mut known = self.known.iter();
        known.find(|one| normal(&one.frozen.mark) == mark)
    }

    /// The marks of a text that stand for nothing, each with the known one that is nearest.
    pub fn unknown(&self, text: &str) -> Vec<UnknownMark> {
        let marks = pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Mark(mark) if self.find(mark).is_none() => Some(mark),
            Piece::Mark(_) | Piece::Words(_) => None,
        });
        marks.map(|mark| self.refused(mark)).collect()
    }

    fn refused(&self, mark: &str) -> UnknownMark {
        let typed = normal(mark);
        let known = self.known.iter().map(|one| &one.frozen.mark);
        match known.min_by_key(|known| distance(&typed, &normal(known))) {
            Some(nearest) => UnknownMark::Nearest(mark.to_owned(), nearest.clone()),
            None => UnknownMark::NoFigures(mark.to_owned()),
        }
    }

    /// The figures whose marks stand in these texts, each once, as they are printed now.
    pub fn used(&self, texts: &[&str]) -> Vec<FrozenFigure> {
        let mut used: BTreeMap<&str, &FrozenFigure> = BTreeMap::new();
        for text in texts {
            for piece in pieces(text) {
                if let Piece::Mark(mark) = piece
                    && let Some(found) = self.find(mark)
                {
                    used.insert(&found.frozen.mark, &found.frozen);
                }
            }
        }
        used.into_values().cloned().collect()
    }
}
