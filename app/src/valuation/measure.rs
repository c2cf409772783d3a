//! What one unit of a measure is worth, and how long what it counts lasts: each from a date on, with its
//! source. Nothing begins in a quarter that has been signed off, so that no earlier year is valued anew.

use super::{Assumed, store, worth};
use crate::failure::Failure;
use crate::framework::{self, Edition, Measure, Value};
use crate::ledger;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::framework::{Permission, Pounds};
use domain::ledger::Quantity;
use domain::people::Action;
use domain::valuation::{ROUNDING, Share, Wellby};
use jiff::civil::Date;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "valuation/measure.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    measure: Measure,
    edition: String,
    values: Vec<(String, String, String)>,
    assumed: Vec<(String, Assumed)>,
    /// Why no value in pounds may be said; empty where it may.
    refused: &'static str,
    can_say: Option<()>,
    rates: String,
    rounding: &'static str,
}

/// What the page stands on.
struct Ground {
    measure: Measure,
    edition: Edition,
    values: Vec<Value>,
    assumed: Vec<Assumed>,
    /// The first day that is in no signed quarter.
    open_from: Date,
    rates: String,
}

impl Ground {
    fn read(visit: &Visit<'_>) -> Result<Self, Failure> {
        let id = visit.id("id")?;
        let who = visit.who()?;
        let (calendar, first_day) = (who.calendar, who.first_day);
        visit.read(|read| {
            let measure = framework::measure(read, id)?.ok_or(Failure::NotFound)?;
            let mut editions = framework::editions(read)?.into_iter();
            let edition = editions.find(|edition| edition.id == measure.edition_id);
            let closed = ledger::closed_quarters(read, calendar)?;
            let last = closed.last();
            let open_from = last.map(|last| calendar.first_day(calendar.next(*last)));
            Ok(Self {
                edition: edition.ok_or(Failure::NotFound)?,
                values: framework::values(read)?.remove(&id).unwrap_or_default(),
                assumed: store::assumed(read)?.remove(&id).unwrap_or_default(),
                open_from: open_from.unwrap_or(first_day),
                rates: worth::rates(read)?.0.title,
                measure,
            })
        })
    }

    /// Why the organisation may not say a value of its own.
    fn refused(&self) -> &'static str {
        if self.measure.value_kind == "localised" || self.edition.permits(Permission::Edit) {
            ""
        } else if self.measure.value_kind == "fixed" {
            "Its publisher says the value, and the licence permits no change of it. A new edition brings new values."
        } else {
            "Its publisher gives it no value in pounds, and the licence permits no change of that."
        }
    }
}

fn shown(visit: &Visit<'_>, ground: Ground) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        values: ground
            .values
            .iter()
            .map(|value| {
                let (from, pounds) = (in_words(value.from), format!("£{}", value.pounds));
                (from, pounds, value.source.clone())
            })
            .collect(),
        refused: ground.refused(),
        edition: ground.edition.name(),
        assumed: ground
            .assumed
            .into_iter()
            .map(|one| (in_words(one.from), one))
            .collect(),
        measure: ground.measure,
        can_say: visit.may(Action::AdoptFramework).then_some(()),
        rates: ground.rates,
        rounding: ROUNDING,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let ground = Ground::read(visit)?;
    visit.form = Form::new()
        .with_date("value_from", ground.open_from)
        .with_date("assumed_from", ground.open_from)
        .with("years", "1")
        .with("deadweight", "0")
        .with("displacement", "0")
        .with("attribution", "0")
        .with("drop_off", "0");
    shown(visit, ground)
}

/// Says a value or what is assumed.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let ground = Ground::read(visit)?;
    let id = ground.measure.id;
    let action = visit.form.value("action").to_owned();
    let said = match action.as_str() {
        "assume" => assume(&mut visit.form, &ground).map(Said::Assumed),
        "wellby" => of_wellby(&mut visit.form, &ground).map(Said::Value),
        _ => value(&mut visit.form, &ground).map(Said::Value),
    };
    match said {
        Some(said) if !visit.form.is_refused() => keep(visit, id, &said),
        _ => shown(visit, ground),
    }
}

enum Said {
    Value(Value),
    Assumed(Assumed),
}

