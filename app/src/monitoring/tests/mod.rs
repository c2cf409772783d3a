//! Monitoring through its pages, on both databases.

mod agreeing;
mod calendars;
mod depth;
mod editions;
mod figures;
mod pictures;
mod rehearsing;
mod restating;
mod returns;
mod seals;
mod sequences;
mod shares;
mod signers;

use crate::app::new_id;
use crate::evidence::{self, Evidence, Proof};
use crate::framework::{self, Edition, Measure, Theme};
use crate::ledger::{self, Context, NewEntry};
use crate::partners::{self, NewPartner};
use crate::testing::{Page, TestApp};
use database::Id;
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use domain::people::Role;
use jiff::civil::{Date, date};

/// The password of everybody who signs.
pub(super) const PASSWORD: &str = "three unrelated words";

/// A practice with one theme of two measures and another of one.
pub(super) struct Practice<'a> {
    pub(super) test: &'a TestApp,
    /// Hours of mock interviews; asks for evidence that a partner confirms.
    pub(super) interviews: Id,
    /// People into work; any evidence will do.
    pub(super) jobs: Id,
    pub(super) skills: Id,
    pub(super) partner: Id,
}

fn measure(edition_id: Id, theme_id: Id, code: &str, title: &str, minimum_grade: i64) -> Measure {
    Measure {
        id: new_id(),
        edition_id,
        theme_id,
        outcome: "An outcome".to_owned(),
        code: code.to_owned(),
        title: title.to_owned(),
        unit: "hours".to_owned(),
        counts: "what is counted".to_owned(),
        evidence_asked: "what shows it".to_owned(),
        minimum_grade,
        value_kind: "record-only".to_owned(),
        aliases: String::new(),
        exclusions: String::new(),
        tags: String::new(),
        position: 1,
    }
}

impl<'a> Practice<'a> {
    pub(super) fn new(test: &'a TestApp, today: Date) -> Self {
        test.set_today(today);
        let edition = Edition {
            id: new_id(),
            framework: "house".to_owned(),
            edition: "2025".to_owned(),
            title: "House measures".to_owned(),
            publisher: "Mersey Learning Works".to_owned(),
            licence: "MIT".to_owned(),
            attribution: String::new(),
            permits: String::new(),
        };
        let theme = |code: &str, title: &str, position| Theme {
            id: new_id(),
            edition_id: edition.id,
            code: code.to_owned(),
            title: title.to_owned(),
            position,
        };
        let (skills, green) = (theme("S", "Skills", 1), theme("G", "Green places", 2));
        let interviews = measure(edition.id, skills.id, "S1", "Mock interviews", 2);
        let mut jobs = measure(edition.id, skills.id, "S2", "People into work", 1);
        jobs.unit = "people".to_owned();
        let trees = measure(edition.id, green.id, "G1", "Trees planted", 1);
        let partner = NewPartner {
            id: new_id(),
            name: "Harbour & Sons".to_owned(),
            kind: domain::partners::PartnerKind::Employer,
            purpose: "Interviews".to_owned(),
        };
        test.write(|write| {
            framework::edition_add(write, &edition, test.now())?;
            for theme in [&skills, &green] {
                framework::theme_add(write, theme)?;
            }
            for measure in [&interviews, &jobs, &trees] {
                framework::measure_add(write, measure)?;
            }
            partners::add(write, &partner, test.now())?;
            let signer = test.person(Role::Governance).id;
            partners::lay_approved(write, partner.id, signer, (date(2025, 8, 1), test.now()))
        });
        Self {
            test,
            interviews: interviews.id,
            jobs: jobs.id,
            skills: skills.id,
            partner: partner.id,
        }
    }

    /// Sets the target of a measure in a quarter, in whole units.
    pub(super) fn target(&self, measure_id: Id, quarter: &str, units: i64) {
        let quarter = Calendar::ACADEMIC.quarter(quarter).unwrap();
        self.test.write(|write| {
            framework::target_set(write, measure_id, quarter, units * 1000, self.test.now())
        });
    }

