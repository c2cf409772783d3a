//! The sums as a file to take away.

use super::document::document;
use super::looking::Added;
use super::tables::tables;
use super::told::known;
use crate::csv_file::CsvFile;
use crate::failure::Failure;
use documents::{Fonts, Format};
use domain::together::{Heading, Part};
use jiff::civil::Date;
use serde_json::{Value, json};

/// The kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// A document; a web page stands alone in one file.
    Document(Format),
    /// One line for each figure.
    Csv,
    /// Everything, for programs.
    Json,
}

impl As {
    /// All, in the order in which they are offered.
    pub(crate) const ALL: [Self; 6] = [
        Self::Document(Format::Html),
        Self::Document(Format::Pdf),
        Self::Document(Format::Xlsx),
        Self::Document(Format::Ods),
        Self::Csv,
        Self::Json,
    ];

    /// How the names of its files end.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Document(format) => format.ending(),
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document(format) => format.name(),
            Self::Csv => "CSV",
            Self::Json => "JSON",
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Document(format) => format.media_type(),
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    pub(crate) fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.ending() == ending)
    }
}

/// The bytes of the file, made on a day.
pub(crate) fn bytes(added: &Added, (of, on): (As, Date)) -> Result<Vec<u8>, Failure> {
    match of {
        As::Document(format) => {
            let fonts = Fonts(pages::pdf_fonts());
            let made = format.make(&document(added, on), &fonts, on);
            Ok(made.map_err(anyhow::Error::from)?)
        }
        As::Csv => Ok(csv(added)),
        As::Json => {
            let text = serde_json::to_vec_pretty(&whole(added));
            Ok(text.map_err(anyhow::Error::from)?)
        }
    }
}

/// Every figure with what it is of: the area and the organisation, or all of them.
fn figures(added: &Added) -> Vec<(&Heading, [&str; 3], &Part)> {
    let mut found = Vec::new();
    for (heading, figures) in &added.together.figures {
        let areas = figures.areas.iter();
        let areas = areas.map(|(code, sum)| {
            let name = figures.area_names.get(code).map_or("", String::as_str);
            ([code.as_str(), name], sum)
        });
        for ([code, name], sum) in std::iter::once((["all", ""], &figures.whole)).chain(areas) {
            found.push((heading, [code, name, "all"], &sum.all));
            let of = sum.of.iter();
            found.extend(of.map(|(one, part)| (heading, [code, name, one.name.as_str()], part)));
        }
    }
    found
}

fn csv(added: &Added) -> Vec<u8> {
    let mut file = CsvFile::new([
        "year",
        "year from",
        "measure",
        "title",
        "unit",
        "framework",
        "area",
        "area name",
        "organisation",
        "figure",
        "kept back",
    ]);
    for (heading, [code, name, organisation], part) in figures(added) {
        let measure = &heading.measure;
        file.line([
            heading.year.name.as_str(),
            &heading.year.from,
            &measure.code,
            &measure.title,
            &measure.unit,
            &measure.edition,
            code,
            name,
            organisation,
            &part.words(),
            &part.kept_back.len().to_string(),
        ]);
    }
    file.finish()
}

fn figure((heading, [code, name, organisation], part): (&Heading, [&str; 3], &Part)) -> Value {
    let measure = &heading.measure;
    json!({
        "year": heading.year.name, "year_from": heading.year.from, "code": measure.code,
        "title": measure.title, "unit": measure.unit, "framework": measure.edition,
        "area": code, "area_name": name, "organisation": organisation,
        "thousandths": part.exact(), "printed": part.words(),
    })
}

fn whole(added: &Added) -> Value {
    let others = tables(added).into_iter().filter(|table| {
        ["What", "Whose"]
            .iter()
            .any(|start| table.caption.starts_with(start))
    });
    let others = others.map(
        |table| json!({ "caption": table.caption, "headings": table.headings, "rows": table.rows }),
    );
    json!({
        "packs": added.brought,
        "failed": added.failed.iter()
            .map(|(called, why)| json!({ "pack": called, "why": why }))
            .collect::<Vec<_>>(),
        "known": known(added),
        "figures": figures(added).into_iter().map(figure).collect::<Vec<_>>(),
        "tables": others.collect::<Vec<_>>(),
    })
}
