//! How the figures of a signed return are printed: for whoever is not of the organisation without small
//! numbers of people.

use super::{SealedMeasure, SealedReturn};
use crate::disclosure::{Cell, Figures, Printed, Reader, is_small, quarter};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A return's figures as they are printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedReturn {
    measures: BTreeMap<Uuid, Printed>,
    /// Each adjustment of the return, in its order.
    pub adjustments: Vec<String>,
}

impl PrintedReturn {
    /// How the figures of a measure are printed.
    pub fn measure(&self, id: Uuid) -> Printed {
        self.measures.get(&id).cloned().unwrap_or_default()
    }

    /// Whether any figure is kept back.
    pub fn keeps_back(&self) -> bool {
        self.measures.values().any(Printed::keeps_back)
    }
}

/// The figures of a measure by what they are, with what belongs to earlier quarters.
pub(crate) fn figures(measure: &SealedMeasure, adjustments: &[i64]) -> Figures {
    let mut cells: BTreeMap<Cell, i64> = [
        (Cell::Evidenced, measure.evidenced_thousandths),
        (Cell::Additional, measure.additional_thousandths),
        (Cell::Unevidenced, measure.unevidenced_thousandths),
    ]
    .into();
    let grades = measure.by_grade.iter();
    cells.extend(grades.map(|part| (Cell::Grade(part.grade), part.thousandths)));
    let areas = measure.by_area.iter();
    cells.extend(areas.map(|part| (Cell::Area(part.code.clone()), part.thousandths)));
    let partners = measure.by_partner.iter();
    cells.extend(partners.map(|part| (Cell::partner(part.id), part.thousandths)));
    let late = adjustments.iter().copied().enumerate();
    cells.extend(late.map(|(place, thousandths)| (Cell::Adjusted(place), thousandths)));
    Figures { cells }
}

impl SealedReturn {
    /// The figures of a measure, and what of them belongs to earlier quarters.
    pub(crate) fn figures(&self, measure: &SealedMeasure) -> Figures {
        let late = self.adjustments.iter();
        let late: Vec<i64> = late
            .filter(|late| late.code == measure.code)
            .map(|late| late.thousandths)
            .collect();
        figures(measure, &late)
    }

    /// The figures of a part that was counted elsewhere.
    pub(crate) fn part_figures(measure: &SealedMeasure) -> Figures {
        figures(measure, &[])
    }

    /// How the figures of a measure are printed for whoever is not of the organisation. What a
    /// restatement took in or left out is the difference between two printed editions: where a number of
    /// people in it is small, nothing of the measure is printed anew.
    pub(crate) fn measure_printed(&self, measure: &SealedMeasure) -> Printed {
        let own = self.figures(measure);
        let restates = self.beside.restates.iter();
        let parts = restates.flat_map(|restates| {
            let parts = restates.counted_later.iter().chain(&restates.left_out);
            parts.flat_map(|part| &part.measures)
        });
        let of: Vec<Figures> = parts
            .filter(|part| part.id == measure.id)
            .map(Self::part_figures)
            .collect();
        let mut together: BTreeMap<&Cell, i64> = BTreeMap::new();
        for (cell, number) in of.iter().flat_map(|part| &part.cells) {
            *together.entry(cell).or_default() += number;
        }
        if of.iter().any(Figures::has_small) || together.values().any(|sum| is_small(*sum)) {
            Printed::kept_back(&measure.unit, &own)
        } else {
            quarter(&measure.unit, &own)
        }
    }

    /// How its figures are printed for a reader.
    pub fn printed(&self, reader: Reader) -> PrintedReturn {
        let measures: BTreeMap<Uuid, Printed> = match reader {
            Reader::Inside => BTreeMap::new(),
            Reader::Outside => {
                let measures = self.measures.iter();
                measures
                    .map(|measure| (measure.id, self.measure_printed(measure)))
                    .collect()
            }
        };
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let adjustments = self.adjustments.iter().map(|late| {
            let place = places.entry(&late.code).or_default();
            let cell = Cell::Adjusted(*place);
            *place += 1;
            let of = |measure: &&SealedMeasure| measure.code == late.code;
            let printed = self.measures.iter().find(of);
            let printed = printed.and_then(|measure| measures.get(&measure.id));
            let exact = Printed::default();
            printed.unwrap_or(&exact).words(&cell, late.thousandths)
        });
        PrintedReturn {
            adjustments: adjustments.collect(),
            measures,
        }
    }
}
