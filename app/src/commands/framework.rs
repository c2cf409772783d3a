//! `commonweal framework import FILE`: adopts an organisation's own copy of a framework, with its
//! licence, for the only organisation of the instance (P1.2a). A copy with a fault is refused whole.

use super::serve::{complain, say};
use super::{Places, only_scope};
use crate::app::App;
use crate::framework::{is_pack, keep, read_copy, short_name};
use crate::organisation;
use anyhow::{Context, bail, ensure};
use clap::{Args, Subcommand};
use database::Scope;
use domain::framework::{Licence, PackAbout};
use jiff::civil::Date;
use std::path::PathBuf;

/// What to do with a framework.
#[derive(Debug, Clone, Args)]
pub(crate) struct Framework {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Adopts your own copy: a .toml pack, which says everything about itself, or a .csv,
    /// .xlsx, .xls or .ods sheet with a line for each measure.
    Import(Copy),
}

#[derive(Debug, Clone, Args)]
struct Copy {
    /// The file.
    file: PathBuf,
    /// Confirms that you may use this text and these values.
    #[arg(long)]
    permitted: bool,
    #[command(flatten)]
    about: About,
}

/// What is said about a sheet, which cannot say it itself.
#[derive(Debug, Clone, Args)]
struct About {
    /// The framework's title.
    #[arg(long)]
    title: Option<String>,
    /// The edition, as its publisher calls it.
    #[arg(long)]
    edition: Option<String>,
    /// Who publishes it.
    #[arg(long)]
    publisher: Option<String>,
    /// The licence you hold it under.
    #[arg(long)]
    licence: Option<String>,
    /// What the licence asks to be printed beside its measures.
    #[arg(long, default_value = "")]
    attribution: String,
    /// The first day its values hold, as 2026-08-01; without it your first day.
    #[arg(long)]
    values_from: Option<Date>,
}

impl Framework {
    /// Does what was typed.
    pub(crate) fn run(&self, places: &Places) -> anyhow::Result<()> {
        let What::Import(copy) = &self.what;
        ensure!(
            copy.permitted,
            "say --permitted to confirm that you may use this text and these values"
        );
        let app = places.open()?;
        let scope = only_scope(&app, "framework")?;
        let name = copy.file.file_name().unwrap_or_default().to_string_lossy();
        let about = if is_pack(&name) {
            None
        } else {
            Some(copy.about.of_sheet(&app, scope)?)
        };
        let bytes = std::fs::read(&copy.file)
            .with_context(|| format!("reading {}", copy.file.display()))?;
        let pack = match read_copy(&name, &bytes, about.as_ref()) {
            Ok(pack) => pack,
            Err(problems) => {
                complain("nothing was adopted:");
                for problem in problems {
                    complain(&format!("  {problem}"));
                }
                bail!("the file has these faults");
            }
        };
        keep(&app, scope, &pack, app.clock.now())??;
        say(&format!(
            "{}, edition {}, is adopted. Themes: {}; measures: {}.",
            pack.title,
            pack.edition,
            pack.themes.len(),
            pack.measures().count()
        ));
        Ok(())
    }
}

impl About {
    fn of_sheet(&self, app: &App, scope: Scope) -> anyhow::Result<PackAbout> {
        let said = |value: &Option<String>, name: &str| {
            value
                .clone()
                .with_context(|| format!("a sheet cannot say its {name}: add --{name}"))
        };
        let title = said(&self.title, "title")?;
        let organisation = app.database.read(scope, organisation::find)?;
        Ok(PackAbout {
            id: short_name(&title),
            edition: said(&self.edition, "edition")?,
            title,
            publisher: said(&self.publisher, "publisher")?,
            licence: Licence {
                id: said(&self.licence, "licence")?,
                attribution: self.attribution.clone(),
                permits: Vec::new(),
            },
            values_from: self
                .values_from
                .unwrap_or(organisation.first_year_starts_on),
        })
    }
}
