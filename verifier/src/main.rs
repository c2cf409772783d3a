//! `commonweal-verify`: looks at a pack, an exported log, a proof or a checkpoint, on any machine,
//! without a network and without the system it came from.
//!
//! Ends with 0 when everything holds under the key that was given, with 1 when something does not hold,
//! with 2 when it cannot be read or was asked wrongly, and with 3 when everything fits together but no
//! key was given, so that nobody says whose it is.

use clap::Parser;
use commonweal_verify::{Pins, one_line, verify};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Looks at what was handed out of a Commonweal, without asking it.
///
/// Ends with 0 when everything holds under the key that was given, with 1 when something does not hold,
/// with 2 when it cannot be read, and with 3 when everything fits together but no key was given.
#[derive(Debug, Parser)]
#[command(name = "commonweal-verify", version)]
struct Asked {
    /// A pack (a ZIP or an unpacked folder), a folder of an exported log, a proof or a checkpoint.
    path: PathBuf,
    /// A key of the log as you were told it: name+id+key, a retired one with @ and its size. Give all
    /// that signed for the log.
    #[arg(long = "key")]
    keys: Vec<String>,
}

fn main() -> ExitCode {
    let asked = Asked::parse();
    let mut out = std::io::stdout();
    let pins = match Pins::of(&asked.keys) {
        Ok(pins) => pins,
        Err(fault) => {
            drop(writeln!(out, "The key cannot be used: {fault}"));
            return ExitCode::from(2);
        }
    };
    let found = match verify(&asked.path, &pins) {
        Ok(found) => found,
        Err(fault) => {
            drop(writeln!(
                out,
                "Nothing can be said: {}",
                one_line(&fault.to_string())
            ));
            return ExitCode::from(2);
        }
    };
    drop(out.write_all(found.text().as_bytes()));
    ExitCode::from(found.ending())
}
