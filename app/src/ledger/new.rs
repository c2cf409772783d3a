//! A single entry that comes from no session: a headcount, a register, an agreement made.

use super::{Context, NewEntry, Subject, attach, post, store, working};
use crate::evidence;
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::visit::{Answer, Reply, Visit};
use crate::{contracts, organisation, partners};
use askama::Template;
use database::Id;
use domain::counting::{Rule, Worked};
use domain::ledger::{PostRefused, Quantity, postable};
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "ledger/new.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    choices: Choices,
    grades: Vec<Choice>,
    /// Offers to count what does not fit its measure all the same.
    differs: Option<()>,
    /// By which the quantity is worked out, when it is.
    rule: Option<Rule>,
    rules: [Rule; 8],
}

/// An entry to be, and how its quantity was worked out.
struct New {
    entry: NewEntry,
    worked: Option<(Rule, Worked)>,
}

struct Choices {
    known: Vec<Measure>,
    measures: Vec<Choice>,
    areas: Vec<Choice>,
    partners: Vec<Choice>,
    contracts: Vec<contracts::Contract>,
}

impl Choices {
    fn contracts(&self) -> Vec<Choice> {
        self.contracts
            .iter()
            .map(contracts::Contract::choice)
            .collect()
    }
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Failure> {
    visit.read(|read| {
        let known = framework::measures(read)?;
        Ok(Choices {
            measures: known.iter().map(Measure::choice).collect(),
            known,
            areas: organisation::areas(read)?
                .into_iter()
                .map(|area| Choice::new(area.code, area.name))
                .collect(),
            partners: partners::choices(partners::approved(read)?),
            contracts: contracts::all(read)?,
        })
    })
}

fn shown(visit: &Visit<'_>, choices: Choices) -> Answer {
    let grades = evidence::grades();
    Reply::form(
        &Page {
            frame: visit.frame(),
            form: &visit.form,
            choices,
            grades,
            differs: differs(&visit.form),
            rule: Rule::from_key(visit.form.value("rule")),
            rules: Rule::ALL,
        },
        &visit.form,
    )
}

/// Whether the words did not fit the measure that was chosen.
fn differs(form: &Form) -> Option<()> {
    let is_refused = form.problem("measure").is_some() && !form.value("measure").is_empty();
    (is_refused || form.is_chosen("differs", "yes")).then_some(())
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    visit.form = Form::new()
        .with_date("happened_on", visit.today())
        .with("percent", "100")
        .with("grade", "1")
        .with("measure", visit.query.value("measure"))
        .with("rule", visit.query.value("rule"))
        .with("entry", visit.new_id().to_string());
    shown(visit, choices)
}

fn read(visit: &mut Visit<'_>, choices: &Choices, context: &Context) -> Option<New> {
    let id = Id::parse_str(visit.form.value("entry"))
        .ok()
        .unwrap_or_else(|| visit.new_id());
    let form = &mut visit.form;
    let measure = form.choice("measure", "A measure", &choices.measures);
    let happened_on = form.date("happened_on", "Date");
    let rule = Rule::from_key(form.value("rule"));
    let of = choices
        .known
        .iter()
        .find(|one| Some(one.id.to_string()) == measure);
    let worked = rule.and_then(|rule| Some((rule, working::read(form, rule, of)?)));
    let quantity = match (rule, &worked) {
        (None, _) => quantity(form, "Quantity"),
        (Some(_), Some((_, worked))) => can_be(form, "measure", worked.quantity),
        (Some(_), None) => None,
    };
    let area_code = form.choice("area", "Area", &choices.areas);
    let partner = form.optional_choice("partner", "Partner", &choices.partners);
    let contract_id = contract(form, choices, happened_on);
    let percent = form.whole_number_between("percent", "The extra share in percent", 0..=100);
    let reason = form.required("reason", "What was counted", 300);
    let invoice = form.optional("invoice", "Number of the invoice", 60);
    if let (Some(of), Some(reason)) = (of, &reason) {
        fits(form, &choices.known, (of.id, reason));
    }
    let partner_id = partner.and_then(|id| Id::parse_str(&id).ok());
    let payment = invoice.map(|invoice| Subject::payment(context, (partner_id, &invoice), id));
    let entry = NewEntry {
        id,
        measure_id: Id::parse_str(&measure?).ok()?,
        happened_on: happened_on?,
        area_code: area_code?,
        area_method: None,
        partner_id,
        activity_id: None,
        session_id: None,
        contract_id,
        quantity: quantity?,
        additional_percent: percent?,
        reason: reason?,
        subjects: payment.into_iter().collect(),
    };
    Some(New { entry, worked })
}

/// Refuses words that are no record of the measure: for good where learners would be full-time
/// equivalents, else until it is said that it counts so all the same.
fn fits(form: &mut Form, known: &[Measure], (measure, reason): (Id, &str)) {
    let misfits = framework::words_misfit(known, measure, reason);
    framework::refuse_misfit(form, "measure", &misfits);
    if let Some(misfit) = misfits.iter().find(|misfit| !misfit.is_refused)
        && !form.is_chosen("differs", "yes")
    {
        form.refuse("measure", misfit.words.clone());
    }
}

/// The contract that was chosen, if one was: it has to run on the day.
fn contract(form: &mut Form, choices: &Choices, on: Option<Date>) -> Option<Id> {
    let chosen = form.optional_choice("contract", "Contract", &choices.contracts())?;
    let mut contracts = choices.contracts.iter();
    let contract = contracts.find(|contract| contract.id.to_string() == chosen)?;
    if on.is_some_and(|day| !contract.runs_on(day)) {
        form.refuse(
            "contract",
            "The contract does not run on this day: choose another or none",
        );
    }
    Some(contract.id)
}

/// The quantity typed in, if it can be an entry's.
pub(super) fn quantity(form: &mut Form, label: &str) -> Option<Quantity> {
    let quantity = Quantity(form.thousandths("quantity", label)?);
    can_be(form, "quantity", quantity)
}

/// A quantity, if it can be an entry's.
fn can_be(form: &mut Form, field: &str, quantity: Quantity) -> Option<Quantity> {
    match postable(quantity) {
        Ok(()) => Some(quantity),
        Err(refused) => {
            form.refuse(field, refused.to_string());
            None
        }
    }
}

/// Said of an invoice that counts already.
const COUNTED: &str = "This invoice counts for this measure in this year already. If another part of it was paid, say so behind its number: 1234 part 2";

/// Posts it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let context = Context::of(visit)?;
    let new = read(visit, &choices, &context);
    let on = new
        .as_ref()
        .map_or(visit.today(), |new| new.entry.happened_on);
    let evidence = evidence::read(visit, on)?;
    let (Some(New { entry: new, worked }), false) = (new, visit.form.is_refused()) else {
        return shown(visit, choices);
    };
    if visit.read(|read| store::entry(read, new.id))?.is_some() {
        return Reply::see(
            format!("/entries/{}", new.id),
            "This entry was added already.",
        );
    }
    let said = serde_json::json!({ "measure": new.measure_id.to_string(),
        "happened_on": new.happened_on.to_string(), "quantity_thousandths": new.quantity.0,
        "reason": new.reason });
    let entry = visit.entry("added entry", "entry", new.id, said);
    let kept = visit.write(|mut write| {
        if let Some(evidence) = &evidence {
            evidence::add(&mut write, evidence, visit.now)?;
        }
        match post(&mut write, &new, &context)? {
            Ok(_) => {}
            Err(PostRefused::CountsAlready(_)) => return Err(Failure::Changed(COUNTED)),
            Err(why) => return Err(Failure::Rule(why.to_string())),
        }
        if let Some((rule, worked)) = &worked {
            store::working_add(&mut write, new.id, rule.key(), &worked.working)?;
        }
        if let Some(evidence) = &evidence {
            let proof = (evidence.id, evidence.grade);
            attach(&mut write, new.id, proof, &context)?
                .map_err(|refused| Failure::Rule(refused.to_string()))?;
        }
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Ok(()) => Reply::see(format!("/entries/{}", new.id), "The entry is added."),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("happened_on", words);
            shown(visit, choices)
        }
        Err(Failure::Changed(COUNTED)) => {
            visit.form.refuse("invoice", COUNTED);
            shown(visit, choices)
        }
        Err(failure) => Err(failure),
    }
}
