//! How long everything is kept, what may go, and what went.

use super::looking::{MOST, Rules, look};
use super::{Disposal, store};
use crate::app::date_of;
use crate::contracts;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use domain::retention::{Class, Goes, RecordKind};
use pages::Frame;

struct KindRow {
    kind: RecordKind,
    class: Class,
    /// What may go today, in words.
    state: String,
    colour: &'static str,
}

struct ContractRow {
    href: String,
    name: String,
    said: String,
}

pub(super) struct DisposalRow {
    pub(super) href: String,
    pub(super) words: String,
    pub(super) state: String,
    pub(super) colour: &'static str,
}

#[derive(Template)]
#[template(path = "retention/overview.html")]
struct Page {
    frame: Frame,
    kinds: Vec<KindRow>,
    classes: Vec<Class>,
    contracts: Vec<ContractRow>,
    disposals: Vec<DisposalRow>,
    can_manage: Option<()>,
    can_see_holds: Option<()>,
}

/// How far a disposal has come, in words.
pub(super) fn row(disposal: &Disposal) -> DisposalRow {
    let on = |at| in_words(date_of(at));
    let (state, colour) = if disposal.bag.is_some() {
        let done = disposal.gone_at.map(on).unwrap_or_default();
        (format!("Done on {done}"), "green")
    } else if disposal.withdrawn.is_some() {
        ("Withdrawn".to_owned(), "grey")
    } else if disposal.agreed.is_some() {
        ("Agreed, being carried out".to_owned(), "orange")
    } else {
        ("Waits for a second person".to_owned(), "yellow")
    };
    DisposalRow {
        href: format!("/retention/disposals/{}", disposal.id),
        words: format!(
            "{}: {}, asked for on {}",
            disposal.kind.name(),
            in_number(disposal.records),
            on(disposal.asked.0)
        ),
        state,
        colour,
    }
}

/// `1 record`, `12 records`.
pub(super) fn in_number(records: i64) -> String {
    match records {
        1 => "1 record".to_owned(),
        several => format!("{several} records"),
    }
}

fn kind_row(
    visit: &Visit<'_>,
    read: &mut database::Read<'_>,
    (kind, rules): (RecordKind, &Rules),
) -> Result<KindRow, Failure> {
    let class = rules.class(kind);
    let (state, colour) = match kind.goes() {
        Goes::Stays(_) => ("Stays".to_owned(), "grey"),
        Goes::ByDisposal => {
            let found = look(read, (kind, visit.today()), rules)?;
            match found.free.len() {
                0 => ("Nothing may go yet".to_owned(), "green"),
                many if i64::try_from(many) == Ok(MOST) => {
                    (format!("{MOST} or more may go"), "yellow")
                }
                1 => ("1 may go".to_owned(), "yellow"),
                many => (format!("{many} may go"), "yellow"),
            }
        }
    };
    Ok(KindRow {
        kind,
        class,
        state,
        colour,
    })
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (kinds, classes, contracts, disposals) = visit.read(|read| {
        let rules = Rules::read(read)?;
        let mut kinds = Vec::new();
        for kind in RecordKind::ALL {
            kinds.push(kind_row(visit, read, (kind, &rules))?);
        }
        let contracts = contracts::all(read)?.into_iter().map(|contract| {
            let said = match rules.contract(contract.id) {
                Some((class, event)) => match event.last_payment_on {
                    Some(on) => format!("{}; last payment on {}", class.in_words(), in_words(on)),
                    None => format!("{}; the last payment is not recorded yet", class.in_words()),
                },
                None => "No class yet".to_owned(),
            };
            ContractRow {
                href: format!("/retention/contracts/{}", contract.id),
                name: contract.name(),
                said,
            }
        });
        let contracts = contracts.collect::<Vec<_>>();
        let disposals = store::disposals::newest(read, 50)?;
        Ok((kinds, rules.classes, contracts, disposals))
    })?;
    Reply::page(&Page {
        frame: visit.frame(),
        kinds,
        classes: classes.into_values().collect(),
        contracts,
        disposals: disposals.iter().map(row).collect(),
        can_manage: visit.may(Action::ManageRetention).then_some(()),
        can_see_holds: visit.may(Action::SeeHolds).then_some(()),
    })
}
