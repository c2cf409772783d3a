//! The fifth box of Appendix A: signing for the other four (P3b, A.5). The password is asked again,
//! and the rules of the domain and of the schema keep the proposer and the interested away.

use super::approving::sign;
use super::change::asked;
use super::{MadeCheck, Partner, find, signer, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{checkpoints, people};
use askama::Template;
use domain::partners::{Checklist, SignRefused, Signed};
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "partners/sign_off.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    partner: Partner,
    checks: Vec<MadeCheck>,
    /// Why this person cannot sign now; empty when they can.
    blocked: String,
    /// Whether another signature is needed after this one.
    needs_second: Option<()>,
    /// What is shown, so that what is signed is what was read.
    shown: String,
}

/// What a signature by this person would come to now, with the checks it is for.
fn decided(
    visit: &Visit<'_>,
    partner: &Partner,
) -> Result<(Result<Signed, SignRefused>, Vec<MadeCheck>), Failure> {
    let (checks, first) = visit.read(|read| {
        Ok((
            store::checks(read, partner)?,
            store::approval(read, partner)?,
        ))
    })?;
    let made: Vec<_> = checks.iter().map(MadeCheck::made).collect();
    let checklist = Checklist {
        stage: partner.standing.stage,
        made: &made,
        proposed_by: partner.proposed_by,
        first: first.map(|first| first.signed_by),
    };
    let decided = checklist.sign(signer(visit.who()?), visit.today());
    Ok((decided, checks))
}

fn shown(visit: &Visit<'_>, partner: Partner) -> Answer {
    let (decided, checks) = decided(visit, &partner)?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        blocked: decided.err().map(|why| why.to_string()).unwrap_or_default(),
        needs_second: (decided == Ok(Signed::NeedsSecond)).then_some(()),
        shown: read_by(&checks),
        partner,
        checks,
    };
    Reply::form(&page, &visit.form)
}

/// The keys of the checks that a page shows.
fn read_by(checks: &[MadeCheck]) -> String {
    let keys: Vec<String> = checks.iter().map(|check| check.id.to_string()).collect();
    keys.join(" ")
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    shown(visit, partner)
}

/// Signs.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let password = visit.form.value("password").to_owned();
    if let Err(refused) = decided(visit, &partner)?.0 {
        visit.form.refuse("", refused);
    } else if password.is_empty() {
        visit.form.refuse("password", "Enter your password");
    } else if let Err(refused) = people::confirm(visit.app, visit.who()?, &password, visit.now)? {
        visit.form.refuse("password", refused);
    }
    if visit.form.is_refused() {
        return shown(visit, partner);
    }
    let signer = signer(visit.who()?);
    let when = (visit.today(), visit.now);
    let kept = visit.write(|mut write| {
        let now = find(&mut write.read(), partner.id)?.ok_or(Failure::NotFound)?;
        let checks = store::checks(&mut write.read(), &now)?;
        if read_by(&checks) != visit.form.value("shown") {
            return Err(Failure::Rule(
                "A check changed after you opened this page: read it again before you sign".into(),
            ));
        }
        let outcome = sign(&mut write, &now, signer, when)?
            .map_err(|refused| Failure::Rule(refused.to_string()))?;
        let said = serde_json::json!({ "approved": outcome == Signed::Approved,
            "checks": read_by(&checks), "as": signer.role.key() });
        let entry = visit.entry("signed for partner", "partner", partner.id, said);
        let record = ("partner", &*partner.id.to_string());
        write.commit_then(entry, |write| {
            checkpoints::sign(write, visit.app, record, visit.now)?;
            Ok(outcome)
        })
    });
    checkpoints::hand_on(visit.app, visit.who()?.organisation_id);
    match kept {
        Ok(Signed::Approved) => Reply::see(
            format!("/partners/{}", partner.id),
            format!(
                "{} is approved. Its first review is due in a year.",
                partner.name
            ),
        ),
        Ok(Signed::NeedsSecond) => Reply::see(
            format!("/partners/{}", partner.id),
            "You have signed. Because you proposed this partner, Governance & Leadership signs as well.",
        ),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            shown(visit, partner)
        }
        Err(failure) => Err(failure),
    }
}
