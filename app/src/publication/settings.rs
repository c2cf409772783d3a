//! Where the organisation shows itself, whether search engines may list it, and its registered prefix for
//! open contracting data. The name in the address stays once something was published, because others link
//! to it and the pages that are kept name it.

use super::{Issue, Setting, overview, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use domain::open_data::OcidPrefix;
use domain::publication::{Publication, Slug};

/// The settings, or those an organisation begins with.
pub(super) fn of(visit: &Visit<'_>, kept: Option<Setting>) -> Result<Setting, Failure> {
    let who = visit.who()?;
    Ok(kept.unwrap_or_else(|| Setting {
        slug: Slug::suggested(&who.organisation, who.organisation_id),
        listed: None,
        prefix: OcidPrefix::Unregistered,
    }))
}

/// Whether anything was ever published.
pub(super) fn was_public(issues: &[Issue]) -> Option<()> {
    let published = issues.iter().any(|issue| match issue.state {
        Publication::Public { .. } | Publication::TakenDown { .. } => true,
        Publication::Proposed { .. } | Publication::Withdrawn { .. } => false,
    });
    published.then_some(())
}

/// What was typed, as far as it can be so.
fn typed(visit: &mut Visit<'_>, before: &Setting, fixed: Option<()>) -> Option<Setting> {
    let form = &mut visit.form;
    let listed = form.is_chosen("listed", "yes").then_some(());
    let slug = match fixed {
        Some(()) => Some(before.slug.clone()),
        None => match Slug::read(form.value("slug").trim()) {
            Ok(slug) => Some(slug),
            Err(refused) => {
                form.refuse("slug", refused);
                None
            }
        },
    };
    let prefix = match OcidPrefix::read(form.value("prefix").trim()) {
        Ok(prefix) => Some(prefix),
        Err(refused) => {
            form.refuse("prefix", refused);
            None
        }
    };
    Some(Setting {
        slug: slug?,
        listed,
        prefix: prefix?,
    })
}

/// Keeps the settings. A proposal that waits names the old address, so it is withdrawn with a change of it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (issues, kept) = visit.read(|read| Ok((store::issues(read)?, store::setting(read)?)))?;
    let before = of(visit, kept)?;
    let Some(setting) = typed(visit, &before, was_public(&issues)) else {
        return overview::shown(visit);
    };
    let who = visit.who()?.organisation_id;
    let claimed = visit
        .app
        .database
        .directory(|directory| store::claim(directory, &setting.slug, who))?;
    if claimed.is_none() {
        visit.form.refuse(
            "slug",
            "Another organisation has this name in its address: choose another",
        );
        return overview::shown(visit);
    }
    let waits: Vec<&Issue> = issues
        .iter()
        .filter(|issue| matches!(issue.state, Publication::Proposed { .. }))
        .filter(|_| setting.slug != before.slug)
        .collect();
    let act = super::propose::act(visit)?;
    let said = serde_json::json!({ "slug": setting.slug.as_str(),
        "listed": setting.listed.is_some(), "prefix": setting.prefix.to_string() });
    let entry = visit.entry("changed public page settings", "public page", who, said);
    visit.write(|mut write| {
        store::setting_keep(&mut write, &setting, visit.now)?;
        for issue in &waits {
            store::withdraw(&mut write, &issue.year, act)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/publication", "The settings of the public page are kept.")
}
