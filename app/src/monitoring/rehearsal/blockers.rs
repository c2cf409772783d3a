//! What stands in the way of a quarter's return, each with who can see to it and the page where it is done.
//! The cost grows with what stands in the way, never with the number of entries.

use crate::failure::Failure;
use crate::ledger::{self, Part};
use crate::monitoring::asked::Asked;
use crate::monitoring::standing::Standing;
use crate::monitoring::store;
use crate::visit::Who;
use crate::{activities, double_counts, people};
use database::{Id, Read};
use domain::calendar::in_words;
use domain::ledger::Grade;
use domain::monitoring::{Return, ReturnName};
use domain::people::Action;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Something that stands in the way.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct Blocker {
    /// What it is, for the database.
    pub(in crate::monitoring) key: &'static str,
    pub(in crate::monitoring) says: String,
    pub(in crate::monitoring) href: String,
    /// Who can see to it.
    pub(in crate::monitoring) owners: Vec<(Id, String)>,
}

struct Looking<'a> {
    asked: &'a Asked,
    standing: &'a Standing,
    leads: Vec<(Id, String)>,
    found: Vec<Blocker>,
}

impl Looking<'_> {
    fn say(&mut self, key: &'static str, says: String, href: String) {
        let owners = self.leads.clone();
        self.found.push(Blocker {
            key,
            says,
            href,
            owners,
        });
    }

    fn unexplained(&mut self) {
        let name = self.asked.name;
        let silent = self.standing.readiness().without_remark;
        if !silent.is_empty() {
            let says = format!("Off target without a word why: {}", silent.join(", "));
            self.say("remarks", says, format!("/returns/{name}/prepare"));
        }
        let unanswered = self.standing.unanswered();
        if unanswered > 0 {
            let says = match unanswered {
                1 => "1 question has no answer".to_owned(),
                many => format!("{many} questions have no answer"),
            };
            self.say("questions", says, format!("/returns/{name}"));
        }
    }

    fn earlier(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let Some(earlier) = self.standing.earlier_open else {
            return Ok(());
        };
        let facts = store::facts(read, ReturnName::first(earlier))?;
        let says = format!(
            "{} is not signed off; quarters are signed off in their order",
            earlier.title()
        );
        let owners = match Return::of(&facts) {
            Some(Return::Prepared { .. } | Return::Reviewed { .. }) => {
                people::who_may(read, Action::ReviewReturn)?
            }
            Some(Return::Open | Return::SignedOff { .. }) | None => self.leads.clone(),
        };
        self.found.push(Blocker {
            key: "earlier",
            says,
            href: format!("/returns/{earlier}"),
            owners,
        });
        Ok(())
    }

    fn double_counts(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let year = self.asked.quarter.year();
        let pairs = double_counts::open(read, year)?;
        if pairs > 0 {
            let says = format!("Pairs of measures that might count the same twice: {pairs}");
            self.say("double-counts", says, format!("/double-counts?year={year}"));
        }
        Ok(())
    }

    fn evidence(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let quarter = self.asked.quarter;
        let lines: i64 = ledger::totals(read, &[Part::Whole], &[quarter])?
            .iter()
            .filter(|total| total.grade == Grade::Unevidenced && total.quantity.0 != 0)
            .map(|total| total.entries)
            .sum();
        if lines == 0 {
            return Ok(());
        }
        let recorders = store::recorders_without_evidence(read, quarter)?;
        let owners: Vec<(Id, String)> = recorders
            .iter()
            .map(|(id, _)| (*id, self.standing.name_of(*id)))
            .collect();
        let owners = if owners.is_empty() {
            self.leads.clone()
        } else {
            owners
        };
        self.found.push(Blocker {
            key: "evidence",
            says: format!("Entries without evidence, which count for nothing yet: {lines}"),
            href: format!("/entries?quarter={quarter}"),
            owners,
        });
        Ok(())
    }

    fn sessions(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let days = self.asked.from()..=self.asked.to().min(self.asked.today());
        let expected = activities::expected(read, *days.end())?;
        let here: Vec<_> = expected
            .into_iter()
            .filter(|one| days.contains(&one.planned_on))
            .collect();
        let Some(first) = here.first() else {
            return Ok(());
        };
        let mut owners: BTreeMap<Id, String> = BTreeMap::new();
        for one in &here {
            let activity = activities::find(read, one.activity_id)?;
            if let Some(owner) = activity.and_then(|activity| activity.owner_id) {
                owners.insert(owner, self.standing.name_of(owner));
            }
        }
        let owners = if owners.is_empty() {
            self.leads.clone()
        } else {
            owners.into_iter().collect()
        };
        self.found.push(Blocker {
            key: "sessions",
            says: format!(
                "Planned sessions that nobody recorded or called off: {}, the first of {}",
                here.len(),
                in_words(first.planned_on)
            ),
            href: format!("/activities/{}", first.activity_id),
            owners,
        });
        Ok(())
    }

    fn overdue(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let actions = store::actions(read, (self.asked.quarter, self.asked.from()))?;
        let today = self.asked.today();
        let late: Vec<_> = actions
            .into_iter()
            .filter(|one| one.done.is_none() && one.due_on < today)
            .collect();
        if let Some(first) = late.first() {
            let owners: BTreeMap<Id, String> = late
                .iter()
                .map(|one| (one.owner_id, self.standing.name_of(one.owner_id)))
                .collect();
            self.found.push(Blocker {
                key: "recovery",
                says: format!("Recovery actions past their day: {}", late.len()),
                href: format!("/recovery-actions/{}", first.id),
                owners: owners.into_iter().collect(),
            });
        }
        Ok(())
    }
}

