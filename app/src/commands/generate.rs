//! `commonweal generate`: fills the ledger of a new organisation with invented entries, to measure
//! the machine and the pages with many of them. It is no example to show: see `demo`.

use super::Places;
use super::serve::say;
use crate::activities::{self, Laid};
use crate::app::{App, date_of, new_id};
use crate::failure::Failure;
use crate::ledger::{self, NewEntry};
use crate::organisation::{self, Area, LIVERPOOL_CITY_REGION, Organisation, THRESHOLDS};
use crate::people::{self, NewPerson, Purpose};
use crate::{evidence, framework, partners};
use clap::Args;
use database::{Id, LogEntry, Scope, Write};
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use domain::partners::PartnerKind;
use domain::people::Role;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Entries kept in one transaction.
const BATCH: i64 = 10_000;
/// Activities that the sessions are spread over, at most.
const ACTIVITIES: usize = 200;

/// How many.
#[derive(Debug, Clone, Args)]
pub(crate) struct Generate {
    /// How many entries to make.
    #[arg(long, default_value_t = 10_000)]
    entries: i64,
    /// How many approved partners to make.
    #[arg(long, default_value_t = 12)]
    partners: usize,
    /// How many sessions to make, besides the entries.
    #[arg(long, default_value_t = 0)]
    sessions: i64,
}

/// What the entries are made of.
struct Stuff {
    scope: Scope,
    lead: Id,
    context: ledger::Context,
    measures: Vec<Id>,
    partners: Vec<Id>,
    evidence: Vec<(Id, Grade)>,
    days: i64,
}

impl Generate {
    /// Makes an organisation of its own with so many entries, and prints a link to look at it.
    pub(crate) fn run(&self, places: &Places) -> anyhow::Result<()> {
        let app = places.open()?;
        let now = app.clock.now();
        let stuff = lay(&app, now, self.partners.max(1))?;
        let mut made = 0;
        while made < self.entries {
            let many = BATCH.min(self.entries - made);
            app.database.write(stuff.scope, |mut write| {
                batch(&mut write, &stuff, (made, many)).and_then(|()| {
                    Ok::<_, Failure>(write.commit(entry(now, "generated entries"), ())?)
                })
            })?;
            made += many;
            say(&format!("{made} of {} entries", self.entries));
        }
        self.sessions(&app, &stuff)?;
        let of = people::by_email(&app, &email(stuff.scope.organisation_id))?;
        say(&people::one_time_link(&app, Purpose::SignIn, of, now)?);
        Ok(())
    }

    /// Activities with some of the partners, and their sessions.
    fn sessions(&self, app: &App, stuff: &Stuff) -> Result<(), Failure> {
        if self.sessions == 0 {
            return Ok(());
        }
        let (first_day, now) = (stuff.context.first_day, stuff.context.now);
        let audiences = ["community", "employers", "staff"];
        let mut laid = Vec::new();
        for (number, partner_id) in (0..).zip(stuff.partners.iter().take(ACTIVITIES)) {
            laid.push(Laid {
                id: new_id(),
                title: format!("Generated activity {number}"),
                audience: nth(&audiences, number)?,
                partner_id: Some(*partner_id),
                area_code: nth(&LIVERPOOL_CITY_REGION, number)?.0.to_owned(),
                measure_id: nth(&stuff.measures, number)?,
            });
        }
        app.database.write(stuff.scope, |mut write| {
            for one in &laid {
                activities::lay_live(&mut write, one, stuff.lead, (first_day, now))?;
            }
            for number in 0..self.sessions {
                let scattered = number.wrapping_mul(7_919).rem_euclid(1_000_003);
                let day = first_day.saturating_add((scattered % stuff.days).days());
                let of = nth(&laid, scattered)?;
                activities::lay_session(&mut write, &of, (day, 1 + scattered % 30), now)?;
            }
            Ok::<_, Failure>(write.commit(entry(now, "generated sessions"), ())?)
        })?;
        say(&format!("{} sessions", self.sessions));
        Ok(())
    }
}

fn email(organisation_id: Id) -> String {
    format!("lead@{organisation_id}.example")
}

fn entry(at: Timestamp, action: &str) -> LogEntry {
    LogEntry {
        at,
        action: action.to_owned(),
        record_kind: "organisation".to_owned(),
        record_id: "generated".to_owned(),
        content: serde_json::json!({}),
    }
}

