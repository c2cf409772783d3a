//! The return of one quarter: its four steps, what blocks the next and who can mend it, the figures
//! by theme, remarks, questions, and the seal once it is signed.

use super::list::colour;
use super::next::{Next, next, other_ways};
use super::restating::chain::{self, Edition};
use super::standing::{Asked, Standing};
use super::view::{self, BesideShown, ThemeRows, Ways};
use crate::app::{date_of, instant_in_words};
use crate::checkpoints;
use crate::exact;
use crate::failure::Failure;
use crate::feedback;
use crate::figure_codes::{self, CodeLine};
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use domain::calendar::in_words;
use domain::disclosure::{self, Reader};
use domain::monitoring::{
    Act, PrintedReturn, Return, SealedAdjustment, SealedReturn, SealedSignOff,
};
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "monitoring/quarter.html")]
struct Page {
    frame: Frame,
    quarter: String,
    title: String,
    period: String,
    state: &'static str,
    colour: &'static str,
    steps: Vec<Step>,
    next: Next,
    themes: Vec<ThemeRows>,
    adjustments: Vec<Adjustment>,
    /// What is said of small numbers that are kept back; else empty.
    small: &'static str,
    questions: Vec<Question>,
    can_answer: bool,
    signed: Option<Signed>,
    /// The checkpoint of the log that was signed with it.
    checkpoint: Option<checkpoints::Printed>,
    beside: BesideShown,
    /// All editions of the return, when there is more than one.
    editions: Vec<Edition>,
    /// Why this one was restated, when it is a restatement.
    restated: String,
    /// What else can be done here, each with its address.
    ways: Vec<(String, &'static str)>,
    /// What was said about the quarter, as long as it is not signed.
    heard: Option<Heard>,
}

/// What partners said of the figures, and what was done about feedback.
struct Heard {
    figures: String,
    pairs: Vec<(String, String)>,
}

/// One of the four steps.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) when: String,
    pub(super) who: String,
}

/// An adjustment as a page says it.
pub(super) struct Adjustment {
    pub(super) quarter: String,
    pub(super) code: String,
    pub(super) quantity: String,
}

/// A question as a page says it.
pub(super) struct Question {
    pub(super) id: String,
    pub(super) asked: String,
    pub(super) words: String,
    /// The question it follows; empty for one that stands alone.
    pub(super) follows: String,
    pub(super) answer: Option<(String, String)>,
}

struct Signed {
    by: String,
    sign_off: SealedSignOff,
    on: String,
    sha256: String,
    codes: Vec<CodeLine>,
}

fn said(standing: &Standing, act: Act) -> (String, String) {
    (in_words(date_of(act.at)), standing.name_of(act.by))
}

/// Who did what and when, of what is signed: by its sealed bytes alone.
fn sealed_steps(sealed: &SealedReturn) -> [(String, String); 3] {
    let (prepared, reviewed, signed) = (&sealed.prepared, &sealed.reviewed, &sealed.signed_off);
    let on = |at| in_words(date_of(at));
    [
        (on(prepared.at), prepared.by.clone()),
        (on(reviewed.at), reviewed.by.clone()),
        (on(signed.at), signed.by.clone()),
    ]
}

/// The steps with what has happened.
pub(super) fn steps(standing: &Standing) -> Vec<Step> {
    let (prepared, reviewed, signed) = match standing.state {
        Return::Open => (None, None, None),
        Return::Prepared { prepared } => (Some(prepared), None, None),
        Return::Reviewed { prepared, reviewed } => (Some(prepared), Some(reviewed), None),
        Return::SignedOff {
            prepared,
            reviewed,
            signed_off,
            ..
        } => (Some(prepared), Some(reviewed), Some(signed_off)),
    };
    let of_state = |act: Option<Act>| {
        act.map_or_else(
            || ("Not yet".to_owned(), String::new()),
            |act| said(standing, act),
        )
    };
    let told = match &standing.sealed {
        Some((sealed, _)) => sealed_steps(sealed),
        None => [prepared, reviewed, signed].map(of_state),
    };
    let names = ["Prepared", "Reviewed", "Signed off"].into_iter();
    let told = names
        .zip(told)
        .map(|(name, (when, who))| Step { name, when, who });
    let mut steps = vec![Step {
        name: "Open",
        when: in_words(standing.from),
        who: "Entries count in this quarter until it is signed off".to_owned(),
    }];
    steps.extend(told);
    steps
}

