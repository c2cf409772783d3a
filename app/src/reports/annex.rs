//! The figures under contracts as pages and documents print them: funding stream by its new and its former
//! name, evidenced quantity of each measure with what of it is additional and what is core, and by area.

use super::content::AnnualReport;
use super::figures::quantity;
use domain::calendar::in_words;
use domain::disclosure::{Cell, Printed, Reader};
use domain::reports::{ContractMeasure, SealedContract};

/// What is said of the figures under contracts, wherever they are.
pub(super) const NOTE: &str = "What counts in the signed quarters and names the contract. Additional is what comes on top of what the contract pays for; core is what it pays for anyway. What names no contract is not in these tables.";

/// A contract.
#[derive(Debug)]
pub(super) struct ContractShown {
    pub(super) name: String,
    pub(super) stream: String,
    pub(super) dates: String,
    pub(super) rows: Vec<Row>,
    /// Measure, area, evidenced quantity and unit.
    pub(super) areas: Vec<[String; 4]>,
}

/// A measure under a contract.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) measure: String,
    pub(super) unit: String,
    pub(super) evidenced: String,
    pub(super) additional: String,
    pub(super) core: String,
}

impl Row {
    fn of(measure: &ContractMeasure, printed: &Printed) -> Self {
        let [evidenced, additional] = [
            (Cell::Evidenced, measure.evidenced_thousandths),
            (Cell::Additional, measure.additional_thousandths),
        ];
        let is_exact = printed.is_exact(&evidenced.0) && printed.is_exact(&additional.0);
        Self {
            measure: format!("{} {}", measure.code, measure.title),
            unit: measure.unit.clone(),
            evidenced: printed.words(&evidenced.0, evidenced.1),
            additional: printed.words(&additional.0, additional.1),
            core: if is_exact {
                quantity(evidenced.1.saturating_sub(additional.1))
            } else {
                "not shown".to_owned()
            },
        }
    }
}

/// The contracts of a report for a reader.
pub(super) fn contracts(report: &AnnualReport, reader: Reader) -> Vec<ContractShown> {
    let printed = report.contracts_printed(reader);
    let shown = |contract: &SealedContract| {
        let of = |measure: &ContractMeasure| printed.measure(contract.id, measure.id);
        let areas = contract.measures.iter().flat_map(|measure| {
            let printed = of(measure);
            measure.by_area.iter().map(move |area| {
                let cell = Cell::Area(area.code.clone());
                [
                    format!("{} {}", measure.code, measure.title),
                    area.name.clone(),
                    printed.words(&cell, area.thousandths),
                    measure.unit.clone(),
                ]
            })
        });
        ContractShown {
            name: contract.name(),
            stream: contract.stream_in_words(),
            dates: format!("{} to {}", in_words(contract.from), in_words(contract.to)),
            rows: contract
                .measures
                .iter()
                .map(|measure| Row::of(measure, &of(measure)))
                .collect(),
            areas: areas.collect(),
        }
    };
    report.content.contracts.iter().map(shown).collect()
}
