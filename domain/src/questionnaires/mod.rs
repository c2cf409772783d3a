//! Questionnaires asked before and after (P2.1d, P2.2c, P4g): what a set of questions must say of
//! itself, how a person is told apart without a name, and how far people travelled between two
//! askings. Says what people answered and never why.

mod code;
mod distance;
mod round;
mod set;
#[cfg(test)]
mod tests;

pub use code::{CodeProblem, PersonCode};
pub use distance::{Distance, Half, QuestionDistance, Sees, Sheet, Told, Travelled, distance};
pub use round::{
    Asking, CodeRule, DatesRefused, LinkStanding, MOST_EXPECTED, RoundDates, link_standing,
};
pub use set::{Better, MOST_QUESTIONS, Question, QuestionSet, SetProblem, question_set_from_json};
