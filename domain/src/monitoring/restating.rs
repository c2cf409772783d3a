//! Restating a signed return (P5a): a signed one is never changed, so what is known better later is a
//! new edition that names the one it replaces and says why. Here is when one may be begun, and what two
//! editions differ in.

use super::{Rating, SealedMeasure, SealedRecovery, SealedReturn};
use crate::ledger::Quantity;
use std::collections::BTreeMap;
use thiserror::Error;
use uuid::Uuid;

/// Why a return is not restated now.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RestateRefused {
    /// It can still be changed itself.
    #[error("This return has not been signed off: change it itself")]
    NotSigned,
    /// One restatement at a time.
    #[error("{0} has been begun and is not signed off: go on with that one")]
    Begun(String),
}

/// Whether a return whose newest edition is so may be restated.
pub fn may_restate(newest: (&str, Newest)) -> Result<(), RestateRefused> {
    match newest.1 {
        Newest::Signed => Ok(()),
        Newest::FirstUnsigned => Err(RestateRefused::NotSigned),
        Newest::RestatementUnsigned => Err(RestateRefused::Begun(newest.0.to_owned())),
    }
}

/// Why a restatement is not dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DropRefused {
    /// The return itself is signed or changed, never dropped.
    #[error("This is the return itself: only a restatement that was begun can be dropped")]
    NoRestatement,
    /// What is signed stays.
    #[error("This edition has been signed off and stays as it is: restate it")]
    Signed,
}

/// Whether an edition that stands so may be dropped.
pub fn may_drop(edition: Newest) -> Result<(), DropRefused> {
    match edition {
        Newest::Signed => Err(DropRefused::Signed),
        Newest::FirstUnsigned => Err(DropRefused::NoRestatement),
        Newest::RestatementUnsigned => Ok(()),
    }
}

/// How the newest edition of a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newest {
    /// It is signed.
    Signed,
    /// It is the return itself, which nobody has signed.
    FirstUnsigned,
    /// It is a restatement that nobody has signed.
    RestatementUnsigned,
}

/// A figure of a measure that editions may differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// What has evidence.
    Evidenced,
    /// The additional part of it.
    Additional,
    /// What has none, or too weak.
    Unevidenced,
}

impl Figure {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Evidenced, Self::Additional, Self::Unevidenced];

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Evidenced => "Evidenced",
            Self::Additional => "Of that, additional",
            Self::Unevidenced => "Without enough evidence",
        }
    }

    /// The quantity in thousandths.
    pub fn of(self, measure: &SealedMeasure) -> i64 {
        match self {
            Self::Evidenced => measure.evidenced_thousandths,
            Self::Additional => measure.additional_thousandths,
            Self::Unevidenced => measure.unevidenced_thousandths,
        }
    }
}

/// A figure that two editions give differently; noughts where one does not name the measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureDifference {
    /// The measure's key.
    pub measure: Uuid,
    /// Its code and title.
    pub named: String,
    /// Its unit.
    pub unit: String,
    /// Which figure.
    pub figure: Figure,
    /// What it was, in thousandths.
    pub was: i64,
    /// What it is.
    pub is: i64,
    /// From which quarters the difference comes; what is left over has another reason.
    pub because: Vec<Because>,
}

/// A part of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// Why.
    pub why: Why,
    /// The quantity it adds or takes, in thousandths.
    pub thousandths: i64,
}

/// Why a figure differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It belongs here, came late, and was counted in this quarter.
    CountedIn(String),
    /// It was counted here and belongs to this quarter.
    BelongsTo(String),
}

/// Words that two editions give differently; empty where one has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordDifference {
    /// What they are about.
    pub about: String,
    /// What was said.
    pub was: String,
    /// What is said.
    pub is: String,
}

type Measures<'a> = BTreeMap<Uuid, &'a SealedMeasure>;

fn by_id(signed: &SealedReturn) -> Measures<'_> {
    signed.measures.iter().map(|one| (one.id, one)).collect()
}

