//! Two editions of a return side by side: every figure and every word that differs, and why. Both come
//! from their seals. Small numbers of people are kept back from whoever may not see them.

use crate::exact;
use crate::failure::Failure;
use crate::monitoring::standing::Asked;
use crate::monitoring::store;
use crate::monitoring::view::quantity;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::Calendar;
use domain::disclosure::{self, Cell, Reader};
use domain::monitoring::{
    Because, Figure, FigureDifference, PrintedReturn, SealedReturn, Why, WordDifference,
    figure_differences, word_differences,
};
use pages::Frame;

#[derive(Template)]
#[template(path = "monitoring/restating/compare.html")]
struct Page {
    frame: Frame,
    quarter: String,
    title: String,
    /// The names of the two editions.
    was: String,
    is: String,
    reason: String,
    by: String,
    figures: Vec<Row>,
    words: Vec<WordDifference>,
    /// What is said of small numbers that are kept back; else empty.
    small: &'static str,
}

/// A figure that differs.
struct Row {
    named: String,
    figure: &'static str,
    was: String,
    is: String,
    why: Vec<String>,
}

fn cell(figure: Figure) -> Cell {
    match figure {
        Figure::Evidenced => Cell::Evidenced,
        Figure::Additional => Cell::Additional,
        Figure::Unevidenced => Cell::Unevidenced,
    }
}

/// Why a figure differs, in words; without the quantity where that is kept back.
pub(in crate::monitoring) fn because(
    calendar: Calendar,
    because: &Because,
    is_exact: Option<()>,
) -> String {
    let title = |name: &str| {
        let quarter = calendar.quarter(name);
        quarter.map_or_else(|| name.to_owned(), domain::calendar::Quarter::title)
    };
    let sign = if because.thousandths > 0 { "+" } else { "" };
    let amount = is_exact.map_or_else(String::new, |()| {
        format!("{sign}{} ", quantity(because.thousandths))
    });
    match &because.why {
        Why::CountedIn(quarter) => {
            format!("{amount}came late and was counted in {}", title(quarter))
        }
        Why::BelongsTo(quarter) => format!("{amount}belongs to {}", title(quarter)),
    }
}

type Two<'a> = (&'a PrintedReturn, &'a PrintedReturn);

fn row(difference: &FigureDifference, (was, is): Two<'_>, calendar: Calendar) -> Row {
    let cell = cell(difference.figure);
    let (old, new) = (
        was.measure(difference.measure),
        is.measure(difference.measure),
    );
    let is_exact = (old.is_exact(&cell) && new.is_exact(&cell)).then_some(());
    let mut why: Vec<String> = difference
        .because
        .iter()
        .map(|one| because(calendar, one, is_exact))
        .collect();
    let explained: i64 = difference.because.iter().map(|one| one.thousandths).sum();
    if explained != difference.is - difference.was {
        why.push("the measure asks for other evidence than it did then".to_owned());
    }
    Row {
        named: format!("{} ({})", difference.named, difference.unit),
        figure: difference.figure.name(),
        was: old.words(&cell, difference.was),
        is: new.words(&cell, difference.is),
        why,
    }
}

fn sealed(visit: &Visit<'_>, name: &str) -> Result<SealedReturn, Failure> {
    let kept = visit.read(|read| store::seal(read, name))?;
    let kept = kept.ok_or(Failure::NotFound)?;
    SealedReturn::read(kept.content.as_bytes()).map_err(|fault| Failure::Broken(fault.into()))
}

/// The page of a signed restatement beside the edition it replaces.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let is = sealed(visit, &asked.name.to_string())?;
    let restates = is.beside.restates.clone().ok_or(Failure::NotFound)?;
    let was = sealed(visit, &restates.replaces)?;
    let reader = exact::reader(visit);
    let printed = (was.printed(reader), is.printed(reader));
    let figures = figure_differences(&was, &is);
    let keeps_back = printed.0.keeps_back() || printed.1.keeps_back();
    let rows = figures
        .iter()
        .map(|one| row(one, (&printed.0, &printed.1), asked.calendar));
    let words = word_differences(&was, &is).into_iter();
    Reply::page(&Page {
        frame: visit.frame(),
        quarter: asked.name.to_string(),
        title: asked.quarter.title(),
        was: format!("Edition {}", restates.edition - 1),
        is: format!("Edition {}", restates.edition),
        by: restates.begun.by,
        reason: restates.reason,
        figures: rows.collect(),
        // A rating beside a target says much about its figure.
        words: words
            .filter(|word| {
                reader == Reader::Inside || !keeps_back || !word.about.starts_with("Target")
            })
            .collect(),
        small: if keeps_back { disclosure::SENTENCE } else { "" },
    })
}
