//! Whatever is done to a partner in whatever order: none is approved with an open or expired check, by
//! whoever proposed it alone, or by somebody with an interest in it (A.1–A.5).

use crate::app::new_id;
use crate::failure::Failure;
use crate::partners::approving::{move_to, record_check, sign};
use crate::partners::{Interest, MadeCheck, NewPartner, Partner, find, store};
use crate::testing::chance::{Chance, sequences};
use crate::testing::{TestApp, on_both};
use database::{Id, Read, Write};
use domain::partners::{Check, PartnerKind, Signer, Stage};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;

/// The cast, and what has been seen.
struct Play<'a> {
    test: &'a TestApp,
    signers: [Signer; 3],
    id: Id,
    today: Date,
}

impl Play<'_> {
    fn partner(&self, read: &mut Read<'_>) -> Partner {
        find(read, self.id).unwrap().unwrap()
    }

    fn check(&self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        let check = chance.of(&Check::ALL);
        let people = self.signers.map(|signer| signer.by);
        let interest = (check == Check::Conflict && chance.below(3) == 0).then(|| Interest {
            what: "An interest".to_owned(),
            interested_id: Some(chance.of(&people[..2])),
            managed_how: "Stays out of it".to_owned(),
            managed_by: people[2],
        });
        let lasts = chance.of(&[0, 1, 40, 400]);
        let made = MadeCheck {
            id: new_id(),
            check,
            note: "Looked at".to_owned(),
            evidence_id: None,
            interest,
            made_on: self.today,
            expires_on: self.today.saturating_add(lasts.days()),
            recorded_at: self.test.now(),
            recorded_by: None,
        };
        match record_check(write, self.id, &made) {
            Err(Failure::Changed(_)) => Ok(()),
            recorded => recorded,
        }
    }

    fn act(&mut self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        let when = (self.today, self.test.now());
        match chance.below(8) {
            0 => {
                let partner = self.partner(&mut write.read());
                let stage = chance.of(&Stage::ALL);
                match move_to(write, &partner, (stage, "Moved"), when) {
                    Err(Failure::Changed(_)) => Ok(()),
                    moved => moved,
                }
            }
            1 => {
                self.today = self.today.saturating_add(chance.of(&[1, 30, 370]).days());
                Ok(())
            }
            2 | 3 => {
                let partner = self.partner(&mut write.read());
                let signer = chance.of(&self.signers);
                sign(write, &partner, signer, when).map(|_| ())
            }
            _ => self.check(write, chance),
        }
    }

    /// Looks at what is kept, without asking the rules that were to keep it.
    fn look(&self, read: &mut Read<'_>, was: Stage) -> Stage {
        let partner = self.partner(read);
        let stage = partner.standing.stage;
        if stage != Stage::Approved || was == Stage::Approved {
            return stage;
        }
        let made = store::checks(read, &partner).unwrap();
        assert_eq!(made.len(), 4, "approved with an open check");
        assert!(made.iter().all(|made| made.expires_on >= self.today));
        let approval = store::approval(read, &partner).unwrap().unwrap();
        let second = approval.second.map(|(by, _)| by);
        let signed: Vec<Id> = std::iter::once(approval.signed_by).chain(second).collect();
        assert!(
            signed.iter().any(|by| partner.proposed_by != Some(*by)),
            "approved by whoever proposed it alone"
        );
        for made in made {
            let interested = made.interest.and_then(|interest| interest.interested_id);
            assert!(signed.iter().all(|by| interested != Some(*by)));
        }
        stage
    }
}

fn play(test: &TestApp, seed: u64) -> Option<()> {
    let signer = |role: Role, signs_as: Role| Signer {
        by: test.person(role).id,
        role: signs_as,
    };
    let signers = [
        signer(Role::Lead, Role::Lead),
        signer(Role::Governance, Role::Governance),
        signer(Role::Staff, Role::Lead),
    ];
    let mut chance = Chance::of_seed(seed);
    let proposed_by = chance.of(&[None, Some(signers[0].by), Some(signers[1].by)]);
    let partner = NewPartner {
        id: new_id(),
        name: format!("Partner {seed}"),
        kind: PartnerKind::Other,
        purpose: "Played".to_owned(),
    };
    let scope = database::Scope {
        person_id: proposed_by,
        ..test.scope()
    };
    let entry = database::LogEntry {
        at: test.now(),
        action: "played".to_owned(),
        record_kind: "test".to_owned(),
        record_id: seed.to_string(),
        content: serde_json::json!({}),
    };
    let work = |mut write: Write<'_>| {
        let mut chance = chance.clone();
        let mut play = Play {
            test,
            signers,
            id: partner.id,
            today: crate::app::date_of(test.now()),
        };
        store::add(&mut write, &partner, test.now())?;
        let mut stage = Stage::Prospect;
        let mut approval = None;
        for _ in 0..40 {
            play.act(&mut write, &mut chance)?;
            stage = play.look(&mut write.read(), stage);
            approval = approval.or((stage == Stage::Approved).then_some(()));
        }
        Ok::<_, Failure>(write.commit(entry.clone(), approval)?)
    };
    test.app.database.write(scope, work).unwrap()
}

#[test]
fn no_sequence_of_acts_approves_a_partner_that_should_not_be() {
    let sequences = sequences();
    on_both(|test| {
        let approved = (1..=sequences).filter_map(|seed| play(test, seed)).count();
        assert!(
            approved * 20 > usize::try_from(sequences).unwrap(),
            "{approved}"
        );
        println!("{approved} of {sequences} sequences came to an approval");
    });
}
