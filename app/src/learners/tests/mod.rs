//! A return through the pages: checked, accepted, counted, posted, corrected.

mod independent;

use crate::failure::Failure;
use crate::framework;
use crate::jobs::STOPPED;
use crate::ledger::Context;
use crate::testing::{Page, TestApp, on_both};
use database::Id;
use domain::calendar::Calendar;
use domain::ilr::Characteristic;
use domain::people::Role;

/// Everything in the sample that names or finds a person.
const PERSONAL: &[&str] = &[
    "1061484016",
    "Quillfeather",
    "Zebedee",
    "1987-03-21",
    "QQ123456C",
    "8YW",
    "7QT",
    "9ZX",
    "Gooseberry",
    "01519460999",
    "zebedee@",
];

/// A return with two invented learners; the end of the first one's aim is handed in.
fn sample(ended_on: &str) -> String {
    let learner = |reference: &str, ended_on: &str| {
        format!(
            "<Learner><LearnRefNumber>{reference}</LearnRefNumber><ULN>1061484016</ULN>\
<FamilyName>Quillfeather</FamilyName><GivenNames>Zebedee</GivenNames>\
<DateOfBirth>1987-03-21</DateOfBirth><Ethnicity>31</Ethnicity><Sex>M</Sex>\
<LLDDHealthProb>2</LLDDHealthProb><NINumber>QQ123456C</NINumber>\
<PostcodePrior>CH41 9ZX</PostcodePrior><Postcode>L20 8YW</Postcode>\
<AddLine1>77 Gooseberry Gardens</AddLine1><TelNo>01519460999</TelNo>\
<Email>zebedee@invented.example</Email>\
<LearnerEmploymentStatus><EmpStat>11</EmpStat><DateEmpStatApp>2026-07-01</DateEmpStatApp>\
</LearnerEmploymentStatus>\
<LearnerEmploymentStatus><EmpStat>10</EmpStat><DateEmpStatApp>2026-10-12</DateEmpStatApp>\
</LearnerEmploymentStatus>\
<LearningDelivery><LearnAimRef>Z0007890</LearnAimRef><AimType>4</AimType>\
<AimSeqNumber>1</AimSeqNumber><LearnStartDate>2026-09-01</LearnStartDate>\
<LearnPlanEndDate>2026-12-01</LearnPlanEndDate><FundModel>11</FundModel><PHours>40</PHours>\
<DelLocPostCode>L1 4XY</DelLocPostCode><LSDPostcode>WA10 7QT</LSDPostcode>\
<CompStatus>2</CompStatus><LearnActEndDate>{ended_on}</LearnActEndDate><Outcome>1</Outcome>\
<TLOut>1</TLOut><LearningDeliveryFAM><LearnDelFAMType>SOF</LearnDelFAMType>\
<LearnDelFAMCode>111</LearnDelFAMCode></LearningDeliveryFAM></LearningDelivery></Learner>"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message xmlns=\"ESFA/ILR/2026-27\">\
<Header><CollectionDetails><Collection>ILR</Collection><Year>2627</Year></CollectionDetails>\
<Source><UKPRN>90000001</UKPRN></Source></Header>\
<LearningProvider><UKPRN>90000001</UKPRN></LearningProvider>{}{}</Message>",
        learner("AB 12", ended_on),
        learner("CD34", "2026-10-09")
    )
}

const NAME: &str = "ILR-90000001-2627-20261108-094401-01.xml";

/// Brings a return, and gives the page of what the check found, or of the refusal.
fn check(test: &TestApp, xml: &str) -> (String, Page) {
    check_named(test, (NAME, xml))
}

fn check_named(test: &TestApp, (name, xml): (&str, &str)) -> (String, Page) {
    let lead = test.visitor(Role::Lead);
    let file = ("file", name, xml.as_bytes());
    let brought = lead.upload("/imports/new", &[("kind", "learner-return")], file);
    let path = brought.location.split('?').next().unwrap().to_owned();
    if brought.status == 303 {
        let page = lead.get(&path);
        (path, page)
    } else {
        (path, brought)
    }
}

/// Brings a return and accepts it; gives the file's page.
fn accept(test: &TestApp, xml: &str) -> String {
    accept_named(test, (NAME, xml))
}

fn accept_named(test: &TestApp, (name, xml): (&str, &str)) -> String {
    let (path, _) = check_named(test, (name, xml));
    let lead = test.visitor(Role::Lead);
    assert_eq!(lead.post(&format!("{path}/accept"), &[]).status, 303);
    lead.get(&path).says("Accepted");
    path
}

/// The page of the return that is the picture of the year now.
fn current(test: &TestApp) -> String {
    let returns = test.read(super::store::returns);
    let now = returns.iter().find(|one| one.replaced_at.is_none());
    format!("/learners/{}", now.unwrap().id)
}

/// The page of a return with its small numbers.
fn exact(test: &TestApp, path: &str) -> Page {
    test.visitor(Role::Lead).post(&format!("{path}/exact"), &[])
}

fn say_provider(test: &TestApp) {
    say_provider_is(test, "90000001");
}

fn say_provider_is(test: &TestApp, ukprn: &str) {
    let lead = test.visitor(Role::Lead);
    assert_eq!(
        lead.post("/learners/import", &[("ukprn", "9000")]).status,
        422
    );
    assert_eq!(
        lead.post("/learners/import", &[("ukprn", ukprn)]).status,
        303
    );
}

/// Adopts the house framework and lets those who achieved feed a measure.
fn feed(test: &TestApp) -> String {
    let pack = domain::framework::house_pack().unwrap();
    test.write(|write| framework::adopt(write, &pack, test.now()));
    let measures = test.read(framework::measures);
    let found = measures.iter().find(|measure| measure.code == "HM7");
    let measure = found.unwrap().id.to_string();
    let typed = [
        ("achieved", measure.as_str()),
        ("area", "E08000012"),
        ("percent", "100"),
    ];
    let page = test.visitor(Role::Lead).post("/learners/rules", &typed);
    assert_eq!(page.status, 303, "{}", page.html);
    measure
}

#[test]
fn p2_1d_a_return_is_checked_then_accepted_and_every_figure_opens_to_its_learners() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.get("/learners").says("No return yet");
        say_provider(test);
        // In bytes that no other test brings: a file stays while any organisation waits for the same ones.
        let text = format!("{}<!-- {} -->", sample("2026-10-02"), test.organisation_id);
        let (file, page) = check(test, &text);
        page.says("Nothing is kept yet").says("Aims that are new 2");
        lead.get("/learners").says("No return yet");
        assert!(test.evidence_file(text.as_bytes()).exists(), "it waits");
        lead.post(&format!("{file}/drop"), &[]);
        assert!(
            !test.evidence_file(text.as_bytes()).exists(),
            "it is forgotten"
        );
        accept(test, &text);
        let path = current(test);
        assert!(!test.evidence_file(text.as_bytes()).exists());
        lead.get(&path)
            .says("Learners who achieved fewer than 5")
            .says("Learners whose result is pending 0");
        exact(test, &path)
            .says("Learners who achieved 2")
            .says("Learners with a reported job 2")
            .says("Learners whose result is pending 0");
        lead.get(&format!("{path}/achieved"))
            .says("AB 12 1: Z0007890 2 October 2026 25 to 49 WA10");
        assert_eq!(lead.get(&format!("{path}/nothing")).status, 404);
        check(test, &text).1.says("accepted before");
        let governance = test.visitor(Role::Governance);
        governance
            .get(&path)
            .says("Learners who achieved fewer than 5");
        assert_eq!(governance.get(&format!("{path}/achieved")).status, 403);
        let auditor = test.visitor(Role::Auditor);
        auditor.get(&format!("{path}/achieved")).says("CD34");
    });
}

