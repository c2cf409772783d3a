//! What the organisation measures by: each adopted edition with its licence, theme by theme.

use super::{Edition, Elsewhere, Measure, Theme, store};
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
    let editions = editions
        .into_iter()
        .map(|edition| EditionShown {
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
