//! What is prepared, agreed and signed: a quarter's figures with the Lead's remarks, as canonical bytes.

use super::figures::{Ground, targets_together};
use crate::failure::Failure;
use crate::framework;
use crate::ledger::{self, Part};
use database::{Id, Read};
use domain::calendar::Quarter;
use domain::monitoring::{
    SealedAdjustment, SealedElsewhere, SealedMeasure, SealedRemark, canonical_json,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The totals that figures are made of.
const PARTS: [Part; 4] = [Part::Whole, Part::Area, Part::Partner, Part::Method];

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
}

impl Prepared {
    /// The bytes that are kept and compared.
    pub(super) fn canonical(&self) -> Vec<u8> {
        canonical_json(self)
    }

    /// The quarter as it stands now, with these remarks by theme.
    pub(super) fn read(
        read: &mut Read<'_>,
        ground: &Ground,
        quarter: Quarter,
        remarks: &BTreeMap<Id, String>,
    ) -> Result<Self, Failure> {
        let totals = ledger::totals(read, &PARTS, &[quarter])?;
        let targets = targets_together(&framework::targets(read, &[quarter])?);
        let codes: BTreeMap<Id, &str> = ground
            .measures
            .iter()
            .map(|measure| (measure.id, measure.code.as_str()))
            .collect();
        let adjustments = ledger::adjustments(read, quarter)?
            .into_iter()
            .map(|adjustment| SealedAdjustment {
                quarter: adjustment.adjusts,
                code: codes
                    .get(&adjustment.measure_id)
                    .map(|code| (*code).to_owned())
                    .unwrap_or_default(),
                thousandths: adjustment.quantity.0,
            })
            .collect();
        Ok(Self {
            kind: "commonweal/return-as-prepared",
            format: 1,
            measures: ground.figures(&totals, &targets),
            adjustments,
            elsewhere: ground.sealed_elsewhere(),
            remarks: ground
                .themes
                .iter()
                .filter_map(|theme| {
                    let remark = remarks.get(&theme.id)?;
                    Some(SealedRemark {
                        theme: ground.sealed_theme(theme.id),
                        remark: remark.clone(),
                    })
                })
                .collect(),
        })
    }
}
