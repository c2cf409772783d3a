//! One entry: the rule that made it, where it counts, its evidence, and what came before and after.

use super::list::{Row, colour, rows};
use super::store;
use crate::evidence;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, partners, people};
use askama::Template;
use database::Id;
use domain::calendar::{Quarter, in_words};
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "ledger/show.html")]
struct Page {
    frame: Frame,
    row: Row,
    counts_in: String,
    adjusts: String,
    partner: String,
    recorded: String,
    evidence: Vec<Proof>,
    asked: String,
    corrected_by: Option<Id>,
    can_correct: Option<()>,
}

struct Proof {
    id: Id,
    title: String,
    kind: &'static str,
    grade: &'static str,
    colour: &'static str,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let calendar = visit.who()?.calendar;
    let frame = visit.frame();
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
        let title = |name: &str| {
            calendar
                .quarter(name)
                .map_or(name.to_owned(), Quarter::title)
        };
        let partner = match entry.partner_id {
            Some(id) => partners::find(read, id)?
                .map(|partner| partner.name)
                .unwrap_or_default(),
            None => String::new(),
        };
        let by = people::name_of(read, entry.recorded_by)?;
        let mut proofs = Vec::new();
        for id in store::evidence_of_entry(read, id)? {
            if let Some((evidence, ..)) = evidence::find(read, id)? {
                proofs.push(Proof {
                    id,
                    kind: evidence.proof.name(),
                    grade: evidence.grade.name(),
                    colour: colour(evidence.grade),
                    title: evidence.title,
                });
            }
        }
        let corrected_by = store::correction_of(read, id)?;
        let row = rows(read, vec![entry], &measures)?
            .pop()
            .ok_or(Failure::NotFound)?;
        Ok(Page {
            frame,
            counts_in: title(&row.entry.quarter),
            adjusts: row
                .entry
                .adjusts_quarter
                .as_deref()
                .map(title)
                .unwrap_or_default(),
            partner,
            recorded: format!(
                "{} by {by}",
                in_words(crate::app::date_of(row.entry.recorded_at))
            ),
            evidence: proofs,
            asked,
            corrected_by,
            can_correct: can_correct
                .filter(|()| row.entry.kind == "entry" && corrected_by.is_none()),
            row,
        })
    })?;
    Reply::page(&page)
}
