//! One partner: what is said of it, where it stands and what comes next, its checks, and how it came
//! here (P3a).

use super::change::asked;
use super::list::{colour, review_words};
use super::store::{self, Approval};
use super::{
    Agreement, Contact, KeptPassport, MadeCheck, MadeReview, Partner, StageFact, Together,
};
use crate::app::date_of;
use crate::failure::Failure;
use crate::objectives::{self, Objective};
use crate::visit::{Answer, Reply, Visit};
use crate::{organisation, people};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::partners::{Check, Stage};
use domain::people::Action;
use jiff::civil::Date;
use pages::Frame;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "partners/show.html")]
struct Page {
    frame: Frame,
    partner: Partner,
    colour: &'static str,
    review: String,
    areas: String,
    proposed: String,
    rows: Vec<CheckRow>,
    signed: Vec<Signed>,
    known: Known,
    objectives: Vec<Objective>,
    together: Together,
    names: BTreeMap<Id, String>,
    can_list: Option<()>,
    can_give_passport: Option<()>,
    can_approve: Option<()>,
}

/// A box of the checklist.
struct CheckRow {
    check: Check,
    made: Option<MadeCheck>,
    /// Whether it holds today, in a word, with the colour of its tag.
    state: (&'static str, &'static str),
}

/// What else is known.
struct Known {
    stages: Vec<StageFact>,
    reviews: Vec<MadeReview>,
    contacts: Vec<Contact>,
    agreements: Vec<Agreement>,
    passports: Vec<KeptPassport>,
}

impl Page {
    fn by(&self, person: Option<&Id>) -> String {
        let name = person.and_then(|id| self.names.get(id));
        name.cloned().unwrap_or_else(|| "the system".to_owned())
    }

    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "a page calls it, with what it holds"
    )]
    fn day(&self, date: &Date) -> String {
        in_words(*date)
    }

    fn is_checked(&self) -> bool {
        self.partner.standing.stage == Stage::Checks
    }
}

fn check_rows(made: &[MadeCheck], today: Date) -> Vec<CheckRow> {
    let of = |check: Check| {
        let made = made.iter().find(|made| made.check == check).cloned();
        let state = match &made {
            None => ("Open", "grey"),
            Some(made) if made.expires_on < today => ("Expired", "red"),
            Some(_) => ("In order", "green"),
        };
        CheckRow { check, made, state }
    };
    Check::ALL.into_iter().map(of).collect()
}

/// A signature beneath the checks.
pub(super) struct Signed {
    pub(super) by: String,
    pub(super) on: Date,
}

/// The signatures of an approval, the first first.
pub(super) fn signed(approval: Option<&Approval>, names: &BTreeMap<Id, String>) -> Vec<Signed> {
    let signed = |id: Id, at| Signed {
        by: names.get(&id).cloned().unwrap_or_default(),
        on: date_of(at),
    };
    approval
        .into_iter()
        .flat_map(|approval| {
            let first = (approval.signed_by, approval.signed_at);
            std::iter::once(first).chain(approval.second)
        })
        .map(|(id, at)| signed(id, at))
        .collect()
}

fn known(read: &mut Read<'_>, id: Id) -> Result<Known, Failure> {
    Ok(Known {
        stages: store::stages(read, id)?,
        reviews: store::reviews(read, id)?,
        contacts: store::contacts(read, id)?,
        agreements: store::agreements(read, id)?,
        passports: store::passports(read, id)?,
    })
}

fn area_names(read: &mut Read<'_>, id: Id) -> Result<String, Failure> {
    let codes = store::areas(read, id)?;
    let areas = organisation::areas(read)?;
    let names = areas
        .into_iter()
        .filter(|area| codes.contains(&area.code))
        .map(|area| area.name);
    Ok(names.collect::<Vec<_>>().join(", "))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let (today, calendar) = (visit.today(), visit.who()?.calendar);
    let (frame, may) = (visit.frame(), |action| visit.may(action).then_some(()));
    let page = visit.read(|read| {
        let names = people::names(read)?;
        let approval = store::approval(read, &partner)?;
        let proposer = partner.proposed_by.and_then(|id| names.get(&id).cloned());
        Ok(Page {
            frame,
            colour: colour(partner.standing.stage),
            review: review_words(&partner, today),
            areas: area_names(read, partner.id)?,
            proposed: format!(
                "{} by {}",
                in_words(date_of(partner.listed_at)),
                proposer.unwrap_or_else(|| "the system".to_owned())
            ),
            rows: check_rows(&store::checks(read, &partner)?, today),
            signed: signed(approval.as_ref(), &names),
            known: known(read, partner.id)?,
            objectives: objectives::of_record(read, objectives::LinkKind::Partner, partner.id)?,
            together: Together::read(read, partner.id, (calendar, today))?,
            names,
            can_list: may(Action::ListPartner),
            can_give_passport: may(Action::ListPartner)
                .filter(|()| super::passport::can_be_given(&partner)),
            can_approve: may(Action::ApprovePartner),
            partner,
        })
    })?;
    Reply::page(&page)
}
