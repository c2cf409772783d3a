//! Carrying an accepted proposal out (P5b, P5d): targets of the next year are set, a new measure exists, a
//! retired one takes no more entries, a title is another. What is done is exactly what was sealed, it is
//! done once, and the change that is kept leads back to the decision, the proposal and the report. Nothing
//! is written into a quarter that is signed.

use super::proposal::shown;
use super::proposals::{self, Opened};
use super::store;
use crate::failure::Failure;
use crate::feedback::{self, About, Change};
use crate::framework::{self, Measure};
use crate::visit::{Answer, Reply, Visit};
use database::{Id, Read, Write};
use domain::calendar::{Quarter, Year};
use domain::feedback::ActionState;
use domain::framework::Permission;
use domain::ledger::Quantity;
use domain::reports::{CarryOutRefused, Effect, NewMeasure, may_carry_out};
use jiff::Timestamp;
use jiff::civil::Date;

/// What is done.
enum Doing {
    /// Targets of a measure, in thousandths.
    Targets(Measure, Vec<(Quarter, i64)>),
    New(Box<Measure>),
    Retire(Measure),
    Words(Measure, String),
}

impl Doing {
    fn measure(&self) -> &Measure {
        match self {
            Self::Targets(measure, _) | Self::Retire(measure) | Self::Words(measure, _) => measure,
            Self::New(measure) => measure,
        }
    }

    /// What changes, as the change says it.
    fn words(&self) -> String {
        match self {
            Self::Targets(measure, targets) => {
                let each = targets.iter().map(|(quarter, target)| {
                    let target = Quantity(*target);
                    format!("{}: {target} {}", quarter.title(), measure.unit)
                });
                format!("Targets set. {}", each.collect::<Vec<_>>().join("; "))
            }
            Self::New(measure) => format!("New measure {}", measure.named()),
            Self::Retire(measure) => format!("{} takes no more entries", measure.named()),
            Self::Words(measure, title) => {
                format!(
                    "{} is called ‘{title}’, before: ‘{}’",
                    measure.code, measure.title
                )
            }
        }
    }

    fn carry_out(
        &self,
        write: &mut Write<'_>,
        (from, now): (Date, Timestamp),
    ) -> Result<(), Failure> {
        match self {
            Self::Targets(measure, targets) => {
                for (quarter, target) in targets {
                    framework::target_set(write, measure.id, *quarter, *target, now)?;
                }
                Ok(())
            }
            Self::New(measure) => {
                framework::measure_add(write, measure)?;
                framework::begin(write, measure.id, from)
            }
            Self::Retire(measure) => framework::retire(write, measure.id, from),
            Self::Words(measure, title) => framework::retitle(write, measure.id, title),
        }
    }
}

/// What a proposal would do as things stand.
fn doing(
    read: &mut Read<'_>,
    (effect, measure_id): (&Effect, Option<Id>),
    (year, new_id): (Year, Id),
) -> Result<Result<Doing, CarryOutRefused>, Failure> {
    if let Effect::NewMeasure(new) = effect {
        let made = new_measure(read, new, new_id)?;
        return Ok(made.map(|measure| Doing::New(Box::new(measure))));
    }
    let measure = match measure_id {
        Some(id) => framework::measure(read, id)?,
        None => None,
    };
    let Some(measure) = measure else {
        return Ok(Err(CarryOutRefused::Missing));
    };
    Ok(match effect {
        Effect::Targets { thousandths } => {
            let closed = framework::closed_quarters(read)?;
            let quarters = year.next().quarters().into_iter().zip(thousandths);
            let open: Vec<(Quarter, i64)> = quarters
                .filter(|(quarter, _)| !closed.contains(&quarter.to_string()))
                .filter_map(|(quarter, target)| Some((quarter, (*target)?)))
                .collect();
            if open.is_empty() {
                Err(CarryOutRefused::QuartersSigned)
            } else {
                Ok(Doing::Targets(measure, open))
            }
        }
        Effect::Retire => Ok(Doing::Retire(measure)),
        Effect::Words { title } if may_edit(read, measure.edition_id)? => {
            Ok(Doing::Words(measure, title.clone()))
        }
        Effect::Words { .. } => Err(CarryOutRefused::Licence),
        Effect::NewMeasure(_) => Err(CarryOutRefused::Missing),
    })
}

/// Whether the licence of an edition permits other words, and further measures.
fn may_edit(read: &mut Read<'_>, edition_id: Id) -> Result<bool, Failure> {
    let editions = framework::editions(read)?;
    let mut editions = editions.iter();
    let edition = editions.find(|edition| edition.id == edition_id);
    Ok(edition.is_some_and(|edition| edition.permits(Permission::Edit)))
}

