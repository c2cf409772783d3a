//! One disposal: its list, the second person's agreement, how far it is, and what proves it.

use super::overview::in_number;
use super::{Disposal, going, kind, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::jobs::Jobs;
use crate::people;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use database::{Id, log_newest};
use domain::calendar::in_words;
use domain::people::Action;
use domain::retention::clock_is_sound;
use pages::{Form, Frame};

struct Line {
    name: String,
    href: String,
    from: String,
    /// Its hash once it is gone; empty before.
    sha256: String,
}

#[derive(Template)]
#[template(path = "retention/disposal.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    disposal: Disposal,
    records: String,
    asked: String,
    agreed: String,
    withdrawn: String,
    gone: String,
    bag: String,
    lines: Vec<Line>,
    can_agree: Option<()>,
    own: Option<()>,
    can_go_on: Option<()>,
    broke: String,
}

fn found(visit: &Visit<'_>) -> Result<Disposal, Failure> {
    let id = visit.id("id")?;
    let found = visit.read(|read| store::disposals::find(read, id))?;
    found.ok_or(Failure::NotFound)
}

/// What is listed, and what became of it.
fn lines(visit: &Visit<'_>, disposal: &Disposal) -> Result<Vec<Line>, Failure> {
    let (list, stubs) = visit.read(|read| {
        let list = store::disposals::lines(read, disposal.id)?;
        Ok((list, store::disposals::stubs(read, disposal.id)?))
    })?;
    let may_open = visit.may(Action::SeePractice) && disposal.gone_at.is_none();
    let line = |(id, from): (Id, jiff::civil::Date)| {
        let stub = stubs.iter().find(|stub| stub.id == id);
        let name = id.simple().to_string();
        Line {
            name: name.chars().skip(20).collect(),
            href: if may_open {
                kind::href(disposal.kind, id)
            } else {
                String::new()
            },
            from: in_words(from),
            sha256: stub.map(|stub| hex(&stub.sha256)).unwrap_or_default(),
        }
    };
    Ok(list.into_iter().map(line).collect())
}

/// What broke when it was last carried out, in words.
fn broke(visit: &Visit<'_>, disposal: &Disposal) -> Result<String, Failure> {
    let who = visit.who()?;
    let job = visit.app.jobs.find(who.organisation_id, disposal.id);
    let outcome = job.and_then(|job| job.outcome());
    let ended = outcome
        .as_ref()
        .and_then(|one| one.downcast_ref::<going::Ended>());
    Ok(match ended {
        Some(Err(words)) => words.clone(),
        Some(Ok(())) | None => String::new(),
    })
}

fn shown(visit: &Visit<'_>, disposal: Disposal) -> Answer {
    let by = |act: Option<(jiff::Timestamp, Id)>| -> Result<String, Failure> {
        let Some((at, by)) = act else {
            return Ok(String::new());
        };
        let name = visit.read(|read| people::name_of(read, Some(by)))?;
        Ok(format!("{name}, {}", in_words(date_of(at))))
    };
    let waits = disposal.agreed.is_none() && disposal.withdrawn.is_none();
    let may = visit.may(Action::Dispose);
    let is_own = disposal.asked.1 == visit.who()?.person_id;
    let stopped = disposal.agreed.is_some() && disposal.bag.is_none();
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        records: in_number(disposal.records),
        asked: by(Some(disposal.asked))?,
        agreed: by(disposal.agreed)?,
        withdrawn: by(disposal.withdrawn)?,
        gone: disposal
            .gone_at
            .map(|at| in_words(date_of(at)))
            .unwrap_or_default(),
        bag: disposal.bag.map(|sha256| hex(&sha256)).unwrap_or_default(),
        lines: lines(visit, &disposal)?,
        can_agree: (waits && may).then_some(()),
        own: is_own.then_some(()),
        can_go_on: (stopped && may).then_some(()),
        broke: broke(visit, &disposal)?,
        disposal,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let disposal = found(visit)?;
    shown(visit, disposal)
}

/// Agrees to it, and carries it out.
pub(crate) fn agree(visit: &mut Visit<'_>) -> Answer {
    let disposal = found(visit)?;
    if disposal.asked.1 == visit.who()?.person_id {
        visit
            .form
            .refuse("", "You asked for it, so somebody else agrees");
        return shown(visit, disposal);
    }
    if disposal.agreed.is_some() || disposal.withdrawn.is_some() {
        return Err(Failure::Changed("it was agreed to or withdrawn meanwhile"));
    }
    let today = visit.today();
    let confirmed = visit.form.date("today", "Today’s date");
    let newest = visit.read(|read| Ok(log_newest(read, i64::MAX, 1)?))?;
    let newest_on = newest.first().map_or(today, |line| date_of(line.at));
    if let Err(refused) = clock_is_sound(today, newest_on, confirmed)
        && visit.form.problem("today").is_none()
    {
        visit.form.refuse("today", refused);
    }
    if !visit.form.is_chosen("looked", "yes") {
        visit
            .form
            .refuse("looked", "Say that you have looked at the list");
    }
    if visit.form.is_refused() {
        return shown(visit, disposal);
    }
    let said = serde_json::json!({ "list_sha256": hex(&disposal.list_sha256) });
    let entry = visit.entry("agreed to disposal", "disposal", disposal.id, said);
    visit.write(|mut write| {
        if store::disposals::agree(&mut write, disposal.id, visit.now)? == 0 {
            return Err(Failure::Changed("it was agreed to or withdrawn meanwhile"));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    carry_out(visit, disposal.id)
}

fn carry_out(visit: &Visit<'_>, id: Id) -> Answer {
    let scope = visit.scope()?;
    Jobs::begin(visit.app, (scope.organisation_id, id), move |app, job| {
        going::run(app, scope, id, job)
    });
    Reply::see(
        format!("/retention/disposals/{id}"),
        "It is agreed to and being carried out.",
    )
}

/// Goes on with one that was agreed to and stopped.
pub(crate) fn go_on(visit: &mut Visit<'_>) -> Answer {
    let disposal = found(visit)?;
    if disposal.agreed.is_none() || disposal.bag.is_some() {
        return Err(Failure::Changed("it is done, or nobody has agreed to it"));
    }
    carry_out(visit, disposal.id)
}

/// Withdraws it.
pub(crate) fn withdraw(visit: &mut Visit<'_>) -> Answer {
    let disposal = found(visit)?;
    let entry = visit.entry(
        "withdrew disposal",
        "disposal",
        disposal.id,
        serde_json::json!({}),
    );
    visit.write(|mut write| {
        if store::disposals::withdraw(&mut write, disposal.id, visit.now)? == 0 {
            return Err(Failure::Changed("it was agreed to or withdrawn meanwhile"));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/retention", "The disposal is withdrawn. Nothing went.")
}

/// The bag that proves it.
pub(crate) fn bag(visit: &mut Visit<'_>) -> Answer {
    let disposal = found(visit)?;
    let sha256 = disposal.bag.ok_or(Failure::NotFound)?;
    let bytes = crate::evidence::sound(&visit.app.vault, sha256)?;
    Ok(Reply::File {
        media_type: "application/zip",
        file_name: format!("disposal-{}.zip", disposal.id),
        bytes,
    })
}
