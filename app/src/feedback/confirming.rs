//! Keeping a partner's answer: a confirmed figure becomes evidence of its entries, a disputed one an
//! action for the lead, all in one transaction. A signed quarter keeps its evidence as it was.

use super::open::Opened;
use super::partner::Shown;
use super::{FeedbackAction, FeedbackAnswer, Figure, LinkOf, Source, store};
use crate::evidence::{self, Evidence, Proof};
use crate::failure::Failure;
use crate::ledger::{self, Context, Filter};
use crate::people;
use crate::visit::Visit;
use database::{Id, Read, Write};
use domain::calendar::in_words;
use domain::feedback::{ActionState, LinkState, Verdict, dispute_due};
use domain::ledger::Grade;
use domain::people::Action;

/// What a partner says of a figure they saw.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) shown: Shown,
    pub(super) verdict: Verdict,
    pub(super) reason: String,
}

/// What every figure of the answer shares.
struct Keeping<'a> {
    opened: &'a Opened,
    context: Context,
    partner_id: Id,
    quarter: &'a str,
    /// Who looks into what is disputed.
    owner_id: Option<Id>,
}

/// The lead: who made the link if that is a lead, else the first of them.
fn lead(read: &mut Read<'_>, made_by: Option<Id>) -> Result<Option<Id>, Failure> {
    let leads = people::who_may(read, Action::PrepareReturn)?;
    let maker = leads.iter().find(|(id, _)| Some(*id) == made_by);
    Ok(maker.or(leads.first()).map(|(id, _)| *id).or(made_by))
}

/// The entries behind a figure that stand and have weaker evidence, unless their quarter is signed.
fn weaker(read: &mut Read<'_>, keeping: &Keeping<'_>, measure_id: Id) -> Result<Vec<Id>, Failure> {
    let calendar = keeping.context.calendar;
    let quarter = calendar.quarter(keeping.quarter).ok_or(Failure::NotFound)?;
    if ledger::closed_quarters(read, calendar)?.contains(&quarter) {
        return Ok(Vec::new());
    }
    let filter = Filter {
        measure_id: Some(measure_id),
        partner_id: Some(keeping.partner_id),
        quarter: Some(keeping.quarter.to_owned()),
        days: Some((calendar.first_day(quarter), calendar.last_day(quarter))),
        ..Filter::default()
    };
    let mut found = Vec::new();
    for entry in ledger::entries(read, &filter, i64::MAX)? {
        let is_weaker = entry.kind == "entry" && entry.grade < Grade::PartnerConfirmed;
        if is_weaker && ledger::is_corrected(read, entry.id)?.is_none() {
            found.push(entry.id);
        }
    }
    Ok(found)
}

fn confirm(
    write: &mut Write<'_>,
    keeping: &Keeping<'_>,
    (given, new_id, answer_id): (&Given, Id, Id),
) -> Result<Option<Id>, Failure> {
    let entries = weaker(&mut write.read(), keeping, given.shown.measure_id)?;
    if entries.is_empty() {
        return Ok(None);
    }
    let on = in_words(keeping.context.today);
    let seen_what = format!(
        "Confirmed by link on {on}: {}, {}, {}",
        keeping.opened.about,
        given.shown.measure,
        given.shown.figure()
    );
    let evidence = Evidence {
        consent: None,
        id: new_id,
        title: seen_what.chars().take(200).collect(),
        grade: Grade::PartnerConfirmed,
        effective_on: keeping.context.today,
        days: domain::evidence::Days::default(),
        proof: Proof::Attestation {
            seen_what,
            kept_where: format!("The partner’s answer: /feedback/answers/{answer_id}"),
        },
    };
    evidence::add(write, &evidence, keeping.context.now)?;
    for entry_id in entries {
        let proof = (evidence.id, evidence.grade);
        ledger::attach(write, entry_id, proof, &keeping.context)?
            .map_err(|refused| Failure::Rule(refused.to_string()))?;
    }
    Ok(Some(evidence.id))
}

fn dispute(
    write: &mut Write<'_>,
    keeping: &Keeping<'_>,
    (given, new_id, answer_id): (&Given, Id, Id),
) -> Result<(), Failure> {
    let Some(owner_id) = keeping.owner_id else {
        return Ok(());
    };
    let action = FeedbackAction {
        id: new_id,
        source: Source::Answer(answer_id),
        said: format!(
            "{}: {} is not right. {}",
            given.shown.measure,
            given.shown.figure(),
            given.reason
        ),
        what: format!(
            "Look into the figure with the partner ({})",
            keeping.opened.about
        ),
        owner_id,
        due_on: dispute_due(keeping.context.today),
        state: ActionState::Open,
        ended: None,
    };
    store::action_add(write, &action, keeping.context.now)
}

fn keep_figure(
    write: &mut Write<'_>,
    keeping: &Keeping<'_>,
    of: (&Given, Id, Id),
) -> Result<(), Failure> {
    let (given, _, answer_id) = of;
    let evidence_id = match given.verdict {
        Verdict::Confirmed => confirm(write, keeping, of)?,
        Verdict::Disputed => {
            dispute(write, keeping, of)?;
            None
        }
    };
    let figure = Figure {
        measure_id: given.shown.measure_id,
        quantity: given.shown.quantity,
        verdict: given.verdict,
        reason: given.reason.clone(),
        evidence_id,
    };
    store::figure_add(write, answer_id, &figure)
}

/// Keeps it. When somebody else answered by the same link meanwhile, theirs stands.
pub(super) fn keep(
    visit: &Visit<'_>,
    opened: &Opened,
    answer: &FeedbackAnswer,
    given: &[Given],
) -> Result<(), Failure> {
    let LinkOf::Partner {
        partner_id,
        quarter,
    } = &opened.link.of
    else {
        return Err(Failure::NotFound);
    };
    let database = &visit.app.database;
    let made_by = opened.link.made_by;
    let keeping = Keeping {
        opened,
        context: Context {
            calendar: opened.calendar,
            first_day: opened.organisation.first_year_starts_on,
            today: visit.today(),
            now: visit.now,
            secret: visit.app.person_secret(opened.scope.organisation_id)?,
        },
        partner_id: *partner_id,
        quarter,
        owner_id: database.read(opened.scope, |read| lead(read, made_by))?,
    };
    let given: Vec<(&Given, Id)> = given.iter().map(|one| (one, visit.new_id())).collect();
    let count = |verdict| {
        given
            .iter()
            .filter(|(one, _)| one.verdict == verdict)
            .count()
    };
    let said = serde_json::json!({ "link": opened.link.id.to_string(),
        "confirmed": count(Verdict::Confirmed), "disputed": count(Verdict::Disputed),
        "reasons": given.iter().map(|(one, _)| &*one.reason).collect::<Vec<_>>() });
    let entry = visit.entry("answered feedback", "feedback answer", answer.id, said);
    database.write(opened.scope, |mut write| {
        let link = store::link(&mut write.read(), opened.link.id)?.ok_or(Failure::NotFound)?;
        if link.state(visit.now) != LinkState::Open {
            return Err(Failure::Changed(
                "This link was answered or closed meanwhile.",
            ));
        }
        store::answer_add(&mut write, opened.link.id, answer)?;
        for (one, new_id) in &given {
            keep_figure(&mut write, &keeping, (one, *new_id, answer.id))?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })
}
