//! A small framework to test with: one edition and theme, and the measures a test asks for.

use super::TestApp;
use crate::app::new_id;
use crate::framework::{self, Edition, Measure, Theme};
use database::Id;

/// A measure of a test: its code and title, and what it counts.
pub(crate) type Asked<'a> = (&'a str, &'a str, &'a str);

/// A measure as the edition holds it, which shows itself by a register of our own.
fn measure((edition_id, theme_id): (Id, Id), asked: Asked<'_>, position: i64) -> Measure {
    let (code, title, unit) = asked;
    Measure {
        id: new_id(),
        edition_id,
        theme_id,
        outcome: "Outcome".to_owned(),
        code: code.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        counts: unit.to_owned(),
        evidence_asked: "A register".to_owned(),
        minimum_grade: 1,
        value_kind: "record-only".to_owned(),
        aliases: String::new(),
        exclusions: String::new(),
        tags: String::new(),
        position,
    }
}

/// Adopts an edition with these measures, each changed as the test wants it, and gives their keys in
/// their order.
pub(crate) fn adopt_with(
    test: &TestApp,
    asked: &[Asked<'_>],
    change: impl Fn(&mut Measure),
) -> Vec<Id> {
    let edition = Edition {
        id: new_id(),
        framework: "house".to_owned(),
        edition: "2026".to_owned(),
        title: "House measures".to_owned(),
        publisher: "Us".to_owned(),
        licence: "MIT".to_owned(),
        attribution: String::new(),
        permits: String::new(),
    };
    let theme = Theme {
        id: new_id(),
        edition_id: edition.id,
        code: "JOBS".to_owned(),
        title: "Jobs".to_owned(),
        position: 1,
    };
    let of = (edition.id, theme.id);
    let measures: Vec<Measure> = (1..)
        .zip(asked)
        .map(|(position, asked)| {
            let mut measure = measure(of, *asked, position);
            change(&mut measure);
            measure
        })
        .collect();
    test.write(|write| {
        framework::edition_add(write, &edition, test.now())?;
        framework::theme_add(write, &theme)?;
        measures
            .iter()
            .try_for_each(|measure| framework::measure_add(write, measure))
    });
    measures.into_iter().map(|measure| measure.id).collect()
}

/// As [`adopt_with`], with the measures as they are.
pub(crate) fn adopt(test: &TestApp, asked: &[Asked<'_>]) -> Vec<Id> {
    adopt_with(test, asked, |_| ())
}
