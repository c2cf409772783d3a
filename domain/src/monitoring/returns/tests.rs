use super::*;
use jiff::civil::date;

fn by(person: u128) -> Act {
    Act {
        by: Uuid::from_u128(person),
        at: Timestamp::UNIX_EPOCH,
    }
}

fn ready() -> Readiness {
    Readiness {
        today: date(2025, 11, 1),
        last_day: date(2025, 10, 31),
        without_remark: Vec::new(),
        figures: Figures::AsPrepared,
    }
}

const SEAL: Uuid = Uuid::from_u128(99);

fn prepared() -> Return {
    Return::Open.prepare(by(1), &ready()).unwrap()
}

fn reviewed() -> Return {
    prepared().review(by(2), 0, Figures::AsPrepared).unwrap()
}

fn signed() -> Return {
    reviewed()
        .sign_off(by(3), SEAL, None, Figures::AsPrepared)
        .unwrap()
}

#[test]
fn a_return_is_prepared_reviewed_and_signed_in_this_order() {
    assert_eq!(
        signed(),
        Return::SignedOff {
            prepared: by(1),
            reviewed: by(2),
            signed_off: by(3),
            seal: SEAL
        }
    );
    assert_eq!(
        Return::Open.review(by(2), 0, Figures::AsPrepared),
        Err(ReviewRefused::NotPrepared)
    );
    for early in [Return::Open, prepared()] {
        assert_eq!(
            early.sign_off(by(2), SEAL, None, Figures::AsPrepared),
            Err(SignOffRefused::NotReviewed)
        );
    }
}

#[test]
fn a_quarter_is_not_prepared_before_it_has_ended() {
    let early = Readiness {
        today: date(2025, 10, 31),
        ..ready()
    };
    let refused = Return::Open.prepare(by(1), &early).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "This quarter runs to 31 October 2025: its return can be prepared from 1 November 2025"
    );
}

#[test]
fn a_theme_off_target_without_a_remark_refuses_the_preparing_and_is_named() {
    let silent = Readiness {
        without_remark: vec!["Jobs".to_owned(), "Health".to_owned()],
        ..ready()
    };
    let refused = Return::Open.prepare(by(1), &silent).unwrap_err();
    assert!(refused.to_string().contains("Jobs, Health"), "{refused}");
}

#[test]
fn whoever_prepares_neither_reviews_nor_signs() {
    assert_eq!(
        prepared().review(by(1), 0, Figures::AsPrepared),
        Err(ReviewRefused::ByThePreparer)
    );
    assert_eq!(
        reviewed().sign_off(by(1), SEAL, None, Figures::AsPrepared),
        Err(SignOffRefused::ByThePreparer)
    );
}

#[test]
fn whoever_reviews_may_sign() {
    let signed = reviewed().sign_off(by(2), SEAL, None, Figures::AsPrepared);
    assert!(signed.is_ok());
}

#[test]
fn an_open_question_refuses_the_review() {
    let refused = |count| prepared().review(by(2), count, Figures::AsPrepared);
    assert_eq!(refused(2), Err(ReviewRefused::Unanswered(2)));
    assert!(
        refused(1)
            .unwrap_err()
            .to_string()
            .starts_with("1 question has no answer")
    );
}

#[test]
fn changed_figures_are_neither_agreed_nor_signed_but_prepared_again() {
    assert_eq!(
        prepared().review(by(2), 0, Figures::Changed),
        Err(ReviewRefused::FiguresChanged)
    );
    assert_eq!(
        reviewed().sign_off(by(3), SEAL, None, Figures::Changed),
        Err(SignOffRefused::FiguresChanged)
    );
    let changed = Readiness {
        figures: Figures::Changed,
        ..ready()
    };
    assert_eq!(
        reviewed().prepare(by(4), &changed),
        Ok(Return::Prepared { prepared: by(4) })
    );
    assert_eq!(
        reviewed().prepare(by(4), &ready()),
        Err(PrepareRefused::Prepared)
    );
}

#[test]
fn quarters_are_signed_in_their_order() {
    let refused = reviewed()
        .sign_off(
            by(2),
            SEAL,
            Some("Quarter 1 of 2025-26"),
            Figures::AsPrepared,
        )
        .unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("Sign off Quarter 1 of 2025-26 first")
    );
}

#[test]
fn sending_back_opens_a_prepared_or_reviewed_return() {
    assert_eq!(prepared().send_back(), Ok(Return::Open));
    assert_eq!(reviewed().send_back(), Ok(Return::Open));
    assert_eq!(Return::Open.send_back(), Err(SendBackRefused::NotPrepared));
}

#[test]
fn nothing_leads_away_from_a_signed_return() {
    let changed = Readiness {
        figures: Figures::Changed,
        ..ready()
    };
    assert_eq!(
        signed().prepare(by(1), &changed),
        Err(PrepareRefused::SignedOff)
    );
    assert_eq!(
        signed().review(by(2), 0, Figures::AsPrepared),
        Err(ReviewRefused::SignedOff)
    );
    assert_eq!(signed().send_back(), Err(SendBackRefused::SignedOff));
    assert_eq!(
        signed().sign_off(by(2), SEAL, None, Figures::AsPrepared),
        Err(SignOffRefused::SignedOff)
    );
}

#[test]
fn a_state_is_built_from_its_dated_facts_and_from_no_contradiction() {
    let mut facts = Facts::default();
    assert_eq!(Return::of(&facts), Some(Return::Open));
    facts.prepared = Some(by(1));
    assert_eq!(Return::of(&facts), Some(prepared()));
    facts.reviewed = Some(by(2));
    assert_eq!(Return::of(&facts), Some(reviewed()));
    facts.signed_off = Some(by(3));
    assert_eq!(Return::of(&facts), None);
    facts.seal = Some(SEAL);
    assert_eq!(Return::of(&facts), Some(signed()));
    facts.prepared = None;
    assert_eq!(Return::of(&facts), None);
}
