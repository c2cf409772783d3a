//! What a training provider's yearly return (ILR) proves, and what it only suggests (P2.1d): training
//! completed and achieved, its weeks and hours, what it was for, and jobs as far as they are reported.
//! The tiers are kept apart and never added: *from the return*, and *reported*. Whether a job lasted
//! is never read from a return: that takes a follow-up with evidence, since destinations left the
//! returns on 1 August 2024.

mod aim;
mod difference;
mod employment;
mod equalities;
mod fact;
mod proof;
mod purpose;

pub use aim::{Aim, Completion, Level, Period, Weeks, completed, hours, level, weeks};
pub use difference::Difference;
pub use employment::{
    Destination, EmploymentStatus, JobEntry, JobSource, Status, at_start, is_long_term_unemployed,
    job_by_destination, job_entry,
};
pub use equalities::Characteristic;
pub use fact::Fact;
pub use proof::{Basis, LearnerRecord, Proof};
pub use purpose::{AgeBand, Employability, age_band, is_city_region_funded, is_for_confidence};
