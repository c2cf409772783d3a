//! An activity as a pilot (P2.2c): what is hoped for and measured before, what was measured after, and
//! the decision. One step at a time; what was decided stays decided and posts nothing by itself.

use super::answer::asked;
use super::{Activity, Pilot, store};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::activities::{Decision, may_decide};
use domain::calendar::in_words;
use domain::ledger::Quantity;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

/// What was decided about a pilot, when and by whom.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub(super) decision: Decision,
    pub(super) reason: String,
    pub(super) on: Date,
    pub(super) by: Id,
}

#[derive(Template)]
#[template(path = "activities/pilot.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    activity: Activity,
    pilot: Option<Told>,
    decisions: Vec<Choice>,
}

/// A pilot as pages tell it.
pub(super) struct Told {
    pub(super) hypothesis: String,
    pub(super) before: String,
    /// Empty as long as nothing was measured after it.
    pub(super) after: String,
    /// Empty as long as nothing is decided.
    pub(super) decided: String,
    pub(super) reason: String,
}

/// A pilot in words, given the name of who decided.
pub(super) fn told(pilot: &Pilot, by: &str) -> Told {
    let after = pilot.after.zip(pilot.after_on).map(|(after, on)| {
        let note = match pilot.after_note.as_str() {
            "" => String::new(),
            note => format!(": {note}"),
        };
        format!("{} on {}{note}", Quantity(after), in_words(on))
    });
    let decided = pilot.decided.as_ref();
    Told {
        hypothesis: pilot.hypothesis.clone(),
        before: format!(
            "{}: {} on {}",
            pilot.measured,
            Quantity(pilot.before),
            in_words(pilot.started_on)
        ),
        after: after.unwrap_or_default(),
        decided: decided
            .map(|decided| {
                format!(
                    "{}, on {} by {by}",
                    decided.decision.name(),
                    in_words(decided.on)
                )
            })
            .unwrap_or_default(),
        reason: decided
            .map(|decided| decided.reason.clone())
            .unwrap_or_default(),
    }
}

/// The pilot of an activity in words, if it is one.
pub(super) fn of(read: &mut database::Read<'_>, activity_id: Id) -> Result<Option<Told>, Failure> {
    let Some(pilot) = store::pilot(read, activity_id)? else {
        return Ok(None);
    };
    let by = people::name_of(read, pilot.decided.as_ref().map(|decided| decided.by))?;
    Ok(Some(told(&pilot, &by)))
}

fn decisions() -> Vec<Choice> {
    Decision::ALL
        .into_iter()
        .map(|decision| Choice::new(decision.key(), decision.name()).with_hint(decision.meaning()))
        .collect()
}

fn shown(visit: &Visit<'_>, activity: Activity) -> Answer {
    let pilot = visit.read(|read| of(read, activity.id))?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        activity,
        pilot,
        decisions: decisions(),
    };
    Reply::form(&page, &visit.form)
}

/// The page with the step that comes next.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    shown(visit, activity)
}

fn begin(visit: &mut Visit<'_>, activity: Activity) -> Answer {
    let form = &mut visit.form;
    let hypothesis = form.required("hypothesis", "What you hope for", 1_000);
    let measured = form.required("measured", "What you measure", 200);
    let before = form.thousandths("before", "How it is before");
    let (Some(hypothesis), Some(measured), Some(before), false) =
        (hypothesis, measured, before, form.is_refused())
    else {
        return shown(visit, activity);
    };
    let pilot = Pilot {
        hypothesis,
        measured,
        before,
        started_on: visit.today(),
        after: None,
        after_note: String::new(),
        after_on: None,
        decided: None,
    };
    let said = serde_json::json!({ "measured": pilot.measured });
    let entry = visit.entry("began pilot", "activity", activity.id, said);
    let kept = visit.write(|mut write| {
        store::pilot_add(&mut write, activity.id, &pilot)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Ok(()) => Reply::see(
            format!("/activities/{}", activity.id),
            "The activity is a pilot.",
        ),
        Err(failure) if failure.is_constraint() => {
            Err(Failure::Changed("This activity is a pilot already."))
        }
        Err(failure) => Err(failure),
    }
}

/// Makes it a pilot.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let activity = asked(visit)?;
    match visit.read(|read| store::pilot(read, activity.id))? {
        None => begin(visit, activity),
        Some(_) => Err(Failure::Changed("This activity is a pilot already.")),
    }
}

/// The pilot about which nothing is decided yet.
fn open(visit: &Visit<'_>) -> Result<(Activity, Pilot), Failure> {
    let activity = asked(visit)?;
    let pilot = visit.read(|read| store::pilot(read, activity.id))?;
    match pilot {
        Some(pilot) if pilot.decided.is_none() => Ok((activity, pilot)),
        Some(_) => Err(Failure::Changed("This pilot is decided already.")),
        None => Err(Failure::Changed("This activity is no pilot yet.")),
    }
}

/// Keeps what was measured after it. Measured again before the decision, the later one counts.
pub(crate) fn measured(visit: &mut Visit<'_>) -> Answer {
    let (activity, _) = open(visit)?;
    let after = visit.form.thousandths("after", "How it is after");
    let note = visit
        .form
        .optional("after_note", "What else you saw", 1_000);
    let (Some(after), false) = (after, visit.form.is_refused()) else {
        return shown(visit, activity);
    };
    let (note, today) = (note.unwrap_or_default(), visit.today());
    let said = serde_json::json!({ "after_thousandths": after });
    let entry = visit.entry("measured pilot", "activity", activity.id, said);
    visit.write(|mut write| {
        if store::pilot_measure_after(&mut write, activity.id, (after, &note), today)? == 0 {
            return Err(Failure::Changed("This pilot is decided already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/activities/{}/pilot", activity.id),
        "What was measured is kept.",
    )
}

/// Keeps the decision.
pub(crate) fn decide(visit: &mut Visit<'_>) -> Answer {
    let (activity, pilot) = open(visit)?;
    let decision = visit
        .form
        .choice("decision", "what comes of it", &decisions());
    let decision = decision.and_then(|key| Decision::from_key(&key));
    let reason = visit.form.required("reason", "Why", 1_000);
    if let Some(Err(refused)) = decision.map(|decision| may_decide(decision, pilot.after)) {
        visit.form.refuse("decision", refused);
    }
    let (Some(decision), Some(reason), false) = (decision, reason, visit.form.is_refused()) else {
        return shown(visit, activity);
    };
    let decided = Decided {
        decision,
        reason,
        on: visit.today(),
        by: visit.who()?.person_id,
    };
    let said = serde_json::json!({ "decision": decision.key(), "reason": decided.reason });
    let entry = visit.entry("decided pilot", "activity", activity.id, said);
    visit.write(|mut write| {
        if store::pilot_decide(&mut write, activity.id, &decided)? == 0 {
            return Err(Failure::Changed("This pilot is decided already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/activities/{}", activity.id),
        "The pilot is decided.",
    )
}
