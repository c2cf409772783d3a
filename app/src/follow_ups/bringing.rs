//! Jobs and their checks from the lines of a file. A line fills in the forms a person would, so that the
//! same rules refuse the same things in the same words; a check answers the next one that is due.

use super::check::{self, Choices};
use super::recording::{self, work_out};
use super::{FollowUp, KeptCheck, Settings, new, reporting, store};
use crate::app::new_id;
use crate::evidence::{Evidence, Proof};
use crate::failure::Failure;
use crate::ledger::Context;
use database::{Id, Read, Write};
use domain::ledger::Grade;
use jiff::civil::Date;
use pages::{Choice, Form};
use std::collections::{BTreeMap, BTreeSet};

/// The words of a check that says somebody works, without evidence.
const NEEDS_EVIDENCE: &str =
    "Say what you saw, and where it is kept: work counts only with evidence";

/// What a line says of a job, and of a check of it; what is not said is empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct JobLine<'a> {
    pub(crate) learner: &'a str,
    pub(crate) began_on: Option<Date>,
    pub(crate) district: &'a str,
    pub(crate) found: &'a str,
    pub(crate) checked_on: Option<Date>,
    pub(crate) hours: &'a str,
    /// An area's code, or `elsewhere`.
    pub(crate) workplace: &'a str,
    pub(crate) said_by: &'a str,
    pub(crate) seen_what: &'a str,
    pub(crate) kept_where: &'a str,
}

/// Why a line is refused: the form's field and the words.
pub(crate) type Refusals = Vec<(String, String)>;

/// What a line asks for.
#[derive(Debug)]
pub(crate) enum Taken {
    /// To open a follow-up, perhaps with its first check.
    Opens,
    /// To record a check of one that is open.
    Checks,
    /// Nothing: it is here already.
    Skips,
    Refused(Refusals),
}

/// A follow-up as the lines before leave it.
#[derive(Debug, Clone)]
struct Known {
    follow_up: FollowUp,
    checks: Vec<KeptCheck>,
}

/// What is to be written of a line.
#[derive(Debug)]
pub(crate) struct Next {
    follow_up: FollowUp,
    opens: Option<()>,
    check: Option<(KeptCheck, Option<Evidence>)>,
}

/// What jobs of a file are read against.
pub(crate) struct Jobs {
    context: Context,
    by: Option<Id>,
    ukprn: String,
    settings: Settings,
    areas: BTreeSet<String>,
    choices: Choices,
    /// By learner, in the order of opening.
    known: BTreeMap<String, Vec<Known>>,
    next: Option<Next>,
}

/// The key of a choice that a cell names by its key or by its words.
fn key(cell: &str, choices: &[Choice], usual: &str) -> String {
    if cell.is_empty() {
        return usual.to_owned();
    }
    let is = |choice: &&Choice| {
        choice.value.eq_ignore_ascii_case(cell) || choice.text.eq_ignore_ascii_case(cell)
    };
    let found = choices.iter().find(is);
    found.map_or_else(|| cell.to_owned(), |choice| choice.value.clone())
}

fn refusals(form: &Form) -> Refusals {
    let problems = form.problems().iter();
    problems
        .map(|problem| (problem.field.clone(), problem.message.clone()))
        .collect()
}

fn refuse(field: &str, words: &str) -> Taken {
    Taken::Refused(vec![(field.to_owned(), words.to_owned())])
}

impl Jobs {
    /// Looks up what the rules need to know.
    pub(crate) fn begin(
        read: &mut Read<'_>,
        (by, context): (Option<Id>, Context),
    ) -> Result<Self, Failure> {
        Ok(Self {
            context,
            by,
            ukprn: store::ukprn(read)?,
            settings: store::settings(read)?,
            areas: reporting::areas(read)?,
            choices: check::choices(read)?,
            known: BTreeMap::new(),
            next: None,
        })
    }

    fn form(&self, line: &JobLine<'_>) -> Form {
        let mut form = Form::new()
            .with("learner", line.learner)
            .with("district", line.district)
            .with("found", key(line.found, &self.choices.found, ""))
            .with("hours", key(line.hours, &self.choices.hours, "unknown"))
            .with("said_by", key(line.said_by, &self.choices.said_by, ""));
        let workplace = key(line.workplace, &self.choices.workplaces, "unknown");
        form = form.with("workplace", &workplace);
        for (field, day) in [("began_on", line.began_on), ("checked_on", line.checked_on)] {
            if let Some(day) = day {
                form = form.with_date(field, day);
            }
        }
        form
    }

