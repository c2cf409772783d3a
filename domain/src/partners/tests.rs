use super::*;
use crate::people::Role;
use jiff::civil::{Date, date};
use uuid::Uuid;

const LEAD: Signer = Signer {
    by: Uuid::from_u128(1),
    role: Role::Lead,
};
const GOVERNANCE: Signer = Signer {
    by: Uuid::from_u128(2),
    role: Role::Governance,
};
const TODAY: Date = date(2026, 11, 10);

fn made() -> Vec<Made> {
    Check::ALL
        .into_iter()
        .map(|check| Made {
            check,
            expires_on: date(2027, 11, 9),
            interested: None,
        })
        .collect()
}

fn checklist(made: &[Made]) -> Checklist<'_> {
    Checklist {
        stage: Stage::Checks,
        made,
        proposed_by: None,
        first: None,
    }
}

#[test]
fn each_check_that_is_open_or_expired_stops_a_signature() {
    for missing in Check::ALL {
        let mut some = made();
        some.retain(|made| made.check != missing);
        assert_eq!(
            checklist(&some).sign(LEAD, TODAY),
            Err(SignRefused::Open(missing))
        );
        let mut old = made();
        for made in &mut old {
            if made.check == missing {
                made.expires_on = date(2026, 11, 9);
            }
        }
        assert_eq!(
            checklist(&old).sign(LEAD, TODAY),
            Err(SignRefused::Expired(missing))
        );
        let said = SignRefused::Open(missing).to_string();
        assert!(said.contains(missing.name()));
    }
    assert_eq!(checklist(&made()).sign(LEAD, TODAY), Ok(Signed::Approved));
}

#[test]
fn whoever_proposed_a_partner_cannot_approve_it_alone() {
    let made = made();
    let proposed = Checklist {
        proposed_by: Some(LEAD.by),
        ..checklist(&made)
    };
    assert_eq!(proposed.sign(LEAD, TODAY), Ok(Signed::NeedsSecond));
    let half = Checklist {
        first: Some(LEAD.by),
        ..proposed.clone()
    };
    assert_eq!(half.sign(LEAD, TODAY), Err(SignRefused::Twice));
    let other_lead = Signer {
        by: Uuid::from_u128(3),
        role: Role::Lead,
    };
    assert_eq!(
        half.sign(other_lead, TODAY),
        Err(SignRefused::NeedsGovernance)
    );
    assert_eq!(half.sign(GOVERNANCE, TODAY), Ok(Signed::Approved));
    assert_eq!(proposed.sign(GOVERNANCE, TODAY), Ok(Signed::Approved));
}

#[test]
fn nobody_with_an_interest_signs() {
    let mut made = made();
    for one in &mut made {
        if one.check == Check::Conflict {
            one.interested = Some(GOVERNANCE.by);
        }
    }
    assert_eq!(
        checklist(&made).sign(GOVERNANCE, TODAY),
        Err(SignRefused::Interested)
    );
    assert_eq!(checklist(&made).sign(LEAD, TODAY), Ok(Signed::Approved));
}

#[test]
fn only_what_is_being_checked_is_signed_for() {
    for stage in Stage::ALL {
        let made = made();
        let list = Checklist {
            stage,
            ..checklist(&made)
        };
        assert_eq!(
            list.sign(LEAD, TODAY).is_ok(),
            stage == Stage::Checks,
            "{stage:?}"
        );
    }
}

#[test]
fn no_move_by_hand_leads_to_approval() {
    for stage in Stage::ALL {
        assert!(!stage.moves().contains(&Stage::Approved));
        assert!(!stage.moves().contains(&stage));
        assert_eq!(Stage::from_key(stage.key()), Some(stage));
    }
    for kind in PartnerKind::ALL {
        assert_eq!(PartnerKind::from_key(kind.key()), Some(kind));
    }
}

#[test]
fn what_may_count_and_what_may_begin_follow_the_stage_and_the_review() {
    let mut standing = Standing {
        stage: Stage::Checks,
        approved_on: None,
        ended_on: None,
        review_due_on: None,
    };
    assert_eq!(standing.may_count(TODAY), Err(PartnerRefused::NotApproved));
    assert_eq!(standing.may_begin(TODAY), Err(PartnerRefused::NotApproved));
    standing.stage = Stage::Active;
    standing.approved_on = Some(date(2025, 11, 10));
    standing.review_due_on = Some(review_due_after(date(2025, 11, 10)));
    assert_eq!(standing.may_begin(TODAY), Ok(()));
    assert_eq!(standing.review(TODAY), Review::Soon(0));
    let late = date(2026, 11, 11);
    assert_eq!(
        standing.may_begin(late),
        Err(PartnerRefused::ReviewOverdue(TODAY))
    );
    assert_eq!(standing.may_count(late), Ok(()));
    assert_eq!(standing.review(date(2026, 9, 11)), Review::Soon(60));
    assert_eq!(standing.review(date(2026, 9, 10)), Review::Later);
    standing.stage = Stage::UnderReview;
    assert_eq!(standing.may_begin(TODAY), Err(PartnerRefused::UnderReview));
    standing.stage = Stage::Ended;
    standing.ended_on = Some(date(2026, 10, 1));
    assert_eq!(standing.may_count(date(2026, 10, 1)), Ok(()));
    assert_eq!(
        standing.may_count(TODAY),
        Err(PartnerRefused::Ended(date(2026, 10, 1)))
    );
    assert_eq!(standing.review(late), Review::Later);
}
