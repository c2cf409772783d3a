//! The classes that come with the system, in our own words, and the one each kind of record begins with.
//! An organisation may lengthen them and add its own.

use super::{Class, CountsFrom, RecordKind, Years};

/// A class as it is shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// Its name in the database.
    pub key: &'static str,
    name: &'static str,
    counts_from: CountsFrom,
    minimum: i64,
    maximum: i64,
    authority: &'static str,
}

impl Shipped {
    /// The class.
    pub fn class(&self) -> Class {
        Class {
            key: self.key.to_owned(),
            name: self.name.to_owned(),
            counts_from: self.counts_from,
            years: Years {
                minimum: self.minimum,
                maximum: self.maximum,
            },
            authority: self.authority.to_owned(),
        }
    }
}

/// Every shipped class.
pub const SHIPPED: [Shipped; 7] = [
    Shipped {
        key: "funded",
        name: "Work under a contract",
        counts_from: CountsFrom::LastPayment,
        minimum: 6,
        maximum: 10,
        authority: "Policy P5e; the funding contract, which asks for six years from the financial year of the last payment",
    },
    Shipped {
        key: "academic",
        name: "Learners and sessions",
        counts_from: CountsFrom::AcademicYear,
        minimum: 6,
        maximum: 7,
        authority: "Policy P5e; UK GDPR Article 5(1)(e): no longer than needed",
    },
    Shipped {
        key: "accounts",
        name: "Figures and their evidence",
        counts_from: CountsFrom::FinancialYear,
        minimum: 6,
        maximum: 10,
        authority: "Policy P5e; Companies Act 2006 section 388 for what stands behind accounts",
    },
    Shipped {
        key: "contract",
        name: "Contracts",
        counts_from: CountsFrom::ContractEnd,
        minimum: 6,
        maximum: 12,
        authority: "Policy P5e; Limitation Act 1980 section 5: six years for a claim from a contract",
    },
    Shipped {
        key: "partnership",
        name: "Partnerships",
        counts_from: CountsFrom::PartnershipEnd,
        minimum: 6,
        maximum: 10,
        authority: "Policy P5e; Limitation Act 1980 section 5",
    },
    Shipped {
        key: "said",
        name: "What people told us",
        counts_from: CountsFrom::AcademicYear,
        minimum: 6,
        maximum: 6,
        authority: "Policy P5e; UK GDPR Article 5(1)(e): no longer than needed",
    },
    Shipped {
        key: "proof",
        name: "Proof of who did what",
        counts_from: CountsFrom::FinancialYear,
        minimum: 12,
        maximum: 100,
        authority: "Policy P5e; needed for as long as anything it proves is kept",
    },
];

/// The class that a kind of record begins with.
pub fn shipped(kind: RecordKind) -> Class {
    let key = match kind {
        RecordKind::LearnerReturn | RecordKind::FollowUp | RecordKind::SessionRegister => {
            "academic"
        }
        RecordKind::QuestionnaireRound | RecordKind::FeedbackAnswer => "said",
        RecordKind::EvidenceFile | RecordKind::Entry => "accounts",
        RecordKind::Partner => "partnership",
        RecordKind::Signed | RecordKind::Policy | RecordKind::Account | RecordKind::Log => "proof",
    };
    let [first, ..] = &SHIPPED;
    SHIPPED
        .iter()
        .find(|one| one.key == key)
        .unwrap_or(first)
        .class()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p5e_every_shipped_class_stands_the_rule_and_every_kind_has_one() {
        for one in SHIPPED {
            let class = one.class();
            let again = Class::of(
                (class.key.clone(), class.name.clone()),
                Some(class.counts_from),
                (Some(class.years.minimum), Some(class.years.maximum)),
                &class.authority,
            );
            assert_eq!(again, Ok(class));
        }
        let academic = shipped(RecordKind::LearnerReturn);
        assert_eq!(academic.key, "academic");
        for kind in RecordKind::ALL {
            assert!(SHIPPED.iter().any(|one| one.key == shipped(kind).key));
        }
    }
}
