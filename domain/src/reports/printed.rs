//! How the figures of an annual report are printed beside those of its returns: for whoever is not of the
//! organisation without small numbers of people, and so that no quarter's small number follows from the
//! year.

use super::{MeasureYear, Outcomes};
use crate::disclosure::{Cell, Figures, Printed, Reader, quarter, year};
use crate::monitoring::{SealedMeasure, SealedReturn};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A report's figures as they are printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedReport {
    measures: BTreeMap<Uuid, PrintedYear>,
    /// Each adjustment of the year, in its order.
    pub adjustments: Vec<String>,
}

/// A measure's figures as they are printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedYear {
    /// Of the year.
    pub year: Printed,
    /// Of each return that names the measure, by its quarter.
    quarters: BTreeMap<String, Printed>,
}

impl PrintedYear {
    /// How the figures of a quarter are printed.
    pub fn quarter(&self, name: &str) -> Printed {
        self.quarters.get(name).cloned().unwrap_or_default()
    }

    /// Whether any figure of the year or of its quarters is kept back. Where none is, all that the
    /// quarters print is exact, the parts by evidence too, and their sums over the year follow from it.
    pub fn keeps_back(&self) -> bool {
        self.year.keeps_back() || self.quarters.values().any(Printed::keeps_back)
    }
}

impl PrintedReport {
    /// How the figures of a measure are printed.
    pub fn measure(&self, id: Uuid) -> PrintedYear {
        self.measures.get(&id).cloned().unwrap_or_default()
    }

    /// Whether any figure is kept back.
    pub fn keeps_back(&self) -> bool {
        self.measures.values().any(PrintedYear::keeps_back)
    }
}

/// The figures that a report prints of a measure's year.
fn figures(measure: &MeasureYear) -> Figures {
    let mut cells: BTreeMap<Cell, i64> = [
        (Cell::Evidenced, measure.evidenced_thousandths),
        (Cell::Additional, measure.additional_thousandths),
        (Cell::Unevidenced, measure.unevidenced_thousandths),
    ]
    .into();
    let areas = measure.by_area.iter();
    cells.extend(areas.map(|part| (Cell::Area(part.code.clone()), part.thousandths)));
    let partners = measure.by_partner.iter();
    cells.extend(partners.map(|part| (Cell::partner(part.id), part.thousandths)));
    Figures { cells }
}

fn measure_printed(measure: &MeasureYear, returns: &[SealedReturn]) -> PrintedYear {
    let mut quarters = BTreeMap::new();
    let mut parts = Vec::new();
    for signed in returns {
        let of = |other: &&SealedMeasure| other.id == measure.id;
        if let Some(of) = signed.measures.iter().find(of) {
            let figures = signed.figures(of);
            let printed = quarter(&of.unit, &figures);
            quarters.insert(signed.quarter.clone(), printed.clone());
            parts.push((figures, printed));
        }
    }
    PrintedYear {
        year: year(&measure.unit, &figures(measure), &parts),
        quarters,
    }
}

impl Outcomes {
    /// How its figures are printed for a reader, beside the returns it is made of.
    pub fn printed(&self, returns: &[SealedReturn], reader: Reader) -> PrintedReport {
        let measures = match reader {
            Reader::Inside => BTreeMap::new(),
            Reader::Outside => self
                .measures()
                .map(|measure| (measure.id, measure_printed(measure, returns)))
                .collect(),
        };
        let adjustments = returns
            .iter()
            .flat_map(|one| one.printed(reader).adjustments);
        PrintedReport {
            measures,
            adjustments: adjustments.collect(),
        }
    }
}
