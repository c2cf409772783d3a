//! Preparing the report: the Lead stands by it, and nothing is missing.

use super::content::{self, AnnualReport};
use super::{loading, show, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use domain::monitoring::Act;
use domain::reports::PrepareRefused;

/// Prepares the report of the year, or shows it with what is missing.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let year = content::year(visit)?;
    let who = visit.who()?.clone();
    let act = Act {
        by: who.person_id,
        at: visit.now,
    };
    let report = visit.read(|read| loading::load(read, &who, year))?;
    if let Err(refused) = report.state.prepare(act, &report.missing) {
        return refuse(visit, report, refused);
    }
    let sha256 = report.content_sha256();
    let content = serde_json::json!({ "content_sha256": sha256 });
    let entry = visit.entry("prepared annual report", "annual-report", year, content);
    visit.write(|mut write| {
        let now = loading::load(&mut write.read(), &who, year)?;
        if now.state != report.state || now.content != report.content {
            return Err(Failure::Changed("somebody wrote in the report meanwhile"));
        }
        store::prepared_set(&mut write, &year.to_string(), act)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/reports/{year}"),
        "The report is prepared. Somebody else signs it off.",
    )
}

fn refuse(visit: &mut Visit<'_>, report: AnnualReport, refused: PrepareRefused) -> Answer {
    match refused {
        PrepareRefused::Missing(missing) => {
            for lack in missing {
                visit.form.refuse("prepare", lack);
            }
        }
        PrepareRefused::Prepared => visit.form.refuse("prepare", PrepareRefused::Prepared),
        PrepareRefused::SignedOff => visit.form.refuse("", PrepareRefused::SignedOff),
    }
    Reply::refused(&show::shown(visit, report)?)
}
