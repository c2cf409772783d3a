//! Starting a round: which questions, whom, why, when before and after, by what people are found again,
//! and the measure it feeds when it is closed.

use super::{Counts, Feed, Round, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, organisation};
use askama::Template;
use database::Id;
use domain::disclosure::counts_people;
use domain::questionnaires::{CodeRule, DatesRefused, MOST_EXPECTED, RoundDates};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "questionnaires/start.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    choices: &'a Choices,
}

struct Choices {
    sets: Vec<Choice>,
    rules: Vec<Choice>,
    measures: Vec<Choice>,
    areas: Vec<Choice>,
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Failure> {
    let rule = |rule: CodeRule| Choice::new(rule.key(), rule.name()).with_hint(rule.hint());
    visit.read(|read| {
        let sets = store::sets(read)?.into_iter();
        let measures = framework::measures(read)?.into_iter();
        let measures = measures.filter(|measure| counts_people(&measure.unit));
        let areas = organisation::areas(read)?.into_iter();
        Ok(Choices {
            sets: sets
                .map(|kept| {
                    let text = format!("{}, version {}", kept.set.name, kept.set.version);
                    Choice::new(kept.id.to_string(), text)
                })
                .collect(),
            rules: CodeRule::ALL.map(rule).into(),
            measures: measures.map(|measure| measure.choice()).collect(),
            areas: areas
                .map(|area| Choice::new(area.code, area.name))
                .collect(),
        })
    })
}

fn shown(visit: &Visit<'_>, choices: &Choices) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        choices,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let only = match choices.sets.as_slice() {
        [one] => one.value.clone(),
        _ => visit.query.value("set").to_owned(),
    };
    visit.form = Form::new()
        .with("set", only)
        .with("rule", CodeRule::Reference.key())
        .with(
            "why",
            "We want to know what our courses change for those who take them, so that we can make them better.",
        )
        .with_date("before_opens", visit.today())
        .with("percent", "100");
    shown(visit, &choices)
}

fn dates(form: &mut Form) -> Option<RoundDates> {
    let first = form.date("before_opens", "The first day to answer before");
    let last = form.date("before_closes", "The last day to answer before");
    let second = form.date("after_opens", "The first day to answer after");
    let end = form.date("after_closes", "The last day to answer after");
    let dates = RoundDates {
        before: (first?, last?),
        after: (second?, end?),
    };
    match dates.in_order() {
        Ok(()) => return Some(dates),
        Err(refused @ DatesRefused::BeforeEnds) => form.refuse("before_closes", refused),
        Err(refused @ DatesRefused::Overlap) => form.refuse("after_opens", refused),
        Err(refused @ DatesRefused::AfterEnds) => form.refuse("after_closes", refused),
    }
    None
}

/// The measure that is fed, if one was chosen.
fn feed(form: &mut Form, choices: &Choices) -> Option<Feed> {
    let measure = form.optional_choice("measure", "A measure", &choices.measures)?;
    let area_code = form.choice("area", "Area", &choices.areas);
    let percent = form.whole_number_between("percent", "The extra share in percent", 0..=100);
    Some(Feed {
        measure_id: Id::parse_str(&measure).ok()?,
        area_code: area_code?,
        additional_percent: percent?,
    })
}

fn read(visit: &mut Visit<'_>, choices: &Choices) -> Result<Option<Round>, Failure> {
    let (id, now, by) = (visit.new_id(), visit.now, visit.who()?.person_id);
    let form = &mut visit.form;
    let set = form.choice("set", "the questions", &choices.sets);
    let name = form.required("name", "a name for the round", 100);
    let of_whom = form.required("of_whom", "the course or group", 150);
    let why = form.required("why", "why you ask", 400);
    let expected = form.whole_number_between("expected", "How many people", 1..=MOST_EXPECTED);
    let rule = form.choice("rule", "how people are found again", &choices.rules);
    let dates = dates(form);
    let feed = feed(form, choices);
    if form.is_refused() {
        return Ok(None);
    }
    let set_id = set.and_then(|set| Id::parse_str(&set).ok());
    let rule = rule.as_deref().and_then(CodeRule::from_key);
    let (Some(set_id), Some(code_rule), Some(dates), Some(expected)) =
        (set_id, rule, dates, expected)
    else {
        return Ok(None);
    };
    Ok(Some(Round {
        id,
        set_id,
        name: name.unwrap_or_default(),
        of_whom: of_whom.unwrap_or_default(),
        why: why.unwrap_or_default(),
        expected,
        code_rule,
        dates,
        feed,
        started_at: now,
        started_by: Some(by),
        counts: Counts::default(),
        closed: None,
    }))
}

/// Starts it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let Some(round) = read(visit, &choices)? else {
        return shown(visit, &choices);
    };
    let said = serde_json::json!({ "name": round.name, "set": round.set_id.to_string(),
        "why": round.why,
        "before": round.dates.before.0.to_string(), "after": round.dates.after.0.to_string() });
    let entry = visit.entry(
        "started questionnaire round",
        "questionnaire round",
        round.id,
        said,
    );
    visit.write(|mut write| {
        store::round_add(&mut write, &round)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/questionnaires/{}", round.id),
        "The round is started. Make a link for the group, or enter answers from paper.",
    )
}
