//! Attendance: a line is a session of an activity that is live (P4e). It is recorded by the same rules
//! as by hand; the same session again is passed over.

use super::words::{self, Names};
use super::{Bringing, Cells, Deed, Field, Need, Taker, Verdict, Wrong};
use crate::activities::{Activity, Session, SessionLine, Sessions};
use crate::failure::Failure;
use crate::imports::store;
use crate::ledger::Context;
use database::{Id, Read, Write};
use domain::ledger::Grade;
use intake::value;
use jiff::civil::Date;
use std::collections::BTreeSet;

const ACTIVITY: usize = 0;
const DATE: usize = 1;
const PEOPLE: usize = 2;
const MINUTES: usize = 3;
const AREA: usize = 4;
const SUPERVISOR: usize = 5;
const SUPERVISORS: usize = 6;
const CONSENT: usize = 7;
const NOTE: usize = 8;

pub(super) static FIELDS: [Field; 9] = [
    Field {
        key: "activity",
        label: "Activity",
        hint: "Its title, as it stands in the list of activities",
        need: Need::Must,
        known_as: &[
            "activity",
            "activity title",
            "title",
            "session",
            "event",
            "course",
            "programme",
        ],
        example: "Employability workshop",
    },
    Field {
        key: "date",
        label: "Date",
        hint: "When the session was held, the day first",
        need: Need::Must,
        known_as: &[
            "date",
            "session date",
            "held on",
            "day",
            "when",
            "date of session",
        ],
        example: "14/10/2026",
    },
    Field {
        key: "people",
        label: "How many people took part",
        hint: "",
        need: Need::Must,
        known_as: &[
            "how many people took part",
            "people",
            "attendees",
            "attendance",
            "number attended",
            "attended",
            "participants",
            "number of people",
            "headcount",
            "no attended",
        ],
        example: "12",
    },
    Field {
        key: "minutes",
        label: "Length in minutes",
        hint: "The activity's usual length when it is empty",
        need: Need::May,
        known_as: &[
            "length in minutes",
            "minutes",
            "length",
            "duration",
            "duration minutes",
            "mins",
        ],
        example: "90",
    },
    Field {
        key: "area",
        label: "Area",
        hint: "The activity's own area when it is empty",
        need: Need::May,
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
        key: "supervisor",
        label: "Who supervised",
        hint: "Only for learners; who usually supervises when it is empty",
        need: Need::May,
        known_as: &[
            "who supervised",
            "supervisor",
            "supervised by",
            "tutor",
            "staff",
        ],
        example: "",
    },
    Field {
        key: "supervisors",
        label: "How many supervisors",
        hint: "Only for learners; 1 when it is empty",
        need: Need::May,
        known_as: &[
            "how many supervisors",
            "supervisors",
            "number of supervisors",
        ],
        example: "",
    },
    Field {
        key: "consent",
        label: "Consent was confirmed",
        hint: "Only for learners under 18: yes or no",
        need: Need::May,
        known_as: &[
            "consent was confirmed",
            "consent",
            "consent confirmed",
            "parental consent",
        ],
        example: "",
    },
    Field {
        key: "note",
        label: "Note",
        hint: "",
        need: Need::May,
        known_as: &["note", "notes", "comment", "comments", "remarks"],
        example: "",
    },
];

/// The field of a kind that a field of the form stands for.
fn field_of(name: &str) -> &'static Field {
    match name {
        "held_on" => &FIELDS[DATE],
        "minutes" => &FIELDS[MINUTES],
        "attendees" | "walk_ins" | "came" => &FIELDS[PEOPLE],
        "area" => &FIELDS[AREA],
        "supervisor" => &FIELDS[SUPERVISOR],
        "supervisors" => &FIELDS[SUPERVISORS],
        "consent" => &FIELDS[CONSENT],
        "note" => &FIELDS[NOTE],
        _ => &FIELDS[ACTIVITY],
    }
}

/// By what two sessions are taken for one: activity, day, minutes, people and area.
type Alike = (Id, Date, i64, i64, String);

fn alike(session: &Session) -> Alike {
    let area = session.area_code.clone();
    let (minutes, people) = (session.minutes, session.attendees);
    (session.activity_id, session.held_on, minutes, people, area)
}

/// Lines of a file on their way to be sessions.
pub(super) struct Attendance {
    import_id: Id,
    areas: Names<String>,
    context: Context,
    sessions: Sessions,
    /// What the lines before ask for: the same session again is passed over.
    asked: BTreeSet<Alike>,
    evidence: Option<(Id, Grade)>,
    next: Option<(Activity, Session)>,
}

impl Attendance {
    pub(super) fn begin(read: &mut Read<'_>, by: &Bringing) -> Result<Self, Failure> {
        Ok(Self {
            import_id: by.import_id,
            areas: words::areas(read)?,
            context: by.context,
            sessions: Sessions::begin(read, (by.person_id, by.context))?,
            asked: BTreeSet::new(),
            evidence: None,
            next: None,
        })
    }
}

impl Taker for Attendance {
    fn support(&mut self, evidence: (Id, Grade)) {
        self.evidence = Some(evidence);
    }

    fn judge(&mut self, read: &mut Read<'_>, cells: &Cells<'_>) -> Result<Verdict, Failure> {
        self.next = None;
        let mut wrong = Vec::new();
        let held_on = words::date(cells.of(DATE), field_of("held_on"), &mut wrong);
        let area_code = self.areas.of(cells.of(AREA), field_of("area"), &mut wrong);
        let line = SessionLine {
            activity: cells.of(ACTIVITY),
            held_on,
            minutes: cells.of(MINUTES),
            attendees: cells.of(PEOPLE),
            area_code,
            note: cells.of(NOTE),
            supervisor: cells.of(SUPERVISOR),
            supervisors: cells.of(SUPERVISORS),
            consent: value::yes_no(cells.of(CONSENT))
                .filter(|yes| *yes)
                .map(|_| ()),
        };
        let refusals = match self.sessions.read(read, &line)? {
            Ok(found) if wrong.is_empty() => {
                let is_known = Sessions::is_known(read, &found.1)?;
                if is_known.is_some() || !self.asked.insert(alike(&found.1)) {
                    return Ok(Verdict::Skips);
                }
                self.next = Some(found);
                return Ok(Verdict::Creates);
            }
            Ok(_) => Vec::new(),
            Err(refusals) => refusals,
        };
        for (name, words) in refusals {
            let field = field_of(&name);
            // A date or an area that could not be read is said once, in the words of the sheet.
            if !wrong.iter().any(|wrong| wrong.field == field.label) {
                wrong.push(Wrong::new(field, words));
            }
        }
        Ok(Verdict::Refused(wrong))
    }

    fn take(&mut self) -> Option<Deed> {
        let (activity, session) = self.next.take()?;
        let (import_id, evidence, context) = (self.import_id, self.evidence, self.context);
        Some(Box::new(move |write| {
            Sessions::record(write, (&activity, &session), (evidence, &context))?;
            store::record_add(write, import_id, (&session.id.to_string(), None))
        }))
    }

    fn finish(self: Box<Self>, _: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
        Ok(None)
    }
}
