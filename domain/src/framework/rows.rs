//! An organisation's own copy of a framework, from the rows of a sheet. Its words and values stay
//! with the organisation that has the licence; this repository holds none of them.

use super::problem::Found;
use super::sheet::Columns;
use super::{Licence, Pack, PackProblem, Pounds, UnitKind, check, pack_of};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most measures a sheet may hold.
const MOST_ROWS: usize = 5_000;

/// What a sheet does not say about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackAbout {
    /// The framework's short name: `national-toms`.
    pub id: String,
    /// The edition: `2022`.
    pub edition: String,
    /// The framework's title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Under which licence the organisation has it.
    pub licence: Licence,
    /// The first day on which the values hold.
    pub values_from: Date,
}

/// One row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackRow {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its cells, in the order of the headings.
    pub cells: Vec<String>,
}

/// Reads a pack from a sheet. An empty theme or outcome is that of the row above, as in a sheet whose
/// cells were joined; every problem names its line.
pub fn pack_from_rows(
    headings: &[String],
    rows: &[PackRow],
    about: &PackAbout,
) -> Result<Pack, Vec<PackProblem>> {
    let columns = Columns::guess(headings)?;
    if rows.len() > MOST_ROWS {
        return Err(vec![PackProblem::new(
            "file",
            "it has more than 5,000 rows",
        )]);
    }
    let mut sheet = Sheet::default();
    for row in rows {
        sheet.add(&columns, row, about);
    }
    let Sheet {
        themes,
        lines,
        mut problems,
        ..
    } = sheet;
    if themes.is_empty() && problems.is_empty() {
        let none = "no line has a measure: each needs at least a code, a title and a unit";
        return Err(vec![PackProblem::new("file", none)]);
    }
    let pack = json!({
        "id": about.id,
        "edition": about.edition,
        "title": about.title,
        "publisher": about.publisher,
        "licence": {
            "id": about.licence.id,
            "attribution": about.licence.attribution,
            "permits": about.licence.permits.iter().map(|one| one.key()).collect::<Vec<_>>(),
        },
        "themes": themes,
    });
    let mut found = check::form(&pack);
    if found.is_empty() {
        found = check::rules(&pack);
    }
    match pack_of(pack, found) {
        Ok(pack) if problems.is_empty() => Ok(pack),
        Ok(_) => Err(problems),
        Err(found) => {
            problems.extend(found.iter().map(|one| at_its_line(one, &lines)));
            Err(problems)
        }
    }
}

/// The tree that the rows make, and from which line each measure came.
#[derive(Default)]
struct Sheet {
    themes: Vec<Value>,
    lines: BTreeMap<String, u32>,
    problems: Vec<PackProblem>,
    theme: String,
    outcome: String,
}

impl Sheet {
    fn add(&mut self, columns: &Columns, row: &PackRow, about: &PackAbout) {
        let cell = |column: usize| row.cells.get(column).map_or("", |cell| cell.trim());
        let optional = |column: Option<usize>| column.map_or("", cell);
        if !cell(columns.theme).is_empty() && cell(columns.theme) != self.theme {
            cell(columns.theme).clone_into(&mut self.theme);
            self.outcome.clone_from(&self.theme);
        }
        if !optional(columns.outcome).is_empty() {
            optional(columns.outcome).clone_into(&mut self.outcome);
        }
        if cell(columns.code).is_empty() && cell(columns.title).is_empty() {
            // A heading between the rows: it only names what follows.
            return;
        }
        let evidence = match optional(columns.evidence) {
            "" => "A record that shows it, with its date",
            evidence => evidence,
        };
        let (kind, values) = match value_of(optional(columns.value)) {
            Ok((kind, pounds)) => (kind, pounds.map(|pounds| dated(pounds, about))),
            Err(message) => {
                let path = format!("line {}, value", row.line);
                self.problems.push(PackProblem::new(path, message));
                ("record-only", None)
            }
        };
        let measure = json!({
            "code": cell(columns.code),
            "title": cell(columns.title),
            "unit": cell(columns.unit),
            "evidence": evidence,
            "counts": [counted(cell(columns.unit))],
            "value": kind,
            "values": Vec::from_iter(values),
        });
        let pointer = self.place(measure);
        self.lines.insert(pointer, row.line);
    }

    /// Puts a measure beneath its theme and outcome, and says where it is.
    fn place(&mut self, measure: Value) -> String {
        let number = self.themes.len().saturating_add(1);
        let theme = titled(
            &mut self.themes,
            &self.theme,
            || json!({ "code": format!("T{number}"), "title": self.theme, "outcomes": [] }),
        );
        let Some((t, Value::Array(outcomes))) = theme.map(|(at, it)| (at, &mut it["outcomes"]))
        else {
            return String::new();
        };
        let outcome = titled(
            outcomes,
            &self.outcome,
            || json!({ "title": self.outcome, "measures": [] }),
        );
        let Some((o, Value::Array(measures))) = outcome.map(|(at, it)| (at, &mut it["measures"]))
        else {
            return String::new();
        };
        measures.push(measure);
        let m = measures.len().saturating_sub(1);
        format!("/themes/{t}/outcomes/{o}/measures/{m}")
    }
}

/// The item of a title, made when it is not there yet.
fn titled<'a>(
    items: &'a mut Vec<Value>,
    title: &str,
    make: impl FnOnce() -> Value,
) -> Option<(usize, &'a mut Value)> {
    let found = items.iter().position(|item| item["title"] == title);
    let at = found.unwrap_or_else(|| {
        items.push(make());
        items.len().saturating_sub(1)
    });
    items.get_mut(at).map(|item| (at, item))
}

/// Whom a measure counts, as far as its unit tells: full-time equivalents are an employer's own.
fn counted(unit: &str) -> &'static str {
    match UnitKind::of(unit) {
        UnitKind::FullTimeEquivalents => "own-staff",
        UnitKind::Pounds | UnitKind::Percent => "things",
        UnitKind::HoursAttended
        | UnitKind::StaffHours
        | UnitKind::Weeks
        | UnitKind::Days
        | UnitKind::Attendances
        | UnitKind::Number => "residents",
    }
}

fn dated(pounds: Pounds, about: &PackAbout) -> Value {
    json!({
        "from": about.values_from.to_string(),
        "pounds": pounds.to_string(),
        "source": format!("{} {}, own copy", about.publisher, about.edition),
    })
}

/// What a cell of the value column says.
fn value_of(cell: &str) -> Result<(&'static str, Option<Pounds>), String> {
    match cell.to_lowercase().as_str() {
        "" | "-" | "–" | "n/a" | "none" | "record only" | "record-only" => {
            Ok(("record-only", None))
        }
        "localised" | "local" | "user input" | "user defined" => Ok(("localised", None)),
        written => {
            let digits = written.trim_start_matches('£').replace([',', ' '], "");
            match digits.parse() {
                Ok(pounds) => Ok(("fixed", Some(pounds))),
                Err(refused) => Err(format!(
                    "{refused}; leave the cell empty where there are none"
                )),
            }
        }
    }
}

/// The problem with the line its measure came from.
fn at_its_line(found: &Found, lines: &BTreeMap<String, u32>) -> PackProblem {
    let mut problem = found.at_its_place();
    let at = lines.iter().find_map(|(pointer, line)| {
        let rest = found.pointer.strip_prefix(pointer.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| (line, rest.replace('/', ", ")))
    });
    if let Some((line, rest)) = at {
        problem.path = format!("line {line}{rest}");
    }
    problem
}
