//! Retention, through the pages.

mod classes;
mod disposals;
mod races;

use super::{Covers, Hold, going, store};
use crate::app::new_id;
use crate::testing::following::followed_up;
use crate::testing::{Page, TestApp, on_both};
use database::Id;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A job that was followed up and lasted until about half a year after this day.
fn follow_up(test: &TestApp, learner: &str, began_on: Date) -> Id {
    let weeks = |weeks: i64| began_on.saturating_add(weeks.weeks());
    let id = followed_up(test, learner, [began_on, weeks(13), weeks(26)]);
    test.write(|write| {
        let organisation_id = write.organisation_id();
        write.execute(
            "INSERT INTO follow_up_check (organisation_id, id, follow_up_id, stage, number, answer,
               checked_on, hours, workplace, said_by, reason, recorded_at)
             VALUES (?1, ?2, ?3, 'start', 1, 'this-job', ?4, 'sixteen', 'unknown', 'learner', '', 0)",
            &[
                organisation_id.into(),
                new_id().into(),
                id.into(),
                began_on.into(),
            ],
        )?;
        Ok(())
    });
    // What its page would have logged of it.
    let entry = database::LogEntry {
        at: test.now(),
        action: "opened follow-up".to_owned(),
        record_kind: "follow-up".to_owned(),
        record_id: id.to_string(),
        content: serde_json::json!({ "learner": learner }),
    };
    let touched = "UPDATE follow_up SET learner = learner WHERE organisation_id = ?1 AND id = ?2";
    test.app
        .database
        .write(test.scope(), |mut write| {
            write.execute(touched, &[test.organisation_id.into(), id.into()])?;
            Ok::<_, crate::failure::Failure>(write.commit(entry.clone(), ())?)
        })
        .unwrap();
    id
}

fn count(test: &TestApp, sql: &str, id: Id) -> i64 {
    test.read(|read| {
        let organisation_id = read.organisation_id();
        let row = read
            .first(sql, &[organisation_id.into(), id.into()])?
            .unwrap();
        Ok(row.integer(0)?)
    })
}

fn is_there(test: &TestApp, id: Id) -> bool {
    let sql = "SELECT COUNT(*) FROM follow_up WHERE organisation_id = ?1 AND id = ?2";
    count(test, sql, id) == 1
}

/// What stands in a hidden field of the page.
fn hidden(page: &Page, name: &str) -> String {
    let from = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.html.split_once(&from).expect("the field");
    rest.split('"').next().unwrap().to_owned()
}

/// Asks for the disposal of the follow-ups that may go, as the lead.
fn ask(test: &TestApp) -> String {
    let lead = test.visitor(Role::Lead);
    let page = lead.get("/retention/kinds/follow-up");
    let list = hidden(&page, "list");
    let asked = lead.post(
        "/retention/kinds/follow-up/ask",
        &[("list", &list), ("reason", "Their years are over")],
    );
    asked.new_key()
}

fn agree(test: &TestApp, id: &str, today: Date) -> Page {
    let (day, month, year) = (
        today.day().to_string(),
        today.month().to_string(),
        today.year().to_string(),
    );
    test.visitor(Role::Governance).post(
        &format!("/retention/disposals/{id}/agree"),
        &[
            ("looked", "yes"),
            ("today_day", &day),
            ("today_month", &month),
            ("today_year", &year),
        ],
    )
}

/// The day on which the tests' clock stands.
const TODAY: Date = date(2026, 11, 10);

fn hold(covers: Covers) -> Hold {
    Hold {
        id: new_id(),
        name: "Inquiry".to_owned(),
        covers,
        reason: "A claim".to_owned(),
        placed: (jiff::Timestamp::UNIX_EPOCH, None),
        lifted: None,
    }
}
