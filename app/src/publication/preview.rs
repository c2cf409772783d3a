//! What was proposed, as it will be shown: the same bytes, with the addresses of its files led here, where
//! only the organisation sees them.

use super::{Issue, PAGE, issue_address, propose, settings, store};
use crate::failure::Failure;
use crate::reach::{Reach, Robots, Shown};
use crate::visit::{Answer, Reply, Visit};
use domain::publication::Publication;

/// What waits of the year in the address.
pub(super) fn waiting(visit: &Visit<'_>) -> Result<Issue, Failure> {
    let year = propose::year(visit)?.to_string();
    let mut issues = visit.read(store::issues)?.into_iter();
    let waits =
        |issue: &Issue| issue.year == year && matches!(issue.state, Publication::Proposed { .. });
    issues.find(waits).ok_or(Failure::NotFound)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let issue = waiting(visit)?;
    let kept = propose::kept(visit, &issue, PAGE)?;
    let setting = settings::of(visit, visit.read(store::setting)?)?;
    let public = issue_address(setting.slug.as_str(), &issue.year, issue.number);
    let here = format!("/publication/{}/preview/", issue.year);
    let html = String::from_utf8(kept.bytes).map_err(anyhow::Error::from)?;
    Ok(Reply::Page {
        status: 200,
        html: html.replace(&format!("{public}/"), &here),
    })
}

/// A file of it.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let issue = waiting(visit)?;
    let kept = propose::kept(visit, &issue, visit.parameter("file")?)?;
    Ok(Reply::Public(Shown {
        media_type: kept.media_type,
        file_name: Some(kept.name),
        bytes: kept.bytes,
        reach: Reach::Here,
        robots: Robots::Unwelcome,
    }))
}
