//! What opens a review by itself, as far as somebody has to say so (P6a): a law that changed, a name that
//! runs out, and whether a missed target asks for one.

use super::store;
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use domain::policy::Watched;
use jiff::civil::Date;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "policy/review_settings.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    /// Title, what changed, from when.
    laws: Vec<(String, String, String)>,
    /// Name, until when, successor.
    watched: Vec<(String, String, String)>,
    /// Since when a missed target asks for a review.
    missed_since: Option<String>,
    may_review: Option<()>,
}

fn shown(visit: &Visit<'_>) -> Answer {
    let (laws, watched, missed) = visit.read(|read| {
        Ok((
            store::laws(read)?,
            store::watched(read)?,
            store::missed_targets_since(read)?,
        ))
    })?;
    let law = |(title, what, on): (String, String, Date)| (title, what, in_words(on));
    let one = |one: Watched| (one.name, in_words(one.valid_to), one.successor);
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        laws: laws.into_iter().map(law).collect(),
        watched: watched.into_iter().map(one).collect(),
        missed_since: missed.map(|at| in_words(date_of(at))),
        may_review: visit.may(Action::ImportPolicy).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}

/// Notes that a law has changed, which opens a review.
pub(crate) fn law(visit: &mut Visit<'_>) -> Answer {
    let id = visit.new_id();
    let form = &mut visit.form;
    let title = form.required("law", "Which law", 200);
    let what = form.required("what", "What has changed", 1_000);
    let on = form.date("changed_on", "The day from which it holds");
    let (Some(title), Some(what), Some(on)) = (title, what, on) else {
        return shown(visit);
    };
    let content = serde_json::json!({ "title": title, "changed_on": on.to_string() });
    let entry = visit.entry("noted change of law", "law", id, content);
    visit.write(|mut write| {
        store::law_add(&mut write, id, (&title, &what, on), visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        "/policy/review",
        format!("{title} is noted, and the policy asks to be reviewed."),
    )
}

/// Watches a name that runs out.
pub(crate) fn watch(visit: &mut Visit<'_>) -> Answer {
    let id = visit.new_id();
    let form = &mut visit.form;
    let name = form.required("name", "The name", 200);
    let valid_to = form.date("valid_to", "The last day on which it holds");
    let successor = form.optional("successor", "What comes after it", 200);
    let (Some(name), Some(valid_to), false) = (name, valid_to, form.is_refused()) else {
        return shown(visit);
    };
    let one = Watched {
        name,
        valid_to,
        successor: successor.unwrap_or_default(),
    };
    let content = serde_json::json!({ "name": one.name, "valid_to": one.valid_to.to_string() });
    let entry = visit.entry("watched reference", "reference", id, content);
    let kept = visit.write(|mut write| {
        store::watched_add(&mut write, id, &one, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Ok(()) => Reply::see(
            "/policy/review/by-itself",
            format!(
                "{} is watched. Where the policy cites it, it is found from the day after.",
                one.name
            ),
        ),
        Err(failure) if failure.is_constraint() => {
            visit.form.refuse("name", "This name is watched already");
            shown(visit)
        }
        Err(failure) => Err(failure),
    }
}

/// Says whether a missed target asks for a review.
pub(crate) fn missed(visit: &mut Visit<'_>) -> Answer {
    let wished = match visit.form.value("missed") {
        "ask" => Some(visit.now),
        "leave" => None,
        _ => return Err(Failure::Refused("no page of ours sends this")),
    };
    let content = serde_json::json!({ "missed_targets": visit.form.value("missed") });
    let of = visit.who()?.organisation_id;
    let entry = visit.entry("set what opens a review", "organisation", of, content);
    visit.write(|mut write| {
        store::missed_targets_set(&mut write, wished, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/policy/review/by-itself", "It is kept.")
}
