//! A set of questions as data with its licence. A file is refused whole, with everything wrong in it.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use thiserror::Error;

/// The most questions of one set: more do not fit one page on a phone.
pub const MOST_QUESTIONS: usize = 20;
/// The most signs of one text.
const MOST_SIGNS: usize = 300;
/// The highest point a scale can have.
const HIGHEST_POINT: i64 = 100;

/// Which end of its scale is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// A higher answer is better.
    Higher,
    /// A lower answer is better, as with worries.
    Lower,
}

/// One question and its scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// Which end is good.
    pub better: Better,
    /// The lowest answer.
    pub lowest: i64,
    /// The highest answer.
    pub highest: i64,
    /// What points of the scale mean, both ends among them.
    pub words: BTreeMap<i64, String>,
}

impl Question {
    /// Whether an answer is on the scale.
    pub fn takes(&self, answer: i64) -> bool {
        (self.lowest..=self.highest).contains(&answer)
    }

    /// The answer with the good end on top.
    pub fn turned(&self, answer: i64) -> i64 {
        match self.better {
            Better::Higher => answer,
            Better::Lower => self.lowest + self.highest - answer,
        }
    }
}

/// Questions that are asked together, and on whose terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionSet {
    /// What it is called.
    pub name: String,
    /// Which version of it.
    pub version: String,
    /// On which terms it may be used.
    pub licence: String,
    /// Whom to name wherever it is shown.
    pub attribution: String,
    /// Where it comes from.
    pub source: String,
    /// The questions in order, all on one scale so that they can be taken together.
    pub questions: Vec<Question>,
}

/// One thing wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SetProblem {
    /// The file cannot be read at all.
    #[error("Line {line}: this is not JSON. Check for a missing comma, quote or bracket")]
    NotJson {
        /// Counted from one.
        line: usize,
    },
    /// A part is missing or of another kind.
    #[error("{field}: {expected} is missing")]
    Missing {
        /// Where.
        field: String,
        /// What should be there.
        expected: &'static str,
    },
    /// Too long, or with signs that no page can show.
    #[error("{field}: 300 characters at most, in one line")]
    Unshown {
        /// Where.
        field: String,
    },
    /// A part that nobody reads.
    #[error("{field}: this is no part of a set of questions. Take it out or correct its name")]
    Unknown {
        /// Where.
        field: String,
    },
    /// Fewer than one question or more than a page holds.
    #[error("questions: a set has between 1 and 20 questions, this one has {0}")]
    Count(usize),
    /// A scale without two points, or beyond what answers can be.
    #[error("{field}: the scale must begin at 0 or above, rise, and end at 100 or below")]
    Scale {
        /// Where.
        field: String,
    },
    /// Neither of the two directions.
    #[error("{field}: say \"higher\" or \"lower\"")]
    Direction {
        /// Where.
        field: String,
    },
    /// Words for no point of the scale.
    #[error("{field}: this is no point of the scale")]
    Point {
        /// Where.
        field: String,
    },
    /// An end of the scale without words.
    #[error("{field}: both ends of the scale need words")]
    Ends {
        /// Where.
        field: String,
    },
    /// A scale unlike the first question's.
    #[error(
        "{field}: the scale differs from the first question's, so they cannot be taken together"
    )]
    Mixed {
        /// Where.
        field: String,
    },
}

/// A set of questions from its file.
///
/// # Errors
/// Everything that is wrong with the file, in its order.
pub fn question_set_from_json(text: &str) -> Result<QuestionSet, Vec<SetProblem>> {
    let value: Value = serde_json::from_str(text)
        .map_err(|fault| vec![SetProblem::NotJson { line: fault.line() }])?;
    let mut checking = Checking::default();
    let set = checking.set(&value);
    if checking.problems.is_empty() {
        Ok(set)
    } else {
        Err(checking.problems)
    }
}

const SET_PARTS: [&str; 6] = [
    "name",
    "version",
    "licence",
    "attribution",
    "source",
    "questions",
];
const QUESTION_PARTS: [&str; 5] = ["text", "better", "lowest", "highest", "words"];

/// What was wrong so far.
#[derive(Default)]
struct Checking {
    problems: Vec<SetProblem>,
}