fn lay(app: &App, now: Timestamp, partners: usize) -> Result<Stuff, Failure> {
    let calendar = Calendar::ACADEMIC;
    let today = date_of(now);
    let first = calendar.year_of(today).previous().quarters();
    let first_day = calendar.first_day(first.first().copied().ok_or(Failure::NotFound)?);
    let scope = Scope::command(new_id(), "generate");
    let lead = NewPerson {
        id: new_id(),
        name: "Generated Lead".to_owned(),
        email: email(scope.organisation_id),
        roles: vec![Role::Lead],
    };
    people::claim_email(app, &lead.email, scope.organisation_id, lead.id)?;
    let pack = domain::framework::house_pack()
        .map_err(|_| Failure::Refused("the house pack is not sound"))?;
    let partners: Vec<Id> = (0..partners).map(|_| new_id()).collect();
    let proofs: Vec<(Id, Grade)> = Grade::ALL
        .into_iter()
        .skip(1)
        .map(|grade| (new_id(), grade))
        .collect();
    app.database.write(scope, |mut write| {
        found(&mut write, (first_day, now), &lead)?;
        framework::adopt(&mut write, &pack, now)?;
        for (number, id) in (1..).zip(&partners) {
            let partner = partners::NewPartner {
                id: *id,
                name: format!("Generated partner {number}"),
                kind: nth(&PartnerKind::ALL, number)?,
                purpose: "Made to measure".to_owned(),
            };
            partners::add(&mut write, &partner, now)?;
            partners::lay_approved(&mut write, *id, lead.id, (first_day, now))?;
        }
        for (id, grade) in &proofs {
            evidence::add(&mut write, &proof(*id, *grade, first_day), now)?;
        }
        Ok::<_, Failure>(write.commit(entry(now, "generated organisation"), ())?)
    })?;
    let measures = app.database.read(scope, framework::measures)?;
    let context = ledger::Context {
        calendar,
        first_day,
        today,
        now,
        secret: app.person_secret(scope.organisation_id)?,
    };
    let days = i64::from(first_day.until(today).map_or(1, |span| span.get_days())).max(1);
    let measures = measures.into_iter().map(|measure| measure.id).collect();
    Ok(Stuff {
        scope,
        lead: lead.id,
        context,
        measures,
        partners,
        evidence: proofs,
        days,
    })
}

fn found(
    write: &mut Write<'_>,
    (first_day, now): (Date, Timestamp),
    lead: &NewPerson,
) -> Result<(), Failure> {
    let organisation = Organisation {
        id: write.organisation_id(),
        name: "Generated organisation".to_owned(),
        year_starts_month: 8,
        first_year_starts_on: first_day,
        thresholds: THRESHOLDS,
    };
    organisation::add(write, &organisation, now)?;
    for (code, name) in LIVERPOOL_CITY_REGION {
        let area = Area {
            code: code.to_owned(),
            name: name.to_owned(),
        };
        organisation::area_add(write, &area, now)?;
    }
    people::add(write, lead, now)
}

fn proof(id: Id, grade: Grade, effective_on: Date) -> evidence::Evidence {
    evidence::Evidence {
        consent: None,
        id,
        title: "Generated register".to_owned(),
        grade,
        effective_on,
        days: domain::evidence::Days::default(),
        proof: evidence::Proof::Attestation {
            seen_what: "A generated register".to_owned(),
            kept_where: "Nowhere".to_owned(),
        },
    }
}

/// The `number`th of a list, counted round and round.
fn nth<T: Clone>(list: &[T], number: i64) -> Result<T, Failure> {
    let length = i64::try_from(list.len()).unwrap_or(1).max(1);
    let index = usize::try_from(number.rem_euclid(length)).unwrap_or(0);
    list.get(index).cloned().ok_or(Failure::NotFound)
}

fn batch(write: &mut Write<'_>, stuff: &Stuff, (made, many): (i64, i64)) -> Result<(), Failure> {
    for number in made..made + many {
        // Large primes scatter days, measures, places and partners evenly and the same way each time.
        let scattered = number.wrapping_mul(7_919).rem_euclid(1_000_003);
        let day = scattered % stuff.days;
        let (area_code, _) = nth(&LIVERPOOL_CITY_REGION, scattered / 7)?;
        let new = NewEntry {
            id: new_id(),
            measure_id: nth(&stuff.measures, scattered / 3)?,
            happened_on: stuff.context.first_day.saturating_add(day.days()),
            area_code: area_code.to_owned(),
            area_method: None,
            partner_id: Some(nth(&stuff.partners, scattered / 11)?),
            activity_id: None,
            session_id: None,
            contract_id: None,
            quantity: Quantity(1_000 + scattered % 20_000),
            additional_percent: 100,
            reason: "Generated".to_owned(),
            subjects: Vec::new(),
        };
        ledger::post(write, &new, &stuff.context)?
            .map_err(|_| Failure::Refused("a generated entry was refused"))?;
        // Four of five have evidence.
        if scattered % 5 != 0 {
            ledger::attach(
                write,
                new.id,
                nth(&stuff.evidence, scattered)?,
                &stuff.context,
            )?
            .map_err(|_| Failure::Refused("generated evidence was refused"))?;
        }
    }
    Ok(())
}
