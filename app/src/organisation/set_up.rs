//! The first page of a new instance, reached once by the link printed at the first start: the
//! organisation, its areas, its calendar and its first persons. Nobody has a default password.

use super::{Area, LIVERPOOL_CITY_REGION, Organisation, THRESHOLDS, settings::read_areas, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people::{self, NewPerson, Purpose};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::Calendar;
use domain::people::Role;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "organisation/set_up.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    token: String,
    months: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "organisation/set_up_used.html")]
struct Used {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "organisation/set_up_done.html")]
struct Done {
    frame: Frame,
    organisation: String,
    links: Vec<(String, String, String)>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The months of the year as choices, numbered from 1.
pub(super) fn months() -> Vec<Choice> {
    (1_u8..)
        .zip(MONTHS)
        .map(|(number, name)| Choice::new(number.to_string(), name))
        .collect()
}

fn holds(visit: &Visit<'_>) -> Result<Option<String>, Failure> {
    let token = visit.parameter("token")?.to_owned();
    let is_empty = visit.app.database.directory_look(store::is_new)?.is_some();
    let holds = is_empty && people::set_up_link_holds(visit.app, &token, visit.now)?;
    Ok(holds.then_some(token))
}

/// The page, filled in with what most organisations here will choose.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let Some(token) = holds(visit)? else {
        return Reply::page(&Used {
            frame: visit.frame(),
        });
    };
    let areas: Vec<String> = LIVERPOOL_CITY_REGION
        .iter()
        .map(|(code, name)| format!("{code} {name}"))
        .collect();
    visit.form.add("areas", &areas.join("\n"));
    visit.form.add("month", "8");
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
        token,
        months: months(),
    })
}

/// What was asked for, when it holds.
struct SetUp {
    organisation: Organisation,
    areas: Vec<Area>,
    persons: Vec<NewPerson>,
}

fn read(visit: &mut Visit<'_>) -> Option<SetUp> {
    let today = date_of(visit.now);
    let ids = [
        visit.new_id(),
        visit.new_id(),
        visit.new_id(),
        visit.new_id(),
    ];
    let form = &mut visit.form;
    let name = form.required("name", "the organisation's name", 200);
    let month = form.whole_number("month", "the month the year starts in");
    let areas = read_areas(form);
    let calendar = month.and_then(Calendar::starting_in);
    if calendar.is_none() && form.problem("month").is_none() {
        form.refuse("month", "Choose the month the year starts in");
    }
    let persons = [
        person(form, ids[1], "administrator", &[Role::Administrator]),
        person(form, ids[2], "lead", &[Role::Lead]),
        person(form, ids[3], "governance", &[Role::Governance]),
    ];
    let emails: std::collections::BTreeSet<String> = persons
        .iter()
        .flatten()
        .map(|person| person.email.to_lowercase())
        .collect();
    if emails.len() < persons.iter().flatten().count() {
        form.refuse("governance_email", "Each person needs an e-mail address of their own: who prepares a return may not sign it");
    }
    let calendar = calendar?;
    // The year before this one is open too, so that last year's records can be brought in.
    let first = calendar.year_of(today).previous().quarters()[0];
    let organisation = Organisation {
        id: ids[0],
        name: name?,
        year_starts_month: month?,
        first_year_starts_on: calendar.first_day(first),
        thresholds: THRESHOLDS,
    };
    let persons = persons.into_iter().flatten().collect();
    (!form.is_refused()).then_some(SetUp {
        organisation,
        areas: areas?,
        persons,
    })
}

fn person(form: &mut Form, id: Id, kind: &str, roles: &[Role]) -> Option<NewPerson> {
    let name = form.required(&format!("{kind}_name"), "a name", 120);
    let email = people::invite::email(form, &format!("{kind}_email"));
    Some(NewPerson {
        id,
        name: name?,
        email: email?,
        roles: roles.to_vec(),
    })
}

/// Creates it all at once and shows each person's one-time link.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let Some(token) = holds(visit)? else {
        return Reply::page(&Used {
            frame: visit.frame(),
        });
    };
    let Some(set_up) = read(visit) else {
        return Reply::refused(&Page {
            frame: visit.frame(),
            form: &visit.form,
            token,
            months: months(),
        });
    };
    if people::use_link(visit.app, &token, Purpose::SetUp, visit.now)?.is_none() {
        return Reply::page(&Used {
            frame: visit.frame(),
        });
    }
    create(visit, &set_up)?;
    let organisation_id = set_up.organisation.id;
    let mut links = Vec::new();
    for person in &set_up.persons {
        people::claim_email(visit.app, &person.email, organisation_id, person.id)?;
        let of = Some((organisation_id, person.id));
        let address = people::one_time_link(visit.app, Purpose::SignIn, of, visit.now)?;
        let role = person
            .roles
            .first()
            .map(|role| role.name())
            .unwrap_or_default();
        links.push((person.name.clone(), role.to_owned(), address));
    }
    Reply::page(&Done {
        frame: visit.frame(),
        organisation: set_up.organisation.name,
        links,
    })
}

fn create(visit: &Visit<'_>, set_up: &SetUp) -> Result<(), Failure> {
    let organisation = &set_up.organisation;
    let scope = visit.scope_in(organisation.id, None);
    let areas: Vec<&str> = set_up.areas.iter().map(|area| area.code.as_str()).collect();
    let content = serde_json::json!({ "name": organisation.name, "areas": areas,
        "first_year_starts_on": organisation.first_year_starts_on.to_string() });
    let entry = visit.entry(
        "set up organisation",
        "organisation",
        organisation.id,
        content,
    );
    visit.app.database.write(scope, |mut write| {
        store::add(&mut write, organisation, visit.now)?;
        for area in &set_up.areas {
            store::area_add(&mut write, area, visit.now)?;
        }
        for person in &set_up.persons {
            people::add(&mut write, person, visit.now)?;
        }
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })
}