#[test]
fn p2_1d_who_stands_twice_counts_once_and_is_said() {
    on_both(|test| {
        say_provider(test);
        let twice = sample("2026-10-02").replace("CD34", "AB 12");
        check(test, &twice)
            .1
            .says("Aims that are new 1")
            .says("Aims passed over: without a number or a start, or standing twice 1");
        accept(test, &twice);
        exact(test, &current(test)).says("Learners who achieved 1");
    });
}

#[test]
fn p2_1b_destinations_behind_the_learners_report_jobs() {
    on_both(|test| {
        say_provider(test);
        let became = |learner: &str, day: &str| {
            format!(
                "<LearnerDestinationandProgression><LearnRefNumber>{learner}</LearnRefNumber>\
<DPOutcome><OutType>EMP</OutType><OutCode>1</OutCode><OutStartDate>{day}</OutStartDate>\
<OutCollDate>{day}</OutCollDate></DPOutcome></LearnerDestinationandProgression>"
            )
        };
        let tail = [
            became("AB 12", "2026-10-20"),
            became("AB 12", "2026-10-21"),
            became("XY 99", "2026-10-20"),
        ];
        // Without the later status, a destination alone reports the job.
        let text = sample("2026-10-02").replace("<EmpStat>10</EmpStat>", "<EmpStat>98</EmpStat>");
        let text = text.replace("</Message>", &format!("{}</Message>", tail.concat()));
        check(test, &text)
            .1
            .says("Learners with a reported job 1")
            .says("of learners who are not in the file, or standing twice 2");
        accept(test, &text);
        let path = current(test);
        let lead = test.visitor(Role::Lead);
        exact(test, &path).says("Learners with a reported job 1");
        lead.get(&format!("{path}/job-reported"))
            .says("AB 12 1: Z0007890 20 October 2026")
            .does_not_say("CD34");
        lead.get("/follow-ups").says("AB 12").does_not_say("XY 99");
    });
}

