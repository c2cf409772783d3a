//! What is public and what waits to be, year by year; the badge with what to put on another site; and the
//! settings.

use super::{Issue, newest, settings, store, year_address};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::reports;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::monitoring::Act;
use domain::open_data::{OcidPrefix, TargetsMet};
use domain::people::Action;
use domain::publication::Publication;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "publication/overview.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    rows: Vec<Row>,
    address: String,
    /// The name in the address stays as it is.
    fixed: Option<()>,
    unregistered: Option<()>,
    can_propose: Option<()>,
    can_take_down: Option<()>,
}

/// A year.
struct Row {
    year: String,
    state: &'static str,
    colour: &'static str,
    said: String,
    /// What waits to be published.
    waits: Option<()>,
    /// The person may publish what waits.
    can_publish: Option<()>,
    /// Where everybody reads it.
    address: Option<String>,
    /// The report was signed anew since.
    replaced: Option<()>,
    snippet: String,
}

/// What is read for it.
struct Ground {
    signed: Vec<(String, [u8; 32], TargetsMet)>,
    issues: Vec<Issue>,
    names: Vec<(Id, String)>,
}

impl Ground {
    fn read(read: &mut Read<'_>, visit: &Visit<'_>) -> Result<Self, Failure> {
        let who = visit.who()?;
        let issues = store::issues(read)?;
        let mut signed = Vec::new();
        for (name, sha256) in reports::signed_years(read)? {
            let year = who.calendar.year_named(&name).ok_or(Failure::NotFound)?;
            let figures = reports::signed_figures(read, who, year)?;
            if let Some(figures) = figures {
                signed.push((name, sha256, figures.targets_met()));
            }
        }
        let mut names = Vec::new();
        for id in issues.iter().flat_map(|issue| acts(&issue.state)) {
            let name = people::name_of(read, Some(id.by))?;
            names.push((id.by, name));
        }
        Ok(Self {
            signed,
            issues,
            names,
        })
    }

    fn act(&self, act: &Act) -> String {
        let mut names = self.names.iter();
        let name = names.find(|(id, _)| *id == act.by);
        let name = name.map(|(_, name)| name.as_str()).unwrap_or_default();
        format!("{name}, {}", in_words(date_of(act.at)))
    }
}

fn acts(state: &Publication) -> Vec<&Act> {
    match state {
        Publication::Proposed { proposed } => vec![proposed],
        Publication::Withdrawn { withdrawn } => vec![withdrawn],
        Publication::Public {
            proposed,
            published,
        } => vec![proposed, published],
        Publication::TakenDown {
            published,
            taken_down,
        } => vec![published, taken_down],
    }
}

/// What to put on another site, as its source.
#[derive(Template)]
#[template(path = "publication/snippet.html")]
struct Snippet<'a> {
    site: &'a str,
    address: &'a str,
    says: &'a str,
}

fn row(
    visit: &Visit<'_>,
    ground: &Ground,
    slug: &str,
    (year, sha256, targets): &(String, [u8; 32], TargetsMet),
) -> Result<Row, Failure> {
    let of_year = || ground.issues.iter().filter(|issue| issue.year == *year);
    let waits = of_year().find(|issue| matches!(issue.state, Publication::Proposed { .. }));
    let public = newest(&ground.issues).into_iter().map(|(issue, _)| issue);
    let public = public.into_iter().find(|issue| issue.year == *year);
    let latest = waits.or(public).or_else(|| of_year().next());
    let (state, colour, said) = match latest.map(|issue| &issue.state) {
        None => ("Not public", "grey", String::new()),
        Some(Publication::Proposed { proposed }) => {
            ("Proposed", "yellow", format!("By {}", ground.act(proposed)))
        }
        Some(Publication::Withdrawn { withdrawn }) => {
            let said = format!("Withdrawn by {}", ground.act(withdrawn));
            ("Not public", "grey", said)
        }
        Some(Publication::Public {
            proposed,
            published,
        }) => {
            let (one, other) = (ground.act(proposed), ground.act(published));
            let said = format!("Proposed by {one}; published by {other}");
            ("Public", "green", said)
        }
        Some(Publication::TakenDown { taken_down, .. }) => {
            let said = format!("Taken down by {}", ground.act(taken_down));
            ("Not public", "grey", said)
        }
    };
    let may_publish = visit.may(Action::Publish);
    let address = year_address(slug, year);
    let snippet = Snippet {
        site: visit.app.base_address.trim_end_matches('/'),
        address: &address,
        says: &super::badge::words(year, *targets),
    };
    let replaced = public.filter(|issue| issue.report_sha256 != *sha256);
    Ok(Row {
        year: year.clone(),
        state,
        colour,
        said,
        waits: waits.map(|_| ()),
        can_publish: waits.filter(|_| may_publish).map(|_| ()),
        snippet: snippet.render()?,
        address: public.map(|_| address),
        replaced: replaced.map(|_| ()),
    })
}

/// The page with its problems, when something was refused.
pub(super) fn shown(visit: &Visit<'_>) -> Answer {
    let (ground, kept) =
        visit.read(|read| Ok((Ground::read(read, visit)?, store::setting(read)?)))?;
    let setting = settings::of(visit, kept)?;
    let slug = setting.slug.as_str();
    let rows = ground.signed.iter();
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        rows: rows
            .map(|signed| row(visit, &ground, slug, signed))
            .collect::<Result<_, _>>()?,
        address: format!("/public/{slug}"),
        fixed: settings::was_public(&ground.issues),
        unregistered: (setting.prefix == OcidPrefix::Unregistered).then_some(()),
        can_propose: visit.may(Action::ProposePublication).then_some(()),
        can_take_down: visit.may(Action::TakeDown).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let setting = settings::of(visit, visit.read(store::setting)?)?;
    let prefix = match &setting.prefix {
        OcidPrefix::Registered(prefix) => prefix.as_str(),
        OcidPrefix::Unregistered => "",
    };
    visit.form.add("slug", setting.slug.as_str());
    visit.form.add("prefix", prefix);
    if setting.listed.is_some() {
        visit.form.add("listed", "yes");
    }
    shown(visit)
}
