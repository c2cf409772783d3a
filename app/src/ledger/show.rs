//! One entry: the rule that made it, where it counts, its evidence, and what came before and after.

use super::lines::{Proof, Row, proofs, rows};
use super::{store, working};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{contracts, framework, partners, people};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::framework::quantity_fits;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "ledger/show.html")]
struct Page {
    frame: Frame,
    row: Row,
    /// The partner, and what is to be said of its yearly review.
    partner: Option<(partners::Partner, String)>,
    /// Its key and name.
    contract: Option<(Id, String)>,
    recorded: String,
    evidence: Vec<Proof>,
    asked: String,
    corrected_by: Option<Id>,
    replaced_by: Option<Id>,
    can_correct: Option<()>,
    can_see_file: Option<()>,
    /// In what it does not fit its measure.
    misfits: Vec<String>,
    /// How its quantity was worked out, when a rule did.
    counted: Option<working::Counted>,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let calendar = visit.who()?.calendar;
    let (frame, today) = (visit.frame(), visit.today());
    let can_see_file = visit.may(Action::BringFile).then_some(());
    let can_correct = visit.may(Action::CorrectEntry).then_some(());
    let page = visit.read(|read| {
        let entry = store::entry(read, id)?.ok_or(Failure::NotFound)?;
        let measures = framework::measures(read)?;
        let asked = measures
            .iter()
            .find(|measure| measure.id == entry.measure_id);
        let asked = asked
            .map(|measure| measure.evidence_asked.clone())
            .unwrap_or_default();
        let partner = match entry.partner_id {
            Some(id) => partners::find(read, id)?.map(|partner| {
                let review = partners::review_words(&partner, today);
                (partner, review)
            }),
            None => None,
        };
        let contract = match entry.contract_id {
            Some(id) => contracts::find(read, id)?.map(|contract| (id, contract.name())),
            None => None,
        };
        let by = people::name_of(read, entry.recorded_by)?;
        let evidence = proofs(read, &[id])?;
        let corrected_by = store::correction_of(read, id)?;
        let replaced_by = store::replacement_of(read, id)?;
        let row = rows(read, vec![entry], (&measures, calendar))?
            .pop()
            .ok_or(Failure::NotFound)?;
        let measure = measures
            .iter()
            .find(|measure| measure.id == row.entry.measure_id);
        let misfits = measure
            .and_then(|measure| quantity_fits(&measure.code, &measure.unit, row.entry.quantity))
            .into_iter()
            .collect();
        Ok(Page {
            frame,
            misfits,
            counted: working::of(read, id)?,
            partner,
            contract,
            recorded: format!(
                "{} by {by}",
                in_words(crate::app::date_of(row.entry.recorded_at))
            ),
            can_see_file,
            evidence,
            asked,
            corrected_by,
            replaced_by,
            can_correct: can_correct
                .filter(|()| row.entry.kind == "entry" && corrected_by.is_none()),
            row,
        })
    })?;
    Reply::page(&page)
}
