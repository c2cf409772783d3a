//! A signed return in a pack: its document, its figures with their codes, its seal, its evidence.

use super::ask::Personal;
use super::content::{Content, Figure, Piece};
use super::store;
use crate::app::date_of;
use crate::failure::Failure;
use crate::figure_codes;
use crate::monitoring;
use crate::visit::{Visit, hex};
use commonweal_verify::{Evidence, Signed, Total};
use database::Read;
use domain::disclosure::{Cell, Reader};
use domain::figure_codes::CodedFigure;
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
    content.totals.extend(totals(&sealed, name));
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

/// What is evidenced of each measure and in each area, for adding to that of others.
fn totals(sealed: &SealedReturn, name: ReturnName) -> Vec<Total> {
    let printed = sealed.printed(Reader::Outside);
    let figures = domain::figure_codes::of_return(sealed);
    let total = |figure: &CodedFigure| {
        let area = match &figure.cell {
            Cell::Evidenced => None,
            Cell::Area(code) => Some(code.clone()),
            Cell::Additional
            | Cell::Unevidenced
            | Cell::Partner(_)
            | Cell::Grade(_)
            | Cell::Adjusted(_) => return None,
        };
        let mut measures = sealed.measures.iter();
        let measure = measures.find(|measure| measure.id == figure.measure_id)?;
        let is_exact = figure.printed_in_return(&printed).is_exact(&figure.cell);
        Some(Total {
            of: name.to_string(),
            quarter: name.quarter().to_string(),
            year: name.quarter().year().to_string(),
            code: measure.code.clone(),
            title: measure.title.clone(),
            unit: measure.unit.clone(),
            area,
            thousandths: is_exact.then_some(figure.thousandths),
        })
    };
    figures.iter().filter_map(total).collect()
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