/// Everything that stands in the way of a return today.
pub(in crate::monitoring) fn blockers(
    read: &mut Read<'_>,
    asked: &Asked,
    standing: &Standing,
) -> Result<Vec<Blocker>, Failure> {
    let mut looking = Looking {
        asked,
        standing,
        leads: people::who_may(read, Action::PrepareReturn)?,
        found: Vec::new(),
    };
    looking.unexplained();
    looking.earlier(read)?;
    looking.double_counts(read)?;
    looking.evidence(read)?;
    looking.sessions(read)?;
    looking.overdue(read)?;
    Ok(looking.found)
}

/// What a person was asked about and still stands in the way: the words, who asked, when, and the page.
pub(crate) fn nudged(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Nudged>, Failure> {
    let mut found = Vec::new();
    let mut known: BTreeMap<String, Vec<Blocker>> = BTreeMap::new();
    for nudge in store::nudges_of(read, who.person_id)? {
        let Some(quarter) = who.calendar.quarter(&nudge.quarter) else {
            continue;
        };
        if !known.contains_key(&nudge.quarter) {
            let asked = Asked::named(ReturnName::first(quarter), who, today);
            let standing = Standing::read(read, &asked)?;
            let standing_in_the_way = blockers(read, &asked, &standing)?;
            known.insert(nudge.quarter.clone(), standing_in_the_way);
        }
        let of = known.get(&nudge.quarter).map(Vec::as_slice);
        let mut of = of.unwrap_or_default().iter();
        let is_mine = |one: &&Blocker| {
            one.key == nudge.about && one.owners.iter().any(|(id, _)| *id == who.person_id)
        };
        if let Some(blocker) = of.find(is_mine) {
            found.push(Nudged {
                says: format!("{} ({})", blocker.says, quarter.title()),
                asked_by: people::name_of(read, Some(nudge.asked.by))?,
                asked_on: crate::app::date_of(nudge.asked.at),
                href: blocker.href.clone(),
            });
        }
    }
    Ok(found)
}

/// Something that a person was asked to see to.
#[derive(Debug, Clone)]
pub(crate) struct Nudged {
    pub(crate) says: String,
    pub(crate) asked_by: String,
    pub(crate) asked_on: Date,
    pub(crate) href: String,
}
