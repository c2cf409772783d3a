//! The lines of a file judged ahead: one thread reads and judges while the other writes what the lines
//! before asked for. What is judged sees the data as it was before the file.

use super::Counts;
use super::check::{Broke, each_line};
use super::kinds::{Cells, Deed, Taker, Verdict};
use super::{Import, accept::Wish};
use crate::app::App;
use crate::failure::Failure;
use crate::jobs::Job;
use database::{Scope, Write};
use intake::Table;
use std::sync::mpsc::{channel, sync_channel};

/// How much is handed over and not yet written, at most: of a kind that hands over many lines at once, a few
/// megabytes.
const AHEAD: usize = 4;
/// What ends judging when the other thread takes nothing any more; it says why itself.
const NO_LONGER_TAKEN: Failure = Failure::Changed("");

/// Counts what a line asks for. One that is refused keeps the whole file out, unless such lines are left out.
fn count(
    counts: &mut Counts,
    verdict: Verdict,
    (wish, cells): (&Wish, &Cells<'_>),
) -> Result<(), Failure> {
    let count = match verdict {
        Verdict::Creates => &mut counts.created,
        Verdict::Changes => &mut counts.changed,
        Verdict::Skips => &mut counts.skipped,
        Verdict::Refused(_) if wish.leaves_out.is_some() => &mut counts.refused,
        Verdict::Refused(wrong) => {
            let what = wrong.first().map(|wrong| wrong.what.clone());
            return Err(Failure::Rule(format!(
                "Nothing is kept, because line {} is refused: {}",
                cells.record.line(),
                what.unwrap_or_default()
            )));
        }
    };
    *count = count.saturating_add(1);
    Ok(())
}

/// Judges every line of a table while what the lines before ask for is written. Gives back the taker, with
/// what is left to do, and what the lines came to.
pub(super) fn lines(
    (app, scope): (&App, Scope),
    write: &mut Write<'_>,
    (mut table, mut taker): (Table, Box<dyn Taker>),
    (import, wish, job): (&Import, &Wish, &Job),
) -> Result<(Box<dyn Taker>, Counts), Broke> {
    let (to, handed_over) = sync_channel::<Deed>(AHEAD);
    // What is done goes back to be freed by the thread that made it: so it is reused, and memory stays small.
    let (back, done) = channel::<Deed>();
    let judge = move || {
        let mut counts = Counts::default();
        let ended = app.database.read(scope, |read| {
            let ended = each_line((&mut table, import), job, |cells| {
                let verdict = taker.judge(read, cells)?;
                count(&mut counts, verdict, (wish, cells))?;
                let Some(deed) = taker.take() else {
                    return Ok(());
                };
                done.try_iter().for_each(drop);
                to.send(deed).map_err(|_| NO_LONGER_TAKEN)
            });
            Ok::<_, Failure>(ended)
        })?;
        ended?;
        Ok((taker, counts))
    };
    std::thread::scope(|threads| {
        let judging = threads.spawn(judge);
        for deed in handed_over {
            deed(write)?;
            // Nobody takes it back once judging has ended.
            drop(back.send(deed));
        }
        match judging.join() {
            Ok(judged) => judged,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::check::Ended;
    use crate::imports::kinds::Kind;
    use crate::imports::{After, State};
    use crate::testing::{TestApp, on_both};
    use database::{Id, Read};
    use domain::ledger::Grade;
    use std::io::{Seek, Write as _};

    const LINES: usize = 20_000;

    /// Judges every line as one that creates something, and breaks where it is told to.
    struct Breaks {
        judged: usize,
        judging_at: Option<usize>,
        writing_at: Option<usize>,
    }

    impl Taker for Breaks {
        fn support(&mut self, _: (Id, Grade)) {}

        fn judge(&mut self, _: &mut Read<'_>, _: &Cells<'_>) -> Result<Verdict, Failure> {
            self.judged += 1;
            if self.judging_at == Some(self.judged) {
                return Err(Failure::Rule("judging broke".to_owned()));
            }
            Ok(Verdict::Creates)
        }

        fn take(&mut self) -> Option<Deed> {
            let breaks = self.writing_at == Some(self.judged);
            Some(Box::new(move |_| {
                if breaks {
                    return Err(Failure::Rule("writing broke".to_owned()));
                }
                Ok(())
            }))
        }

        fn finish(self: Box<Self>, _: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
            Ok(None)
        }
    }

    fn table() -> Table {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"Name\n").unwrap();
        file.write_all("Bread\n".repeat(LINES).as_bytes()).unwrap();
        file.rewind().unwrap();
        Table::open("lines.csv", file).unwrap()
    }

    fn run(test: &TestApp, taker: Breaks) -> Result<Counts, String> {
        let import = Import {
            id: crate::app::new_id(),
            kind: Kind::Partners,
            state: State::Waiting,
            file_name: "lines.csv".to_owned(),
            sha256: [0; 32],
            bytes: 0,
            after: After::Forget,
            columns: [("name".to_owned(), 0)].into(),
            sheet: None,
            counts: Counts::default(),
            brought_at: test.now(),
            brought_by: None,
            ended_at: None,
        };
        let wish = Wish {
            leaves_out: None,
            evidence: None,
        };
        let job = Job::unwatched(test.now());
        let of = (&import, &wish, &job);
        let taker = std::cell::Cell::new(Some(taker));
        let came = std::cell::Cell::new(None);
        let kept = test.app.database.write(test.scope(), |mut write| {
            let taker: Box<dyn Taker> = Box::new(taker.take().unwrap());
            let ended = lines((&test.app, test.scope()), &mut write, (table(), taker), of);
            came.set(Some(match ended {
                Ok((_, counts)) => Ok(counts),
                Err(broke) => {
                    let Ended::Refused(words) = broke.ended() else {
                        panic!("it says why");
                    };
                    Err(words)
                }
            }));
            Err::<database::Committed<()>, _>(Failure::NotFound)
        });
        assert!(kept.is_err());
        came.take().unwrap()
    }

    #[test]
    fn whichever_thread_breaks_says_why_and_ends_the_other() {
        on_both(|test| {
            let taker = |judging_at, writing_at| Breaks {
                judged: 0,
                judging_at,
                writing_at,
            };
            let all = run(test, taker(None, None)).unwrap();
            assert_eq!(all.created, i64::try_from(LINES).unwrap());
            for line in [1, AHEAD, LINES] {
                let broke = run(test, taker(Some(line), None));
                assert_eq!(broke.unwrap_err(), "judging broke", "{line}");
                let broke = run(test, taker(None, Some(line)));
                assert_eq!(broke.unwrap_err(), "writing broke", "{line}");
            }
        });
    }
}
