//! What an empty dashboard says: what to do, by what the person may do.

use crate::visit::Visit;
use domain::calendar::Year;
use domain::people::Action;

/// Words for an empty dashboard, with the way to what fills it.
pub(super) struct Nothing {
    pub(super) title: String,
    pub(super) text: &'static str,
    pub(super) href: String,
    pub(super) link: &'static str,
}

/// What to do when there is nothing to show, by what the person may do.
pub(super) fn nothing(visit: &Visit<'_>, has_measures: Option<()>, year: Year) -> Nothing {
    let empty = |title: String, text, href: String, link| Nothing {
        title,
        text,
        href,
        link,
    };
    let no_framework = "No framework is adopted yet".to_owned();
    let no_figures = format!("No targets and no entries in {year}");
    let none = String::new;
    match has_measures {
        None if visit.may(Action::AdoptFramework) => empty(
            no_framework,
            "Adopt a framework: it brings the themes and measures everything else is counted by.",
            "/framework/adopt".to_owned(),
            "Adopt a framework",
        ),
        None => empty(
            no_framework,
            "The Social Value Lead adopts a framework: it brings the themes and measures everything else is counted by.",
            none(),
            "",
        ),
        Some(()) if visit.may(Action::SetTarget) => empty(
            no_figures,
            "Set targets for the measures you mean to reach; entries are counted against them.",
            format!("/targets?year={year}"),
            "Set targets",
        ),
        Some(()) if visit.may(Action::PostEntry) => empty(
            no_figures,
            "Record a session of an activity, or post an entry.",
            "/entries/new".to_owned(),
            "Post an entry",
        ),
        Some(()) => empty(
            no_figures,
            "Figures appear here as soon as the Social Value Lead sets targets or somebody posts an entry.",
            none(),
            "",
        ),
    }
}
