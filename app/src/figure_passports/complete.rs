//! Codes for what was signed before there were codes: given once, when the system is opened.

use super::store;
use crate::app::App;
use crate::failure::Failure;
use crate::figure_codes;
use database::{Id, LogEntry, Scope};

/// Gives every seal that has none the codes of its figures.
pub(crate) fn complete(app: &App) -> Result<(), Failure> {
    for organisation_id in app.database.directory(store::organisations)? {
        complete_one(app, organisation_id)?;
    }
    Ok(())
}

fn complete_one(app: &App, organisation_id: Id) -> Result<(), Failure> {
    let scope = Scope {
        organisation_id,
        person_id: None,
    };
    let lacking = app.database.read(scope, |read| {
        let mut found = Vec::new();
        for id in store::without_codes(read)? {
            let kept = store::seal(read, id)?;
            let sealed = kept.and_then(|kept| Some((kept.sha256, kept.read()?.figures())));
            found.extend(sealed.map(|(sha256, figures)| (id, sha256, figures)));
        }
        found.retain(|(_, _, figures)| !figures.is_empty());
        Ok::<_, Failure>(found)
    })?;
    if lacking.is_empty() {
        return Ok(());
    }
    let entry = LogEntry {
        at: app.clock.now(),
        action: "gave signed figures their codes".to_owned(),
        record_kind: "organisation".to_owned(),
        record_id: organisation_id.to_string(),
        content: serde_json::json!({ "seals": lacking.len() }),
    };
    app.database.write(scope, |mut write| {
        for (seal_id, sha256, figures) in &lacking {
            figure_codes::keep(&mut write, (*seal_id, sha256), figures)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })
}
