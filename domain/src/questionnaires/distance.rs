//! How far people travelled between two askings of the same questions. Whole numbers only: a mean is
//! rounded once, from exact sums. Says what changed, never what changed it.

use super::{PersonCode, QuestionSet};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Divisible by every count of questions a set can have, so that means of means stay whole.
const COMMON: i128 = 232_792_560;
/// Below this nobody but those who may see learners is shown a mean.
const HIDDEN_BELOW: usize = 5;
/// Below this a change says nothing beyond those who answered.
const FEW_BELOW: usize = 10;

/// Which of the two askings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// At the start.
    Before,
    /// At the end.
    After,
}

impl Half {
    /// Both, in their order.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];

    /// The word in the database, in addresses and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "Before",
            Self::After => "After",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::After => Self::Before,
        }
    }

    /// The half of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|half| half.key() == key)
    }
}

/// What one person answered at one asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Whose it is.
    pub code: PersonCode,
    /// At which asking.
    pub half: Half,
    /// Answers by the place of the question, from nought; a skipped question is not there.
    pub answers: BTreeMap<usize, i64>,
}

/// Two means and what lies between them, among people who answered both times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Travelled {
    /// How many people it is made of.
    pub people: usize,
    /// The mean before, in hundredths.
    pub before_hundredths: i64,
    /// The mean after, in hundredths.
    pub after_hundredths: i64,
    /// After less before, in hundredths, rounded by itself and so perhaps one off the other two.
    pub change_hundredths: i64,
    /// How many are better off.
    pub better: usize,
    /// How many answered the same.
    pub same: usize,
    /// How many are worse off.
    pub worse: usize,
}

/// One question of [`Distance`], on its own scale: with a question where lower is better a fall is
/// counted as better.
pub type QuestionDistance = Travelled;

/// What two askings show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distance {
    /// How many people answered before.
    pub before: usize,
    /// How many answered after.
    pub after: usize,
    /// Each question, in the order of the set.
    pub questions: Vec<QuestionDistance>,
    /// All questions together, with the good end on top.
    pub overall: Travelled,
    /// How many answered both times, whichever questions.
    pub both: usize,
    /// Everybody who answered at least one question both times, and whether they rose.
    pub people: BTreeMap<PersonCode, Ordering>,
}

/// Whose eyes a result is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sees {
    /// Those who may see learners.
    Learners,
    /// Everybody else.
    Totals,
}

/// How much a number of people lets a page say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nobody answered both times.
    Nobody,
    /// So few that a mean would give away a person.
    Hidden,
    /// The means, with a warning.
    Few(usize),
    /// The means.
    Enough,
}

impl Told {
    /// How much can be said of so many people.
    pub fn of(people: usize, sees: Sees) -> Self {
        match (people, sees) {
            (0, Sees::Learners | Sees::Totals) => Self::Nobody,
            (1..HIDDEN_BELOW, Sees::Totals) => Self::Hidden,
            (1..FEW_BELOW, Sees::Learners | Sees::Totals) => Self::Few(people),
            (FEW_BELOW.., Sees::Learners | Sees::Totals) => Self::Enough,
        }
    }

    /// What a page says instead of, or beside, the means.
    pub fn sentence(self) -> Option<String> {
        match self {
            Self::Nobody => Some("Nobody has answered both times yet.".to_owned()),
            Self::Hidden => Some("Fewer than 5 people answered both times.".to_owned()),
            Self::Few(1) => Some("1 person: too few to say more than what they said.".to_owned()),
            Self::Few(people) => Some(format!(
                "{people} people: too few to say more than what these {people} said."
            )),
            Self::Enough => None,
        }
    }
}

