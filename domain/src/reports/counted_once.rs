//! Everything counts once in a year, also when a return was restated (P5a): what a restated return counts
//! as its own is taken off where it was counted before, and what it leaves to an earlier quarter stays
//! counted until that one is restated too. Only the year's sums are put right; every quarter stands as
//! it was signed.

use super::adding::{correct, measure_of, taken_off, theme_of};
use super::outcomes::ThemeYear;
use crate::monitoring::{SealedMeasure, SealedReturn};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Figures that belong to one quarter and were counted in another, put right in the year's sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedOnce {
    /// The quarter whose figures they were counted in.
    pub counted_in: String,
    /// The quarter they belong to.
    pub quarter: String,
    /// The measure's code.
    pub code: String,
    /// What is added to the year, evidenced or not; less than nought when it is taken off.
    pub thousandths: i64,
    /// The SHA-256 of the restated return that counts them as its own; none when it is left to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restated_sha256: Option<String>,
}

/// What has to be put right because of one return.
fn corrections(signed: &SealedReturn) -> Vec<(CountedOnce, SealedMeasure)> {
    let said = |quarter: &str, measure: &SealedMeasure, sha256: Option<&String>| CountedOnce {
        counted_in: signed.quarter.clone(),
        quarter: quarter.to_owned(),
        code: measure.code.clone(),
        thousandths: measure
            .evidenced_thousandths
            .saturating_add(measure.unevidenced_thousandths),
        restated_sha256: sha256.cloned(),
    };
    let mut found = Vec::new();
    for other in &signed.beside.counted_elsewhere {
        for measure in &other.measures {
            let taken = taken_off(measure);
            found.push((said(&other.quarter, &taken, Some(&other.sha256)), taken));
        }
    }
    let restates = signed.beside.restates.iter();
    for part in restates.flat_map(|restates| &restates.left_out) {
        for measure in &part.measures {
            found.push((said(&part.quarter, measure, None), measure.clone()));
        }
    }
    found
}

/// Puts the sums of a year right, and says what was put right.
pub(super) fn count_once(
    themes: &mut Vec<ThemeYear>,
    returns: &[SealedReturn],
) -> Vec<CountedOnce> {
    let mut said = Vec::new();
    for (words, measure) in returns.iter().flat_map(corrections) {
        let theme = theme_of(themes, &measure.theme);
        correct(measure_of(&mut theme.measures, &measure, returns), &measure);
        said.push(words);
    }
    said
}

