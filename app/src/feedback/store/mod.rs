//! Every statement about feedback.

mod answers;
mod links;
mod progress;
mod results;

pub(crate) use answers::figures_said;
pub(super) use answers::{
    answer, answer_add, answers_of, figure_add, figures, newest as newest_answers,
};
pub(super) use links::{link, link_add, link_withdraw, links, token_add, token_find, try_note};
pub(crate) use progress::actions_due;
pub(super) use progress::{
    ActionFilter, action, action_add, action_end, actions, actions_of_answer,
};
pub(crate) use results::changes_of_clause;
pub(super) use results::{
    ChangeFilter, change, change_add, changes, clauses_in_force, decided, decision, decision_add,
    decisions, decisions_of,
};
