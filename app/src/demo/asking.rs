//! Questionnaires in the example: a finished round of a course, with some who answered only once, and
//! one that asks for the first time.

use super::chance::Chance;
use super::script::date;
use super::stage::{Page, Stage};
use super::strangers::stranger;
use crate::failure::Failure;
use crate::visit::Reply;
use crate::{framework, questionnaires};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;

type Typed = Vec<(String, String)>;

/// Points of the six questions, the fifth of which is better when it is lower.
type Points = [i64; 6];

/// Learners of the finished round, the first of whom answered before and after.
const ASKED: usize = 26;
const BEFORE: usize = 24;
const BOTH: usize = 19;
/// Codes that people of the open round made up.
const CODES: [&str; 7] = [
    "MA07LE", "JO23OL", "SU11ON", "PA30AD", "AN02EL", "KE19RY", "FA14SE",
];

fn words(pairs: &[(&str, &str)]) -> Typed {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(own).collect()
}

fn pairs(typed: &Typed) -> Vec<(&str, &str)> {
    typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn send(
    stage: &Stage<'_>,
    (page, role): (Page, Role),
    (day, parameters): (Date, &[(&str, &str)]),
    typed: &Typed,
) -> Result<String, Failure> {
    let actor = stage.actor(role, 0)?;
    let visit = stage.visit((actor, day), parameters, &pairs(typed));
    stage.send(page, visit)
}

/// Asks both rounds.
pub(super) fn ask(stage: &Stage<'_>) -> Result<(), Failure> {
    let ago = |days: i64| stage.today.saturating_sub(days.days());
    let house: (Page, Role) = (questionnaires::bring::house_submit, Role::Lead);
    let set = send(stage, house, (ago(125), &[]), &Typed::new())?;
    finished(stage, &set)?;
    open(stage, &set)
}

/// The days of a round: the first and the last before, and the same after.
fn days(days: [Date; 4]) -> Typed {
    let names = [
        "before_opens",
        "before_closes",
        "after_opens",
        "after_closes",
    ];
    let all = names.into_iter().zip(days);
    all.flat_map(|(name, day)| date(name, day)).collect()
}

/// Makes the group's link for an asking and gives its token.
fn link(stage: &Stage<'_>, (round, half): (&str, &str), day: Date) -> Result<String, Failure> {
    let typed = [("half", half), ("audience", "group")];
    let staff = stage.actor(Role::Staff, 0)?;
    let mut visit = stage.visit((staff, day), &[("id", round)], &typed);
    let Reply::Page { html, .. } = questionnaires::link::submit(&mut visit)? else {
        return Err(Failure::NotFound);
    };
    let rest = html.split("/questions/").nth(1).ok_or(Failure::NotFound)?;
    Ok(rest.chars().take_while(char::is_ascii_hexdigit).collect())
}

fn sheet(code: &str, points: Points) -> Typed {
    let mut typed = words(&[("code", code)]);
    for (number, point) in (1..).zip(points) {
        typed.push((format!("q{number}"), point.to_string()));
    }
    typed
}

/// How somebody answers at the start.
fn at_first(chance: &mut Chance) -> Points {
    let mut points = [0; 6].map(|_: i64| chance.between(1, 4));
    let [_, _, _, _, worry, _] = &mut points;
    *worry = chance.between(3, 5);
    points
}

/// How the same person answers at the end: mostly a little better, now and then worse.
fn at_last(first: Points, chance: &mut Chance) -> Points {
    let step = match chance.between(1, 10) {
        1 => -1,
        2 | 3 => 0,
        _ => 1,
    };
    let [one, two, three, four, worry, six] = first;
    let mut moved = |from: i64, by: i64| (from + by + chance.between(-1, 1)).clamp(1, 5);
    [
        moved(one, step),
        moved(two, step),
        moved(three, 0),
        moved(four, step),
        moved(worry, 0),
        moved(six, step),
    ]
}

/// A round whose course is over: three of four sheets came by the link, the others on paper.
fn finished(stage: &Stage<'_>, set: &str) -> Result<(), Failure> {
    let ago = |days: i64| stage.today.saturating_sub(days.days());
    let asked = ASKED.to_string();
    let mut typed = words(&[
        ("set", set),
        ("name", "Cook well for less, first group"),
        ("of_whom", "Cook well for less, Tuesday group"),
        (
            "why",
            "We want to know what the course changes for those who take it, so that we can make it better.",
        ),
        ("expected", &asked),
        ("rule", "reference"),
        ("area", "E08000012"),
        ("percent", "100"),
    ]);
    typed.extend(days([ago(120), ago(110), ago(40), ago(30)]));
    let measures = stage.read(framework::measures)?;
    if let Some(measure) = measures.iter().find(|one| one.code == "HM3") {
        typed.push(("measure".to_owned(), measure.id.to_string()));
    }
    let start: (Page, Role) = (questionnaires::start::submit, Role::Lead);
    let round = send(stage, start, (ago(122), &[]), &typed)?;
    let mut chance = Chance::new(7_031);
    let mut firsts = Vec::new();
    for _ in 0..BEFORE {
        firsts.push(at_first(&mut chance));
    }
    let lasts = firsts.iter().take(BOTH);
    let lasts: Vec<Points> = lasts.map(|first| at_last(*first, &mut chance)).collect();
    for (half, day, points) in [("before", ago(115), firsts), ("after", ago(35), lasts)] {
        let token = link(stage, (&round, half), day)?;
        for (number, points) in (0..).zip(points) {
            let typed = sheet(&format!("MLW-03{number:02}"), points);
            if number % 4 == 3 {
                on_paper(stage, (&round, half), day, typed)?;
            } else {
                let visit = stranger(stage, (&token, day), &pairs(&typed))?;
                stage.send(questionnaires::answer::submit, visit)?;
            }
        }
    }
    let close: (Page, Role) = (questionnaires::close::submit, Role::Lead);
    let sure = words(&[("sure", "yes")]);
    send(stage, close, (ago(28), &[("id", &round)]), &sure)?;
    Ok(())
}

fn on_paper(
    stage: &Stage<'_>,
    (round, half): (&str, &str),
    day: Date,
    mut typed: Typed,
) -> Result<(), Failure> {
    typed.extend(words(&[("half", half)]));
    let paper: (Page, Role) = (questionnaires::paper::submit, Role::Staff);
    send(stage, paper, (day, &[("id", round)]), &typed)?;
    Ok(())
}

/// A round that asks before, by codes that people make up.
fn open(stage: &Stage<'_>, set: &str) -> Result<(), Failure> {
    let on = |days: i64| stage.today.saturating_add(days.days());
    let mut typed = words(&[
        ("set", set),
        ("name", "Ready for an interview, this term"),
        ("of_whom", "Mock interviews, evening group"),
        (
            "why",
            "We want to know whether mock interviews help you to speak for yourself.",
        ),
        ("expected", "15"),
        ("rule", "own-code"),
        ("percent", "100"),
    ]);
    typed.extend(days([on(-5), on(9), on(60), on(74)]));
    let start: (Page, Role) = (questionnaires::start::submit, Role::Lead);
    let round = send(stage, start, (on(-6), &[]), &typed)?;
    let token = link(stage, (&round, "before"), on(-6))?;
    let mut chance = Chance::new(5_309);
    for code in CODES {
        let typed = sheet(code, at_first(&mut chance));
        let visit = stranger(stage, (&token, on(-2)), &pairs(&typed))?;
        stage.send(questionnaires::answer::submit, visit)?;
    }
    Ok(())
}
