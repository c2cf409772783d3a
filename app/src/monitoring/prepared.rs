//! What is prepared, agreed and signed: a quarter's figures with the Lead's remarks and what stands
//! beside them, as canonical bytes.

use super::beside::{self, Words};
use super::figures::{Ground, targets_together};
use super::restating::late::Late;
use super::standing::Asked;
use crate::failure::Failure;
use crate::framework;
use crate::ledger::{self, Part};
use database::{Id, Read};
use domain::monitoring::{
    SealedAdjustment, SealedBeside, SealedElsewhere, SealedMeasure, SealedRemark, SealedRestates,
    canonical_json,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The totals that figures are made of.
pub(super) const PARTS: [Part; 4] = [Part::Whole, Part::Area, Part::Partner, Part::Method];

/// What the Lead prepares, Governance agrees and somebody signs: the figures and the remarks. Kept as
/// they were at the preparing, to be compared at each later step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Prepared {
    kind: &'static str,
    format: i64,
    pub(super) measures: Vec<SealedMeasure>,
    pub(super) adjustments: Vec<SealedAdjustment>,
    pub(super) remarks: Vec<SealedRemark>,
    pub(super) elsewhere: Vec<SealedElsewhere>,
    #[serde(skip_serializing_if = "SealedBeside::is_empty")]
    pub(super) beside: SealedBeside,
}

impl Prepared {
    /// The bytes that are kept and compared.
    pub(super) fn canonical(&self) -> Vec<u8> {
        canonical_json(self)
    }

    /// The quarter as it stands now, with these words of the Lead.
    pub(super) fn read(
        read: &mut Read<'_>,
        ground: &Ground,
        asked: &Asked,
        words: &Words,
    ) -> Result<Self, Failure> {
        let quarter = asked.quarter;
        let mut totals = ledger::totals(read, &PARTS, &[quarter])?;
        let mut found = beside::sealed(read, ground, asked, words)?;
        let (measures, adjustments) = if let Some(restated) = &words.restates {
            let late = Late::read(read, asked)?;
            totals.extend(late.corrections());
            found.restates = Some(SealedRestates {
                counted_later: late.counted_later(ground),
                left_out: late.left_out(ground),
                ..restated.sealed.clone()
            });
            (ground.figures(&totals, &restated.targets), Vec::new())
        } else {
            let targets = targets_together(&framework::targets(read, &[quarter])?);
            let adjustments = adjustments(read, ground, asked)?;
            (ground.figures(&totals, &targets), adjustments)
        };
        Ok(Self {
            kind: "commonweal/return-as-prepared",
            format: 1,
            measures,
            adjustments,
            elsewhere: ground.sealed_elsewhere(),
            remarks: ground
                .themes
                .iter()
                .filter_map(|theme| {
                    let remark = words.remarks.get(&theme.id)?;
                    Some(SealedRemark {
                        theme: ground.sealed_theme(theme.id),
                        remark: remark.clone(),
                    })
                })
                .collect(),
            beside: found,
        })
    }
}

fn adjustments(
    read: &mut Read<'_>,
    ground: &Ground,
    asked: &Asked,
) -> Result<Vec<SealedAdjustment>, Failure> {
    let codes: BTreeMap<Id, &str> = ground
        .measures
        .iter()
        .map(|measure| (measure.id, measure.code.as_str()))
        .collect();
    let found = ledger::adjustments(read, asked.quarter)?.into_iter();
    let sealed = found.map(|adjustment| SealedAdjustment {
        quarter: adjustment.adjusts,
        code: codes
            .get(&adjustment.measure_id)
            .map(|code| (*code).to_owned())
            .unwrap_or_default(),
        thousandths: adjustment.quantity.0,
    });
    Ok(sealed.collect())
}
