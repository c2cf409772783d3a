//! Signing off (P4d): the page shows exactly what is signed and what the signature means, the
//! password is asked again, and the preparer is refused. One write seals the bytes, closes the
//! quarter in the ledger and keeps the signature, or none of it.

use super::acting::Acting;
use super::prepare::LATE_CHARACTERS;
use super::quarter::{self, Adjustment, Question};
use super::standing::{Asked, Standing};
use super::view::{self, BesideShown, ThemeRows};
use super::{seal, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, Who, hex};
use crate::{checkpoints, figure_codes, ledger, people};
use askama::Template;
use database::{Id, Read, Write};
use domain::calendar::in_words;
use domain::monitoring::{
    Act, MEANING, PrintedReturn, Return, SealedAgreement, SealedLateness, SignOffRefused,
    TimedStep, Voice, VoiceRefused, late_reason, may_speak, sha256_of,
};
use domain::people::Action;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "monitoring/sign_off.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    quarter: String,
    title: String,
    /// Why this person cannot sign now; empty when they can.
    blocked: String,
    prepared_by: String,
    reviewed_by: String,
    meaning: &'static str,
    /// The hash of what is shown, so that what is signed is what was read.
    figures: String,
    /// For whom this person may sign, when there is a choice.
    acts_for: Vec<Choice>,
    /// The day it was due, when that has gone by.
    late: String,
    beside: BesideShown,
    themes: Vec<ThemeRows>,
    adjustments: Vec<Adjustment>,
    questions: Vec<Question>,
    can_answer: bool,
}

fn figures_shown(standing: &Standing) -> String {
    standing
        .prepared
        .as_ref()
        .map(|prepared| hex(&sha256_of(&prepared.canonical())))
        .unwrap_or_default()
}

fn decide(standing: &Standing, act: Act, seal_id: Id) -> Result<Return, SignOffRefused> {
    let earlier = standing.earlier_open.map(domain::calendar::Quarter::title);
    standing
        .state
        .sign_off(act, seal_id, earlier.as_deref(), standing.figures)
}

fn act(visit: &Visit<'_>) -> Result<Act, Failure> {
    Ok(Act {
        by: visit.who()?.person_id,
        at: visit.now,
    })
}

fn acting(visit: &Visit<'_>, standing: &Standing) -> Result<Acting, Failure> {
    let who = visit.who()?;
    let at = (standing.name, visit.today());
    visit.read(|read| Acting::read(read, who, Action::SignOffReturn, at))
}

/// Who agreed, each with whom they agreed for.
fn reviewers(standing: &Standing) -> String {
    let agreements = seal::agreements(standing);
    let who: Vec<String> = agreements.iter().map(SealedAgreement::who).collect();
    who.join("; ")
}

fn shown(visit: &Visit<'_>, standing: &Standing) -> Answer {
    let quarter = standing.name.to_string();
    let refused = decide(standing, act(visit)?, visit.new_id()).err();
    let name = |act: Option<Act>| act.map(|act| standing.name_of(act.by)).unwrap_or_default();
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        title: standing.name.title(),
        blocked: refused
            .map(|refused| refused.to_string())
            .unwrap_or_default(),
        prepared_by: name(standing.state.prepared()),
        reviewed_by: reviewers(standing),
        acts_for: acting(visit, standing)?.choices(),
        late: standing
            .missed(TimedStep::SignedOff)
            .map(in_words)
            .unwrap_or_default(),
        beside: BesideShown::of(&standing.beside),
        meaning: MEANING,
        figures: figures_shown(standing),
        themes: view::themes(standing, &PrintedReturn::default(), quarter::ways(visit)),
        adjustments: quarter::adjustments(standing),
        questions: quarter::questions(standing),
        can_answer: false,
        quarter,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let standing = visit.read(|read| Standing::read(read, &asked))?;
    shown(visit, &standing)
}

/// Signs.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let standing = visit.read(|read| Standing::read(read, &asked))?;
    let chosen = acting(visit, &standing)?.chosen(&mut visit.form, visit.now);
    let late = visit.form.optional(
        "late_reason",
        "The reason why it comes late",
        LATE_CHARACTERS,
    );
    if let Err(refused) = decide(&standing, act(visit)?, visit.new_id()) {
        visit.form.refuse("", refused);
    } else if visit.form.value("figures") != figures_shown(&standing) {
        visit.form.refuse(
            "",
            "The return changed after you opened this page: read it again before you sign",
        );
    } else if let Some((voice, _)) = &chosen {
        if let Some(refused) = unheard(&standing, voice) {
            visit.form.refuse("", refused);
        }
        let missed = standing.missed(TimedStep::SignedOff);
        if let Err(refused) = late_reason(TimedStep::SignedOff, missed, late.as_deref()) {
            visit.form.refuse("late_reason", refused);
        }
        if !visit.form.is_refused() {
            confirm(visit)?;
        }
    }
    let (Some((voice, delegation_id)), false) = (chosen, visit.form.is_refused()) else {
        return shown(visit, &standing);
    };
    let signature = Signature {
        voice,
        delegation_id,
        late: late.as_deref(),
        read_by_signer: &figures_shown(&standing),
    };
    sign(visit, &asked, &signature)
}

