//! Whatever is done in whatever order: no activity is live with a partner that is not approved, or with
//! a question unanswered or answered badly, and none takes a session before (P1.1d, P3b).

use super::{draft_with, measure};
use crate::activities::{GateAnswer, end, go_live, store};
use crate::app::new_id;
use crate::failure::Failure;
use crate::framework;
use crate::partners::{self, NewPartner};
use crate::testing::chance::{Chance, sequences};
use crate::testing::{TestApp, on_both};
use database::{Id, Read, Write};
use domain::activities::{Finding, Question, State};
use domain::partners::{PartnerKind, Stage};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The cast, and what was answered last.
struct Play<'a> {
    test: &'a TestApp,
    by: Id,
    partner: Id,
    activity: Id,
    today: Date,
    answered: BTreeMap<Question, Finding>,
}

impl Play<'_> {
    fn partner_acts(&self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        let when = (self.today, self.test.now());
        let partner = partners::find(&mut write.read(), self.partner)?.unwrap();
        if chance.below(3) == 0 && !partner.standing.stage.is_working() {
            return partners::lay_approved(write, self.partner, self.by, when);
        }
        let stage = chance.of(&Stage::ALL);
        match partners::move_to(write, &partner, (stage, "Moved"), when) {
            Err(Failure::Changed(_)) => Ok(()),
            moved => moved,
        }
    }

    fn answers(&mut self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        let answer = GateAnswer {
            id: new_id(),
            question: chance.of(&Question::ALL),
            finding: [Finding::DoesNotDetract, Finding::Detracts]
                [usize::from(chance.below(6) == 0)],
            reason: "Looked at".to_owned(),
            answered_at: self.test.now(),
            answered_by: self.by,
        };
        self.answered.insert(answer.question, answer.finding);
        store::answer_add(write, self.activity, &answer)
    }

    fn act(&mut self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        match chance.below(10) {
            0 | 1 => self.partner_acts(write, chance),
            2 => {
                let days = chance.of(&[1, 30, 200]).days();
                self.today = self.today.saturating_add(days);
                Ok(())
            }
            3 | 4 => {
                let when = (self.today, self.test.now());
                go_live::set_live(write, self.activity, when).map(|_| ())
            }
            5 if chance.below(4) == 0 => end(write, self.activity, self.test.now()),
            6 => end::take_up(write, self.activity, self.today).map(|_| ()),
            _ => self.answers(write, chance),
        }
    }

    /// Looks at what is kept, without asking the rules that were to keep it.
    fn is_live(&self, read: &mut Read<'_>) -> bool {
        let activity = store::find(read, self.activity).unwrap().unwrap();
        if activity.state() != State::Live {
            return false;
        }
        let partner = partners::find(read, self.partner).unwrap().unwrap();
        let stage = partner.standing.stage;
        assert!(partner.standing.approved_on.is_some(), "never approved");
        assert!(
            ![Stage::Prospect, Stage::Checks, Stage::Ended].contains(&stage),
            "live with a partner that is {stage:?}"
        );
        let good =
            |question: &Question| self.answered.get(question) == Some(&Finding::DoesNotDetract);
        assert!(Question::ALL.iter().all(good), "{:?}", self.answered);
        true
    }
}

/// Plays one sequence, and says how often the activity was seen live.
fn play(test: &TestApp, seed: u64, measure: Id) -> usize {
    let chance = Chance::of_seed(seed);
    let partner = NewPartner {
        id: new_id(),
        name: format!("Partner {seed}"),
        kind: PartnerKind::Other,
        purpose: "Played".to_owned(),
    };
    let entry = database::LogEntry {
        at: test.now(),
        action: "played".to_owned(),
        record_kind: "test".to_owned(),
        record_id: seed.to_string(),
        content: serde_json::json!({}),
    };
    let id = new_id();
    let work = |mut write: Write<'_>| {
        let mut chance = chance.clone();
        let mut play = Play {
            test,
            by: test.person(Role::Governance).id,
            partner: partner.id,
            activity: id,
            today: crate::app::date_of(test.now()),
            answered: BTreeMap::new(),
        };
        partners::add(&mut write, &partner, test.now())?;
        store::add(
            &mut write,
            &draft_with(partner.id, (id, measure)),
            test.now(),
        )?;
        let mut live = 0;
        for _ in 0..60 {
            play.act(&mut write, &mut chance)?;
            live += usize::from(play.is_live(&mut write.read()));
        }
        Ok::<_, Failure>(write.commit(entry.clone(), live)?)
    };
    test.app.database.write(test.scope(), work).unwrap()
}

#[test]
fn p3b_no_sequence_of_acts_sets_an_activity_live_that_should_not_be() {
    on_both(|test| {
        let pack = domain::framework::house_pack().unwrap();
        test.write(|write| framework::adopt(write, &pack, test.now()));
        let measure = measure(test, "HM7");
        let live: Vec<usize> = (1..=sequences())
            .map(|seed| play(test, seed, measure))
            .collect();
        let ever = live.iter().filter(|seen| **seen > 0).count();
        assert!(ever * 5 > live.len(), "{ever} of {} were live", live.len());
        println!("{ever} of {} sequences saw the activity live", live.len());
    });
}
