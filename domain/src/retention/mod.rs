//! How long records are kept and how they go (P5e): classes with the event they count from, the day from
//! which a record may go, holds that keep it longer, and disposal by two people. Six years are the floor;
//! nothing here can lower it, and no record goes because a day has come.

mod class;
mod due;
mod hold;
mod kind;
mod shipped;

pub use class::{Class, ClassRefused, CountsFrom, FLOOR_YEARS, Years};
pub use due::{ClockRefused, Due, Event, anniversary, clock_is_sound, due, period_end};
pub use hold::{Covers, Subject, holding};
pub use kind::{Goes, RecordKind};
pub use shipped::{SHIPPED, Shipped, shipped};
