//! Reading a policy document in: its text, what the text says, and all of it in one write. Partners
//! that it names and nobody listed yet are listed; what it cites is linked to what exists.

use super::incoming::{ImportRefused, Incoming};
use super::{Clause, Finding, Link, LinkKind, Policy, assigning, cited, obligations, store};
use crate::app::{App, date_of, new_id};
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::partners::{self, NewPartner};
use database::{Id, LogEntry, Read, Scope, Write};
use domain::partners::PartnerKind;
use domain::policy::PolicyDocument;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What was read in, for the sentence or the lines that say so.
#[derive(Debug, Clone)]
pub(crate) struct Imported {
    pub(crate) policy: Policy,
    pub(crate) clauses: usize,
    /// The partners it names.
    pub(crate) partners: Vec<String>,
    /// How many of them were listed now.
    pub(crate) listed: usize,
    /// The measures it cites, by their codes.
    pub(crate) codes: BTreeSet<String>,
    /// How many links were made.
    pub(crate) links: usize,
    pub(crate) findings: Vec<Finding>,
}

/// Reads in a file that is in the vault.
pub(crate) fn import_file(
    app: &App,
    scope: Scope,
    (file_name, sha256): (&str, [u8; 32]),
    at: Timestamp,
) -> Result<Result<Imported, ImportRefused>, Failure> {
    let bytes = app
        .vault
        .read(sha256)
        .map_err(|fault| Failure::Broken(fault.into()))?;
    match Incoming::read((file_name, sha256), &bytes, (scope, at)) {
        Ok(incoming) => take_in(app, scope, &incoming),
        Err(refused) => Ok(Err(refused)),
    }
}

/// Reads in a text that was written here, which becomes a version; gives its key.
pub(super) fn import_text(
    app: &App,
    (scope, at): (Scope, Timestamp),
    text: &str,
    (draft_id, written_by): (Id, Option<Id>),
) -> Result<Result<Id, ImportRefused>, Failure> {
    let broken = |fault: vault::VaultFault| Failure::Broken(fault.into());
    let mut file = app.vault.incoming().map_err(broken)?;
    file.write(text.as_bytes()).map_err(broken)?;
    let sha256 = file.finish().map_err(broken)?.sha256;
    let read = Incoming::read(("written-here.md", sha256), text.as_bytes(), (scope, at));
    let mut incoming = match read {
        Ok(incoming) => incoming,
        Err(refused) => return Ok(Err(refused)),
    };
    incoming.policy.written_by = written_by;
    incoming.draft_id = Some(draft_id);
    Ok(take_in(app, scope, &incoming)?.map(|imported| imported.policy.id))
}

/// Keeps what was read, with all that follows from it.
fn take_in(
    app: &App,
    scope: Scope,
    incoming: &Incoming,
) -> Result<Result<Imported, ImportRefused>, Failure> {
    let at = incoming.policy.imported_at;
    if let Some(on) = app.database.read(scope, |read| known(read, incoming))? {
        return Ok(Err(incoming.again(on)));
    }
    let kept = app.database.write(scope, |mut write| {
        let (imported, entries) = keep(&mut write, incoming)?;
        Ok::<_, Failure>(write.commit_all(&entries, imported)?)
    });
    match kept {
        Ok(imported) => {
            obligations::keep(app, scope, at)?;
            Ok(Ok(imported))
        }
        Err(failure) if failure.is_constraint() => Ok(Err(incoming.again(date_of(at)))),
        Err(failure) => Err(failure),
    }
}

/// The day on which the same version was read in, if it was.
fn known(read: &mut Read<'_>, incoming: &Incoming) -> Result<Option<Date>, Failure> {
    let policy = &incoming.policy;
    let versions = store::versions(read)?;
    Ok(versions
        .iter()
        .find(|known| known.reference == policy.reference && known.version == policy.version)
        .map(|known| date_of(known.imported_at)))
}

