//! Jobs through the pages: reported, checked, sustained, contradicted.

use crate::framework;
use crate::ledger::{self, Entry, Filter};
use crate::testing::{Page, TestApp, on_both};
use domain::ledger::Grade;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const NAME: &str = "ILR-90000001-2627-20261108-094401-01.xml";

/// A return with one invented learner; the last status and its day are handed in.
fn sample(status: &str, from: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message xmlns=\"ESFA/ILR/2026-27\">\
<Header><CollectionDetails><Collection>ILR</Collection><Year>2627</Year></CollectionDetails>\
<Source><UKPRN>90000001</UKPRN></Source></Header>\
<LearningProvider><UKPRN>90000001</UKPRN></LearningProvider>\
<Learner><LearnRefNumber>AB 12</LearnRefNumber><ULN>1061484016</ULN>\
<DateOfBirth>1987-03-21</DateOfBirth><LLDDHealthProb>2</LLDDHealthProb>\
<PostcodePrior>L20 9ZX</PostcodePrior><Postcode>L20 8YW</Postcode>\
<LearnerEmploymentStatus><EmpStat>11</EmpStat><DateEmpStatApp>2026-07-01</DateEmpStatApp>\
</LearnerEmploymentStatus>\
<LearnerEmploymentStatus><EmpStat>{status}</EmpStat><DateEmpStatApp>{from}</DateEmpStatApp>\
</LearnerEmploymentStatus>\
<LearningDelivery><LearnAimRef>Z0007890</LearnAimRef><AimType>4</AimType>\
<AimSeqNumber>1</AimSeqNumber><LearnStartDate>2026-08-03</LearnStartDate>\
<LearnPlanEndDate>2026-12-01</LearnPlanEndDate><FundModel>11</FundModel><PHours>40</PHours>\
<DelLocPostCode>L1 4XY</DelLocPostCode><CompStatus>2</CompStatus>\
<LearnActEndDate>2026-09-30</LearnActEndDate><Outcome>1</Outcome>\
</LearningDelivery></Learner></Message>"
    )
}

/// Brings a return and accepts it; gives the file's page.
fn bring(test: &TestApp, xml: &str) -> String {
    let lead = test.visitor(Role::Lead);
    lead.post("/learners/import", &[("ukprn", "90000001")]);
    let file = ("file", NAME, xml.as_bytes());
    let brought = lead.upload("/imports/new", &[("kind", "learner-return")], file);
    let path = brought.location.split('?').next().unwrap().to_owned();
    assert_eq!(lead.post(&format!("{path}/accept"), &[]).status, 303);
    lead.get(&path).says("Accepted");
    path
}

/// Adopts the house framework and lets the facts feed measures; gives the measure of the sustained.
fn feed(test: &TestApp) -> String {
    let pack = domain::framework::house_pack().unwrap();
    test.write(|write| framework::adopt(write, &pack, test.now()));
    let measures = test.read(framework::measures);
    let key = |code: &str| {
        let found = measures.iter().find(|measure| measure.code == code);
        found.unwrap().id.to_string()
    };
    let (started, sustained) = (key("HM7"), key("HM1"));
    let page = set(test, &[("started", &started), ("sustained", &sustained)]);
    assert_eq!(page.status, 303, "{}", page.html);
    sustained
}

fn set(test: &TestApp, more: &[(&str, &str)]) -> Page {
    let mut typed = vec![
        ("middle", "13"),
        ("last", "26"),
        ("hours", "shown"),
        ("area", "E08000012"),
        ("percent", "100"),
    ];
    typed.retain(|(name, _)| more.iter().all(|(given, _)| given != name));
    typed.extend(more);
    test.visitor(Role::Lead)
        .post("/follow-ups/settings", &typed)
}

fn day(name: &str, day: Date) -> [(String, String); 3] {
    [
        (format!("{name}_day"), day.day().to_string()),
        (format!("{name}_month"), day.month().to_string()),
        (format!("{name}_year"), day.year().to_string()),
    ]
}

