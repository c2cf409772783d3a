//! Commonweal: runs an organisation's whole social-value practice. One process, one database, one
//! evidence folder. This file holds the commands and nothing else.

mod activities;
mod alarms;
mod app;
mod backups;
mod bands;
mod capsule;
mod checkpoints;
mod commands;
mod compliance;
mod contracts;
mod csv_file;
mod demo;
mod double_counts;
mod evidence;
mod exact;
mod failure;
mod feedback;
mod figure_codes;
mod figure_passports;
mod fixity;
mod follow_ups;
mod frame;
mod framework;
mod home;
mod imports;
mod jobs;
mod learners;
mod ledger;
mod long_file;
mod migrations;
mod monitoring;
mod objectives;
mod organisation;
mod packs;
mod partners;
mod people;
mod personal_data;
mod pictures;
mod places;
mod policy;
mod publication;
mod questionnaires;
mod reach;
mod records;
mod reply;
mod reports;
mod retention;
mod routes;
mod server;
mod stakeholders;
#[cfg(test)]
mod testing;
mod together;
mod told;
mod valuation;
mod visit;
mod who;

use clap::Parser;
use std::process::ExitCode;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Files of a million lines make and drop many small texts: this allocator takes a tenth of the time off
/// reading and accepting them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    told::subscriber(std::io::stderr).init();
    match commands::Commands::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            told::fault(&mut std::io::stderr(), &fault);
            ExitCode::FAILURE
        }
    }
}
