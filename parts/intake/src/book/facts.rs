//! What a person should know of a sheet, gathered as it is read.

use super::cell::Epoch;
use crate::Note;
use crate::rows::Rows;
use crate::table::Lines;

/// Rows or columns from one to another, both meant.
#[derive(Debug, Default)]
pub(super) struct Spans(Vec<(u32, u32)>);

impl Spans {
    pub(super) fn add(&mut self, first: u32, last: u32) {
        self.0.push((first, last));
    }

    /// How many of these numbers, which rise, lie within.
    fn many(mut self, numbers: impl Iterator<Item = u32>) -> u64 {
        self.0.sort_unstable();
        let mut spans = self.0.into_iter().peekable();
        let mut reaches = None;
        let mut many = 0;
        for number in numbers {
            while let Some((_, last)) = spans.next_if(|(first, _)| *first <= number) {
                reaches = reaches.max(Some(last));
            }
            many += u64::from(reaches.is_some_and(|last| number <= last));
        }
        many
    }
}

/// What was met in a sheet.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) merged: u64,
    /// Lines, from 1.
    pub(super) hidden_rows: Spans,
    /// Columns, from 0.
    pub(super) hidden_columns: Spans,
    pub(super) formulas: u64,
    pub(super) without_value: Lines,
    pub(super) errors: Lines,
}

impl Facts {
    /// In words, with what is known of the whole workbook. What is hidden counts where something is.
    pub(super) fn notes(self, rows: &Rows, hidden_sheets: Vec<String>, epoch: Epoch) -> Vec<Note> {
        let many = |many: u64, note: fn(u64) -> Note| (many > 0).then(|| note(many));
        let lines = |lines: Lines, note: fn(Lines) -> Note| {
            let is_met = !lines.is_empty();
            is_met.then(|| note(lines))
        };
        let columns = 0..u32::try_from(rows.width()).unwrap_or(u32::MAX);
        let notes = [
            (!hidden_sheets.is_empty()).then_some(Note::HiddenSheets(hidden_sheets)),
            many(self.merged, Note::Merged),
            many(self.hidden_rows.many(rows.lines()), Note::HiddenRows),
            many(self.hidden_columns.many(columns), Note::HiddenColumns),
            many(self.formulas, Note::Formulas),
            lines(self.without_value, Note::WithoutValue),
            lines(self.errors, Note::Errors),
            (epoch == Epoch::Of1904).then_some(Note::From1904),
        ];
        notes.into_iter().flatten().collect()
    }
}

#[test]
fn what_is_hidden_is_counted_once_and_only_where_something_is() {
    let mut spans = Spans::default();
    spans.add(5, 9);
    spans.add(2, 2);
    spans.add(4, 1_000_000);
    assert_eq!(spans.many([1, 2, 3, 6, 900].into_iter()), 3);
}
