//! How the figures of an annual report are printed beside those of its returns: for whoever is not of the
//! organisation without small numbers of people, and so that no quarter's small number follows from the
//! year.

use super::counted_once::corrections_of;
use super::{ContractMeasure, MeasureYear, Outcomes, SealedContract};
use crate::disclosure::{Cell, Figures, Printed, Reader, contracts, counts_people, is_small, year};
use crate::ledger::Quantity;
use crate::monitoring::{SealedMeasure, SealedReturn};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A report's figures as they are printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedReport {
    measures: BTreeMap<Uuid, PrintedYear>,
    /// Each adjustment of the year, in its order.
    pub adjustments: Vec<String>,
    /// Each figure that is put right so that it counts once, in its order.
    pub counted_once: Vec<String>,
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

    /// Whether any figure of the year or of its quarters is kept back.
    fn keeps_back(&self) -> bool {
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
    let grades = measure.by_grade.iter();
    cells.extend(grades.map(|part| (Cell::Grade(part.grade), part.thousandths)));
    let areas = measure.by_area.iter();
    cells.extend(areas.map(|part| (Cell::Area(part.code.clone()), part.thousandths)));
    let partners = measure.by_partner.iter();
    cells.extend(partners.map(|part| (Cell::partner(part.id), part.thousandths)));
    Figures { cells }
}

/// The figures of each quarter as it was printed, by its name.
fn quarters(measure: &MeasureYear, returns: &[SealedReturn]) -> Vec<(String, (Figures, Printed))> {
    let parts = returns.iter().filter_map(|signed| {
        let mut of = signed.measures.iter();
        let of: &SealedMeasure = of.find(|other| other.id == measure.id)?;
        let figures = signed.figures(of);
        let printed = signed.measure_printed(of);
        Some((signed.quarter.clone(), (figures, printed)))
    });
    parts.collect()
}

/// All that a year is made of: its quarters, and what counts once. The latter is a difference between the
/// year and its quarters: beside a small one, or one that is taken off, no figure of the year is weighed
/// against those of the quarters.
fn parts(measure: &MeasureYear, returns: &[SealedReturn]) -> Vec<(Figures, Printed)> {
    let quarters = quarters(measure, returns).into_iter();
    let once = corrections_of(measure.id, returns).into_iter().map(|of| {
        let figures = SealedReturn::part_figures(&of);
        let printed = Printed::part(&of.unit, &figures);
        (figures, printed)
    });
    quarters.map(|(_, part)| part).chain(once).collect()
}

fn measure_printed(measure: &MeasureYear, returns: &[SealedReturn]) -> PrintedYear {
    let quarters = quarters(measure, returns).into_iter();
    PrintedYear {
        year: year(&measure.unit, &figures(measure), &parts(measure, returns)),
        quarters: quarters
            .map(|(name, (_, printed))| (name, printed))
            .collect(),
    }
}

/// The figures that a report prints of a measure under a contract.
fn contract_figures(measure: &ContractMeasure) -> Figures {
    let mut cells: BTreeMap<Cell, i64> = [
        (Cell::Evidenced, measure.evidenced_thousandths),
        (Cell::Additional, measure.additional_thousandths),
        // A contract has none in print.
        (Cell::Unevidenced, 0),
    ]
    .into();
    let areas = measure.by_area.iter();
    cells.extend(areas.map(|part| (Cell::Area(part.code.clone()), part.thousandths)));
    Figures { cells }
}

/// The figures under contracts as they are printed, by contract and measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedContracts {
    of: BTreeMap<(Uuid, Uuid), Printed>,
}

impl PrintedContracts {
    /// How the figures of a measure under a contract are printed.
    pub fn measure(&self, contract: Uuid, measure: Uuid) -> Printed {
        self.of
            .get(&(contract, measure))
            .cloned()
            .unwrap_or_default()
    }

    /// Whether any figure is kept back.
    pub fn keeps_back(&self) -> bool {
        self.of.values().any(Printed::keeps_back)
    }
}

impl Outcomes {
    /// How the figures under contracts are printed for a reader, beside those of the year.
    pub fn contracts_printed(
        &self,
        returns: &[SealedReturn],
        of: &[SealedContract],
        reader: Reader,
    ) -> PrintedContracts {
        let mut printed = PrintedContracts::default();
        for measure in self.measures().filter(|_| reader == Reader::Outside) {
            let under: Vec<(Uuid, &ContractMeasure)> = of
                .iter()
                .filter_map(|contract| {
                    let mut measures = contract.measures.iter();
                    let found = measures.find(|one| one.id == measure.id)?;
                    Some((contract.id, found))
                })
                .collect();
            if under.is_empty() {
                continue;
            }
            let parts = parts(measure, returns);
            let of_year = figures(measure);
            let in_print = year(&measure.unit, &of_year, &parts);
            let divided: Vec<Figures> = under.iter().map(|(_, of)| contract_figures(of)).collect();
            let decided = contracts(&measure.unit, (&of_year, &in_print), &parts, &divided);
            let keys = under.iter().map(|(contract, _)| (*contract, measure.id));
            printed.of.extend(keys.zip(decided));
        }
        printed
    }

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
        let once = self.counted_once.iter().map(|once| {
            let is_exact = match reader {
                Reader::Inside => true,
                Reader::Outside => {
                    let mut of = self.measures().filter(|measure| measure.code == once.code);
                    of.all(|measure| !counts_people(&measure.unit))
                }
            };
            if is_exact || once.thousandths % 1_000 == 0 && !is_small(once.thousandths) {
                Quantity(once.thousandths).to_string()
            } else {
                "not shown".to_owned()
            }
        });
        PrintedReport {
            counted_once: once.collect(),
            measures,
            adjustments: adjustments.collect(),
        }
    }
}
