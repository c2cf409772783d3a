//! Every element of the schemas from 2016-17 to 2025-26 that stands where a learner's facts stand, and
//! what becomes of it. What is not here is unknown: it is reported and passed over whole.

/// What becomes of an element that a schema has.
#[derive(Clone, Copy)]
pub(crate) enum Treatment {
    /// It holds elements that are looked at.
    Group(&'static Under),
    /// Its text is taken.
    Text,
    /// It is known and passed over whole, unread: personal, or not needed.
    Pass,
}

/// Groups with what stands under them, texts and what is passed over, under one parent.
pub(crate) struct Under {
    groups: &'static [(&'static str, &'static Self)],
    texts: &'static [&'static str],
    passed: &'static [&'static str],
}

/// Under the root.
pub(crate) static MESSAGE: Under = Under {
    groups: &[
        ("Header", &HEADER),
        ("LearningProvider", &PROVIDER),
        ("Learner", &LEARNER),
        ("LearnerDestinationandProgression", &DESTINATIONS),
    ],
    texts: &[],
    passed: &["SourceFiles"],
};
static HEADER: Under = Under {
    groups: &[("CollectionDetails", &COLLECTION), ("Source", &SOURCE)],
    texts: &[],
    passed: &[],
};
static COLLECTION: Under = Under {
    groups: &[],
    texts: &["Year"],
    passed: &["Collection", "FilePreparationDate"],
};
static SOURCE: Under = Under {
    groups: &[],
    texts: &["UKPRN"],
    passed: &[
        "ProtectiveMarking",
        "SoftwareSupplier",
        "SoftwarePackage",
        "Release",
        "SerialNo",
        "DateTime",
        "ReferenceData",
        "ComponentSetVersion",
    ],
};
static PROVIDER: Under = Under {
    groups: &[],
    texts: &["UKPRN"],
    passed: &[],
};
static LEARNER: Under = Under {
    groups: &[
        ("LearnerContact", &CONTACT),
        ("ContactPreference", &PREFERENCE),
        ("LearnerEmploymentStatus", &EMPLOYMENT),
        ("LearningDelivery", &DELIVERY),
    ],
    texts: &[
        "LearnRefNumber",
        "PrevLearnRefNumber",
        "ULN",
        "DateOfBirth",
        "Ethnicity",
        "LLDDHealthProb",
        "PlanLearnHours",
        "PostcodePrior",
        "Postcode",
    ],
    passed: &[
        "PrevUKPRN",
        "PMUKPRN",
        "CampId",
        "FamilyName",
        "GivenNames",
        "Sex",
        "NINumber",
        "PriorAttain",
        "Accom",
        "ALSCost",
        "PlanEEPHours",
        "MathGrade",
        "EngGrade",
        "AddLine1",
        "AddLine2",
        "AddLine3",
        "AddLine4",
        "TelNo",
        "Email",
        "LLDDandHealthProblem",
        "LearnerFAM",
        "ProviderSpecLearnerMonitoring",
        "LearnerHE",
        "OTJHours",
    ],
};
/// To 2016-17.
static CONTACT: Under = Under {
    groups: &[],
    texts: &["ContType", "PostCode"],
    passed: &["LocType", "TelNumber", "Email", "PostAdd"],
};
static PREFERENCE: Under = Under {
    groups: &[],
    texts: &["ContPrefType", "ContPrefCode"],
    passed: &[],
};
static EMPLOYMENT: Under = Under {
    groups: &[("EmploymentStatusMonitoring", &EMPLOYMENT_MONITORING)],
    texts: &["EmpStat", "DateEmpStatApp"],
    passed: &["EmpId", "AgreeId"],
};
static EMPLOYMENT_MONITORING: Under = Under {
    groups: &[],
    texts: &["ESMType", "ESMCode"],
    passed: &[],
};
static DELIVERY: Under = Under {
    groups: &[("LearningDeliveryFAM", &DELIVERY_MONITORING)],
    texts: &[
        "LearnAimRef",
        "AimType",
        "AimSeqNumber",
        "LearnStartDate",
        "OrigLearnStartDate",
        "LearnPlanEndDate",
        "FundModel",
        "PHours",
        "PartnerUKPRN",
        "DelLocPostCode",
        "LSDPostcode",
        "EmpOutcome",
        "CompStatus",
        "LearnActEndDate",
        "Outcome",
        "AchDate",
        "SWSupAimId",
        "TLOut",
    ],
    passed: &[
        "OTJActHours",
        "OTJHours",
        "ProgType",
        "FworkCode",
        "PwayCode",
        "StdCode",
        "AddHours",
        "PriorLearnFundAdj",
        "OtherFundAdj",
        "ConRefNumber",
        "EPAOrgID",
        "WithdrawReason",
        "OutGrade",
        "LearningDeliveryWorkPlacement",
        "AppFinRecord",
        "TrailblazerApprenticeshipFinancialRecord",
        "ProviderSpecDeliveryMonitoring",
        "LearningDeliveryHE",
    ],
};
static DELIVERY_MONITORING: Under = Under {
    groups: &[],
    texts: &["LearnDelFAMType", "LearnDelFAMCode"],
    passed: &["LearnDelFAMDateFrom", "LearnDelFAMDateTo"],
};
static DESTINATIONS: Under = Under {
    groups: &[("DPOutcome", &DESTINATION)],
    texts: &["LearnRefNumber"],
    passed: &["ULN"],
};
static DESTINATION: Under = Under {
    groups: &[],
    texts: &[
        "OutType",
        "OutCode",
        "OutStartDate",
        "OutEndDate",
        "OutCollDate",
    ],
    passed: &[],
};

/// A name without the prefix of its namespace. Names are short, and few have one.
pub(crate) fn local(name: &str) -> &str {
    match name.bytes().position(|byte| byte == b':') {
        Some(at) => name.get(at.saturating_add(1)..).unwrap_or_default(),
        None => name,
    }
}

impl Under {
    /// What becomes of an element here, with its name; none where no schema has it.
    pub(crate) fn element(&'static self, name: &str) -> Option<(&'static str, Treatment)> {
        let of = |names: &'static [&'static str]| names.iter().find(|known| **known == name);
        if let Some(known) = of(self.texts) {
            return Some((known, Treatment::Text));
        }
        if let Some((known, under)) = self.groups.iter().find(|(known, _)| *known == name) {
            return Some((known, Treatment::Group(under)));
        }
        of(self.passed).map(|known| (*known, Treatment::Pass))
    }
}
