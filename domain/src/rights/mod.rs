//! What people may ask about the data kept on them (UK GDPR Articles 15 to 18 and 21), by when it is
//! answered, and on which grounds it may be refused. Two people decide; nothing here erases anything.

mod bank_holidays;
mod clock;
mod decision;

pub use bank_holidays::{is_bank_holiday, is_working_day};
pub use clock::{Clock, Pause, Waits, due_on};
pub use decision::{Asks, Decision, DecisionRefused, Ground, decide};
