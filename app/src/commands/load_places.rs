//! `commonweal places FILE`: loads a directory of postcodes, or deciles of deprivation, for the only
//! organisation of the instance. The file may have millions of lines.

use super::serve::say;
use super::{Places, only_scope};
use crate::places::{Source, keep};
use anyhow::Context;
use clap::Args;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Which file to load.
#[derive(Debug, Clone, Args)]
pub(crate) struct LoadPlaces {
    /// The .csv file: the ONS Postcode Directory, the National Statistics Postcode Lookup, or the
    /// deciles of an Index of Multiple Deprivation.
    file: PathBuf,
}

impl LoadPlaces {
    /// Does what was typed.
    pub(crate) fn run(&self, places: &Places) -> anyhow::Result<()> {
        let app = places.open()?;
        let scope = only_scope(&app, "places")?;
        let began = app.clock.now();
        let open =
            || File::open(&self.file).with_context(|| format!("reading {}", self.file.display()));
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let source = Source {
            file_name: &name,
            sha256: sha256_of(&self.file)?,
            open: &open,
        };
        let loaded = keep(&app, scope, &source, began)?;
        let (read, kept, refused) = loaded.rows;
        let milliseconds = app.clock.now().as_millisecond() - began.as_millisecond();
        say(&format!("{} is loaded.", loaded.title));
        say(&format!(
            "  lines read: {read}; kept: {kept}; refused: {refused}"
        ));
        if refused > 0 {
            say(&format!("  {}", loaded.refusals()));
        }
        say(&format!("  it took {milliseconds} thousandths of a second"));
        Ok(())
    }
}

fn sha256_of(path: &Path) -> anyhow::Result<[u8; 32]> {
    let mut file = File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 65_536]);
    loop {
        let read = file.read(&mut buffer)?;
        match buffer.get(..read) {
            Some(bytes) if read > 0 => hash.update(bytes),
            _ => return Ok(hash.finalize().into()),
        }
    }
}
