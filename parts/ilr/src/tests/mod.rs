//! Small returns of invented learners, and the public samples where they are at hand.

mod doors;
mod flood;
mod older;
mod privacy;
mod samples;

use crate::{Door, Header, LearnerReturn, Problems, Record, ReturnFault, Tallies, Tally};
use std::io::Read;

/// What a whole return came to.
pub(super) struct Whole {
    pub(super) header: Header,
    pub(super) records: Vec<Record>,
    pub(super) problems: Problems,
    pub(super) tallies: Tallies,
}

pub(super) fn whole(
    source: impl Read,
    (ukprn, file_name): (&str, &str),
    tally: Tally,
) -> Result<Whole, ReturnFault> {
    let mut locate = |_: &str| None;
    let door = Door {
        ukprn,
        file_name,
        key: b"a key of the tests",
        tally,
        locate: &mut locate,
    };
    let mut opened = LearnerReturn::open(source, door)?;
    let mut records = Vec::new();
    while let Some(record) = opened.next_record()? {
        records.push(record);
    }
    Ok(Whole {
        header: opened.header().clone(),
        records,
        problems: opened.problems().clone(),
        tallies: opened.tallies().clone(),
    })
}

pub(super) const NAME: &str = "ILR-90000001-2526-20260108-094401-01.xml";

/// A return of 2025-26 with one invented learner.
pub(super) const SMALL: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Message xmlns="ESFA/ILR/2025-26">
<Header><CollectionDetails><Collection>ILR</Collection><Year>2526</Year></CollectionDetails>
<Source><UKPRN>90000001</UKPRN></Source></Header>
<LearningProvider><UKPRN>90000001</UKPRN></LearningProvider>
<Learner>
<LearnRefNumber>AB 12</LearnRefNumber><ULN>1061484016</ULN>
<FamilyName>Quillfeather</FamilyName><GivenNames>Zebedee &amp; Sons</GivenNames>
<DateOfBirth>1987-03-21</DateOfBirth><Ethnicity>97</Ethnicity><Sex>M</Sex><LLDDHealthProb>1</LLDDHealthProb>
<NINumber>QQ123456C</NINumber><PostcodePrior>CH41 9ZX</PostcodePrior><Postcode>L20 8YW</Postcode>
<AddLine1>77 Gooseberry Gardens</AddLine1><TelNo>01519460999</TelNo><Email>zebedee@invented.example</Email>
<LLDDandHealthProblem><LLDDCat>9</LLDDCat></LLDDandHealthProblem>
<LearnerEmploymentStatus><EmpStat>11</EmpStat><DateEmpStatApp>2025-07-01</DateEmpStatApp>
<EmploymentStatusMonitoring><ESMType>LOU</ESMType><ESMCode>3</ESMCode></EmploymentStatusMonitoring>
</LearnerEmploymentStatus>
<LearningDelivery><LearnAimRef>Z0007890</LearnAimRef><AimType>4</AimType><AimSeqNumber>1</AimSeqNumber>
<LearnStartDate>2025-09-01</LearnStartDate><LearnPlanEndDate>2025-12-01</LearnPlanEndDate>
<FundModel>11</FundModel><PHours>40</PHours><DelLocPostCode>L1 4XY</DelLocPostCode>
<LSDPostcode>WA10 7QT</LSDPostcode><CompStatus>2</CompStatus><LearnActEndDate>2025-11-30</LearnActEndDate>
<Outcome>1</Outcome><TLOut>1</TLOut>
<LearningDeliveryFAM><LearnDelFAMType>SOF</LearnDelFAMType><LearnDelFAMCode>111</LearnDelFAMCode></LearningDeliveryFAM>
<LearningDeliveryFAM><LearnDelFAMType>LDM</LearnDelFAMType><LearnDelFAMCode>034</LearnDelFAMCode></LearningDeliveryFAM>
</LearningDelivery></Learner></Message>"#;

pub(super) fn small(text: &str) -> Result<Whole, ReturnFault> {
    whole(text.as_bytes(), ("90000001", NAME), Tally::NotAsked)
}
