//! Saying which column holds what. It is remembered for the next file with the same headings.

use super::kinds::{Field, Need};
use super::{Columns, Import, file, show, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use intake::{Record, Table};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "imports/columns.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    import: Import,
    notes: Vec<String>,
    columns: Vec<Choice>,
    /// The sheets that can be read instead; empty when the file is no workbook.
    sheets: Vec<Choice>,
}

impl Page<'_> {
    fn fields(&self) -> &'static [Field] {
        self.import.kind.fields()
    }
}

fn must(field: &Field) -> &'static str {
    match field.need {
        Need::Must => "",
        Need::May => " (optional)",
    }
}

/// Headings as choices, each with the first value beneath it.
fn choices(table: &mut Table) -> Result<Vec<Choice>, intake::IntakeFault> {
    let headings = table.headings().to_vec();
    let mut record = Record::default();
    table.read(&mut record)?;
    let choice = |(column, heading): (usize, &String)| {
        let name = if heading.is_empty() {
            format!("Column {}", column.saturating_add(1))
        } else {
            heading.clone()
        };
        let value: String = record.cell(column).chars().take(30).collect();
        let text = if value.is_empty() {
            name
        } else {
            format!("{name} – {value}")
        };
        Choice::new(column.to_string(), text)
    };
    Ok(headings.iter().enumerate().map(choice).collect())
}

fn sheets(table: &Table) -> Vec<Choice> {
    let sheets = table.sheets().iter();
    sheets.map(|name| Choice::new(name, name)).collect()
}

fn shown(visit: &Visit<'_>, import: Import, table: &mut Table) -> Answer {
    let notes = table.notes().iter().map(ToString::to_string).collect();
    let columns = choices(table).map_err(|fault| Failure::Rule(fault.to_string()))?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        import,
        notes,
        columns,
        sheets: sheets(table),
    };
    Reply::form(&page, &visit.form)
}

/// The file that waits and its table, as the sheet of this form is read. What is wrong with the sheet
/// stands in the form, and the one that was read before comes instead.
fn opened(visit: &Visit<'_>, form: &mut Form) -> Result<Result<(Import, Table), Answer>, Failure> {
    let mut import = show::waiting(visit)?;
    let table = match file::table(visit.app, &import)? {
        Ok(table) => table,
        Err(fault) => {
            let answer = Reply::see(format!("/imports/{}", import.id), fault.to_string());
            return Ok(Err(answer));
        }
    };
    let chosen = form.optional_choice("sheet", "Which sheet", &sheets(&table));
    let Some(sheet) = chosen.filter(|sheet| import.sheet.as_ref() != Some(sheet)) else {
        return Ok(Ok((import, table)));
    };
    let before = import.clone();
    (import.sheet, import.columns) = (Some(sheet), Columns::new());
    Ok(Ok(match file::table(visit.app, &import)? {
        Ok(table) => (import, table),
        Err(fault) => {
            form.refuse("sheet", fault.to_string());
            (before, table)
        }
    }))
}

/// The page, filled in as the columns are known or guessed.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let mut form = Form::new().with("sheet", visit.query.value("sheet"));
    let (mut import, mut table) = match opened(visit, &mut form)? {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    if import.columns.is_empty() {
        let headings = (import.kind, table.headings());
        import.columns = file::columns(visit.app, visit.scope()?, headings)?;
    }
    if !form.is_refused() {
        form = Form::new().with("sheet", import.sheet.as_deref().unwrap_or_default());
    }
    for (key, column) in &import.columns {
        form = form.with(key, column.to_string());
    }
    visit.form = form;
    shown(visit, import, &mut table)
}

/// Keeps which sheet is read and which of its columns holds what, and checks the file.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let mut form = std::mem::take(&mut visit.form);
    let opened = opened(visit, &mut form);
    visit.form = form;
    let (mut import, mut table) = match opened? {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    let headings = table.headings().to_vec();
    let options: Vec<Choice> = (0..headings.len())
        .map(|column| Choice::new(column.to_string(), column.to_string()))
        .collect();
    let mut columns = Columns::new();
    for field in import.kind.fields() {
        let chosen = match field.need {
            Need::Must => visit.form.choice(field.key, field.label, &options),
            Need::May => visit.form.optional_choice(field.key, field.label, &options),
        };
        let column = chosen.and_then(|text| text.parse::<usize>().ok());
        if let Some(column) = column {
            if columns.values().any(|taken| *taken == column) {
                visit
                    .form
                    .refuse(field.key, "This column is chosen for another field already");
            }
            columns.insert(field.key.to_owned(), column);
        }
    }
    if visit.form.is_refused() {
        return shown(visit, import, &mut table);
    }
    import.columns = columns;
    keep(visit, &import, file::headings_sha256(&headings))?;
    show::begin_check(visit, &import)?;
    Reply::see(
        format!("/imports/{}", import.id),
        "The columns are kept for the next file like this one.",
    )
}

fn keep(visit: &Visit<'_>, import: &Import, headings: [u8; 32]) -> Result<(), Failure> {
    let said = serde_json::json!({ "kind": import.kind.key(), "sheet": import.sheet, "columns": import.columns });
    let entry = visit.entry("named columns of file", "import", import.id, said);
    visit.write(|mut write| {
        store::columns_set(&mut write, import)?;
        store::columns_keep(&mut write, import.kind, (headings, &import.columns))?;
        Ok(write.commit(entry.clone(), ())?)
    })
}