#[test]
fn p2_1d_an_aim_of_the_providers_own_list_prepares_for_work() {
    on_both(|test| {
        say_provider(test);
        feed(test);
        accept(test, &sample("2026-10-02"));
        let lead = test.visitor(Role::Lead);
        let path = current(test);
        lead.get(&path)
            .says("Learners who completed training for work 0");
        let typed = |aims: &str| {
            let fields = [
                ("area", "E08000012"),
                ("percent", "100"),
                ("employability_aims", aims),
            ];
            lead.post("/learners/rules", &fields)
        };
        let refused = typed("Z0007890\nnot an aim");
        assert_eq!(refused.status, 422);
        refused
            .says("‘NOT AN AIM’ is no reference of an aim")
            .says("Z0007890");
        assert_eq!(typed(" z0007890 \n\n").status, 303);
        lead.get("/learners/rules").says("Z0007890");
        exact(test, &path).says("Learners who completed training for work 2");
        lead.get(&format!("{path}/employability")).says("AB 12");
    });
}

#[test]
fn p2_1d_a_person_is_known_again_by_a_key_and_no_number() {
    on_both(|test| {
        say_provider(test);
        accept(test, &sample("2026-10-02"));
        let returns = test.read(super::store::returns);
        let id = returns.first().unwrap().id;
        let some = test.read(|read| super::store::some(read, id, ""));
        let keys: Vec<_> = some.iter().map(|one| one.person_key).collect();
        assert_eq!(keys.len(), 2);
        assert!(keys[0].is_some(), "the number of the sample is sound");
        assert_eq!(keys[0], keys[1], "one number, two references: two rows");
        let lead = test.visitor(Role::Lead);
        lead.get(&current(test))
            .says("2 learners have a number that another reference has as well");
        lead.get(&format!("{}/sharing", current(test)))
            .says("AB 12, CD34");
        let other = test.app.person_secret(Id::nil()).unwrap();
        let own = test.app.person_secret(test.scope().organisation_id);
        assert_ne!(other, own.unwrap(), "each organisation has its own");
    });
}

