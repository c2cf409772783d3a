//! The document of a signed return, as a file of any kind. Made from the seal and nothing else; an
//! unsigned quarter has none.

mod beside;
mod blocks;
mod codes;
mod licences;

use beside::{agreed_facts, beside_blocks, restated_facts};
use blocks::{adjustment_blocks, breakdown_blocks, question_blocks, theme_blocks};
use codes::code_blocks;
use licences::licence_blocks;

use super::standing::Asked;
use super::store;
use crate::app::date_of;
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit, hex};
use documents::{Block, Document};
use domain::calendar::in_words;
use domain::disclosure::Reader;
use domain::monitoring::SealedReturn;
use jiff::Timestamp;

fn sealed(visit: &Visit<'_>) -> Result<(Asked, SealedReturn, Document), Failure> {
    let asked = Asked::of(visit)?;
    let (kept, credits) = visit.read(|read| {
        let kept = store::seal(read, &asked.name.to_string())?;
        Ok((kept, framework::credits(read)?))
    })?;
    let kept = kept.ok_or(Failure::NotFound)?;
    let sealed = SealedReturn::read(kept.content.as_bytes())
        .map_err(|fault| Failure::Broken(fault.into()))?;
    let names = (&*asked.name.title(), &*visit.app.base_address);
    let mut document = document(&sealed, &kept.sha256, names);
    document.blocks.extend(licence_blocks(&sealed, &credits));
    Ok((asked, sealed, document))
}

fn day(at: Timestamp) -> String {
    in_words(date_of(at))
}

fn fact(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// Who prepared, reviewed and signed, and for whom.
fn signed_facts(sealed: &SealedReturn) -> Vec<(String, String)> {
    let signed = &sealed.signed_off;
    let mut facts = vec![fact(
        "Prepared by",
        format!("{}, {}", sealed.prepared.by, day(sealed.prepared.at)),
    )];
    let agreed = agreed_facts(sealed);
    if agreed.is_empty() {
        let reviewed = format!("{}, {}", sealed.reviewed.by, day(sealed.reviewed.at));
        facts.push(fact("Reviewed by", reviewed));
    }
    facts.extend(agreed);
    let by = format!("{}, {}", sealed.signed_by(), day(signed.at));
    facts.push(fact("Signed off by", by));
    facts
}

/// The document of a sealed return.
fn document(sealed: &SealedReturn, sha256: &[u8; 32], (title, address): (&str, &str)) -> Document {
    let (signed, printed) = (&sealed.signed_off, sealed.printed(Reader::Outside));
    let mut blocks = vec![
        Block::heading(1, "Figures by theme"),
        Block::paragraph(
            "Evidenced is what has evidence as strong as its measure asks for. What has none, or \
             weaker evidence, stands apart and is not added in.",
        ),
    ];
    blocks.extend(theme_blocks(sealed, &printed));
    blocks.extend(breakdown_blocks(sealed, (&printed, sha256)));
    blocks.extend(adjustment_blocks(sealed, (&printed, sha256)));
    blocks.extend(beside_blocks(sealed, &printed));
    blocks.extend(question_blocks(sealed));
    blocks.extend(code_blocks(sealed, (&printed, sha256), address));
    blocks.extend([
        Block::heading(1, "Sign-off"),
        Block::Facts {
            facts: signed_facts(sealed),
        },
        Block::Quote {
            text: signed.meaning.clone(),
            by: signed.by.clone(),
        },
        Block::Seal {
            label: "SHA-256 of the sealed return".to_owned(),
            sha256: hex(sha256),
        },
    ]);
    Document {
        title: format!("Quarterly return: {title}"),
        version: format!("signed {}", day(signed.at)),
        organisation: sealed.organisation.name.clone(),
        facts: vec![
            fact(
                "Period",
                format!(
                    "{} to {}",
                    in_words(sealed.period.from),
                    in_words(sealed.period.to)
                ),
            ),
            fact("Signed off by", sealed.signed_by()),
            fact("Signed off on", day(signed.at)),
            fact("Seal", hex(sha256)),
        ]
        .into_iter()
        .chain(restated_facts(sealed))
        .collect(),
        blocks,
    }
}

/// The document as the kind of file that was asked for, dated by its signature.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let format = visit.format()?;
    let (asked, sealed, document) = sealed(visit)?;
    let dated = date_of(sealed.signed_off.at);
    let name = format!("return-{}", asked.name);
    Reply::document(&document, (format, dated), &name)
}
