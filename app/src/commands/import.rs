//! `commonweal import KIND FILE`: checks a file for the only organisation of the instance and says what
//! it would do; with `--accept` it does it, whole or not at all.

use super::serve::say;
use super::{Places, only_scope};
use crate::app::{App, date_of};
use crate::imports;
use crate::ledger;
use crate::organisation;
use anyhow::{Context, bail};
use clap::Args;
use domain::calendar::Calendar;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes that are moved in one go.
const PIECE: usize = 1 << 20;

/// Which file, and what is done with it.
#[derive(Debug, Clone, Args)]
pub(crate) struct Import {
    /// What the file holds.
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(imports::kinds()))]
    kind: String,
    /// A .csv, .tsv, .xlsx, .xls or .ods sheet with a line of headings; a learner return as .xml or .zip.
    file: PathBuf,
    /// The sheet of a workbook; without it the first that is not hidden and has rows.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Keeps what the file holds; without it the file is only checked.
    #[arg(long, value_enum, num_args = 0..=1, default_missing_value = "whole")]
    accept: Option<imports::Acceptance>,
}

impl Import {
    /// Does what was typed.
    pub(crate) fn run(&self, places: &Places) -> anyhow::Result<()> {
        let app = places.open()?;
        let scope = only_scope(&app, "import")?;
        let of = app.database.read(scope, organisation::find)?;
        let now = app.clock.now();
        let context = ledger::Context {
            calendar: Calendar::starting_in(of.year_starts_month).unwrap_or(Calendar::ACADEMIC),
            first_day: of.first_year_starts_on,
            today: date_of(now),
            now,
            secret: app.person_secret(scope.organisation_id)?,
        };
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let typed = imports::Typed {
            kind: &self.kind,
            file_name: name.into_owned(),
            stored: keep(&app, &self.file)?,
            sheet: self.sheet.clone(),
            acceptance: self.accept,
        };
        match imports::typed(&app, (scope, &context), typed, &say)? {
            Ok(()) => Ok(()),
            Err(words) => bail!(words),
        }
    }
}

/// Puts the file into the vault, piece by piece.
fn keep(app: &App, file: &Path) -> anyhow::Result<vault::Stored> {
    let reading = || format!("reading {}", file.display());
    let mut source = std::fs::File::open(file).with_context(reading)?;
    let mut incoming = app.vault.incoming()?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = source.read(&mut piece).with_context(reading)?;
        if read == 0 {
            return Ok(incoming.finish()?);
        }
        incoming.write(piece.get(..read).unwrap_or_default())?;
    }
}