fn new_measure(
    read: &mut Read<'_>,
    new: &NewMeasure,
    id: Id,
) -> Result<Result<Measure, CarryOutRefused>, Failure> {
    let mut themes = framework::themes(read)?.into_iter();
    let Some(theme) = themes.find(|theme| theme.id == new.theme) else {
        return Ok(Err(CarryOutRefused::Missing));
    };
    if !may_edit(read, theme.edition_id)? {
        return Ok(Err(CarryOutRefused::Licence));
    }
    let measures = framework::measures(read)?;
    let of_edition = measures
        .iter()
        .filter(|one| one.edition_id == theme.edition_id);
    let of_edition: Vec<&Measure> = of_edition.collect();
    if of_edition.iter().any(|one| one.code == new.code) {
        return Ok(Err(CarryOutRefused::CodeTaken(new.code.clone())));
    }
    let mut of_theme = of_edition.iter().filter(|one| one.theme_id == theme.id);
    let last = of_theme.clone().map(|one| one.position).max();
    let outcome = of_theme.next_back().map(|one| one.outcome.clone());
    Ok(Ok(Measure {
        id,
        edition_id: theme.edition_id,
        theme_id: theme.id,
        outcome: outcome.unwrap_or_else(|| theme.title.clone()),
        code: new.code.clone(),
        title: new.title.clone(),
        unit: new.unit.clone(),
        counts: new.counts.clone(),
        evidence_asked: new.evidence.clone(),
        minimum_grade: new.minimum_grade,
        value_kind: "record-only".to_owned(),
        aliases: String::new(),
        exclusions: String::new(),
        tags: String::new(),
        position: last.unwrap_or_default() + 1,
    }))
}

/// Carries it out, or says on its page why not.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let opened = proposals::opened(visit)?;
    let (measure_id, change_id) = (visit.new_id(), visit.new_id());
    let Opened {
        stands,
        sealed,
        report,
        ..
    } = &opened;
    let effect = sealed.effect.as_ref();
    let from = match may_carry_out(stands.state(), effect, visit.today()) {
        Ok(from) => from,
        Err(refused) => {
            visit.form.refuse("", refused);
            return shown(visit, &opened);
        }
    };
    let of = (report.year, measure_id);
    let done = visit.write(|mut write| {
        let now = store::proposal(&mut write.read(), stands.id)?.ok_or(Failure::NotFound)?;
        if now.change_id.is_some() {
            return Err(Failure::Changed(
                "This proposal has been carried out already.",
            ));
        }
        let effect = effect.ok_or(Failure::NotFound)?;
        let doing = doing(&mut write.read(), (effect, stands.measure_id), of)?;
        let doing = doing.map_err(|refused| Failure::Rule(refused.to_string()))?;
        doing.carry_out(&mut write, (from, visit.now))?;
        let decision_id = now.decided.map(|decided| decided.decision_id);
        let change = Change {
            id: change_id,
            decision_id: decision_id.ok_or(Failure::NotFound)?,
            about: About::Measure(doing.measure().id),
            what: doing.words(),
            reason: sealed.reason.clone(),
            effective_from: from,
        };
        kept(&mut write, (stands.id, &change), visit.now)?;
        let said = serde_json::json!({ "report": stands.year, "change": change.id.to_string(),
            "what": change.what, "reason": change.reason, "effective_from": from.to_string() });
        let entry = visit.entry("carried out proposal", "proposal", stands.id, said);
        Ok(write.commit(entry, ())?)
    });
    match done {
        Ok(()) => Reply::see(
            format!("/proposals/{}", stands.id),
            "The proposal is carried out.",
        ),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            shown(visit, &opened)
        }
        Err(failure) => Err(failure),
    }
}

/// Keeps the change, and ends the action that it was decided for.
fn kept(
    write: &mut Write<'_>,
    (proposal_id, change): (Id, &Change),
    now: Timestamp,
) -> Result<(), Failure> {
    feedback::change_add(write, change, now)?;
    store::carried_out_add(write, proposal_id, change.id, now)?;
    let decision = feedback::decision(&mut write.read(), change.decision_id)?;
    let action_id = decision.ok_or(Failure::NotFound)?.action_id;
    let ended = (ActionState::Done, change.what.as_str());
    feedback::action_end(write, action_id, ended, now)?;
    Ok(())
}
