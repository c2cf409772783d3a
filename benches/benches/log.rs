//! Appending to a log as it grows, beside the first entries; the proof of one entry; and looking at all of
//! it again. `cargo bench -p benches --bench log -- 5000000` says how many entries; without a number
//! there are 200,000.

use benches::Fault;
use database::{
    Database, DatabaseFault, Id, LogEntry, Migration, Read, Scope, log_hashes, log_verify,
};
use std::io::Write;
use std::time::{Duration, Instant};
use transparency::{Growing, Hash, Hashes, Tree};

const TABLES: &[Migration] = &[
    Migration {
        number: 1,
        name: "people",
        text: include_str!("../../migrations/0001_people.sql"),
    },
    Migration {
        number: 2,
        name: "transparency",
        text: include_str!("../../migrations/0023_transparency.sql"),
    },
    Migration {
        number: 3,
        name: "erased-content",
        text: include_str!("../../migrations/0030_erased_content.sql"),
    },
];
/// Entries of one transaction, as an import writes them.
const AT_ONCE: u64 = 10_000;
const FEW: u64 = 200_000;
const PROOFS: u64 = 1_000;

struct Kept<'a, 'b>(&'a mut Read<'b>);

impl Hashes for Kept<'_, '_> {
    type Fault = DatabaseFault;

    fn hashes(&mut self, level: u32, first: u64, count: u64) -> Result<Vec<Hash>, DatabaseFault> {
        let number = |it: u64| i64::try_from(it).map_err(|_| DatabaseFault::TooLarge);
        log_hashes(self.0, i64::from(level), (number(first)?, number(count)?))
    }
}

fn entry() -> LogEntry {
    LogEntry {
        at: jiff::Timestamp::UNIX_EPOCH,
        action: "recorded entry".to_owned(),
        record_kind: "entry".to_owned(),
        record_id: "019a0000-0000-7000-8000-000000000000".to_owned(),
        content: serde_json::json!({ "measure": "HM7", "quantity": "12.5" }),
    }
}

/// How long a transaction of entries takes.
fn append(database: &Database, scope: Scope, entries: &[LogEntry]) -> Result<Duration, Fault> {
    let begun = Instant::now();
    database.write(scope, |write| write.commit_all(entries, ()))?;
    Ok(begun.elapsed())
}

/// The middle one of some times, in microseconds.
fn middle(times: &mut [Duration]) -> u128 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0, Duration::as_micros)
}

fn main() -> Result<(), Fault> {
    let asked = std::env::args().find_map(|word| word.parse().ok());
    let size = asked.unwrap_or(FEW).next_multiple_of(AT_ONCE);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("log.db");
    let database = Database::open(&file.to_string_lossy(), TABLES, jiff::Timestamp::UNIX_EPOCH)?;
    let scope = Scope::system(Id::from_u128(1));
    let entries = vec![entry(); usize::try_from(AT_ONCE)?];
    let mut times = Vec::new();
    for _ in 0..size / AT_ONCE {
        times.push(append(&database, scope, &entries)?);
    }
    let part = (times.len() / 10).max(1);
    let (first, _) = times.split_at_mut(part);
    let first = middle(first);
    let before = times.len() - part;
    let (_, last) = times.split_at_mut(before);
    let last = middle(last);
    let mut out = std::io::stdout().lock();
    let hundredths = last.saturating_mul(100) / first.max(1);
    writeln!(out, "A log of {size} entries, appended {AT_ONCE} at once")?;
    writeln!(
        out,
        "  the last tenth beside the first: {} µs and {} µs for each entry, {}.{:02} times",
        last / u128::from(AT_ONCE),
        first / u128::from(AT_ONCE),
        hundredths / 100,
        hundredths % 100
    )?;
    let mut proofs = Vec::new();
    for number in 0..PROOFS {
        let leaf = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size;
        let begun = Instant::now();
        let path = database.read(scope, |read| {
            let mut tree = Tree::of(Kept(read), size);
            Ok::<_, DatabaseFault>(tree.inclusion(leaf, size).is_ok())
        })?;
        proofs.push(begun.elapsed());
        if !path {
            return Err("there is no proof".into());
        }
    }
    let slowest = proofs.iter().max().map_or(0, Duration::as_micros);
    writeln!(
        out,
        "  the proof of one entry: {} µs, at most {slowest} µs",
        middle(&mut proofs)
    )?;
    let (begun, mut growing) = (Instant::now(), Growing::default());
    let seen = database.read(scope, |read| log_verify(read, |leaf| growing.add(leaf)))?;
    writeln!(
        out,
        "  looking at all {} again, and the root over them: {} ms",
        seen.entries,
        begun.elapsed().as_millis()
    )?;
    Ok(())
}
