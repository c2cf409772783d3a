//! The organisation's settings: name, areas, thresholds of the ratings.

use super::{Area, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "organisation/settings.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    year_starts: String,
}

/// The most areas an organisation may list.
const MOST_AREAS: usize = 400;

/// Areas as typed: one a line, its GSS code and its name.
pub(super) fn read_areas(form: &mut Form) -> Option<Vec<Area>> {
    let typed = form.required("areas", "at least one area", 40_000)?;
    let mut areas = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match area(line) {
            Some(area) => areas.push(area),
            None => {
                let shown: String = line.chars().take(40).collect();
                form.refuse(
                    "areas",
                    format!("‘{shown}’ is not a GSS code and a name, like ‘E08000012 Liverpool’"),
                );
                return None;
            }
        }
    }
    if areas.len() > MOST_AREAS {
        form.refuse("areas", format!("List {MOST_AREAS} areas or fewer"));
        return None;
    }
    Some(areas)
}

/// A GSS code is a letter and eight digits (ONS, Register of Geographic Codes).
fn area(line: &str) -> Option<Area> {
    let (code, name) = line.split_once(char::is_whitespace)?;
    let mut letters = code.chars();
    let is_code = letters
        .next()
        .is_some_and(|letter| letter.is_ascii_uppercase())
        && code.len() == 9
        && letters.all(|letter| letter.is_ascii_digit());
    let name = name.trim();
    (is_code && !name.is_empty() && name.chars().count() <= 120).then(|| Area {
        code: code.to_owned(),
        name: name.to_owned(),
    })
}

fn year_starts(visit: &Visit<'_>) -> Result<String, Failure> {
    let organisation = visit.read(store::find)?;
    let months = super::set_up::months();
    let month = organisation.year_starts_month.to_string();
    let name = months
        .into_iter()
        .find(|choice| choice.value == month)
        .map(|choice| choice.text);
    Ok(format!("1 {}", name.unwrap_or_default()))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (organisation, areas) = visit.read(|read| Ok((store::find(read)?, store::areas(read)?)))?;
    let lines: Vec<String> = areas
        .iter()
        .map(|area| format!("{} {}", area.code, area.name))
        .collect();
    let (good, approaching, improvement) = organisation.thresholds;
    for (field, value) in [
        ("name", organisation.name),
        ("areas", lines.join("\n")),
        ("good", good.to_string()),
        ("approaching", approaching.to_string()),
        ("improvement", improvement.to_string()),
    ] {
        visit.form.add(field, &value);
    }
    let year_starts = year_starts(visit)?;
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
        year_starts,
    })
}

/// Keeps the settings. An area that is left out of the list stays with the records that name it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let name = visit.form.required("name", "the organisation's name", 200);
    let areas = read_areas(&mut visit.form);
    let good = visit.form.whole_number("good", "a percentage for Good");
    let approaching = visit
        .form
        .whole_number("approaching", "a percentage for Approaching target");
    let improvement = visit
        .form
        .whole_number("improvement", "a percentage for Requires improvement");
    if let (Some(good), Some(approaching), Some(improvement)) = (good, approaching, improvement)
        && !(good <= 1_000 && good > approaching && approaching > improvement && improvement > 0)
    {
        visit.form.refuse(
            "good",
            "The percentages must fall from Good to Requires improvement, between 1000 and 1",
        );
    }
    let (Some(name), Some(areas), Some(good), Some(approaching), Some(improvement), false) = (
        name,
        areas,
        good,
        approaching,
        improvement,
        visit.form.is_refused(),
    ) else {
        let year_starts = year_starts(visit)?;
        return Reply::refused(&Page {
            frame: visit.frame(),
            form: &visit.form,
            year_starts,
        });
    };
    let mut organisation = visit.read(store::find)?;
    organisation.name = name;
    organisation.thresholds = (good, approaching, improvement);
    let content = serde_json::json!({ "name": organisation.name, "areas": areas.len(),
        "thresholds": [good, approaching, improvement] });
    let entry = visit.entry("changed settings", "organisation", organisation.id, content);
    visit.write(|mut write| {
        store::change(&mut write, &organisation)?;
        for area in &areas {
            store::area_add(&mut write, area, visit.now)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/organisation", "The settings are kept.")
}