/// What is put right of a measure in the sums of a year.
pub(super) fn corrections_of(measure: Uuid, returns: &[SealedReturn]) -> Vec<SealedMeasure> {
    let all = returns.iter().flat_map(corrections);
    all.filter(|(_, of)| of.id == measure)
        .map(|(_, of)| of)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LEAD, THRESHOLDS, act, measure, numbers, signed};
    use super::super::{Outcomes, outcomes};
    use crate::monitoring::{SealedPart, SealedRestates, SealedReturn};
    use std::collections::BTreeMap;

    /// Eight quarters in a row: two years.
    const QUARTERS: usize = 8;

    /// An entry of a made-up ledger: the quarter it belongs to, the one it counts in, and how much.
    #[derive(Clone, Copy)]
    struct Entry {
        own: usize,
        counted: usize,
        measure: u128,
        figures: [i64; 3],
    }

    fn name(quarter: usize) -> String {
        format!(
            "20{}-{}-q{}",
            25 + quarter / 4,
            26 + quarter / 4,
            quarter % 4 + 1
        )
    }

    /// The figures of some entries, by measure.
    fn sum(entries: &[(Entry, i64)]) -> BTreeMap<u128, [i64; 3]> {
        let mut sums: BTreeMap<u128, [i64; 3]> = BTreeMap::new();
        for (entry, sign) in entries {
            let sum = sums.entry(entry.measure).or_default();
            for (sum, figure) in sum.iter_mut().zip(entry.figures) {
                *sum += sign * figure;
            }
        }
        sums
    }

    fn parts(entries: &[Entry], quarter_of: fn(&Entry) -> usize) -> Vec<SealedPart> {
        let mut by: BTreeMap<usize, Vec<(Entry, i64)>> = BTreeMap::new();
        for entry in entries {
            by.entry(quarter_of(entry)).or_default().push((*entry, 1));
        }
        by.into_iter()
            .map(|(quarter, entries)| SealedPart {
                quarter: name(quarter),
                measures: sum(&entries)
                    .into_iter()
                    .map(|(which, figures)| measure(which, None, figures))
                    .collect(),
            })
            .collect()
    }

    fn edition(quarter: usize, known: &[Entry], is_restated: Option<()>) -> SealedReturn {
        let of = |fits: &dyn Fn(&&Entry) -> bool| -> Vec<Entry> {
            known.iter().filter(fits).copied().collect()
        };
        let base = of(&|entry| entry.counted == quarter);
        let later = of(&|entry| entry.own == quarter && entry.counted > quarter);
        let left = of(&|entry| entry.counted == quarter && entry.own < quarter);
        let signed_as = |entries: &[Entry], sign| -> Vec<(Entry, i64)> {
            entries.iter().map(|entry| (*entry, sign)).collect()
        };
        let mut counted = signed_as(&base, 1);
        if is_restated.is_some() {
            counted.extend(signed_as(&later, 1));
            counted.extend(signed_as(&left, -1));
        }
        let figures = sum(&counted);
        let measures = figures.into_iter();
        let measures = measures.map(|(which, figures)| measure(which, None, figures));
        let mut made = signed(1, measures.collect());
        made.quarter = name(quarter);
        made.beside.restates = is_restated.map(|()| SealedRestates {
            edition: 2,
            replaces: name(quarter),
            replaces_sha256: "00".to_owned(),
            reason: "Late registers".to_owned(),
            begun: act("Lead", LEAD),
            counted_later: parts(&later, |entry| entry.counted),
            left_out: parts(&left, |entry| entry.own),
        });
        made
    }

    /// What counts in a quarter is all there, as it is signed; what comes later may still grow after it is
    /// restated.
    fn known(entries: &[Entry], quarter: usize, until: usize) -> Vec<Entry> {
        let entries = entries.iter().enumerate();
        entries
            .filter(|(place, entry)| entry.counted == quarter || *place < until)
            .map(|(_, entry)| *entry)
            .collect()
    }

    fn all(outcomes: &Outcomes) -> BTreeMap<String, [i64; 3]> {
        let years = outcomes.measures();
        let of = years.map(|year| {
            let figures = [
                year.evidenced_thousandths,
                year.additional_thousandths,
                year.unevidenced_thousandths,
            ];
            (year.code.clone(), figures)
        });
        of.filter(|(_, figures)| *figures != [0; 3]).collect()
    }

    #[test]
    fn p5a_every_entry_counts_once_in_two_years_whichever_quarters_are_restated_and_when() {
        for seed in 0..500 {
            let mut number = numbers(seed);
            let mut below =
                |most: usize| usize::try_from(number(i64::try_from(most).unwrap())).unwrap();
            let entries: Vec<Entry> = (0..40)
                .map(|_| {
                    let own = below(QUARTERS);
                    let evidenced = i64::try_from(below(9_000)).unwrap() - 500;
                    Entry {
                        own,
                        counted: own + below(QUARTERS - own),
                        measure: u128::try_from(below(3)).unwrap(),
                        figures: [evidenced, evidenced / 2, i64::try_from(below(700)).unwrap()],
                    }
                })
                .collect();
            let (mut returns, mut restated) = (Vec::new(), Vec::new());
            for quarter in 0..QUARTERS {
                if below(2) == 0 {
                    returns.push(edition(quarter, &entries, None));
                } else {
                    let made = edition(quarter, &known(&entries, quarter, below(40)), Some(()));
                    restated.push((made.clone(), format!("{quarter:02x}")));
                    returns.push(made);
                }
            }
            for one in &mut returns {
                one.note_restated(&restated);
            }
            let years = [&returns[..4], &returns[4..]].map(|of| all(&outcomes(of, &THRESHOLDS)));
            let mut together: BTreeMap<String, [i64; 3]> = BTreeMap::new();
            for (code, figures) in years.iter().flatten() {
                let sum = together.entry(code.clone()).or_default();
                for (sum, figure) in sum.iter_mut().zip(figures) {
                    *sum += figure;
                }
            }
            together.retain(|_, figures| *figures != [0; 3]);
            let expected: BTreeMap<String, [i64; 3]> =
                sum(&entries.iter().map(|entry| (*entry, 1)).collect::<Vec<_>>())
                    .into_iter()
                    .map(|(which, figures)| (format!("M{which}"), figures))
                    .filter(|(_, figures)| *figures != [0; 3])
                    .collect();
            assert_eq!(together, expected, "seed {seed}");
            // The sums ignore the order of the quarters.
            let mut turned = returns[..4].to_vec();
            turned.rotate_left(below(4));
            assert_eq!(
                all(&outcomes(&turned, &THRESHOLDS)),
                years[0],
                "seed {seed}"
            );
        }
    }
}
