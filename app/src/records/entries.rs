//! Entries to take away as a table, by the same filter as their page: one row each, newest first, read and
//! written a thousand at a time, so that the memory does not grow with their number (P1.1a).

use crate::failure::Failure;
use crate::framework::Measure;
use crate::ledger::{self, Entry, Filter};
use crate::long_file::{LongFile, Rows, broken};
use crate::visit::{Answer, Visit};
use crate::{activities, contracts, framework, organisation, partners};
use database::{Id, Read};
use documents::{Cell, Column, Lines, Sheet, SheetKind, Side};
use domain::calendar::{Calendar, Quarter};
use std::collections::BTreeMap;

/// Entries read by one statement.
const AT_ONCE: i64 = 1_000;

/// The columns: heading, letters, and where their text stands.
const COLUMNS: [(&str, usize, Side); 16] = [
    ("Date", 18, Side::Left),
    ("Counts in", 22, Side::Left),
    ("Adjusts", 22, Side::Left),
    ("Measure", 10, Side::Left),
    ("What it counts", 44, Side::Left),
    ("Quantity", 12, Side::Right),
    ("Unit", 18, Side::Left),
    ("Of that additional", 18, Side::Right),
    ("Area", 18, Side::Left),
    ("Area code", 12, Side::Left),
    ("Partner", 26, Side::Left),
    ("Activity", 30, Side::Left),
    ("Contract", 24, Side::Left),
    ("Evidence", 22, Side::Left),
    ("Kind", 12, Side::Left),
    ("Reason", 40, Side::Left),
];

/// As an Excel workbook.
pub(crate) fn xlsx(visit: &mut Visit<'_>) -> Answer {
    file(visit, SheetKind::Xlsx)
}

/// As an OpenDocument spreadsheet.
pub(crate) fn ods(visit: &mut Visit<'_>) -> Answer {
    file(visit, SheetKind::Ods)
}

/// As plain text with commas.
pub(crate) fn csv(visit: &mut Visit<'_>) -> Answer {
    file(visit, SheetKind::Csv)
}

fn file(visit: &mut Visit<'_>, kind: SheetKind) -> Answer {
    let filter = ledger::list::asked(visit)?;
    let calendar = visit.who()?.calendar;
    let columns = COLUMNS.map(|(heading, letters, side)| Column {
        heading: heading.to_owned(),
        letters,
        side,
    });
    let file = LongFile {
        kind,
        name: format!("entries-{}", visit.today()),
        sheet: Sheet {
            name: "Entries".to_owned(),
            caption: None,
            columns: columns.to_vec(),
            lines: Lines::One,
        },
    };
    file.answer(visit, |read, rows| {
        let names = Names::read(read, calendar)?;
        everything(read, rows, (filter, &names))
    })
}

fn everything(
    read: &mut Read<'_>,
    rows: &mut Rows,
    (mut filter, names): (Filter, &Names),
) -> Result<(), Failure> {
    loop {
        let entries = ledger::entries(read, &filter, AT_ONCE)?;
        let Some(last) = entries.last() else {
            return Ok(());
        };
        filter.before = Some((last.counts_on, last.id));
        for entry in &entries {
            names.write(entry, rows)?;
        }
    }
}

/// What the keys of an entry are called.
struct Names {
    calendar: Calendar,
    measures: BTreeMap<Id, Measure>,
    areas: BTreeMap<String, String>,
    partners: BTreeMap<Id, String>,
    activities: BTreeMap<Id, String>,
    contracts: BTreeMap<Id, String>,
}

impl Names {
    fn read(read: &mut Read<'_>, calendar: Calendar) -> Result<Self, Failure> {
        let measures = framework::measures(read)?.into_iter();
        let areas = organisation::areas(read)?.into_iter();
        let partners = partners::all(read)?.into_iter();
        let activities = activities::all(read)?.into_iter();
        let contracts = contracts::all(read)?.into_iter();
        Ok(Self {
            calendar,
            measures: measures.map(|measure| (measure.id, measure)).collect(),
            areas: areas.map(|area| (area.code, area.name)).collect(),
            partners: partners.map(|partner| (partner.id, partner.name)).collect(),
            activities: activities
                .map(|activity| (activity.id, activity.title))
                .collect(),
            contracts: contracts
                .map(|contract| (contract.id, contract.name()))
                .collect(),
        })
    }

    fn quarter(&self, name: &str) -> String {
        let quarter = self.calendar.quarter(name);
        quarter.map_or_else(|| name.to_owned(), Quarter::title)
    }

    fn write(&self, entry: &Entry, rows: &mut Rows) -> Result<(), Failure> {
        fn named<'a, K: Ord>(names: &'a BTreeMap<K, String>, key: Option<&K>) -> Cell<'a> {
            let name = key.and_then(|key| names.get(key));
            name.map_or(Cell::Empty, |name| Cell::Text(name))
        }
        let measure = self.measures.get(&entry.measure_id);
        let of_measure = |text: fn(&Measure) -> &str| {
            measure.map_or(Cell::Empty, |measure| Cell::Text(text(measure)))
        };
        let counts_in = self.quarter(&entry.quarter);
        let adjusts = entry
            .adjusts_quarter
            .as_deref()
            .map(|name| self.quarter(name));
        let (quantity, additional) = (entry.quantity.to_string(), entry.additional.to_string());
        let kind = if entry.kind == "reversal" {
            "Correction"
        } else {
            "Entry"
        };
        rows.row(&[
            Cell::Day(entry.happened_on),
            Cell::Text(&counts_in),
            adjusts.as_deref().map_or(Cell::Empty, Cell::Text),
            of_measure(|measure| &measure.code),
            of_measure(|measure| &measure.title),
            Cell::printed(&quantity),
            of_measure(|measure| &measure.unit),
            Cell::printed(&additional),
            named(&self.areas, Some(&entry.area_code)),
            Cell::Text(&entry.area_code),
            named(&self.partners, entry.partner_id.as_ref()),
            named(&self.activities, entry.activity_id.as_ref()),
            named(&self.contracts, entry.contract_id.as_ref()),
            Cell::Text(entry.grade.name()),
            Cell::Text(kind),
            Cell::Text(&entry.reason),
        ])
        .map_err(broken)
    }
}
