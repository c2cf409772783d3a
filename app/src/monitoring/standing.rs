//! A quarter's return as it stands: its state, its figures by theme, remarks, questions, and whether
//! anything changed since it was prepared. Read anew in every write that takes it further. Once it is
//! signed, everything comes from its seal and nothing is computed again.

use super::figures::Ground;
use super::prepared::Prepared;
use super::store::{self, Question};
use crate::failure::Failure;
use crate::visit::{Visit, hex};
use crate::{ledger, people};
use database::{Id, Read};
use domain::calendar::{Calendar, Quarter};
use domain::monitoring::{
    Act, Figures, Rating, Readiness, Return, SealedAdjustment, SealedElsewhere, SealedMeasure,
    SealedReturn, SealedTheme, sha256_of,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Which quarter is asked about, and what its rules need to know of today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) quarter: Quarter,
    pub(super) calendar: Calendar,
    first_day: Date,
    today: Date,
}

impl Asked {
    /// The quarter in the address. One before the organisation's first or after today's does not
    /// exist.
    pub(super) fn of(visit: &Visit<'_>) -> Result<Self, Failure> {
        let who = visit.who()?;
        let quarter = who
            .calendar
            .quarter(visit.parameter("quarter")?)
            .ok_or(Failure::NotFound)?;
        let asked = Self {
            quarter,
            calendar: who.calendar,
            first_day: who.first_day,
            today: visit.today(),
        };
        let known = who.calendar.quarter_of(who.first_day)..=who.calendar.quarter_of(asked.today);
        if known.contains(&quarter) {
            Ok(asked)
        } else {
            Err(Failure::NotFound)
        }
    }
}

/// The figures of a theme, with its remark.
#[derive(Debug, Clone)]
pub(super) struct ThemeFigures {
    /// Its key; what is sealed knows its themes by their words alone.
    pub(super) id: Option<Id>,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) measures: Vec<SealedMeasure>,
    pub(super) remark: Option<String>,
    /// Where it is addressed besides here; may be empty.
    pub(super) elsewhere: String,
}

impl ThemeFigures {
    /// Whether a measure of it is rated less than Good.
    pub(super) fn is_off_target(&self) -> bool {
        self.measures.iter().any(|measure| {
            let rating = measure.rating.as_deref().and_then(Rating::from_key);
            rating.is_some_and(Rating::is_off_target)
        })
    }
}

/// See the top of the file.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) quarter: Quarter,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) today: Date,
    pub(super) state: Return,
    pub(super) themes: Vec<ThemeFigures>,
    pub(super) adjustments: Vec<SealedAdjustment>,
    /// What would be prepared now; nothing once it is signed.
    pub(super) prepared: Option<Prepared>,
    pub(super) figures: Figures,
    pub(super) questions: Vec<Question>,
    pub(super) names: BTreeMap<Id, String>,
    /// The first earlier quarter that is not signed.
    pub(super) earlier_open: Option<Quarter>,
    pub(super) sealed: Option<(SealedReturn, [u8; 32])>,
}

/// What a sealed return says of a theme.
fn sealed_figures(sealed: &SealedReturn, theme: &SealedTheme) -> ThemeFigures {
    let remark = sealed.remarks.iter().find(|remark| remark.theme == *theme);
    let mark = sealed.elsewhere.iter().find(|mark| mark.theme == *theme);
    let of = |measure: &&SealedMeasure| measure.theme == *theme;
    ThemeFigures {
        id: None,
        code: theme.code.clone(),
        title: theme.title.clone(),
        measures: sealed.measures.iter().filter(of).cloned().collect(),
        remark: remark.map(|remark| remark.remark.clone()),
        elsewhere: mark.map(SealedElsewhere::words).unwrap_or_default(),
    }
}

/// What was prepared is kept under the quarter's name, the instant and its hash: when other figures
/// stand there now, nothing is kept under their name.
pub(super) fn prepared_record(quarter: Quarter, prepared: Act, figures: &Prepared) -> String {
    let sha256 = hex(&sha256_of(&figures.canonical()));
    format!("{quarter}@{}@{sha256}", prepared.at.as_millisecond())
}