/// The questions as a page says them.
pub(super) fn questions(standing: &Standing) -> Vec<Question> {
    standing
        .questions
        .iter()
        .map(|question| {
            let (on, by) = said(standing, question.asked);
            Question {
                id: question.id.to_string(),
                asked: format!("{by}, {on}"),
                words: question.words.clone(),
                follows: question
                    .follows
                    .and_then(|id| standing.questions.iter().find(|other| other.id == id))
                    .map(|other| other.words.clone())
                    .unwrap_or_default(),
                answer: question.answered.map(|act| {
                    let (on, by) = said(standing, act);
                    (
                        format!("{by}, {on}"),
                        question.answer.clone().unwrap_or_default(),
                    )
                }),
            }
        })
        .collect()
}

/// The adjustments as a page says them.
pub(super) fn adjustments(standing: &Standing) -> Vec<Adjustment> {
    let exact = |adjustment: &SealedAdjustment| view::quantity(adjustment.thousandths);
    let exact = standing.adjustments.iter().map(exact);
    printed_adjustments(standing, exact.collect())
}

fn printed_adjustments(standing: &Standing, quantities: Vec<String>) -> Vec<Adjustment> {
    let adjustments = standing.adjustments.iter().zip(quantities);
    adjustments
        .map(|(adjustment, quantity)| Adjustment {
            quarter: adjustment.quarter.clone(),
            code: adjustment.code.clone(),
            quantity,
        })
        .collect()
}

/// Whether figures lead on to their entries for this visitor.
pub(super) fn ways(visit: &Visit<'_>) -> Ways {
    if visit.may(Action::SeePractice) {
        Ways::Open
    } else {
        Ways::Closed
    }
}

fn heard(visit: &Visit<'_>, standing: &Standing) -> Result<Heard, Failure> {
    let quarter = standing.quarter.to_string();
    visit.read(|read| {
        let (confirmed, disputed) = feedback::figures_said(read, &quarter)?;
        Ok(Heard {
            figures: format!(
                "Figures of this quarter that partners confirmed: {confirmed}; disputed: {disputed}."
            ),
            pairs: feedback::you_said_we_did(read, standing.from, standing.to)?,
        })
    })
}

/// Why it is restated; empty when it is not.
fn reason_of_restating(standing: &Standing) -> String {
    let restatement = standing.restatement.as_ref();
    restatement
        .map(|restatement| restatement.reason.clone())
        .unwrap_or_default()
}

/// The page. For somebody who reads signed returns alone, others do not exist.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let standing = visit.read(|read| Standing::read(read, &asked))?;
    if standing.sealed.is_none() && !visit.may(Action::SeePractice) {
        return Err(Failure::NotFound);
    }
    let quarter = standing.name.to_string();
    let (editions, checkpoint) = visit.read(|read| {
        let checkpoint = checkpoints::printed(read, ("return", &quarter))?;
        Ok((chain::editions(read, &asked)?, checkpoint))
    })?;
    let editions: Vec<Edition> = editions
        .into_iter()
        .filter(|edition| edition.is_signed.is_some() || visit.may(Action::SeePractice))
        .collect();
    let printed = match &standing.sealed {
        Some((sealed, _)) => sealed.printed(exact::reader(visit)),
        None => PrintedReturn::default(),
    };
    let heard = match standing.sealed {
        Some(_) => None,
        None => Some(heard(visit, &standing)?),
    };
    Reply::page(&Page {
        frame: visit.frame(),
        title: standing.name.title(),
        beside: BesideShown::of(&standing.beside),
        ways: other_ways(visit, &standing, &editions),
        editions,
        restated: reason_of_restating(&standing),
        period: format!("{} to {}", in_words(standing.from), in_words(standing.to)),
        state: standing.state.name(),
        colour: colour(&standing.state),
        steps: steps(&standing),
        next: next(visit, &standing),
        themes: view::themes(&standing, &printed, ways(visit)),
        adjustments: match exact::reader(visit) {
            Reader::Inside => adjustments(&standing),
            Reader::Outside => printed_adjustments(&standing, printed.adjustments.clone()),
        },
        small: if printed.keeps_back() {
            disclosure::SENTENCE
        } else {
            ""
        },
        questions: questions(&standing),
        can_answer: standing.sealed.is_none() && visit.may(Action::PrepareReturn),
        signed: standing.sealed.map(|(sealed, sha256)| Signed {
            on: instant_in_words(sealed.signed_off.at),
            by: sealed.signed_by(),
            codes: figure_codes::of_return(&sealed, &printed, &sha256),
            sign_off: sealed.signed_off,
            sha256: hex(&sha256),
        }),
        checkpoint,
        quarter,
        heard,
    })
}
