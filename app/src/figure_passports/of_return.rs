//! The passport of a figure in a signed return.

use super::later;
use super::show::{Acted, For, Passport, rule};
use crate::app::date_of;
use crate::failure::Failure;
use database::Read;
use domain::calendar::{Quarter, in_words};
use domain::disclosure::{Cell, Printed};
use domain::figure_codes::CodedFigure;
use domain::ledger::Grade;
use domain::monitoring::{
    PrintedReturn, ReturnName, SealedAct, SealedGrade, SealedMeasure, SealedReturn, SealedSignOff,
};

/// What somebody did.
pub(super) fn act(what: &str, act: &SealedAct) -> Acted {
    Acted {
        when: in_words(date_of(act.at)),
        what: what.to_owned(),
        who: act.by.clone(),
    }
}

/// The signature, with its role and meaning.
pub(super) fn signature(what: &str, signed: &SealedSignOff) -> Acted {
    Acted {
        when: in_words(date_of(signed.at)),
        what: what.to_owned(),
        who: format!("{}, {}: “{}”", signed.by, signed.role, signed.meaning),
    }
}

/// The filter of the entries that a figure is made of, behind those of the measure and the days.
pub(super) fn entries_filter(cell: &Cell) -> String {
    match cell {
        Cell::Area(code) => format!("&area={code}"),
        Cell::Partner(partner) if !partner.is_empty() => format!("&partner={partner}"),
        Cell::Grade(grade) => format!("&grade={grade}"),
        Cell::Partner(_)
        | Cell::Evidenced
        | Cell::Additional
        | Cell::Unevidenced
        | Cell::Adjusted(_) => String::new(),
    }
}

/// How many entries stand behind a measure; where a small number of people is kept back, that is not said.
pub(super) fn entries_words(entries: i64, printed: &Printed, period: &str) -> String {
    match (printed.keeps_back(), entries) {
        (true, _) => "How many is not shown.".to_owned(),
        (false, 1) => format!("1 entry stands behind this measure in {period}."),
        (false, more) => format!("{more} entries stand behind this measure in {period}."),
    }
}

/// The quantity of a measure by the grade of its evidence, as it is printed.
pub(super) fn grades(by_grade: &[SealedGrade], printed: &Printed) -> Vec<(String, String)> {
    let grades = by_grade.iter().filter_map(|part| {
        let name = Grade::from_number(part.grade)?.name().to_owned();
        Some((
            name,
            printed.words(&Cell::Grade(part.grade), part.thousandths),
        ))
    });
    grades.collect()
}

fn adjustments(
    sealed: &SealedReturn,
    printed: &PrintedReturn,
    (measure, title): (&SealedMeasure, impl Fn(&str) -> String),
) -> Vec<(String, String)> {
    let late = sealed.adjustments.iter().zip(&printed.adjustments);
    late.filter(|(late, _)| late.code == measure.code)
        .map(|(late, quantity)| (title(&late.quarter), quantity.clone()))
        .collect()
}

/// The passport, unless the figure is not printed as it is for the reader.
pub(super) fn passport(
    read: &mut Read<'_>,
    asked: &For<'_>,
    (sealed, figure): (&SealedReturn, &CodedFigure),
) -> Result<Option<Passport>, Failure> {
    let printed = sealed.printed(asked.reader);
    let of = figure.printed_in_return(&printed);
    let mut measures = sealed.measures.iter();
    let measure = measures.find(|measure| measure.id == figure.measure_id);
    let Some(measure) = measure.filter(|_| of.is_exact(&figure.cell)) else {
        return Ok(None);
    };
    let calendar = asked.who.calendar;
    let title = |name: &str| {
        let quarter = calendar.quarter(name);
        quarter.map_or_else(|| name.to_owned(), Quarter::title)
    };
    let named = title(&sealed.quarter);
    let filter = entries_filter(&figure.cell);
    let href = format!(
        "/entries?measure={}&quarter={}{filter}",
        measure.id, sealed.quarter
    );
    let record = sealed.record();
    let edition = ReturnName::read(calendar, &record).map(ReturnName::title);
    let of_it = later::Printed {
        figure,
        code: &measure.code,
        quarters: vec![&sealed.quarter],
        signed_at: sealed.signed_off.at,
    };
    Ok(Some(Passport {
        figure: format!(
            "{} {}",
            of.words(&figure.cell, figure.thousandths),
            measure.unit
        ),
        measure: format!("{} {}", measure.code, measure.title),
        words: figure.words.clone(),
        document: (
            format!("Quarterly return, {}", edition.as_ref().unwrap_or(&named)),
            format!("/returns/{record}"),
        ),
        period: format!(
            "{} to {}",
            in_words(sealed.period.from),
            in_words(sealed.period.to)
        ),
        rule: rule(read, measure.id)?,
        entries: (entries_words(measure.entries, &of, &named), asked.way(href)),
        grades: grades(&measure.by_grade, &of),
        adjustments: adjustments(sealed, &printed, (measure, title)),
        later: later::of(read, asked, &of_it)?,
        acts: vec![
            act("Prepared", &sealed.prepared),
            act("Reviewed", &sealed.reviewed),
            signature("Signed off", &sealed.signed_off),
        ],
        sha256: String::new(),
        path: String::new(),
    }))
}
