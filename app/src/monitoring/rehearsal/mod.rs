//! The rehearsal of a quarter's end: what would happen if its return were closed today. It says what stands
//! in the way, who can see to it, and where each measure is heading. Nothing is changed by looking.

pub(in crate::monitoring) mod blockers;
mod forecast;
pub(crate) mod nudging;
pub(crate) mod show;
