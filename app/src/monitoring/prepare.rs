//! The Lead prepares a quarter's return: a remark on each theme, which is required where a measure
//! is off target. Remarks can be kept without preparing, also before the quarter has ended.

use super::quarter::{self, Adjustment};
use super::standing::{Asked, Standing, prepared_record};
use super::store;
use super::view::{self, ThemeRows};
use crate::double_counts;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Write};
use domain::monitoring::{Act, PrepareRefused, PrintedReturn};
use pages::{Form, Frame};

/// The longest remark.
const REMARK_CHARACTERS: usize = 4_000;

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
    themes: Vec<ThemeRows>,
    adjustments: Vec<Adjustment>,
    /// The year, and how many of its pairs of measures might count something twice.
    double_counts: (String, usize),
}

fn shown(visit: &Visit<'_>, standing: &Standing) -> Answer {
    let quarter = standing.quarter.to_string();
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
        title: standing.quarter.title(),
        blocked,
        early,
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
    if prepares && !visit.form.is_refused() {
        refuse(visit, &standing)?;
    }
    if visit.form.is_refused() {
        return shown(visit, &standing);
    }
    if prepares {
        prepare(visit, &asked, &remarks)
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
                if let (Some(id), true, None) = (theme.id, theme.is_off_target(), &theme.remark) {
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
    visit: &Visit<'_>,
    asked: &Asked,
    remarks: &[(Id, String)],
) -> Result<Standing, Failure> {
    store::open(write, asked.quarter, visit.now)?;
    for (theme_id, remark) in remarks {
        store::remark_set(write, asked.quarter, (*theme_id, remark), visit.now)?;
    }
    Standing::read(&mut write.read(), asked)
}

const CHANGED: Failure = Failure::Changed(
    "The return changed while you were writing. Open it again: your remarks have not been kept.",
);

fn keep(visit: &Visit<'_>, asked: &Asked, remarks: &[(Id, String)]) -> Answer {
    let content = serde_json::json!({ "remarks": remarks.len() });
    let entry = visit.entry("kept remarks", "return", asked.quarter, content);
    visit.write(|mut write| {
        if !Standing::read(&mut write.read(), asked)?.is_writable() {
            return Err(CHANGED);
        }
        write_remarks(&mut write, visit, asked, remarks)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}/prepare", asked.quarter),
        "Your remarks are kept. The return is not prepared yet.",
    )
}

fn prepare(visit: &Visit<'_>, asked: &Asked, remarks: &[(Id, String)]) -> Answer {
    let act = Act {
        by: visit.who()?.person_id,
        at: visit.now,
    };
    let seal_id = visit.new_id();
    visit.write(|mut write| {
        if !Standing::read(&mut write.read(), asked)?.is_writable() {
            return Err(CHANGED);
        }
        let standing = write_remarks(&mut write, visit, asked, remarks)?;
        if standing
            .state
            .prepare(act, &standing.readiness())
            .is_err_and(|refused| refused != PrepareRefused::Prepared)
        {
            return Err(CHANGED);
        }
        let figures = standing.prepared.ok_or(CHANGED)?;
        let prepared = figures.canonical();
        let content = String::from_utf8_lossy(&prepared);
        let record = prepared_record(asked.quarter, act, &figures);
        store::prepared_set(&mut write, asked.quarter, act)?;
        store::seal_add(&mut write, seal_id, &record, &content, visit.now)?;
        let sha256 = crate::visit::hex(&domain::monitoring::sha256_of(&prepared));
        let content = serde_json::json!({ "figures_sha256": sha256 });
        let entry = visit.entry("prepared return", "return", asked.quarter, content);
        Ok(write.commit(entry, ())?)
    })?;
    Reply::see(
        format!("/returns/{}", asked.quarter),
        format!(
            "The return of {} is prepared. Governance & Leadership can review it now.",
            asked.quarter.title()
        ),
    )
}