#[test]
fn p1_1b_learners_the_city_region_funded_are_counted_and_placed() {
    on_both(|test| {
        say_provider(test);
        feed(test);
        accept(test, &sample("2026-10-02"));
        let path = current(test);
        let lead = test.visitor(Role::Lead);
        exact(test, &path).says("Learners the city region funded 2");
        let entries =
            test.read(|read| crate::ledger::entries(read, &crate::ledger::Filter::default(), 10));
        let places: Vec<&str> = entries
            .iter()
            .map(|entry| entry.area_code.as_str())
            .collect();
        assert_eq!(places, ["E08000013", "E08000013"]);
        lead.get(&format!("/entries/{}", entries[0].id))
            .says("by outward code, about 95 % right");
        // A figure by area says how the area was found.
        let seen = [("seen_what", "The register"), ("kept_where", "The office")];
        for entry in &entries {
            lead.post(&format!("/entries/{}/evidence", entry.id), &seen);
        }
        lead.get(&format!("/figures/{}?year=2026-27", entries[0].measure_id))
            .says("How the area was found, where it was not recorded with the entry: St. Helens (by outward code, about 95 % right)");
    });
}

#[test]
fn p5a_a_later_return_corrects_by_reversal_and_new_entry() {
    on_both(|test| {
        say_provider(test);
        feed(test);
        accept(test, &sample("2026-10-02"));
        let all = || {
            let filter = crate::ledger::Filter::default();
            test.read(|read| crate::ledger::entries(read, &filter, 10))
        };
        assert_eq!(all().len(), 2);
        let later = sample("2026-10-05");
        check(test, &later).1.says("Aims that changed 1");
        let file = accept(test, &later);
        let after = all();
        assert_eq!(after.len(), 4);
        assert_eq!(
            after
                .iter()
                .filter(|entry| entry.kind == "reversal")
                .count(),
            1
        );
        let sum: i64 = after.iter().map(|entry| entry.quantity.0).sum();
        assert_eq!(sum, 2_000);
        let lead = test.visitor(Role::Lead);
        let new = after
            .iter()
            .find(|entry| entry.happened_on == jiff::civil::date(2026, 10, 5));
        lead.get(&format!("/entries/{}", new.unwrap().id))
            .says("Learners who achieved. From ILR-90000001")
            .says("learner AB 12");
        lead.get("/learners").says("Replaced");
        exact(test, &current(test)).says("Learners who achieved 2");
        // Taken back, the return before it is the picture again, and the ledger says so.
        let undone = lead.post(&format!("{file}/undo"), &[]);
        assert_eq!(undone.status, 303);
        lead.get(&file).says("Taken back");
        let again = all();
        assert_eq!(again.len(), 6);
        assert_eq!(
            again.iter().map(|entry| entry.quantity.0).sum::<i64>(),
            2_000
        );
        let days: Vec<_> = again.iter().map(|entry| entry.happened_on).collect();
        let fifth = jiff::civil::date(2026, 10, 5);
        assert_eq!(
            days.iter().filter(|day| **day == fifth).count(),
            2,
            "reversed"
        );
        // No measure chosen any more: everything is taken back.
        let none = [("area", "E08000012"), ("percent", "100")];
        assert_eq!(lead.post("/learners/rules", &none).status, 303);
        let sum: i64 = all().iter().map(|entry| entry.quantity.0).sum();
        assert_eq!(sum, 0);
    });
}

