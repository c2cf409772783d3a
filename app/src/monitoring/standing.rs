//! A return as it stands: its state, its figures by theme, remarks, questions, who agreed, and whether
//! anything changed since it was prepared. Read anew in every write that takes it further. Once it is
//! signed, everything comes from its seal and nothing is computed again.

use super::beside::{Restated, Words};
use super::figures::Ground;
use super::prepared::Prepared;
use super::store::{self, KeptVoice, Question, Restatement, Settings};
use crate::failure::Failure;
use crate::people;
use crate::visit::hex;
use database::{Id, Read};
use domain::calendar::Quarter;
use domain::monitoring::{
    Act, Figures, Rating, Return, ReturnName, SealedAct, SealedAdjustment, SealedBeside,
    SealedElsewhere, SealedMeasure, SealedRestates, SealedReturn, SealedTheme, sha256_of,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

pub(super) use super::asked::Asked;

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

/// Whether a measure is rated less than Good.
pub(super) fn is_off_target(measure: &SealedMeasure) -> bool {
    let rating = measure.rating.as_deref().and_then(Rating::from_key);
    rating.is_some_and(Rating::is_off_target)
}

impl ThemeFigures {
    /// Whether a measure of it is rated less than Good.
    pub(super) fn is_off_target(&self) -> bool {
        self.measures.iter().any(is_off_target)
    }
}

/// See the top of the file.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) name: ReturnName,
    pub(super) quarter: Quarter,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) today: Date,
    pub(super) state: Return,
    pub(super) themes: Vec<ThemeFigures>,
    pub(super) adjustments: Vec<SealedAdjustment>,
    /// What stands beside the figures, sealed or as it would be prepared now.
    pub(super) beside: SealedBeside,
    /// What would be prepared now; nothing once it is signed.
    pub(super) prepared: Option<Prepared>,
    pub(super) figures: Figures,
    pub(super) questions: Vec<Question>,
    /// Who agreed to what was prepared last.
    pub(super) voices: Vec<KeptVoice>,
    pub(super) settings: Settings,
    /// What it takes the place of, when it is a restatement.
    pub(super) restatement: Option<Restatement>,
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

/// What was prepared is kept under the return's name, the instant and its hash: when other figures
/// stand there now, nothing is kept under their name.
pub(super) fn prepared_record(name: ReturnName, prepared: Act, figures: &Prepared) -> String {
    let sha256 = hex(&sha256_of(&figures.canonical()));
    format!("{name}@{}@{sha256}", prepared.at.as_millisecond())
}

/// The state of a return. One that fewer agreed to than are asked for by now is prepared and no more.
pub(super) fn state_of(
    (name, facts): (&str, &domain::monitoring::Facts),
    voices: usize,
    settings: &Settings,
) -> Result<Return, Failure> {
    let mut facts = *facts;
    // Who reviewed a return before there was a quorum stands in its own column alone.
    let heard = voices.max(usize::from(facts.reviewed.is_some()));
    if facts.signed_off.is_none() && settings.quorum.missing(heard) > 0 {
        facts.reviewed = None;
    }
    Return::of(&facts)
        .ok_or_else(|| Failure::Broken(anyhow::anyhow!("the return of {name} contradicts itself")))
}

impl Standing {
    pub(super) fn read(read: &mut Read<'_>, asked: &Asked) -> Result<Self, Failure> {
        let name = asked.name;
        let facts = store::facts(read, name)?;
        let settings = store::settings(read)?;
        let voices = store::agreements(read, name)?;
        let state = state_of((&name.to_string(), &facts), voices.len(), &settings)?;
        let mut standing = Self {
            name,
            quarter: asked.quarter,
            from: asked.from(),
            to: asked.to(),
            today: asked.today(),
            state,
            themes: Vec::new(),
            adjustments: Vec::new(),
            beside: SealedBeside::default(),
            prepared: None,
            figures: Figures::AsPrepared,
            questions: store::questions(read, name)?,
            voices,
            settings,
            restatement: store::restatement(read, name)?,
            names: people::names(read)?,
            earlier_open: asked.earlier_open(read)?,
            sealed: None,
        };
        if let Return::SignedOff { .. } = state {
            standing.read_seal(read)?;
        } else {
            standing.read_ledger(read, asked)?;
        }
        Ok(standing)
    }

    fn read_seal(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let kept = store::seal(read, &self.name.to_string())?.ok_or(Failure::NotFound)?;
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
        self.beside = sealed.beside.clone();
        self.sealed = Some((sealed, kept.sha256));
        Ok(())
    }

    /// What a restatement takes from the edition it replaces.
    fn restated(&self, read: &mut Read<'_>) -> Result<Option<Restated>, Failure> {
        let Some(restatement) = &self.restatement else {
            return Ok(None);
        };
        let kept = store::seal(read, &restatement.replaces)?.ok_or(Failure::NotFound)?;
        let replaced = SealedReturn::read(kept.content.as_bytes())
            .map_err(|fault| Failure::Broken(fault.into()))?;
        let targets = replaced.measures.iter();
        let targets = targets.filter_map(|one| Some((one.id, one.target_thousandths?)));
        Ok(Some(Restated {
            targets: targets.collect(),
            sealed: SealedRestates {
                edition: restatement.edition,
                replaces: restatement.replaces.clone(),
                replaces_sha256: hex(&restatement.replaces_sha256),
                reason: restatement.reason.clone(),
                begun: SealedAct {
                    by: self.name_of(restatement.begun.by),
                    by_id: restatement.begun.by,
                    at: restatement.begun.at,
                },
                counted_later: Vec::new(),
                left_out: Vec::new(),
            },
        }))
    }

    fn read_ledger(&mut self, read: &mut Read<'_>, asked: &Asked) -> Result<(), Failure> {
        let ground = Ground::read(read)?;
        let restated = self.restated(read)?;
        let words = Words::read(read, asked, (&self.state, restated))?;
        let prepared = Prepared::read(read, &ground, asked, &words)?;
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
                remark: words.remarks.get(&theme.id).cloned(),
                elsewhere: ground.addressed(theme.id),
            })
            .filter(|theme| {
                !theme.measures.is_empty() || theme.remark.is_some() || !theme.elsewhere.is_empty()
            })
            .collect();
        self.adjustments.clone_from(&prepared.adjustments);
        self.beside = prepared.beside.clone();
        if let Some(act) = self.state.prepared() {
            let kept = store::seal(read, &prepared_record(self.name, act, &prepared))?;
            self.figures = if kept.is_some() {
                Figures::AsPrepared
            } else {
                Figures::Changed
            };
        }
        self.prepared = Some(prepared);
        Ok(())
    }
}