/// What an edition took in from later quarters and left to earlier ones, by figure of a measure.
fn because(signed: &SealedReturn, measure: Uuid, figure: Figure) -> Vec<Because> {
    let Some(restates) = &signed.beside.restates else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for part in &restates.counted_later {
        let mut of = part.measures.iter().filter(|one| one.id == measure);
        if let Some(thousandths) = of.next().map(|one| figure.of(one)) {
            let why = Why::CountedIn(part.quarter.clone());
            found.push(Because { why, thousandths });
        }
    }
    for part in &restates.left_out {
        let mut of = part.measures.iter().filter(|one| one.id == measure);
        if let Some(thousandths) = of.next().map(|one| -figure.of(one)) {
            let why = Why::BelongsTo(part.quarter.clone());
            found.push(Because { why, thousandths });
        }
    }
    found.retain(|because| because.thousandths != 0);
    found
}

/// Reasons that stand in both editions explain nothing; what is left is what is new.
fn new_reasons(was: &[Because], is: Vec<Because>) -> Vec<Because> {
    let before = |why: &Why| -> i64 {
        let same = was.iter().filter(|other| other.why == *why);
        same.map(|other| other.thousandths).sum()
    };
    let mut found: Vec<Because> = is
        .into_iter()
        .map(|because| Because {
            thousandths: because.thousandths - before(&because.why),
            why: because.why,
        })
        .collect();
    found.retain(|because| because.thousandths != 0);
    found
}

/// Every figure that the later edition gives differently, in the order of its measures.
pub fn figure_differences(was: &SealedReturn, is: &SealedReturn) -> Vec<FigureDifference> {
    let (before, now) = (by_id(was), by_id(is));
    let gone = was.measures.iter().filter(|one| !now.contains_key(&one.id));
    let mut found = Vec::new();
    for measure in is.measures.iter().chain(gone) {
        for figure in Figure::ALL {
            let of = |measures: &Measures<'_>| {
                let measure = measures.get(&measure.id);
                measure.map_or(0, |measure| figure.of(measure))
            };
            let (old, new) = (of(&before), of(&now));
            if old != new {
                let reasons = |signed| because(signed, measure.id, figure);
                found.push(FigureDifference {
                    measure: measure.id,
                    named: format!("{} {}", measure.code, measure.title),
                    unit: measure.unit.clone(),
                    figure,
                    was: old,
                    is: new,
                    because: new_reasons(&reasons(was), reasons(is)),
                });
            }
        }
    }
    found
}

/// The words of an edition by what they are about.
fn words(signed: &SealedReturn) -> BTreeMap<(u8, String), String> {
    let mut found = BTreeMap::new();
    for measure in &signed.measures {
        let about = format!("Target and rating of {} {}", measure.code, measure.title);
        let target = measure.target_thousandths;
        let target = target.map_or_else(|| "None".to_owned(), |of| Quantity(of).to_string());
        let rating = measure.rating.as_deref().and_then(Rating::from_key);
        let rating = rating.map_or("No target", Rating::name);
        found.insert((0, about), format!("{target}: {rating}"));
    }
    for remark in &signed.remarks {
        let about = format!("Remark on {}", remark.theme.title);
        found.insert((1, about), remark.remark.clone());
    }
    for variance in &signed.beside.variances {
        let about = format!("What happened with {} {}", variance.code, variance.title);
        let actions = variance.actions.iter().map(SealedRecovery::words);
        let said: Vec<String> = std::iter::once(variance.happened.clone())
            .chain(actions)
            .collect();
        found.insert((2, about), said.join("\n"));
    }
    for study in &signed.beside.case_studies {
        let about = format!("Case study: {}", study.title);
        found.insert((3, about), study.story.clone());
    }
    found
}

/// Everything that the later edition words differently.
pub fn word_differences(was: &SealedReturn, is: &SealedReturn) -> Vec<WordDifference> {
    let (before, now) = (words(was), words(is));
    let keys: std::collections::BTreeSet<_> = before.keys().chain(now.keys()).collect();
    let of =
        |said: &BTreeMap<(u8, String), String>, key| said.get(key).cloned().unwrap_or_default();
    keys.into_iter()
        .filter(|key| before.get(*key) != now.get(*key))
        .map(|key| WordDifference {
            about: key.1.clone(),
            was: of(&before, key),
            is: of(&now, key),
        })
        .collect()
}
