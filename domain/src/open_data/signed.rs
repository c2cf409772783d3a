//! Signed figures as readers outside see them, of a year or of a quarter.

use crate::disclosure::{Cell, Printed, Reader};
use crate::ledger::Quantity;
use crate::monitoring::{Rating, SealedMeasure, SealedOrganisation, SealedReturn, SealedTheme};
use crate::reports::{MeasureYear, SealedReport, hex};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What an edition says of a measure besides what is sealed; an edition never changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The outcome it stands under; may be empty.
    pub outcome: String,
    /// The evidence it asks for; may be empty.
    pub evidence: String,
    /// The edition's name.
    pub edition: String,
    /// What it also speaks to: `sdg:8`, `iris:PI2998`.
    pub tags: Vec<String>,
}

/// A measure's figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFigure {
    /// The measure's key.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Its theme.
    pub theme: SealedTheme,
    /// What was aimed at, if anything was.
    pub target_thousandths: Option<i64>,
    /// What has evidence; none where it is kept back.
    pub evidenced_thousandths: Option<i64>,
    /// The rating, where there is a target and the figure is not kept back.
    pub rating: Option<Rating>,
    /// What its edition says of it.
    pub about: About,
}

/// Signed figures of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFigures {
    /// Whose they are, by the name of the day they were signed.
    pub organisation: SealedOrganisation,
    /// The name of the year or quarter.
    pub period: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// When they were signed.
    pub signed_at: Timestamp,
    /// The SHA-256 of the seal they come from, in hexadecimal.
    pub sha256: String,
    /// The figures in the order they were sealed.
    pub figures: Vec<SignedFigure>,
    /// What was evidenced under each contract, by its key, where that was sealed with them. A contract has
    /// no targets of its own.
    pub under: BTreeMap<Uuid, Vec<SignedFigure>>,
}

/// How many targets were met. A target whose figure is kept back is in neither number: beside the others
/// it would say too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetsMet {
    /// Those rated Good.
    pub met: usize,
    /// All that are shown.
    pub of: usize,
    /// Those that are kept back.
    pub kept_back: usize,
}

impl SignedFigures {
    /// The figures of a signed report beside the returns it is made of; none when it names no return.
    pub fn of_report(
        sealed: &SealedReport,
        returns: &[SealedReturn],
        about: &BTreeMap<Uuid, About>,
    ) -> Option<Self> {
        let content = &sealed.content;
        let printed = content.outcomes.printed(returns, Reader::Outside);
        let figures = content.outcomes.themes.iter().flat_map(|theme| {
            let of = |measure: &MeasureYear| {
                year_figure(&theme.theme, measure, &printed.measure(measure.id).year)
            };
            theme.measures.iter().map(of).collect::<Vec<_>>()
        });
        Some(Self {
            under: under_contracts(sealed, returns, about),
            organisation: content.organisation.clone(),
            period: content.year.clone(),
            from: content.returns.first()?.period.from,
            to: content.returns.last()?.period.to,
            signed_at: sealed.signed_off.at,
            sha256: hex(&sealed.sha256()),
            figures: described(figures, about),
        })
    }

    /// The figures of a signed return.
    pub fn of_return(sealed: &SealedReturn, about: &BTreeMap<Uuid, About>) -> Self {
        let printed = sealed.printed(Reader::Outside);
        let measures = sealed.measures.iter();
        let figures = measures.map(|measure| quarter_figure(measure, &printed.measure(measure.id)));
        Self {
            organisation: sealed.organisation.clone(),
            period: sealed.quarter.clone(),
            from: sealed.period.from,
            to: sealed.period.to,
            signed_at: sealed.signed_off.at,
            sha256: hex(&sealed.sha256()),
            figures: described(figures, about),
            under: BTreeMap::new(),
        }
    }

    /// How many targets were met.
    pub fn targets_met(&self) -> TargetsMet {
        let rated = self.figures.iter().filter_map(|figure| figure.rating);
        let (met, of) = rated.fold((0, 0), |(met, of), rating| {
            (met + usize::from(!rating.is_off_target()), of + 1)
        });
        let is_kept_back = |figure: &&SignedFigure| {
            figure.target_thousandths.is_some() && figure.evidenced_thousandths.is_none()
        };
        TargetsMet {
            met,
            of,
            kept_back: self.figures.iter().filter(is_kept_back).count(),
        }
    }
}

