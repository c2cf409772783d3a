//! The dashboard and the figures of a measure by another calendar than the organisation's own. Targets
//! and ratings follow the organisation's own quarters, so there are none here.

use super::calendars::{COUNTED, CalendarAsked};
use super::evidence_meter::{EvidenceMeter, evidence_meter};
use super::figures::Ground;
use super::spans::{Span, Sums, span, spans, sums};
use super::view::{coverage, quantity};
use super::years::{before_words, month_words, quarter_days, quarter_words};
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use charts::{Amount, Bar, Chart, Line, Series, bars, line};
use domain::ledger::Grade;
use pages::{Frame, NavigationItem};

#[derive(Template)]
#[template(path = "monitoring/calendar_dashboard.html")]
struct Dashboard {
    frame: Frame,
    title: String,
    period: String,
    counted: &'static str,
    calendars: Vec<NavigationItem>,
    years: Vec<NavigationItem>,
    themes: Vec<(String, Vec<Card>)>,
    is_too_much: Option<()>,
    table: String,
}

struct Card {
    label: String,
    figure: String,
    note: String,
    evidence: Option<EvidenceMeter>,
    entries_href: String,
    figure_href: String,
}

fn card(asked: &CalendarAsked, span: &Span<'_>) -> Card {
    let measure = span.measure;
    let entries = asked.entries(measure.id, asked.days);
    let note = match span.apart {
        0 => format!("{}. All of it is evidenced", measure.unit),
        apart => format!(
            "{}. Evidence coverage {}. Shown apart, without enough evidence: {}",
            measure.unit,
            coverage(span.evidenced, apart),
            quantity(apart)
        ),
    };
    Card {
        label: span.named(),
        figure: quantity(span.evidenced),
        note,
        evidence: evidence_meter(&span.by_grade, &entries),
        entries_href: entries,
        figure_href: format!("/figures/{}?{}", measure.id, asked.query()),
    }
}

/// The dashboard of a year.
pub(super) fn dashboard(visit: &Visit<'_>, asked: &CalendarAsked) -> Answer {
    let (ground, (found, before)) =
        visit.read(|read| Ok((Ground::read(read)?, sums(read, asked)?)))?;
    let (known, is_too_much) = match &found {
        Sums::Known(known) => (known.as_slice(), None),
        Sums::TooMany => (&[][..], Some(())),
    };
    let spans = spans(&ground.measures, (known, &before), &asked.months);
    let themes = ground.themes.iter().map(|theme| {
        let of = spans
            .iter()
            .filter(|span| span.measure.theme_id == theme.id);
        let cards: Vec<Card> = of.map(|span| card(asked, span)).collect();
        (theme.title.clone(), cards)
    });
    Reply::page(&Dashboard {
        frame: visit.frame(),
        title: asked.title(),
        period: asked.period(),
        counted: COUNTED,
        calendars: asked.calendars("/dashboard"),
        years: asked.years("/dashboard"),
        themes: themes.filter(|(_, cards)| !cards.is_empty()).collect(),
        is_too_much,
        table: format!("/years?{}", asked.query()),
    })
}

#[derive(Template)]
#[template(path = "monitoring/calendar_figure.html")]
struct Figure {
    frame: Frame,
    measure: Measure,
    title: String,
    period: String,
    counted: &'static str,
    calendars: Vec<NavigationItem>,
    years: Vec<NavigationItem>,
    evidenced: String,
    apart: String,
    coverage: String,
    evidence: Option<EvidenceMeter>,
    weakest: &'static str,
    by_quarter: Chart,
    by_month: Chart,
    /// Each month with its quantity and the way to its entries.
    months: Vec<(String, String, String)>,
    before: Option<String>,
    is_too_much: Option<()>,
    dashboard: String,
    own: String,
}

fn charts_of(asked: &CalendarAsked, span: &Span<'_>) -> (Chart, Chart) {
    let measure = span.measure;
    let quarters = quarter_days(&asked.months).into_iter().map(quarter_words);
    let bars_of: Vec<Bar> = quarters
        .zip(span.quarters())
        .map(|(label, value)| Bar {
            label,
            value,
            target: None,
        })
        .collect();
    let mut reached = 0;
    let amounts = span.months.iter().map(|thousandths| {
        reached += thousandths;
        Some(Amount::Exact(reached))
    });
    let of = Line {
        series: vec![Series {
            label: "Evidenced".to_owned(),
            amounts: amounts.collect(),
        }],
        steps: asked.months.iter().map(|days| month_words(*days)).collect(),
        ..Line::default()
    };
    let by_quarter = format!("{} evidenced by quarter", measure.code);
    let by_month = format!("{} evidenced month by month, added up", measure.code);
    (
        bars(&by_quarter, &measure.unit, &bars_of, quantity),
        line(&by_month, &measure.unit, &of, quantity),
    )
}

/// One measure through a year.
pub(super) fn figure(visit: &Visit<'_>, asked: &CalendarAsked) -> Answer {
    let id = visit.id("measure")?;
    let (measure, (found, before)) = visit.read(|read| {
        let measure = framework::measure(read, id)?.ok_or(Failure::NotFound)?;
        Ok((measure, sums(read, asked)?))
    })?;
    let (known, is_too_much) = match &found {
        Sums::Known(known) => (known.as_slice(), None),
        Sums::TooMany => (&[][..], Some(())),
    };
    let span = span(&measure, (known, &before), &asked.months);
    let (by_quarter, by_month) = charts_of(asked, &span);
    let path = format!("/figures/{id}");
    let months = asked
        .months
        .iter()
        .zip(&span.months)
        .map(|(days, of)| (month_words(*days), quantity(*of), asked.entries(id, *days)));
    Reply::page(&Figure {
        frame: visit.frame(),
        title: asked.title(),
        period: asked.period(),
        counted: COUNTED,
        calendars: asked.calendars(&path),
        years: asked.years(&path),
        evidenced: format!("{} {}", quantity(span.evidenced), measure.unit),
        apart: format!("{} {}", quantity(span.apart), measure.unit),
        coverage: coverage(span.evidenced, span.apart),
        evidence: evidence_meter(&span.by_grade, &asked.entries(id, asked.days)),
        weakest: Grade::from_number(measure.minimum_grade).map_or("", Grade::name),
        by_quarter,
        by_month,
        months: months.collect(),
        before: before_words(&span),
        is_too_much,
        dashboard: format!("/dashboard?{}", asked.query()),
        own: path,
        measure: measure.clone(),
    })
}
