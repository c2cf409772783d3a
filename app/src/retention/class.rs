//! Adding a class of retention and changing one. A class without its event, its minimum, its maximum or its
//! authority is refused, and so is one below six years.

use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::retention::{Class, ClassRefused, CountsFrom};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "retention/class.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    heading: String,
    action: String,
    events: Vec<Choice>,
}

fn events() -> Vec<Choice> {
    let named = |one: CountsFrom| {
        let mut name = one.name().to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Choice::new(one.key(), name)
    };
    CountsFrom::ALL.into_iter().map(named).collect()
}

fn shown(visit: &Visit<'_>, changed: Option<&Class>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        heading: changed.map_or_else(
            || "Add a class".to_owned(),
            |class| format!("Change {}", class.name),
        ),
        action: changed.map_or_else(
            || "/retention/classes/new".to_owned(),
            |class| format!("/retention/classes/{}", class.key),
        ),
        events: events(),
    };
    Reply::form(&page, &visit.form)
}

fn changed(visit: &Visit<'_>) -> Result<Class, Failure> {
    let mut classes = visit.read(store::classes)?;
    let key = visit.parameter("class")?;
    classes.remove(key).ok_or(Failure::NotFound)
}

/// The page of a new class.
pub(crate) fn new_page(visit: &mut Visit<'_>) -> Answer {
    shown(visit, None)
}

/// The page of one that is changed.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let class = changed(visit)?;
    visit.form = Form::new()
        .with("name", &class.name)
        .with("counts_from", class.counts_from.key())
        .with("minimum", class.years.minimum.to_string())
        .with("maximum", class.years.maximum.to_string())
        .with("authority", &class.authority);
    shown(visit, Some(&class))
}

/// At which field a refusal is shown.
fn field(refused: ClassRefused) -> &'static str {
    match refused {
        ClassRefused::NoEvent => "counts_from",
        ClassRefused::NoMinimum | ClassRefused::BelowFloor => "minimum",
        ClassRefused::NoMaximum | ClassRefused::MaximumBelowMinimum | ClassRefused::TooLong => {
            "maximum"
        }
        ClassRefused::NoAuthority => "authority",
    }
}

fn typed(visit: &mut Visit<'_>, changed: Option<&Class>) -> Result<Option<Class>, Failure> {
    let classes = visit.read(store::classes)?;
    let new_key = visit.new_id().to_string();
    let form = &mut visit.form;
    let name = form.required("name", "Name", 80).unwrap_or_default();
    let counts_from = CountsFrom::from_key(form.value("counts_from"));
    let minimum = form.optional_whole_number("minimum", "At least how many years");
    let maximum = form.optional_whole_number("maximum", "At most how many years");
    let authority = form.optional("authority", "Who says so", 300);
    let key = changed.map_or(new_key, |class| class.key.clone());
    let is_same =
        |other: &&Class| other.key != key && other.name.to_lowercase() == name.to_lowercase();
    if classes.values().find(is_same).is_some() {
        form.refuse("name", "Another class has this name");
    }
    let authority = authority.unwrap_or_default();
    let drafted = Class::of((key, name), counts_from, (minimum, maximum), &authority);
    if let Err(refused) = &drafted
        && form.problem(field(*refused)).is_none()
    {
        form.refuse(field(*refused), refused);
    }
    let is_fine = !form.is_refused();
    Ok(drafted.ok().filter(|_| is_fine))
}

fn keep(visit: &Visit<'_>, action: &str, class: &Class) -> Answer {
    let said = serde_json::json!({ "name": class.name, "counts_from": class.counts_from.key(),
        "minimum_years": class.years.minimum, "maximum_years": class.years.maximum,
        "authority": class.authority });
    let entry = visit.entry(action, "retention class", &class.key, said);
    visit.write(|mut write| {
        store::class_keep(&mut write, class, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/retention", "The class is kept.")
}

/// Adds it.
pub(crate) fn new_submit(visit: &mut Visit<'_>) -> Answer {
    match typed(visit, None)? {
        Some(class) => keep(visit, "added retention class", &class),
        None => shown(visit, None),
    }
}

/// Changes it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let before = changed(visit)?;
    match typed(visit, Some(&before))? {
        Some(class) => keep(visit, "changed retention class", &class),
        None => shown(visit, Some(&before)),
    }
}