    /// What a line asks for. Lines before it count as taken; nothing is written.
    pub(crate) fn read(
        &mut self,
        read: &mut Read<'_>,
        line: &JobLine<'_>,
    ) -> Result<Taken, Failure> {
        self.next = None;
        let mut form = self.form(line);
        let Some((learner, began_on, outward)) = new::read(&mut form, self.context.today) else {
            return Ok(Taken::Refused(refusals(&form)));
        };
        if !self.known.contains_key(&learner) {
            let mut known = Vec::new();
            for follow_up in store::of_learner(read, &learner)? {
                let checks = store::checks(read, follow_up.id)?;
                known.push(Known { follow_up, checks });
            }
            self.known.insert(learner.clone(), known);
        }
        let known = self.known.entry(learner.clone()).or_default();
        let all = known.iter().map(|one| one.follow_up.clone()).collect();
        let same = reporting::same_job(all, began_on).map(|one| one.id);
        let same = known
            .iter()
            .find(|one| Some(one.follow_up.id) == same)
            .cloned();
        let opens = same.is_none().then_some(());
        let mut one = same.unwrap_or_else(|| {
            let of = (self.ukprn.as_str(), learner.as_str());
            let weeks = self.settings.weeks;
            let mut follow_up = reporting::opened_at(of, began_on, weeks, self.context.now);
            follow_up.home = reporting::home(outward, &self.areas);
            work_out(&mut follow_up, &[], &self.settings);
            Known {
                follow_up,
                checks: Vec::new(),
            }
        });
        let check = if line.found.is_empty() {
            None
        } else {
            match self.check(&mut form, line, &one) {
                Ok(check) => check,
                Err(refused) => return Ok(refused),
            }
        };
        let taken = match (opens, &check) {
            (Some(()), _) => Taken::Opens,
            (None, Some(_)) => Taken::Checks,
            (None, None) => return Ok(Taken::Skips),
        };
        self.next = Some(Next {
            follow_up: one.follow_up.clone(),
            opens,
            check: check.clone(),
        });
        if let Some((check, _)) = check {
            one.checks.push(check);
            work_out(&mut one.follow_up, &one.checks, &self.settings);
        }
        let known = self.known.entry(learner).or_default();
        known.retain(|other| other.follow_up.id != one.follow_up.id);
        known.push(one);
        Ok(taken)
    }

    /// The check of a line; none when it is here already.
    fn check(
        &self,
        form: &mut Form,
        line: &JobLine<'_>,
        one: &Known,
    ) -> Result<Option<(KeptCheck, Option<Evidence>)>, Taken> {
        let found = key(line.found, &self.choices.found, "");
        let mut standing = one.checks.iter().filter(|of| of.taken_back_at.is_none());
        let is_here =
            |of: &KeptCheck| of.found.key() == found && Some(of.checked_on) == line.checked_on;
        if standing.any(is_here) {
            return Ok(None);
        }
        let Some((stage, _)) = one.follow_up.next else {
            let words = "No check of this job is due any more: record another one on its page";
            return Err(refuse("found", words));
        };
        let before = check::before(&one.checks, stage);
        let of = (&one.follow_up, stage, &before);
        let check = check::typed(form, of, &self.choices, self.context.today);
        let evidence = self.evidence(form, line);
        let is_in_work = check.as_ref().is_some_and(|check| check.found.is_in_work());
        if evidence.is_none() && is_in_work && !form.is_refused() {
            form.refuse("seen_what", NEEDS_EVIDENCE);
        }
        match check {
            Some(check) if !form.is_refused() => {
                let check = KeptCheck {
                    evidence_id: evidence.as_ref().map(|evidence| evidence.id),
                    recorded_at: self.context.now,
                    recorded_by: self.by,
                    ..check
                };
                Ok(Some((check, evidence)))
            }
            Some(_) | None => Err(Taken::Refused(refusals(form))),
        }
    }

    /// What was seen and where it is kept, as evidence.
    fn evidence(&self, form: &mut Form, line: &JobLine<'_>) -> Option<Evidence> {
        if line.seen_what.is_empty() && line.kept_where.is_empty() {
            return None;
        }
        form.add("seen_what", line.seen_what);
        form.add("kept_where", line.kept_where);
        let seen_what = form.required("seen_what", "What you saw", 500);
        let kept_where = form.required("kept_where", "Where it is kept", 300);
        let seen_what = seen_what?;
        Some(Evidence {
            id: new_id(),
            title: seen_what.chars().take(200).collect(),
            grade: Grade::SelfDeclared,
            effective_on: line.checked_on.unwrap_or(self.context.today),
            days: domain::evidence::Days::default(),
            proof: Proof::Attestation {
                seen_what,
                kept_where: kept_where?,
            },
            consent: None,
        })
    }

    /// Hands over what the line read last asked for.
    pub(crate) fn take(&mut self) -> Option<Next> {
        self.next.take()
    }
}

impl Next {
    /// Does it. Gives the keys of the follow-up, where it was opened, and of the check.
    pub(crate) fn write(
        &self,
        write: &mut Write<'_>,
        context: &Context,
    ) -> Result<Vec<(Id, Option<Id>)>, Failure> {
        let id = self.follow_up.id;
        let mut made = Vec::new();
        if self.opens.is_some() {
            store::add(write, &self.follow_up)?;
            made.push((id, None));
        }
        if let Some((check, evidence)) = &self.check {
            let of = (check, evidence.as_ref());
            recording::record(write, &self.follow_up, of, context)?;
            made.push((id, Some(check.id)));
        }
        Ok(made)
    }
}
