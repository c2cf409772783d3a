//! What a round shows: how far people travelled, question by question and over all, with honest words
//! on small groups (P2.1d). Who may not see learners, and whoever reads the file, sees no mean and no
//! count that would give away a person.

use super::set::direction;
use super::show::{found as round_found, set_of};
use super::{KeptSet, Round, store};
use crate::csv_file::CsvFile;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use charts::{Bar, Chart, bars};
use domain::disclosure::{Shown, THRESHOLD, breakdowns};
use domain::people::Action;
use domain::questionnaires::{Better, Distance, Sees, Told, Travelled, distance};
use pages::Frame;

#[derive(Template)]
#[template(path = "questionnaires/results.html")]
struct Page {
    frame: Frame,
    round: Round,
    kept: KeptSet,
    found: Distance,
    once: String,
    /// What is said of a small group; empty for a large one.
    small: String,
    overall: Row,
    rows: Vec<Row>,
    /// None when too few answered.
    chart: Option<Chart>,
    sees: Sees,
}

/// One line of the results, as it may be printed.
struct Row {
    name: String,
    direction: &'static str,
    people: usize,
    before: String,
    after: String,
    change: String,
    better: String,
    same: String,
    worse: String,
}

/// A number of hundredths as people read it.
fn hundredths(number: i64) -> String {
    let sign = if number < 0 { "−" } else { "" };
    let size = number.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// A change with its sign.
fn change(number: i64) -> String {
    let sign = if number > 0 { "+" } else { "" };
    format!("{sign}{}", hundredths(number))
}

/// A number as a file has it, for programs to read.
fn plain(number: &str) -> String {
    number.replace('−', "-").replace('+', "")
}

/// A change in thousandths with its sign, for charts.
fn change_of_thousandths(number: i64) -> String {
    change(number / 10)
}

/// A number of people as it may be printed outside the house.
fn protected(number: usize) -> String {
    let number = u64::try_from(number).unwrap_or(u64::MAX);
    Shown::alone(number, THRESHOLD).words(THRESHOLD)
}

/// How many are better off, the same and worse off, as they may be printed.
fn moved(of: &Travelled, sees: Sees) -> [String; 3] {
    let counts = [of.better, of.same, of.worse];
    match sees {
        Sees::Learners => counts.map(|count| count.to_string()),
        Sees::Totals => {
            let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
            let parts = vec![counts.map(whole).to_vec()];
            let shown = breakdowns(whole(of.people), &parts, THRESHOLD);
            let words = |place: usize| {
                let shown = shown.first().and_then(|of| of.get(place)).copied();
                shown.unwrap_or(Shown::Withheld).words(THRESHOLD)
            };
            [words(0), words(1), words(2)]
        }
    }
}

fn row((name, direction): (String, &'static str), of: &Travelled, sees: Sees) -> Row {
    let instead = |words: &str| {
        (
            [(); 3].map(|()| words.to_owned()),
            [(); 3].map(|()| words.to_owned()),
        )
    };
    let (means, counts) = match Told::of(of.people, sees) {
        Told::Nobody => instead("–"),
        Told::Hidden => instead("not shown"),
        Told::Few(_) | Told::Enough => (
            [
                hundredths(of.before_hundredths),
                hundredths(of.after_hundredths),
                change(of.change_hundredths),
            ],
            moved(of, sees),
        ),
    };
    let ([before, after, change], [better, same, worse]) = (means, counts);
    Row {
        name,
        direction,
        people: of.people,
        before,
        after,
        change,
        better,
        same,
        worse,
    }
}

fn rows(kept: &KeptSet, found: &Distance, sees: Sees) -> Vec<Row> {
    let questions = (1..).zip(&kept.set.questions).zip(&found.questions);
    questions
        .map(|((number, question), of)| {
            let name = format!("{number}. {}", question.text);
            row((name, direction(question)), of, sees)
        })
        .collect()
}

fn overall(found: &Distance, sees: Sees) -> Row {
    let name = ("All questions together".to_owned(), "The good end on top");
    row(name, &found.overall, sees)
}

/// The change of each question with the good end on top, as far as it may be printed.
fn chart(kept: &KeptSet, found: &Distance, sees: Sees) -> Option<Chart> {
    let is_told = |of: &Travelled| match Told::of(of.people, sees) {
        Told::Nobody | Told::Hidden => None,
        Told::Few(_) | Told::Enough => Some(()),
    };
    is_told(&found.overall)?;
    let questions = (1..).zip(&kept.set.questions).zip(&found.questions);
    let told = questions.filter(|(_, of)| is_told(of).is_some());
    let bar =
        |((number, question), of): ((usize, &domain::questionnaires::Question), &Travelled)| {
            let good = match question.better {
                Better::Higher => of.change_hundredths,
                Better::Lower => -of.change_hundredths,
            };
            Bar {
                label: format!("{number}. {}", question.text),
                value: good * 10,
                target: None,
            }
        };
    let drawn: Vec<Bar> = told.map(bar).collect();
    let unit = "points of the scale";
    let title = "Change of the mean, plus for the better";
    Some(bars(title, unit, &drawn, change_of_thousandths))
}

/// What a round shows, worked out from the sheets that may be used.
pub(super) fn distance_of(
    read: &mut database::Read<'_>,
    (round, kept): (&Round, &KeptSet),
) -> Result<Distance, Failure> {
    let sheets = store::sheets(read, round.id)?;
    let used = store::but_restricted(read, round, sheets)?;
    Ok(distance(&kept.set, &used))
}

/// How many answered only once, in words; empty when everybody answered twice.
fn once(found: &Distance) -> String {
    let (before, after) = (
        found.before.saturating_sub(found.both),
        found.after.saturating_sub(found.both),
    );
    if before + after == 0 {
        return String::new();
    }
    format!(
        "Only before: {before}. Only after: {after}. They are not compared, and may have fared otherwise than those who answered twice."
    )
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    let kept = set_of(visit, &round)?;
    let found = visit.read(|read| distance_of(read, (&round, &kept)))?;
    let sees = if visit.may(Action::SeeLearners) {
        Sees::Learners
    } else {
        Sees::Totals
    };
    let told = Told::of(found.overall.people, sees);
    Reply::page(&Page {
        frame: visit.frame(),
        once: once(&found),
        small: told.sentence().unwrap_or_default(),
        overall: overall(&found, sees),
        rows: rows(&kept, &found, sees),
        chart: chart(&kept, &found, sees),
        sees,
        round,
        kept,
        found,
    })
}

impl Page {
    /// Whether the means are shown. Before a round is closed they are not to those who may not see
    /// learners: what changes from one answer to the next is what one person said.
    fn has_means(&self) -> bool {
        self.sees == Sees::Learners || self.round.closed.is_some()
    }

    /// Whether small numbers are left out.
    fn protects(&self) -> bool {
        self.sees == Sees::Totals
    }
}

const HEADINGS: [&str; 9] = [
    "question",
    "direction",
    "people who answered both times",
    "mean before",
    "mean after",
    "change",
    "better",
    "same",
    "worse",
];

/// The results of a closed round as a file. It may leave the house, so that small numbers are in it for
/// nobody.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    if round.closed.is_none() {
        return Err(Failure::Changed(
            "The results can be taken away once the round is closed.",
        ));
    }
    let kept = set_of(visit, &round)?;
    let found = visit.read(|read| distance_of(read, (&round, &kept)))?;
    let mut out = CsvFile::new(HEADINGS);
    let last = overall(&found, Sees::Totals);
    for row in rows(&kept, &found, Sees::Totals).into_iter().chain([last]) {
        let means = [row.before, row.after, row.change];
        let [before, after, change] = means.map(|mean| plain(&mean));
        let (direction, people) = (row.direction.to_owned(), protected(row.people));
        out.line([
            row.name, direction, people, before, after, change, row.better, row.same, row.worse,
        ]);
    }
    out.answer(format!("questionnaire-{}.csv", round.dates.before.0))
}
