//! Reading a file into the picture of a year: whole or not at all. Nothing is written here.

use super::taking::{Broke, Goes};
use super::{Home, Snapshot};
use crate::failure::Failure;
use crate::places::Located;
use domain::ilr::{AgeBand, Aim, Completion, Destination, EmploymentStatus, Status, age_band};
use ilr::{Area, Delivery, Door, Learner, LearnerReturn, Packed, Record, ReturnFault, Tally};
use std::cell::Cell;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// How many records are read between two looks at who is told.
const STEP: u64 = 200;

/// What a person is to know about a line of the file.
#[derive(Debug)]
pub(crate) struct Odd {
    pub(crate) line: u64,
    pub(crate) learner: String,
    pub(crate) sentence: String,
    pub(crate) mend: &'static str,
}

/// A file that was read to its end.
pub(super) struct Checked {
    pub(super) snapshot: Snapshot,
    /// The first of what is odd.
    pub(super) odd: Vec<Odd>,
    /// How much is odd in all.
    pub(super) problems: u64,
    /// Aims without a reference, a number of their own or a start: they cannot be named or counted.
    pub(super) passed_over: u64,
}

/// A file that is being read, and whom to tell how far it is.
pub(super) struct Source<'a> {
    pub(super) file: File,
    pub(super) bytes: u64,
    pub(super) goes: &'a Goes<'a>,
}

/// Counts what is read of a file.
struct Counted<'a, R> {
    inner: R,
    read: &'a Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let more = u64::try_from(read).unwrap_or(u64::MAX);
        self.read.set(self.read.get().saturating_add(more));
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}

impl From<ReturnFault> for Broke {
    fn from(fault: ReturnFault) -> Self {
        Self::Refused(fault.to_string())
    }
}

/// Where a postcode lies. It is asked while the file is read and keeps nothing of what it is asked.
pub(super) type LookUp<'a> = dyn Fn(&str) -> Result<Option<Located>, Failure> + 'a;

/// Reads an XML, alone or in a ZIP.
pub(super) fn read(
    source: Source<'_>,
    (name, ukprn): (&str, &str),
    look_up: &LookUp<'_>,
) -> Result<Checked, Broke> {
    let count = Cell::new(0);
    let goes =
        |learners: u64| (source.goes)((count.get().min(source.bytes), source.bytes), learners);
    let file = Counted {
        inner: source.file,
        read: &count,
    };
    if !name.to_lowercase().ends_with(".zip") {
        return read_xml(file, (name, ukprn), (&goes, look_up));
    }
    let mut packed = Packed::open(file)?;
    let inside = packed.name().to_owned();
    read_xml(packed.xml()?, (&inside, ukprn), (&goes, look_up))
}

