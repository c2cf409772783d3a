//! Writes a made-up file of any size to the standard output: `make learner-return 200000`,
//! `make entries 1000000`.

use benches::{Fault, entries, learner_return};
use std::io::Write;

fn main() -> Result<(), Fault> {
    let mut words = std::env::args().skip(1);
    let kind = words.next().unwrap_or_default();
    let number = words.next().unwrap_or_default().parse()?;
    let text = match kind.as_str() {
        "learner-return" => learner_return(number),
        "entries" => entries(number, "10/2026"),
        other => return Err(format!("‘{other}’ is neither learner-return nor entries").into()),
    };
    Ok(std::io::stdout().lock().write_all(text.as_bytes())?)
}
