//! The Lead prepares a quarter's return: a remark on each theme, which is required where a measure
//! is off target and nobody said what happened with it. Remarks can be kept without preparing, also
//! before the quarter has ended. A return that comes after its day says why.

use super::quarter::{self, Adjustment};
use super::standing::{Asked, Standing, prepared_record};
use super::store;
use super::view::{self, BesideShown, ThemeRows};
use crate::double_counts;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Write};
use domain::calendar::in_words;
use domain::monitoring::{Act, PrepareRefused, PrintedReturn, TimedStep, late_reason};
use jiff::Timestamp;
use pages::{Form, Frame};

/// The longest remark.
const REMARK_CHARACTERS: usize = 4_000;
/// The longest reason why a step comes late.
pub(super) const LATE_CHARACTERS: usize = 1_000;

#[derive(Template)]
#[template(path = "monitoring/prepare.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    quarter: String,
    title: String,
    /// Why nothing can be written now; empty when it can.
    blocked: String,
    /// Why it cannot be prepared today though remarks can be kept.
    early: String,
    /// The day it was due, when that has gone by.
    late: String,
    beside: BesideShown,
    themes: Vec<ThemeRows>,
    adjustments: Vec<Adjustment>,
    /// The year, and how many of its pairs of measures might count something twice.
    double_counts: (String, usize),
}

fn shown(visit: &Visit<'_>, standing: &Standing) -> Answer {
    let quarter = standing.name.to_string();
    let mut themes = view::themes(standing, &PrintedReturn::default(), quarter::ways(visit));
    for theme in &mut themes {
        theme.remark.clear();
    }
    let act = Act {
        by: visit.who()?.person_id,
        at: visit.now,
    };
    let refused = standing.state.prepare(act, &standing.readiness()).err();
    let (blocked, early) = match refused {
        Some(refused @ (PrepareRefused::Prepared | PrepareRefused::SignedOff)) => {
            (refused.to_string(), String::new())
        }
        Some(refused @ PrepareRefused::NotEnded(_)) => (String::new(), refused.to_string()),
        Some(PrepareRefused::WithoutRemark(_)) | None => (String::new(), String::new()),
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        quarter,
        title: standing.name.title(),
        blocked,
        early,
        late: standing
            .missed(TimedStep::Prepared)
            .map(in_words)
            .unwrap_or_default(),
        beside: BesideShown::of(&standing.beside),
        themes,
        adjustments: quarter::adjustments(standing),
        double_counts: (
            standing.quarter.year().to_string(),
            visit.read(|read| double_counts::open(read, standing.quarter.year()))?,
        ),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let standing = visit.read(|read| Standing::read(read, &asked))?;
    for theme in &standing.themes {
        if let (Some(id), Some(remark)) = (theme.id, &theme.remark) {
            visit.form.add(&format!("remark-{id}"), remark);
        }
    }
    let name = asked.name;
    for (step, .., reason, _) in visit.read(|read| store::lateness(read, name))? {
        if step == TimedStep::Prepared {
            visit.form.add("late_reason", &reason);
        }
    }
    shown(visit, &standing)
}

/// The remarks as typed, by theme; an empty one takes an earlier one away.
fn remarks(form: &mut Form, standing: &Standing) -> Vec<(Id, String)> {
    let mut found = Vec::new();
    for theme in &standing.themes {
        let Some(id) = theme.id else { continue };
        let label = format!("Remark on {}", theme.title);
        let typed = form.optional(&format!("remark-{id}"), &label, REMARK_CHARACTERS);
        found.push((id, typed.unwrap_or_default()));
    }
    found
}

/// Keeps the remarks; prepares the return when asked to.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let mut standing = visit.read(|read| Standing::read(read, &asked))?;
    let remarks = remarks(&mut visit.form, &standing);
    for (theme, (_, remark)) in standing.themes.iter_mut().zip(&remarks) {
        theme.remark = Some(remark.clone()).filter(|remark| !remark.is_empty());
    }
    if !standing.is_writable() {
        visit.form.refuse(
            "",
            "This return is not open: remarks can be changed once it has been sent back",
        );
    }
    let prepares = visit.form.value("action") == "prepare";
    let late = visit.form.optional(
        "late_reason",
        "The reason why it comes late",
        LATE_CHARACTERS,
    );
    if prepares && !visit.form.is_refused() {
        refuse(visit, &standing)?;
        let missed = standing.missed(TimedStep::Prepared);
        if let Err(refused) = late_reason(TimedStep::Prepared, missed, late.as_deref()) {
            visit.form.refuse("late_reason", refused);
        }
    }
    if visit.form.is_refused() {
        return shown(visit, &standing);
    }
    if prepares {
        prepare(visit, &asked, (&remarks, late.as_deref()))
    } else {
        keep(visit, &asked, &remarks)
    }
}