    /// Posts an entry in whole units, with evidence of a grade.
    pub(super) fn entry(&self, measure_id: Id, on: Date, units: i64, grade: Grade) -> Id {
        self.entry_at(measure_id, on, (units, grade), ("E08000012", None))
    }

    /// The same at a place, perhaps with a partner.
    pub(super) fn entry_at(
        &self,
        measure_id: Id,
        on: Date,
        (units, grade): (i64, Grade),
        (area_code, partner_id): (&str, Option<Id>),
    ) -> Id {
        let new = NewEntry {
            id: new_id(),
            measure_id,
            happened_on: on,
            area_code: area_code.to_owned(),
            area_method: None,
            partner_id,
            activity_id: None,
            session_id: None,
            contract_id: None,
            quantity: Quantity(units * 1000),
            additional_percent: 50,
            reason: "A story".to_owned(),
            subjects: Vec::new(),
        };
        self.test.write(|write| {
            ledger::post(write, &new, &self.context())?.unwrap();
            Ok(())
        });
        if grade != Grade::Unevidenced {
            self.evidence(new.id, grade);
        }
        new.id
    }

    /// Adds evidence of a grade to an entry.
    pub(super) fn evidence(&self, entry_id: Id, grade: Grade) {
        let added = Evidence {
            consent: None,
            id: new_id(),
            title: "Register".to_owned(),
            grade,
            effective_on: date(2025, 9, 3),
            days: domain::evidence::Days::default(),
            proof: Proof::Attestation {
                seen_what: "The register".to_owned(),
                kept_where: "The office".to_owned(),
            },
        };
        self.test.write(|write| {
            evidence::add(write, &added, self.test.now())?;
            ledger::attach(write, entry_id, (added.id, grade), &self.context())?.unwrap();
            Ok(())
        });
    }

    pub(super) fn context(&self) -> Context {
        Context {
            calendar: Calendar::ACADEMIC,
            first_day: date(2025, 8, 1),
            today: crate::app::date_of(self.test.now()),
            now: self.test.now(),
            secret: [7; 32],
        }
    }

    /// Somebody sends a form.
    pub(super) fn send(&self, role: Role, path: &str, fields: &[(&str, &str)]) -> Page {
        self.test.visitor(role).post(path, fields)
    }

    /// The Lead prepares a quarter, with a remark on Skills.
    pub(super) fn prepare(&self, quarter: &str) -> Page {
        let field = format!("remark-{}", self.skills);
        self.send(
            Role::Lead,
            &format!("/returns/{quarter}/prepare"),
            &[
                (field.as_str(), "Two sessions were called off."),
                ("action", "prepare"),
            ],
        )
    }

    /// Governance agrees.
    pub(super) fn agree(&self, quarter: &str) -> Page {
        let path = format!("/returns/{quarter}/review");
        self.send(Role::Governance, &path, &[("action", "agree")])
    }

    /// Somebody signs what the page shows them.
    pub(super) fn sign(&self, role: Role, quarter: &str, password: &str) -> Page {
        let path = format!("/returns/{quarter}/sign-off");
        let visitor = self.test.visitor(role);
        let page = visitor.get(&path);
        let figures = hidden(&page, "figures");
        visitor.post(&path, &[("figures", &figures), ("password", password)])
    }

    /// Prepares, agrees and signs a quarter.
    pub(super) fn sign_whole(&self, quarter: &str) {
        assert_eq!(self.prepare(quarter).status, 303);
        assert_eq!(self.agree(quarter).status, 303);
        let mut signed = self.sign(Role::Governance, quarter, PASSWORD);
        if signed.text().contains("You have no password yet") {
            self.test.give_password(Role::Governance, PASSWORD);
            signed = self.sign(Role::Governance, quarter, PASSWORD);
        }
        assert_eq!(signed.status, 303, "{}", signed.text());
    }
}

/// The value of a hidden field; nothing when the page has none.
pub(super) fn hidden(page: &Page, name: &str) -> String {
    let document = scraper::Html::parse_document(&page.html);
    let selector = scraper::Selector::parse(&format!("input[name={name}]")).unwrap();
    document
        .select(&selector)
        .next()
        .and_then(|field| field.value().attr("value"))
        .unwrap_or_default()
        .to_owned()
}