/// What the sheets show, handed in as they arrived: of two by one person at one asking the later
/// counts. Only people who answered both times are compared; answers off the scale are left out.
pub fn distance(set: &QuestionSet, sheets: &[Sheet]) -> Distance {
    let before = counting(set, sheets, Half::Before);
    let after = counting(set, sheets, Half::After);
    let pairs: Vec<Pair<'_>> = before
        .iter()
        .filter_map(|(code, first)| Some((code, first, after.get(code)?)))
        .map(|(code, first, second)| Pair::of(code, first, second))
        .collect();
    let question = |(place, question): (usize, &super::Question)| {
        let asked = pairs.iter().filter_map(|pair| pair.answers.get(&place));
        let asked: Vec<_> = asked
            .map(|&(first, second)| (shares(first), shares(second)))
            .collect();
        let turn = match question.better {
            super::Better::Higher => Turn::Kept,
            super::Better::Lower => Turn::Turned,
        };
        travelled(&asked, turn)
    };
    let whole = |pair: &Pair<'_>| Some((pair.code.clone(), pair.overall(set)?));
    let wholes: Vec<(PersonCode, (i128, i128))> = pairs.iter().filter_map(whole).collect();
    let means: Vec<_> = wholes.iter().map(|&(_, means)| means).collect();
    Distance {
        before: before.len(),
        after: after.len(),
        both: pairs.len(),
        questions: set.questions.iter().enumerate().map(question).collect(),
        overall: travelled(&means, Turn::Kept),
        people: wholes
            .into_iter()
            .map(|(code, (first, second))| (code, second.cmp(&first)))
            .collect(),
    }
}

type Answers = BTreeMap<usize, i64>;

fn counting<'a>(
    set: &QuestionSet,
    sheets: &'a [Sheet],
    half: Half,
) -> BTreeMap<&'a PersonCode, Answers> {
    let on_scale = |place: usize, answer: i64| {
        let question = set.questions.get(place);
        question.is_some_and(|question| question.takes(answer))
    };
    let of_half = sheets.iter().filter(|sheet| sheet.half == half);
    of_half
        .map(|sheet| {
            let answers = sheet
                .answers
                .iter()
                .map(|(&place, &answer)| (place, answer));
            (
                &sheet.code,
                answers
                    .filter(|&(place, answer)| on_scale(place, answer))
                    .collect(),
            )
        })
        .collect()
}

/// One person's answers to the questions they answered both times.
struct Pair<'a> {
    code: &'a PersonCode,
    answers: BTreeMap<usize, (i64, i64)>,
}

impl<'a> Pair<'a> {
    fn of(code: &'a PersonCode, first: &Answers, second: &Answers) -> Self {
        let both = |(place, &before): (&usize, &i64)| {
            let after = *second.get(place)?;
            Some((*place, (before, after)))
        };
        Self {
            code,
            answers: first.iter().filter_map(both).collect(),
        }
    }

    /// The mean before and after, in shares of [`COMMON`], with the good end on top.
    fn overall(&self, set: &QuestionSet) -> Option<(i128, i128)> {
        let count = i128::try_from(self.answers.len())
            .ok()
            .filter(|count| *count > 0)?;
        let (mut before, mut after) = (0, 0);
        for (place, &(first, second)) in &self.answers {
            let question = set.questions.get(*place)?;
            before += i128::from(question.turned(first));
            after += i128::from(question.turned(second));
        }
        Some((before * COMMON / count, after * COMMON / count))
    }
}

/// An answer in shares of [`COMMON`].
fn shares(answer: i64) -> i128 {
    COMMON * i128::from(answer)
}

#[derive(Clone, Copy)]
enum Turn {
    Kept,
    Turned,
}

fn travelled(pairs: &[(i128, i128)], turn: Turn) -> Travelled {
    let before: i128 = pairs.iter().map(|pair| pair.0).sum();
    let after: i128 = pairs.iter().map(|pair| pair.1).sum();
    let count = |wanted: Ordering| {
        let moved = |&&(first, second): &&(i128, i128)| match turn {
            Turn::Kept => second.cmp(&first) == wanted,
            Turn::Turned => first.cmp(&second) == wanted,
        };
        pairs.iter().filter(moved).count()
    };
    Travelled {
        people: pairs.len(),
        before_hundredths: hundredths(before, pairs.len()),
        after_hundredths: hundredths(after, pairs.len()),
        change_hundredths: hundredths(after - before, pairs.len()),
        better: count(Ordering::Greater),
        same: count(Ordering::Equal),
        worse: count(Ordering::Less),
    }
}

/// A sum in shares of [`COMMON`] as a mean in hundredths, a half rounded up; nought of nobody.
fn hundredths(sum: i128, people: usize) -> i64 {
    let people = i128::try_from(people).unwrap_or(i128::MAX);
    if people == 0 {
        return 0;
    }
    let whole = COMMON * people;
    i64::try_from((sum * 200 + whole).div_euclid(whole * 2)).unwrap_or(i64::MAX)
}
