//! `commonweal policy import FILE`: reads a policy in for the only organisation of the instance, and
//! prints what was found.

use super::serve::say;
use super::{Places, only_scope};
use crate::app::App;
use crate::policy::{self, Imported};
use anyhow::Context;
use clap::{Args, Subcommand};
use domain::calendar::in_words;
use std::path::{Path, PathBuf};

/// What to do with a policy.
#[derive(Debug, Clone, Args)]
pub(crate) struct Policy {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Reads a policy document in: a .txt, .md, .docx or .pdf file.
    Import {
        /// The file.
        file: PathBuf,
    },
}

impl Policy {
    /// Does what was typed.
    pub(crate) fn run(&self, places: &Places) -> anyhow::Result<()> {
        let What::Import { file } = &self.what;
        let app = places.open()?;
        let scope = only_scope(&app, "policy")?;
        let sha256 = keep(&app, file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let imported = policy::import_file(&app, scope, (&name, sha256), app.clock.now())??;
        for line in lines(&imported) {
            say(&line);
        }
        Ok(())
    }
}

/// Puts the file into the vault.
fn keep(app: &App, file: &Path) -> anyhow::Result<[u8; 32]> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let mut incoming = app.vault.incoming()?;
    incoming.write(&bytes)?;
    Ok(incoming.finish()?.sha256)
}

/// What was found, line by line.
fn lines(imported: &Imported) -> Vec<String> {
    let policy = &imported.policy;
    let date = |date: Option<jiff::civil::Date>| date.map_or("none".to_owned(), in_words);
    let codes: Vec<&str> = imported.codes.iter().map(String::as_str).collect();
    let mut lines = vec![
        policy.title.clone(),
        format!("  reference: {}", policy.reference),
        format!("  version: {}", policy.version),
        format!("  issue date: {}", date(policy.issued_on)),
        format!("  review date: {}", date(policy.review_on)),
        format!("  clauses: {}", imported.clauses),
        format!(
            "  partners: {}, {} of them listed now",
            imported.partners.len(),
            imported.listed
        ),
    ];
    lines.extend(imported.partners.iter().map(|name| format!("    {name}")));
    lines.push(format!("  measures cited: {}", codes.join(", ")));
    lines.push(format!("  links made: {}", imported.links));
    lines.push(format!("  findings: {}", imported.findings.len()));
    for finding in &imported.findings {
        lines.push(format!("    {} {}", finding.sentence, finding.suggestion));
    }
    lines
}
