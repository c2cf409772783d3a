//! Writing a version in the browser (P0): plain text with a little Markdown, kept as often as one likes,
//! looked at as it will be read, and made a version of the register when it is ready.

use super::keep::import_text;
use super::{Policy, shown, store};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use pages::{Form, Frame};

/// A text that is being written.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) id: Id,
    pub(super) title: String,
    pub(super) reference: String,
    pub(super) version: String,
    pub(super) issued_on: Date,
    pub(super) review_on: Date,
    pub(super) text: String,
    pub(super) written_at: Timestamp,
    pub(super) written_by: Id,
}

#[derive(Template)]
#[template(path = "policy/drafts.html")]
struct Page {
    frame: Frame,
    /// Address, words, and when and by whom it was written on.
    drafts: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "policy/draft.html")]
struct OnePage<'a> {
    frame: Frame,
    form: &'a Form,
    draft: &'a Draft,
    /// The text as it will be read.
    blocks: Vec<pages::Written>,
}

/// The longest text that is kept.
const LONGEST: usize = 200_000;

/// All texts that are being written.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (drafts, names) = visit.read(|read| Ok((store::drafts(read)?, people::names(read)?)))?;
    let row = |draft: Draft| {
        let name = names.get(&draft.written_by).cloned().unwrap_or_default();
        let on = in_words(crate::app::date_of(draft.written_at));
        (
            format!("/policy/drafts/{}", draft.id),
            format!("{}, version {}", draft.title, draft.version),
            format!("Written on by {name}, {on}"),
        )
    };
    Reply::page(&Page {
        frame: visit.frame(),
        drafts: drafts.into_iter().map(row).collect(),
    })
}

/// The text of a version, to go on from.
fn text_of(visit: &Visit<'_>, policy: &Policy) -> Result<String, Failure> {
    let clauses = visit.read(|read| store::clauses(read, policy.id))?;
    let mut text = String::new();
    for clause in clauses {
        let heading = clause.heading.unwrap_or_default();
        let line = match (clause.kind.as_str(), clause.id.strip_prefix('P')) {
            ("section", Some(number)) => format!("\n## {number}. {heading}\n"),
            ("section", None) => format!("\n## APPENDIX {}: {heading}\n", clause.id),
            ("bullet", _) => format!("- {}", clause.text),
            ("check-item", _) => format!("- [ ] {}", clause.text),
            (_, _) => format!("\n{}\n", clause.text),
        };
        text.push_str(&line);
        text.push('\n');
    }
    let mut tidy = text.trim().to_owned();
    while tidy.contains("\n\n\n") {
        tidy = tidy.replace("\n\n\n", "\n\n");
    }
    Ok(tidy)
}

/// Begins a text: from the version in force, or from nothing.
pub(crate) fn begin(visit: &mut Visit<'_>) -> Answer {
    let versions = visit.read(store::versions)?;
    let (today, me) = (visit.today(), visit.who()?.person_id);
    let (title, reference, text) = match shown(&versions, None) {
        Some(policy) => (
            policy.title.clone(),
            policy.reference.clone(),
            text_of(visit, policy)?,
        ),
        None => (
            "Social Value Policy".to_owned(),
            "SVP".to_owned(),
            "## 1. WHY WE HAVE THIS POLICY\n\nSay here what you mean by social value.".to_owned(),
        ),
    };
    let draft = Draft {
        id: visit.new_id(),
        title,
        reference,
        version: today.to_string(),
        issued_on: today,
        review_on: today.saturating_add(1.year()),
        text,
        written_at: visit.now,
        written_by: me,
    };
    let entry = visit.entry(
        "began draft of policy",
        "draft",
        draft.id,
        serde_json::json!({}),
    );
    visit.write(|mut write| {
        store::draft_add(&mut write, &draft)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/policy/drafts/{}", draft.id),
        "The text is begun. Nobody is asked to read it until it is a version.",
    )
}

fn find(visit: &Visit<'_>) -> Result<Draft, Failure> {
    let id = visit.id("id")?;
    let drafts = visit.read(store::drafts)?;
    let found = drafts.into_iter().find(|draft| draft.id == id);
    found.ok_or(Failure::NotFound)
}

fn show(visit: &Visit<'_>, draft: &Draft) -> Answer {
    let page = OnePage {
        frame: visit.frame(),
        form: &visit.form,
        blocks: pages::written(&draft.text),
        draft,
    };
    Reply::form(&page, &visit.form)
}

/// The page of one text.
pub(crate) fn one_page(visit: &mut Visit<'_>) -> Answer {
    let draft = find(visit)?;
    visit.form = Form::new()
        .with("title", &draft.title)
        .with("reference", &draft.reference)
        .with("version", &draft.version)
        .with("text", &draft.text)
        .with_date("issued_on", draft.issued_on)
        .with_date("review_on", draft.review_on);
    show(visit, &draft)
}

fn read(visit: &mut Visit<'_>, known: &Draft) -> Option<Draft> {
    let (written_at, written_by) = (visit.now, visit.who.as_ref()?.person_id);
    let form = &mut visit.form;
    let title = form.required("title", "Title", 200);
    let reference = form.required("reference", "Reference", 100);
    let version = form.required("version", "Version", 60);
    let issued_on = form.date("issued_on", "Issue date");
    let review_on = form.date("review_on", "Review date");
    let text = form.required("text", "The text", LONGEST);
    if let (Some(issued), Some(review)) = (issued_on, review_on)
        && review <= issued
    {
        form.refuse("review_on", "The review date must be after the issue date");
    }
    if form.is_refused() {
        return None;
    }
    Some(Draft {
        id: known.id,
        title: title?,
        reference: reference?,
        version: version?,
        issued_on: issued_on?,
        review_on: review_on?,
        text: text?,
        written_at,
        written_by,
    })
}

/// The text as a document whose cover and clauses are read like those of a file.
fn as_file(draft: &Draft) -> String {
    format!(
        "DOCUMENT\t{}\nVERSION\t{}\nREFERENCE\t{}\nISSUE DATE\t{}\nREVIEW DATE\t{}\n\n{}\n",
        draft.title, draft.version, draft.reference, draft.issued_on, draft.review_on, draft.text
    )
}

/// Keeps the text; makes it a version when that was asked for.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let known = find(visit)?;
    let Some(draft) = read(visit, &known) else {
        return show(visit, &known);
    };
    let entry = visit.entry(
        "wrote on draft of policy",
        "draft",
        draft.id,
        serde_json::json!({}),
    );
    visit.write(|mut write| {
        store::draft_keep(&mut write, &draft)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    if visit.form.value("then") != "version" {
        return Reply::see(format!("/policy/drafts/{}", draft.id), "The text is kept.");
    }
    let written_by = Some(known.written_by);
    let of = (draft.id, written_by);
    match import_text(visit.app, (visit.scope()?, visit.now), &as_file(&draft), of)? {
        Ok(policy_id) => Reply::see(
            format!("/policy?version={policy_id}"),
            "The text is a version now. Send it for review when it is ready.",
        ),
        Err(refused) => {
            visit.form.refuse("text", refused);
            show(visit, &draft)
        }
    }
}

/// Drops the text.
pub(crate) fn drop_it(visit: &mut Visit<'_>) -> Answer {
    let draft = find(visit)?;
    let entry = visit.entry(
        "dropped draft of policy",
        "draft",
        draft.id,
        serde_json::json!({}),
    );
    visit.write(|mut write| {
        store::draft_drop(&mut write, draft.id, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/policy/drafts", "The text is dropped.")
}
