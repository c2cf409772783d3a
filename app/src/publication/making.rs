//! Making the files of an issue: the page with its style, the badge, the signed report as documents, and
//! its figures as a table and as open data. They are made once, of what was signed.

use super::showing::{self, Place};
use super::{BADGE, File, PAGE, STYLE, Setting, badge};
use crate::app::date_of;
use crate::contracts;
use crate::csv_file::CsvFile;
use crate::failure::Failure;
use crate::reports::{self, Handed};
use crate::visit::{Visit, Who};
use database::Read;
use documents::Fonts;
use domain::calendar::{Year, in_words};
use domain::open_data::{Funded, cids, ocds};
use jiff::civil::Date;

/// The style of public pages.
pub(super) const CSS: &str = include_str!("outside.css");

/// What an issue is made of.
pub(super) struct Made {
    pub(super) report_sha256: [u8; 32],
    pub(super) files: Vec<File>,
}

fn file(name: &str, media_type: &str, bytes: Vec<u8>) -> File {
    File {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes,
    }
}

/// The contracts as open data names them.
pub(super) fn funded(read: &mut Read<'_>) -> Result<Vec<Funded>, Failure> {
    let funded = |contract: contracts::Contract| Funded {
        id: contract.id,
        funder: contract.funder,
        number: contract.number,
        stream: contract.stream,
        from: contract.starts_on,
        to: contract.ends_on,
    };
    Ok(contracts::all(read)?.into_iter().map(funded).collect())
}

fn table(handed: &Handed) -> Vec<u8> {
    let mut table = CsvFile::new([
        "Theme",
        "Code",
        "Measure",
        "Unit",
        "Target",
        "Evidenced",
        "Of that, additional",
        "Without enough evidence",
        "Rating",
    ]);
    for theme in &handed.report.content.outcomes.themes {
        for measure in &theme.measures {
            let row = showing::row(measure, &handed.printed.measure(measure.id));
            table.line([
                &theme.theme.title,
                &row.code,
                &row.title,
                &row.unit,
                &row.target.replace(',', ""),
                &row.evidenced.replace(',', ""),
                &row.additional.replace(',', ""),
                &row.unevidenced.replace(',', ""),
                row.rating,
            ]);
        }
    }
    table.finish()
}

fn pdf(handed: &Handed) -> Result<Vec<u8>, Failure> {
    let signed_on = date_of(handed.report.signed_off.at);
    let fonts = Fonts(pages::pdf_fonts());
    Ok(documents::pdf(&handed.document, &fonts, signed_on).map_err(anyhow::Error::from)?)
}

/// The files of an issue; none while the report of the year is not signed.
pub(super) fn made(
    visit: &Visit<'_>,
    (year, number): (Year, i64),
    setting: &Setting,
) -> Result<Option<Made>, Failure> {
    let who = visit.who()?;
    let address = &*visit.app.base_address;
    let found =
        visit.read(|read| Ok((reports::handed(read, (who, address), year)?, funded(read)?)))?;
    let (Some(handed), contracts) = found else {
        return Ok(None);
    };
    let targets = handed.figures.targets_met();
    let html = documents::html(&handed.document).into_bytes();
    let mut files = vec![
        file(STYLE, "text/css; charset=utf-8", CSS.as_bytes().to_vec()),
        file(
            BADGE,
            "image/svg+xml",
            badge::badge(&year.to_string(), targets)?,
        ),
        file("report.pdf", "application/pdf", pdf(&handed)?),
        file("report.html", "text/html; charset=utf-8", html),
        file("figures.csv", "text/csv; charset=utf-8", table(&handed)),
        file("cids.jsonld", "application/ld+json", cids(&handed.figures)),
    ];
    if let Some(bytes) = ocds(&handed.figures, &contracts, &setting.prefix) {
        files.push(file("ocds.json", "application/json", bytes));
    }
    let place = place(who, setting, (number, visit.today()));
    let page = showing::page(&handed, &place, &files)?;
    files.push(file(PAGE, "text/html; charset=utf-8", page));
    Ok(Some(Made {
        report_sha256: handed.sha256,
        files,
    }))
}

fn place<'a>(who: &Who, setting: &'a Setting, (number, today): (i64, Date)) -> Place<'a> {
    Place {
        slug: setting.slug.as_str(),
        number,
        made_on: in_words(today),
        calendar: who.calendar,
    }
}
