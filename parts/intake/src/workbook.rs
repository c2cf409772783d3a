//! The first sheet of a workbook (ECMA-376), cell by cell. The library believes the numbers in a file;
//! those it would reserve memory for are checked before it sees them.

use crate::rows::{CELLS, Row, Rows, TOO_MANY_CELLS};
use crate::{IntakeFault, archive};
use calamine::{Data, ExcelDateTime, Reader, Xlsx};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

const KIND: &str = "XLSX";
const NOT_SOUND: IntakeFault = IntakeFault::NotSound(KIND);

/// The rows that hold anything. The library may give up on a damaged file by panicking, which ends this
/// file and no more.
pub(crate) fn rows(bytes: &[u8]) -> Result<Vec<Row>, IntakeFault> {
    promises_little(bytes)?;
    catch_unwind(AssertUnwindSafe(|| cells(bytes))).unwrap_or(Err(NOT_SOUND))
}

/// Refuses a workbook whose table of shared texts announces more of them than a sheet may have cells:
/// the library reserves that much memory at once, and a process that gets none ends.
fn promises_little(bytes: &[u8]) -> Result<(), IntakeFault> {
    let mut archive = archive::open(bytes, KIND)?;
    let names: Result<Vec<String>, IntakeFault> = archive
        .file_names()
        .map(|name| name.map(Cow::into_owned).map_err(|_| NOT_SOUND))
        .collect();
    let is_table = |name: &String| name.to_lowercase().ends_with("sharedstrings.xml");
    for table in names?.into_iter().filter(is_table) {
        let content = archive::entry(&mut archive, &table, KIND)?;
        if announced(&content)? > CELLS {
            return Err(TOO_MANY_CELLS);
        }
    }
    Ok(())
}

/// The largest number of shared texts that the table announces before they begin.
fn announced(content: &[u8]) -> Result<usize, IntakeFault> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let mut buffer = Vec::new();
    let mut largest = 0;
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| NOT_SOUND)? {
            Event::DocType(_) => return Err(IntakeFault::DocumentType),
            Event::Start(element) if element.local_name().as_ref() == "sst" => {
                return Ok(largest.max(count(&element)));
            }
            Event::Empty(element) => largest = largest.max(count(&element)),
            Event::Eof => return Ok(largest),
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
        buffer.clear();
    }
}

/// What an element announces; beyond all bounds when it is no number.
fn count(element: &BytesStart<'_>) -> usize {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .filter(|attribute| attribute.key.local_name().as_ref() == "uniqueCount")
        .map(|attribute| attribute.value.parse().unwrap_or(usize::MAX))
        .max()
        .unwrap_or_default()
}

fn cells(bytes: &[u8]) -> Result<Vec<Row>, IntakeFault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| NOT_SOUND)?;
    let name = book.sheet_names().first().cloned().ok_or(NOT_SOUND)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| NOT_SOUND)?;
    let mut rows = Rows::default();
    while let Some(cell) = cells.next_cell().map_err(|_| NOT_SOUND)? {
        let (row, column) = cell.get_position();
        let text = written(&Data::from(cell.get_value().clone()));
        if !text.trim().is_empty() {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            rows.put(row.saturating_add(1), column, &text)?;
        }
    }
    Ok(rows.into_rows())
}

/// A cell as a person reads it: a whole number without a fraction, a day as `2026-04-30`, a length of
/// time as `7:30:00`. A number has all the figures that the file keeps, whatever the cell shows.
fn written(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::DateTime(moment) => moment_of(moment),
        Data::Int(_) | Data::Float(_) | Data::Bool(_) | Data::Error(_) => value.to_string(),
    }
}

fn moment_of(moment: &ExcelDateTime) -> String {
    let (year, month, day, hours, minutes, seconds, _) = moment.to_ymd_hms_milli();
    let serial = moment.as_f64().to_string();
    let (days, rest) = serial.split_once('.').unwrap_or((&serial, ""));
    // A serial number below one is a time of day; a negative one is no moment at all.
    let Ok(days) = days.parse::<u64>() else {
        return serial;
    };
    if moment.is_duration() {
        let hours = days.saturating_mul(24).saturating_add(u64::from(hours));
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else if days == 0 {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    } else if rest.is_empty() {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hours:02}:{minutes:02}:{seconds:02}")
    }
}
