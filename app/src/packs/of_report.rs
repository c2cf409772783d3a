//! A signed annual report in a pack.

use super::ask::Personal;
use super::content::{Content, Figure};
use crate::app::date_of;
use crate::checkpoints;
use crate::failure::Failure;
use crate::figure_codes;
use crate::reports;
use crate::visit::{Visit, hex};
use commonweal_verify::Signed;
use database::Read;
use domain::calendar::Year;

/// Adds the report of a year; says whether there is a signed one.
pub(super) fn add(
    read: &mut Read<'_>,
    content: &mut Content,
    (year, personal): (Year, Personal),
    visit: &Visit<'_>,
) -> Result<Option<()>, Failure> {
    let (who, address) = (visit.who()?, &*visit.app.base_address);
    let Some(handed) = reports::handed(read, (who, address), year)? else {
        return Ok(None);
    };
    let key = year.to_string();
    let dated = date_of(handed.report.signed_off.at);
    content.date(dated);
    let checkpoint = checkpoints::printed(read, ("annual-report", &key))?;
    let (mut seal, mut document) = (None, handed.document);
    if personal == Personal::Full
        && let Some((bytes, whole)) = reports::whole(read, (who, address), year)?
    {
        let path = format!("sealed/annual-report-{key}.json");
        content.files.insert(path.clone(), bytes);
        (seal, document) = (Some(path), whole);
    }
    document
        .blocks
        .extend(checkpoints::blocks(checkpoint.as_ref()));
    content.document(&document, &format!("annual-report-{key}"), dated)?;
    let of = (&handed.printed, &handed.sha256);
    let outcomes = &handed.report.content.outcomes;
    for line in figure_codes::of_report(outcomes, of, who.calendar) {
        content.figures.push(Figure {
            code: line.code,
            measure: line.measure,
            words: format!("{}, annual report {key}", line.words),
            value: line.figure,
        });
    }
    let signed = Signed {
        kind: "annual-report".to_owned(),
        title: format!("Annual report {key}"),
        name: key,
        sha256: Some(hex(&handed.sha256)),
        seal,
        proof: None,
        opening: None,
    };
    content.signed(read, signed)?;
    Ok(Some(()))
}
