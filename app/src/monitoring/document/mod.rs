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

use super::signed::sealed_return;
use super::standing::Asked;
use crate::app::{date_of, instant_in_words};
use crate::checkpoints;
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit, hex};
use database::Read;
use documents::{Block, Document};
use domain::calendar::in_words;
use domain::disclosure::Reader;
use domain::monitoring::{ReturnName, SealedReturn};
use jiff::Timestamp;

/// The whole document of a sealed return, with the checkpoint that was signed with it.
pub(crate) fn of_sealed(
    read: &mut Read<'_>,
    (sealed, sha256): (&SealedReturn, &[u8; 32]),
    (name, address): (ReturnName, &str),
) -> Result<Document, Failure> {
    let checkpoint = checkpoints::printed(read, ("return", &name.to_string()))?;
    let credits = framework::credits(read)?;
    let mut document = document(sealed, sha256, (&name.title(), address));
    document
        .blocks
        .extend(checkpoints::blocks(checkpoint.as_ref()));
    document.blocks.extend(licence_blocks(sealed, &credits));
    Ok(document)
}

fn sealed(visit: &Visit<'_>) -> Result<(Asked, SealedReturn, Document), Failure> {
    let asked = Asked::of(visit)?;
    let address = &*visit.app.base_address;
    let (sealed, document) = visit.read(|read| {
        let kept = sealed_return(read, &asked.name.to_string())?;
        let (sealed, sha256) = kept.ok_or(Failure::NotFound)?;
        let document = of_sealed(read, (&sealed, &sha256), (asked.name, address))?;
        Ok((sealed, document))
    })?;
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
    facts.push(fact("Signed at", instant_in_words(signed.at)));
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
