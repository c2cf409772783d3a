//! `commonweal verify`: recomputes everything that can be recomputed and compares. Ends with 1 when
//! anything differs.

use super::Places;
use super::serve::say;
use crate::{fixity, records};

/// Looks at every organisation, prints the counts and each difference.
pub(super) fn run(places: &Places) -> anyhow::Result<()> {
    let app = places.open()?;
    let organisations = app.database.directory_look(records::organisations)?;
    if organisations.is_empty() {
        say("No organisation here yet.");
    }
    let mut differences = 0_usize;
    for (organisation_id, name) in organisations {
        say(&name);
        for checked in fixity::look(&app, organisation_id)? {
            say(&line(&checked));
            for difference in &checked.differences {
                say(&format!("    {difference}"));
            }
            differences += checked.differences.len();
        }
    }
    match differences {
        0 => Ok(()),
        1 => anyhow::bail!("1 difference was found"),
        several => anyhow::bail!("{several} differences were found"),
    }
}

/// What one check found, on one line: `  totals: 12, all as they should be`.
fn line(checked: &records::Checked) -> String {
    let found = match checked.differences.len() {
        0 => "all as they should be".to_owned(),
        1 => "1 difference".to_owned(),
        several => format!("{several} differences"),
    };
    format!("  {}: {}, {found}", checked.what, checked.count)
}