impl SignedFigure {
    /// The measure by its code and title.
    pub fn named(&self) -> String {
        format!("{} {}", self.code, self.title)
    }

    /// The outcome it stands under, or its theme where its edition names none.
    pub fn outcome(&self) -> &str {
        if self.about.outcome.is_empty() {
            &self.theme.title
        } else {
            &self.about.outcome
        }
    }
}

fn described(
    figures: impl Iterator<Item = SignedFigure>,
    about: &BTreeMap<Uuid, About>,
) -> Vec<SignedFigure> {
    let known = |figure: SignedFigure| SignedFigure {
        about: about.get(&figure.id).cloned().unwrap_or_default(),
        ..figure
    };
    figures.map(known).collect()
}

/// What was evidenced under each contract of a signed report.
fn under_contracts(
    sealed: &SealedReport,
    returns: &[SealedReturn],
    about: &BTreeMap<Uuid, About>,
) -> BTreeMap<Uuid, Vec<SignedFigure>> {
    let (outcomes, contracts) = (&sealed.content.outcomes, &sealed.content.contracts);
    let printed = outcomes.contracts_printed(returns, contracts, Reader::Outside);
    let theme_of = |id: Uuid| {
        let mut themes = outcomes.themes.iter();
        let found = themes.find(|theme| theme.measures.iter().any(|measure| measure.id == id));
        found.map(|theme| theme.theme.clone())
    };
    let contracts = contracts.iter().map(|contract| {
        let figures = contract.measures.iter().filter_map(|measure| {
            let printed = printed.measure(contract.id, measure.id);
            let (evidenced, rating) = shown(measure.evidenced_thousandths, None, &printed);
            Some(SignedFigure {
                id: measure.id,
                code: measure.code.clone(),
                title: measure.title.clone(),
                unit: measure.unit.clone(),
                theme: theme_of(measure.id)?,
                target_thousandths: None,
                evidenced_thousandths: evidenced,
                rating,
                about: About::default(),
            })
        });
        (contract.id, described(figures, about))
    });
    contracts.collect()
}

/// What is printed of an evidenced quantity, and with it its rating.
fn shown(evidenced: i64, rating: Option<&str>, printed: &Printed) -> (Option<i64>, Option<Rating>) {
    if printed.is_exact(&Cell::Evidenced) {
        (Some(evidenced), rating.and_then(Rating::from_key))
    } else {
        (None, None)
    }
}

fn year_figure(theme: &SealedTheme, measure: &MeasureYear, printed: &Printed) -> SignedFigure {
    let rating = measure.rating.as_deref();
    let (evidenced, rating) = shown(measure.evidenced_thousandths, rating, printed);
    SignedFigure {
        id: measure.id,
        code: measure.code.clone(),
        title: measure.title.clone(),
        unit: measure.unit.clone(),
        theme: theme.clone(),
        target_thousandths: measure.target_thousandths,
        evidenced_thousandths: evidenced,
        rating,
        about: About::default(),
    }
}

fn quarter_figure(measure: &SealedMeasure, printed: &Printed) -> SignedFigure {
    let rating = measure.rating.as_deref();
    let (evidenced, rating) = shown(measure.evidenced_thousandths, rating, printed);
    SignedFigure {
        id: measure.id,
        code: measure.code.clone(),
        title: measure.title.clone(),
        unit: measure.unit.clone(),
        theme: measure.theme.clone(),
        target_thousandths: measure.target_thousandths,
        evidenced_thousandths: evidenced,
        rating,
        about: About::default(),
    }
}

/// A quantity as programs read it: no commas.
pub(super) fn plain(thousandths: i64) -> String {
    Quantity(thousandths).to_string().replace(',', "")
}

/// The first instant of a day.
pub(super) fn begins(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// The last second of a day.
pub(super) fn ends(day: Date) -> String {
    format!("{day}T23:59:59Z")
}