fn keep(write: &mut Write<'_>, incoming: &Incoming) -> Result<(Imported, Vec<LogEntry>), Failure> {
    let (policy, document) = (&incoming.policy, &incoming.document);
    store::policy_add(write, policy, incoming.sha256)?;
    let clauses = incoming.clauses();
    for (clause, position) in clauses.iter().zip(1..) {
        store::clause_add(write, policy.id, clause, position)?;
    }
    let findings = incoming.findings();
    for ((kind, finding), position) in findings.iter().zip(1..) {
        store::finding_add(write, policy.id, (kind, finding), position)?;
    }
    let mut entries = vec![incoming.entry(
        "imported policy",
        "policy",
        policy.id,
        serde_json::json!({ "reference": policy.reference, "version": policy.version,
            "file_sha256": crate::visit::hex(&incoming.sha256) }),
    )];
    let mut links = partner_links(write, incoming, &mut entries)?;
    let listed = entries.len() - 1;
    let measures = framework::measures(&mut write.read())?;
    links.extend(measure_links(document, &clauses, &measures));
    for link in &links {
        store::link_add(write, policy.id, link, policy.imported_at)?;
    }
    assigning::on_import(write, policy, &clauses)?;
    if let Some(draft_id) = incoming.draft_id {
        store::draft_became(write, draft_id, policy.id)?;
    }
    let imported = Imported {
        policy: policy.clone(),
        clauses: clauses.len(),
        partners: named(document),
        listed,
        codes: document
            .citations
            .iter()
            .map(|cited| cited.code.clone())
            .collect(),
        links: links.len(),
        findings: findings.into_iter().map(|(_, finding)| finding).collect(),
    };
    Ok((imported, entries))
}

/// The partners a document names, each once.
fn named(document: &PolicyDocument) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let partners = document.partners.iter();
    partners
        .filter(|partner| seen.insert(folded(&partner.name)))
        .map(|partner| partner.name.clone())
        .collect()
}

/// One spelling of a name for comparing.
fn folded(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Lists the partners that nobody has listed, and links each to the clause that names it.
fn partner_links(
    write: &mut Write<'_>,
    incoming: &Incoming,
    entries: &mut Vec<LogEntry>,
) -> Result<BTreeSet<Link>, Failure> {
    let mut known: BTreeMap<String, Id> = partners::all(&mut write.read())?
        .into_iter()
        .map(|partner| (folded(&partner.name), partner.id))
        .collect();
    let mut links = BTreeSet::new();
    for named in &incoming.document.partners {
        let found = known.get(&folded(&named.name)).copied();
        let record_id = match found {
            Some(id) => id,
            None => {
                let partner = NewPartner {
                    id: new_id(),
                    name: named.name.clone(),
                    kind: PartnerKind::Other,
                    purpose: named.description.clone(),
                };
                partners::add(write, &partner, incoming.policy.imported_at)?;
                entries.push(incoming.entry(
                    "listed partner from the policy",
                    "partner",
                    partner.id,
                    serde_json::json!({ "name": partner.name, "clause": named.clause_id }),
                ));
                known.insert(folded(&named.name), partner.id);
                partner.id
            }
        };
        links.insert(Link {
            clause_id: named.clause_id.clone(),
            kind: LinkKind::Partner,
            record_id,
        });
    }
    Ok(links)
}

/// Links for every measure that the document cites and that is adopted.
fn measure_links(
    document: &PolicyDocument,
    clauses: &[Clause],
    measures: &[Measure],
) -> BTreeSet<Link> {
    let mut links = cited::links(clauses, measures);
    for citation in &document.citations {
        for measure in measures {
            if cited::codes(measure).any(|code| code == citation.code) {
                links.insert(Link {
                    clause_id: citation.clause_id.clone(),
                    kind: LinkKind::Measure,
                    record_id: measure.id,
                });
            }
        }
    }
    links
}
