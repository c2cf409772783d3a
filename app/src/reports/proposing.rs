//! A change proposed for the next year as it is typed: in words, and if it is to be carried out by itself
//! with the figures, the new measure or the new title.

use super::store::NewChange;
use crate::failure::Failure;
use crate::framework;
use database::{Id, Read};
use domain::framework::{Counted, Permission};
use domain::ledger::Grade;
use domain::reports::{Effect, NewMeasure};
use pages::{Choice, Form};

/// The most characters of a proposal or its reason.
const LONGEST_PROPOSAL: usize = 2_000;

/// What a proposal can be about.
pub(super) struct Choices {
    pub(super) measures: Vec<Choice>,
    /// Measures whose words may be changed.
    editable: Vec<String>,
    /// Themes of editions to which a measure may be added.
    pub(super) themes: Vec<Choice>,
    pub(super) counts: Vec<Choice>,
    pub(super) grades: Vec<Choice>,
}

/// Reads what there is to choose from.
pub(super) fn choices(read: &mut Read<'_>) -> Result<Choices, Failure> {
    let editions = framework::editions(read)?;
    let may_edit = |id: Id| {
        let mut editions = editions.iter();
        let edition = editions.find(|edition| edition.id == id);
        edition.is_some_and(|edition| edition.permits(Permission::Edit))
    };
    let measures = framework::measures(read)?;
    let editable = measures.iter().filter(|one| may_edit(one.edition_id));
    let themes = framework::themes(read)?.into_iter();
    Ok(Choices {
        editable: editable.map(|one| one.id.to_string()).collect(),
        measures: measures
            .iter()
            .map(|one| Choice::new(one.id.to_string(), format!("{} {}", one.code, one.title)))
            .collect(),
        themes: themes
            .filter(|theme| may_edit(theme.edition_id))
            .map(|theme| Choice::new(theme.id.to_string(), theme.title))
            .collect(),
        counts: Counted::ALL
            .map(|counted| Choice::new(counted.name(), counted.name()))
            .into(),
        grades: Grade::ALL
            .into_iter()
            .skip(1)
            .map(|grade| Choice::new(grade.number().to_string(), grade.name()))
            .collect(),
    })
}

/// The fields of a proposal.
const FIELDS: [&str; 14] = [
    "measure",
    "proposal",
    "reason",
    "effect",
    "target_1",
    "target_2",
    "target_3",
    "target_4",
    "new_words",
    "measure_code",
    "measure_title",
    "measure_unit",
    "measure_evidence",
    "measure_theme",
];

/// The proposal that was typed, if one was.
pub(super) fn read(
    form: &mut Form,
    (id, action): (Id, &str),
    choices: &Choices,
) -> Option<NewChange> {
    let is_typed = FIELDS
        .iter()
        .any(|field| !form.value(field).trim().is_empty());
    if !is_typed && action != "add" {
        return None;
    }
    let measure = form.optional_choice("measure", "Measure it is about", &choices.measures);
    let proposal = form.required("proposal", "what should change", LONGEST_PROPOSAL);
    let reason = form.required("reason", "the reason for the change", LONGEST_PROPOSAL);
    let kinds: Vec<Choice> = Effect::KINDS
        .map(|(key, words)| Choice::new(key, words))
        .into_iter()
        .skip(1)
        .collect();
    let kind = form.optional_choice("effect", "What is set by it", &kinds);
    let effect = match kind.as_deref() {
        None => None,
        Some(kind) => effect(form, (kind, measure.as_deref()), choices),
    };
    let measure_id = measure.and_then(|id| Id::parse_str(&id).ok());
    (!form.is_refused()).then_some(())?;
    Some(NewChange {
        id,
        measure_id,
        proposal: proposal?,
        reason: reason?,
        effect,
    })
}

fn effect(
    form: &mut Form,
    (kind, measure): (&str, Option<&str>),
    choices: &Choices,
) -> Option<Effect> {
    if kind != "new-measure" && measure.is_none() {
        form.refuse("measure", "Select the measure that it is about");
    }
    match kind {
        "targets" => Some(targets(form)),
        "retire" => Some(Effect::Retire),
        "words" => {
            let is_editable = |id: &str| choices.editable.iter().any(|one| one == id);
            if measure.is_some_and(|id| !is_editable(id)) {
                form.refuse(
                    "measure",
                    "The licence of this measure’s edition permits no change of its words",
                );
            }
            let title = form.required("new_words", "the new title", 200)?;
            Some(Effect::Words { title })
        }
        _ => new_measure(form, choices),
    }
}

fn targets(form: &mut Form) -> Effect {
    let thousandths = [1, 2, 3, 4].map(|number| {
        let field = format!("target_{number}");
        form.optional_thousandths(&field, &format!("The target of quarter {number}"))
    });
    if thousandths.iter().all(Option::is_none) && !form.is_refused() {
        form.refuse("target_1", "Enter the target of at least one quarter");
    }
    if thousandths.iter().flatten().any(|target| *target < 0) {
        form.refuse("target_1", "A target is nought or more");
    }
    Effect::Targets { thousandths }
}

fn new_measure(form: &mut Form, choices: &Choices) -> Option<Effect> {
    let theme = form.choice("measure_theme", "A theme", &choices.themes);
    let code = form.required("measure_code", "the code", 20);
    let title = form.required("measure_title", "what is measured", 200);
    let unit = form.required("measure_unit", "the unit", 60);
    let evidence = form.required("measure_evidence", "the evidence that is asked", 500);
    let counts = form.choice("measure_counts", "Whom or what it counts", &choices.counts);
    let grade = form.choice("measure_grade", "The weakest evidence", &choices.grades);
    if code
        .as_ref()
        .is_some_and(|code| code.contains(['{', '}', '#', ' ']))
    {
        form.refuse("measure_code", "A code has no spaces, braces or #");
    }
    Some(Effect::NewMeasure(NewMeasure {
        theme: Id::parse_str(&theme?).ok()?,
        code: code?,
        title: title?,
        unit: unit?,
        counts: counts?,
        evidence: evidence?,
        minimum_grade: grade?.parse().ok()?,
    }))
}
