//! Feedback through its pages, on both databases.

mod learning;
mod links;

use crate::app::new_id;
use crate::ledger::{self, Context, NewEntry};
use crate::partners::{self, NewPartner};
use crate::testing::framework::adopt_with;
use crate::testing::{Page, TestApp, Visitor};
use database::Id;
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use domain::people::Role;
use jiff::civil::date;

/// The quarter whose figures partners look at.
pub(super) const QUARTER: &str = "2026-27-q1";

/// A practice with one measure, one partner and one activity.
pub(super) struct Story<'a> {
    pub(super) test: &'a TestApp,
    pub(super) measure: Id,
    pub(super) partner: Id,
    pub(super) activity: String,
}

/// Starts an activity that counts towards a measure; gives its key.
fn activity(test: &TestApp, measure_id: Id) -> String {
    let key = measure_id.to_string();
    let form = [
        ("title", "Interview days"),
        ("audience", "learners"),
        ("area", "E08000012"),
        ("minutes", "60"),
        ("additional", "complementary"),
        ("percent", "100"),
        ("measure_1", key.as_str()),
        ("counting_1", "hours-attended"),
    ];
    test.visitor(Role::Lead)
        .post("/activities/new", &form)
        .new_key()
}

impl<'a> Story<'a> {
    pub(super) fn new(test: &'a TestApp) -> Self {
        let asked = [("H1", "Mock interviews", "hours")];
        let measure = adopt_with(test, &asked, |measure| measure.minimum_grade = 2)[0];
        let partner = NewPartner {
            id: new_id(),
            name: "Harbour & Sons".to_owned(),
            kind: domain::partners::PartnerKind::Employer,
            purpose: "Interviews".to_owned(),
        };
        test.write(|write| {
            partners::add(write, &partner, test.now())?;
            let signer = test.person(Role::Governance).id;
            partners::lay_approved(write, partner.id, signer, (date(2025, 8, 1), test.now()))
        });
        let activity = activity(test, measure);
        Self {
            test,
            measure,
            partner: partner.id,
            activity,
        }
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

    /// Posts whole hours of the measure with the partner on 3 September 2026.
    pub(super) fn entry(&self, hours: i64) -> Id {
        let new = NewEntry {
            id: new_id(),
            measure_id: self.measure,
            happened_on: date(2026, 9, 3),
            area_code: "E08000012".to_owned(),
            area_method: None,
            partner_id: Some(self.partner),
            activity_id: None,
            session_id: None,
            contract_id: None,
            quantity: Quantity(hours * 1_000),
            additional_percent: 100,
            reason: "A story".to_owned(),
            subjects: Vec::new(),
        };
        self.test.write(|write| {
            ledger::post(write, &new, &self.context())?.unwrap();
            Ok(())
        });
        new.id
    }

    /// The grade of an entry's evidence.
    pub(super) fn grade(&self, entry_id: Id) -> Grade {
        let entry = self.test.read(|read| ledger::entry(read, entry_id));
        entry.unwrap().grade
    }

    /// The lead makes a link for the partner; gives its path.
    pub(super) fn partner_link(&self) -> String {
        let partner = self.partner.to_string();
        self.link(&[
            ("kind", "partner"),
            ("partner", &partner),
            ("quarter", QUARTER),
            ("days", "30"),
        ])
    }

    /// The lead makes a link for the learners of the activity; gives its path.
    pub(super) fn learners_link(&self) -> String {
        self.link(&[
            ("kind", "learners"),
            ("activity", &self.activity),
            ("days", "30"),
        ])
    }

    fn link(&self, form: &[(&str, &str)]) -> String {
        let lead = self.test.visitor(Role::Lead);
        let made = lead.post("/feedback/links/new", form);
        assert_eq!(made.status, 200, "{}", made.html);
        let (_, rest) = made.html.split_once("<p class=\"secret\">").unwrap();
        let address = rest.split('<').next().unwrap();
        let (_, token) = address.rsplit_once('/').unwrap();
        assert_eq!(token.len(), 64);
        format!("/feedback/{token}")
    }

    /// The partner sends what they say of the figure, with these words.
    pub(super) fn answer(&self, path: &str, verdict: &str, words: &[(&str, &str)]) -> Page {
        let stranger = self.test.stranger();
        let figures = hidden(&stranger.get(path), "figures");
        let field = format!("verdict-{}", self.measure);
        let mut form = vec![("figures", figures.as_str()), (field.as_str(), verdict)];
        form.extend(words);
        stranger.post(path, &form)
    }

    /// The keys of the newest answers, as the overview links to them.
    pub(super) fn answers(&self) -> Vec<String> {
        let page = self.test.visitor(Role::Auditor).get("/feedback");
        let keys = page.html.split("/feedback/answers/").skip(1);
        keys.map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    }
}

/// What a learner chooses.
pub(super) const CHOSEN: [(&str, &str); 3] =
    [("useful", "5"), ("welcome", "4"), ("confident", "3")];

/// The value of a hidden field.
pub(super) fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.html.split_once(&mark).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// The three fields of a date.
pub(super) fn day<'a>(
    name: &str,
    (day, month, year): (&'a str, &'a str, &'a str),
) -> Vec<(String, &'a str)> {
    vec![
        (format!("{name}_day"), day),
        (format!("{name}_month"), month),
        (format!("{name}_year"), year),
    ]
}

/// Somebody sends words and dates.
pub(super) fn send(
    visitor: &Visitor<'_>,
    path: &str,
    words: &[(&str, &str)],
    days: &[(String, &str)],
) -> Page {
    let mut fields = words.to_vec();
    fields.extend(days.iter().map(|(name, value)| (name.as_str(), *value)));
    visitor.post(path, &fields)
}
