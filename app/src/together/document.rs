//! The sums as a document: one model for a page that stands alone, a PDF and sheets.

use super::looking::Added;
use super::tables::{Table, tables};
use super::told::known;
use documents::{Block, Document};
use domain::calendar::in_words;
use domain::disclosure::SENTENCE;
use jiff::civil::Date;

/// What stands at the top of everything.
pub(crate) fn summary(added: &Added) -> String {
    let (packs, failed) = (added.brought, added.failed.len());
    let organisations = match added.together.organisations().len() {
        1 => "1 organisation".to_owned(),
        many => format!("{many} organisations"),
    };
    let holds = packs.saturating_sub(failed);
    format!("{holds} of {packs} packs hold. The figures are those of {organisations}.")
}

fn block(table: Table) -> [Block; 2] {
    [
        Block::heading(1, table.caption),
        Block::Table {
            caption: table.caption.to_owned(),
            headings: table.headings.into_iter().map(str::to_owned).collect(),
            rows: table.rows,
            numbers: table.numbers,
        },
    ]
}

/// The document, made on a day.
pub(super) fn document(added: &Added, on: Date) -> Document {
    let mut blocks = vec![
        Block::paragraph(summary(added)),
        Block::paragraph(SENTENCE),
        Block::paragraph(
            "A sum over figures that are kept back is ‘at least’ what is printed of them. Only what each pack prints for everybody was added up.",
        ),
    ];
    let known = known(added);
    if !known.is_empty() {
        blocks.push(Block::heading(1, "What has to be known"));
        blocks.push(Block::List { items: known });
    }
    blocks.extend(tables(added).into_iter().flat_map(block));
    Document {
        title: "Social value added up".to_owned(),
        version: in_words(on),
        organisation: "From the signed packs of several organisations".to_owned(),
        facts: vec![
            ("Packs".to_owned(), added.brought.to_string()),
            ("Do not hold".to_owned(), added.failed.len().to_string()),
            ("Made on".to_owned(), in_words(on)),
        ],
        blocks,
    }
}