/// Says at each field, or above all, why it cannot be prepared.
fn refuse(visit: &mut Visit<'_>, standing: &Standing) -> Result<(), Failure> {
    let act = Act {
        by: visit.who()?.person_id,
        at: visit.now,
    };
    match standing.state.prepare(act, &standing.readiness()) {
        Ok(_) => {}
        Err(PrepareRefused::WithoutRemark(_)) => {
            for theme in &standing.themes {
                let silent = standing.readiness().without_remark;
                if let (Some(id), true) = (theme.id, silent.contains(&theme.title)) {
                    let said = PrepareRefused::WithoutRemark(vec![theme.title.clone()]);
                    visit.form.refuse(&format!("remark-{id}"), said);
                }
            }
        }
        Err(
            refused @ (PrepareRefused::NotEnded(_)
            | PrepareRefused::Prepared
            | PrepareRefused::SignedOff),
        ) => visit.form.refuse("", refused),
    }
    Ok(())
}

fn write_remarks(
    write: &mut Write<'_>,
    asked: &Asked,
    remarks: &[(Id, String)],
    at: Timestamp,
) -> Result<Standing, Failure> {
    store::open(write, asked.name, at)?;
    for (theme_id, remark) in remarks {
        store::remark_set(write, asked.name, (*theme_id, remark), at)?;
    }
    Standing::read(&mut write.read(), asked)
}

pub(super) const CHANGED: Failure = Failure::Changed(
    "The return changed while you were writing. Open it again: your remarks have not been kept.",
);

fn keep(visit: &Visit<'_>, asked: &Asked, remarks: &[(Id, String)]) -> Answer {
    let content = serde_json::json!({ "remarks": remarks.len() });
    let entry = visit.entry("kept remarks", "return", asked.name, content);
    visit.write(|mut write| {
        if !Standing::read(&mut write.read(), asked)?.is_writable() {
            return Err(CHANGED);
        }
        write_remarks(&mut write, asked, remarks, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}/prepare", asked.name),
        "Your remarks are kept. The return is not prepared yet.",
    )
}

/// What the Lead says when preparing.
pub(super) type Said<'a> = (&'a [(Id, String)], Option<&'a str>);

/// Keeps a return as it is prepared now and gives the SHA-256 of what was prepared. Whoever agreed to
/// something else before is asked anew.
pub(super) fn keep_prepared(
    write: &mut Write<'_>,
    asked: &Asked,
    (remarks, late): Said<'_>,
    (act, seal_id): (Act, Id),
) -> Result<String, Failure> {
    if !Standing::read(&mut write.read(), asked)?.is_writable() {
        return Err(CHANGED);
    }
    let standing = write_remarks(write, asked, remarks, act.at)?;
    let missed = standing.missed(TimedStep::Prepared);
    let refused = standing.state.prepare(act, &standing.readiness());
    if refused.is_err_and(|refused| refused != PrepareRefused::Prepared)
        || late_reason(TimedStep::Prepared, missed, late).is_err()
    {
        return Err(CHANGED);
    }
    let said = missed.zip(late);
    let said = said.map(|(due, reason)| (due, asked.today(), reason));
    let step = (asked.name, TimedStep::Prepared);
    store::lateness_set(write, step, said, act.by)?;
    store::agreements_forget(write, asked.name)?;
    store::prepared_set(write, asked.name, act)?;
    let standing = Standing::read(&mut write.read(), asked)?;
    let figures = standing.prepared.ok_or(CHANGED)?;
    let prepared = figures.canonical();
    let content = String::from_utf8_lossy(&prepared);
    let record = prepared_record(asked.name, act, &figures);
    store::seal_add(write, seal_id, &record, &content, act.at)?;
    Ok(crate::visit::hex(&domain::monitoring::sha256_of(&prepared)))
}

fn prepare(visit: &Visit<'_>, asked: &Asked, said: Said<'_>) -> Answer {
    let act = Act {
        by: visit.who()?.person_id,
        at: visit.now,
    };
    let seal_id = visit.new_id();
    visit.write(|mut write| {
        let sha256 = keep_prepared(&mut write, asked, said, (act, seal_id))?;
        let content = serde_json::json!({ "figures_sha256": sha256, "late": said.1 });
        let entry = visit.entry("prepared return", "return", asked.name, content);
        Ok(write.commit(entry, ())?)
    })?;
    Reply::see(
        format!("/returns/{}", asked.name),
        format!(
            "The return of {} is prepared. Governance & Leadership can review it now.",
            asked.name.title()
        ),
    )
}
