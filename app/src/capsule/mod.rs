//! The exit capsule: the whole organisation as one bag of pages, tables, evidence and log, to be read in
//! decades without this software and opened in a new instance with equal content (P5e). What is in it follows
//! from the data map, so that a new table is in it without a thought. It never holds what opens something:
//! no password, no session, no link, no secret key.

mod described;
mod evidence;
mod index;
mod loading;
mod make;
mod opening;
pub(crate) mod page;
mod reading;
mod shape;
mod store;
mod table_pages;
mod tables;
mod values;
mod waiting;

#[cfg(test)]
mod tests;

pub(crate) use make::make;
pub(crate) use opening::open;
pub(crate) use waiting::clear_left;

/// Rows on a page that is read.
const ROWS_ON_A_PAGE: usize = 1_000;
