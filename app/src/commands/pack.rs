//! `commonweal pack`: writes a pack into a file, for nobody in particular.

use super::log::said;
use super::serve::say;
use super::{Places, command_line, only_scope};
use crate::failure::Failure;
use crate::packs::{self, Asked, Kind, Personal, Phrase};
use crate::visit::Visit;
use anyhow::Context as _;
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to pack, and where to.
#[derive(Debug, Args)]
pub(crate) struct Pack {
    /// return, annual-report, year or partner.
    kind: String,
    /// Which one: 2025-26-q1, 2025-26, or the key of a partner as its page’s address has it.
    name: String,
    /// full, pseudonymous or public.
    #[arg(long, default_value = "public")]
    personal_data: String,
    /// A file with the phrase that you and others agreed on: the pack of a return or year then carries tokens,
    /// by which it can be seen what stands with more than one of you. Never in a public pack.
    #[arg(long)]
    phrase_file: Option<PathBuf>,
    /// The ZIP to write; it must not be there yet.
    #[arg(long)]
    to: PathBuf,
}

impl Pack {
    /// Writes it.
    pub(super) fn run(self, places: &Places) -> anyhow::Result<()> {
        let app = Arc::new(places.open()?);
        let scope = only_scope(&app, "pack")?;
        let asked = Asked {
            kind: Kind::from_key(&self.kind)
                .context("the kind is return, annual-report, year or partner")?,
            name: self.name,
            personal: Personal::from_key(&self.personal_data)
                .context("the personal data is full, pseudonymous or public")?,
            tokens: self.phrase_file.as_deref().map(phrase).transpose()?,
        };
        anyhow::ensure!(
            asked.tokens.is_none() || asked.can_carry_tokens(),
            "tokens are for the pack of a return or year that is full or pseudonymous"
        );
        let who = command_line(&app, scope)?;
        let visit = Visit::without_request(&app, (Some(who), scope.via), app.clock.now());
        let mut packed = packs::pack(&visit, &asked).map_err(|failure| {
            if matches!(failure, Failure::NotFound) {
                return anyhow::anyhow!("there is nothing signed by that name");
            }
            said(failure)
        })?;
        let mut file = std::fs::File::create_new(&self.to)
            .with_context(|| format!("{} cannot be written", self.to.display()))?;
        let bytes = std::io::copy(&mut packed, &mut file)?;
        file.sync_all()?;
        say(&format!("{bytes} bytes in {}", self.to.display()));
        Ok(())
    }
}

/// The phrase in a file: not on the command line, where others on the machine could read it.
fn phrase(path: &Path) -> anyhow::Result<Phrase> {
    let typed = std::fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Phrase::of(&typed)?)
}
