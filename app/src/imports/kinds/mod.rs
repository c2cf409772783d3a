//! The kinds of file: which columns each has, who may bring it, and what becomes of a line.

mod activities;
mod attendance;
mod entries;
mod follow_ups;
mod partners;
mod targets;
mod words;

use crate::failure::Failure;
use crate::ledger::Context;
use database::{Id, Read, Write};
use domain::ledger::Grade;
use domain::people::Action;
use intake::Record;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Attendance,
    Entries,
    Activities,
    Targets,
    Partners,
    FollowUps,
    /// A training provider's yearly return, which has no columns to name.
    LearnerReturn,
}

/// Whether a column has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Must,
    May,
}

/// One thing a line says.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) need: Need,
    /// Headings by which it is recognised, in lower case.
    pub(super) known_as: &'static [&'static str],
    /// What the template shows beneath it.
    pub(super) example: &'static str,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// The label of the field.
    pub(super) field: &'static str,
    pub(super) what: String,
}

impl Wrong {
    fn new(field: &Field, what: impl Into<String>) -> Self {
        Self {
            field: field.label,
            what: what.into(),
        }
    }
}

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Creates,
    Changes,
    /// It is here already: nothing is to be done.
    Skips,
    Refused(Vec<Wrong>),
}

/// A line as its kind sees it: cells by the place of their field.
pub(super) struct Cells<'a> {
    pub(super) record: &'a Record,
    /// For each field of the kind, its column.
    pub(super) places: &'a [Option<usize>],
}

impl<'a> Cells<'a> {
    /// What stands there; empty when no column holds the field.
    pub(super) fn of(&self, field: usize) -> &'a str {
        match self.places.get(field) {
            Some(Some(column)) => self.record.cell(*column),
            Some(None) | None => "",
        }
    }
}

/// What a line asks for, to be done by the thread that writes.
pub(super) type Deed = Box<dyn Fn(&mut Write<'_>) -> Result<(), Failure> + Send>;

/// What becomes of the lines of one file. It is made anew for each reading. Lines are judged while those
/// before them are written, on a thread of its own: what a line asks for may depend on what the data said
/// before the file, and on the lines before it as they were judged, but not on what was written for them.
pub(super) trait Taker: Send {
    /// Lets a piece of evidence support what the file makes, where that can be supported.
    fn support(&mut self, evidence: (Id, Grade));

    /// What a line asks for. Nothing is written.
    fn judge(&mut self, read: &mut Read<'_>, cells: &Cells<'_>) -> Result<Verdict, Failure>;

    /// What a person should look at in the line judged last before it is taken; nothing for most kinds.
    fn doubts(&self) -> Vec<Wrong> {
        Vec::new()
    }

    /// Hands over what the line judged last asked for, or keeps it, to hand over that of many lines at once
    /// or to do it in the end.
    fn take(&mut self) -> Option<Deed>;

    /// Does what is left when all lines are taken, and says the first and the last entry that was made.
    fn finish(self: Box<Self>, write: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure>;
}

/// Who brings which file.
#[derive(Debug, Clone)]
pub(super) struct Bringing {
    pub(super) import_id: Id,
    pub(super) file_name: String,
    pub(super) person_id: Option<Id>,
    pub(super) context: Context,
}

impl Kind {
    pub(super) const ALL: [Self; 7] = [
        Self::Attendance,
        Self::Entries,
        Self::Activities,
        Self::Targets,
        Self::Partners,
        Self::FollowUps,
        Self::LearnerReturn,
    ];

    /// The word in addresses, on the command line and in the database.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::Entries => "entries",
            Self::Activities => "activities",
            Self::Targets => "targets",
            Self::Partners => "partners",
            Self::FollowUps => "follow-ups",
            Self::LearnerReturn => "learner-return",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Attendance => "Attendance",
            Self::Entries => "Entries",
            Self::Activities => "Activities",
            Self::Targets => "Targets",
            Self::Partners => "Partners",
            Self::FollowUps => "Follow-ups",
            Self::LearnerReturn => "Learner return",
        }
    }

    /// What a line of it is.
    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Attendance => {
                "Sessions of activities that are live: the day, how long, and how many came. Each counts as if it had been recorded by hand."
            }
            Self::Entries => {
                "Quantities of measures: a headcount, a register, hours from another system."
            }
            Self::Activities => {
                "Activities to begin with. Each is a draft until its questions are answered."
            }
            Self::Targets => "Targets of measures, one for each quarter.",
            Self::Partners => "Organisations you work with. Each is listed, not yet checked.",
            Self::FollowUps => {
                "Jobs that learners have begun, and the checks that were made of them. Each check answers the next one that is due."
            }
            Self::LearnerReturn => {
                "The Individualised Learner Record (ILR) of a year, as XML or ZIP. It takes the place of the last one. Names, birthdays, learner numbers and full postcodes are never kept."
            }
        }
    }

    /// What one must be allowed to do to bring it.
    pub(super) fn action(self) -> Action {
        match self {
            Self::Attendance => Action::RecordSession,
            Self::Entries => Action::PostEntry,
            Self::Activities => Action::ManageActivity,
            Self::Targets => Action::SetTarget,
            Self::Partners => Action::ListPartner,
            Self::FollowUps => Action::FollowUp,
            Self::LearnerReturn => Action::ImportLearners,
        }
    }

    /// Whether the file can be evidence of what it makes.
    pub(super) fn can_be_supported(self) -> Option<()> {
        matches!(self, Self::Attendance | Self::Entries).then_some(())
    }

    /// What a file is worked on by, one after another.
    pub(super) fn pieces(self) -> &'static str {
        if self == Self::LearnerReturn {
            "learners"
        } else {
            "lines"
        }
    }

    /// What is new, changed, there already or left out.
    pub(super) fn counted(self) -> &'static str {
        if self == Self::LearnerReturn {
            "aims"
        } else {
            "lines"
        }
    }

    /// Where what was made of it is seen.
    pub(super) fn seen_at(self) -> &'static str {
        match self {
            Self::Attendance | Self::Activities => "/activities",
            Self::Entries => "/entries",
            Self::Targets => "/targets",
            Self::Partners => "/partners",
            Self::FollowUps => "/follow-ups",
            Self::LearnerReturn => "/learners",
        }
    }

    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Self::Attendance => &attendance::FIELDS,
            Self::Entries => &entries::FIELDS,
            Self::Activities => &activities::FIELDS,
            Self::Targets => &targets::FIELDS,
            Self::Partners => &partners::FIELDS,
            Self::FollowUps => &follow_ups::FIELDS,
            Self::LearnerReturn => &[],
        }
    }

    /// What becomes of its lines.
    pub(super) fn taker(
        self,
        read: &mut Read<'_>,
        by: &Bringing,
    ) -> Result<Box<dyn Taker>, Failure> {
        Ok(match self {
            Self::Attendance => Box::new(attendance::Attendance::begin(read, by)?),
            Self::Entries => Box::new(entries::Entries::begin(read, by)?),
            Self::Activities => Box::new(activities::Activities::begin(read, by)?),
            Self::Targets => Box::new(targets::Targets::begin(read, by)?),
            Self::Partners => Box::new(partners::Partners::begin(read, by)?),
            Self::FollowUps => Box::new(follow_ups::FollowUps::begin(read, by)?),
            Self::LearnerReturn => return Err(Failure::NotFound),
        })
    }
}
