//! Pictures of a measure's figures, the same on pages and in documents: by partner, by area, on a map
//! (P1.1b) and by the grade of the evidence (P1.2e). They show what the tables print: what is kept back
//! is never drawn to scale.

use charts::{Amount, Chart, Part, Stack, Stacks, Tile, Tiles, shares, stacks, tiles};
use documents::Block;
use domain::disclosure::{Cell, Printed};
use domain::ledger::{Grade, Quantity};
use domain::map::{self, Map};
use domain::monitoring::{SealedArea, SealedGrade, SealedMeasure, SealedPartner};
use domain::reports::MeasureYear;

/// So many measures stand in one picture, so that it fits on a sheet.
const ON_A_SHEET: usize = 11;

/// A measure's figures as they may be drawn.
#[derive(Debug)]
pub(crate) struct Pictured {
    /// Its code and title.
    pub(crate) name: String,
    code: String,
    unit: String,
    whole: Amount,
    areas: Vec<AreaPart>,
    partners: Vec<Part>,
    /// By grade, the weakest first.
    grades: Vec<Amount>,
}

/// What was done in an area.
#[derive(Debug)]
struct AreaPart {
    code: String,
    name: String,
    /// Its name with how it was found.
    place: String,
    amount: Amount,
}

/// The pictures of a theme.
#[derive(Debug)]
pub(crate) struct ThemePictures {
    pub(crate) title: String,
    /// By evidence, all measures of it.
    pub(crate) grades: Vec<Chart>,
    pub(crate) measures: Vec<MeasurePictures>,
}

/// The pictures of a measure: the map, the areas, the partners.
#[derive(Debug)]
pub(crate) struct MeasurePictures {
    pub(crate) name: String,
    pub(crate) map: Option<Chart>,
    pub(crate) areas: Option<Chart>,
    pub(crate) partners: Option<Chart>,
}

/// A quantity in thousandths as people read it.
fn written(thousandths: i64) -> String {
    Quantity(thousandths).to_string()
}

/// A figure as it is printed: its words where it is not exact.
pub(crate) fn amount(printed: &Printed, cell: &Cell, thousandths: i64) -> Amount {
    if printed.is_exact(cell) {
        Amount::Exact(thousandths)
    } else {
        Amount::Told(printed.words(cell, thousandths))
    }
}

fn areas(by_area: &[SealedArea], printed: &Printed) -> Vec<AreaPart> {
    let areas = by_area.iter();
    areas
        .map(|part| AreaPart {
            code: part.code.clone(),
            name: part.name.clone(),
            place: part.place(),
            amount: amount(printed, &Cell::Area(part.code.clone()), part.thousandths),
        })
        .collect()
}

fn partners(by_partner: &[SealedPartner], printed: &Printed) -> Vec<Part> {
    let partners = by_partner.iter();
    partners
        .map(|part| Part {
            label: part.name.clone(),
            amount: amount(printed, &Cell::partner(part.id), part.thousandths),
        })
        .collect()
}

fn grades(by_grade: &[SealedGrade], printed: &Printed) -> Vec<Amount> {
    let of = |grade: Grade| {
        let part = by_grade.iter().find(|part| part.grade == grade.number());
        let thousandths = part.map_or(0, |part| part.thousandths);
        amount(printed, &Cell::Grade(grade.number()), thousandths)
    };
    Grade::ALL.map(of).to_vec()
}

impl Pictured {
    /// A measure in a quarter, or live.
    pub(crate) fn of(measure: &SealedMeasure, printed: &Printed) -> Self {
        Self {
            name: format!("{} {}", measure.code, measure.title),
            code: measure.code.clone(),
            unit: measure.unit.clone(),
            whole: amount(printed, &Cell::Evidenced, measure.evidenced_thousandths),
            areas: areas(&measure.by_area, printed),
            partners: partners(&measure.by_partner, printed),
            grades: grades(&measure.by_grade, printed),
        }
    }

    /// A measure over the year of a report.
    pub(crate) fn of_year(measure: &MeasureYear, printed: &Printed) -> Self {
        Self {
            name: format!("{} {}", measure.code, measure.title),
            code: measure.code.clone(),
            unit: measure.unit.clone(),
            whole: amount(printed, &Cell::Evidenced, measure.evidenced_thousandths),
            areas: areas(&measure.by_area, printed),
            partners: partners(&measure.by_partner, printed),
            grades: grades(&measure.by_grade, printed),
        }
    }

    /// The areas it names, by code and name.
    fn named(&self) -> Vec<(String, String)> {
        let areas = self.areas.iter();
        areas
            .map(|part| (part.code.clone(), part.name.clone()))
            .collect()
    }

    /// What each partner contributed; none where nothing is.
    pub(crate) fn by_partner(&self) -> Option<Chart> {
        self.contribution("partner", &self.partners)
    }

    /// What was done in each area; none where there are not several: the map says all of one.
    pub(crate) fn by_area(&self) -> Option<Chart> {
        if self.areas.len() < 2 {
            return None;
        }
        let parts = self.areas.iter().map(|part| Part {
            label: part.place.clone(),
            amount: part.amount.clone(),
        });
        self.contribution("area", &parts.collect::<Vec<_>>())
    }

