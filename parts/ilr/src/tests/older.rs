//! What only older years have.

use super::{NAME, SMALL, whole};
use crate::{Contact, Record, Tally};

#[test]
fn contact_blocks_preferences_and_destinations_of_older_years_are_read() {
    let text = SMALL
        .replace("ESFA/ILR/2025-26", "SFA/ILR/2016-17")
        .replace("2526", "1617")
        .replace("<PostcodePrior>CH41 9ZX</PostcodePrior><Postcode>L20 8YW</Postcode>", "")
        .replace("<LSDPostcode>WA10 7QT</LSDPostcode>", "")
        .replace(
            "<LLDDandHealthProblem>",
            "<LearnerContact><LocType>2</LocType><ContType>1</ContType><PostCode>CH41 9ZX</PostCode></LearnerContact>\
             <LearnerContact><LocType>2</LocType><ContType>2</ContType><PostCode>L20 8YW</PostCode></LearnerContact>\
             <LearnerContact><LocType>1</LocType><ContType>2</ContType><PostAdd><AddLine1>77 Hidden</AddLine1></PostAdd></LearnerContact>\
             <ContactPreference><ContPrefType>RUI</ContPrefType><ContPrefCode>2</ContPrefCode></ContactPreference>\
             <LLDDandHealthProblem>",
        )
        .replace(
            "</Learner></Message>",
            "</Learner><LearnerDestinationandProgression><LearnRefNumber>AB 12</LearnRefNumber><ULN>1061484016</ULN>\
             <DPOutcome><OutType>EMP</OutType><OutCode>1</OutCode><OutStartDate>2017-02-01</OutStartDate>\
             <OutCollDate>2017-03-01Z</OutCollDate></DPOutcome></LearnerDestinationandProgression></Message>",
        );
    let name = NAME.replace("2526", "1617");
    let read = whole(text.as_bytes(), ("90000001", &name), Tally::NotAsked).unwrap();
    assert_eq!(read.problems.kept(), []);
    let [Record::Learner(learner), Record::Destinations(after)] = read.records.as_slice() else {
        panic!("a learner and what became of them");
    };
    assert_eq!(learner.home.outward.as_deref(), Some("L20"));
    assert_eq!(learner.deliveries[0].home_at_start, learner.home);
    assert_eq!(learner.contact, Contact::Refused);
    assert_eq!(after.reference, learner.reference);
    assert_eq!(after.outcomes[0].kind, "EMP");
    assert!(after.outcomes[0].collected_on.is_some());
    assert!(!format!("{:?}", read.records).contains("Hidden"));
}