impl Standing {
    pub(super) fn read(read: &mut Read<'_>, asked: &Asked) -> Result<Self, Failure> {
        let quarter = asked.quarter;
        let facts = store::facts(read, quarter)?;
        let state = Return::of(&facts).ok_or_else(|| {
            Failure::Broken(anyhow::anyhow!(
                "the return of {quarter} contradicts itself"
            ))
        })?;
        let mut standing = Self {
            quarter,
            from: asked.calendar.first_day(quarter),
            to: asked.calendar.last_day(quarter),
            today: asked.today,
            state,
            themes: Vec::new(),
            adjustments: Vec::new(),
            prepared: None,
            figures: Figures::AsPrepared,
            questions: store::questions(read, quarter)?,
            names: people::names(read)?,
            earlier_open: earlier_open(read, asked)?,
            sealed: None,
        };
        if let Return::SignedOff { .. } = state {
            standing.read_seal(read)?;
        } else {
            standing.read_ledger(read)?;
        }
        Ok(standing)
    }

    fn read_seal(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let kept = store::seal(read, &self.quarter.to_string())?.ok_or(Failure::NotFound)?;
        let sealed = SealedReturn::read(kept.content.as_bytes())
            .map_err(|fault| Failure::Broken(fault.into()))?;
        let measured = sealed.measures.iter().map(|measure| &measure.theme);
        let marked = sealed.elsewhere.iter().map(|mark| &mark.theme);
        for theme in measured.chain(marked) {
            let is_new = self
                .themes
                .iter()
                .all(|known| (&known.code, &known.title) != (&theme.code, &theme.title));
            if is_new {
                self.themes.push(sealed_figures(&sealed, theme));
            }
        }
        self.adjustments.clone_from(&sealed.adjustments);
        self.sealed = Some((sealed, kept.sha256));
        Ok(())
    }

    fn read_ledger(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let ground = Ground::read(read)?;
        let remarks = store::remarks(read, self.quarter)?;
        let prepared = Prepared::read(read, &ground, self.quarter, &remarks)?;
        let theme_of: BTreeMap<Id, Id> = ground
            .measures
            .iter()
            .map(|measure| (measure.id, measure.theme_id))
            .collect();
        self.themes = ground
            .themes
            .iter()
            .map(|theme| ThemeFigures {
                id: Some(theme.id),
                code: theme.code.clone(),
                title: theme.title.clone(),
                measures: prepared
                    .measures
                    .iter()
                    .filter(|measure| theme_of.get(&measure.id) == Some(&theme.id))
                    .cloned()
                    .collect(),
                remark: remarks.get(&theme.id).cloned(),
                elsewhere: ground.addressed(theme.id),
            })
            .filter(|theme| {
                !theme.measures.is_empty() || theme.remark.is_some() || !theme.elsewhere.is_empty()
            })
            .collect();
        self.adjustments.clone_from(&prepared.adjustments);
        if let Some(act) = self.state.prepared() {
            let kept = store::seal(read, &prepared_record(self.quarter, act, &prepared))?;
            self.figures = if kept.is_some() {
                Figures::AsPrepared
            } else {
                Figures::Changed
            };
        }
        self.prepared = Some(prepared);
        Ok(())
    }

    /// What has to be known before it can be prepared.
    pub(super) fn readiness(&self) -> Readiness {
        Readiness {
            today: self.today,
            last_day: self.to,
            without_remark: self
                .themes
                .iter()
                .filter(|theme| theme.is_off_target() && theme.remark.is_none())
                .map(|theme| theme.title.clone())
                .collect(),
            figures: self.figures,
        }
    }

    /// How many questions have no answer.
    pub(super) fn unanswered(&self) -> usize {
        self.questions
            .iter()
            .filter(|question| question.answered.is_none())
            .count()
    }

    /// The name of a person.
    pub(super) fn name(&self, id: Id) -> String {
        self.names
            .get(&id)
            .cloned()
            .unwrap_or_else(|| "somebody no longer here".to_owned())
    }

    /// Whether the Lead may write remarks now.
    pub(super) fn is_writable(&self) -> bool {
        match self.state {
            Return::Open => true,
            Return::Prepared { .. } | Return::Reviewed { .. } => self.figures == Figures::Changed,
            Return::SignedOff { .. } => false,
        }
    }
}

fn earlier_open(read: &mut Read<'_>, asked: &Asked) -> Result<Option<Quarter>, Failure> {
    let closed = ledger::closed_quarters(read, asked.calendar)?;
    let mut quarter = asked.calendar.quarter_of(asked.first_day);
    while quarter < asked.quarter {
        if !closed.contains(&quarter) {
            return Ok(Some(quarter));
        }
        quarter = asked.calendar.next(quarter);
    }
    Ok(None)
}
