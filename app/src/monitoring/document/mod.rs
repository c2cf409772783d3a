//! The document of a signed return, as a file of any kind. Made from the seal and nothing else; an
//! unsigned quarter has none.

mod blocks;

use blocks::{adjustment_blocks, breakdown_blocks, question_blocks, theme_blocks};

use super::standing::Asked;
use super::store;
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, hex};
use documents::{Block, Document};
use domain::calendar::in_words;
use domain::disclosure::Reader;
use domain::monitoring::SealedReturn;
use jiff::Timestamp;

fn sealed(visit: &Visit<'_>) -> Result<(SealedReturn, [u8; 32], Asked), Failure> {
    let asked = Asked::of(visit)?;
    let kept = visit.read(|read| store::seal(read, &asked.quarter.to_string()))?;
    let kept = kept.ok_or(Failure::NotFound)?;
    let sealed = SealedReturn::read(kept.content.as_bytes())
        .map_err(|fault| Failure::Broken(fault.into()))?;
    Ok((sealed, kept.sha256, asked))
}

fn day(at: Timestamp) -> String {
    in_words(date_of(at))
}

fn fact(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// The document of a sealed return.
fn document(sealed: &SealedReturn, sha256: &[u8; 32], title: &str) -> Document {
    let (signed, printed) = (&sealed.signed_off, sealed.printed(Reader::Outside));
    let mut blocks = vec![
        Block::heading(1, "Figures by theme"),
        Block::paragraph(
            "Evidenced is what has evidence as strong as its measure asks for. What has none, or \
             weaker evidence, stands apart and is not added in.",
        ),
    ];
    blocks.extend(theme_blocks(sealed, &printed));
    blocks.extend(breakdown_blocks(sealed, &printed));
    blocks.extend(adjustment_blocks(sealed, &printed));
    blocks.extend(question_blocks(sealed));
    blocks.extend([
        Block::heading(1, "Sign-off"),
        Block::Facts {
            facts: vec![
                fact(
                    "Prepared by",
                    format!("{}, {}", sealed.prepared.by, day(sealed.prepared.at)),
                ),
                fact(
                    "Reviewed by",
                    format!("{}, {}", sealed.reviewed.by, day(sealed.reviewed.at)),
                ),
                fact(
                    "Signed off by",
                    format!("{} ({}), {}", signed.by, signed.role, day(signed.at)),
                ),
            ],
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
            fact("Signed off by", format!("{} ({})", signed.by, signed.role)),
            fact("Signed off on", day(signed.at)),
            fact("Seal", hex(sha256)),
        ],
        blocks,
    }
}

/// The document as the kind of file that was asked for, dated by its signature.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let format = visit.format()?;
    let (sealed, sha256, asked) = sealed(visit)?;
    let document = document(&sealed, &sha256, &asked.quarter.title());
    let dated = date_of(sealed.signed_off.at);
    let name = format!("return-{}", sealed.quarter);
    Reply::document(&document, (format, dated), &name)
}
