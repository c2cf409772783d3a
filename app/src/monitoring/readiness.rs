//! What can be asked of a return as it stands: what it still lacks, what is late, who was heard.

use super::standing::{Standing, ThemeFigures, is_off_target};
use database::Id;
use domain::monitoring::{Figures, Readiness, Return, SealedMeasure, TimedStep, Voice};
use jiff::civil::Date;

impl Standing {
    /// Whether it is said what happened with a measure.
    pub(super) fn is_explained(&self, measure: &SealedMeasure) -> bool {
        let mut variances = self.beside.variances.iter();
        variances.any(|one| one.code == measure.code && !one.happened.is_empty())
    }

    /// What has to be known before it can be prepared.
    pub(super) fn readiness(&self) -> Readiness {
        let is_silent = |theme: &&ThemeFigures| {
            let mut off = theme.measures.iter().filter(|one| is_off_target(one));
            theme.remark.is_none() && off.any(|measure| !self.is_explained(measure))
        };
        Readiness {
            today: self.today,
            last_day: self.to,
            without_remark: self
                .themes
                .iter()
                .filter(is_silent)
                .map(|theme| theme.title.clone())
                .collect(),
            figures: self.figures,
        }
    }

    /// The day that a step has missed by today, if it has. A restatement has no day.
    pub(super) fn missed(&self, step: TimedStep) -> Option<Date> {
        if self.name.is_restatement() {
            return None;
        }
        self.settings.deadlines.missed(step, self.to, self.today)
    }

    /// The voices that were heard.
    pub(super) fn heard(&self) -> Vec<Voice> {
        self.voices.iter().map(|kept| kept.voice).collect()
    }

    /// How many questions have no answer.
    pub(super) fn unanswered(&self) -> usize {
        self.questions
            .iter()
            .filter(|question| question.answered.is_none())
            .count()
    }

    /// The name of a person.
    pub(super) fn name_of(&self, id: Id) -> String {
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