impl Checking {
    fn set(&mut self, value: &Value) -> QuestionSet {
        let map = self.map(value, "file", &SET_PARTS);
        let questions = self.questions(&map);
        QuestionSet {
            name: self.text(&map, "", "name"),
            version: self.text(&map, "", "version"),
            licence: self.text(&map, "", "licence"),
            attribution: self.text(&map, "", "attribution"),
            source: self.text(&map, "", "source"),
            questions,
        }
    }

    fn questions(&mut self, map: &Map<String, Value>) -> Vec<Question> {
        let found = map.get("questions").and_then(Value::as_array);
        let found = found.map_or(&[][..], Vec::as_slice);
        if found.is_empty() || found.len() > MOST_QUESTIONS {
            self.problems.push(SetProblem::Count(found.len()));
            return Vec::new();
        }
        let mut questions: Vec<Question> = Vec::new();
        for (number, value) in (1..).zip(found) {
            let field = format!("question {number}");
            let question = self.question(value, &field);
            if let Some(first) = questions.first()
                && (first.lowest, first.highest) != (question.lowest, question.highest)
            {
                self.problems.push(SetProblem::Mixed { field });
            }
            questions.push(question);
        }
        questions
    }

    fn question(&mut self, value: &Value, field: &str) -> Question {
        let map = self.map(value, field, &QUESTION_PARTS);
        let text = self.text(&map, field, "text");
        let better = match map.get("better").and_then(Value::as_str) {
            Some("higher") => Better::Higher,
            Some("lower") => Better::Lower,
            _ => {
                let field = format!("{field}, better");
                self.problems.push(SetProblem::Direction { field });
                Better::Higher
            }
        };
        let point = |part: &str| map.get(part).and_then(Value::as_i64).unwrap_or(-1);
        let (lowest, highest) = (point("lowest"), point("highest"));
        if lowest < 0 || highest <= lowest || highest > HIGHEST_POINT {
            let field = field.to_owned();
            self.problems.push(SetProblem::Scale { field });
        }
        let words = self.words(&map, field, (lowest, highest));
        Question {
            text,
            better,
            lowest,
            highest,
            words,
        }
    }

    fn words(
        &mut self,
        map: &Map<String, Value>,
        field: &str,
        (lowest, highest): (i64, i64),
    ) -> BTreeMap<i64, String> {
        let mut words = BTreeMap::new();
        for (key, value) in map
            .get("words")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let point = key
                .parse()
                .ok()
                .filter(|point| (lowest..=highest).contains(point));
            match (point, value.as_str().map(str::trim)) {
                (Some(point), Some(said)) if !said.is_empty() => {
                    self.shown(said, format!("{field}, words, {key}"));
                    words.insert(point, said.to_owned());
                }
                _ => self.problems.push(SetProblem::Point {
                    field: format!("{field}, words, {key}"),
                }),
            }
        }
        if !words.contains_key(&lowest) || !words.contains_key(&highest) {
            let field = format!("{field}, words");
            self.problems.push(SetProblem::Ends { field });
        }
        words
    }

    fn map(&mut self, value: &Value, field: &str, parts: &[&str]) -> Map<String, Value> {
        let Some(map) = value.as_object() else {
            self.problems.push(SetProblem::Missing {
                field: field.to_owned(),
                expected: "what stands between { and }",
            });
            return Map::new();
        };
        for key in map.keys().filter(|key| !parts.contains(&key.as_str())) {
            self.problems.push(SetProblem::Unknown {
                field: format!("{field}, {key}"),
            });
        }
        map.clone()
    }

    fn text(&mut self, map: &Map<String, Value>, within: &str, part: &str) -> String {
        let said = map.get(part).and_then(Value::as_str).map_or("", str::trim);
        let comma = if within.is_empty() { "" } else { ", " };
        let field = format!("{within}{comma}{part}");
        self.shown(said, field.clone());
        if said.is_empty() {
            let expected = "text";
            self.problems.push(SetProblem::Missing { field, expected });
        }
        said.to_owned()
    }

    fn shown(&mut self, said: &str, field: String) {
        if said.chars().count() > MOST_SIGNS || said.chars().any(char::is_control) {
            self.problems.push(SetProblem::Unshown { field });
        }
    }
}
