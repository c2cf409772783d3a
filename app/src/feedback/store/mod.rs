//! Every statement about feedback.

mod answers;
mod links;
mod progress;
mod results;

pub(crate) use answers::figures_said;
pub(super) use answers::{
    answer, answer_add, answers_of, figure_add, figures, newest as newest_answers,
};
pub(super) use links::{link, link_add, link_withdraw, links};
pub(super) use progress::{ActionFilter, action, actions, actions_of_answer};
pub(crate) use progress::{action_add, action_end, actions_due};
pub(super) use results::{
    ChangeFilter, asked_change, change, changes, clauses_in_force, decided, decisions, decisions_of,
};
pub(crate) use results::{change_add, changes_of_clause, decision, decision_add};