#[test]
fn taking_a_return_back_says_how_far_it_is_and_keeps_it_when_stopped() {
    on_both(|test| {
        say_provider(test);
        feed(test);
        let gone = sample("2026-10-02").replace("AB 12", "EF56");
        let first = accept(test, &gone);
        let second = accept(test, &sample("2026-10-02"));
        let context = Context {
            calendar: Calendar::ACADEMIC,
            first_day: jiff::civil::date(2025, 8, 1),
            today: jiff::civil::date(2026, 11, 10),
            now: test.now(),
            secret: [7; 32],
        };
        let import_of = |path: &str| Id::parse_str(path.rsplit('/').next().unwrap()).unwrap();
        // The last learner may stop it too; whatever it says, nothing here is committed.
        let take_back = |import_id: Id, most: u64| {
            let said = std::cell::RefCell::new(Vec::new());
            let goes = |(done, whole), learners| {
                said.borrow_mut().push((done, whole, learners));
                learners < most
            };
            let failed: Result<(), _> = test.app.database.write(test.scope(), |mut write| {
                super::take_back(&mut write, import_id, (&context, &goes))?;
                Err(Failure::NotFound)
            });
            let is_stopped = matches!(failed, Err(Failure::Changed(STOPPED)));
            (said.into_inner(), is_stopped)
        };
        // Two learners of the return before, and one whom it does not know.
        let whole = vec![(1, 3, 1), (2, 3, 2), (3, 3, 3)];
        assert_eq!(take_back(import_of(&second), 9), (whole.clone(), false));
        for most in 1..=3 {
            let said = whole.iter().copied().take(usize::try_from(most).unwrap());
            assert_eq!(take_back(import_of(&second), most), (said.collect(), true));
        }
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.post(&format!("{second}/undo"), &[]).status, 303);
        lead.get(&second).says("Taken back");
        // There is none before the first one.
        let whole = vec![(1, 2, 1), (2, 2, 2)];
        assert_eq!(take_back(import_of(&first), 9), (whole, false));
    });
}

#[test]
fn p2_1b_a_reported_job_feeds_no_measure() {
    on_both(|test| {
        say_provider(test);
        let measure = feed(test);
        let lead = test.visitor(Role::Lead);
        let typed = [
            ("job-reported", measure.as_str()),
            ("area", "E08000012"),
            ("percent", "100"),
        ];
        assert_eq!(lead.post("/learners/rules", &typed).status, 303);
        accept(test, &sample("2026-10-02"));
        let filter = crate::ledger::Filter::default();
        let entries = test.read(|read| crate::ledger::entries(read, &filter, 10));
        assert!(entries.is_empty());
    });
}

#[test]
fn what_is_not_ours_broken_or_hostile_is_refused_and_nothing_is_kept() {
    on_both(|test| {
        say_provider(test);
        let lead = test.visitor(Role::Lead);
        let whole = sample("2026-10-02");
        let broken = [
            String::new(),
            "<html>hello</html>".to_owned(),
            whole.replace("90000001", "90000002"),
            whole.replace(
                "<Message",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"/etc/passwd\">]><Message",
            ),
            whole.split_at(whole.len() - 20).0.to_owned(),
        ];
        for text in broken {
            let (path, page) = check(test, &text);
            assert!(!page.html.contains("Accept the return"), "{}", page.html);
            assert_eq!(lead.post(&format!("{path}/accept"), &[]).status, 303);
            lead.get(&path).does_not_say("Accepted");
            lead.post(&format!("{path}/drop"), &[]);
            assert!(!test.evidence_file(text.as_bytes()).exists());
        }
        lead.get("/learners").says("No return yet");
        let staff = test.visitor(Role::Staff);
        assert_eq!(staff.get("/learners/import").status, 403);
        let hostile = whole.replace("AB 12", "&lt;script&gt;alert(1)&#0;");
        let (_, page) = check(test, &hostile);
        assert!(!page.html.contains("<script>alert"));
    });
}

/// The words that stand in the database, its write-ahead log or the evidence folder.
fn on_disk<'a>(test: &TestApp, words: &[&'a str]) -> Vec<(&'a str, String)> {
    let mut found = Vec::new();
    let folder = test.evidence_file(b"");
    let mut waiting = vec![folder.ancestors().nth(3).unwrap().to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let content = String::from_utf8_lossy(&bytes);
            let standing = words.iter().filter(|word| content.contains(**word));
            found.extend(standing.map(|word| (*word, path.display().to_string())));
        }
    }
    found
}

