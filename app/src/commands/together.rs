//! `commonweal rollup`: adds up the packs of many organisations, each looked at under the key of its log.
//! It opens no database.

use super::serve::say;
use anyhow::Context as _;
use bag::Zipped;
use clap::Args;
use commonweal_verify::Pins;
use domain::ledger::Quantity;
use std::path::PathBuf;

/// Which packs, and whose keys.
#[derive(Debug, Args)]
pub(crate) struct Together {
    /// Packs of returns or of years.
    #[arg(required = true)]
    packs: Vec<PathBuf>,
    /// The key of each organisation’s log, as you were told it: name+id+key.
    #[arg(long = "key", required = true)]
    keys: Vec<String>,
}

impl Together {
    /// Prints the sums as a table with commas, what was counted, and what was left out.
    pub(super) fn run(self) -> anyhow::Result<()> {
        let keys: Vec<Pins> = (self.keys.iter())
            .map(|key| Pins::of([key]))
            .collect::<Result<_, _>>()?;
        let mut together = commonweal_verify::Together::default();
        for path in &self.packs {
            let called = path.display().to_string();
            let file = std::fs::File::open(path);
            let file = file.with_context(|| format!("{called} cannot be opened"))?;
            match Zipped::open(file) {
                Ok(mut bag) => together.take(&called, &mut bag, &keys),
                Err(fault) => together.left_out.push(format!("{called}: {fault}")),
            }
        }
        together.add_up();
        say(&table(&together)?);
        say("Counted:");
        for (organisation, of) in &together.counted {
            say(&format!("  {organisation}, return {of}"));
        }
        if together.left_out.is_empty() {
            return Ok(());
        }
        say("Left out, because it does not hold:");
        for why in &together.left_out {
            say(&format!("  {why}"));
        }
        anyhow::bail!(
            "{} of {} packs were left out",
            together.left_out.len(),
            self.packs.len()
        )
    }
}

fn table(together: &commonweal_verify::Together) -> anyhow::Result<String> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record([
        "year",
        "measure",
        "unit",
        "area",
        "evidenced",
        "organisations",
        "kept back",
    ])?;
    for (heading, sum) in &together.sums {
        let figure = Quantity(sum.thousandths).to_string();
        let figure = match sum.kept_back {
            0 => figure,
            _ => format!("at least {figure}"),
        };
        file.write_record([
            heading.year.as_str(),
            &heading.measure,
            &heading.unit,
            heading.area.as_deref().unwrap_or("all"),
            &figure,
            &sum.organisations.len().to_string(),
            &sum.kept_back.to_string(),
        ])?;
    }
    let bytes = file
        .into_inner()
        .map_err(|fault| anyhow::anyhow!("{fault}"))?;
    Ok(String::from_utf8(bytes)?)
}
