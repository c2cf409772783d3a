//! Reading a return learner by learner. Nothing is written here, and nothing of a learner is held once
//! they are handed on but their reference.

use super::OneLearner;
use super::learner::{area, clean, one_learner};
use super::taking::{Broke, Goes};
use crate::failure::Failure;
use crate::places::Located;
use domain::ilr::{Characteristic, Destination};
use ilr::{Door, LearnerReturn, Packed, Record, ReturnFault, Tallies, Tally};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
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

/// What is handed on of a return, in the order of the file.
pub(super) enum Piece {
    /// The calendar year in which its year begins; it comes first.
    Year(i16),
    Learner(OneLearner),
    /// What became of a learner who was handed on before.
    Became(String, Vec<Destination>),
}

/// Takes the pieces.
pub(super) type Take<'a> = dyn FnMut(Piece) -> Result<(), Broke> + 'a;

/// What is known of a file that was read to its end.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// The first of what is odd.
    pub(super) odd: Vec<Odd>,
    /// How much is odd in all.
    pub(super) problems: u64,
    /// Aims that cannot be named or counted: they have no number or start, or their learner or number
    /// stands twice.
    pub(super) passed_over: u64,
    /// Destinations of learners who are not in the file, or stand twice.
    pub(super) strays: u64,
    /// Sums by characteristic and code, if they were asked for.
    pub(super) tallies: super::store::Tallies,
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

/// Whose return is read.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    /// The name of the file.
    pub(super) name: &'a str,
    pub(super) ukprn: &'a str,
    /// Under which people are known again.
    pub(super) secret: &'a [u8; 32],
    /// Whether sums by characteristic are made.
    pub(super) tally: Tally,
}

/// Reads an XML, alone or in a ZIP.
pub(super) fn read(
    source: Source<'_>,
    whose: Whose<'_>,
    look_up: &LookUp<'_>,
    take: &mut Take<'_>,
) -> Result<Ended, Broke> {
    let count = Cell::new(0);
    let goes =
        |learners: u64| (source.goes)((count.get().min(source.bytes), source.bytes), learners);
    let file = Counted {
        inner: source.file,
        read: &count,
    };
    if !whose.name.to_lowercase().ends_with(".zip") {
        return read_xml(file, whose, (&goes, look_up), take);
    }
    let mut packed = Packed::open(file)?;
    let inside = packed.name().to_owned();
    let whose = Whose {
        name: &inside,
        ..whose
    };
    read_xml(packed.xml()?, whose, (&goes, look_up), take)
}

fn read_xml(
    source: impl Read,
    whose: Whose<'_>,
    (goes, look_up): (&dyn Fn(u64) -> bool, &LookUp<'_>),
    take: &mut Take<'_>,
) -> Result<Ended, Broke> {
    let failed = Cell::new(None);
    let mut locate = |postcode: &str| match look_up(postcode) {
        Ok(found) => found.map(area),
        Err(failure) => {
            failed.set(Some(failure));
            None
        }
    };
    let door = Door {
        ukprn: whose.ukprn,
        file_name: whose.name,
        key: whose.secret,
        tally: whose.tally,
        locate: &mut locate,
    };
    let mut opened = LearnerReturn::open(source, door)?;
    take(Piece::Year(opened.header().year.begins_in()))?;
    let (mut seen, mut records) = (Seen::default(), 0_u64);
    while let Some(record) = opened.next_record()? {
        records = records.saturating_add(1);
        if records.is_multiple_of(STEP) && !goes(records) {
            return Err(Broke::Stopped);
        }
        if let Some(failure) = failed.take() {
            return Err(Broke::Failed(failure));
        }
        if let Some(piece) = seen.piece(record) {
            take(piece)?;
        }
    }
    let tallies = match whose.tally {
        Tally::Asked => tallies(opened.tallies(), seen.learners.len()),
        Tally::NotAsked => BTreeMap::new(),
    };
    let problems = opened.problems();
    let odd = problems.kept().iter().map(|problem| Odd {
        line: problem.line,
        learner: problem.learner.clone().unwrap_or_default(),
        sentence: problem.sentence(),
        mend: problem.mend(),
    });
    Ok(Ended {
        odd: odd.collect(),
        problems: problems.counts().values().sum(),
        tallies,
        ..seen.ended
    })
}

fn tallies(found: &Tallies, learners: usize) -> BTreeMap<Characteristic, BTreeMap<String, u64>> {
    let learners = u64::try_from(learners).unwrap_or(u64::MAX);
    let custody = [
        ("yes".to_owned(), found.in_custody),
        ("no".to_owned(), learners.saturating_sub(found.in_custody)),
    ];
    BTreeMap::from([
        (Characteristic::Ethnicity, found.ethnicity.clone()),
        (Characteristic::Difficulty, found.difficulty.clone()),
        (Characteristic::Custody, custody.into()),
    ])
}

/// Who was handed on already: a return names each learner once, and those who stand twice are counted.
#[derive(Default)]
struct Seen {
    learners: BTreeSet<Box<str>>,
    became: BTreeSet<Box<str>>,
    ended: Ended,
}

impl Seen {
    fn piece(&mut self, record: Record) -> Option<Piece> {
        match record {
            Record::Learner(learner) => {
                let reference = clean(&learner.reference);
                let is_new =
                    !reference.is_empty() && self.learners.insert(reference.as_str().into());
                if is_new {
                    let (one, passed_over) = one_learner(reference, &learner);
                    self.pass_over(passed_over);
                    Some(Piece::Learner(one))
                } else {
                    self.pass_over(learner.deliveries.len());
                    None
                }
            }
            Record::Destinations(found) => {
                let reference = clean(&found.reference);
                let is_known = self.learners.contains(reference.as_str());
                if !is_known || !self.became.insert(reference.as_str().into()) {
                    self.ended.strays = self.ended.strays.saturating_add(1);
                    return None;
                }
                let outcomes = found.outcomes.iter().filter_map(|one| {
                    Some(Destination {
                        kind: clean(&one.kind),
                        code: clean(&one.code),
                        started_on: one.started_on?,
                    })
                });
                Some(Piece::Became(reference, outcomes.collect()))
            }
        }
    }

    fn pass_over(&mut self, aims: usize) {
        let aims = u64::try_from(aims).unwrap_or(u64::MAX);
        self.ended.passed_over = self.ended.passed_over.saturating_add(aims);
    }
}
