//! Brings all that rests on a return in line with its learners: entries, sums and the jobs to follow up.

use super::posting::{self, Each, Poster};
use super::reading::Piece;
use super::sums::Sums;
use super::taking::Goes;
use super::{Accepted, OneLearner, store};
use crate::failure::Failure;
use crate::jobs::STOPPED;
use crate::ledger::Context;
use database::Write;

/// Takes the learners of a return in and brings all that rests on them in line.
pub(super) struct Bringing<'a> {
    accepted: &'a Accepted,
    context: &'a Context,
    sums: Sums,
    poster: Poster<'a>,
}

impl<'a> Bringing<'a> {
    pub(super) fn begin(
        write: &mut Write<'_>,
        (accepted, context): (&'a Accepted, &'a Context),
    ) -> Result<Self, Failure> {
        let own = store::employability_aims(&mut write.read())?;
        Ok(Self {
            accepted,
            context,
            sums: Sums::of(accepted.year, own),
            poster: Poster::begin(write, accepted, context)?,
        })
    }

    /// Takes a piece of a file in, which is kept.
    pub(super) fn take(&mut self, write: &mut Write<'_>, piece: Piece) -> Result<(), Failure> {
        match piece {
            Piece::Year(year) if year == self.accepted.year => Ok(()),
            Piece::Year(_) => Err(Failure::Changed("Check the file again.")),
            Piece::Learner(one) => {
                let proofs = self.sums.take(&one);
                let bits = OneLearner::bits(&proofs);
                store::keep(write, self.accepted.id, (&one, bits))?;
                self.poster.bring(write, (&one, &proofs))
            }
            Piece::Became(learner, found) => {
                self.sums.became(&learner, &found);
                store::destinations_add(write, (self.accepted.id, &learner), &found)
            }
        }
    }

    /// Takes the learners in who are kept already.
    fn take_kept(&mut self, write: &mut Write<'_>, each: &mut Each<'_>) -> Result<(), Failure> {
        let mut after = String::new();
        loop {
            let some = store::some(&mut write.read(), self.accepted.id, &after)?;
            for one in &some {
                let proofs = self.sums.take(one);
                let bits = OneLearner::bits(&proofs);
                let key = (self.accepted.id, one.reference.as_str());
                store::facts_set(write, key, bits)?;
                self.poster.bring(write, (one, &proofs))?;
                each()?;
            }
            match some.into_iter().next_back() {
                Some(last) => after = last.reference,
                None => return Ok(()),
            }
        }
    }

    /// Keeps what it all came to; gives that, and how many entries were made, corrected or taken back.
    pub(super) fn finish(
        mut self,
        write: &mut Write<'_>,
        each: &mut Each<'_>,
    ) -> Result<(Sums, usize), Failure> {
        let jobs = self.sums.jobs();
        for learner in jobs.keys() {
            store::job_known(write, (self.accepted.id, learner))?;
        }
        store::sums_set(write, self.accepted.id, &self.sums)?;
        posting::report(write, (self.accepted, &jobs), self.context)?;
        Ok((self.sums, self.poster.finish(write, each)?))
    }
}

/// Says how far it is, and ends the whole when it is to stop.
pub(super) fn goes_on(
    goes: &Goes<'_>,
    (done, whole): (u64, u64),
    learners: u64,
) -> Result<(), Failure> {
    if goes((done, whole), learners) {
        Ok(())
    } else {
        Err(Failure::Changed(STOPPED))
    }
}

/// Brings what rests on a return in line with its learners, by the rules as they are now.
pub(super) fn bring(
    write: &mut Write<'_>,
    accepted: &Accepted,
    (context, goes): (&Context, &Goes<'_>),
) -> Result<usize, Failure> {
    let whole = store::to_bring(&mut write.read(), accepted.of(), accepted.id)?;
    let mut done = 0;
    let mut each = || {
        done += 1;
        goes_on(goes, (done, whole), done)
    };
    let mut bringing = Bringing::begin(write, (accepted, context))?;
    bringing.take_kept(write, &mut each)?;
    Ok(bringing.finish(write, &mut each)?.1)
}
