//! What a careful reader finds in a report's words, held against the year's figures and the frameworks in
//! use.

use super::chapters::days;
use crate::failure::Failure;
use crate::framework;
use database::Read;
use domain::calendar::{Calendar, Quarter, Year};
use domain::monitoring::SealedReturn;
use domain::reports::{
    EditionInUse, LintGround, Missing, ReportContent, ReportFinding, SealedFinding, Weight, lint,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What words are held against.
#[derive(Debug, Clone, Default)]
pub(super) struct Ground {
    /// The first and last day of the year.
    days: (Date, Date),
    editions: Vec<EditionInUse>,
    /// The titles of the quarters without a signed return.
    pub(super) unsigned: Vec<String>,
}

impl Ground {
    pub(super) fn read(
        read: &mut Read<'_>,
        calendar: Calendar,
        (year, returns): (Year, &[SealedReturn]),
    ) -> Result<Self, Failure> {
        let mut editions: BTreeMap<String, String> = BTreeMap::new();
        for edition in framework::editions(read)? {
            editions.insert(edition.title, edition.edition);
        }
        let is_unsigned = |quarter: &Quarter| {
            let name = quarter.to_string();
            returns.iter().all(|signed| signed.quarter != name)
        };
        let unsigned = year.quarters().into_iter().filter(is_unsigned);
        Ok(Self {
            days: days(calendar, year),
            editions: editions
                .into_iter()
                .map(|(title, newest)| EditionInUse { title, newest })
                .collect(),
            unsigned: unsigned.map(Quarter::title).collect(),
        })
    }
}

/// What is found in the words of a report.
pub(super) fn read(content: &ReportContent, ground: &Ground) -> Vec<ReportFinding> {
    let ground = LintGround {
        outcomes: &content.outcomes,
        first_day: ground.days.0,
        last_day: ground.days.1,
        editions: &ground.editions,
    };
    lint(content.texts(), &ground)
}

/// Findings as they are sealed, with why they were left.
pub(super) fn sealed(
    found: &[ReportFinding],
    left: &BTreeMap<String, String>,
) -> Vec<SealedFinding> {
    found
        .iter()
        .map(|finding| SealedFinding {
            found: finding.of.key().to_owned(),
            section: finding.section.clone(),
            sentence: finding.sentence.clone(),
            why: finding.why.clone(),
            left_because: left.get(&finding.key()).cloned(),
        })
        .collect()
}

/// The wrong figures among them, with which the report cannot be prepared.
pub(super) fn wrong(found: &[ReportFinding]) -> impl Iterator<Item = Missing> {
    let wrong = found.iter().filter(|one| one.weight == Weight::WrongFigure);
    wrong.map(|one| Missing::WrongFigure(format!("{} In ‘{}’", one.why, one.sentence)))
}
