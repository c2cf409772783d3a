//! What stands behind one printed figure.

use super::later::Since;
use super::sealed::Sealed;
use super::{find, of_report, of_return, store};
use crate::exact;
use crate::failure::Failure;
use crate::figure_codes;
use crate::framework;
use crate::visit::{Answer, Reply, Visit, Who, hex};
use askama::Template;
use database::{Id, Read};
use domain::disclosure::Reader;
use domain::figure_codes::FigureCode;
use jiff::civil::Date;
use pages::Frame;

#[derive(Template)]
#[template(path = "figure_passports/show.html")]
struct Page {
    frame: Frame,
    code: String,
    /// Mostly one; several where documents share a code.
    figures: Vec<Passport>,
}

/// Everything about one figure.
pub(super) struct Passport {
    /// The figure as it is printed, with its unit.
    pub(super) figure: String,
    pub(super) measure: String,
    pub(super) words: String,
    pub(super) document: (String, String),
    pub(super) period: String,
    pub(super) rule: Option<Rule>,
    /// What is said of its entries, and the way to them for those who may see them.
    pub(super) entries: (String, String),
    pub(super) grades: Vec<(String, String)>,
    /// What of the quarter or year came late, as it was signed.
    pub(super) adjustments: Vec<(String, String)>,
    /// What came in or was corrected since.
    pub(super) later: Vec<Since>,
    pub(super) acts: Vec<Acted>,
    pub(super) sha256: String,
    pub(super) path: String,
}

/// The rule a figure was counted by.
pub(super) struct Rule {
    pub(super) unit: String,
    pub(super) counts: String,
    pub(super) evidence_asked: String,
    pub(super) edition: String,
    pub(super) licence: String,
    pub(super) attribution: String,
}

/// Who did what, and when.
pub(super) struct Acted {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) who: String,
}

/// For whom a passport is made, and on which day.
pub(super) struct For<'a> {
    pub(super) who: &'a Who,
    pub(super) reader: Reader,
    pub(super) today: Date,
}

impl For<'_> {
    /// The way to entries, for those who may see them.
    pub(super) fn way(&self, href: String) -> String {
        match self.reader {
            Reader::Inside => href,
            Reader::Outside => String::new(),
        }
    }
}

/// The rule of a measure, as its edition has it.
pub(super) fn rule(read: &mut Read<'_>, measure_id: Id) -> Result<Option<Rule>, Failure> {
    let Some(measure) = framework::measure(read, measure_id)? else {
        return Ok(None);
    };
    let editions = framework::editions(read)?;
    let edition = editions.iter().find(|one| one.id == measure.edition_id);
    let of = |part: fn(&framework::Edition) -> String| edition.map(part).unwrap_or_default();
    Ok(Some(Rule {
        unit: measure.unit,
        counts: measure.counts,
        evidence_asked: measure.evidence_asked,
        edition: of(framework::Edition::name),
        licence: of(|edition| format!("{}, {}", edition.publisher, edition.licence)),
        attribution: of(|edition| edition.attribution.clone()),
    }))
}

fn passports(
    read: &mut Read<'_>,
    asked: &For<'_>,
    code: &FigureCode,
) -> Result<Vec<Passport>, Failure> {
    let mut found = Vec::new();
    for (seal_id, path) in figure_codes::figures(read, code)? {
        let Some(kept) = store::seal(read, seal_id)? else {
            continue;
        };
        let Some(sealed) = kept.read() else { continue };
        let figures = sealed.figures();
        let Some(figure) = figures.iter().find(|figure| figure.path() == path) else {
            continue;
        };
        let of = match &sealed {
            Sealed::Return(sealed) => of_return::passport(read, asked, (sealed, figure))?,
            Sealed::Report(sealed) => of_report::passport(read, asked, (sealed, figure))?,
        };
        found.extend(of.map(|passport| Passport {
            sha256: hex(&kept.sha256),
            path,
            ..passport
        }));
    }
    Ok(found)
}

/// The page. What is no code, or has none of the figures this person may see, leads back to the field.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let typed = visit.parameter("code")?.to_owned();
    let Ok(code) = FigureCode::read(&typed) else {
        return find::refused(visit, &typed);
    };
    let asked = For {
        who: visit.who()?,
        reader: exact::reader(visit),
        today: visit.today(),
    };
    let figures = visit.read(|read| passports(read, &asked, &code))?;
    if figures.is_empty() {
        return find::unknown(visit, &code);
    }
    Reply::page(&Page {
        frame: visit.frame(),
        code: code.to_string(),
        figures,
    })
}
