//! Journeys in a real browser, one file per person of section 4 of the policy, from setting up to the
//! PDF. They need Chromium and its driver, which `./check` installs; each starts a server of its own.
//!
//! `COMMONWEAL_PICTURES=FOLDER` keeps a picture of every page they look at, wide and narrow.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey may stop at what should not be, and says what it sees"
)]

mod administrator;
mod auditor;
mod browser;
mod commands;
mod commissioner;
mod example;
mod files;
mod going_on;
mod governance;
mod killed;
mod lead;
mod leaving;
mod letters;
mod pack;
mod partner;
#[path = "../app/src/testing/post_office.rs"]
#[expect(dead_code, reason = "the stories of the pages ask it for more")]
mod post_office;
mod questionnaire;
mod server;
mod staff;
mod whole_year;
