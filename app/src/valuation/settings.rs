//! By which rates later years are discounted, and which year the first one is.

use super::{Setting, store, worth};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use domain::valuation::{DiscountRates, FirstYear};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "valuation/settings.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    rates: Vec<Choice>,
    first_years: Vec<Choice>,
    known: Vec<Known>,
    can_say: Option<()>,
}

/// A schedule of rates as the page explains it.
struct Known {
    title: String,
    source: String,
    from: String,
    bands: Vec<(String, String)>,
}

impl Known {
    fn of(rates: &DiscountRates) -> Self {
        let until = rates.bands.iter().skip(1).map(|band| band.from_year - 1);
        let until = until.map(|year| year.to_string()).chain([String::new()]);
        let bands = rates.bands.iter().zip(until);
        Self {
            title: rates.title.clone(),
            source: rates.source.clone(),
            from: in_words(rates.from),
            bands: bands
                .map(|(band, until)| {
                    let years = if until.is_empty() {
                        format!("Years {} and on", band.from_year)
                    } else {
                        format!("Years {} to {until}", band.from_year)
                    };
                    (years, format!("{} %", band.percent))
                })
                .collect(),
        }
    }
}

fn rates_to_choose(known: &[DiscountRates]) -> Vec<Choice> {
    let known = known.iter();
    known
        .map(|rates| Choice::new(rates.key.clone(), rates.title.clone()))
        .collect()
}

fn first_years() -> Vec<Choice> {
    let all = FirstYear::ALL.into_iter();
    all.map(|first| Choice::new(first.number().to_string(), first.name()))
        .collect()
}

fn shown(visit: &Visit<'_>) -> Answer {
    let known = worth::known_rates()?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        rates: rates_to_choose(&known),
        first_years: first_years(),
        known: known.iter().map(Known::of).collect(),
        can_say: visit.may(Action::AdoptFramework).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (rates, first_year) = visit.read(worth::rates)?;
    visit.form = Form::new()
        .with("rates", rates.key)
        .with("first_year", first_year.number().to_string());
    shown(visit)
}

/// Keeps the settings.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let rates = rates_to_choose(&worth::known_rates()?);
    let form = &mut visit.form;
    let rates = form.choice("rates", "the rates", &rates);
    let first = form.choice("first_year", "the first year", &first_years());
    let first = first.and_then(|number| number.parse().ok());
    let (Some(rates), Some(first_year)) = (rates, first.and_then(FirstYear::from_number)) else {
        return shown(visit);
    };
    let setting = Setting { rates, first_year };
    let said = serde_json::json!({ "rates": setting.rates,
        "first_year": setting.first_year.number() });
    let id = visit.who()?.organisation_id;
    let entry = visit.entry("said how pounds are worked out", "organisation", id, said);
    visit.write(|mut write| {
        store::setting_set(&mut write, &setting, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/value/settings", "The settings are kept.")
}
