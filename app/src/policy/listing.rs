//! One document of the register: listing it, listing its next version, and approving one (P6b).

use super::documents::{Listed, ListedVersion, Row, rows};
use super::new_obligation::owners;
use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::people::Action;
use domain::policy::{Status, approval};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "policy/document.html")]
struct OnePage<'a> {
    frame: Frame,
    form: &'a Form,
    /// The document whose version this is; none for a document that is new.
    known: Option<&'a Listed>,
    rows: Vec<Row>,
    owners: Vec<Choice>,
    may_list: Option<()>,
}

fn find(visit: &Visit<'_>) -> Result<(Listed, Vec<ListedVersion>), Failure> {
    let id = visit.id("id")?;
    let (documents, mut versions) = visit.read(store::documents)?;
    let found = documents
        .into_iter()
        .find(|one| one.id == id && !one.is_policy);
    versions.retain(|version| version.document_id == id);
    Ok((found.ok_or(Failure::NotFound)?, versions))
}

fn shown(visit: &Visit<'_>, known: Option<(&Listed, &[ListedVersion])>) -> Answer {
    let rows = match known {
        Some((document, versions)) => rows(visit, std::slice::from_ref(document), versions)?,
        None => Vec::new(),
    };
    let page = OnePage {
        frame: visit.frame(),
        form: &visit.form,
        known: known.map(|(document, _)| document),
        rows,
        owners: owners(visit)?,
        may_list: visit.may(Action::ImportPolicy).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page of a document that is new to the register.
pub(crate) fn new_page(visit: &mut Visit<'_>) -> Answer {
    let title = visit
        .query
        .value("title")
        .chars()
        .take(200)
        .collect::<String>();
    visit.form = Form::new().with("title", title);
    shown(visit, None)
}

/// The page of one document.
pub(crate) fn one_page(visit: &mut Visit<'_>) -> Answer {
    let (document, versions) = find(visit)?;
    visit.form = Form::new()
        .with("title", &document.title)
        .with("reference", &document.reference)
        .with("kept_where", &document.kept_where)
        .with(
            "owner",
            document
                .owner_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
        );
    shown(visit, Some((&document, &versions)))
}

/// What was typed of a document and its version, if it can be so.
fn read(visit: &mut Visit<'_>, known: Option<&Listed>) -> Option<(Listed, ListedVersion)> {
    let owners = owners(visit).ok()?;
    let (new_id, version_id) = (visit.new_id(), visit.new_id());
    let drafted_by = visit.who.as_ref().map(|who| who.person_id);
    let form = &mut visit.form;
    let title = form.required("title", "Title", 200);
    let reference = form.required("reference", "Reference", 100);
    let owner = form.choice("owner", "Who looks after it", &owners);
    let kept_where = form.required("kept_where", "Where it is", 300);
    let version = form.required("version", "Version", 60);
    let issued_on = form.date("issued_on", "Issue date");
    let review_on = form.date("review_on", "Review date");
    if let (Some(issued), Some(review)) = (issued_on, review_on)
        && review <= issued
    {
        form.refuse("review_on", "The review date must be after the issue date");
    }
    if form.is_refused() {
        return None;
    }
    let id = known.map_or(new_id, |known| known.id);
    Some((
        Listed {
            id,
            is_policy: false,
            title: title?,
            reference: reference?,
            owner_id: Id::parse_str(&owner?).ok(),
            kept_where: kept_where?,
        },
        ListedVersion {
            id: version_id,
            document_id: id,
            version: version?,
            issued_on,
            review_on,
            drafted_by,
            status: Status::InReview,
            approved: None,
        },
    ))
}

/// Keeps a document with a version, which waits for somebody to approve it.
fn keep(visit: &mut Visit<'_>, known: Option<(&Listed, &[ListedVersion])>) -> Answer {
    let Some((document, version)) = read(visit, known.map(|(document, _)| document)) else {
        return shown(visit, known);
    };
    let content =
        serde_json::json!({ "reference": document.reference, "version": version.version });
    let entry = visit.entry("listed document version", "document", document.id, content);
    let kept = visit.write(|mut write| {
        store::document_keep(&mut write, &document, visit.now)?;
        store::document_version_add(&mut write, &version, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Ok(()) => Reply::see(
            format!("/policy/documents/{}", document.id),
            "It is in the register. Somebody else approves this version.",
        ),
        Err(failure) if failure.is_constraint() => {
            let words = "This reference or version is in the register already";
            visit.form.refuse("reference", words);
            shown(visit, known)
        }
        Err(failure) => Err(failure),
    }
}

/// Lists a document.
pub(crate) fn new_submit(visit: &mut Visit<'_>) -> Answer {
    keep(visit, None)
}

/// Lists another version of a document.
pub(crate) fn one_submit(visit: &mut Visit<'_>) -> Answer {
    let (document, versions) = find(visit)?;
    keep(visit, Some((&document, &versions)))
}

/// Approves a version of a linked document, in the place of the one before.
pub(crate) fn approve(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let (documents, versions) = visit.read(store::documents)?;
    let version = versions.iter().find(|version| version.id == id);
    let version = version.ok_or(Failure::NotFound)?;
    let linked = documents
        .iter()
        .any(|one| one.id == version.document_id && !one.is_policy);
    if !linked {
        return Err(Failure::NotFound);
    }
    let me = visit.who()?.person_id;
    let makers: Vec<Id> = version.drafted_by.into_iter().collect();
    let has_dates = version.issued_on.and(version.review_on).map(|_| ());
    if approval((version.status, has_dates), &makers, me).is_err() {
        return Err(Failure::Changed(
            "This version cannot be approved by you, or has been already.",
        ));
    }
    let content = serde_json::json!({ "version": version.version });
    let entry = visit.entry(
        "approved document version",
        "document",
        version.document_id,
        content,
    );
    visit.write(|mut write| {
        let of = (version.document_id, version.id);
        store::version_approve(&mut write, of, (me, visit.now))?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/policy/documents/{}", version.document_id),
        format!("Version {} is approved.", version.version),
    )
}