fn nowhere(test: &TestApp, words: &[&str]) {
    assert_eq!(on_disk(test, words), []);
    // The control: what is kept is found.
    assert!(!on_disk(test, &["accepted learner return"]).is_empty());
}

#[test]
fn p2_1d_nothing_that_names_a_person_is_in_the_database() {
    let test = TestApp::elsewhere();
    say_provider(&test);
    feed(&test);
    accept(&test, &sample("2026-10-02"));
    nowhere(&test, PERSONAL);
    let log = test.visitor(Role::Auditor).get("/log").text();
    for word in PERSONAL.iter().chain(&["AB 12"]) {
        assert!(!log.contains(word), "{word}");
    }
}

/// Loads an invented directory in which the learners' postcode lies elsewhere than most of its
/// outward code.
fn load_places(test: &TestApp) {
    let lines = "pcds,oslaua,osward,lsoa21,imd20ind\nWA10 7QT,E08000011,E05000001,E01000001,1\n";
    let file = ("file", "ONSPD_FEB_2025_UK.csv", lines.as_bytes());
    let administrator = test.visitor(Role::Administrator);
    let page = administrator.upload("/organisation/places", &[], file);
    assert_eq!(page.status, 303, "{}", page.html);
}

fn placed(test: &TestApp) -> Vec<(String, i64)> {
    let filter = crate::ledger::Filter::default();
    let entries = test.read(|read| crate::ledger::entries(read, &filter, 10));
    let places = entries.iter();
    places
        .map(|entry| (entry.area_code.clone(), entry.quantity.0))
        .collect()
}

#[test]
fn p1_1b_a_learners_area_by_postcode_comes_before_the_outward_code() {
    on_both(|test| {
        say_provider(test);
        feed(test);
        load_places(test);
        accept(test, &sample("2026-10-02"));
        let one = ("E08000011".to_owned(), 1_000);
        assert_eq!(placed(test), [one.clone(), one]);
        let filter = crate::ledger::Filter::default();
        let entries = test.read(|read| crate::ledger::entries(read, &filter, 10));
        test.visitor(Role::Lead)
            .get(&format!("/entries/{}", entries[0].id))
            .says("by postcode, ONS Postcode Directory of February 2025");
        let path = current(test);
        let lead = test.visitor(Role::Lead);
        lead.get(&path).says("Knowsley not shown");
        lead.post(&format!("{path}/exact"), &[])
            .says("Knowsley 2 by postcode, ONS Postcode Directory of February 2025")
            .says("1, the most deprived tenth 2 Index of Multiple Deprivation 2019");
        let auditor = test.visitor(Role::Auditor);
        auditor.get("/log").says("saw small numbers");
        let governance = test.visitor(Role::Governance);
        assert_eq!(governance.post(&format!("{path}/exact"), &[]).status, 403);
        let page = governance.get(&path);
        // The number of all learners is on the page, so that ‘fewer than 5’ would say it.
        page.says("Knowsley not shown")
            .says("are shown as ‘fewer than 5’");
        let log = test.visitor(Role::Auditor).get("/log");
        let fact = test.visitor(Role::Lead).get(&format!("{path}/achieved"));
        for page in [page, log, fact] {
            // Keys and tokens stand in the addresses of a page, and may hold any few letters.
            assert!(!page.text().contains("7QT"), "the postcode is dropped");
        }
    });
}

