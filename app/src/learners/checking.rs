//! Checking a return: read to its end, and nothing is written.

use super::reading::{Odd, Piece};
use super::sums::Sums;
use super::taking::{Broke, Goes, ReturnFile, own_ukprn, read_through};
use super::{Figure, OneLearner, store, year_in_words};
use crate::app::{App, date_of};
use crate::failure::Failure;
use database::{Id, Scope};
use domain::calendar::in_words;
use domain::ilr::Difference;
use std::collections::BTreeMap;

/// What a check found. Of the learners themselves nothing is held.
#[derive(Debug)]
pub(crate) struct Look {
    /// In words.
    pub(crate) year: String,
    pub(crate) learners: i64,
    pub(crate) aims: i64,
    /// Aims that are new, that changed and that are gone against the last return of the year.
    pub(crate) difference: (usize, usize, usize),
    /// Aims that cannot be named or counted.
    pub(crate) passed_over: u64,
    /// Destinations of learners who are not in the file.
    pub(crate) strays: u64,
    /// How much is odd in all.
    pub(crate) problems: u64,
    /// The first of what is odd.
    pub(crate) odd: Vec<Odd>,
    /// What it shows: each fact by its name.
    pub(crate) figures: Vec<(&'static str, String)>,
    /// Says when the same file was accepted before.
    pub(crate) same: Option<String>,
    /// The calendar year in which the return's year begins.
    pub(super) begins_in: i16,
    /// The return whose place it would take.
    pub(super) last: Option<Id>,
}

/// What a check gathers.
struct Gathered {
    sums: Sums,
    difference: Difference<store::Mark, store::Mark>,
    begins_in: i16,
    last: Option<Id>,
}

impl Gathered {
    fn of_year(app: &App, scope: Scope, (ukprn, year): (&str, i16)) -> Result<Self, Failure> {
        app.database.read(scope, |read| {
            let last = store::current(read, ukprn, year)?.map(|last| last.id);
            let before = match last {
                Some(last) => store::marks(read, last)?,
                None => BTreeMap::new(),
            };
            Ok(Self {
                sums: Sums::of(year, store::employability_aims(read)?),
                difference: Difference::against(before),
                begins_in: year,
                last,
            })
        })
    }

    fn take(&mut self, one: &OneLearner) {
        self.sums.take(one);
        for number in one.record.aims.keys() {
            let name = store::name_mark(&one.reference, *number);
            self.difference.has(&name, &store::aim_mark(one, *number));
        }
    }
}

/// Reads a return to its end.
pub(crate) fn check(
    app: &App,
    scope: Scope,
    (file, goes): (&ReturnFile, &Goes<'_>),
) -> Result<Look, Broke> {
    let ukprn = own_ukprn(app, scope)?;
    let mut gathered = None;
    let ended = read_through(app, scope, (file, goes), &mut |piece| {
        match (piece, &mut gathered) {
            (Piece::Year(year), _) => {
                gathered = Some(Gathered::of_year(app, scope, (&ukprn, year))?);
            }
            (Piece::Learner(one), Some(gathered)) => gathered.take(&one),
            (Piece::Became(learner, found), Some(gathered)) => {
                gathered.sums.became(&learner, &found);
            }
            (Piece::Learner(_) | Piece::Became(..), None) => {}
        }
        Ok(())
    })?;
    let mut gathered = gathered.ok_or_else(|| Failure::Changed("Check the file again."))?;
    gathered.sums.jobs();
    let sums = gathered.sums;
    let figures = sums.figures.into_iter();
    let figures = figures.map(|figure| Figure::of(figure, Some(())));
    Ok(Look {
        year: year_in_words(gathered.begins_in),
        learners: sums.learners,
        aims: sums.aims,
        difference: gathered.difference.counts(),
        passed_over: ended.passed_over,
        strays: ended.strays,
        problems: ended.problems,
        figures: figures
            .map(|Figure { fact, number }| (fact.name(), number))
            .collect(),
        odd: ended.odd,
        same: same(app, scope, file)?,
        begins_in: gathered.begins_in,
        last: gathered.last,
    })
}

/// Says when the very file was accepted before.
fn same(app: &App, scope: Scope, file: &ReturnFile) -> Result<Option<String>, Failure> {
    let returns = app.database.read(scope, store::returns)?.into_iter();
    let same = returns.filter(|one| one.taken_back_at.is_none() && one.sha256 == file.sha256);
    let same = same.map(|one| one.accepted_at).max();
    Ok(same.map(|at| {
        let day = in_words(date_of(at));
        format!("This very file was accepted before, on {day}.")
    }))
}
