//! Sheets: CSV and XLSX as headings and rows, each row with its line.

use crate::{IntakeFault, archive, ending, plain, size};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// The most rows that are read.
const ROWS: usize = 200_000;
/// The most columns.
const COLUMNS: usize = 200;

/// A sheet with its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The headings, trimmed; empty where a column has none.
    pub headings: Vec<String>,
    /// The rows beneath that are not wholly empty.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its cells, trimmed, as many as there are headings.
    pub cells: Vec<String>,
}

/// The rows of a `.csv` or the first sheet of an `.xlsx`. The first row that is not empty holds the
/// headings.
pub fn rows_of(file_name: &str, bytes: &[u8]) -> Result<Sheet, IntakeFault> {
    size(bytes)?;
    let lines = match ending(file_name).as_str() {
        "csv" | "txt" => csv_lines(bytes)?,
        "xlsx" => xlsx_lines(bytes)?,
        other => {
            return Err(IntakeFault::Ending(
                other.to_owned(),
                "a .csv or .xlsx file",
            ));
        }
    };
    let mut lines = lines
        .into_iter()
        .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let headings = lines.next().ok_or(IntakeFault::NoRows)?.cells;
    let width = headings.len();
    let rows: Vec<Row> = lines
        .map(|mut row| {
            row.cells.resize(width, String::new());
            row
        })
        .collect();
    if rows.is_empty() {
        Err(IntakeFault::NoRows)
    } else {
        Ok(Sheet { headings, rows })
    }
}

fn csv_lines(bytes: &[u8]) -> Result<Vec<Row>, IntakeFault> {
    let text = plain::text(bytes)?;
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    // The separator that stands most often in the line of headings.
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|separator| first.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| IntakeFault::NotSound("CSV"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        rows.push(bounded(
            line,
            record.iter().map(|cell| cell.trim().to_owned()),
            rows.len(),
        )?);
    }
    Ok(rows)
}

fn bounded(
    line: u32,
    cells: impl Iterator<Item = String>,
    before: usize,
) -> Result<Row, IntakeFault> {
    if before >= ROWS {
        return Err(IntakeFault::TooMany("200,000 rows"));
    }
    let cells: Vec<String> = cells.take(COLUMNS + 1).collect();
    if cells.len() > COLUMNS {
        return Err(IntakeFault::TooMany("200 columns"));
    }
    Ok(Row { line, cells })
}

fn xlsx_lines(bytes: &[u8]) -> Result<Vec<Row>, IntakeFault> {
    const NOT: IntakeFault = IntakeFault::NotSound("XLSX");
    drop(archive::open(bytes, "XLSX")?);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| NOT)?;
    let name = book.sheet_names().first().cloned().ok_or(NOT)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| NOT)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| NOT)? {
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = written(&Data::from(cell.get_value().clone()));
        if text.is_empty() {
            continue;
        }
        if column >= COLUMNS {
            return Err(IntakeFault::TooMany("200 columns"));
        }
        let line = row.saturating_add(1);
        if rows.last().is_none_or(|last| last.line != line) {
            rows.push(bounded(line, std::iter::empty(), rows.len())?);
        }
        if let Some(last) = rows.last_mut() {
            last.cells
                .resize(last.cells.len().max(column + 1), String::new());
            if let Some(place) = last.cells.get_mut(column) {
                *place = text;
            }
        }
    }
    Ok(rows)
}

/// A cell as a person reads it; a whole number without a fraction.
fn written(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.trim().to_owned()
        }
        Data::Int(_) | Data::Float(_) | Data::Bool(_) | Data::DateTime(_) | Data::Error(_) => {
            value.to_string().trim().to_owned()
        }
    }
}