fn read_xml(
    source: impl Read,
    (name, ukprn): (&str, &str),
    (goes, look_up): (&dyn Fn(u64) -> bool, &LookUp<'_>),
) -> Result<Checked, Broke> {
    let failed = Cell::new(None);
    let mut locate = |postcode: &str| match look_up(postcode) {
        Ok(found) => found.map(area),
        Err(failure) => {
            failed.set(Some(failure));
            None
        }
    };
    // Without a key nobody has a person key: nothing here follows a person across years.
    let door = Door {
        ukprn,
        file_name: name,
        key: &[],
        tally: Tally::NotAsked,
        locate: &mut locate,
    };
    let mut opened = LearnerReturn::open(source, door)?;
    let mut snapshot = Snapshot {
        ukprn: opened.header().ukprn.clone(),
        year: opened.header().year.begins_in(),
        ..Snapshot::default()
    };
    let (mut passed_over, mut records) = (0_u64, 0_u64);
    while let Some(record) = opened.next_record()? {
        records = records.saturating_add(1);
        if records.is_multiple_of(STEP) && !goes(records) {
            return Err(Broke::Stopped);
        }
        if let Some(failure) = failed.take() {
            return Err(Broke::Failed(failure));
        }
        passed_over = passed_over.saturating_add(take(&mut snapshot, record));
    }
    let problems = opened.problems();
    let odd = problems.kept().iter().map(|problem| Odd {
        line: problem.line,
        learner: problem.learner.clone().unwrap_or_default(),
        sentence: problem.sentence(),
        mend: problem.mend(),
    });
    Ok(Checked {
        odd: odd.collect(),
        problems: problems.counts().values().sum(),
        passed_over,
        snapshot,
    })
}

/// Text as it can be kept and shown; a reference may hold spaces.
fn clean(text: &str) -> String {
    let letters = text.trim().chars().filter(|letter| !letter.is_control());
    letters.take(40).collect()
}

fn pairs(
    found: &std::collections::BTreeSet<(String, String)>,
) -> std::collections::BTreeSet<(String, String)> {
    let code = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect();
    found
        .iter()
        .map(|(kind, value)| (code(kind), code(value)))
        .collect()
}

/// Takes a record in; says how many of its aims cannot be.
fn take(snapshot: &mut Snapshot, record: Record) -> u64 {
    match record {
        Record::Learner(learner) => take_learner(snapshot, &learner),
        Record::Destinations(found) => {
            let known = snapshot.learners.get_mut(&clean(&found.reference));
            let Some(known) = known else { return 0 };
            let outcomes = found.outcomes.iter().filter_map(|one| {
                Some(Destination {
                    kind: clean(&one.kind),
                    code: clean(&one.code),
                    started_on: one.started_on?,
                })
            });
            known.destinations.extend(outcomes);
            0
        }
    }
}

fn take_learner(snapshot: &mut Snapshot, learner: &Learner) -> u64 {
    let reference = clean(&learner.reference);
    if reference.is_empty() {
        return u64::try_from(learner.deliveries.len()).unwrap_or(u64::MAX);
    }
    let mut passed_over = 0_u64;
    let record = snapshot.learners.entry(reference.clone()).or_default();
    record
        .statuses
        .extend(learner.employment.iter().filter_map(|one| {
            Some(EmploymentStatus {
                status: Status::from_code(&one.status),
                from: one.from?,
                monitoring: pairs(&one.monitoring),
            })
        }));
    for delivery in &learner.deliveries {
        match (delivery.sequence, aim(delivery)) {
            (Some(number), Some(aim)) if !record.aims.contains_key(&number) => {
                record.aims.insert(number, aim);
                let key = (reference.clone(), number);
                snapshot.homes.insert(key, home(delivery));
            }
            _ => passed_over = passed_over.saturating_add(1),
        }
    }
    passed_over
}

fn aim(delivery: &Delivery) -> Option<Aim> {
    let codes = delivery.tailored_outcomes.iter();
    Some(Aim {
        reference: clean(&delivery.aim),
        aim_type: clean(&delivery.aim_type),
        started_on: delivery.started_on?,
        ended_on: delivery.ended_on,
        completion: Completion::from_code(&delivery.completion),
        outcome: delivery.outcome.as_deref().map(clean),
        planned_hours: delivery.planned_hours,
        tailored_outcomes: codes
            .map(|code| code.chars().filter(char::is_ascii_alphanumeric).collect())
            .collect(),
        monitoring: pairs(&delivery.monitoring),
    })
}

fn home(delivery: &Delivery) -> Home {
    Home {
        age_band: delivery.age_at_start.map(|age| match age_band(age) {
            AgeBand::Under19 => "under 19",
            AgeBand::From19To24 => "19 to 24",
            AgeBand::From25To49 => "25 to 49",
            AgeBand::From50 => "50 and over",
        }),
        outward: delivery.home_at_start.outward.clone(),
        located: delivery.home_at_start.area.clone().map(located),
    }
}

fn area(located: Located) -> Area {
    Area {
        authority: located.area_code,
        ward: located.ward,
        lsoa: located.lsoa,
        decile: located.decile,
        method: located.method,
        decile_method: located.decile_method,
    }
}

fn located(area: Area) -> Located {
    Located {
        area_code: area.authority,
        ward: area.ward,
        lsoa: area.lsoa,
        decile: area.decile,
        method: area.method,
        decile_method: area.decile_method,
    }
}
