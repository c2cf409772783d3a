//! A year's report as it will read, with its state and what it still lacks. The figures open to the
//! entries they are made of, for those who may see them.

use super::annex::{self, ContractShown};
use super::beside;
use super::content::{self, AnnualReport};
use super::document::counted_once;
use super::figures;
use super::list::{colour, period};
use super::proposals::{self, ProposalShown};
use super::themes::{Entries, ThemeShown, theme_shown};
use crate::checkpoints;
use crate::exact;
use crate::failure::Failure;
use crate::figure_codes::{self, CodeLine};
use crate::pictures::ThemePictures;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::{Calendar, in_words};
use domain::disclosure;
use domain::people::Action;
use domain::reports::{Missing, RatedFrom, Report, ReportSection};
use jiff::Timestamp;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "reports/show.html")]
pub(super) struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    report: AnnualReport,
    year: String,
    period: String,
    calendar: Calendar,
    can: Can,
    lacks: Vec<Lack>,
    themes: Vec<ThemeShown>,
    pictures: Vec<ThemePictures>,
    quarters: Vec<String>,
    rated_from: String,
    exact: &'static str,
    /// What is put right in the year's sums, and what is said of it.
    counted_once: (&'static str, Vec<String>),
    /// What is said of small numbers that are kept back; else empty.
    small: &'static str,
    /// The figures with their codes, when it is signed.
    codes: Vec<CodeLine>,
    /// The quantity of each adjustment.
    adjustments: Vec<String>,
    /// Contracts ran in the year, so that its figures can stand beside them.
    has_contracts: Option<()>,
    sections: Vec<ReportSection>,
    proposals: Vec<ProposalShown>,
    contracts: Vec<ContractShown>,
    contracts_note: &'static str,
    /// The checkpoint of the log that was signed with it.
    checkpoint: Option<checkpoints::Printed>,
}

/// What the person may do with the report as it stands.
#[derive(Debug)]
enum Can {
    /// Write it, and prepare it when nothing is missing.
    WriteAndPrepare,
    /// Write it; it is prepared.
    Write,
    /// Sign it off.
    Sign,
    /// Write or sign it.
    WriteOrSign,
    /// Read it.
    Read,
}

/// Something missing, with the page where it is mended, if there is one yet.
#[derive(Debug)]
struct Lack {
    words: String,
    href: String,
    link: &'static str,
}

impl Page<'_> {
    fn can_write(&self) -> bool {
        match self.can {
            Can::WriteAndPrepare | Can::Write | Can::WriteOrSign => true,
            Can::Sign | Can::Read => false,
        }
    }

    fn can_prepare(&self) -> bool {
        match self.can {
            Can::WriteAndPrepare => true,
            Can::Write | Can::WriteOrSign | Can::Sign | Can::Read => false,
        }
    }

    fn can_sign(&self) -> bool {
        match self.can {
            Can::Sign | Can::WriteOrSign => true,
            Can::WriteAndPrepare | Can::Write | Can::Read => false,
        }
    }

    fn colour(&self) -> &'static str {
        colour(&self.report.state)
    }

    fn is_prepared(&self) -> bool {
        !self.report.is_signed() && self.report.prepared.is_some()
    }

    fn quarter(&self, name: &str) -> String {
        figures::quarter_title(self.calendar, name)
    }

    fn measure(&self, code: &str) -> String {
        figures::named_code(&self.report, code)
    }

    /// The paragraphs of a section's words, with their figures.
    fn text(&self, text: &str) -> Vec<String> {
        paragraphs(&self.report.content.with_figures(text))
    }

    /// Whether it is shown where proposals stand.
    fn has_standing(&self) -> bool {
        self.proposals.iter().any(|one| one.stands.is_some())
    }

    /// What was said and what was done about it.
    fn said(&self) -> Vec<(String, String)> {
        let said = self.report.content.said.iter();
        said.map(|one| (one.said.clone(), one.did.clone()))
            .collect()
    }

    fn has_areas(&self) -> bool {
        self.report
            .content
            .outcomes
            .measures()
            .any(|measure| !measure.by_area.is_empty())
    }
}

/// The day of an instant in words.
pub(super) fn day(at: &Timestamp) -> String {
    in_words(crate::app::date_of(*at))
}

/// An instant in words.
pub(super) fn moment(at: &Timestamp) -> String {
    crate::app::instant_in_words(*at)
}

