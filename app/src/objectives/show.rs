//! One objective: where it comes from, when it holds, what came before and after it, and what serves it.

use super::list::{colour, dates};
use super::{Objective, Record, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::people::Action;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "objectives/show.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    seen: Seen,
    standing: &'static str,
    colour: &'static str,
    dates: String,
    choices: Vec<Choice>,
    linked: Vec<Linked>,
    can_manage: Option<()>,
}

/// A record that serves the objective, as the page shows it.
struct Linked {
    kind: &'static str,
    text: String,
    href: String,
    key: String,
}

/// An objective with everything its page needs.
pub(super) struct Seen {
    pub(super) objective: Objective,
    successor: Option<(Id, String)>,
    predecessors: Vec<(Id, String)>,
    /// What serves it.
    pub(super) linked: Vec<Record>,
    /// What does not serve it yet.
    pub(super) others: Vec<Record>,
}

/// The objective of the address.
pub(super) fn see(visit: &Visit<'_>) -> Result<Seen, Failure> {
    let (id, today) = (visit.id("id")?, visit.today());
    visit.read(|read| {
        let all = store::all(read)?;
        let found = all.iter().find(|objective| objective.id == id);
        let objective = found.cloned().ok_or(Failure::NotFound)?;
        let named = |objective: &Objective| (objective.id, objective.title.clone());
        let links = store::links(read)?;
        let (linked, others) = store::records(read, today)?
            .into_iter()
            .partition(|record| links.contains(&(id, record.kind, record.id)));
        Ok(Seen {
            successor: all
                .iter()
                .find(|other| Some(other.id) == objective.term.successor_id)
                .map(named),
            predecessors: all
                .iter()
                .filter(|other| other.term.successor_id == Some(id))
                .map(named)
                .collect(),
            objective,
            linked,
            others,
        })
    })
}

impl Seen {
    /// What can still be linked.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let words = |record: &Record| format!("{}: {}", record.kind.name(), record.title);
        let others = self.others.iter();
        others
            .map(|record| Choice::new(record.key(), words(record)))
            .collect()
    }

    fn shown(&self) -> Vec<Linked> {
        let shown = |record: &Record| Linked {
            kind: record.kind.name(),
            text: record.title.clone(),
            href: record.kind.address(record.id),
            key: record.key(),
        };
        self.linked.iter().map(shown).collect()
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    show(visit, seen)
}

/// The page of an objective that was seen already, with what is wrong about its form.
pub(super) fn show(visit: &Visit<'_>, seen: Seen) -> Answer {
    let standing = seen.objective.term.on(visit.today());
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        standing: standing.name(),
        colour: colour(standing),
        dates: dates(&seen.objective),
        choices: seen.choices(),
        linked: seen.shown(),
        can_manage: visit.may(Action::ManageObjectives).then_some(()),
        seen,
    };
    Reply::form(&page, &visit.form)
}
