//! Signing off (P4d): the page shows exactly what is signed and what the signature means, the
//! password is asked again, and the preparer is refused. One write seals the bytes, closes the
//! quarter in the ledger and keeps the signature, or none of it.

use super::quarter::{self, Adjustment, Question};
use super::standing::{Asked, Standing};
use super::view::{self, ThemeRows};
use super::{seal, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, hex};
use crate::{figure_codes, ledger, people};
use askama::Template;
use domain::monitoring::{Act, MEANING, PrintedReturn, Return, SignOffRefused, sha256_of};
use pages::{Form, Frame};

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

fn decide(standing: &Standing, act: Act, seal_id: database::Id) -> Result<Return, SignOffRefused> {
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

fn shown(visit: &Visit<'_>, standing: &Standing) -> Answer {
    let quarter = standing.quarter.to_string();
    let refused = decide(standing, act(visit)?, visit.new_id()).err();
    let name = |act: Option<Act>| act.map(|act| standing.name(act.by)).unwrap_or_default();
    let reviewed = match standing.state {
        Return::Open | Return::Prepared { .. } => None,
        Return::Reviewed { reviewed, .. } | Return::SignedOff { reviewed, .. } => Some(reviewed),
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        title: standing.quarter.title(),
        blocked: refused
            .map(|refused| refused.to_string())
            .unwrap_or_default(),
        prepared_by: name(standing.state.prepared()),
        reviewed_by: name(reviewed),
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
    if let Err(refused) = decide(&standing, act(visit)?, visit.new_id()) {
        visit.form.refuse("", refused);
    } else if visit.form.value("figures") != figures_shown(&standing) {
        visit.form.refuse(
            "",
            "The return changed after you opened this page: read it again before you sign",
        );
    } else {
        let password = visit.form.value("password").to_owned();
        if password.is_empty() {
            visit.form.refuse("password", "Enter your password");
        } else if let Err(refused) = people::confirm(visit.app, visit.who()?, &password, visit.now)?
        {
            visit.form.refuse("password", refused);
        }
    }
    if visit.form.is_refused() {
        return shown(visit, &standing);
    }
    sign(visit, &asked, &figures_shown(&standing))
}

fn sign(visit: &Visit<'_>, asked: &Asked, read_by_signer: &str) -> Answer {
    let who = visit.who()?;
    let act = act(visit)?;
    let seal_id = visit.new_id();
    let sha256 = visit.write(|mut write| {
        let standing = Standing::read(&mut write.read(), asked)?;
        let signed = decide(&standing, act, seal_id).map_err(|_| CHANGED)?;
        if figures_shown(&standing) != read_by_signer {
            return Err(CHANGED);
        }
        let sealed = seal::of(&standing, &signed, who)?;
        let content = seal::content(&sealed)?;
        let sha256 = hex(&sealed.sha256());
        let record = asked.quarter.to_string();
        store::seal_add(&mut write, seal_id, &record, &content, visit.now)?;
        store::signed_set(&mut write, asked.quarter, act, seal_id)?;
        let figures = domain::figure_codes::of_return(&sealed);
        figure_codes::keep(&mut write, (seal_id, &sealed.sha256()), &figures)?;
        ledger::close_quarter(&mut write, asked.quarter, visit.now)?;
        let said = serde_json::json!({ "seal_sha256": sha256, "meaning": MEANING });
        let entry = visit.entry("signed off return", "return", asked.quarter, said);
        Ok(write.commit(entry, sha256)?)
    })?;
    Reply::see(
        format!("/returns/{}", asked.quarter),
        format!(
            "You signed off the return of {}. It is sealed under {sha256}.",
            asked.quarter.title()
        ),
    )
}

const CHANGED: Failure = Failure::Changed(
    "Somebody changed this return meanwhile, so it was not signed. Open it again and read it anew.",
);
