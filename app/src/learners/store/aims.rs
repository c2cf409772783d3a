//! How an aim and the home it began from are written down, and the mark that stands for both.

use super::super::Home;
use crate::failure::Failure;
use crate::places::Located;
use database::{Row, Value};
use domain::ilr::{Aim, Completion, Status};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The columns of an aim behind its number, in this order; the mark comes last.
pub(super) const COLUMNS: &str = "reference, aim_type, started_on, ended_on, completion, outcome,
    planned_hours, tailored_outcomes, monitoring, age_band, outward_postcode, area_code, ward, lsoa,
    decile, area_method, decile_method, mark";

pub(super) fn pairs_in_text(pairs: &BTreeSet<(String, String)>) -> String {
    let words: Vec<String> = pairs
        .iter()
        .map(|(kind, code)| format!("{kind} {code}"))
        .collect();
    words.join(",")
}

pub(super) fn pairs_of(text: &str) -> BTreeSet<(String, String)> {
    let pairs = text.split(',').filter_map(|pair| pair.split_once(' '));
    pairs
        .map(|(kind, code)| (kind.to_owned(), code.to_owned()))
        .collect()
}

fn codes_of(text: &str) -> BTreeSet<String> {
    let codes = text.split(',').filter(|code| !code.is_empty());
    codes.map(str::to_owned).collect()
}

fn completion_code(completion: Completion) -> &'static str {
    match completion {
        Completion::Continuing => "1",
        Completion::Completed => "2",
        Completion::Withdrawn => "3",
        Completion::OnBreak => "6",
        Completion::Unknown => "unknown",
    }
}

pub(super) fn status_code(status: Status) -> &'static str {
    match status {
        Status::Employed => "10",
        Status::Looking => "11",
        Status::NotLooking => "12",
        Status::Unknown => "98",
    }
}

/// What is written of an aim, but for its mark.
pub(super) fn values(aim: &Aim, home: &Home) -> [Value; 17] {
    let located = home.located.as_ref();
    let text = |of: fn(&Located) -> Option<&str>| located.and_then(of).into();
    let codes: Vec<&str> = aim.tailored_outcomes.iter().map(String::as_str).collect();
    [
        (&aim.reference).into(),
        (&aim.aim_type).into(),
        aim.started_on.into(),
        aim.ended_on.into(),
        completion_code(aim.completion).into(),
        aim.outcome.as_deref().into(),
        aim.planned_hours.map(i64::from).into(),
        codes.join(",").into(),
        pairs_in_text(&aim.monitoring).into(),
        home.age_band.into(),
        home.outward.as_deref().into(),
        text(|one| Some(&one.area_code)),
        text(|one| one.ward.as_deref()),
        text(|one| one.lsoa.as_deref()),
        located.and_then(|one| one.decile).map(i64::from).into(),
        text(|one| Some(&one.method)),
        text(|one| one.decile_method.as_deref()),
    ]
}

/// Stands for what is written of an aim, or for what names it in a return: the first 16 bytes of a
/// SHA-256.
pub(in crate::learners) type Mark = [u8; 16];

/// The mark of what is written.
pub(super) fn mark(values: &[Value]) -> Mark {
    let mut hash = Sha256::new();
    for value in values {
        match value {
            Value::Null => hash.update([0]),
            Value::Integer(number) => {
                hash.update([1]);
                hash.update(number.to_be_bytes());
            }
            Value::Text(text) => {
                hash.update([2]);
                hash.update(text.as_bytes());
                hash.update([0]);
            }
            Value::Bytes(bytes) => {
                hash.update([3]);
                hash.update(bytes);
                hash.update([0]);
            }
        }
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut mark = Mark::default();
    for (to, from) in mark.iter_mut().zip(whole) {
        *to = from;
    }
    mark
}

/// The home of a row whose first of [`COLUMNS`] is the third.
pub(super) fn home_of(row: &Row) -> Result<Home, Failure> {
    Ok(Home {
        age_band: row.optional(11, Row::text)?.as_deref().and_then(band),
        outward: row.optional(12, Row::text)?,
        located: located_of(row)?,
    })
}

fn located_of(row: &Row) -> Result<Option<Located>, Failure> {
    let Some(area_code) = row.optional(13, Row::text)? else {
        return Ok(None);
    };
    let decile = row.optional(16, Row::integer)?;
    Ok(Some(Located {
        area_code,
        ward: row.optional(14, Row::text)?,
        lsoa: row.optional(15, Row::text)?,
        decile: decile.and_then(|decile| u8::try_from(decile).ok()),
        method: row.optional(17, Row::text)?.unwrap_or_default(),
        decile_method: row.optional(18, Row::text)?,
    }))
}

fn band(text: &str) -> Option<&'static str> {
    ["under 19", "19 to 24", "25 to 49", "50 and over"]
        .into_iter()
        .find(|band| *band == text)
}

/// The aim of such a row.
pub(super) fn aim_of(row: &Row) -> Result<Aim, Failure> {
    let hours = row.optional(8, Row::integer)?;
    Ok(Aim {
        reference: row.text(2)?,
        aim_type: row.text(3)?,
        started_on: row.date(4)?,
        ended_on: row.optional(5, Row::date)?,
        completion: Completion::from_code(&row.text(6)?),
        outcome: row.optional(7, Row::text)?,
        planned_hours: hours.and_then(|hours| u32::try_from(hours).ok()),
        tailored_outcomes: codes_of(&row.text(9)?),
        monitoring: pairs_of(&row.text(10)?),
    })
}
