//! The figures of a signed page with their codes, as a list that opens on demand. A figure that is not
//! printed as it is for the reader has no code for them.

use domain::calendar::{Calendar, Quarter};
use domain::disclosure::Printed;
use domain::figure_codes::{self, CodedFigure};
use domain::monitoring::{PrintedReturn, SealedReturn};
use domain::reports::{Outcomes, PrintedReport};

/// A figure with its code.
#[derive(Debug, Clone)]
pub(crate) struct CodeLine {
    pub(crate) measure: String,
    pub(crate) words: String,
    pub(crate) figure: String,
    pub(crate) code: String,
    pub(crate) href: String,
}

fn line(
    figure: &CodedFigure,
    (printed, sha256): (&Printed, &[u8; 32]),
    (measure, words): (String, String),
) -> Option<CodeLine> {
    let code = figure.code(sha256);
    printed.is_exact(&figure.cell).then(|| CodeLine {
        measure,
        words,
        figure: printed.words(&figure.cell, figure.thousandths),
        href: format!("/passport/{}", code.key()),
        code: code.to_string(),
    })
}

/// The figures of a signed return.
pub(crate) fn of_return(
    sealed: &SealedReturn,
    printed: &PrintedReturn,
    sha256: &[u8; 32],
) -> Vec<CodeLine> {
    let named = |figure: &CodedFigure| {
        let mut measures = sealed.measures.iter();
        let measure = measures.find(|measure| measure.id == figure.measure_id);
        let measure = measure.map(|of| format!("{} {} ({})", of.code, of.title, of.unit));
        measure.unwrap_or_default()
    };
    let figures = figure_codes::of_return(sealed);
    let lines = figures.iter().filter_map(|figure| {
        let of = (&figure.printed_in_return(printed), sha256);
        line(figure, of, (named(figure), figure.words.clone()))
    });
    lines.collect()
}

/// The figures of a signed report.
pub(crate) fn of_report(
    outcomes: &Outcomes,
    (printed, sha256): (&PrintedReport, &[u8; 32]),
    calendar: Calendar,
) -> Vec<CodeLine> {
    let named = |figure: &CodedFigure| {
        let mut measures = outcomes.measures();
        let measure = measures.find(|measure| measure.id == figure.measure_id);
        let measure = measure.map(|of| format!("{} {} ({})", of.code, of.title, of.unit));
        measure.unwrap_or_default()
    };
    let words = |figure: &CodedFigure| {
        let quarter = figure.quarter.as_deref();
        let title = quarter.and_then(|name| calendar.quarter(name));
        match title.map(Quarter::title) {
            Some(title) => format!("{}, {title}", figure.words),
            None => figure.words.clone(),
        }
    };
    let figures = figure_codes::of_report(outcomes);
    let lines = figures.iter().filter_map(|figure| {
        let of = (&figure.printed_in_report(printed), sha256);
        line(figure, of, (named(figure), words(figure)))
    });
    lines.collect()
}