    fn contribution(&self, of: &str, parts: &[Part]) -> Option<Chart> {
        let title = format!("{} evidenced, by {of}", self.code);
        let whole = (&self.whole, parts);
        (!parts.is_empty()).then(|| shares(&title, &self.unit, whole, written))
    }

    /// The map with what was done in each area, and what it has no tile for; none where nothing is.
    pub(crate) fn map(&self, map: &Map) -> Option<Chart> {
        if self.areas.is_empty() {
            return None;
        }
        let found = |code: &str| self.areas.iter().find(|part| part.code == code);
        let placed = map.tiles.iter().map(|placed| Tile {
            at: placed.at,
            code: placed.code.clone(),
            label: placed.name.clone(),
            amount: found(&placed.code).map(|part| part.amount.clone()),
        });
        let is_on_it = |part: &&AreaPart| map.tiles.iter().any(|tile| tile.code == part.code);
        let beside = self.areas.iter().filter(|part| !is_on_it(part));
        let of = Tiles {
            tiles: placed.collect(),
            beside: beside
                .map(|part| Tile {
                    at: (0, 0),
                    code: part.code.clone(),
                    label: part.name.clone(),
                    amount: Some(part.amount.clone()),
                })
                .collect(),
        };
        let title = format!("{} evidenced, map of the areas", self.code);
        let mut chart = tiles(&title, &self.unit, &of, written);
        let note = [map.words(), &self.methods()].join(" ");
        note.trim_end().clone_into(&mut chart.note);
        Some(chart)
    }

    /// How the areas were found, in words; empty where each was recorded.
    fn methods(&self) -> String {
        let found = self.areas.iter().filter(|part| part.place != part.name);
        let found: Vec<&str> = found.map(|part| part.place.as_str()).collect();
        if found.is_empty() {
            return String::new();
        }
        format!(
            "How the area was found, where it was not recorded with the entry: {}.",
            found.join(", ")
        )
    }
}

/// What a document has place for: maps of more than one area, what more than one partner contributed, and
/// how strong the evidence is.
pub(crate) fn for_a_document(title: &str, measures: &[Pictured]) -> [Vec<Chart>; 3] {
    let map = map::of_named(&named(measures));
    let maps = measures.iter().filter(|of| of.areas.len() > 1);
    let shared = measures.iter().filter(|of| of.partners.len() > 1);
    [
        maps.filter_map(|of| of.map(&map)).collect(),
        shared.filter_map(Pictured::by_partner).collect(),
        by_grade(title, measures),
    ]
}

/// A chart in a document: the picture, then what has to be said of it. Its table is the document's own.
pub(crate) fn blocks(chart: Chart) -> Vec<Block> {
    let figure = Block::Figure {
        svg: chart.svg,
        alternative: chart.alternative,
        caption: chart.caption,
    };
    let note = (!chart.note.is_empty()).then(|| Block::paragraph(chart.note));
    [figure].into_iter().chain(note).collect()
}

/// How strong the evidence of some measures is, a bar for each that has a quantity; more pictures where
/// one would not fit on a sheet.
pub(crate) fn by_grade(title: &str, measures: &[Pictured]) -> Vec<Chart> {
    let with: Vec<&Pictured> = measures
        .iter()
        .filter(|of| of.grades.iter().any(|amount| *amount != Amount::Exact(0)))
        .collect();
    let sheets = with.chunks(ON_A_SHEET);
    sheets
        .map(|sheet| {
            let rows = sheet.iter().map(|of| Stack {
                label: format!("{} ({})", of.name, of.unit),
                amounts: of.grades.clone(),
            });
            let of = Stacks {
                kinds: Grade::ALL.map(|grade| grade.name().to_owned()).to_vec(),
                rows: rows.collect(),
            };
            stacks(title, &of, written)
        })
        .collect()
}

/// The areas that some measures name, by code and name.
fn named(measures: &[Pictured]) -> Vec<(String, String)> {
    measures.iter().flat_map(Pictured::named).collect()
}

/// The pictures of some themes, those without anything to draw left out. All maps are of the same areas.
pub(crate) fn themes(themes: impl Iterator<Item = (String, Vec<Pictured>)>) -> Vec<ThemePictures> {
    let themes: Vec<(String, Vec<Pictured>)> = themes.collect();
    let all: Vec<(String, String)> = themes
        .iter()
        .flat_map(|(_, measures)| named(measures))
        .collect();
    let map = map::of_named(&all);
    let drawn = themes.iter().map(|(title, measures)| ThemePictures {
        title: title.clone(),
        grades: by_grade(&format!("{title}: by the strongest evidence"), measures),
        measures: measures
            .iter()
            .filter(|of| !(of.areas.is_empty() && of.partners.is_empty()))
            .map(|of| MeasurePictures {
                name: of.name.clone(),
                map: of.map(&map),
                areas: of.by_area(),
                partners: of.by_partner(),
            })
            .collect(),
    });
    drawn
        .filter(|theme| !(theme.grades.is_empty() && theme.measures.is_empty()))
        .collect()
}
