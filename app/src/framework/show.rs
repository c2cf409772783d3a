//! What the organisation measures by: each adopted edition with its licence, theme by theme.

use super::{Edition, Elsewhere, Measure, Theme, fit, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "framework/show.html")]
struct Page {
    frame: Frame,
    can_adopt: Option<()>,
    can_set_targets: Option<()>,
    editions: Vec<EditionShown>,
}

struct EditionShown {
    edition: Edition,
    /// Where outcomes speak of something else than their measures count.
    differs: Vec<String>,
    themes: Vec<ThemeShown>,
}

struct ThemeShown {
    theme: Theme,
    /// Where it is addressed besides here; may be empty.
    elsewhere: String,
    title: String,
    measures: Vec<Measure>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (editions, themes, measures, elsewhere) = visit.read(|read| {
        Ok((
            store::editions(read)?,
            store::themes(read)?,
            store::measures(read)?,
            store::elsewhere(read)?,
        ))
    })?;
    let differs = |edition: &Edition| {
        let of = measures.iter().filter(|one| one.edition_id == edition.id);
        let said = of.map(|measure| fit::wording_differs(measure, &measures));
        let mut said = said.collect::<Result<Vec<_>, _>>()?;
        said.retain(|words| !words.is_empty());
        Ok(said)
    };
    let differing = editions.iter().map(differs);
    let differing = differing.collect::<Result<Vec<_>, Failure>>()?;
    let editions = editions
        .into_iter()
        .zip(differing)
        .map(|(edition, differs)| EditionShown {
            differs,
            themes: themes
                .iter()
                .filter(|theme| theme.edition_id == edition.id)
                .map(|theme| ThemeShown {
                    theme: theme.clone(),
                    elsewhere: elsewhere
                        .get(&theme.id)
                        .map(Elsewhere::words)
                        .unwrap_or_default(),
                    title: format!("{}: {}", edition.title, theme.title),
                    measures: measures
                        .iter()
                        .filter(|measure| measure.theme_id == theme.id)
                        .cloned()
                        .collect(),
                })
                .collect(),
            edition,
        })
        .collect();
    Reply::page(&Page {
        frame: visit.frame(),
        can_adopt: visit.may(Action::AdoptFramework).then_some(()),
        can_set_targets: visit.may(Action::SetTarget).then_some(()),
        editions,
    })
}
