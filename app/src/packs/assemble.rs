//! Putting a pack together: what was asked for, the page that is read, the page that checks, the list of
//! what is in it, and the bag around all of it, signed as a whole.

use super::ask::{Asked, Kind};
use super::content::{Content, FORMATS, Figure};
use super::{of_partner, of_report, of_return, tokens};
use crate::failure::Failure;
use crate::visit::Visit;
use crate::{checkpoints, monitoring, records};
use askama::Template;
use bag::Packing;
use commonweal_verify::{PACK_SIGNATURE, Pack, Signed, TOKENS, TOTALS, signature_text};
use database::{Id, Read};
use domain::calendar::in_words;
use domain::monitoring::ReturnName;
use std::fs::File;
use std::io::Seek as _;

/// The page that checks a pack in a browser, without any network.
const VERIFIER: &str = include_str!("verify.html");

#[derive(Template)]
#[template(path = "packs/index.html")]
struct Page<'a> {
    title: &'a str,
    organisation: &'a str,
    on: String,
    personal: &'static str,
    documents: &'a [(String, String)],
    figures: &'a [Figure],
    signed: &'a [Signed],
    evidence: Vec<&'a commonweal_verify::Evidence>,
    grades: Vec<(&'a String, &'a usize)>,
}

/// Makes the pack, as a file at its beginning.
pub(crate) fn pack(visit: &Visit<'_>, asked: &Asked) -> Result<File, Failure> {
    asked.check(visit)?;
    let mut content = gathered(visit, asked)?;
    let described = described(visit, asked, &content)?;
    let listed = serde_json::to_vec_pretty(&described).map_err(anyhow::Error::from)?;
    content.files.insert("pack.json".to_owned(), listed);
    content
        .files
        .insert("index.html".to_owned(), page(asked, &described, &content)?);
    content
        .files
        .insert("figures.csv".to_owned(), figures(&content.figures)?);
    content
        .files
        .insert("verify.html".to_owned(), VERIFIER.as_bytes().to_vec());
    if !content.totals.is_empty() {
        let totals = serde_json::to_vec(&content.totals).map_err(anyhow::Error::from)?;
        content.files.insert(TOTALS.to_owned(), totals);
    }
    if let Some(phrase) = &asked.tokens {
        let tokens = visit.read(|read| tokens::of_pack(read, (&content, phrase), visit))?;
        let tokens = serde_json::to_vec(&tokens).map_err(anyhow::Error::from)?;
        content.files.insert(TOKENS.to_owned(), tokens);
    }
    let keys = visit.read(records::keys)?;
    content
        .files
        .insert("log/keys.txt".to_owned(), keys.into_bytes());
    for (name, proof) in visit.read(records::handovers)? {
        let path = format!("log/{name}");
        content.files.insert(path, proof.into_bytes());
    }
    bagged(visit, asked, (&described, &content))
}

fn gathered(visit: &Visit<'_>, asked: &Asked) -> Result<Content, Failure> {
    let calendar = visit.who()?.calendar;
    let mut content = Content::with(FORMATS);
    let personal = asked.personal;
    match asked.kind {
        Kind::Return => {
            let name = ReturnName::read(calendar, &asked.name).ok_or(Failure::NotFound)?;
            content.title = format!("Return {}", name.title());
            visit.read(|read| of_return::add(read, &mut content, (name, personal), visit))?;
        }
        Kind::Report | Kind::Year => {
            let year = calendar.year_named(&asked.name).ok_or(Failure::NotFound)?;
            let is_year = (asked.kind == Kind::Year).then_some(());
            content.title = match is_year {
                Some(()) => format!("The year {year}"),
                None => format!("Annual report {year}"),
            };
            visit.read(|read| {
                if is_year.is_some() {
                    for name in standing(read, visit, year)? {
                        of_return::add(read, &mut content, (name, personal), visit)?;
                    }
                }
                of_report::add(read, &mut content, (year, personal), visit).map(drop)
            })?;
        }
        Kind::Partner => {
            let partner = Id::parse_str(&asked.name).map_err(|_| Failure::NotFound)?;
            "Partner passport".clone_into(&mut content.title);
            of_partner::add(&mut content, partner, visit)?;
        }
    }
    if content.signed.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(content)
}

