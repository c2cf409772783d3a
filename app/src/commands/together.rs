//! `commonweal rollup`: adds up the packs of many organisations, each looked at under the key of its log.
//! It opens no database. It ends with an error when something does not hold.

use super::serve::{complain, say};
use crate::app::{Clock, date_of};
use crate::together::{self, Added, As, Brought};
use anyhow::Context as _;
use clap::Args;
use commonweal_verify::one_line;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Which packs, and whose keys.
#[derive(Debug, Args)]
pub(crate) struct Together {
    /// Packs of returns or of years.
    #[arg(required = true)]
    packs: Vec<PathBuf>,
    /// The key of an organisation’s log, as you were told it: name+id+key. Give all of them.
    #[arg(long = "key")]
    keys: Vec<String>,
    /// A file of such keys, one a line.
    #[arg(long)]
    keys_file: Option<PathBuf>,
    /// Where no key was given, believe the key in the pack itself. Its fingerprint is printed: have the
    /// organisation read theirs to you.
    #[arg(long)]
    on_first_sight: bool,
    /// A file to write the sums to, which must not be there yet: .html (a page that stands alone), .csv,
    /// .json, .pdf, .xlsx or .ods.
    #[arg(long)]
    to: Option<PathBuf>,
}

impl Together {
    /// Prints the sums as tables, what was counted, and what does not hold; or writes them into a file.
    pub(super) fn run(self) -> anyhow::Result<()> {
        let to = self.to.as_deref().map(asked_for).transpose()?;
        let mut keys = self.keys.join("\n");
        if let Some(path) = &self.keys_file {
            let of = std::fs::read_to_string(path);
            keys.push('\n');
            keys.push_str(&of.with_context(|| format!("{} cannot be read", path.display()))?);
        }
        let packs = self.packs.iter().map(|path| Brought {
            called: path.display().to_string(),
            file: std::fs::File::open(path),
        });
        let first_sight = self.on_first_sight.then_some(());
        let added = together::add(packs.collect(), &keys, first_sight)
            .context("one of the keys is no key")?;
        match to {
            Some((path, of)) => write(&added, (path, of))?,
            None => print(&added)?,
        }
        for (called, why) in &added.failed {
            complain(&format!("  {called}: {why}"));
        }
        anyhow::ensure!(
            added.failed.is_empty(),
            "{} of {} packs do not hold",
            added.failed.len(),
            added.brought
        );
        anyhow::ensure!(
            added.holds(),
            "two packs hold the same return with different seals, and neither was counted"
        );
        Ok(())
    }
}

/// The kind of file that a name asks for.
fn asked_for(path: &Path) -> anyhow::Result<(&Path, As)> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let of = ending.and_then(|ending| As::from_ending(&ending.to_ascii_lowercase()));
    let of = of.context("the file has to end with .html, .csv, .json, .pdf, .xlsx or .ods")?;
    Ok((path, of))
}

fn write(added: &Added, (path, of): (&Path, As)) -> anyhow::Result<()> {
    let on = date_of(Clock::System.now());
    let bytes = together::bytes(added, (of, on)).map_err(super::log::said)?;
    let file = std::fs::File::create_new(path);
    let mut file = file.with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    say(&format!("{} bytes in {}", bytes.len(), path.display()));
    Ok(())
}

fn print(added: &Added) -> anyhow::Result<()> {
    say(&together::summary(added));
    for sentence in together::known(added) {
        say(&format!("- {sentence}"));
    }
    for table in together::tables(added) {
        say("");
        say(&format!("{}:", table.caption));
        say(as_text(&table.headings)?.trim_end());
        for row in &table.rows {
            say(as_text(row)?.trim_end());
        }
    }
    Ok(())
}

/// The cells of a row as plain text with commas: one line, whatever stands in them.
fn as_text(cells: &[impl AsRef<str>]) -> anyhow::Result<String> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(cells.iter().map(|cell| one_line(cell.as_ref())))?;
    let bytes = file
        .into_inner()
        .map_err(|fault| anyhow::anyhow!("{fault}"))?;
    Ok(String::from_utf8(bytes)?)
}
