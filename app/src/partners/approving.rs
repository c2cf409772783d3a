//! What moves a partner from one stage to the next, in the transaction of whoever asks.

use super::{MadeCheck, Partner, StageFact, find, store};
use crate::app::new_id;
use crate::failure::Failure;
use database::{Id, Read, Write};
use domain::partners::{
    Check, Checklist, SignRefused, Signed, Signer, Stage, Standing, review_due_after,
};
use domain::people::Role;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Partners looked at for the page of what needs somebody.
const MOST_AT_ONCE: i64 = 20;

/// The day and the moment at which something is done.
pub(crate) type When = (Date, Timestamp);

/// Moves a partner by hand, if that is a move from where it stands.
pub(crate) fn move_to(
    write: &mut Write<'_>,
    partner: &Partner,
    to: (Stage, &str),
    when: When,
) -> Result<(), Failure> {
    if !partner.standing.stage.moves().contains(&to.0) {
        return Err(Failure::Changed("Somebody moved this partner meanwhile."));
    }
    bring_to(write, partner, to, when)
}

/// Brings a partner to a stage and says why. Checks that begin, begin a new round.
pub(super) fn bring_to(
    write: &mut Write<'_>,
    partner: &Partner,
    (stage, reason): (Stage, &str),
    (on, at): When,
) -> Result<(), Failure> {
    let (round, ended_on) = match stage {
        Stage::Checks => (partner.round.saturating_add(1), partner.standing.ended_on),
        Stage::Ended => (partner.round, Some(on)),
        Stage::Prospect | Stage::Approved | Stage::Active | Stage::UnderReview => {
            (partner.round, None)
        }
    };
    let standing = Standing {
        stage,
        ended_on,
        ..partner.standing
    };
    store::standing_set(write, partner.id, (standing, round))?;
    let fact = StageFact {
        stage,
        since_on: on,
        reason: reason.to_owned(),
        recorded_at: at,
        recorded_by: write.scope().person_id,
    };
    store::stage_add(write, partner.id, &fact)?;
    if stage == Stage::Checks {
        carry_over(write, partner, (on, round))?;
    }
    Ok(())
}

/// Takes the checks that still hold along into a new round, so that only the others are made anew.
fn carry_over(
    write: &mut Write<'_>,
    partner: &Partner,
    (on, round): (Date, i64),
) -> Result<(), Failure> {
    let checks = store::checks(&mut write.read(), partner)?;
    let next = Partner {
        round,
        ..partner.clone()
    };
    for made in checks.into_iter().filter(|made| made.expires_on >= on) {
        let id = new_id();
        store::check_add(write, &next, &MadeCheck { id, ..made })?;
    }
    Ok(())
}

/// Records a check of a partner that is being checked and that nobody has signed for.
pub(super) fn record_check(write: &mut Write<'_>, id: Id, made: &MadeCheck) -> Result<(), Failure> {
    let partner = find(&mut write.read(), id)?.ok_or(Failure::NotFound)?;
    if partner.standing.stage != Stage::Checks
        || store::approval(&mut write.read(), &partner)?.is_some()
    {
        return Err(Failure::Changed(
            "This partner has been signed for, so its checks stay as they were signed.",
        ));
    }
    store::check_add(write, &partner, made)
}

/// Signs for the checks of a partner (A.5). With the signature that is enough it is approved, and its
/// yearly review falls due in a year.
pub(super) fn sign(
    write: &mut Write<'_>,
    partner: &Partner,
    signer: Signer,
    (on, at): When,
) -> Result<Result<Signed, SignRefused>, Failure> {
    let checks = store::checks(&mut write.read(), partner)?;
    let made: Vec<_> = checks.iter().map(MadeCheck::made).collect();
    let first = store::approval(&mut write.read(), partner)?;
    let checklist = Checklist {
        stage: partner.standing.stage,
        made: &made,
        proposed_by: partner.proposed_by,
        first: first.as_ref().map(|first| first.signed_by),
    };
    let outcome = match checklist.sign(signer, on) {
        Ok(outcome) => outcome,
        Err(refused) => return Ok(Err(refused)),
    };
    let approved_on = match outcome {
        Signed::Approved => Some(on),
        Signed::NeedsSecond => None,
    };
    match (&first, approved_on) {
        (Some(_), Some(approved_on)) => {
            store::second_set(write, partner, signer, (at, approved_on))?;
        }
        _ => {
            let interested = made.iter().find_map(|made| made.interested);
            store::approval_add(write, partner, (signer, interested), (at, approved_on))?;
        }
    }
    if let Some(on) = approved_on {
        approve(write, partner, (on, at))?;
    }
    Ok(Ok(outcome))
}

/// A partner that is being checked, and what a signature for it would come to.
pub(crate) type BeingChecked = (Partner, Result<Signed, SignRefused>);

/// The partners being checked for whom somebody could sign today, each with whether they can.
pub(crate) fn being_checked(
    read: &mut Read<'_>,
    signer: Signer,
    today: Date,
) -> Result<Vec<BeingChecked>, Failure> {
    let filter = store::Filter {
        stage: Some(Stage::Checks),
        ..store::Filter::default()
    };
    let mut found = Vec::new();
    for partner in store::some(read, &filter, MOST_AT_ONCE)? {
        let checks = store::checks(read, &partner)?;
        let made: Vec<_> = checks.iter().map(MadeCheck::made).collect();
        let checklist = Checklist {
            stage: partner.standing.stage,
            made: &made,
            proposed_by: partner.proposed_by,
            first: store::approval(read, &partner)?.map(|first| first.signed_by),
        };
        let decided = checklist.sign(signer, today);
        found.push((partner, decided));
    }
    Ok(found)
}

fn approve(write: &mut Write<'_>, partner: &Partner, (on, at): When) -> Result<(), Failure> {
    let approved = Partner {
        standing: Standing {
            stage: Stage::Approved,
            approved_on: Some(on),
            ended_on: None,
            review_due_on: Some(review_due_after(on)),
        },
        ..partner.clone()
    };
    store::approved_add(write, partner.id, on)?;
    let reason = "Every check was in order and signed for";
    bring_to(write, &approved, (Stage::Approved, reason), (on, at))
}

/// Takes a listed partner through its checks with one remark for all, and signs: for records that
/// are made to measure or to test with.
pub(crate) fn lay_approved(
    write: &mut Write<'_>,
    id: Id,
    signer: Id,
    (on, at): When,
) -> Result<(), Failure> {
    let find = |write: &mut Write<'_>| find(&mut write.read(), id)?.ok_or(Failure::NotFound);
    let partner = find(write)?;
    bring_to(write, &partner, (Stage::Checks, "Made"), (on, at))?;
    for check in Check::ALL {
        let made = MadeCheck {
            id: new_id(),
            check,
            note: "Made".to_owned(),
            evidence_id: None,
            interest: None,
            made_on: on,
            expires_on: on.saturating_add(5.years()),
            recorded_at: at,
            recorded_by: None,
        };
        record_check(write, id, &made)?;
    }
    let partner = find(write)?;
    let signer = Signer {
        by: signer,
        role: Role::Governance,
    };
    sign(write, &partner, signer, (on, at))?
        .map_err(|refused| Failure::Rule(refused.to_string()))?;
    Ok(())
}
