//! What people answered, and the counts on their round that follow from it.

use crate::failure::Failure;
use crate::questionnaires::Way;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::questionnaires::{Half, PersonCode, Sheet};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Answers as they came.
#[derive(Debug, Clone)]
pub(in crate::questionnaires) struct NewSheet {
    pub(in crate::questionnaires) round_id: Id,
    pub(in crate::questionnaires) sheet: Sheet,
    pub(in crate::questionnaires) way: Way,
    pub(in crate::questionnaires) given_at: Timestamp,
}

type Answers = BTreeMap<usize, i64>;

fn answer_of(row: &Row, from: usize) -> Result<(usize, i64), DatabaseFault> {
    let place = usize::try_from(row.integer(from)?).unwrap_or(usize::MAX);
    Ok((place, row.integer(from + 1)?))
}

/// What somebody answered at one asking; none when they did not.
pub(in crate::questionnaires) fn answers_of(
    read: &mut Read<'_>,
    round_id: Id,
    (half, code): (Half, &PersonCode),
) -> Result<Option<Answers>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT place, answer FROM questionnaire_answer
         WHERE organisation_id = ?1 AND round_id = ?2 AND half = ?3 AND code = ?4 ORDER BY place",
        &[
            organisation_id.into(),
            round_id.into(),
            half.key().into(),
            code.as_str().into(),
        ],
    )?;
    let answers: Answers = rows
        .iter()
        .map(|row| answer_of(row, 0))
        .collect::<Result<_, _>>()?;
    Ok(Some(answers).filter(|answers| !answers.is_empty()))
}

/// Every sheet of a round.
pub(in crate::questionnaires) fn sheets(
    read: &mut Read<'_>,
    round_id: Id,
) -> Result<Vec<Sheet>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT half, code, place, answer FROM questionnaire_answer
         WHERE organisation_id = ?1 AND round_id = ?2 ORDER BY half, code, place",
        &[organisation_id.into(), round_id.into()],
    )?;
    let mut found: BTreeMap<(Half, String), Answers> = BTreeMap::new();
    for row in &rows {
        let half = Half::from_key(&row.text(0)?).unwrap_or(Half::Before);
        let (place, answer) = answer_of(row, 2)?;
        let answers = found.entry((half, row.text(1)?)).or_default();
        answers.insert(place, answer);
    }
    let sheet = |((half, code), answers): ((Half, String), Answers)| {
        let code = PersonCode::new(&code).ok()?;
        Some(Sheet {
            code,
            half,
            answers,
        })
    };
    Ok(found.into_iter().filter_map(sheet).collect())
}

/// Keeps a sheet, and counts it on its round. Its person must not have answered at this asking yet.
pub(in crate::questionnaires) fn sheet_add(
    write: &mut Write<'_>,
    new: &NewSheet,
) -> Result<(), Failure> {
    let Sheet { code, half, .. } = &new.sheet;
    let other = answers_of(&mut write.read(), new.round_id, (half.other(), code))?;
    let scope = write.scope();
    write.execute(
        "INSERT INTO questionnaire_sheet (organisation_id, round_id, half, code, way, given_at,
           recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            scope.organisation_id.into(),
            new.round_id.into(),
            half.key().into(),
            code.as_str().into(),
            new.way.key().into(),
            new.given_at.into(),
            scope.person_id.into(),
        ],
    )?;
    answers_add(write, new)?;
    let counted = match half {
        Half::Before => (1_i64, 0_i64),
        Half::After => (0, 1),
    };
    write.execute(
        "UPDATE questionnaire_round SET before_sheets = before_sheets + ?3,
           after_sheets = after_sheets + ?4, both_sheets = both_sheets + ?5
         WHERE organisation_id = ?1 AND id = ?2",
        &[
            scope.organisation_id.into(),
            new.round_id.into(),
            counted.0.into(),
            counted.1.into(),
            i64::from(other.is_some()).into(),
        ],
    )?;
    Ok(())
}

/// Puts a sheet in the place of the one its person gave at this asking before.
pub(in crate::questionnaires) fn sheet_replace(
    write: &mut Write<'_>,
    new: &NewSheet,
) -> Result<(), Failure> {
    let scope = write.scope();
    let (half, code) = (new.sheet.half.key(), new.sheet.code.as_str());
    write.execute(
        "DELETE FROM questionnaire_answer
         WHERE organisation_id = ?1 AND round_id = ?2 AND half = ?3 AND code = ?4",
        &[
            scope.organisation_id.into(),
            new.round_id.into(),
            half.into(),
            code.into(),
        ],
    )?;
    write.execute(
        "UPDATE questionnaire_sheet SET way = ?5, given_at = ?6, recorded_by = ?7
         WHERE organisation_id = ?1 AND round_id = ?2 AND half = ?3 AND code = ?4",
        &[
            scope.organisation_id.into(),
            new.round_id.into(),
            half.into(),
            code.into(),
            new.way.key().into(),
            new.given_at.into(),
            scope.person_id.into(),
        ],
    )?;
    answers_add(write, new)
}

fn answers_add(write: &mut Write<'_>, new: &NewSheet) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for (place, answer) in &new.sheet.answers {
        let place = i64::try_from(*place).unwrap_or(i64::MAX);
        write.execute(
            "INSERT INTO questionnaire_answer (organisation_id, round_id, half, code, place, answer)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &[
                organisation_id.into(),
                new.round_id.into(),
                new.sheet.half.key().into(),
                new.sheet.code.as_str().into(),
                place.into(),
                (*answer).into(),
            ],
        )?;
    }
    Ok(())
}
