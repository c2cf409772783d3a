//! Listing many partners from a sheet: listed, not yet checked. The whole sheet is read before
//! anything is kept, and one wrong line keeps all of it out. Names that are listed already are passed
//! over.

use super::{NewPartner, all, store};
use crate::app::new_id;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Upload, Visit};
use askama::Template;
use domain::partners::PartnerKind;
use pages::{Form, Frame};
use std::collections::BTreeSet;

/// The most problems that are said one by one.
const MOST_SHOWN: usize = 50;
/// The most partners in one sheet.
const MOST_ROWS: usize = 5_000;

#[derive(Template)]
#[template(path = "partners/import.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    kinds: Vec<&'static str>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        kinds: PartnerKind::ALL.map(PartnerKind::name).to_vec(),
    };
    Reply::form(&page, &visit.form)
}

/// Which column says what.
struct Columns {
    name: usize,
    purpose: usize,
    kind: Option<usize>,
}

impl Columns {
    fn guess(headings: &[String]) -> Result<Self, String> {
        let column = |words: &[&str]| {
            headings.iter().position(|heading| {
                let heading = heading.trim().to_lowercase();
                words.iter().any(|word| heading == *word)
            })
        };
        let name = column(&["name", "partner", "organisation"]);
        let purpose = column(&["what we do together", "purpose", "description"]);
        match (name, purpose) {
            (Some(name), Some(purpose)) => Ok(Self {
                name,
                purpose,
                kind: column(&["kind", "type", "what it is"]),
            }),
            _ => Err(
                "The first line must name the columns: Name, What we do together, and perhaps Kind"
                    .to_owned(),
            ),
        }
    }
}

/// The kind of a word: its key or its name; nothing for an empty cell.
fn kind(word: &str) -> Option<PartnerKind> {
    if word.is_empty() {
        return Some(PartnerKind::Other);
    }
    let word = word.to_lowercase();
    PartnerKind::ALL
        .into_iter()
        .find(|kind| kind.key() == word || kind.name().to_lowercase() == word)
}

fn partner(columns: &Columns, cells: &[String]) -> Result<NewPartner, &'static str> {
    let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
    let (name, purpose) = (cell(columns.name), cell(columns.purpose));
    if name.is_empty() || name.chars().count() > 150 {
        return Err("the name must have 1 to 150 characters");
    }
    if purpose.is_empty() || purpose.chars().count() > 1_000 {
        return Err("what you do together must have 1 to 1,000 characters");
    }
    let has_control = |text: &str| text.chars().any(|sign| sign.is_control() && sign != '\n');
    if has_control(name) || has_control(purpose) {
        return Err("it holds characters that cannot be shown");
    }
    let kind = kind(columns.kind.map_or("", cell)).ok_or("the kind is not one of the list")?;
    Ok(NewPartner {
        id: new_id(),
        name: name.to_owned(),
        kind,
        purpose: purpose.to_owned(),
    })
}

/// The partners of a sheet, or what is wrong with it, line by line.
fn partners(file_name: &str, bytes: &[u8]) -> Result<Vec<NewPartner>, Vec<String>> {
    let sheet = intake::rows_of(file_name, bytes).map_err(|refused| vec![refused.to_string()])?;
    let columns = Columns::guess(&sheet.headings).map_err(|words| vec![words])?;
    if sheet.rows.len() > MOST_ROWS {
        return Err(vec!["The sheet has more than 5,000 lines".to_owned()]);
    }
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let mut names = BTreeSet::new();
    for row in &sheet.rows {
        match partner(&columns, &row.cells) {
            Ok(partner) if names.insert(partner.name.to_lowercase()) => found.push(partner),
            Ok(_) => problems.push(format!("Line {}: the name stands twice", row.line)),
            Err(words) => problems.push(format!("Line {}: {words}", row.line)),
        }
    }
    if problems.is_empty() {
        Ok(found)
    } else {
        Err(problems)
    }
}

/// Lists every partner of the sheet, or says what is wrong with it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let Some(upload) = visit.upload("file").cloned() else {
        visit.form.refuse("file", "Choose the sheet of partners");
        return page(visit);
    };
    let bytes = visit
        .app
        .vault
        .read(upload.sha256)
        .map_err(|fault| Failure::Broken(fault.into()))?;
    match partners(&upload.file_name, &bytes) {
        Ok(partners) => keep(visit, &upload, &partners),
        Err(problems) => {
            for problem in problems.iter().take(MOST_SHOWN) {
                visit.form.refuse("file", problem);
            }
            let more = problems.len().saturating_sub(MOST_SHOWN);
            if more > 0 {
                let words = format!("And {more} more problems");
                visit.form.refuse("file", words);
            }
            page(visit)
        }
    }
}

fn keep(visit: &Visit<'_>, upload: &Upload, partners: &[NewPartner]) -> Answer {
    let listed = visit.write(|mut write| {
        let known: BTreeSet<String> = all(&mut write.read())?
            .into_iter()
            .map(|partner| partner.name.to_lowercase())
            .collect();
        let mut listed = 0_usize;
        for partner in partners {
            if !known.contains(&partner.name.to_lowercase()) {
                store::add(&mut write, partner, visit.now)?;
                listed = listed.saturating_add(1);
            }
        }
        let said = serde_json::json!({ "file": upload.file_name,
            "sha256": crate::visit::hex(&upload.sha256), "listed": listed });
        let entry = visit.entry("listed partners from a sheet", "partner", "several", said);
        Ok(write.commit(entry, listed)?)
    })?;
    let known = partners.len().saturating_sub(listed);
    let passed_over = match known {
        0 => String::new(),
        1 => " One was listed already.".to_owned(),
        many => format!(" {many} were listed already."),
    };
    let words = match listed {
        1 => "One partner is listed, not yet checked.".to_owned(),
        many => format!("{many} partners are listed, not yet checked."),
    };
    Reply::see("/partners", format!("{words}{passed_over}"))
}
