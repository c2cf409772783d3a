//! Whether what is recorded fits the measures it is recorded for, said wherever the two are brought
//! together: adopting, linking and recording (P1.2a).

use super::Measure;
use database::Id;
use domain::framework::{Counted, Fitting, Misfit, Recorded, record_fits, that_fit, wording_fits};
use pages::{Choice, Form};

/// The most measures that are offered instead of one that does not fit.
const OFFERED: usize = 2;

impl Measure {
    /// Its code, title and unit in one line.
    pub(crate) fn named(&self) -> String {
        format!("{} {} ({})", self.code, self.title, self.unit)
    }

    /// The measure as something to choose.
    pub(crate) fn choice(&self) -> Choice {
        Choice::new(self.id.to_string(), self.named())
    }

    fn fitting<'a>(&'a self, counts: &'a [Counted]) -> Fitting<'a> {
        Fitting {
            code: &self.code,
            outcome: &self.outcome,
            unit: &self.unit,
            counts,
        }
    }

    /// Where its outcome speaks of something else than it counts; empty where it does not.
    pub(crate) fn wording_differs(&self) -> String {
        let counts = Counted::of_names(&self.counts);
        wording_fits(&self.fitting(&counts)).map_or_else(String::new, |misfit| misfit.words)
    }
}

/// In what a record does not fit a measure, each with what would fit.
pub(crate) fn misfits(measures: &[Measure], id: Id, recorded: Recorded) -> Vec<Misfit> {
    let Some(measure) = measures.iter().find(|measure| measure.id == id) else {
        return Vec::new();
    };
    let counts = Counted::of_names(&measure.counts);
    let found = record_fits(&measure.fitting(&counts), recorded);
    let offer = if found.is_empty() {
        String::new()
    } else {
        offer(measures, recorded)
    };
    let said = |misfit: Misfit| Misfit {
        words: format!("{}.{offer}", misfit.words),
        ..misfit
    };
    found.into_iter().map(said).collect()
}

fn offer(measures: &[Measure], recorded: Recorded) -> String {
    let counts: Vec<Vec<Counted>> = measures
        .iter()
        .map(|measure| Counted::of_names(&measure.counts))
        .collect();
    let fitting: Vec<Fitting<'_>> = measures
        .iter()
        .zip(&counts)
        .map(|(measure, counts)| measure.fitting(counts))
        .collect();
    let codes: Vec<&str> = that_fit(&fitting, recorded)
        .map(|measure| measure.code)
        .take(OFFERED)
        .collect();
    if codes.is_empty() {
        " None of your measures fits: adopt or make one that does.".to_owned()
    } else {
        format!(" {} would fit.", codes.join(" or "))
    }
}

/// Refuses a field whose measure may not be fed by a record; other differences are said elsewhere.
pub(crate) fn refuse_misfit(form: &mut Form, field: &str, misfits: &[Misfit]) {
    if let Some(misfit) = misfits.iter().find(|misfit| misfit.is_refused) {
        form.refuse(field, misfit.words.clone());
    }
}
