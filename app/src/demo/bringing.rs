//! Files that are brought in: a learner return, an attendance sheet that is accepted, and one that waits
//! with lines to be mended.

use super::stage::{Page, Stage};
use crate::failure::Failure;
use crate::jobs::Jobs;
use crate::{imports, learners};
use database::Id;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt::Write as _;

/// The provider's number; none that is given to anybody.
const UKPRN: &str = "90000017";
/// How many learners the return has.
const LEARNERS: u32 = 24;

/// Brings the files.
pub(super) fn bring(stage: &Stage<'_>) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    let day = stage.today.saturating_sub(1.days());
    let said = stage.visit((lead, day), &[], &[("ukprn", UKPRN)]);
    stage.send(learners::provider::submit, said)?;
    let begins = stage
        .calendar
        .first_day(stage.calendar.year_of(day).quarters()[0]);
    let name = format!(
        "ILR-{UKPRN}-{}-{:04}{:02}{:02}-094401-01.xml",
        year(begins),
        day.year(),
        day.month(),
        day.day()
    );
    let text = learner_return(begins, day);
    let returned = file(stage, (Role::Lead, day), ("learner-return", &name, &text))?;
    decide(stage, (imports::decide::accept, day), returned)?;
    let text = sheet(day, &["8", "11", "9"]);
    let sheet_of = |text: &str| file(stage, (Role::Staff, day), ("attendance", "salon.csv", text));
    decide(stage, (imports::decide::accept, day), sheet_of(&text)?)?;
    sheet_of(&sheet(day, &["7", "many", "10"]))?;
    Ok(())
}

/// Brings a file as somebody, and waits until it is checked.
fn file(
    stage: &Stage<'_>,
    (role, day): (Role, Date),
    (kind, name, text): (&str, &str, &str),
) -> Result<Id, Failure> {
    let mut visit = stage.visit((stage.actor(role, 0)?, day), &[], &[("kind", kind)]);
    visit.uploads.push(stage.upload(name, text.as_bytes())?);
    let organisation_id = visit.who()?.organisation_id;
    let key = stage.send(imports::new::submit, visit)?;
    let id = Id::parse_str(&key).map_err(|_| Failure::NotFound)?;
    Jobs::wait(stage.app, (organisation_id, id));
    Ok(id)
}

/// Decides about a file as the Lead, and waits until it is done.
fn decide(stage: &Stage<'_>, (page, day): (Page, Date), id: Id) -> Result<(), Failure> {
    let key = id.to_string();
    let lead = stage.actor(Role::Lead, 0)?;
    let visit = stage.visit((lead, day), &[("id", &key)], &[]);
    let organisation_id = visit.who()?.organisation_id;
    stage.send(page, visit)?;
    Jobs::wait(stage.app, (organisation_id, id));
    Ok(())
}

/// Four digits, such as 2627.
fn year(begins: Date) -> String {
    let first = begins.year().rem_euclid(100);
    format!("{first:02}{:02}", (first + 1).rem_euclid(100))
}

/// Three sessions of an activity, a week apart, with how many came.
fn sheet(day: Date, came: &[&str]) -> String {
    let mut text = "Activity,Date,Attendees,Minutes\n".to_owned();
    for (weeks, people) in (1_i64..).zip(came) {
        let held_on = day.saturating_sub((weeks * 7).days());
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "Salon for learners and neighbours,{:02}/{:02}/{},{people},{}",
            held_on.day(),
            held_on.month(),
            held_on.year(),
            100 + weeks
        );
    }
    text
}

/// One of some words, in turn.
fn pick(words: &[&'static str], number: u32) -> &'static str {
    let words = words.iter().cycle();
    let at = usize::try_from(number).unwrap_or(0);
    words.copied().nth(at).unwrap_or_default()
}

/// A return of invented learners: most have ended, some have achieved, one reports a job.
fn learner_return(begins: Date, day: Date) -> String {
    let next = (begins.year() + 1).rem_euclid(100);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message xmlns=\"ESFA/ILR/{}-{next:02}\"><Header>\
<CollectionDetails><Collection>ILR</Collection><Year>{}</Year></CollectionDetails><Source>\
<UKPRN>{UKPRN}</UKPRN></Source></Header><LearningProvider><UKPRN>{UKPRN}</UKPRN></LearningProvider>\n",
        begins.year(),
        year(begins)
    );
    for number in 0..LEARNERS {
        let started = begins.saturating_add(i64::from(number % 9).days());
        let ended = day
            .saturating_sub(i64::from(number % 20).days())
            .max(started);
        let outcome = pick(&["1", "1", "8", "3"], number);
        let district = pick(&["L4", "L20", "CH41", "WA10", "WA8", "L36"], number);
        let job = if number == 5 {
            format!(
                "<LearnerEmploymentStatus><EmpStat>10</EmpStat><DateEmpStatApp>{ended}</DateEmpStatApp></LearnerEmploymentStatus>"
            )
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "<Learner><LearnRefNumber>MLW-{:04}</LearnRefNumber><ULN>9999999999</ULN>\
<DateOfBirth>{}-06-15</DateOfBirth><Ethnicity>99</Ethnicity><Sex>F</Sex><LLDDHealthProb>9</LLDDHealthProb>\
<PostcodePrior>ZZ99 9ZZ</PostcodePrior><Postcode>{district} 1AA</Postcode>\
<LearnerEmploymentStatus><EmpStat>11</EmpStat><DateEmpStatApp>{begins}</DateEmpStatApp></LearnerEmploymentStatus>{job}\
<LearningDelivery><LearnAimRef>Z0007890</LearnAimRef><AimType>4</AimType><AimSeqNumber>1</AimSeqNumber>\
<LearnStartDate>{started}</LearnStartDate><LearnPlanEndDate>{ended}</LearnPlanEndDate><FundModel>11</FundModel>\
<PHours>30</PHours><DelLocPostCode>L1 1AA</DelLocPostCode><LSDPostcode>{district} 1AA</LSDPostcode>\
<CompStatus>2</CompStatus><LearnActEndDate>{ended}</LearnActEndDate><Outcome>{outcome}</Outcome><TLOut>{}</TLOut>\
<LearningDeliveryFAM><LearnDelFAMType>SOF</LearnDelFAMType><LearnDelFAMCode>111</LearnDelFAMCode>\
</LearningDeliveryFAM></LearningDelivery></Learner>",
            300 + number,
            1970 + number,
            1 + number % 3
        );
    }
    text.push_str("</Message>\n");
    text
}
