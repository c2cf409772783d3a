//! Learners whose data is kept and not used (UK GDPR Article 18) stand in no sum over answers that is made
//! from now on. Only a round that finds people by their reference can know them; a code that somebody made
//! themselves says of nobody who it is.

use crate::failure::Failure;
use crate::people;
use crate::questionnaires::Round;
use database::{Id, Read};
use domain::questionnaires::{CodeRule, Half, PersonCode, Sheet};
use std::collections::BTreeSet;

/// The codes under which they answered.
fn codes(read: &mut Read<'_>) -> Result<BTreeSet<PersonCode>, Failure> {
    let learners = people::restricted_learners(read)?;
    let codes = learners.iter().map(|learner| PersonCode::new(learner));
    Ok(codes.filter_map(Result::ok).collect())
}

/// The sheets of a round without theirs.
pub(in crate::questionnaires) fn but_restricted(
    read: &mut Read<'_>,
    round: &Round,
    sheets: Vec<Sheet>,
) -> Result<Vec<Sheet>, Failure> {
    if round.code_rule == CodeRule::OwnCode {
        return Ok(sheets);
    }
    let codes = codes(read)?;
    let used = sheets
        .into_iter()
        .filter(|sheet| !codes.contains(&sheet.code));
    Ok(used.collect())
}

/// Takes them out of the counts of rounds.
pub(super) fn leave_out(read: &mut Read<'_>, rounds: &mut [Round]) -> Result<(), Failure> {
    if rounds.is_empty() {
        return Ok(());
    }
    let codes = codes(read)?;
    for round in rounds {
        if round.code_rule == CodeRule::OwnCode {
            continue;
        }
        for code in &codes {
            let [before, after] = halves(read, round.id, code)?;
            round.counts.before -= before;
            round.counts.after -= after;
            round.counts.both -= before * after;
        }
    }
    Ok(())
}

/// How many sheets a person gave at each asking of a round: 0 or 1.
fn halves(read: &mut Read<'_>, round_id: Id, code: &PersonCode) -> Result<[i64; 2], Failure> {
    let organisation_id = read.organisation_id();
    let mut found = [0; 2];
    for (place, half) in [Half::Before, Half::After].into_iter().enumerate() {
        let row = read.first(
            "SELECT COUNT(*) FROM questionnaire_sheet
             WHERE organisation_id = ?1 AND round_id = ?2 AND half = ?3 AND code = ?4",
            &[
                organisation_id.into(),
                round_id.into(),
                half.key().into(),
                code.as_str().into(),
            ],
        )?;
        if let (Some(row), Some(count)) = (row, found.get_mut(place)) {
            *count = row.integer(0)?;
        }
    }
    Ok(found)
}
