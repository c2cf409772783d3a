//! Entering answers from paper, one sheet after the other: the asking stays chosen, and the next sheet
//! begins with its code. Only here can answers be put in the place of others, and it has to be said.

use super::sheets::{self, Asked, KeepRefused, There};
use super::show::{found as round_found, set_of};
use super::{KeptSet, Round, Way, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::questionnaires::{CodeRule, Half};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "questionnaires/paper.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    round: &'a Round,
    halves: Vec<Choice>,
    asked: Vec<Asked>,
    code_label: &'static str,
    offers_replacing: Option<()>,
}

/// What the code on a sheet is called.
fn code_label(round: &Round) -> &'static str {
    match round.code_rule {
        CodeRule::Reference => "Learner reference",
        CodeRule::OwnCode => "Code on the sheet",
    }
}

/// The askings whose paper can be entered.
fn halves(visit: &Visit<'_>, round: &Round) -> Vec<Choice> {
    let takes = |half: &Half| sheets::takes_paper(round, *half, visit.today()).is_some();
    let choice = |half: Half| Choice::new(half.key(), half.name());
    Half::ALL.into_iter().filter(takes).map(choice).collect()
}

fn shown(visit: &Visit<'_>, (round, kept): (&Round, &KeptSet)) -> Answer {
    let form = &visit.form;
    let is_offered = form.problem("replace").is_some() || form.is_chosen("replace", "yes");
    let page = Page {
        frame: visit.frame(),
        form,
        round,
        halves: halves(visit, round),
        asked: sheets::asked(&kept.set),
        code_label: code_label(round),
        offers_replacing: is_offered.then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    let kept = set_of(visit, &round)?;
    let halves = halves(visit, &round);
    let asked = visit.query.value("half").to_owned();
    let is_offered = halves.iter().any(|half| half.value == asked);
    let last = halves.last().map(|half| half.value.clone());
    let half = if is_offered { Some(asked) } else { last };
    visit.form = Form::new().with("half", half.unwrap_or_default());
    shown(visit, (&round, &kept))
}

fn read(visit: &mut Visit<'_>, (round, kept): (&Round, &KeptSet)) -> Option<store::NewSheet> {
    let halves = halves(visit, round);
    let form = &mut visit.form;
    let half = form.choice("half", "before or after", &halves);
    let code = sheets::code(form, &format!("the {}", code_label(round).to_lowercase()));
    let answers = sheets::typed(form, &kept.set);
    if form.is_refused() {
        return None;
    }
    let half = half.as_deref().and_then(Half::from_key)?;
    let of = (round.id, Way::Paper);
    Some(sheets::new(of, (half, code?, answers), visit.now))
}

/// Keeps a sheet and asks for the next.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    let kept = set_of(visit, &round)?;
    if halves(visit, &round).is_empty() {
        return Err(Failure::Changed("This round takes no answers today."));
    }
    let Some(new) = read(visit, (&round, &kept)) else {
        return shown(visit, (&round, &kept));
    };
    let there = if visit.form.is_chosen("replace", "yes") {
        There::Replaced
    } else {
        There::Stay
    };
    match keep(visit, &round, (&new, there)) {
        Ok(()) => {}
        Err(Failure::Rule(words)) => {
            visit.form.refuse("replace", words);
            return shown(visit, (&round, &kept));
        }
        Err(failure) => return Err(failure),
    }
    let (half, code) = (new.sheet.half, &new.sheet.code);
    let other = visit.read(|read| store::answers_of(read, round.id, (half.other(), code)))?;
    let words = match (half, other) {
        (Half::Before, None) => "",
        (Half::After, None) => " Nothing from before has this code: check that it is right.",
        (Half::Before | Half::After, Some(_)) => " Before and after are both there.",
    };
    let name = half.name().to_lowercase();
    let words = format!("The answers of {} {name} are kept.{words}", code.as_str());
    if visit.form.is_chosen("then", "round") {
        return Reply::see(format!("/questionnaires/{}", round.id), words);
    }
    Reply::see(
        format!("/questionnaires/{}/paper?half={}", round.id, half.key()),
        words,
    )
}

fn keep(
    visit: &Visit<'_>,
    round: &Round,
    (new, there): (&store::NewSheet, There),
) -> Result<(), Failure> {
    let said = serde_json::json!({ "half": new.sheet.half.key(), "by": "paper",
        "in the place of others": there == There::Replaced });
    let entry = visit.entry(
        "entered questionnaire answers",
        "questionnaire round",
        round.id,
        said,
    );
    visit.write(|mut write| match sheets::keep(&mut write, new, there)? {
        Ok(()) => Ok(write.commit(entry.clone(), ())?),
        Err(KeepRefused::Closed) => Err(Failure::Changed("This round was closed meanwhile.")),
        Err(KeepRefused::There) => Err(Failure::Rule(
            "There are answers with this code already. Check the code, or say that these take their place"
                .to_owned(),
        )),
    })
}
