//! The clock of a request, what one person proposes and another agrees to.

use super::request::{decisions, found, grounds, shown, waits};
use super::{Request, carrying_out, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use domain::rights::{Decision, Waits, decide};
use jiff::civil::Date;

fn changed(request: &Request, words: &str) -> Answer {
    Reply::see(format!("/personal-data/requests/{}", request.id), words)
}

/// The day something was asked, answered or extended: today, or earlier.
fn day(visit: &mut Visit<'_>, request: &Request) -> Option<Date> {
    let today = visit.today();
    let on = visit.form.date("on", "Day")?;
    if on > today || on < request.clock.received_on {
        visit.form.refuse(
            "on",
            "The day must lie between the day the request came in and today",
        );
        return None;
    }
    Some(on)
}

/// Lets the clock stand, go on, or run two months longer.
pub(crate) fn clock(visit: &mut Visit<'_>) -> Answer {
    let request = found(visit)?;
    let on = day(visit, &request);
    let act = visit.form.value("act").to_owned();
    let why = match act.as_str() {
        "extend" => visit.form.required("why", "Why it takes longer", 500),
        "pause" => visit.form.choice("waits", "What is awaited", &waits()),
        "resume" => Some(String::new()),
        _ => {
            visit.form.refuse("", "Choose what happens with the clock");
            None
        }
    };
    let (Some(on), Some(why)) = (on, why) else {
        return shown(visit, request);
    };
    let said = serde_json::json!({ "act": act, "on": on.to_string(), "why": why });
    let entry = visit.entry("changed clock of request", "request", request.id, said);
    let number = i64::try_from(request.clock.pauses.len()).unwrap_or(0) + 1;
    visit.write(|mut write| {
        let changed = match (act.as_str(), Waits::from_key(&why)) {
            ("extend", _) => store::extend(&mut write, (request.id, on), &why)?,
            ("pause", Some(waits)) => {
                store::pause(&mut write, (request.id, number), (waits, on))?;
                1
            }
            _ => store::resume(&mut write, (request.id, on))?,
        };
        if changed == 0 {
            return Err(Failure::Changed(
                "the clock of this request was changed meanwhile",
            ));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    changed(&request, "The clock is changed.")
}

/// Proposes what is decided.
pub(crate) fn propose(visit: &mut Visit<'_>) -> Answer {
    let request = found(visit)?;
    let word = visit
        .form
        .choice("decision", "What is decided", &decisions(request.kind));
    let ground = match word.as_deref() {
        Some("refuse") => visit.form.choice("ground", "Ground", &grounds()),
        Some(_) | None => None,
    };
    let why = visit.form.required("why_decided", "Why", 1_000);
    let decision = word.and_then(|word| Decision::from_keys(&word, ground.as_deref()));
    let (Some(decision), Some(why), false) = (decision, why, visit.form.is_refused()) else {
        return shown(visit, request);
    };
    let (word, ground) = decision.keys();
    let said = serde_json::json!({ "decision": word, "ground": ground, "why": why });
    let entry = visit.entry("proposed decision of request", "request", request.id, said);
    visit.write(|mut write| {
        if store::propose(&mut write, (request.id, decision), &why, visit.now)? == 0 {
            return Err(Failure::Changed("the request was decided meanwhile"));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    changed(
        &request,
        "It is proposed. Somebody else agrees before anything happens.",
    )
}

/// Agrees to what somebody else proposed, and carries it out.
pub(crate) fn agree(visit: &mut Visit<'_>) -> Answer {
    let request = found(visit)?;
    let me = visit.who()?.person_id;
    let proposed = request
        .proposed
        .clone()
        .filter(|_| request.agreed.is_none());
    if let Err(refused) = decide(proposed.as_ref().map(|one| one.by), me) {
        visit.form.refuse("", refused);
        return shown(visit, request);
    }
    let Some(proposed) = proposed else {
        return shown(visit, request);
    };
    if visit.form.value("shown") != proposed.mark() {
        visit.form.refuse(
            "",
            "Something else was proposed after you opened this page: read it again before you agree",
        );
        return shown(visit, request);
    }
    let (word, ground) = proposed.decision.keys();
    let said = serde_json::json!({ "decision": word, "ground": ground });
    let entry = visit.entry("agreed to decision of request", "request", request.id, said);
    let done = visit.write(|mut write| {
        if store::agree(&mut write, (request.id, &proposed), visit.now)? == 0 {
            return Err(Failure::Changed(
                "the request was decided or proposed anew meanwhile",
            ));
        }
        carrying_out::carry_out(&mut write, visit, (&request, proposed.decision))?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match done {
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            return shown(visit, request);
        }
        Err(other) => return Err(other),
        Ok(()) => {}
    }
    if proposed.decision == Decision::Erase {
        visit.app.database.shred(&store::erasing::tables())?;
    }
    changed(&request, "It is decided and done.")
}
