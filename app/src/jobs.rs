//! Work that takes longer than a page may: it runs in a thread of its own, says how far it is, and can
//! be stopped. What it does to the data is one transaction, so that a process that dies in the middle
//! leaves nothing behind. How far a job is lives in memory alone.

use crate::app::App;
use crate::failure::Failure;
use database::Id;
use jiff::Timestamp;
use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long a page waits for a job before it shows how far it is.
const SOON: Duration = Duration::from_millis(1_500);
/// The most jobs whose end is remembered.
const MOST: usize = 64;

/// The words that end a transaction whose job was stopped.
pub(crate) const STOPPED: &str = "stopped";

/// What came of a job; its kind of work knows the type.
pub(crate) type Outcome = Arc<dyn Any + Send + Sync>;

/// One job.
pub(crate) struct Job {
    began_at: Timestamp,
    done: AtomicU64,
    whole: AtomicU64,
    rows: AtomicU64,
    is_stopped: AtomicBool,
    outcome: Mutex<Option<Outcome>>,
    ended: Condvar,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Job({} rows)", self.rows.load(Ordering::Relaxed))
    }
}

/// How far a job is, as a page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    /// 0 to 100; none while nobody can know.
    pub(crate) percent: Option<u64>,
    pub(crate) rows: u64,
    pub(crate) rows_each_second: u64,
    /// Seconds left at this pace; none while nobody can know.
    pub(crate) seconds_left: Option<u64>,
}

impl Job {
    /// A job that nobody watches.
    pub(crate) fn unwatched(began_at: Timestamp) -> Self {
        Self {
            began_at,
            done: AtomicU64::new(0),
            whole: AtomicU64::new(0),
            rows: AtomicU64::new(0),
            is_stopped: AtomicBool::new(false),
            outcome: Mutex::new(None),
            ended: Condvar::new(),
        }
    }

    /// Says how much is done of how much, and how many rows that were. False when it is to stop.
    pub(crate) fn goes_on(&self, (done, whole): (u64, u64), rows: u64) -> bool {
        self.done.store(done, Ordering::Relaxed);
        self.whole.store(whole, Ordering::Relaxed);
        self.rows.store(rows, Ordering::Relaxed);
        !self.is_stopped()
    }

    /// Asks it to stop at the next row.
    pub(crate) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub(crate) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    /// Ends the transaction of a job that was asked to stop, with [`STOPPED`].
    pub(crate) fn must_go_on(&self) -> Result<(), Failure> {
        if self.is_stopped() {
            Err(Failure::Changed(STOPPED))
        } else {
            Ok(())
        }
    }

    /// What came of it, once it has ended.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        let outcome = self.outcome.lock();
        outcome.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How far it is at an instant.
    pub(crate) fn progress(&self, now: Timestamp) -> Progress {
        let (done, whole) = (
            self.done.load(Ordering::Relaxed),
            self.whole.load(Ordering::Relaxed),
        );
        let rows = self.rows.load(Ordering::Relaxed);
        let spent = now.as_millisecond() - self.began_at.as_millisecond();
        let spent = u64::try_from(spent).unwrap_or(0);
        let left = whole.saturating_sub(done);
        Progress {
            percent: (done.min(whole) * 100).checked_div(whole),
            rows,
            rows_each_second: rows.saturating_mul(1_000).checked_div(spent).unwrap_or(0),
            seconds_left: spent
                .saturating_mul(left)
                .checked_div(done)
                .map(|milliseconds| milliseconds.div_ceil(1_000)),
        }
    }

    fn end(&self, outcome: Outcome) {
        let mut place = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        *place = Some(outcome);
        self.ended.notify_all();
    }

    /// Waits a moment, so that short work needs no second look.
    fn wait(&self) {
        let place = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        // Whether it ended or the moment passed, the page shows what there is.
        drop(
            self.ended
                .wait_timeout_while(place, SOON, |outcome| outcome.is_none()),
        );
    }
}

/// The jobs of this process, by what they work on.
#[derive(Debug, Default)]
pub(crate) struct Jobs(Mutex<BTreeMap<(Id, Id), Arc<Job>>>);

impl Jobs {
    /// The last job on a record of an organisation.
    pub(crate) fn find(&self, organisation_id: Id, on: Id) -> Option<Arc<Job>> {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(&(organisation_id, on)).cloned()
    }

    /// Forgets what came of the last job on a record.
    pub(crate) fn forget(&self, organisation_id: Id, on: Id) {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.remove(&(organisation_id, on));
    }

    /// Waits for the end of the last job on a record, however long it takes.
    pub(crate) fn wait(app: &App, (organisation_id, on): (Id, Id)) {
        while let Some(job) = app.jobs.find(organisation_id, on)
            && job.outcome().is_none()
        {
            job.wait();
        }
    }

    /// Begins a job and waits a moment for its end. One that runs already on the same record goes on,
    /// and nothing new begins.
    pub(crate) fn begin(
        app: &Arc<App>,
        (organisation_id, on): (Id, Id),
        work: impl FnOnce(&App, &Job) -> Outcome + Send + 'static,
    ) {
        let job = Arc::new(Job::unwatched(app.clock.now()));
        {
            let mut jobs = app.jobs.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(running) = jobs.get(&(organisation_id, on))
                && running.outcome().is_none()
            {
                return;
            }
            if jobs.len() >= MOST {
                jobs.retain(|_, job| job.outcome().is_none());
            }
            jobs.insert((organisation_id, on), Arc::clone(&job));
        }
        let (app, its_own) = (Arc::clone(app), Arc::clone(&job));
        std::thread::spawn(move || {
            // A job that panics has ended as well: without an outcome that its page knows.
            let ended = catch_unwind(AssertUnwindSafe(|| work(&app, &its_own)));
            its_own.end(ended.unwrap_or_else(|_| Arc::new(())));
        });
        job.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        Job::unwatched(Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn progress_says_share_pace_and_what_is_left() {
        let job = job();
        let at = |seconds: i64| Timestamp::from_second(seconds).unwrap();
        assert_eq!(job.progress(at(2)).percent, None, "nothing is known yet");
        assert!(job.goes_on((250, 1_000), 5_000));
        let progress = job.progress(at(2));
        assert_eq!(progress.percent, Some(25));
        assert_eq!(progress.rows_each_second, 2_500);
        assert_eq!(progress.seconds_left, Some(6));
        assert_eq!(
            job.progress(at(0)).rows_each_second,
            0,
            "a clock that stands"
        );
    }

    #[test]
    fn a_stopped_job_is_told_so_and_its_end_is_remembered() {
        let job = job();
        job.stop();
        assert!(!job.goes_on((1, 2), 1));
        assert!(job.outcome().is_none());
        job.end(Arc::new(7_i64));
        let outcome = job.outcome().unwrap();
        assert_eq!(outcome.downcast_ref::<i64>(), Some(&7));
    }
}
