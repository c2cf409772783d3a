//! Bringing a set of questions as a file, or as its text, with its licence (P1.2a). A set with a fault
//! is refused whole and can be mended on the page. Nothing is fetched from anywhere.

use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::questionnaires::{QuestionSet, question_set_from_json};
use pages::{Form, Frame};

/// The set that comes with the program, in our own words.
const HOUSE: &str = include_str!("../../../frameworks/questionnaires/confidence.json");

/// The most signs of a set: far more than twenty questions need.
const MOST: usize = 100_000;

/// The most problems that are said one by one.
const MOST_SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "questionnaires/bring.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    example: &'static str,
}

/// A set as somebody may write it, with one question.
const EXAMPLE: &str = r#"{
  "name": "How life is",
  "version": "1",
  "licence": "The terms on which you may use it",
  "attribution": "Whom to name",
  "source": "Where it is from",
  "questions": [
    {
      "text": "How do you feel about your life today?",
      "better": "higher",
      "lowest": 0,
      "highest": 10,
      "words": { "0": "Not good at all", "10": "Very good" }
    }
  ]
}"#;

/// The house set; that it can be read is a promise of the program.
pub(super) fn house() -> Result<QuestionSet, Failure> {
    question_set_from_json(HOUSE).map_err(|problems| {
        let first = problems.first().map(ToString::to_string);
        Failure::Broken(anyhow::anyhow!("the house set of questions: {first:?}"))
    })
}

fn shown(visit: &Visit<'_>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        example: EXAMPLE,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}

/// Takes the house set.
pub(crate) fn house_submit(visit: &mut Visit<'_>) -> Answer {
    match keep(visit, HOUSE) {
        Err(Failure::Rule(words)) => Reply::see("/questionnaires", words),
        kept => kept,
    }
}

/// Takes the chosen file, or the text that was typed.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    from_file(visit)?;
    let form = &mut visit.form;
    let content = form.required("text", "a file or its text", MOST);
    if !form.is_chosen("permitted", "yes") {
        form.refuse(
            "permitted",
            "Confirm that its licence lets you ask these questions, or leave this set out",
        );
    }
    let content = content.unwrap_or_default();
    if !content.is_empty()
        && let Err(problems) = question_set_from_json(&content)
    {
        for problem in problems.iter().take(MOST_SHOWN) {
            form.refuse("text", problem);
        }
        let more = problems.len().saturating_sub(MOST_SHOWN);
        if more > 0 {
            form.refuse("text", format!("And {more} more problems"));
        }
    }
    if form.is_refused() {
        return shown(visit);
    }
    match keep(visit, &content) {
        Err(Failure::Rule(words)) => {
            visit.form.refuse("text", words);
            shown(visit)
        }
        kept => kept,
    }
}

/// Puts what a chosen file says into the field for its text, so that it can be mended there. The file
/// itself is not kept.
fn from_file(visit: &mut Visit<'_>) -> Result<(), Failure> {
    let Some(upload) = visit.upload("file").cloned() else {
        return Ok(());
    };
    let broken = |fault: vault::VaultFault| Failure::Broken(fault.into());
    let is_small = usize::try_from(upload.bytes).is_ok_and(|bytes| bytes <= MOST);
    let bytes = if is_small {
        visit.app.vault.read(upload.sha256).map_err(broken)?
    } else {
        Vec::new()
    };
    for upload in &visit.uploads {
        if !upload.was_kept {
            visit.app.vault.remove(upload.sha256).map_err(broken)?;
        }
    }
    let mut form = Form::new();
    for permitted in visit.form.all("permitted") {
        form.add("permitted", permitted);
    }
    let text = String::from_utf8(bytes).unwrap_or_default();
    form.add("text", text.trim_start_matches('\u{feff}'));
    if text.trim().is_empty() {
        form.refuse(
            "file",
            "This file holds no text, or more than a set of questions can. Choose a .json file of 100 KB or less",
        );
    }
    visit.form = form;
    Ok(())
}

fn keep(visit: &Visit<'_>, content: &str) -> Answer {
    let set = question_set_from_json(content)
        .map_err(|_| Failure::Refused("this set of questions was not checked"))?;
    let id = visit.new_id();
    let said =
        serde_json::json!({ "name": set.name, "version": set.version, "licence": set.licence });
    let entry = visit.entry("brought questions", "questionnaire set", id, said);
    let kept = visit.write(|mut write| {
        let called = (set.name.as_str(), set.version.as_str());
        if store::set_called(&mut write.read(), called)?.is_some() {
            return Err(Failure::Rule(
                "This version of this set is here already. Give a changed set another version"
                    .to_owned(),
            ));
        }
        store::set_add(&mut write, (id, content), visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    kept?;
    Reply::see(
        format!("/questionnaires/sets/{id}"),
        format!("{}, version {}, can be asked now.", set.name, set.version),
    )
}