#[test]
fn p2_1d_ethnicity_difficulty_and_custody_are_sums_that_somebody_asked_for() {
    on_both(|test| {
        say_provider(test);
        let many = benches::learner_return(30).replace("<Ethnicity>31", "<Ethnicity>39");
        let name = "ILR-90000001-2526-20260901-094401-01.xml";
        accept_named(test, (name, &many));
        let lead = test.visitor(Role::Lead);
        let path = format!("{}/equalities", current(test));
        lead.get(&path).says("Nobody asked for it");
        let (file, page) = check_named(test, (name, &many));
        page.says("Sum ethnic group, difficulty and custody");
        let asked = [("equalities", "yes")];
        assert_eq!(lead.post(&format!("{file}/accept"), &asked).status, 303);
        let path = format!("{}/equalities", current(test));
        lead.get(&path)
            .says("Asian or Asian British 30")
            .says("In custody Group Learners No 30");
        let governance = test.visitor(Role::Governance);
        governance.get(&path).says("Asian or Asian British 30");
        for role in [Role::Staff, Role::Auditor, Role::Administrator] {
            assert_eq!(test.visitor(role).get(&path).status, 403, "{role:?}");
        }
    });
}

/// Data of a special category stands on the disk in no readable form (UK GDPR Article 9) once its file is taken.
#[test]
fn p3_sums_by_characteristic_are_hidden_on_the_disk_and_the_file_goes_once_it_is_taken() {
    let test = TestApp::elsewhere();
    say_provider(&test);
    let many = benches::learner_return(3).replace("<Ethnicity>31", "<Ethnicity>39");
    let name = "ILR-90000001-2526-20260901-094401-01.xml";
    let (file, _) = check_named(&test, (name, &many));
    let lead = test.visitor(Role::Lead);
    // The control: as long as a file waits to be taken, it lies there as it came.
    let values = ["<Ethnicity>39", "<LLDDHealthProb>", "<DateOfBirth>"];
    assert!(!on_disk(&test, &values).is_empty());
    let accepted = lead.post(&format!("{file}/accept"), &[("equalities", "yes")]);
    assert_eq!(accepted.status, 303);
    nowhere(&test, &values);
    let id: Id = current(&test).rsplit('/').next().unwrap().parse().unwrap();
    let secret = test.app.person_secret(test.organisation_id).unwrap();
    // The control: under the secret they are read.
    let shown = test.read(|read| super::store::tallies(read, (id, &secret)));
    assert_eq!(shown[&Characteristic::Ethnicity]["39"], 3);
    nowhere(
        &test,
        &[
            "\"ethnicity\":",
            "\"difficulty\":",
            "{\"39\":",
            "\"custody\":",
        ],
    );
    // Neither another secret nor another return opens them.
    let other = test.app.database.read(test.scope(), |read| {
        super::store::tallies(read, (id, &[0; 32]))
    });
    assert!(matches!(other, Err(Failure::Rule(_))));
}

#[test]
fn p1_1b_a_postcode_that_is_not_known_counts_where_the_rule_says() {
    on_both(|test| {
        say_provider(test);
        feed(test);
        let text = sample("2026-10-02");
        let unknown = text.replace("WA10 7QT", "ZZ99 9ZZ");
        let unknown = unknown.replace("L20 8YW", "ZZ99 9ZZ");
        accept(test, &unknown.replace("CH41 9ZX", "ZZ99 9ZZ"));
        let one = ("E08000012".to_owned(), 1_000);
        assert_eq!(placed(test), [one.clone(), one]);
        let filter = crate::ledger::Filter::default();
        let entries = test.read(|read| crate::ledger::entries(read, &filter, 10));
        test.visitor(Role::Lead)
            .get(&format!("/entries/{}", entries[0].id))
            .says("by the rule, as nothing says where");
        // A directory that does not hold the postcode: the outward code is not guessed from.
        load_places(test);
        accept(test, &text.replace("WA10 7QT", "WA10 7QQ"));
        let sum: i64 = placed(test)
            .iter()
            .filter(|(area, _)| area == "E08000012")
            .map(|(_, quantity)| quantity)
            .sum();
        assert_eq!(sum, 2_000);
    });
}
