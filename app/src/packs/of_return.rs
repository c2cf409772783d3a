//! A signed return in a pack: its document, its figures with their codes, its seal, its evidence.

use super::ask::Personal;
use super::content::{Content, Figure, Piece};
use super::{store, totals};
use crate::app::date_of;
use crate::failure::Failure;
use crate::figure_codes;
use crate::monitoring;
use crate::visit::{Visit, hex};
use commonweal_verify::{Evidence, Signed};
use database::Read;
use domain::disclosure::Reader;
use domain::monitoring::{ReturnName, SealedReturn, canonical_json};
use domain::people::Role;

/// Adds a return.
pub(super) fn add(
    read: &mut Read<'_>,
    content: &mut Content,
    (name, personal): (ReturnName, Personal),
    visit: &Visit<'_>,
) -> Result<(), Failure> {
    let key = name.to_string();
    let found = monitoring::sealed_return(read, &key)?;
    let (sealed, sha256) = found.ok_or(Failure::NotFound)?;
    let (shown, reader) = match personal {
        Personal::Full => (sealed.clone(), Reader::Inside),
        Personal::Pseudonymous => (
            sealed.renamed(|name| content.pseudonym(name)),
            Reader::Outside,
        ),
        Personal::Public => (roles(&sealed), Reader::Outside),
    };
    let printed = shown.printed(reader);
    let dated = date_of(sealed.signed_off.at);
    content.date(dated);
    let address = &*visit.app.base_address;
    let document = monitoring::document::of_sealed(read, (&shown, &sha256), (name, address))?;
    content.document(&document, &format!("return-{key}"), dated)?;
    let title = format!("Return {}", name.title());
    let mut seal = None;
    if personal == Personal::Full {
        let path = format!("sealed/return-{key}.json");
        content.files.insert(path.clone(), sealed.canonical());
        seal = Some(path);
    } else if !printed.keeps_back() {
        let value = serde_json::to_value(&shown).map_err(anyhow::Error::from)?;
        let path = format!("data/return-{key}.json");
        content.files.insert(path, canonical_json(&value));
    }
    for line in figure_codes::of_return(&shown, &printed, &sha256) {
        content.figures.push(Figure {
            code: line.code,
            measure: line.measure,
            words: format!("{}, {}", line.words, name.title()),
            value: line.figure,
        });
    }
    content
        .totals
        .extend(totals::totals(read, (&sealed, name), visit)?);
    let signed = Signed {
        kind: "return".to_owned(),
        name: key,
        title,
        sha256: Some(hex(&sha256)),
        seal,
        proof: None,
        opening: None,
    };
    content.signed(read, signed)?;
    evidence(read, content, (name, personal))
}

/// The return with roles in place of names.
fn roles(sealed: &SealedReturn) -> SealedReturn {
    let (lead, signed) = (sealed.prepared.by.clone(), sealed.signed_off.by.clone());
    let role = sealed.signed_off.role.clone();
    sealed.renamed(|name| match name {
        name if name == signed => role.clone(),
        name if name == lead => Role::Lead.name().to_owned(),
        _ => "A member of staff or of Governance".to_owned(),
    })
}

fn evidence(
    read: &mut Read<'_>,
    content: &mut Content,
    (name, personal): (ReturnName, Personal),
) -> Result<(), Failure> {
    for piece in store::evidence(read, &name.quarter().to_string())? {
        let grade = piece.grade.name().to_owned();
        let counted = content.grades.entry(grade.clone()).or_default();
        *counted = counted.saturating_add(1);
        let packs_file = match personal {
            Personal::Full => piece.consent_withdrawn.is_none(),
            Personal::Pseudonymous => false,
            Personal::Public => continue,
        };
        let file = piece.sha256.filter(|_| packs_file);
        let path = file.map(|sha256| format!("evidence/{}{}", hex(&sha256), piece.ending()));
        let is_known = |known: &Piece| known.said.path == path && known.said.title == piece.title;
        if path.is_some() && content.evidence.iter().any(is_known) {
            continue;
        }
        let first_of_file = |known: &Piece| known.said.path == path;
        let is_packed = path.is_some() && content.evidence.iter().any(first_of_file);
        content.evidence.push(Piece {
            said: Evidence {
                title: match personal {
                    Personal::Full => piece.title.clone(),
                    Personal::Pseudonymous | Personal::Public => piece.kind.clone(),
                },
                grade,
                kind: piece.kind.clone(),
                sha256: piece.sha256.map(|sha256| hex(&sha256)),
                path,
            },
            file: file.filter(|_| !is_packed),
        });
    }
    Ok(())
}
