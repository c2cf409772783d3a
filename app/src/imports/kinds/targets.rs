//! Targets: a line is the target of a measure in a quarter. The target of a quarter that has been
//! signed off stays as it was.

use super::words::{self, Names};
use super::{Bringing, Cells, Deed, Field, Need, Taker, Verdict, Wrong};
use crate::failure::Failure;
use crate::framework;
use crate::imports::store;
use crate::ledger::{self, Context};
use database::{Id, Read, Write};
use domain::calendar::Quarter;
use domain::ledger::Grade;
use intake::value;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

const MEASURE: usize = 0;
const QUARTER: usize = 1;
const TARGET: usize = 2;

pub(super) static FIELDS: [Field; 3] = [
    Field {
        key: "measure",
        label: "Measure",
        hint: "Its code or its title",
        need: Need::Must,
        known_as: &[
            "measure",
            "measure code",
            "code",
            "kpi",
            "toms",
            "indicator",
        ],
        example: "HM7",
    },
    Field {
        key: "quarter",
        label: "Quarter",
        hint: "The academic year and the quarter, such as 2026-27 Q1, or any day in it",
        need: Need::Must,
        known_as: &["quarter", "period", "qtr", "when"],
        example: "2026-27 Q1",
    },
    Field {
        key: "target",
        label: "Target",
        hint: "A number, with up to three decimals",
        need: Need::Must,
        known_as: &[
            "target",
            "target quantity",
            "quantity",
            "number",
            "goal",
            "value",
        ],
        example: "40",
    },
];

/// Lines of a file on their way to be targets.
pub(super) struct Targets {
    import_id: Id,
    context: Context,
    measures: Names<Id>,
    closed: BTreeSet<Quarter>,
    /// The targets of quarters that lines have named so far.
    known: BTreeMap<Quarter, BTreeMap<Id, i64>>,
    seen: BTreeSet<(Id, Quarter)>,
    next: Option<(Id, Quarter, i64)>,
}

impl Targets {
    pub(super) fn begin(read: &mut Read<'_>, by: &Bringing) -> Result<Self, Failure> {
        Ok(Self {
            import_id: by.import_id,
            context: by.context,
            measures: words::measures(read)?,
            closed: ledger::closed_quarters(read, by.context.calendar)?,
            known: BTreeMap::new(),
            seen: BTreeSet::new(),
            next: None,
        })
    }

    /// The quarter of a cell: by its name, or of a day in it.
    fn quarter(&self, cell: &str) -> Option<Quarter> {
        let name = cell.trim().to_lowercase().replace([' ', '/'], "-");
        let calendar = self.context.calendar;
        let day = || value::date(cell).map(|day| calendar.quarter_of(day));
        calendar.quarter(&name).or_else(day)
    }

    fn old(&mut self, read: &mut Read<'_>, at: (Id, Quarter)) -> Result<Option<i64>, Failure> {
        let known = match self.known.entry(at.1) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let found = framework::targets(read, &[at.1])?.into_iter();
                let found = found.map(|((measure, _), target)| (measure, target));
                place.insert(found.collect())
            }
        };
        Ok(known.get(&at.0).copied())
    }
}

impl Taker for Targets {
    fn support(&mut self, _: (Id, Grade)) {}

    fn judge(&mut self, read: &mut Read<'_>, cells: &Cells<'_>) -> Result<Verdict, Failure> {
        self.next = None;
        let mut wrong = Vec::new();
        let measure = self
            .measures
            .must(cells.of(MEASURE), &FIELDS[MEASURE], &mut wrong);
        let quarter = self.quarter(cells.of(QUARTER));
        match quarter {
            None => wrong.push(Wrong::new(
                &FIELDS[QUARTER],
                "It is no quarter: write it as 2026-27 Q1, or as any day in it",
            )),
            Some(quarter) if self.closed.contains(&quarter) => wrong.push(Wrong::new(
                &FIELDS[QUARTER],
                "This quarter has been signed off, so its target stays as it was",
            )),
            Some(_) => {}
        }
        let target = words::thousandths(cells.of(TARGET), &FIELDS[TARGET], &mut wrong);
        if target.is_some_and(|target| target < 0) {
            wrong.push(Wrong::new(&FIELDS[TARGET], "A target cannot be below 0"));
        }
        let (Some(measure), Some(quarter), Some(target), true) =
            (measure, quarter, target, wrong.is_empty())
        else {
            return Ok(Verdict::Refused(wrong));
        };
        if !self.seen.insert((measure, quarter)) {
            wrong.push(Wrong::new(
                &FIELDS[QUARTER],
                "This measure and quarter stand twice in the file",
            ));
            return Ok(Verdict::Refused(wrong));
        }
        let old = self.old(read, (measure, quarter))?;
        if old == Some(target) {
            return Ok(Verdict::Skips);
        }
        self.next = Some((measure, quarter, target));
        Ok(if old.is_some() {
            Verdict::Changes
        } else {
            Verdict::Creates
        })
    }

    fn take(&mut self) -> Option<Deed> {
        let (measure, quarter, target) = self.next.take()?;
        let known = self.known.get(&quarter);
        let before = known.and_then(|known| known.get(&measure));
        let before = before.map(ToString::to_string);
        let (import_id, now) = (self.import_id, self.context.now);
        Some(Box::new(move |write| {
            framework::target_set(write, measure, quarter, target, now)?;
            let record = format!("{measure} {quarter} {target}");
            store::record_add(write, import_id, (&record, before.as_deref()))
        }))
    }

    fn finish(self: Box<Self>, _: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
        Ok(None)
    }
}
