//! Follow-ups: a line is a job that a learner has begun, and perhaps the check of it that is due (P2.1b).
//! Lines of one learner work in the order of the file: the start, then after 13 weeks, then after 26.

use super::words::{self, Names};
use super::{Bringing, Cells, Deed, Field, Need, Taker, Verdict, Wrong};
use crate::failure::Failure;
use crate::follow_ups::{JobLine, Jobs, Taken};
use crate::imports::store;
use crate::ledger::Context;
use database::{Id, Read, Write};
use domain::ledger::Grade;

const LEARNER: usize = 0;
const BEGAN: usize = 1;
const DISTRICT: usize = 2;
const FOUND: usize = 3;
const CHECKED: usize = 4;
const HOURS: usize = 5;
const WORKPLACE: usize = 6;
const SAID_BY: usize = 7;
const SEEN_WHAT: usize = 8;
const KEPT_WHERE: usize = 9;

pub(super) static FIELDS: [Field; 10] = [
    Field {
        key: "learner",
        label: "Learner",
        hint: "The provider’s reference",
        need: Need::Must,
        known_as: &[
            "learner",
            "learner reference",
            "learnrefnumber",
            "learner ref",
            "reference",
            "ref",
        ],
        example: "CD0042",
    },
    Field {
        key: "began",
        label: "Job began on",
        hint: "The day first",
        need: Need::Must,
        known_as: &[
            "job began on",
            "job began",
            "began",
            "started",
            "job start",
            "job start date",
            "start date",
        ],
        example: "14/10/2026",
    },
    Field {
        key: "district",
        label: "District",
        hint: "The first half of the postcode where the learner lives",
        need: Need::May,
        known_as: &[
            "district",
            "outward code",
            "postcode district",
            "postcode",
            "home postcode",
        ],
        example: "L20",
    },
    Field {
        key: "found",
        label: "What was found",
        hint: "In this job; In another job; Self-employed; Not in work; Could not be reached. Empty when only the job is known",
        need: Need::May,
        known_as: &[
            "what was found",
            "found",
            "outcome",
            "status",
            "result",
            "in work",
        ],
        example: "In this job",
    },
    Field {
        key: "checked",
        label: "Checked on",
        hint: "The day the check speaks of",
        need: Need::May,
        known_as: &[
            "checked on",
            "checked",
            "date checked",
            "check date",
            "date of check",
        ],
        example: "14/10/2026",
    },
    Field {
        key: "hours",
        label: "Hours a week",
        hint: "16 or more, or Fewer than 16; not known when it is empty",
        need: Need::May,
        known_as: &["hours a week", "hours", "weekly hours"],
        example: "16 or more",
    },
    Field {
        key: "workplace",
        label: "Where the work is",
        hint: "An area, or Elsewhere; not known when it is empty",
        need: Need::May,
        known_as: &[
            "where the work is",
            "workplace",
            "work area",
            "borough of work",
        ],
        example: "Sefton",
    },
    Field {
        key: "said_by",
        label: "Who said it",
        hint: "The learner; The employer; A payslip or contract that was seen; Another record",
        need: Need::May,
        known_as: &["who said it", "said by", "source", "confirmed by"],
        example: "The employer",
    },
    Field {
        key: "seen_what",
        label: "What you saw",
        hint: "Work counts only with evidence",
        need: Need::May,
        known_as: &["what you saw", "evidence", "what was seen", "seen"],
        example: "Letter of the employer",
    },
    Field {
        key: "kept_where",
        label: "Where it is kept",
        hint: "",
        need: Need::May,
        known_as: &[
            "where it is kept",
            "kept where",
            "kept",
            "location of evidence",
        ],
        example: "Learner file, office",
    },
];

/// The field of a kind that a field of the form stands for.
fn field_of(name: &str) -> &'static Field {
    match name {
        "began_on" => &FIELDS[BEGAN],
        "district" => &FIELDS[DISTRICT],
        "found" => &FIELDS[FOUND],
        "checked_on" => &FIELDS[CHECKED],
        "hours" => &FIELDS[HOURS],
        "workplace" => &FIELDS[WORKPLACE],
        "said_by" => &FIELDS[SAID_BY],
        "seen_what" => &FIELDS[SEEN_WHAT],
        "kept_where" => &FIELDS[KEPT_WHERE],
        _ => &FIELDS[LEARNER],
    }
}

/// The first half of a postcode: what stands before the space.
fn first_half(cell: &str) -> &str {
    cell.split_whitespace().next().unwrap_or_default()
}

/// Lines of a file on their way to be follow-ups.
pub(super) struct FollowUps {
    import_id: Id,
    context: Context,
    areas: Names<String>,
    jobs: Jobs,
}

impl FollowUps {
    pub(super) fn begin(read: &mut Read<'_>, by: &Bringing) -> Result<Self, Failure> {
        Ok(Self {
            import_id: by.import_id,
            context: by.context,
            areas: words::areas(read)?,
            jobs: Jobs::begin(read, (by.person_id, by.context))?,
        })
    }

    /// The code of an area by its name; other words are the form's business.
    fn workplace(&self, cell: &str) -> String {
        let mut none = Vec::new();
        let area = self.areas.of(cell, field_of("workplace"), &mut none);
        area.unwrap_or_else(|| cell.to_owned())
    }
}

impl Taker for FollowUps {
    fn support(&mut self, _: (Id, Grade)) {}

    fn judge(&mut self, read: &mut Read<'_>, cells: &Cells<'_>) -> Result<Verdict, Failure> {
        let mut wrong = Vec::new();
        let began_on = words::date(cells.of(BEGAN), field_of("began_on"), &mut wrong);
        let checked_on = match cells.of(CHECKED) {
            "" => None,
            cell => words::date(cell, field_of("checked_on"), &mut wrong),
        };
        if !wrong.is_empty() {
            return Ok(Verdict::Refused(wrong));
        }
        let workplace = self.workplace(cells.of(WORKPLACE));
        let line = JobLine {
            learner: cells.of(LEARNER),
            began_on,
            district: first_half(cells.of(DISTRICT)),
            found: cells.of(FOUND),
            checked_on,
            hours: cells.of(HOURS),
            workplace: &workplace,
            said_by: cells.of(SAID_BY),
            seen_what: cells.of(SEEN_WHAT),
            kept_where: cells.of(KEPT_WHERE),
        };
        Ok(match self.jobs.read(read, &line)? {
            Taken::Opens => Verdict::Creates,
            Taken::Checks => Verdict::Changes,
            Taken::Skips => Verdict::Skips,
            Taken::Refused(refusals) => {
                let wrong = |(name, words): (String, String)| {
                    let field = field_of(&name);
                    let words = if words.starts_with("Select") {
                        format!("{words}: {}", field.hint)
                    } else {
                        words
                    };
                    Wrong::new(field, words)
                };
                Verdict::Refused(refusals.into_iter().map(wrong).collect())
            }
        })
    }

    fn take(&mut self) -> Option<Deed> {
        let next = self.jobs.take()?;
        let (import_id, context) = (self.import_id, self.context);
        Some(Box::new(move |write| {
            for (follow_up, check) in next.write(write, &context)? {
                // Checks sort before jobs: they are taken back first.
                let record = match check {
                    Some(check) => format!("check {follow_up} {check}"),
                    None => format!("job {follow_up}"),
                };
                store::record_add(write, import_id, (&record, None))?;
            }
            Ok(())
        }))
    }

    fn finish(self: Box<Self>, _: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
        Ok(None)
    }
}