/// Asks for the password once more.
fn confirm(visit: &mut Visit<'_>) -> Result<(), Failure> {
    let password = visit.form.value("password").to_owned();
    if password.is_empty() {
        visit.form.refuse("password", "Enter your password");
    } else if let Err(refused) = people::confirm(visit.app, visit.who()?, &password, visit.now)? {
        visit.form.refuse("password", refused);
    }
    Ok(())
}

/// Why this voice cannot sign; nothing when it can. Whoever agreed may sign as well.
fn unheard(standing: &Standing, voice: &Voice) -> Option<VoiceRefused> {
    let prepared = standing.state.prepared()?;
    may_speak(prepared.by, voice, &[]).err()
}

/// What somebody signs with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signature<'a> {
    pub(super) voice: Voice,
    pub(super) delegation_id: Option<Id>,
    /// Why it comes late.
    pub(super) late: Option<&'a str>,
    /// The hash of what the signer read.
    pub(super) read_by_signer: &'a str,
}

/// Seals a return, keeps its signature and closes its quarter; gives the SHA-256 of the seal. A
/// restatement is of a quarter that is closed.
pub(super) fn keep_signed(
    write: &mut Write<'_>,
    asked: &Asked,
    (who, seal_id): (&Who, Id),
    signature: &Signature<'_>,
) -> Result<String, Failure> {
    let act = signature.voice.act;
    let standing = Standing::read(&mut write.read(), asked)?;
    let signed = decide(&standing, act, seal_id).map_err(|_| CHANGED)?;
    let missed = standing.missed(TimedStep::SignedOff);
    if figures_shown(&standing) != signature.read_by_signer
        || unheard(&standing, &signature.voice).is_some()
        || late_reason(TimedStep::SignedOff, missed, signature.late).is_err()
    {
        return Err(CHANGED);
    }
    let late = missed
        .zip(signature.late)
        .map(|(due, reason)| SealedLateness {
            step: TimedStep::SignedOff.key().to_owned(),
            due,
            on: asked.today(),
            reason: reason.to_owned(),
            by: who.name.clone(),
        });
    let given_at = delegated(&mut write.read(), signature, asked)?;
    let by = (who, signature.voice.for_whom.zip(given_at));
    let sealed = seal::of(&standing, &signed, by, late)?;
    let content = seal::content(&sealed)?;
    store::seal_add(write, seal_id, &sealed.record(), &content, act.at)?;
    store::signed_set(write, asked.name, act, seal_id)?;
    let figures = domain::figure_codes::of_return(&sealed);
    figure_codes::keep(write, (seal_id, &sealed.sha256()), &figures)?;
    if let (Some(late), Some(reason)) = (sealed.beside.late.last(), signature.late) {
        let step = (asked.name, TimedStep::SignedOff);
        let said = missed.map(|due| (due, late.on, reason));
        store::lateness_set(write, step, said, act.by)?;
    }
    if let (Some(whose), Some(delegation_id)) = (signature.voice.for_whom, signature.delegation_id)
    {
        let prepared = standing.state.prepared().ok_or(CHANGED)?;
        let of = (asked.name, prepared.by);
        store::signed_for_add(write, of, (act.by, whose), delegation_id)?;
    }
    if !asked.name.is_restatement() {
        ledger::close_quarter(write, asked.quarter, act.at)?;
    }
    Ok(hex(&sealed.sha256()))
}

/// When the delegation was given that a signature rests on; one that holds no longer is none.
fn delegated(
    read: &mut Read<'_>,
    signature: &Signature<'_>,
    asked: &Asked,
) -> Result<Option<jiff::Timestamp>, Failure> {
    let Some(id) = signature.delegation_id else {
        return Ok(None);
    };
    let held = super::acting::held(read, signature.voice.act.by, (asked.name, asked.today()))?;
    let mut held = held.into_iter();
    let given = held.find(|(given, _)| given.id == id).ok_or(CHANGED)?;
    Ok(Some(given.0.of.given_at))
}

fn sign(visit: &Visit<'_>, asked: &Asked, signature: &Signature<'_>) -> Answer {
    let who = visit.who()?;
    let (seal_id, act) = (visit.new_id(), signature.voice.act);
    let sha256 = visit.write(|mut write| {
        let sha256 = keep_signed(&mut write, asked, (who, seal_id), signature)?;
        let said = serde_json::json!({ "seal_sha256": sha256, "meaning": MEANING,
            "for": signature.voice.for_whom, "late": signature.late });
        let entry = visit.entry("signed off return", "return", asked.name, said);
        let record = ("return", &*asked.name.to_string());
        write.commit_then(entry, |write| {
            checkpoints::sign(write, visit.app, record, act.at)?;
            Ok(sha256)
        })
    })?;
    checkpoints::hand_on(visit.app, who.organisation_id);
    Reply::see(
        format!("/returns/{}", asked.name),
        format!(
            "You signed off the return of {}. It is sealed under {sha256}.",
            asked.name.title()
        ),
    )
}

const CHANGED: Failure = Failure::Changed(
    "Somebody changed this return meanwhile, so it was not signed. Open it again and read it anew.",
);
