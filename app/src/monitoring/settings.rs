//! How the organisation wants its returns: how many members of Governance & Leadership agree before one is
//! signed, and by when it is prepared and signed. Governance sets it, not the Lead whose work it is about.

use super::store::{self, Settings};
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::monitoring::{Deadlines, Quorum};
use domain::people::Action;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "monitoring/settings.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    /// How many may review at all.
    reviewers: usize,
    can_set: Option<()>,
}

fn shown(visit: &Visit<'_>) -> Answer {
    let reviewers = visit.read(|read| people::who_may(read, Action::ReviewReturn))?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        reviewers: reviewers.len(),
        can_set: visit.may(Action::ReviewReturn).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let kept = visit.read(store::settings)?;
    let days = |days: Option<i64>| days.map(|days| days.to_string()).unwrap_or_default();
    for (field, value) in [
        ("quorum", kept.quorum.voices().to_string()),
        ("prepare_days", days(kept.deadlines.prepare_days)),
        ("sign_days", days(kept.deadlines.sign_days)),
    ] {
        visit.form.add(field, &value);
    }
    shown(visit)
}

fn days(form: &mut Form, field: &str, label: &str) -> Option<i64> {
    let days = form.optional_whole_number(field, label)?;
    if !(0..=Deadlines::MOST_DAYS).contains(&days) {
        let most = Deadlines::MOST_DAYS;
        form.refuse(field, format!("Enter a number of days from 0 to {most}"));
    }
    Some(days)
}

/// Keeps the settings.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let form = &mut visit.form;
    let quorum = form.whole_number("quorum", "how many have to agree");
    let quorum = quorum.map(|voices| Quorum::of(voices).ok_or(voices));
    if let Some(Err(_)) = quorum {
        form.refuse(
            "quorum",
            format!("Enter a number from 1 to {}", Quorum::MOST),
        );
    }
    let deadlines = Deadlines {
        prepare_days: days(form, "prepare_days", "Days until it is prepared"),
        sign_days: days(form, "sign_days", "Days until it is signed off"),
    };
    if let (Some(prepare), Some(sign)) = (deadlines.prepare_days, deadlines.sign_days)
        && sign < prepare
    {
        form.refuse(
            "sign_days",
            "A return is signed off after it is prepared: enter as many days or more",
        );
    }
    let (Some(Ok(quorum)), false) = (quorum, form.is_refused()) else {
        return shown(visit);
    };
    let settings = Settings { quorum, deadlines };
    let content = serde_json::json!({ "quorum": quorum.voices(),
        "prepare_days": deadlines.prepare_days, "sign_days": deadlines.sign_days });
    let entry = visit.entry("set how returns are signed", "returns", "settings", content);
    visit.write(|mut write| {
        store::settings_set(&mut write, &settings, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/returns/settings", "The settings are kept.")
}
