//! A partner's passport in a pack: the signed file that another organisation reads in, and its paper
//! form. It names roles and no persons, so that it is the same however much of people is asked for.

use super::content::Content;
use crate::failure::Failure;
use crate::partners;
use crate::visit::{Reply, Visit};
use commonweal_verify::Signed;
use database::Id;
use std::collections::BTreeMap;

/// The bytes and the name of a file that a page gives.
fn given(answer: Reply) -> Result<(String, Vec<u8>), Failure> {
    match answer {
        Reply::File {
            file_name, bytes, ..
        }
        | Reply::Document {
            file_name, bytes, ..
        } => Ok((file_name, bytes)),
        Reply::Page { .. }
        | Reply::See { .. }
        | Reply::Session { .. }
        | Reply::LongFile { .. }
        | Reply::Public(_)
        | Reply::Asset { .. } => Err(Failure::NotFound),
    }
}

/// Adds the passport of a partner.
pub(super) fn add(content: &mut Content, partner: Id, visit: &Visit<'_>) -> Result<(), Failure> {
    let ask = |ending: &str| Visit {
        path: format!("/partners/{partner}/passport.{ending}"),
        parameters: BTreeMap::from([("id".to_owned(), partner.to_string())]),
        ..Visit::without_request(visit.app, (visit.who.clone(), visit.via), visit.now)
    };
    let (_, bytes) = given(partners::passport::json(&mut ask("json"))?)?;
    content.files.insert("data/passport.json".to_owned(), bytes);
    for ending in ["html", "pdf"] {
        let (_, bytes) = given(partners::passport::file(&mut ask(ending))?)?;
        let path = format!("documents/passport.{ending}");
        let said = format!("Partner passport ({})", ending.to_uppercase());
        content.documents.push((said, path.clone()));
        content.files.insert(path, bytes);
    }
    content.date(visit.today());
    let signed = Signed {
        kind: "partner".to_owned(),
        name: partner.to_string(),
        title: "The approval of the partner".to_owned(),
        sha256: None,
        seal: None,
        proof: None,
        opening: None,
    };
    visit.read(|read| content.signed(read, signed.clone()))
}
