//! Evidence of a measure that runs out before the quarter of its entries is signed off, as lines of the
//! measure's figures.

use crate::failure::Failure;
use crate::ledger::{self, RunningOut};
use crate::visit::Who;
use database::{Id, Read};
use domain::calendar::in_words;
use jiff::civil::Date;

/// Where each piece of evidence is, and what is to be said of it.
pub(super) fn lines(
    read: &mut Read<'_>,
    (who, today): (&Who, Date),
    measure_id: Id,
) -> Result<Vec<(String, String)>, Failure> {
    let found = ledger::running_out(read, (who, today), Some(measure_id))?;
    Ok(found.iter().map(|one| line(one, today)).collect())
}

fn line(one: &RunningOut, today: Date) -> (String, String) {
    let when = if one.expires_on < today {
        "ran out on"
    } else {
        "runs out on"
    };
    let entries = match one.entries {
        1 => "1 entry rests on it".to_owned(),
        more => format!("{more} entries rest on it"),
    };
    let words = format!(
        "{} {when} {}; {entries}",
        one.title,
        in_words(one.expires_on)
    );
    (format!("/evidence/{}", one.evidence_id), words)
}