/// Records a check on its own day; what is typed besides may take the place of the usual.
fn check(
    test: &TestApp,
    (path, stage): (&str, &str),
    (found, on): (&str, Date),
    more: &[(&str, &str)],
) -> Page {
    if on > crate::app::date_of(test.now()) {
        test.set_today(on);
    }
    let dated = day("checked_on", on);
    let mut typed = vec![
        ("found", found),
        ("said_by", "employer"),
        ("hours", "sixteen"),
        ("workplace", "unknown"),
        ("seen_what", "Payslip of the month"),
        ("kept_where", "Learner files"),
        ("grade", "3"),
    ];
    typed.extend(
        dated
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    typed.retain(|(name, _)| more.iter().all(|(given, _)| given != name));
    typed.extend(more);
    test.visitor(Role::Staff)
        .post(&format!("{path}/checks/{stage}"), &typed)
}

fn open(test: &TestApp, learner: &str, began_on: Date) -> Page {
    let dated = day("began_on", began_on);
    let mut typed = vec![("learner", learner)];
    typed.extend(
        dated
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    test.visitor(Role::Staff).post("/follow-ups/new", &typed)
}

fn opened(test: &TestApp, learner: &str, began_on: Date) -> String {
    format!("/follow-ups/{}", open(test, learner, began_on).new_key())
}

fn entries(test: &TestApp) -> Vec<Entry> {
    test.read(|read| ledger::entries(read, &Filter::default(), 50))
}

fn sum(test: &TestApp, measure: &str) -> i64 {
    let all = entries(test);
    let of = all
        .iter()
        .filter(|entry| entry.measure_id.to_string() == measure);
    of.map(|entry| entry.quantity.0).sum()
}

/// The one follow-up that was opened.
fn only(test: &TestApp) -> String {
    let all = test.read(super::store::all);
    assert_eq!(all.len(), 1);
    format!("/follow-ups/{}", all[0].id)
}

const BEGAN: Date = date(2026, 10, 12);

fn after(days: i64) -> Date {
    BEGAN.saturating_add(days.days())
}

#[test]
fn p2_1d_a_reported_job_is_followed_to_a_sustained_one_and_a_contradiction_takes_it_back() {
    on_both(|test| {
        let measure = feed(test);
        bring(test, &sample("10", "2026-10-12"));
        let staff = test.visitor(Role::Staff);
        staff
            .get("/follow-ups")
            .says("AB 12 Start check 12 October 2026 L20");
        test.visitor(Role::Lead).get("/").says("Jobs to follow up");
        let path = only(test);
        staff.get(&path).says(&format!("Reported by {NAME}"));
        assert!(entries(test).is_empty(), "a reported job counts nothing");
        for (stage, days) in [("start", 1), ("middle", 91), ("last", 182)] {
            let page = check(test, (&path, stage), ("this-job", after(days)), &[]);
            assert_eq!(page.status, 303, "{}", page.html);
        }
        assert_eq!(sum(test, &measure), 1_000);
        let all = entries(test);
        assert_eq!(all.len(), 2, "the start and the sustained job");
        let sustained = all.iter().find(|one| one.measure_id.to_string() == measure);
        let sustained = sustained.unwrap();
        assert_eq!(sustained.happened_on, after(182));
        assert_eq!(sustained.grade, Grade::ThirdPartyRecord);
        let staff = test.visitor(Role::Staff);
        staff.get(&path).says("Answered").says("Sustained job");
        staff
            .get(&format!("/entries/{}", sustained.id))
            .says("learner AB 12")
            .says("Last check of 12 April 2027");
        let figure = "Learners still in a job 26 weeks after it began 1 people";
        staff.get("/dashboard").says(figure);
        let why = [("reason", "The employer was mistaken")];
        let page = check(test, (&path, "last"), ("not-in-work", after(182)), &why);
        assert_eq!(page.status, 303, "{}", page.html);
        assert_eq!(sum(test, &measure), 0, "taken back by a reversal");
        assert_eq!(entries(test).len(), 3);
        staff.get("/dashboard").does_not_say(figure);
        staff
            .get(&path)
            .says("Replaced")
            .says("The employer was mistaken");
    });
}

#[test]
fn p2_1b_a_check_a_day_too_early_sustains_nothing_and_stays_due() {
    on_both(|test| {
        let measure = feed(test);
        let path = opened(test, "CD34", date(2026, 11, 9));
        let early = date(2026, 11, 9).saturating_add(181.days());
        let page = check(test, (&path, "last"), ("this-job", early), &[]);
        assert_eq!(page.status, 303, "{}", page.html);
        assert_eq!(sum(test, &measure), 0);
        let staff = test.visitor(Role::Staff);
        staff.get("/follow-ups").says("CD34 26-week check");
        let again = [("reason", "The day has come")];
        let on = early.saturating_add(1.day());
        let page = check(test, (&path, "last"), ("this-job", on), &again);
        assert_eq!(page.status, 303, "{}", page.html);
        assert_eq!(sum(test, &measure), 1_000);
    });
}

#[test]
fn p2_1b_who_cannot_be_reached_counts_as_nothing_and_is_tried_again() {
    on_both(|test| {
        feed(test);
        let path = opened(test, "EF56", date(2026, 11, 2));
        let empty = [("said_by", ""), ("seen_what", ""), ("kept_where", "")];
        for on in [date(2026, 11, 9), date(2026, 11, 10)] {
            let page = check(test, (&path, "start"), ("not-reached", on), &empty);
            assert_eq!(page.status, 303, "{}", page.html);
        }
        assert!(entries(test).is_empty());
        let staff = test.visitor(Role::Staff);
        staff
            .get("/follow-ups")
            .says("EF56")
            .says("Not reached yet");
        let form = staff.get(&format!("{path}/checks/start"));
        form.says("Times nobody was reached: 2");
        staff
            .get("/follow-ups/numbers")
            .says("Could not be reached 1");
    });
}

#[test]
fn p2_1b_a_learner_counts_once_for_a_measure_in_a_year() {
    on_both(|test| {
        feed(test);
        let first = opened(test, "GH78", date(2026, 8, 10));
        check(
            test,
            (&first, "start"),
            ("this-job", date(2026, 8, 12)),
            &[],
        );
        check(
            test,
            (&first, "middle"),
            ("not-in-work", date(2026, 10, 1)),
            &[],
        );
        assert_eq!(entries(test).len(), 1);
        let second = opened(test, "GH78", date(2026, 11, 2));
        let page = check(
            test,
            (&second, "start"),
            ("this-job", date(2026, 11, 5)),
            &[],
        );
        assert_eq!(page.status, 303, "{}", page.html);
        assert_eq!(entries(test).len(), 1);
        let why = [("reason", "Recorded for the wrong learner")];
        let on = date(2026, 8, 12);
        check(test, (&first, "start"), ("not-in-work", on), &why);
        let all = entries(test);
        assert_eq!(all.len(), 3, "taken back, and the other one counts");
        assert_eq!(all.iter().map(|entry| entry.quantity.0).sum::<i64>(), 1_000);
    });
}

#[test]
fn p2_1d_a_later_return_moves_marks_and_opens_nothing_twice() {
    on_both(|test| {
        bring(test, &sample("10", "2026-10-12"));
        let path = only(test);
        let staff = test.visitor(Role::Staff);
        let moved = bring(test, &sample("10", "2026-10-19"));
        assert_eq!(only(test), path);
        staff.get(&path).says("The job began 19 October 2026");
        test.visitor(Role::Lead).post(&format!("{moved}/undo"), &[]);
        staff.get(&path).says("The job began 12 October 2026");
        bring(test, &sample("12", "2026-10-12"));
        staff.get(&path).says("No longer in the return");
        staff.get("/follow-ups").does_not_say("AB 12");
        bring(test, &sample("10", "2026-10-12"));
        assert_eq!(only(test), path);
        staff.get("/follow-ups").says("AB 12");
        check(test, (&path, "start"), ("this-job", after(2)), &[]);
        bring(test, &sample("10", "2026-10-20"));
        staff
            .get(&path)
            .says("The job began 12 October 2026")
            .says("The return says by now that the job began on 20 October 2026");
    });
}

#[test]
fn a_refused_check_keeps_what_was_typed() {
    on_both(|test| {
        let path = opened(test, "IJ90", date(2026, 11, 2));
        let no_evidence = [("seen_what", ""), ("kept_where", "")];
        let on = date(2026, 11, 4);
        let page = check(test, (&path, "start"), ("this-job", on), &no_evidence);
        assert_eq!(page.status, 422);
        page.says("work counts only with evidence");
        assert!(
            page.html.contains("value=\"this-job\" checked"),
            "{}",
            page.html
        );
        let page = check(test, (&path, "start"), ("this-job", date(2026, 11, 1)), &[]);
        assert_eq!(page.status, 422);
        page.says("on or after the day the job began, 2 November 2026");
        assert_eq!(check(test, (&path, "start"), ("", on), &[]).status, 422);
        assert_eq!(
            check(test, (&path, "start"), ("this-job", on), &[]).status,
            303
        );
        let page = check(test, (&path, "start"), ("not-in-work", on), &[]);
        assert_eq!(page.status, 422, "a reason is asked for");
        let page = open(test, "IJ90", date(2026, 11, 3));
        assert_eq!(page.status, 422);
        page.says("followed up already");
        assert_eq!(set(test, &[("last", "13")]).status, 422);
    });
}

#[test]
fn p2_1d_an_answer_by_a_one_time_link_waits_and_counts_when_it_is_taken_over() {
    on_both(|test| {
        let measure = feed(test);
        let path = opened(test, "KL12", BEGAN);
        test.set_today(after(183));
        let staff = test.visitor(Role::Staff);
        let asked = [("audience", "employer"), ("days", "30")];
        let made = staff.post(&format!("{path}/links/last"), &asked);
        let token: String = made
            .html
            .split("/still-in-work/")
            .nth(1)
            .unwrap()
            .chars()
            .take_while(char::is_ascii_hexdigit)
            .collect();
        let link = format!("/still-in-work/{token}");
        let stranger = test.stranger();
        let page = stranger.get(&link);
        page.says("Mersey Learning Works").does_not_say("KL12");
        assert_eq!(stranger.post(&link, &[("hours", "sixteen")]).status, 422);
        let answer = [("found", "this-job"), ("hours", "sixteen")];
        assert_eq!(stranger.post(&link, &answer).status, 303);
        stranger.get(&link).says("Thank you");
        stranger.post(&link, &[("found", "not-in-work"), ("hours", "fewer")]);
        assert_eq!(sum(test, &measure), 0, "it waits");
        let staff = test.visitor(Role::Staff);
        staff.get(&path).says("It waits for you");
        let id = test.read(|read| {
            let all = super::store::all(read)?;
            super::store::links(read, all[0].id)
        })[0]
            .id;
        let took = staff.post(&format!("/follow-up-links/{id}/take"), &[]);
        assert_eq!(took.status, 303, "{}", took.html);
        assert_eq!(sum(test, &measure), 1_000);
        let all = entries(test);
        assert!(all.iter().all(|one| one.grade == Grade::PartnerConfirmed));
        staff.post(&format!("/follow-up-links/{id}/take"), &[]);
        assert_eq!(sum(test, &measure), 1_000, "once");
        let wrong = stranger.get("/still-in-work/0000");
        wrong.says("This link cannot be used");
    });
}

/// Makes a link for the start check and gives its address.
fn link(test: &TestApp, path: &str) -> String {
    let asked = [("audience", "learner"), ("days", "7")];
    let staff = test.visitor(Role::Staff);
    let made = staff.post(&format!("{path}/links/start"), &asked);
    let rest = made.html.split("/still-in-work/").nth(1).unwrap();
    let token: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
    format!("/still-in-work/{token}")
}

/// The links of the one follow-up.
fn links(test: &TestApp) -> Vec<super::CheckLink> {
    test.read(|read| {
        let all = super::store::all(read)?;
        super::store::links(read, all[0].id)
    })
}

#[test]
fn p2_1d_a_link_that_is_withdrawn_too_old_or_sent_too_often_takes_no_answer() {
    on_both(|test| {
        let path = opened(test, "ST90", date(2026, 11, 2));
        let stranger = test.stranger();
        let answer = [("found", "this-job"), ("hours", "fewer")];
        let flooded = link(test, &path);
        for _ in 0..20 {
            assert_eq!(stranger.post(&flooded, &[]).status, 422);
        }
        let page = stranger.post(&flooded, &answer);
        assert_eq!(page.status, 422);
        page.says("too many times");
        let withdrawn = link(test, &path);
        for one in links(test) {
            let path = format!("/follow-up-links/{}/withdraw", one.id);
            assert_eq!(test.visitor(Role::Staff).post(&path, &[]).status, 303);
        }
        stranger.post(&withdrawn, &answer);
        stranger.get(&withdrawn).says("It was withdrawn");
        let old = link(test, &path);
        test.set_today(date(2026, 11, 18));
        stranger.post(&old, &answer);
        stranger.get(&old).says("It is too old");
        assert!(links(test).iter().all(|one| one.answer.is_none()));
    });
}

#[test]
fn p2_1b_a_measure_of_full_time_equivalents_is_refused_and_so_is_one_for_both() {
    on_both(|test| {
        feed(test);
        let measures = test.read(framework::measures);
        let own_staff = measures.iter().find(|measure| measure.code == "NT1");
        let own_staff = own_staff.unwrap().id.to_string();
        let page = set(test, &[("sustained", &own_staff)]);
        assert_eq!(page.status, 422);
        page.says("NT1 counts full-time equivalents of our own staff: learners are never")
            .says("HM1 or HM2 would fit");
        let both = [("started", own_staff.as_str()), ("sustained", &own_staff)];
        let page = set(test, &both);
        assert_eq!(page.status, 422);
        page.says("a job would count there twice");
        let backwards = set(test, &[("middle", "26"), ("last", "13")]);
        assert_eq!(backwards.status, 422);
        backwards.says("The last check must come more weeks after the start");
    });
}

#[test]
fn p5a_a_contradiction_of_a_signed_quarter_counts_as_an_adjustment_in_the_open_one() {
    on_both(|test| {
        let measure = feed(test);
        let path = opened(test, "UV12", date(2026, 8, 10));
        let on = date(2026, 8, 10).saturating_add(182.days());
        check(test, (&path, "last"), ("this-job", on), &[]);
        assert_eq!(sum(test, &measure), 1_000);
        let calendar = domain::calendar::Calendar::ACADEMIC;
        let signed = calendar.quarter_of(on);
        test.set_today(date(2027, 5, 10));
        test.write(|write| ledger::close_quarter(write, signed, test.now()));
        let why = [("reason", "The employer was mistaken")];
        let page = check(test, (&path, "last"), ("not-in-work", on), &why);
        assert_eq!(page.status, 303, "{}", page.html);
        let all = entries(test);
        let is_of = |one: &&Entry| one.measure_id.to_string() == measure;
        let mut reversals = all.iter().filter(|one| one.kind == "reversal");
        let reversal = reversals.find(is_of).unwrap();
        assert_eq!(reversal.adjusts_quarter, Some(signed.to_string()));
        assert_eq!(sum(test, &measure), 0);
    });
}

#[test]
fn p2_1b_who_may_see_learners_and_who_sees_numbers_only() {
    on_both(|test| {
        let path = opened(test, "MN34", date(2026, 11, 2));
        let governance = test.visitor(Role::Governance);
        assert_eq!(governance.get("/follow-ups").status, 403);
        assert_eq!(governance.get(&path).status, 403);
        governance
            .get("/follow-ups/numbers")
            .says("Opened by hand 1")
            .does_not_say("MN34");
        let auditor = test.visitor(Role::Auditor);
        auditor.get(&path).says("MN34").does_not_say("Record the");
        let elsewhere = TestApp::elsewhere();
        assert_eq!(elsewhere.visitor(Role::Staff).get(&path).status, 404);
        let log = auditor.get("/log").text();
        assert!(!log.contains("MN34"));
    });
}

#[test]
fn p5a_new_weeks_move_only_what_is_not_answered() {
    on_both(|test| {
        let path = opened(test, "OP56", date(2026, 8, 3));
        check(test, (&path, "start"), ("this-job", date(2026, 8, 5)), &[]);
        check(
            test,
            (&path, "middle"),
            ("this-job", date(2026, 11, 3)),
            &[],
        );
        let other = opened(test, "QR78", date(2026, 11, 2));
        assert_eq!(set(test, &[("middle", "4"), ("last", "30")]).status, 303);
        let staff = test.visitor(Role::Staff);
        staff.get(&path).says("13-week check").says("30-week check");
        staff.get(&other).says("4-week check").says("30-week check");
    });
}
