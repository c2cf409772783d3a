//! A made-up learner return in the shape of 2025-26, about 4,000 bytes for each learner.

use std::fmt::Write;

const HEAD: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Message xmlns="ESFA/ILR/2025-26">
  <Header>
    <CollectionDetails><Collection>ILR</Collection><Year>2526</Year><FilePreparationDate>2026-09-01</FilePreparationDate></CollectionDetails>
    <Source><ProtectiveMarking>OFFICIAL-SENSITIVE-Personal</ProtectiveMarking><UKPRN>90000001</UKPRN><SerialNo>01</SerialNo><DateTime>2026-09-01T09:44:01</DateTime></Source>
  </Header>
  <LearningProvider><UKPRN>90000001</UKPRN></LearningProvider>
"#;

/// The XML of a return with that many learners, two aims each. One in five finds work.
pub fn learner_return(learners: usize) -> String {
    let mut xml = String::with_capacity(learners.saturating_mul(4_100));
    xml.push_str(HEAD);
    for number in 0..learners {
        learner(&mut xml, number);
    }
    xml.push_str("</Message>\n");
    xml
}

fn learner(xml: &mut String, number: usize) {
    let year = 1960 + number % 40;
    let street = number % 90;
    let _ = write!(
        xml,
        "<Learner>
  <LearnRefNumber>R{number:09}</LearnRefNumber>
  <ULN>{uln}</ULN>
  <FamilyName>Made-up {number}</FamilyName>
  <GivenNames>Nobody in particular</GivenNames>
  <DateOfBirth>{year}-03-21</DateOfBirth>
  <Ethnicity>31</Ethnicity>
  <Sex>M</Sex>
  <LLDDHealthProb>2</LLDDHealthProb>
  <NINumber>QQ{number:06}C</NINumber>
  <PriorAttain><PriorLevel>2</PriorLevel><DateLevelApp>2025-08-01</DateLevelApp></PriorAttain>
  <PostcodePrior>CH41 9ZX</PostcodePrior>
  <Postcode>L20 8YW</Postcode>
  <AddLine1>{street} No Such Street</AddLine1>
  <AddLine2>No Such Town</AddLine2>
  <TelNo>01519460999</TelNo>
  <Email>nobody{number}@nowhere.example</Email>
  <LearnerFAM><LearnFAMType>NLM</LearnFAMType><LearnFAMCode>17</LearnFAMCode></LearnerFAM>
  <LearnerEmploymentStatus>
    <EmpStat>11</EmpStat>
    <DateEmpStatApp>2025-08-01</DateEmpStatApp>
    <EmploymentStatusMonitoring><ESMType>LOU</ESMType><ESMCode>3</ESMCode></EmploymentStatusMonitoring>
    <EmploymentStatusMonitoring><ESMType>BSI</ESMType><ESMCode>4</ESMCode></EmploymentStatusMonitoring>
  </LearnerEmploymentStatus>
",
        uln = 1_000_000_000 + number,
    );
    if number.is_multiple_of(5) {
        xml.push_str(
            "  <LearnerEmploymentStatus><EmpStat>10</EmpStat><DateEmpStatApp>2026-06-12</DateEmpStatApp><EmploymentStatusMonitoring><ESMType>EII</ESMType><ESMCode>8</ESMCode></EmploymentStatusMonitoring></LearnerEmploymentStatus>\n",
        );
    }
    for sequence in 1..=2 {
        delivery(xml, number, sequence);
    }
    xml.push_str("</Learner>\n");
}

fn delivery(xml: &mut String, number: usize, sequence: usize) {
    let (month, day) = (2 + number % 6, 1 + number % 28);
    let outward = 1 + number % 30;
    let _ = write!(
        xml,
        "  <LearningDelivery>
    <LearnAimRef>Z000{aim:04}</LearnAimRef>
    <AimType>4</AimType>
    <AimSeqNumber>{sequence}</AimSeqNumber>
    <LearnStartDate>2025-09-{day:02}</LearnStartDate>
    <LearnPlanEndDate>2026-05-{day:02}</LearnPlanEndDate>
    <FundModel>38</FundModel>
    <PHours>{hours}</PHours>
    <DelLocPostCode>L1 4XY</DelLocPostCode>
    <LSDPostcode>L{outward} 4AB</LSDPostcode>
    <ConRefNumber>ABC-{number:08}</ConRefNumber>
    <CompStatus>2</CompStatus>
    <LearnActEndDate>2026-0{month}-{day:02}</LearnActEndDate>
    <Outcome>1</Outcome>
    <TLOut>3</TLOut>
    <SWSupAimId>{number:08x}-0000-4000-8000-{sequence:012x}</SWSupAimId>
",
        aim = number % 10_000,
        hours = 10 + number % 80,
    );
    for (kind, code) in [
        ("SOF", "111"),
        ("FFI", "1"),
        ("DAM", "002"),
        ("DAM", "013"),
        ("LDM", "378"),
        ("ACL", "3"),
    ] {
        let _ = writeln!(
            xml,
            "    <LearningDeliveryFAM><LearnDelFAMType>{kind}</LearnDelFAMType><LearnDelFAMCode>{code}</LearnDelFAMCode></LearningDeliveryFAM>"
        );
    }
    xml.push_str(
        "    <ProviderSpecDeliveryMonitoring><ProvSpecDelMonOccur>A</ProvSpecDelMonOccur><ProvSpecDelMon>NOTHING</ProvSpecDelMon></ProviderSpecDeliveryMonitoring>\n  </LearningDelivery>\n",
    );
}
