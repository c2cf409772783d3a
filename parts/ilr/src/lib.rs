//! Reads an Individualised Learner Record, the yearly return of an English training provider, from
//! 2016-17 on: XML, alone or as the only file of a ZIP. One learner at a time is held, never the
//! file. Names, National Insurance number, telephone, e-mail and address lines are passed over as
//! they stream; the unique learner number becomes a keyed hash, the date of birth an age, a postcode
//! its outward code. It knows what the specification says and nothing of what the facts are for.
//!
//! Sources: the schemas of 2016-17 to 2020-21 and 2025-26, the guidance of the years between, and the
//! published summaries of changes. Elements are matched by local name, because files mix namespaces.

mod archive;
mod bounded;
mod codes;
mod door;
mod draft;
mod elements;
mod fault;
mod finish;
mod header;
mod key;
mod opening;
mod place;
mod problem;
mod reader;
mod record;
mod reference;
mod tally;
#[cfg(test)]
mod tests;
mod year;

pub use archive::Packed;
pub use door::Door;
pub use fault::ReturnFault;
pub use header::Header;
pub use key::PersonKey;
pub use place::{Area, Home, Locate, outward_code};
pub use problem::{Problem, ProblemKind, Problems};
pub use reader::LearnerReturn;
pub use record::{Contact, Delivery, Destination, Destinations, EmploymentRecord, Learner, Record};
pub use tally::{Tallies, Tally};
pub use year::FundingYear;