/// The day from which something holds: in no signed quarter, and not said already.
fn from(form: &mut Form, field: &str, ground: &Ground, taken: &[Date]) -> Option<Date> {
    let from = form.date(field, "The first day it holds")?;
    if from < ground.open_from {
        let open = in_words(ground.open_from);
        form.refuse(
            field,
            format!("It can begin on {open} at the earliest: quarters before that are signed off, and nothing signed is valued anew"),
        );
    } else if taken.contains(&from) {
        form.refuse(
            field,
            "Something else is said from this day already: choose another day",
        );
    }
    Some(from)
}

fn value(form: &mut Form, ground: &Ground) -> Option<Value> {
    if !ground.refused().is_empty() {
        form.refuse("pounds", ground.refused());
    }
    let taken: Vec<Date> = ground.values.iter().map(|value| value.from).collect();
    let from = from(form, "value_from", ground, &taken);
    let typed = form.required("pounds", "pounds for one unit", 20);
    let typed = typed.map(|typed| typed.replace([',', '£'], ""));
    let pounds = match typed.as_deref().map(str::parse::<Pounds>) {
        Some(Err(refused)) => {
            form.refuse("pounds", refused.to_string());
            None
        }
        Some(Ok(pounds)) => Some(pounds),
        None => None,
    };
    Some(Value {
        source: form.required("source", "where the value comes from", 300)?,
        from: from?,
        pounds: pounds?,
    })
}

/// The WELLBY in the prices and at the income of a later year.
fn of_wellby(form: &mut Form, ground: &Ground) -> Option<Value> {
    if !ground.refused().is_empty() {
        form.refuse("prices", ground.refused());
    }
    let taken: Vec<Date> = ground.values.iter().map(|value| value.from).collect();
    let from = from(form, "wellby_from", ground, &taken);
    let prices = form.thousandths("prices", "Prices, 2019 being 100");
    let income = form.thousandths("income", "GDP per head, 2019 being 100");
    let (prices, income) = (Quantity(prices?), Quantity(income?));
    let Some(pounds) = Wellby::at(prices, income) else {
        form.refuse("prices", "Both must be more than 0, such as 124.5");
        return None;
    };
    Some(Value {
        from: from?,
        pounds,
        source: format!(
            "HM Treasury, Wellbeing Guidance for Appraisal: a WELLBY of £13,000 in 2019, at prices of {prices} and a GDP per head of {income}, 2019 being 100"
        ),
    })
}

fn share(form: &mut Form, field: &str, label: &str) -> Option<Share> {
    let typed = form.thousandths(field, label)?;
    let share = Share::of_thousandths(typed);
    if share.is_none() {
        form.refuse(
            field,
            format!("{label} must be between 0 and 100, with at most two decimal places"),
        );
    }
    share
}

fn assume(form: &mut Form, ground: &Ground) -> Option<Assumed> {
    let taken: Vec<Date> = ground.assumed.iter().map(|one| one.from).collect();
    let from = from(form, "assumed_from", ground, &taken);
    let years = form.whole_number_between("years", "Years it lasts", 1..=60);
    let deadweight = share(form, "deadweight", "Deadweight");
    let displacement = share(form, "displacement", "Displacement");
    let attribution = share(form, "attribution", "Attribution");
    let drop_off = share(form, "drop_off", "Drop-off");
    let reason = form.required("reason", "where the assumptions come from", 500);
    Some(Assumed {
        from: from?,
        years: u32::try_from(years?).ok()?,
        deadweight: deadweight?,
        displacement: displacement?,
        attribution: attribution?,
        drop_off: drop_off?,
        reason: reason?,
    })
}

fn keep(visit: &mut Visit<'_>, id: Id, said: &Said) -> Answer {
    let (action, content) = match said {
        Said::Value(value) => (
            "said value of measure",
            serde_json::json!({ "from": value.from.to_string(),
                "pounds": value.pounds.to_string(), "source": value.source }),
        ),
        Said::Assumed(one) => (
            "said what is assumed of measure",
            serde_json::json!({ "from": one.from.to_string(), "years": one.years,
                "deadweight": one.deadweight.to_string(),
                "displacement": one.displacement.to_string(),
                "attribution": one.attribution.to_string(),
                "drop_off": one.drop_off.to_string(), "reason": one.reason }),
        ),
    };
    let entry = visit.entry(action, "measure", id, content);
    visit.write(|mut write| {
        match said {
            Said::Value(value) => framework::value_add(&mut write, id, value)?,
            Said::Assumed(one) => store::assumed_add(&mut write, id, one, visit.now)?,
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/measures/{id}/value"),
        "It is kept, and holds from its first day.",
    )
}