/// The returns of a year that stand, by their names.
fn standing(
    read: &mut Read<'_>,
    visit: &Visit<'_>,
    year: domain::calendar::Year,
) -> Result<Vec<ReturnName>, Failure> {
    let calendar = visit.who()?.calendar;
    let signed = monitoring::signed_returns(read, year)?;
    let named = |sealed: &domain::monitoring::SealedReturn| {
        ReturnName::read(calendar, &sealed.record()).ok_or(Failure::NotFound)
    };
    signed.iter().map(|(sealed, _)| named(sealed)).collect()
}

fn described(visit: &Visit<'_>, asked: &Asked, content: &Content) -> Result<Pack, Failure> {
    let who = visit.who()?;
    Ok(Pack {
        format: 1,
        kind: asked.kind.key().to_owned(),
        name: asked.name.clone(),
        title: content.title.clone(),
        organisation_id: who.organisation_id.to_string(),
        organisation: who.organisation.clone(),
        personal_data: asked.personal.key().to_owned(),
        origin: checkpoints::origin(who.organisation_id),
        signed: content.signed.clone(),
        evidence: content
            .evidence
            .iter()
            .map(|piece| piece.said.clone())
            .collect(),
    })
}

fn page(asked: &Asked, described: &Pack, content: &Content) -> Result<Vec<u8>, Failure> {
    let page = Page {
        title: &content.title,
        organisation: &described.organisation,
        on: content.dated.map(in_words).unwrap_or_default(),
        personal: asked.personal.words(),
        documents: &content.documents,
        figures: &content.figures,
        signed: &content.signed,
        evidence: described.evidence.iter().collect(),
        grades: content.grades.iter().collect(),
    };
    Ok(page.render()?.into_bytes())
}

fn figures(figures: &[Figure]) -> Result<Vec<u8>, Failure> {
    let mut file = csv::Writer::from_writer(Vec::new());
    let heads = ["code", "measure", "what", "figure"];
    file.write_record(heads).map_err(anyhow::Error::from)?;
    for one in figures {
        file.write_record([&one.code, &one.measure, &one.words, &one.value])
            .map_err(anyhow::Error::from)?;
    }
    Ok(file
        .into_inner()
        .map_err(|fault| anyhow::anyhow!("{fault}"))?)
}

fn bagged(
    visit: &Visit<'_>,
    asked: &Asked,
    (described, content): (&Pack, &Content),
) -> Result<File, Failure> {
    let broken = |fault: bag::BagFault| Failure::Broken(fault.into());
    let out = tempfile::tempfile().map_err(anyhow::Error::from)?;
    let mut bag = Packing::new(out, &asked.file_name()).map_err(broken)?;
    for (path, bytes) in &content.files {
        bag.add(path, &mut bytes.as_slice()).map_err(broken)?;
    }
    for piece in &content.evidence {
        if let Some((sha256, path)) = piece.file.zip(piece.said.path.as_ref()) {
            let file = visit.app.vault.open_file(sha256);
            let mut file = file.map_err(|fault| Failure::Broken(fault.into()))?;
            bag.add(path, &mut file).map_err(broken)?;
        }
    }
    let dated = content.dated.map(|day| day.to_string()).unwrap_or_default();
    let info = [
        ("Source-Organization", &*described.organisation),
        ("External-Description", &*described.title),
        ("External-Identifier", &*described.origin),
        ("Bagging-Date", &*dated),
        (
            "Bag-Software-Agent",
            concat!("Commonweal ", env!("CARGO_PKG_VERSION")),
        ),
    ];
    let mut refused = None;
    let sealed = bag.finish(&info, |lists| {
        let text = signature_text(lists);
        let note = visit.read(|read| checkpoints::signed_note(read, visit.app, &text));
        match note {
            Ok(note) => vec![(PACK_SIGNATURE.to_owned(), note.into_bytes())],
            Err(failure) => {
                refused = Some(failure);
                Vec::new()
            }
        }
    });
    if let Some(failure) = refused {
        return Err(failure);
    }
    let mut file = sealed.map_err(broken)?;
    file.rewind().map_err(anyhow::Error::from)?;
    Ok(file)
}
