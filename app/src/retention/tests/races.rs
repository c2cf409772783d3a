use super::*;
use crate::failure::Failure;
use crate::retention::looking::Rules;
use crate::testing::chance::Chance;
use database::{LogEntry, Scope, log_entries};
use std::thread::sleep;
use std::time::Duration;

/// How many races are run on each database; `COMMONWEAL_RACES` says another number.
fn races() -> u64 {
    std::env::var("COMMONWEAL_RACES").map_or(40, |many| many.parse().unwrap())
}

fn line(test: &TestApp, action: &str) -> LogEntry {
    LogEntry {
        at: test.now(),
        action: action.to_owned(),
        record_kind: "test".to_owned(),
        record_id: "1".to_owned(),
        content: serde_json::json!({}),
    }
}

fn by(test: &TestApp, role: Role) -> Scope {
    Scope {
        person_id: Some(test.person(role).id),
        ..test.scope()
    }
}

/// A disposal of one record that two people want.
fn agreed(test: &TestApp, record: Id) -> Id {
    let mut disposal = crate::retention::Disposal {
        id: new_id(),
        kind: domain::retention::RecordKind::FollowUp,
        reason: "A race".to_owned(),
        records: 1,
        list_sha256: [0; 32],
        asked: (test.now(), test.person(Role::Lead).id),
        agreed: None,
        withdrawn: None,
        gone_at: None,
        bag: None,
    };
    disposal.agreed = None;
    let database = &test.app.database;
    database
        .write(by(test, Role::Lead), |mut write| {
            store::disposals::ask(&mut write, &disposal, &[(record, TODAY)])?;
            Ok::<_, Failure>(write.commit(line(test, "asked"), ())?)
        })
        .unwrap();
    database
        .write(by(test, Role::Governance), |mut write| {
            store::disposals::agree(&mut write, disposal.id, test.now())?;
            Ok::<_, Failure>(write.commit(line(test, "agreed"), ())?)
        })
        .unwrap();
    disposal.id
}

fn place(test: &TestApp, hold: &Hold) {
    test.app
        .database
        .write(by(test, Role::Governance), |mut write| {
            store::holds::place(&mut write, hold, test.now())?;
            Ok::<_, Failure>(write.commit(line(test, "held"), ())?)
        })
        .unwrap();
}

fn lift(test: &TestApp, hold: &Hold) {
    test.app
        .database
        .write(by(test, Role::Governance), |mut write| {
            store::holds::lift(&mut write, (hold.id, "over"), test.now())?;
            Ok::<_, Failure>(write.commit(line(test, "lifted"), ())?)
        })
        .unwrap();
}

/// Whether a record went after the hold was placed: the log says what came first.
fn was_destroyed_on_hold(test: &TestApp, from: i64, record: Id) -> bool {
    let lines = test.read(|read| Ok(log_entries(read, from, 1_000)?));
    let number = |action: &str| {
        let line = lines.iter().rfind(|line| line.action == action);
        line.map(|line| line.number)
    };
    let (held, gone) = (
        number("held").unwrap(),
        number("disposed of records").unwrap(),
    );
    !is_there(test, record) && held < gone
}

/// Who came first in a race.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Hold,
    Disposal,
}

/// How far apart the two of a race set off. Whoever came first in the last race waits longer in the next,
/// and twice as long each time it comes first again: so both come first by turns, on any machine.
struct HeadStart {
    /// Microseconds that the hold waits; the disposal waits where this is below nothing.
    hold_waits: i64,
    step: i64,
    last: Option<First>,
}

impl HeadStart {
    const STEP: i64 = 50;
    const LONGEST: i64 = 200_000;

    fn none() -> Self {
        Self {
            hold_waits: 0,
            step: Self::STEP,
            last: None,
        }
    }

    fn learn(&mut self, first: First) {
        self.step = if self.last == Some(first) {
            self.step * 2
        } else {
            Self::STEP
        };
        let longer = match first {
            First::Hold => self.step,
            First::Disposal => -self.step,
        };
        self.hold_waits = (self.hold_waits + longer).clamp(-Self::LONGEST, Self::LONGEST);
        self.last = Some(first);
    }

    /// How long the hold waits, and the disposal.
    fn waits(&self) -> (Duration, Duration) {
        let wait = |microseconds: i64| Duration::from_micros(microseconds.max(0).unsigned_abs());
        (wait(self.hold_waits), wait(-self.hold_waits))
    }
}

fn newest(test: &TestApp) -> i64 {
    test.read(|read| Ok(database::log_newest(read, i64::MAX, 1)?))[0].number
}

#[test]
fn p6_a_hold_that_comes_first_is_met_by_a_disposal_that_already_runs() {
    on_both(|test| {
        let mut chance = Chance::of_seed(6);
        let mut start = HeadStart::none();
        let (mut stayed, mut went) = (0, 0);
        for race in 0..races() {
            let learner = format!("RACE-{race}");
            let record = follow_up(test, &learner, date(2018, 9, 3));
            let disposal = agreed(test, record);
            let from = newest(test);
            let hold = hold(match chance.below(3) {
                0 => Covers::Learner(learner),
                1 => Covers::Everything,
                _ => Covers::Record(domain::retention::RecordKind::FollowUp, record),
            });
            let (hold_waits, disposal_waits) = start.waits();
            std::thread::scope(|threads| {
                threads.spawn(|| {
                    sleep(hold_waits);
                    place(test, &hold);
                });
                threads.spawn(|| {
                    sleep(disposal_waits);
                    let scope = by(test, Role::Governance);
                    going::remove(&test.app.database, scope, disposal, test.now()).unwrap();
                });
            });
            assert!(
                !was_destroyed_on_hold(test, from, record),
                "race {race} of seed 6"
            );
            if is_there(test, record) {
                stayed += 1;
                start.learn(First::Hold);
            } else {
                went += 1;
                start.learn(First::Disposal);
            }
            lift(test, &hold);
        }
        println!("{stayed} stayed, {went} went");
        assert!(
            stayed > 0 && went > 0,
            "the races were no races: {stayed} and {went}"
        );
    });
}

/// The control: a disposal that asked about holds before its transaction destroys what is held, and the
/// test above would say so.
#[test]
fn p6_a_disposal_that_asked_before_its_transaction_would_be_caught() {
    on_both(|test| {
        let record = follow_up(test, "RACE", date(2018, 9, 3));
        let id = agreed(test, record);
        let from = newest(test);
        let (stale, disposal) = test.read(|read| {
            let rules = Rules::read(read)?;
            Ok((rules, store::disposals::find(read, id)?.unwrap()))
        });
        place(test, &hold(Covers::Learner("RACE".to_owned())));
        let second = disposal.agreed.unwrap().1;
        test.app
            .database
            .write(by(test, Role::Governance), |mut write| {
                going::one(
                    &mut write,
                    (&disposal, second),
                    (record, test.now()),
                    &stale,
                )?;
                Ok::<_, Failure>(write.commit(line(test, "disposed of records"), ())?)
            })
            .unwrap();
        assert!(was_destroyed_on_hold(test, from, record));
    });
}
