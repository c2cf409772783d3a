//! The figures of a sealed record that have a code: all that its document prints of a measure, and each
//! adjustment.

use super::FigureCode;
use crate::disclosure::{Cell, Printed};
use crate::ledger::Grade;
use crate::monitoring::{PrintedReturn, SealedArea, SealedGrade, SealedPartner, SealedReturn};
use crate::reports::{Outcomes, PrintedReport};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A figure with what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedFigure {
    /// The measure.
    pub measure_id: Uuid,
    /// The quarter, where a report prints one of a quarter beside those of its year.
    pub quarter: Option<String>,
    /// Which of the measure's figures it is.
    pub cell: Cell,
    /// The same in words: `Evidenced in Liverpool`.
    pub words: String,
    /// The figure, in thousandths of the measure's unit.
    pub thousandths: i64,
}

/// What a cell is called in a path.
fn cell_path(cell: &Cell) -> String {
    match cell {
        Cell::Evidenced => "evidenced".to_owned(),
        Cell::Additional => "additional".to_owned(),
        Cell::Unevidenced => "unevidenced".to_owned(),
        Cell::Grade(grade) => format!("grade/{grade}"),
        Cell::Area(code) => format!("area/{code}"),
        Cell::Partner(partner) if partner.is_empty() => "partner/none".to_owned(),
        Cell::Partner(partner) => format!("partner/{partner}"),
        Cell::Adjusted(place) => format!("adjustment/{place}"),
    }
}

impl CodedFigure {
    /// What the figure is of, as a code is made from it: the measure's key, the quarter in a report, and
    /// which figure.
    pub fn path(&self) -> String {
        let cell = cell_path(&self.cell);
        match &self.quarter {
            Some(quarter) => format!("{}/{quarter}/{cell}", self.measure_id),
            None => format!("{}/{cell}", self.measure_id),
        }
    }

    /// Its code under a seal.
    pub fn code(&self, seal_sha256: &[u8; 32]) -> FigureCode {
        FigureCode::of(seal_sha256, &self.path())
    }

    /// How the figures beside it are printed in a return.
    pub fn printed_in_return(&self, printed: &PrintedReturn) -> Printed {
        printed.measure(self.measure_id)
    }

    /// How the figures beside it are printed in a report.
    pub fn printed_in_report(&self, printed: &PrintedReport) -> Printed {
        let of = printed.measure(self.measure_id);
        match &self.quarter {
            Some(quarter) => of.quarter(quarter),
            None => of.year,
        }
    }
}

/// The figures that belong to one measure.
struct Of(Uuid);

impl Of {
    fn figure(&self, (cell, words): (Cell, String), thousandths: i64) -> CodedFigure {
        CodedFigure {
            measure_id: self.0,
            quarter: None,
            cell,
            words,
            thousandths,
        }
    }

    fn evidenced(&self, thousandths: i64) -> CodedFigure {
        self.figure((Cell::Evidenced, "Evidenced".to_owned()), thousandths)
    }

    /// By the grade of the evidence.
    fn grades(&self, by_grade: &[SealedGrade]) -> impl Iterator<Item = CodedFigure> {
        by_grade.iter().map(|part| {
            let grade = Grade::from_number(part.grade).map_or("", Grade::name);
            let cell = (Cell::Grade(part.grade), format!("All of it: {grade}"));
            self.figure(cell, part.thousandths)
        })
    }

    /// All of it, by area and by partner.
    fn figures(
        &self,
        (evidenced, additional, unevidenced): (i64, i64, i64),
        areas: &[SealedArea],
        partners: &[SealedPartner],
    ) -> Vec<CodedFigure> {
        let areas = areas.iter().map(|part| {
            let words = format!("Evidenced in {}", part.name);
            self.figure((Cell::Area(part.code.clone()), words), part.thousandths)
        });
        let partners = partners.iter().map(|part| {
            let words = match part.id {
                Some(_) => format!("Evidenced with {}", part.name),
                None => "Evidenced without a partner".to_owned(),
            };
            self.figure((Cell::partner(part.id), words), part.thousandths)
        });
        let named = |cell, words: &str| (cell, words.to_owned());
        let whole = [
            self.evidenced(evidenced),
            self.figure(named(Cell::Additional, "Of that, additional"), additional),
            self.figure(
                named(Cell::Unevidenced, "Without enough evidence"),
                unevidenced,
            ),
        ];
        whole.into_iter().chain(areas).chain(partners).collect()
    }
}

/// The figures of a signed return, in the order of its document.
pub fn of_return(sealed: &SealedReturn) -> Vec<CodedFigure> {
    let mut found = Vec::new();
    for measure in &sealed.measures {
        let of = Of(measure.id);
        let whole = (
            measure.evidenced_thousandths,
            measure.additional_thousandths,
            measure.unevidenced_thousandths,
        );
        found.extend(of.figures(whole, &measure.by_area, &measure.by_partner));
        found.extend(of.grades(&measure.by_grade));
    }
    let measures = |code: &str| {
        let mut measures = sealed.measures.iter();
        Some(measures.find(|measure| measure.code == code)?.id)
    };
    let adjustments = sealed.adjustments.iter();
    let late = adjustments.map(|late| Late {
        code: &late.code,
        counted_in: None,
        quarter: &late.quarter,
        thousandths: late.thousandths,
    });
    found.extend(adjusted(late.collect(), measures));
    found
}

/// The figures of an annual report, in the order of its document.
pub fn of_report(outcomes: &Outcomes) -> Vec<CodedFigure> {
    let mut found = Vec::new();
    for measure in outcomes.measures() {
        let of = Of(measure.id);
        let whole = (
            measure.evidenced_thousandths,
            measure.additional_thousandths,
            measure.unevidenced_thousandths,
        );
        found.extend(of.figures(whole, &measure.by_area, &measure.by_partner));
        found.extend(of.grades(&measure.by_grade));
        found.extend(measure.quarters.iter().map(|part| CodedFigure {
            quarter: Some(part.quarter.clone()),
            ..of.evidenced(part.evidenced_thousandths)
        }));
    }
    let measures = |code: &str| {
        let mut measures = outcomes.measures();
        Some(measures.find(|measure| measure.code == code)?.id)
    };
    let late = outcomes.adjustments.iter().map(|late| Late {
        code: &late.code,
        counted_in: Some(&late.counted_in),
        quarter: &late.quarter,
        thousandths: late.thousandths,
    });
    found.extend(adjusted(late.collect(), measures));
    found
}

/// An adjustment of a sealed record.
struct Late<'a> {
    code: &'a str,
    /// The quarter it counts in, in a report.
    counted_in: Option<&'a str>,
    /// The quarter it belongs to.
    quarter: &'a str,
    thousandths: i64,
}

/// Adjustments in their order: each is known by its place among those of its measure and quarter.
fn adjusted(all: Vec<Late<'_>>, measure: impl Fn(&str) -> Option<Uuid>) -> Vec<CodedFigure> {
    let mut places: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for late in all {
        let place = places.entry((late.code, late.counted_in)).or_default();
        if let Some(measure_id) = measure(late.code) {
            found.push(CodedFigure {
                measure_id,
                quarter: late.counted_in.map(str::to_owned),
                cell: Cell::Adjusted(*place),
                words: format!("What of it belongs to {}", late.quarter),
                thousandths: late.thousandths,
            });
        }
        *place += 1;
    }
    found
}
