//! The pack as a file to take away.

use super::ask::{Asked, Kind, Personal};
use super::assemble::pack;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};

/// What the address asks for.
pub(super) fn asked(visit: &Visit<'_>, personal: Personal) -> Result<Asked, Failure> {
    Ok(Asked {
        kind: Kind::from_key(visit.parameter("kind")?).ok_or(Failure::NotFound)?,
        name: visit.parameter("name")?.to_owned(),
        personal,
        tokens: None,
    })
}

/// The file.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let personal = visit.parameter("personal")?;
    let personal = personal.strip_suffix(".zip").and_then(Personal::from_key);
    let asked = asked(visit, personal.ok_or(Failure::NotFound)?)?;
    taken_away(visit, &asked)
}

/// A pack on its way out. That somebody took it away is logged, since it may hold what names people; of a
/// phrase the log has the sign alone.
pub(super) fn taken_away(visit: &Visit<'_>, asked: &Asked) -> Answer {
    let file = pack(visit, asked)?;
    let personal = asked.personal.key();
    let said = match &asked.tokens {
        None => serde_json::json!({ "personal_data": personal }),
        Some(phrase) => {
            serde_json::json!({ "personal_data": personal, "tokens_under": phrase.sign() })
        }
    };
    let entry = visit.entry("took pack away", asked.kind.key(), &asked.name, said);
    visit.write(|write| Ok(write.commit(entry.clone(), ())?))?;
    Ok(Reply::LongFile {
        media_type: "application/zip",
        file_name: format!("{}.zip", asked.file_name()),
        file,
    })
}
