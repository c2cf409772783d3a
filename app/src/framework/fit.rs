//! Whether what is recorded fits the measures it is recorded for, said wherever the two are brought
//! together: adopting, linking and recording (P1.2a).

use super::Measure;
use crate::failure::Failure;
use database::Id;
use domain::framework::{
    Counted, Fitting, Misfit, Recorded, UnitKind, Worded, house_pack, record_fits, that_fit,
    worded_instead, wording_fits, words_fit,
};
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

    fn worded<'a>(&'a self, counts: &'a [Counted]) -> Worded<'a> {
        Worded {
            title: &self.title,
            measure: self.fitting(counts),
        }
    }
}

/// Where the outcome of a measure speaks of something else than it counts, with a measure that would show
/// it: one of the organisation's own, or of the house framework. Empty where nothing differs.
pub(super) fn wording_differs(measure: &Measure, measures: &[Measure]) -> Result<String, Failure> {
    let counts = Counted::of_names(&measure.counts);
    let one = measure.worded(&counts);
    let Some(misfit) = wording_fits(&one) else {
        return Ok(String::new());
    };
    let counted: Vec<Vec<Counted>> = measures
        .iter()
        .map(|measure| Counted::of_names(&measure.counts))
        .collect();
    let own: Vec<Worded<'_>> = measures
        .iter()
        .zip(&counted)
        .map(|(measure, counts)| measure.worded(counts))
        .collect();
    let instead = match worded_instead(&one, &own) {
        Some(own) => format!(" {} would show it.", own.measure.code),
        None => of_the_house(&one)?,
    };
    Ok(format!("{}.{instead}", misfit.words))
}

/// What the house framework has instead.
fn of_the_house(one: &Worded<'_>) -> Result<String, Failure> {
    let pack = house_pack()
        .map_err(|_| Failure::Broken(anyhow::anyhow!("the house framework is not sound")))?;
    let house: Vec<Worded<'_>> = pack
        .measures()
        .map(|(_, outcome, measure)| Worded {
            title: &measure.title,
            measure: Fitting {
                code: &measure.code,
                outcome: &outcome.title,
                unit: &measure.unit,
                counts: &measure.counts,
            },
        })
        .collect();
    let found = worded_instead(one, &house);
    Ok(found.map_or_else(String::new, |found| {
        let code = found.measure.code;
        format!(" {code} of the house framework would show it: adopt that too.")
    }))
}

/// In what the words about a record do not fit a measure, each with what would fit.
pub(crate) fn words_misfit(measures: &[Measure], id: Id, words: &str) -> Vec<Misfit> {
    let Some(measure) = measures.iter().find(|measure| measure.id == id) else {
        return Vec::new();
    };
    let counts = Counted::of_names(&measure.counts);
    let recorded = Recorded {
        who: Counted::Learners,
        kind: UnitKind::Number,
    };
    offered(
        words_fit(&measure.fitting(&counts), words),
        measures,
        recorded,
    )
}

/// In what a record does not fit a measure, each with what would fit.
pub(crate) fn misfits(measures: &[Measure], id: Id, recorded: Recorded) -> Vec<Misfit> {
    let Some(measure) = measures.iter().find(|measure| measure.id == id) else {
        return Vec::new();
    };
    let counts = Counted::of_names(&measure.counts);
    let found = record_fits(&measure.fitting(&counts), recorded);
    offered(found, measures, recorded)
}

fn offered(found: Vec<Misfit>, measures: &[Measure], recorded: Recorded) -> Vec<Misfit> {
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
