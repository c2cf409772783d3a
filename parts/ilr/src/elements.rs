//! Every element of the schemas from 2016-17 to 2025-26 that stands where a learner's facts stand, and
//! what becomes of it. What is not here is unknown: it is reported and passed over whole.

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Treatment {
    /// It holds elements that are looked at.
    Group,
    /// Its text is taken.
    Text,
    /// It is known and passed over whole, unread: personal, or not needed.
    Pass,
    /// No schema has it here.
    Unknown,
}

/// Groups, texts and what is passed over, under one parent.
struct Under {
    groups: &'static [&'static str],
    texts: &'static [&'static str],
    passed: &'static [&'static str],
}

const MESSAGE: Under = Under {
    groups: &[
        "Header",
        "LearningProvider",
        "Learner",
        "LearnerDestinationandProgression",
    ],
    texts: &[],
    passed: &["SourceFiles"],
};
const HEADER: Under = Under {
    groups: &["CollectionDetails", "Source"],
    texts: &[],
    passed: &[],
};
const COLLECTION: Under = Under {
    groups: &[],
    texts: &["Year"],
    passed: &["Collection", "FilePreparationDate"],
};
const SOURCE: Under = Under {
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
const PROVIDER: Under = Under {
    groups: &[],
    texts: &["UKPRN"],
    passed: &[],
};
const LEARNER: Under = Under {
    groups: &[
        "LearnerContact",
        "ContactPreference",
        "LearnerEmploymentStatus",
        "LearningDelivery",
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
const CONTACT: Under = Under {
    groups: &[],
    texts: &["ContType", "PostCode"],
    passed: &["LocType", "TelNumber", "Email", "PostAdd"],
};
const PREFERENCE: Under = Under {
    groups: &[],
    texts: &["ContPrefType", "ContPrefCode"],
    passed: &[],
};
const EMPLOYMENT: Under = Under {
    groups: &["EmploymentStatusMonitoring"],
    texts: &["EmpStat", "DateEmpStatApp"],
    passed: &["EmpId", "AgreeId"],
};
const EMPLOYMENT_MONITORING: Under = Under {
    groups: &[],
    texts: &["ESMType", "ESMCode"],
    passed: &[],
};
const DELIVERY: Under = Under {
    groups: &["LearningDeliveryFAM"],
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
const DELIVERY_MONITORING: Under = Under {
    groups: &[],
    texts: &["LearnDelFAMType", "LearnDelFAMCode"],
    passed: &["LearnDelFAMDateFrom", "LearnDelFAMDateTo"],
};
const DESTINATIONS: Under = Under {
    groups: &["DPOutcome"],
    texts: &["LearnRefNumber"],
    passed: &["ULN"],
};
const DESTINATION: Under = Under {
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

fn under(parent: &str) -> Option<Under> {
    let found = match parent {
        "Message" => MESSAGE,
        "Header" => HEADER,
        "CollectionDetails" => COLLECTION,
        "Source" => SOURCE,
        "LearningProvider" => PROVIDER,
        "Learner" => LEARNER,
        "LearnerContact" => CONTACT,
        "ContactPreference" => PREFERENCE,
        "LearnerEmploymentStatus" => EMPLOYMENT,
        "EmploymentStatusMonitoring" => EMPLOYMENT_MONITORING,
        "LearningDelivery" => DELIVERY,
        "LearningDeliveryFAM" => DELIVERY_MONITORING,
        "LearnerDestinationandProgression" => DESTINATIONS,
        "DPOutcome" => DESTINATION,
        _ => return None,
    };
    Some(found)
}

/// What becomes of an element under its parent.
pub(crate) fn treatment(parent: &str, name: &str) -> Treatment {
    let Some(under) = under(parent) else {
        return Treatment::Unknown;
    };
    if under.groups.contains(&name) {
        Treatment::Group
    } else if under.texts.contains(&name) {
        Treatment::Text
    } else if under.passed.contains(&name) {
        Treatment::Pass
    } else {
        Treatment::Unknown
    }
}
