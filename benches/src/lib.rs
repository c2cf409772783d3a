//! What the benches share: made-up files of any size, and a way to compare two ways of doing the same
//! work in one run. Machines differ and are busy, so a bench states a ratio; no test asserts a time.

mod entries;
mod learner_return;
mod memory;

pub use entries::entries;
pub use learner_return::learner_return;
pub use memory::highest;

use std::io::Write;
use std::time::{Duration, Instant};

/// How often each way is taken; the best run counts, as what disturbs a run only makes it longer.
const ROUNDS: usize = 5;

/// What goes wrong ends the bench.
pub type Fault = Box<dyn std::error::Error>;

/// A way of doing some work; it gives how much it did.
pub type Way<'a> = (&'a str, &'a mut dyn FnMut() -> Result<usize, Fault>);

/// Takes the ways in turn, five rounds of all of them, and prints for each its best time, how many megabytes
/// (10⁶ bytes) and rows that is in a second, and how it compares with the first.
///
/// # Errors
/// When a way fails, or does not do as much as there is to do.
pub fn compare(
    title: &str,
    (bytes, rows): (usize, usize),
    ways: &mut [Way<'_>],
) -> Result<(), Fault> {
    let mut best = vec![Duration::MAX; ways.len()];
    for _ in 0..ROUNDS {
        for ((name, run), best) in ways.iter_mut().zip(&mut best) {
            let begun = Instant::now();
            let done = run()?;
            *best = begun.elapsed().min(*best);
            if done < rows {
                return Err(format!("{name} did {done} of {rows} rows").into());
            }
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{title}: {bytes} bytes, {rows} rows")?;
    let first = best.first().copied().unwrap_or_default();
    for ((name, _), best) in ways.iter().zip(&best) {
        let micros = best.as_micros().max(1);
        let each_second = |number: usize| {
            let number = u128::try_from(number).unwrap_or_default();
            number.saturating_mul(1_000_000) / micros
        };
        let hundredths = best.as_micros().saturating_mul(100) / first.as_micros().max(1);
        writeln!(
            out,
            "  {name}: {} ms, {} MB/s, {} rows/s, {}.{:02} times the first",
            best.as_millis(),
            each_second(bytes) / 1_000_000,
            each_second(rows),
            hundredths / 100,
            hundredths % 100
        )?;
    }
    Ok(())
}
