//! Codes for what was signed before its figures had codes: given once, when the system is opened.

use super::store;
use crate::app::App;
use crate::failure::Failure;
use crate::figure_codes;
use database::{Id, LogEntry, Read, Scope};
use domain::figure_codes::CodedFigure;

/// What says that another process gave them meanwhile.
const GIVEN: &str = "given";

/// A seal with the figures that have no code yet.
type Lacking = (Id, [u8; 32], Vec<CodedFigure>);

/// Gives the figures of every seal the codes that they have not yet.
pub(crate) fn complete(app: &App) -> Result<(), Failure> {
    for organisation_id in app.database.directory_look(store::organisations)? {
        complete_one(app, organisation_id)?;
    }
    Ok(())
}

fn lacking(read: &mut Read<'_>) -> Result<Vec<Lacking>, Failure> {
    let mut found = Vec::new();
    for id in store::without_codes(read)? {
        let codes = figure_codes::kept(read, id)?;
        let kept = store::seal(read, id)?;
        let sealed = kept.and_then(|kept| Some((kept.sha256, kept.read()?.figures())));
        let Some((sha256, mut figures)) = sealed else {
            continue;
        };
        figures.retain(|figure| {
            let code = figure.code(&sha256).key().to_owned();
            !codes.contains(&(figure.path(), code))
        });
        found.push((id, sha256, figures));
    }
    found.retain(|(_, _, figures)| !figures.is_empty());
    Ok(found)
}

fn complete_one(app: &App, organisation_id: Id) -> Result<(), Failure> {
    let scope = Scope::system(organisation_id);
    if app.database.read(scope, lacking)?.is_empty() {
        return Ok(());
    }
    let given = app.database.write(scope, |mut write| {
        // Looked at again: another process may have been opened at the same moment.
        let lacking = lacking(&mut write.read())?;
        if lacking.is_empty() {
            return Err(Failure::Changed(GIVEN));
        }
        for (seal_id, sha256, figures) in &lacking {
            figure_codes::keep(&mut write, (*seal_id, sha256), figures)?;
        }
        let entry = LogEntry {
            at: app.clock.now(),
            action: "gave signed figures their codes".to_owned(),
            record_kind: "organisation".to_owned(),
            record_id: organisation_id.to_string(),
            content: serde_json::json!({ "seals": lacking.len() }),
        };
        Ok(write.commit(entry, ())?)
    });
    match given {
        Err(Failure::Changed(GIVEN)) => Ok(()),
        given => given,
    }
}
