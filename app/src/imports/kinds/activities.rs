//! Activities: a line is one to begin with. Each is a draft until its three questions are answered
//! (P1.1d); one whose title is there already is passed over.

use super::words::{self, Names};
use super::{Bringing, Cells, Deed, Field, Need, Taker, Verdict, Wrong};
use crate::activities::{self, Activity, ActivityLine};
use crate::failure::Failure;
use crate::imports::store;
use database::{Id, Read, Write};
use domain::ledger::Grade;
use jiff::Timestamp;
use jiff::civil::Date;

const TITLE: usize = 0;
const AUDIENCE: usize = 1;
const AREA: usize = 2;
const MEASURE: usize = 3;
const COUNTING: usize = 4;
const PARTNER: usize = 5;
const MINUTES: usize = 6;
const STARTS: usize = 7;
const ENDS: usize = 8;
const DESCRIPTION: usize = 9;

pub(super) static FIELDS: [Field; 10] = [
    Field {
        key: "title",
        label: "Title",
        hint: "",
        need: Need::Must,
        known_as: &[
            "title",
            "activity",
            "activity title",
            "name",
            "activity name",
        ],
        example: "Employability workshop",
    },
    Field {
        key: "audience",
        label: "Who it is for",
        hint: "Staff, learners, employers or community",
        need: Need::Must,
        known_as: &[
            "who it is for",
            "audience",
            "for",
            "for whom",
            "group",
            "beneficiaries",
            "participants",
        ],
        example: "Community",
    },
    Field {
        key: "area",
        label: "Area",
        hint: "One of your areas, by name or code",
        need: Need::Must,
        known_as: &[
            "area",
            "borough",
            "local authority",
            "district",
            "location",
            "place",
        ],
        example: "Knowsley",
    },
    Field {
        key: "measure",
        label: "Measure",
        hint: "What its sessions count towards, by code",
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
        key: "counting",
        label: "How it is counted",
        hint: "Attendees when it is empty",
        need: Need::May,
        known_as: &["how it is counted", "counting", "counted as", "count"],
        example: "",
    },
    Field {
        key: "partner",
        label: "Partner",
        hint: "By name, once approved; empty if there is none",
        need: Need::May,
        known_as: &["partner", "organisation", "delivered with", "partner name"],
        example: "",
    },
    Field {
        key: "minutes",
        label: "Usual length in minutes",
        hint: "60 when it is empty",
        need: Need::May,
        known_as: &["usual length in minutes", "minutes", "length", "duration"],
        example: "90",
    },
    Field {
        key: "starts",
        label: "First day",
        hint: "",
        need: Need::May,
        known_as: &[
            "first day",
            "start",
            "start date",
            "starts on",
            "starts",
            "from",
        ],
        example: "01/09/2026",
    },
    Field {
        key: "ends",
        label: "Last day",
        hint: "",
        need: Need::May,
        known_as: &[
            "last day", "end", "end date", "ends on", "ends", "until", "to",
        ],
        example: "",
    },
    Field {
        key: "description",
        label: "What happens",
        hint: "",
        need: Need::May,
        known_as: &["what happens", "description", "details", "notes", "about"],
        example: "",
    },
];

/// The field of a kind that a field of the form stands for.
fn field_of(name: &str) -> &'static Field {
    match name {
        "audience" => &FIELDS[AUDIENCE],
        "area" => &FIELDS[AREA],
        "measure_1" => &FIELDS[MEASURE],
        "counting_1" => &FIELDS[COUNTING],
        "partner" => &FIELDS[PARTNER],
        "minutes" => &FIELDS[MINUTES],
        "starts_on" => &FIELDS[STARTS],
        "ends_on" => &FIELDS[ENDS],
        "description" => &FIELDS[DESCRIPTION],
        _ => &FIELDS[TITLE],
    }
}

/// Lines of a file on their way to be activities.
pub(super) struct Activities {
    import_id: Id,
    now: Timestamp,
    areas: Names<String>,
    measures: Names<Id>,
    forms: activities::Activities,
    next: Option<Activity>,
}

/// A day that may be left out.
fn day(cell: &str, field: &Field, wrong: &mut Vec<Wrong>) -> Option<Date> {
    if cell.is_empty() {
        return None;
    }
    words::date(cell, field, wrong)
}

impl Activities {
    pub(super) fn begin(read: &mut Read<'_>, by: &Bringing) -> Result<Self, Failure> {
        Ok(Self {
            import_id: by.import_id,
            now: by.context.now,
            areas: words::areas(read)?,
            measures: words::measures(read)?,
            forms: activities::Activities::begin(read, by.context.today)?,
            next: None,
        })
    }
}

impl Taker for Activities {
    fn support(&mut self, _: (Id, Grade)) {}

    fn judge(&mut self, _: &mut Read<'_>, cells: &Cells<'_>) -> Result<Verdict, Failure> {
        self.next = None;
        let mut wrong = Vec::new();
        let line = ActivityLine {
            title: cells.of(TITLE),
            description: cells.of(DESCRIPTION),
            audience: cells.of(AUDIENCE),
            area_code: self
                .areas
                .must(cells.of(AREA), field_of("area"), &mut wrong),
            partner: cells.of(PARTNER),
            measure_id: self
                .measures
                .must(cells.of(MEASURE), field_of("measure_1"), &mut wrong),
            counting: cells.of(COUNTING),
            minutes: cells.of(MINUTES),
            starts_on: day(cells.of(STARTS), field_of("starts_on"), &mut wrong),
            ends_on: day(cells.of(ENDS), field_of("ends_on"), &mut wrong),
        };
        let refusals = match self.forms.read(&line) {
            Ok(None) if wrong.is_empty() => return Ok(Verdict::Skips),
            Ok(found) if wrong.is_empty() => {
                self.next = found;
                return Ok(Verdict::Creates);
            }
            Ok(_) => Vec::new(),
            Err(refusals) => refusals,
        };
        for (name, words) in refusals {
            let field = field_of(&name);
            if !wrong.iter().any(|wrong| wrong.field == field.label) {
                wrong.push(Wrong::new(field, words));
            }
        }
        Ok(Verdict::Refused(wrong))
    }

    fn take(&mut self) -> Option<Deed> {
        let activity = self.next.take()?;
        let (import_id, now) = (self.import_id, self.now);
        Some(Box::new(move |write| {
            activities::Activities::start(write, &activity, now)?;
            store::record_add(write, import_id, (&activity.id.to_string(), None))
        }))
    }

    fn finish(self: Box<Self>, _: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
        Ok(None)
    }
}
