//! What the organisation measures by: each adopted edition with its licence, theme by theme.

use super::{Edition, Measure, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "framework/show.html")]
struct Page {
    frame: Frame,
    may: May,
    editions: Vec<EditionShown>,
}

/// What the person may do from here.
struct May {
    adopt: bool,
    set_targets: bool,
}

struct EditionShown {
    edition: Edition,
    themes: Vec<ThemeShown>,
}

struct ThemeShown {
    title: String,
    measures: Vec<Measure>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (editions, themes, measures) = visit.read(|read| {
        Ok((
            store::editions(read)?,
            store::themes(read)?,
            store::measures(read)?,
        ))
    })?;
    let editions = editions
        .into_iter()
        .map(|edition| EditionShown {
            themes: themes
                .iter()
                .filter(|theme| theme.edition_id == edition.id)
                .map(|theme| ThemeShown {
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
        may: May {
            adopt: visit.may(Action::AdoptFramework),
            set_targets: visit.may(Action::SetTarget),
        },
        editions,
    })
}
