//! What is counted from registers and attendance, quarter by quarter, and never typed (P2.2a, P2.2b,
//! P2.2c). Each number opens the list it was counted from.

use super::LEARNERS;
use super::store::{self, Attended, Period, PilotDate};
use crate::failure::Failure;
use crate::partners;
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
    previous: String,
    next: String,
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

/// Partners of these kinds that had a session, with how many.
fn partners_engaged(
    attended: &[Attended],
    of_kinds: &BTreeMap<Id, (String, PartnerKind)>,
    kinds: &[PartnerKind],
) -> Vec<Line> {
    let mut sessions: BTreeMap<Id, i64> = BTreeMap::new();
    for one in attended {
        if let Some(id) = one.partner_id {
            *sessions.entry(id).or_default() += one.sessions;
        }
    }
    let line = |(id, sessions): (Id, i64)| {
        let (name, kind) = of_kinds.get(&id)?;
        kinds.contains(kind).then(|| Line {
            href: format!("/partners/{id}"),
            title: name.clone(),
            note: match sessions {
                1 => "1 session".to_owned(),
                sessions => format!("{sessions} sessions"),
            },
            number: 1,
        })
    };
    sessions.into_iter().filter_map(line).collect()
}

/// Sessions for learners, by activity; of those with partners of some kinds where kinds are given.
fn participations(
    attended: &[Attended],
    of_kinds: &BTreeMap<Id, (String, PartnerKind)>,
    kinds: &[PartnerKind],
) -> Vec<Line> {
    let is_with = |one: &Attended| {
        let kind = one.partner_id.and_then(|id| of_kinds.get(&id));
        kinds.is_empty() || kind.is_some_and(|(_, kind)| kinds.contains(kind))
    };
    attended
        .iter()
        .filter(|one| one.audience == LEARNERS && is_with(one))
        .map(|one| Line {
            href: format!("/activities/{}", one.activity_id),
            title: one.title.clone(),
            note: match one.sessions {
                1 => "1 session".to_owned(),
                sessions => format!("{sessions} sessions"),
            },
            number: one.people,
        })
        .collect()
}

/// What numbers are counted from, whatever the period.
struct Ground {
    /// Every partner's name and kind.
    partners: BTreeMap<Id, (String, PartnerKind)>,
    /// Those of them that work in one of our areas.
    local: BTreeMap<Id, (String, PartnerKind)>,
}

impl Ground {
    fn read(read: &mut Read<'_>) -> Result<Self, Failure> {
        let partners: BTreeMap<_, _> = partners::all(read)?
            .into_iter()
            .map(|partner| (partner.id, (partner.name, partner.kind)))
            .collect();
        let with_area = store::partners_with_area(read)?;
        let mut local = partners.clone();
        local.retain(|id, _| with_area.contains(id));
        Ok(Self { partners, local })
    }

    /// The list a number is counted from.
    fn lines(
        &self,
        read: &mut Read<'_>,
        register: Register,
        (period, attended): (Period, &[Attended]),
    ) -> Result<Vec<Line>, Failure> {
        let kinds = register.kinds();
        match register {
            Register::RegionalPartnerships => store::partnerships_formed(read, kinds, period),
            Register::PilotsStarted => store::pilots_between(read, PilotDate::Started, period),
            Register::PilotsDecided => store::pilots_between(read, PilotDate::Decided, period),
            Register::LocalEmployers => Ok(partners_engaged(attended, &self.local, kinds)),
            Register::CommunityPartnerships => {
                Ok(partners_engaged(attended, &self.partners, kinds))
            }
            Register::LearnerParticipations | Register::LearnersInCommunity => {
                Ok(participations(attended, &self.partners, kinds))
            }
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
        let ground = Ground::read(read)?;
        let empty = |register| Row {
            register,
            numbers: Vec::new(),
        };
        let mut rows = Register::ALL.map(empty);
        for quarter in year.quarters() {
            let period = (calendar.first_day(quarter), calendar.last_day(quarter));
            let attended = store::attended(read, period)?;
            for row in &mut rows {
                let lines = ground.lines(read, row.register, (period, &attended))?;
                row.numbers.push((quarter, number(&lines)));
            }
        }
        Ok(rows)
    })?;
    let link = |year: Year| format!("/activities/registers?year={year}");
    Reply::page(&Page {
        frame: visit.frame(),
        year,
        quarters: year.quarters().into(),
        rows,
        previous: link(year.previous()),
        next: if year < calendar.year_of(visit.today()) {
            link(year.next())
        } else {
            String::new()
        },
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
        Ground::read(read)?.lines(read, register, (period, &attended))
    })?;
    Reply::page(&ListPage {
        frame: visit.frame(),
        register,
        quarter,
        number: number(&lines),
        lines,
    })
}
