//! What everybody reads, whoever they are: the years of an organisation, a year, its badge and its files.
//! What is not public does not exist here, and says so like any other address that does not.

use super::{BADGE, File, Issue, PAGE, Setting, making, newest, store, year_address};
use crate::app::date_of;
use crate::failure::Failure;
use crate::organisation;
use crate::reach::{Reach, Robots, Shown};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Scope;
use domain::calendar::in_words;
use domain::publication::Publication;

#[derive(Template)]
#[template(path = "publication/years.html")]
struct Years {
    organisation: String,
    address: String,
    shown: Vec<Year>,
}

struct Year {
    name: String,
    href: String,
    published: String,
    earlier: Vec<Earlier>,
}

struct Earlier {
    href: String,
    words: String,
}

#[derive(Template)]
#[template(path = "publication/earlier.html")]
struct Superseded {
    organisation: String,
    address: String,
    year: String,
    number: i64,
    published: String,
    newest: String,
    replaced: String,
    page: String,
}

/// An organisation that shows something.
struct Open {
    scope: Scope,
    name: String,
    setting: Setting,
    issues: Vec<Issue>,
}

impl Open {
    fn of(visit: &Visit<'_>) -> Result<Self, Failure> {
        let slug = visit.parameter("slug")?;
        let database = &visit.app.database;
        let found = database.directory_look(|directory| store::of_slug(directory, slug))?;
        let scope = visit.scope_in(found.ok_or(Failure::NotFound)?, None);
        database.read(scope, |read| {
            let issues = store::issues(read)?;
            if !issues.iter().any(|issue| issue.state.is_public()) {
                return Err(Failure::NotFound);
            }
            Ok(Self {
                scope,
                name: organisation::find(read)?.name,
                setting: store::setting(read)?.ok_or(Failure::NotFound)?,
                issues,
            })
        })
    }

    fn address(&self) -> String {
        format!("/public/{}", self.setting.slug)
    }

    fn robots(&self) -> Robots {
        match self.setting.listed {
            Some(()) => Robots::Welcome,
            None => Robots::Unwelcome,
        }
    }

    /// The newest issue of the year in the address, and those it replaced.
    fn year(&self, visit: &Visit<'_>) -> Result<(&Issue, Vec<&Issue>), Failure> {
        let year = visit.parameter("year")?;
        let mut years = newest(&self.issues).into_iter();
        let found = years.find(|(issue, _)| issue.year == year);
        found.ok_or(Failure::NotFound)
    }

    /// The issue in the address, as long as it is public.
    fn issue(&self, visit: &Visit<'_>) -> Result<(&Issue, &Issue), Failure> {
        let (newest, earlier) = self.year(visit)?;
        let asked = visit.parameter("issue")?;
        let is_asked = |issue: &&Issue| issue.number.to_string() == asked;
        let mut all = earlier.into_iter().chain([newest]);
        let found = all.find(is_asked).ok_or(Failure::NotFound)?;
        Ok((found, newest))
    }

    fn file(&self, visit: &Visit<'_>, issue: &Issue, name: &str) -> Result<File, Failure> {
        let database = &visit.app.database;
        let found = database.read(self.scope, |read| store::file(read, issue.id, name))?;
        found.ok_or(Failure::NotFound)
    }

    /// A page made of what is kept; names no file, because it is read and not kept.
    fn page(&self, bytes: Vec<u8>) -> Reply {
        Reply::Public(Shown {
            media_type: "text/html; charset=utf-8".to_owned(),
            file_name: None,
            bytes,
            reach: Reach::Here,
            robots: self.robots(),
        })
    }
}

fn day(issue: &Issue) -> String {
    match issue.state {
        Publication::Public { published, .. } => in_words(date_of(published.at)),
        Publication::Proposed { .. }
        | Publication::Withdrawn { .. }
        | Publication::TakenDown { .. } => String::new(),
    }
}

/// The years that are public.
pub(crate) fn years(visit: &mut Visit<'_>) -> Answer {
    let open = Open::of(visit)?;
    let slug = open.setting.slug.as_str();
    let year = |(newest, earlier): (&Issue, Vec<&Issue>)| {
        let href = year_address(slug, &newest.year);
        Year {
            name: newest.year.clone(),
            published: day(newest),
            earlier: earlier
                .into_iter()
                .map(|issue| Earlier {
                    href: format!("{href}/{}", issue.number),
                    words: format!("Issue {}, published on {}", issue.number, day(issue)),
                })
                .collect(),
            href,
        }
    };
    let page = Years {
        organisation: open.name.clone(),
        address: open.address(),
        shown: newest(&open.issues).into_iter().map(year).collect(),
    };
    Ok(open.page(page.render()?.into_bytes()))
}

/// The style of the pages that are not kept with a year.
pub(crate) fn style(visit: &mut Visit<'_>) -> Answer {
    let open = Open::of(visit)?;
    Ok(Reply::Public(Shown {
        media_type: "text/css; charset=utf-8".to_owned(),
        file_name: Some(super::STYLE.to_owned()),
        bytes: making::CSS.as_bytes().to_vec(),
        reach: Reach::Here,
        robots: open.robots(),
    }))
}

/// The newest issue of a year.
pub(crate) fn year(visit: &mut Visit<'_>) -> Answer {
    let open = Open::of(visit)?;
    let (issue, _) = open.year(visit)?;
    let kept = open.file(visit, issue, PAGE)?;
    Ok(open.page(kept.bytes))
}

/// The badge of the newest issue of a year, for the pages of others.
pub(crate) fn badge(visit: &mut Visit<'_>) -> Answer {
    let open = Open::of(visit)?;
    let (issue, _) = open.year(visit)?;
    let kept = open.file(visit, issue, BADGE)?;
    Ok(Reply::Public(Shown {
        media_type: kept.media_type,
        file_name: Some(kept.name),
        bytes: kept.bytes,
        reach: Reach::Embedded,
        robots: open.robots(),
    }))
}

/// One issue: the newest is the year's page, and one that was replaced says so first.
pub(crate) fn issue(visit: &mut Visit<'_>) -> Answer {
    let open = Open::of(visit)?;
    let (issue, newest) = open.issue(visit)?;
    if issue.id == newest.id {
        let kept = open.file(visit, issue, PAGE)?;
        return Ok(open.page(kept.bytes));
    }
    let slug = open.setting.slug.as_str();
    let here = super::issue_address(slug, &issue.year, issue.number);
    let page = Superseded {
        organisation: open.name.clone(),
        address: open.address(),
        year: issue.year.clone(),
        number: issue.number,
        published: day(issue),
        newest: year_address(slug, &issue.year),
        replaced: day(newest),
        page: format!("{here}/{PAGE}"),
    };
    Ok(open.page(page.render()?.into_bytes()))
}

/// A file of an issue.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let open = Open::of(visit)?;
    let (issue, _) = open.issue(visit)?;
    let kept = open.file(visit, issue, visit.parameter("file")?)?;
    if kept.name == PAGE {
        return Ok(open.page(kept.bytes));
    }
    Ok(Reply::Public(Shown {
        media_type: kept.media_type,
        file_name: Some(kept.name),
        bytes: kept.bytes,
        reach: Reach::Here,
        robots: open.robots(),
    }))
}
