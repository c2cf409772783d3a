//! Every statement of a capsule. The names of tables and columns in them come from the data map and the
//! schema, never from a file that is opened; what a file says is always a bound value.

mod loading;
mod rows;
mod shown;

pub(super) use loading::{first_filled, insert, is_there, log_size_set};
pub(super) use rows::each_row;
pub(super) use shown::{
    Clause, Entry, Policy, Proof, clauses, each_shown, entries, policies, proofs, seals,
};
