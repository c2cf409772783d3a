//! What was answered, read from a form of radios or of numbers, and kept in the round.

use super::store::{self, NewSheet};
use super::{Round, Way};
use crate::failure::Failure;
use database::{Id, Write};
use domain::questionnaires::{Asking, CodeProblem, Half, PersonCode, Question, QuestionSet, Sheet};
use jiff::Timestamp;
use pages::{Choice, Form};
use std::collections::BTreeMap;

/// A question as forms show it.
pub(super) struct Asked {
    /// The field's name.
    pub(super) field: String,
    /// The question with its number.
    pub(super) text: String,
    /// The points of its scale.
    pub(super) choices: Vec<Choice>,
    /// The scale in a line.
    pub(super) scale: String,
}

/// The questions of a set as forms show them.
pub(super) fn asked(set: &QuestionSet) -> Vec<Asked> {
    let asked = |(number, question): (usize, &Question)| Asked {
        field: format!("q{number}"),
        text: format!("{number}. {}", question.text),
        choices: choices(question),
        scale: scale(question),
    };
    (1..).zip(&set.questions).map(asked).collect()
}

/// The points of a scale: by their words where each has some, else by their numbers.
fn choices(question: &Question) -> Vec<Choice> {
    let points = question.lowest..=question.highest;
    let all_have_words = points
        .clone()
        .all(|point| question.words.contains_key(&point));
    let choice = |point: i64| {
        let text = match question.words.get(&point) {
            Some(words) if all_have_words => words.clone(),
            Some(words) => format!("{point}: {words}"),
            None => point.to_string(),
        };
        Choice::new(point.to_string(), text)
    };
    points.map(choice).collect()
}

/// The scale in a line.
pub(super) fn scale(question: &Question) -> String {
    let said: Vec<String> = question
        .words
        .iter()
        .map(|(point, words)| format!("{point} {words}"))
        .collect();
    said.join(", ")
}

type Answers = BTreeMap<usize, i64>;

/// The answers chosen from radios. A question may be left out, but not all of them.
pub(super) fn chosen(form: &mut Form, set: &QuestionSet) -> Answers {
    let mut answers = Answers::new();
    for (place, asked) in asked(set).iter().enumerate() {
        let chosen = form.optional_choice(&asked.field, "one of the answers", &asked.choices);
        if let Some(answer) = chosen.and_then(|point| point.parse().ok()) {
            answers.insert(place, answer);
        }
    }
    some(form, answers)
}

/// The answers typed as numbers.
pub(super) fn typed(form: &mut Form, set: &QuestionSet) -> Answers {
    let mut answers = Answers::new();
    for (place, (asked, question)) in asked(set).iter().zip(&set.questions).enumerate() {
        let label = format!("Question {}", place + 1);
        let Some(answer) = form.optional_whole_number(&asked.field, &label) else {
            continue;
        };
        if question.takes(answer) {
            answers.insert(place, answer);
        } else {
            let (lowest, highest) = (question.lowest, question.highest);
            let words = format!("{label} must be between {lowest} and {highest}");
            form.refuse(&asked.field, words);
        }
    }
    some(form, answers)
}

fn some(form: &mut Form, answers: Answers) -> Answers {
    if answers.is_empty() && !form.is_refused() {
        form.refuse("q1", "Answer at least one question");
    }
    answers
}

/// The code that was typed; `what` is what it is called there.
pub(super) fn code(form: &mut Form, what: &str) -> Option<PersonCode> {
    match PersonCode::new(form.value("code")) {
        Ok(code) => Some(code),
        Err(CodeProblem::Empty) => {
            form.refuse("code", format!("Enter {what}"));
            None
        }
        Err(problem @ (CodeProblem::Long | CodeProblem::Signs)) => {
            form.refuse("code", problem);
            None
        }
    }
}

/// A sheet as it is kept.
pub(super) fn new(
    (round_id, way): (Id, Way),
    (half, code, answers): (Half, PersonCode, Answers),
    given_at: Timestamp,
) -> NewSheet {
    NewSheet {
        round_id,
        sheet: Sheet {
            code,
            half,
            answers,
        },
        way,
        given_at,
    }
}

/// What becomes of answers that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    /// They stay, and the new ones are refused.
    Stay,
    /// The new ones come in their place.
    Replaced,
}

/// Why answers are refused while they are being kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeepRefused {
    /// There are answers of this code at this asking.
    There,
    /// The round was closed meanwhile.
    Closed,
}

/// Keeps a sheet, unless the round is closed or the same code has answered at this asking.
pub(super) fn keep(
    write: &mut Write<'_>,
    new: &NewSheet,
    there: There,
) -> Result<Result<(), KeepRefused>, Failure> {
    let round = store::round(&mut write.read(), new.round_id)?.ok_or(Failure::NotFound)?;
    if round.closed.is_some() {
        return Ok(Err(KeepRefused::Closed));
    }
    let of = (new.sheet.half, &new.sheet.code);
    let before = store::answers_of(&mut write.read(), new.round_id, of)?;
    match (before, there) {
        (None, There::Stay | There::Replaced) => store::sheet_add(write, new)?,
        (Some(_), There::Replaced) => store::sheet_replace(write, new)?,
        (Some(_), There::Stay) => return Ok(Err(KeepRefused::There)),
    }
    Ok(Ok(()))
}

/// Whether paper of an asking can be entered: from its first day until the round is closed.
pub(super) fn takes_paper(round: &Round, half: Half, today: jiff::civil::Date) -> Option<()> {
    let has_begun = round.dates.asking(half, today) != Asking::NotYet;
    (has_begun && round.closed.is_none()).then_some(())
}
