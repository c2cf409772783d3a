//! Organisations with one signed return: hours that nobody minds, and learners by their references.

use crate::app::new_id;
use crate::checkpoints;
use crate::evidence::{self, Evidence, Proof};
use crate::ledger::{self, Context, NewEntry, Subject};
use crate::testing::framework::adopt;
use crate::testing::{Page, TestApp};
use database::Id;
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use domain::people::Role;
use jiff::civil::date;

/// The quarter that is signed.
pub(super) const QUARTER: &str = "2025-26-q1";
/// The answer as the page itself.
pub(super) const HERE: (&str, &str) = ("as", "here");
/// The provider whose learners they are.
const UKPRN: &str = "90000001";

/// An organisation that signed its first quarter.
pub(super) struct Harbour<'a> {
    pub(super) test: &'a TestApp,
    measures: Vec<Id>,
}

/// The key that signs for an organisation's log.
pub(super) fn key(test: &TestApp) -> String {
    let kept = test.read(checkpoints::keys).pop().unwrap();
    let key = checkpoints::note_key(test.organisation_id, kept.public);
    key.unwrap().to_string()
}

/// Three organisations with twelve, nine and three learners, some of them with two.
pub(super) fn three<'a>(test: &'a TestApp, others: &'a [TestApp; 2]) -> [Harbour<'a>; 3] {
    let learners: Vec<String> = (0..16).map(|number| format!("learner-{number}")).collect();
    let of: Vec<&str> = learners.iter().map(String::as_str).collect();
    [
        Harbour::signed(test, "Harbour", &of[..12]),
        Harbour::signed(&others[0], "Lantern", &of[7..]),
        Harbour::signed(&others[1], "Willow", &["W1", "W2", "W3"]),
    ]
}

/// Somebody who reads signed returns sends packs.
pub(super) fn added(test: &TestApp, keys: &str, packs: &[(&str, &[u8])]) -> Page {
    let files: Vec<(&str, &str, &[u8])> = (packs.iter())
        .map(|(name, bytes)| ("packs", *name, *bytes))
        .collect();
    let visitor = test.visitor(Role::Commissioner);
    visitor.upload_all("/together", &[("keys", keys), HERE], &files)
}

impl<'a> Harbour<'a> {
    /// Records, prepares, reviews and signs.
    pub(super) fn signed(test: &'a TestApp, name: &str, learners: &[&str]) -> Self {
        test.set_today(date(2025, 11, 10));
        let rename = |connection: &mut database::Connection| {
            connection.execute(
                "UPDATE organisation SET name = ?2 WHERE organisation_id = ?1",
                &[test.organisation_id.into(), name.into()],
            )
        };
        test.behind_the_log(rename);
        let asked = [
            ("HM1", "Learners into work", "learners"),
            ("HM2", "Volunteering", "hours"),
        ];
        let made = Self {
            test,
            measures: adopt(test, &asked),
        };
        for area in ["E08000012", "E08000014"] {
            let entry = made.post((made.measures[1], 20_000), area, None);
            made.evidence(entry, b"the same letter for everybody");
        }
        for learner in learners {
            let entry = made.post((made.measures[0], 1_000), "E08000012", Some(learner));
            made.evidence(entry, name.as_bytes());
            made.stands_for(entry, learner);
        }
        made.sign();
        made
    }

    fn context(&self) -> Context {
        Context {
            calendar: Calendar::ACADEMIC,
            first_day: date(2025, 8, 1),
            today: date(2025, 11, 10),
            now: self.test.now(),
            secret: [7; 32],
        }
    }

