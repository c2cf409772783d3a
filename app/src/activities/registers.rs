//! What is counted from registers and attendance, quarter by quarter, and never typed (P2.2a, P2.2b,
//! P2.2c). Each number opens the list it was counted from.

use super::LEARNERS;
use super::store::{self, Attended, Period, PilotDate, With};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::activities::Register;
use domain::calendar::{Quarter, Year};
use domain::partners::PartnerKind;
use pages::Frame;
use std::collections::BTreeMap;

/// One line of a list, with what it adds to the number.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) number: i64,
}

#[derive(Template)]
#[template(path = "activities/registers.html")]
struct Page {
    frame: Frame,
    year: Year,
    quarters: Vec<Quarter>,
    rows: [Row; 7],
    previous: Year,
    next: Option<Year>,
}

struct Row {
    register: Register,
    numbers: Vec<(Quarter, i64)>,
}

#[derive(Template)]
#[template(path = "activities/register.html")]
struct ListPage {
    frame: Frame,
    register: Register,
    quarter: Quarter,
    number: i64,
    lines: Vec<Line>,
}

fn sessions(many: i64) -> String {
    match many {
        1 => "1 session".to_owned(),
        many => format!("{many} sessions"),
    }
}

/// Partners that had a session and that are looked for, with how many.
fn partners_engaged(attended: &[Attended], is_meant: impl Fn(&With) -> bool) -> Vec<Line> {
    let mut engaged: BTreeMap<Id, (&str, i64)> = BTreeMap::new();
    for one in attended {
        if let Some(with) = one.with.as_ref().filter(|with| is_meant(with)) {
            let (_, held) = engaged.entry(with.partner_id).or_insert((&with.name, 0));
            *held += one.sessions;
        }
    }
    let line = |(id, (name, held)): (Id, (&str, i64))| Line {
        href: format!("/partners/{id}"),
        title: name.to_owned(),
        note: sessions(held),
        number: 1,
    };
    engaged.into_iter().map(line).collect()
}

/// Sessions for learners, by activity; of those with partners of some kinds where kinds are given.
fn participations(attended: &[Attended], kinds: &[PartnerKind]) -> Vec<Line> {
    let is_with = |one: &&Attended| {
        let with = one.with.as_ref();
        kinds.is_empty() || with.is_some_and(|with| kinds.contains(&with.kind))
    };
    attended
        .iter()
        .filter(|one| one.audience == LEARNERS)
        .filter(is_with)
        .map(|one| Line {
            href: format!("/activities/{}", one.activity_id),
            title: one.title.clone(),
            note: sessions(one.sessions),
            number: one.people,
        })
        .collect()
}

/// The list a number is counted from.
fn lines(
    read: &mut Read<'_>,
    register: Register,
    (period, attended): (Period, &[Attended]),
) -> Result<Vec<Line>, Failure> {
    let kinds = register.kinds();
    let is_of_kind = |with: &With| kinds.contains(&with.kind);
    match register {
        Register::RegionalPartnerships => store::partnerships_formed(read, kinds, period),
        Register::PilotsStarted => store::pilots_between(read, PilotDate::Started, period),
        Register::PilotsDecided => store::pilots_between(read, PilotDate::Decided, period),
        Register::LocalEmployers => Ok(partners_engaged(attended, |with| {
            with.is_local && is_of_kind(with)
        })),
        Register::CommunityPartnerships => Ok(partners_engaged(attended, is_of_kind)),
        Register::LearnerParticipations | Register::LearnersInCommunity => {
            Ok(participations(attended, kinds))
        }
    }
}

fn number(lines: &[Line]) -> i64 {
    lines.iter().map(|line| line.number).sum()
}

/// The page of a year.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let calendar = visit.who()?.calendar;
    let asked = calendar.year_named(visit.query.value("year"));
    let year = asked.unwrap_or_else(|| calendar.year_of(visit.today()));
    let rows = visit.read(|read| {
        let empty = |register| Row {
            register,
            numbers: Vec::new(),
        };
        let mut rows = Register::ALL.map(empty);
        for quarter in year.quarters() {
            let period = (calendar.first_day(quarter), calendar.last_day(quarter));
            let attended = store::attended(read, period)?;
            for row in &mut rows {
                let lines = lines(read, row.register, (period, &attended))?;
                row.numbers.push((quarter, number(&lines)));
            }
        }
        Ok(rows)
    })?;
    Reply::page(&Page {
        frame: visit.frame(),
        year,
        quarters: year.quarters().into(),
        rows,
        previous: year.previous(),
        next: (year < calendar.year_of(visit.today())).then(|| year.next()),
    })
}

/// The list of one number.
pub(crate) fn list(visit: &mut Visit<'_>) -> Answer {
    let calendar = visit.who()?.calendar;
    let register = Register::from_key(visit.parameter("register")?).ok_or(Failure::NotFound)?;
    let quarter = calendar.quarter(visit.query.value("quarter"));
    let quarter = quarter.unwrap_or_else(|| calendar.quarter_of(visit.today()));
    let period = (calendar.first_day(quarter), calendar.last_day(quarter));
    let lines = visit.read(|read| {
        let attended = store::attended(read, period)?;
        lines(read, register, (period, &attended))
    })?;
    Reply::page(&ListPage {
        frame: visit.frame(),
        register,
        quarter,
        number: number(&lines),
        lines,
    })
}
