//! How much of a quantity rests on each grade of evidence, and which is the weakest (P1.2e): whole
//! percent rounded down, so that 100 % is all of it and no grade is made to look larger than it is.

use super::SealedGrade;
use crate::ledger::Grade;

/// What rests on one grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeShare {
    /// The grade.
    pub grade: Grade,
    /// The quantity, in thousandths of the measure's unit.
    pub thousandths: i64,
    /// Its share of the whole, in whole percent rounded down.
    pub percent: i64,
}

/// The shares of a quantity by grade, the strongest first. There is at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeShares {
    /// Each grade of which there is something.
    pub shares: Vec<GradeShare>,
    /// The weakest of them.
    pub weakest: Grade,
}

impl GradeShares {
    /// The shares of a quantity by grade. None where there is nothing, or where more was taken back of a
    /// grade than is left of it: then no share can be told.
    pub fn of(by_grade: &[SealedGrade]) -> Option<Self> {
        let whole: i128 = by_grade
            .iter()
            .map(|part| i128::from(part.thousandths))
            .sum();
        if whole <= 0 || by_grade.iter().any(|part| part.thousandths < 0) {
            return None;
        }
        let share = |grade: Grade| {
            let part = by_grade.iter().find(|part| part.grade == grade.number())?;
            Some(GradeShare {
                grade,
                thousandths: part.thousandths,
                percent: i64::try_from(i128::from(part.thousandths) * 100 / whole).ok()?,
            })
        };
        let strongest_first = Grade::ALL.into_iter().rev().filter_map(share);
        let shares: Vec<GradeShare> = strongest_first
            .filter(|share| share.thousandths > 0)
            .collect();
        Some(Self {
            weakest: shares.last()?.grade,
            shares,
        })
    }

    /// The share of a grade in whole percent; nought where there is nothing of it.
    pub fn percent(&self, grade: Grade) -> i64 {
        let share = self.shares.iter().find(|share| share.grade == grade);
        share.map_or(0, |share| share.percent)
    }

    /// The shares in words: `Third-party record 62 %, Self-declared 37 %`.
    pub fn words(&self) -> String {
        let words = self.shares.iter();
        let words: Vec<String> = words
            .map(|share| match share.percent {
                0 => format!("{} less than 1 %", share.grade.name()),
                percent => format!("{} {percent} %", share.grade.name()),
            })
            .collect();
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_grade(parts: &[(i64, i64)]) -> Vec<SealedGrade> {
        let part = |(grade, thousandths): &(i64, i64)| SealedGrade {
            grade: *grade,
            thousandths: *thousandths,
        };
        parts.iter().map(part).collect()
    }

    #[test]
    fn p1_2e_shares_are_rounded_down_and_name_the_weakest_grade() {
        let found = GradeShares::of(&by_grade(&[(0, 1), (1, 333), (3, 666)])).unwrap();
        assert_eq!(found.weakest, Grade::Unevidenced);
        assert_eq!(
            found.words(),
            "Third-party record 66 %, Self-declared 33 %, No evidence yet less than 1 %"
        );
        assert_eq!(found.percent(Grade::IndependentlyChecked), 0);
        let all = GradeShares::of(&by_grade(&[(2, 5)])).unwrap();
        assert_eq!(
            (all.percent(Grade::PartnerConfirmed), all.weakest),
            (100, Grade::PartnerConfirmed)
        );
    }

    #[test]
    fn no_share_is_told_of_nothing_or_of_what_was_taken_back() {
        assert_eq!(GradeShares::of(&[]), None);
        assert_eq!(GradeShares::of(&by_grade(&[(1, 0)])), None);
        assert_eq!(GradeShares::of(&by_grade(&[(1, -5), (2, 10)])), None);
        let largest = by_grade(&[(1, i64::MAX), (2, i64::MAX)]);
        assert_eq!(
            GradeShares::of(&largest)
                .unwrap()
                .percent(Grade::SelfDeclared),
            50
        );
    }
}