    fn post(&self, (measure_id, thousandths): (Id, i64), area: &str, learner: Option<&str>) -> Id {
        let context = self.context();
        let subject = learner.map(|one| Subject::learner(&context, (UKPRN, one), one.to_owned()));
        let new = NewEntry {
            id: new_id(),
            measure_id,
            happened_on: date(2025, 9, 3),
            area_code: area.to_owned(),
            area_method: None,
            partner_id: None,
            activity_id: None,
            session_id: None,
            contract_id: None,
            quantity: Quantity(thousandths),
            additional_percent: 100,
            reason: "A story".to_owned(),
            subjects: subject.into_iter().collect(),
        };
        self.test.write(|write| {
            ledger::post(write, &new, &context)?.unwrap();
            Ok(())
        });
        new.id
    }

    fn evidence(&self, entry_id: Id, content: &[u8]) {
        let mut incoming = self.test.app.vault.incoming().unwrap();
        incoming.write(content).unwrap();
        let stored = incoming.finish().unwrap();
        let grade = Grade::ThirdPartyRecord;
        let added = Evidence {
            consent: None,
            id: new_id(),
            title: "Letter".to_owned(),
            grade,
            effective_on: date(2025, 9, 3),
            days: domain::evidence::Days::default(),
            proof: Proof::File {
                name: "letter.txt".to_owned(),
                media_type: "text/plain".to_owned(),
                sha256: stored.sha256,
                bytes: i64::try_from(stored.bytes).unwrap(),
            },
        };
        self.test.write(|write| {
            evidence::add(write, &added, self.test.now())?;
            ledger::attach(write, entry_id, (added.id, grade), &self.context())?.unwrap();
            Ok(())
        });
    }

    /// Which learner of a return an entry stands for.
    fn stands_for(&self, entry_id: Id, learner: &str) {
        self.test.write(|write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "INSERT INTO learner_entry (organisation_id, ukprn, year, fact, learner, entry_id)
                 VALUES (?1, ?2, 2025, 'achieved', ?3, ?4)",
                &[
                    organisation_id.into(),
                    UKPRN.into(),
                    learner.into(),
                    entry_id.into(),
                ],
            )?;
            Ok(())
        });
    }

    fn sign(&self) {
        let send = |role: Role, step: &str, fields: &[(&str, &str)]| {
            let visitor = self.test.visitor(role);
            let page = visitor.post(&format!("/returns/{QUARTER}/{step}"), fields);
            assert_eq!(page.status, 303, "{step}: {}", page.text());
        };
        send(Role::Lead, "prepare", &[("action", "prepare")]);
        send(Role::Governance, "review", &[("action", "agree")]);
        let password = "harbour lantern willow";
        self.test.give_password(Role::Governance, password);
        let visitor = self.test.visitor(Role::Governance);
        let page = visitor.get(&format!("/returns/{QUARTER}/sign-off"));
        let document = scraper::Html::parse_document(&page.html);
        let hidden = scraper::Selector::parse("input[name=figures]").unwrap();
        let figures = document.select(&hidden).next().unwrap();
        let figures = figures.value().attr("value").unwrap();
        let fields = [("figures", figures), ("password", password)];
        send(Role::Governance, "sign-off", &fields);
    }

    /// The key that signs for its log.
    pub(super) fn key(&self) -> String {
        key(self.test)
    }

    pub(super) fn fingerprint(&self) -> String {
        let key = transparency::NoteKey::from_text(&self.key()).unwrap();
        commonweal_verify::fingerprint_of(&key)
    }

    pub(super) fn taken(&self, path: &str) -> Vec<u8> {
        let page = self.test.visitor(Role::Lead).get(path);
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        page.bytes
    }

    /// The pack of its return.
    pub(super) fn pack(&self, personal: &str) -> Vec<u8> {
        self.taken(&format!("/packs/return/{QUARTER}/{personal}.zip"))
    }

    /// The pack with tokens under a phrase.
    pub(super) fn pack_under(&self, phrase: &str) -> Vec<u8> {
        let path = format!("/packs/return/{QUARTER}");
        let visitor = self.test.visitor(Role::Lead);
        let page = visitor.post(&path, &[("phrase", phrase)]);
        assert_eq!(page.status, 200, "{}", page.text());
        page.bytes
    }
}
