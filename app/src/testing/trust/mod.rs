//! What an auditor asks of signatures and of data about people, tried across the slices. `docs/trust.md` says
//! of each promise which test tries it.

mod four_eyes;
mod reading;
mod signatures;
mod subjects;
mod tables;
mod unchanged;
