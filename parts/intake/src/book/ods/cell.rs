//! A cell of an ODS sheet: its value as the file keeps it, or the text that is shown.

use super::super::cell::percent;
use super::super::facts::Facts;
use super::{attribute, times};
use crate::IntakeFault;
use crate::rows::{COLUMNS, Rows, TOO_MANY_COLUMNS};
use quick_xml::events::BytesStart;

/// The most bytes of one cell's text.
const MOST: usize = 1_000_000;

/// What sort of cell it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Sort {
    /// Nothing is said of it: the text that is shown, if any.
    #[default]
    Unsaid,
    Number,
    Percent,
    Date,
    Time,
    /// A text, or yes and no, which are kept as they are written.
    Text,
    /// The value of a formula that went wrong.
    Error,
    /// It lies beneath a merged cell.
    Covered,
}

/// One cell while it is read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    sort: Sort,
    /// The value as an attribute gives it.
    value: Option<String>,
    formula: Option<()>,
    merged: Option<()>,
    times: u32,
    text: String,
    paragraphs: usize,
    /// How deep in paragraphs the reading is.
    depth: usize,
}

impl Cell {
    pub(super) fn of(element: &BytesStart<'_>) -> Result<Self, IntakeFault> {
        let sort = attribute(element, "office:value-type");
        let (sort, value) = match sort.as_deref() {
            Some("float" | "currency") => (Sort::Number, "office:value"),
            Some("percentage") => (Sort::Percent, "office:value"),
            Some("date") => (Sort::Date, "office:date-value"),
            Some("time") => (Sort::Time, "office:time-value"),
            Some("boolean") => (Sort::Text, "office:boolean-value"),
            Some(_) => (Sort::Text, "office:string-value"),
            None => (Sort::Unsaid, "office:string-value"),
        };
        let is_error = attribute(element, "calcext:value-type").as_deref() == Some("error");
        let is_covered = element.name().as_ref() == "table:covered-table-cell";
        let spans = |name: &str| Ok::<_, IntakeFault>(times(element, name)? > 1);
        let is_merged =
            spans("table:number-columns-spanned")? || spans("table:number-rows-spanned")?;
        Ok(Self {
            sort: if is_covered {
                Sort::Covered
            } else if is_error {
                Sort::Error
            } else {
                sort
            },
            value: attribute(element, value),
            formula: attribute(element, "table:formula").map(drop),
            merged: is_merged.then_some(()),
            times: times(element, "table:number-columns-repeated")?,
            ..Self::default()
        })
    }

    /// Whether an element within a cell is part of what it says, and no note or picture.
    pub(super) fn holds(name: &str) -> bool {
        name.starts_with("text:") && name != "text:note"
    }

    pub(super) fn start(
        &mut self,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), IntakeFault> {
        match name {
            "text:p" | "text:h" => {
                self.paragraphs += 1;
                self.depth += 1;
                if self.paragraphs > 1 {
                    self.text.push('\n');
                }
            }
            "text:s" => {
                let many = usize::try_from(times(element, "text:c")?).unwrap_or(usize::MAX);
                self.text.push_str(&" ".repeat(many.min(MOST)));
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
        self.bounded()
    }

    pub(super) fn end(&mut self, name: &str) {
        if matches!(name, "text:p" | "text:h") {
            self.depth = self.depth.saturating_sub(1);
        }
    }

    pub(super) fn words(&mut self, words: &str) -> Result<(), IntakeFault> {
        if self.depth > 0 {
            self.text.push_str(words);
        }
        self.bounded()
    }

    fn bounded(&self) -> Result<(), IntakeFault> {
        if self.text.len() > MOST {
            Err(IntakeFault::TooMany("1 MB in one cell"))
        } else {
            Ok(())
        }
    }

    /// What the cell says.
    fn written(&self) -> String {
        let value = self.value.as_deref();
        match self.sort {
            Sort::Covered => String::new(),
            Sort::Error if self.text.trim().is_empty() => "#N/A".to_owned(),
            Sort::Error => self.text.clone(),
            Sort::Number => value.map(figures).unwrap_or_default(),
            Sort::Percent => value
                .map(|value| percent(&figures(value)))
                .unwrap_or_default(),
            Sort::Date => value.map(date).unwrap_or_default(),
            Sort::Time => value.map(time).unwrap_or_default(),
            Sort::Text | Sort::Unsaid => value.map_or_else(|| self.text.clone(), str::to_owned),
        }
    }

    /// Puts the cell in its places; gives the column after them.
    pub(super) fn put(
        self,
        (line, column): (u32, usize),
        rows: &mut Rows,
        facts: &mut Facts,
    ) -> Result<usize, IntakeFault> {
        let times = usize::try_from(self.times).unwrap_or(usize::MAX);
        let after = column.saturating_add(times);
        let text = self.written();
        let is_empty = text.trim().is_empty();
        facts.merged += u64::from(self.merged.is_some());
        if self.formula.is_some() {
            facts.formulas += 1;
            if self.sort == Sort::Unsaid && is_empty {
                facts.without_value.add(line);
            }
        }
        if self.sort == Sort::Error {
            facts.errors.add(line);
        }
        if is_empty {
            return Ok(after);
        }
        if after > COLUMNS {
            return Err(TOO_MANY_COLUMNS);
        }
        for column in column..after {
            rows.put(line, column, &text)?;
        }
        Ok(after)
    }
}

/// A number as the other formats write it.
fn figures(value: &str) -> String {
    let number = value.parse::<f64>();
    number.map_or_else(|_| value.to_owned(), |number| number.to_string())
}

/// A day, with its time where it has one.
fn date(value: &str) -> String {
    let (day, time) = value.split_once('T').unwrap_or((value, ""));
    let time = time.split('.').next().unwrap_or_default();
    if time.is_empty() || time == "00:00:00" {
        day.to_owned()
    } else {
        format!("{day} {time}")
    }
}

/// `PT07H30M00S` as `07:30:00`; what is written otherwise stays as it is.
fn time(value: &str) -> String {
    let parts = || {
        let (hours, rest) = value.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
        let number = |text: &str| text.parse::<u32>().ok();
        Some((number(hours)?, number(minutes)?, number(seconds)?))
    };
    parts().map_or_else(
        || value.to_owned(),
        |(hours, minutes, seconds)| format!("{hours:02}:{minutes:02}:{seconds:02}"),
    )
}
