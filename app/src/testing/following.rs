//! A job that is followed up, as a row: for stories that need one of any age.

use super::TestApp;
use crate::app::new_id;
use database::Id;
use jiff::civil::Date;

/// A follow-up of a learner's job that began on the first day and is checked on the other two.
pub(crate) fn followed_up(test: &TestApp, learner: &str, days: [Date; 3]) -> Id {
    let id = new_id();
    let [began_on, middle_on, last_on] = days;
    test.write(|write| {
        let organisation_id = write.organisation_id();
        write.execute(
            "INSERT INTO follow_up (organisation_id, id, ukprn, learner, began_on, middle_on,
               last_on, outward_postcode, opened_at, standing)
             VALUES (?1, ?2, '10000001', ?3, ?4, ?5, ?6, 'L1', 0, 'not-reached')",
            &[
                organisation_id.into(),
                id.into(),
                learner.into(),
                began_on.into(),
                middle_on.into(),
                last_on.into(),
            ],
        )?;
        Ok(())
    });
    id
}