/// The paragraphs of somebody's words, parted where they left a line empty.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n")
        .split("\n\n")
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let report = content::readable(visit)?;
    Reply::page(&shown(visit, report)?)
}

/// The page with its problems, when something was refused.
pub(super) fn shown<'a>(visit: &'a Visit<'_>, report: AnnualReport) -> Result<Page<'a>, Failure> {
    let who = visit.who()?;
    let entries = if visit.may(Action::SeePractice) {
        Entries::Linked
    } else {
        Entries::Closed
    };
    let reader = exact::reader(visit);
    let (outcomes, printed) = (&report.content.outcomes, report.printed(reader));
    let from = outcomes.rated_from_percent;
    let themes = outcomes
        .themes
        .iter()
        .map(|theme| theme_shown(theme, &printed, (who.calendar, entries), from))
        .collect();
    Ok(Page {
        frame: visit.frame(),
        form: &visit.form,
        year: report.year.to_string(),
        period: period(who.calendar, report.year),
        calendar: who.calendar,
        can: can(visit, &report)?,
        lacks: lacks(visit, &report)?,
        themes,
        pictures: figures::pictures_of(outcomes, &printed),
        quarters: report
            .content
            .returns
            .iter()
            .filter_map(|signed| who.calendar.quarter(&signed.quarter))
            .map(|quarter| format!("Quarter {}", quarter.number()))
            .collect(),
        rated_from: rated_from(from),
        exact: figures::EXACT,
        counted_once: (counted_once::SAID, printed.counted_once.clone()),
        small: if report.keeps_back(reader) {
            disclosure::SENTENCE
        } else {
            ""
        },
        codes: match &report.seal {
            Some(seal) => figure_codes::of_report(outcomes, (&printed, &seal.sha256), who.calendar),
            None => Vec::new(),
        },
        adjustments: printed.adjustments.clone(),
        has_contracts: beside::has_contracts(visit, &report)?,
        sections: report.content.in_order(),
        proposals: proposals::shown(visit, &report)?,
        contracts: annex::contracts(&report, reader),
        contracts_note: annex::NOTE,
        checkpoint: visit
            .read(|read| checkpoints::printed(read, ("annual-report", &report.year.to_string())))?,
        report,
    })
}

/// The thresholds in words.
pub(super) fn rated_from(from: RatedFrom) -> String {
    format!(
        "A measure is Good from {} % of its target, Approaching target from {} %, Requires improvement from {} %, and below that Inadequate. Only what has evidence counts towards a target.",
        from.good, from.approaching, from.improvement
    )
}

fn can(visit: &Visit<'_>, report: &AnnualReport) -> Result<Can, Failure> {
    let by = visit.who()?.person_id;
    let writes = visit.may(Action::DraftReport);
    let signs = visit.may(Action::SignOffReport) && report.state.may_sign(by).is_ok();
    Ok(match report.state {
        Report::Draft if writes => Can::WriteAndPrepare,
        Report::Draft | Report::SignedOff { .. } => Can::Read,
        Report::Prepared { .. } => match (writes, signs) {
            (true, true) => Can::WriteOrSign,
            (true, false) => Can::Write,
            (false, true) => Can::Sign,
            (false, false) => Can::Read,
        },
    })
}

/// What is missing. Nothing leads to a page that somebody may not open, or to a quarter that has not
/// begun and has no page yet.
fn lacks(visit: &Visit<'_>, report: &AnnualReport) -> Result<Vec<Lack>, Failure> {
    let now = visit.who()?.calendar.quarter_of(visit.today());
    let may_write = visit.may(Action::DraftReport);
    let quarters = report.year.quarters();
    let lack = |missing: &Missing| {
        let (href, link) = match missing {
            Missing::Return(title) => {
                let mut begun = quarters.iter().filter(|quarter| **quarter <= now);
                let quarter = begun.find(|quarter| quarter.title() == *title);
                let href = quarter.map(|quarter| format!("/returns/{quarter}"));
                (href.unwrap_or_default(), "Open the return")
            }
            Missing::Lessons
            | Missing::Recommendations
            | Missing::Mark(_)
            | Missing::WrongFigure(_)
                if may_write =>
            {
                (format!("/reports/{}/edit", report.year), "Write the report")
            }
            Missing::Lessons
            | Missing::Recommendations
            | Missing::Mark(_)
            | Missing::WrongFigure(_) => (String::new(), ""),
        };
        Lack {
            words: missing.to_string(),
            href,
            link,
        }
    };
    Ok(report.missing.iter().map(lack).collect())
}
