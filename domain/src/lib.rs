//! What is right: the rules of a social-value practice as types and functions. Nothing here reads
//! a clock, a file, a database or a network; time, randomness and identity are handed in.

pub mod activities;
pub mod alarms;
pub mod calendar;
pub mod compliance;
pub mod counting;
pub mod disclosure;
pub mod evidence;
pub mod feedback;
pub mod figure_codes;
pub mod follow_ups;
pub mod framework;
pub mod ilr;
pub mod ledger;
pub mod map;
pub mod monitoring;
pub mod numbers;
pub mod objectives;
pub mod obligations;
pub mod open_data;
pub mod partners;
pub mod people;
pub mod places;
pub mod policy;
pub mod publication;
pub mod questionnaires;
pub mod reports;
pub mod retention;
pub mod rights;
pub mod together;
pub mod valuation;
