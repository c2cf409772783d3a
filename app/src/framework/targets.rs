//! Targets of a year: a table of measures and quarters that is one form. Only cells that changed are
//! kept; a quarter that has been signed off stays as it was.

use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::{Quarter, Year};
use domain::ledger::Quantity;
use domain::people::Action;
use pages::{Form, Frame};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "framework/targets.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    year: Year,
    rows: Vec<Row>,
    can_set: Option<()>,
}

struct Row {
    label: String,
    unit: String,
    cells: Vec<Cell>,
}

struct Cell {
    /// The field's name.
    name: String,
    /// The heading of its column.
    heading: String,
    label: String,
    value: String,
    state: CellState,
}

#[derive(PartialEq)]
enum CellState {
    /// Its quarter has been signed off.
    Closed,
    Open,
    /// What was typed in it is no quantity.
    Refused,
}

/// What the page stands on.
struct Ground {
    year: Year,
    measures: Vec<super::Measure>,
    targets: BTreeMap<(Id, Quarter), i64>,
    closed: Vec<String>,
}

fn name(measure_id: Id, quarter: Quarter) -> String {
    format!("t-{measure_id}-q{}", quarter.number())
}

fn ground(visit: &Visit<'_>) -> Result<Ground, Failure> {
    let calendar = visit.who()?.calendar;
    let asked = visit.query.value("year");
    let year = if asked.is_empty() {
        calendar.year_of(visit.today())
    } else {
        calendar.year_named(asked).ok_or(Failure::NotFound)?
    };
    visit.read(|read| {
        Ok(Ground {
            year,
            measures: store::measures(read)?,
            targets: store::targets(read, &year.quarters())?,
            closed: store::closed_quarters(read)?,
        })
    })
}

fn is_open(ground: &Ground, quarter: Quarter) -> bool {
    !ground.closed.contains(&quarter.to_string())
}

/// The value of a cell as it would be typed: without the commas of thousands.
fn written(target: Option<&i64>) -> String {
    target
        .map(|target| Quantity(*target).to_string().replace(',', ""))
        .unwrap_or_default()
}

fn shown(visit: &Visit<'_>, ground: &Ground) -> Answer {
    let was_sent = visit.form.names().any(|name| name.starts_with("t-"));
    let cell = |measure: &super::Measure, quarter: Quarter| {
        let name = name(measure.id, quarter);
        let kept = written(ground.targets.get(&(measure.id, quarter)));
        let is_open = is_open(ground, quarter);
        Cell {
            heading: format!("Quarter {}", quarter.number()),
            label: format!("{} {}, {}", measure.code, measure.title, quarter.title()),
            value: if was_sent && is_open {
                visit.form.value(&name).to_owned()
            } else {
                kept
            },
            state: match (is_open, visit.form.problem(&name)) {
                (false, _) => CellState::Closed,
                (true, None) => CellState::Open,
                (true, Some(_)) => CellState::Refused,
            },
            name,
        }
    };
    let rows = ground.measures.iter().map(|measure| Row {
        label: format!("{} {}", measure.code, measure.title),
        unit: measure.unit.clone(),
        cells: ground
            .year
            .quarters()
            .into_iter()
            .map(|quarter| cell(measure, quarter))
            .collect(),
    });
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        year: ground.year,
        rows: rows.collect(),
        can_set: visit.may(Action::SetTarget).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let ground = ground(visit)?;
    shown(visit, &ground)
}

/// What was changed: a new quantity, or none.
type Changes = Vec<(Id, Quarter, Option<i64>)>;

fn changes(form: &mut Form, ground: &Ground) -> Changes {
    let mut changes = Vec::new();
    for measure in &ground.measures {
        for quarter in ground.year.quarters() {
            let field = name(measure.id, quarter);
            if !is_open(ground, quarter) || !form.names().any(|name| name == field) {
                continue;
            }
            let label = format!("{} in quarter {}", measure.code, quarter.number());
            let typed = form.optional_thousandths(&field, &label);
            let kept = ground.targets.get(&(measure.id, quarter)).copied();
            if typed != kept {
                changes.push((measure.id, quarter, typed));
            }
        }
    }
    changes
}

/// The targets of the year before, where this year has none yet.
fn copied(visit: &Visit<'_>, ground: &Ground) -> Result<Changes, Failure> {
    let before = visit.read(|read| store::targets(read, &ground.year.previous().quarters()))?;
    let quarters = ground
        .year
        .previous()
        .quarters()
        .into_iter()
        .zip(ground.year.quarters());
    Ok(quarters
        .flat_map(|(last, this)| {
            let of_last = before
                .iter()
                .filter(move |((_, quarter), _)| *quarter == last);
            of_last.map(move |((id, _), target)| (*id, this, Some(*target)))
        })
        .filter(|(id, quarter, _)| {
            is_open(ground, *quarter) && !ground.targets.contains_key(&(*id, *quarter))
        })
        .collect())
}

/// Keeps what was changed, or fills the empty cells from the year before.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let ground = ground(visit)?;
    let changes = if visit.form.value("action") == "copy" {
        copied(visit, &ground)?
    } else {
        changes(&mut visit.form, &ground)
    };
    if visit.form.is_refused() {
        return shown(visit, &ground);
    }
    let path = format!("/targets?year={}", ground.year);
    if changes.is_empty() {
        return Reply::see(path, "No target was changed.");
    }
    let said: BTreeMap<String, Option<i64>> = changes
        .iter()
        .map(|(id, quarter, target)| (format!("{quarter} {id}"), *target))
        .collect();
    let entry = visit.entry(
        "set targets",
        "targets",
        ground.year,
        serde_json::json!(said),
    );
    visit.write(|mut write| {
        for (id, quarter, target) in &changes {
            match target {
                Some(target) => store::target_set(&mut write, *id, *quarter, *target, visit.now)?,
                None => store::target_remove(&mut write, *id, *quarter)?,
            }
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(path, "The targets are kept.")
}
