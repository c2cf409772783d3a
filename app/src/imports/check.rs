//! Reading a file to its end without writing anything: how many lines would create, change, be passed
//! over or be refused, and what is wrong with those.

use super::kinds::{Bringing, Cells, Kind, Taker, Verdict, Wrong};
use super::{Counts, Import, file};
use crate::app::App;
use crate::failure::Failure;
use crate::jobs::{Job, STOPPED};
use crate::learners::{self, Look, ReturnFile, Tally};
use database::{Read, Scope};
use intake::{IntakeFault, Record, Table};
use std::sync::Arc;

/// The most lines whose problems are shown.
pub(super) const MOST_SHOWN: usize = 500;
/// The most refused lines that are kept to be mended.
const MOST_KEPT: usize = 5_000;
/// How many lines are read between two looks at the job.
const STEP: u64 = 1_000;

/// A line that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) line: u64,
    pub(super) wrong: Vec<Wrong>,
    /// The cells as they stand in the file.
    pub(super) cells: Vec<String>,
}

/// A line that may be taken, and that a person should look at before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubtful {
    pub(super) line: u64,
    pub(super) doubts: Vec<Wrong>,
}

/// What a check found.
#[derive(Debug, Clone, Default)]
pub(super) struct Checked {
    pub(super) headings: Vec<String>,
    /// What a person should know of the file itself.
    pub(super) notes: Vec<String>,
    pub(super) counts: Counts,
    /// The first of the refused lines.
    pub(super) refused: Vec<Refused>,
    /// How many lines are doubtful, and the first of them.
    pub(super) doubtful: (i64, Vec<Doubtful>),
}

impl Checked {
    /// Keeps what a person should look at in a line.
    fn doubt(&mut self, line: u64, doubts: Vec<Wrong>) {
        if doubts.is_empty() {
            return;
        }
        let (count, lines) = &mut self.doubtful;
        *count = count.saturating_add(1);
        if lines.len() < MOST_SHOWN {
            lines.push(Doubtful { line, doubts });
        }
    }
}

/// How a check or an acceptance ended.
#[derive(Clone)]
pub(super) enum Ended {
    Checked(Checked),
    /// What a check of a learner return found.
    Looked(Arc<Look>),
    /// Accepted or taken back: nothing is left to say.
    Done,
    Stopped,
    /// Why the file cannot be read, or why nothing was kept.
    Refused(String),
}

/// Why going through a file ended before its end.
pub(super) enum Broke {
    Stopped,
    Unreadable(IntakeFault),
    Failed(Failure),
}

impl From<Failure> for Broke {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<IntakeFault> for Broke {
    fn from(fault: IntakeFault) -> Self {
        Self::Unreadable(fault)
    }
}

impl From<learners::Broke> for Broke {
    fn from(broke: learners::Broke) -> Self {
        match broke {
            learners::Broke::Stopped => Self::Stopped,
            learners::Broke::Refused(words) => Self::Failed(Failure::Rule(words)),
            learners::Broke::Failed(failure) => Self::Failed(failure),
        }
    }
}

impl Broke {
    /// In words for the person who brought the file.
    pub(super) fn ended(self) -> Ended {
        match self {
            Self::Stopped | Self::Failed(Failure::Changed(STOPPED)) => Ended::Stopped,
            Self::Unreadable(fault) => Ended::Refused(fault.to_string()),
            Self::Failed(Failure::Rule(words)) => Ended::Refused(words),
            Self::Failed(Failure::Changed(words)) => Ended::Refused(words.to_owned()),
            Self::Failed(failure) => {
                tracing::error!("an import failed: {failure:?}");
                Ended::Refused(
                    "Something of ours broke, and nothing was kept. Try again; if it breaks again, tell whoever looks after this system".to_owned(),
                )
            }
        }
    }
}

/// For each field of a kind, its column.
fn places(import: &Import) -> Vec<Option<usize>> {
    let fields = import.kind.fields().iter();
    fields
        .map(|field| import.columns.get(field.key).copied())
        .collect()
}

/// Hands each line to `each`, and looks at the job now and then.
pub(super) fn each_line(
    (table, import): (&mut Table, &Import),
    job: &Job,
    mut each: impl FnMut(&Cells<'_>) -> Result<(), Failure>,
) -> Result<(), Broke> {
    let places = places(import);
    let mut record = Record::default();
    let mut rows = 0_u64;
    while table.read(&mut record)? {
        each(&Cells {
            record: &record,
            places: &places,
        })?;
        rows = rows.saturating_add(1);
        if rows.is_multiple_of(STEP) && !job.goes_on(table.progress(), rows) {
            return Err(Broke::Stopped);
        }
    }
    if job.goes_on(table.progress(), rows) {
        Ok(())
    } else {
        Err(Broke::Stopped)
    }
}

fn read(
    read: &mut Read<'_>,
    (table, import): (&mut Table, &Import),
    taker: &mut dyn Taker,
    job: &Job,
) -> Result<Checked, Broke> {
    let mut found = Checked {
        headings: table.headings().to_vec(),
        notes: table.notes().iter().map(ToString::to_string).collect(),
        ..Checked::default()
    };
    let width = found.headings.len();
    each_line((table, import), job, |cells| {
        let verdict = taker.judge(read, cells)?;
        if matches!(verdict, Verdict::Creates | Verdict::Changes) {
            found.doubt(cells.record.line(), taker.doubts());
        }
        let count = match verdict {
            Verdict::Creates => &mut found.counts.created,
            Verdict::Changes => &mut found.counts.changed,
            Verdict::Skips => &mut found.counts.skipped,
            Verdict::Refused(wrong) => {
                if found.refused.len() < MOST_KEPT {
                    let cells_of = |record: &Record| {
                        let width = width.max(record.len());
                        let cells = (0..width).map(|column| record.cell(column).to_owned());
                        cells.collect()
                    };
                    found.refused.push(Refused {
                        line: cells.record.line(),
                        wrong,
                        cells: cells_of(cells.record),
                    });
                }
                &mut found.counts.refused
            }
        };
        *count = count.saturating_add(1);
        Ok(())
    })?;
    Ok(found)
}

/// The file of a learner return.
pub(super) fn return_file(import: &Import) -> ReturnFile {
    ReturnFile {
        import_id: import.id,
        name: import.file_name.clone(),
        sha256: import.sha256,
        bytes: u64::try_from(import.bytes).unwrap_or(0),
        tally: Tally::NotAsked,
    }
}

/// Reads the file of an import to its end.
pub(super) fn check(
    app: &App,
    (scope, by): (Scope, &Bringing),
    import: &Import,
    job: &Job,
) -> Ended {
    if import.kind == Kind::LearnerReturn {
        let goes = |done: (u64, u64), learners: u64| job.goes_on(done, learners);
        return match learners::check(app, scope, (&return_file(import), &goes)) {
            Ok(look) => Ended::Looked(Arc::new(look)),
            Err(broke) => Broke::from(broke).ended(),
        };
    }
    let found = file::table(app, import)
        .map_err(Broke::from)
        .and_then(|table| {
            let mut table = table?;
            app.database.read(scope, |database| {
                // What the database says is read in one view, so that a check speaks of one moment.
                let mut taker = import.kind.taker(database, by)?;
                Ok::<_, Failure>(read(database, (&mut table, import), taker.as_mut(), job))
            })?
        });
    match found {
        Ok(found) => Ended::Checked(found),
        Err(broke) => broke.ended(),
    }
}
