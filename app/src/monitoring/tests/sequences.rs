//! Whatever is done in whatever order: what was sealed stays byte for byte, a signed figure changes by a
//! signed restatement alone, nobody signs or agrees to what they prepared, and everything counts once
//! (P4d, P5a).

use super::Practice;
use crate::app::new_id;
use crate::failure::Failure;
use crate::ledger::{self, Context, NewEntry};
use crate::monitoring::agree::keep_agreement;
use crate::monitoring::prepare::keep_prepared;
use crate::monitoring::restating::begin::keep_begun;
use crate::monitoring::sign_off::{Signature, keep_signed};
use crate::monitoring::standing::{Asked, Standing};
use crate::monitoring::store::{self, KeptDelegation, Settings};
use crate::monitoring::{signed_returns, verify_seals};
use crate::testing::chance::{Chance, sequences};
use crate::testing::{TestApp, on_both};
use crate::visit::{Who, hex};
use database::{Committed, Id, Read, Write};
use domain::calendar::{Calendar, Year};
use domain::ledger::{Grade, Quantity};
use domain::monitoring::{
    Act, Covers, Deadlines, Delegation, Quorum, Return, ReturnName, SealedReturn, Thresholds,
    Voice, sha256_of,
};
use domain::people::Role;
use domain::reports::outcomes;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// Acts of one sequence.
const ACTS: usize = 20;

/// Everybody who acts, and what has been seen.
struct Play<'a> {
    practice: &'a Practice<'a>,
    people: &'a [Who],
    today: Date,
    now: Timestamp,
    entries: Vec<Id>,
    names: Vec<ReturnName>,
    delegations: Vec<(Id, Id, Id)>,
    /// Every seal that was ever there, by its record, with its bytes.
    sealed: BTreeMap<String, String>,
    /// The seal that stands for each quarter.
    standing: BTreeMap<String, [u8; 32]>,
    restated: usize,
}

/// A rule that says no is no fault of the play.
fn unless_changed<T>(done: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(Failure::Changed(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

impl Play<'_> {
    fn context(&self) -> Context {
        Context {
            calendar: Calendar::ACADEMIC,
            first_day: date(2025, 8, 1),
            today: self.today,
            now: self.now,
            secret: [7; 32],
        }
    }

    fn asked(&self, name: ReturnName) -> Asked {
        Asked::named(name, &self.people[0], self.today)
    }

    fn act_of(&self, who: &Who) -> Act {
        Act {
            by: who.person_id,
            at: self.now,
        }
    }

    fn posts(&mut self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        let first = date(2025, 8, 1);
        let days = usize::try_from((self.today - first).get_days()).unwrap();
        let on = first.saturating_add(i64::try_from(chance.below(days + 1)).unwrap().days());
        let quantity = i64::try_from(chance.below(9_000)).unwrap() - 1_000;
        let new = NewEntry {
            id: new_id(),
            measure_id: chance.of(&[self.practice.interviews, self.practice.jobs]),
            happened_on: on,
            area_code: chance.of(&["E08000012", "E08000014"]).to_owned(),
            area_method: None,
            partner_id: chance.of(&[None, Some(self.practice.partner)]),
            activity_id: None,
            session_id: None,
            contract_id: None,
            quantity: Quantity(quantity),
            additional_percent: chance.of(&[0, 50, 100]),
            reason: "Played".to_owned(),
            subjects: Vec::new(),
        };
        if ledger::post(write, &new, &self.context())?.is_ok() {
            self.entries.push(new.id);
        }
        Ok(())
    }

    fn corrects(&self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let id = chance.of(&self.entries);
        let old = ledger::entry(&mut write.read(), id)?.unwrap();
        let why = ("Played", &self.context());
        unless_changed(ledger::correct(write, &old, new_id(), None, why)).map(|_| ())
    }

    fn evidences(&self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let grade = chance.of(&[Grade::SelfDeclared, Grade::PartnerConfirmed]);
        let added = crate::evidence::Evidence {
            consent: None,
            id: new_id(),
            title: "Register".to_owned(),
            grade,
            effective_on: self.today,
            days: domain::evidence::Days::default(),
            proof: crate::evidence::Proof::Link {
                address: "https://example.org".to_owned(),
            },
        };
        crate::evidence::add(write, &added, self.now)?;
        let id = chance.of(&self.entries);
        ledger::attach(write, id, (added.id, grade), &self.context())?.ok();
        Ok(())
    }

    /// Whatever comes next for a return, by somebody who may be refused.
    fn goes_on(&mut self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        let name = chance.of(&self.names);
        match Return::of(&store::facts(&mut write.read(), name)?) {
            Some(Return::Open) => self.prepares(write, (name, 0), chance),
            Some(Return::Prepared { .. }) => self.agrees(write, name, chance),
            Some(Return::Reviewed { .. }) => self.signs(write, name, chance),
            Some(Return::SignedOff { .. }) if chance.below(3) == 0 => self.restates(write, name),
            Some(Return::SignedOff { .. }) => Ok(()),
            None => panic!("{name} contradicts itself"),
        }
    }

    fn prepares(
        &self,
        write: &mut Write<'_>,
        (name, by): (ReturnName, usize),
        chance: &mut Chance,
    ) -> Result<(), Failure> {
        let who = &self.people[by];
        let asked = self.asked(name);
        let words = chance.of(&["Two were called off.", "None was called off."]);
        let remarks = [(self.practice.skills, words.to_owned())];
        let said = (remarks.as_slice(), Some("Played late"));
        let by = (self.act_of(who), new_id());
        unless_changed(keep_prepared(write, &asked, said, by)).map(|_| ())
    }

    /// Somebody speaks for themselves, or for whoever handed it to them.
    fn voice(&self, chance: &mut Chance) -> (usize, Voice, Option<Id>) {
        let at = chance.below(self.people.len());
        let act = self.act_of(&self.people[at]);
        let mut handed = self.delegations.iter().filter(|(_, _, to)| *to == act.by);
        match handed.next() {
            Some((id, from, _)) if chance.below(2) == 0 => {
                let for_whom = Some(*from);
                (at, Voice { act, for_whom }, Some(*id))
            }
            Some(_) | None => {
                let for_whom = None;
                (at, Voice { act, for_whom }, None)
            }
        }
    }

    fn agrees(
        &self,
        write: &mut Write<'_>,
        name: ReturnName,
        chance: &mut Chance,
    ) -> Result<(), Failure> {
        let asked = self.asked(name);
        let (_, voice, delegation) = self.voice(chance);
        unless_changed(keep_agreement(write, &asked, (voice, delegation))).map(|_| ())
    }

    fn signs(
        &mut self,
        write: &mut Write<'_>,
        name: ReturnName,
        chance: &mut Chance,
    ) -> Result<(), Failure> {
        let asked = self.asked(name);
        let (at, voice, delegation_id) = self.voice(chance);
        let standing = Standing::read(&mut write.read(), &asked)?;
        let prepared = standing.prepared.as_ref();
        let read = prepared.map(|prepared| hex(&sha256_of(&prepared.canonical())));
        let signature = Signature {
            voice,
            delegation_id,
            late: Some("Played late"),
            read_by_signer: &read.unwrap_or_default(),
        };
        let by = (&self.people[at], new_id());
        if unless_changed(keep_signed(write, &asked, by, &signature))?.is_none() {
            return Ok(());
        }
        Self::look_at_signed(write, (name, voice), &standing)?;
        self.restated += usize::from(name.is_restatement());
        let quarter = name.quarter().to_string();
        let kept = store::seal(&mut write.read(), &name.to_string())?.unwrap();
        self.standing.insert(quarter, kept.sha256);
        Ok(())
    }

    /// What was just signed, looked at without asking the rules that let it through.
    fn look_at_signed(
        write: &mut Write<'_>,
        (name, voice): (ReturnName, Voice),
        before: &Standing,
    ) -> Result<(), Failure> {
        let Some(Return::SignedOff { prepared, .. }) =
            Return::of(&store::facts(&mut write.read(), name)?)
        else {
            panic!("{name} is not signed");
        };
        assert!(voice.act.by != prepared.by && voice.whose() != prepared.by);
        let heard = before.heard();
        let speakers: BTreeSet<Id> = heard.iter().map(|voice| voice.act.by).collect();
        let whose: BTreeSet<Id> = heard.iter().map(Voice::whose).collect();
        assert_eq!((speakers.len(), whose.len()), (heard.len(), heard.len()));
        assert!(!speakers.contains(&prepared.by) && !whose.contains(&prepared.by));
        assert_eq!(before.settings.quorum.missing(heard.len()), 0, "{name}");
        Ok(())
    }

    fn restates(&mut self, write: &mut Write<'_>, name: ReturnName) -> Result<(), Failure> {
        let asked = self.asked(name);
        let by = ("Played", self.act_of(&self.people[0]));
        if let Some(name) = unless_changed(keep_begun(write, &asked, by))? {
            self.names.push(name);
        }
        Ok(())
    }

    fn sets(&self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        let settings = Settings {
            quorum: Quorum::of(chance.of(&[1, 1, 1, 2])).unwrap(),
            deadlines: Deadlines {
                prepare_days: chance.of(&[None, Some(10)]),
                sign_days: chance.of(&[None, Some(20)]),
            },
        };
        store::settings_set(write, &settings, self.now)
    }

    fn hands(&mut self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        let [from, to] = [1, chance.of(&[0, 2, 3])].map(|at| self.people[at].person_id);
        let given = KeptDelegation {
            id: new_id(),
            of: Delegation {
                from,
                to,
                covers: Covers::Days(date(2025, 8, 1), date(2027, 8, 1)),
                given_at: self.now,
                withdrawn_at: None,
            },
            reason: "Played".to_owned(),
        };
        store::delegation_add(write, &given)?;
        self.delegations.push((given.id, from, to));
        Ok(())
    }

    fn act(&mut self, write: &mut Write<'_>, chance: &mut Chance) -> Result<(), Failure> {
        self.now = self.now.saturating_add(1.minute()).unwrap();
        let name = chance.of(&self.names);
        match chance.below(24) {
            0..=3 => self.posts(write, chance),
            4 => self.corrects(write, chance),
            5 => self.evidences(write, chance),
            6 => {
                let by = chance.below(self.people.len());
                self.prepares(write, (name, by), chance)
            }
            7 => self.agrees(write, name, chance),
            8 => self.signs(write, name, chance),
            9 => self.restates(write, name),
            10 => self.sets(write, chance),
            11 if chance.below(2) == 0 => self.hands(write, chance),
            11 => {
                self.today = self.today.saturating_add(chance.of(&[1, 30, 80]).days());
                Ok(())
            }
            _ => self.goes_on(write, chance),
        }
    }

    /// Every seal is there as it was, and the one that stands for a quarter is the one signed last.
    fn look(&mut self, read: &mut Read<'_>) -> Result<(), Failure> {
        let kept: BTreeMap<String, String> = store::seals(read)?
            .into_iter()
            .map(|kept| (kept.record_id, kept.content))
            .collect();
        for (record, content) in &self.sealed {
            assert_eq!(kept.get(record), Some(content), "{record} was changed");
        }
        let is_new = kept.len() != self.sealed.len();
        self.sealed = kept;
        if !is_new {
            return Ok(());
        }
        for (sealed, sha256) in all_signed(read)? {
            assert_eq!(
                self.standing.get(&sealed.quarter),
                Some(&sha256),
                "{}",
                sealed.quarter
            );
        }
        Ok(())
    }

    /// At the end: each entry counts once, and every total and seal is what it should be.
    fn end(read: &mut Read<'_>) -> Result<(), Failure> {
        let signed = all_signed(read)?;
        let mut together = [0; 2];
        let closed: BTreeSet<&str> = signed.iter().map(|(one, _)| one.quarter.as_str()).collect();
        let mut expected = [0; 2];
        for year in years() {
            let of: Vec<SealedReturn> = signed_returns(read, year)?
                .into_iter()
                .map(|(one, _)| one)
                .collect();
            for measure in outcomes(&of, &THRESHOLDS).measures() {
                together[0] += measure.evidenced_thousandths + measure.unevidenced_thousandths;
                together[1] += measure.entries;
            }
        }
        for (one, _) in &signed {
            let quarter = Calendar::ACADEMIC.quarter(&one.quarter).unwrap();
            for total in ledger::totals(read, &[ledger::Part::Whole], &[quarter])? {
                expected[0] += total.quantity.0;
                expected[1] += total.entries;
            }
            let restates = one.beside.restates.iter();
            let open = restates
                .flat_map(|restates| &restates.counted_later)
                .filter(|part| !closed.contains(part.quarter.as_str()));
            for measure in open.flat_map(|part| &part.measures) {
                expected[0] += measure.evidenced_thousandths + measure.unevidenced_thousandths;
                expected[1] += measure.entries;
            }
        }
        assert_eq!(together, expected);
        assert_eq!(ledger::verify(read)?.differences, Vec::<String>::new());
        assert_eq!(verify_seals(read)?, Vec::<String>::new());
        Ok(())
    }
}

const THRESHOLDS: Thresholds = Thresholds {
    good: 100,
    approaching: 85,
    improvement: 60,
};

fn years() -> [Year; 2] {
    ["2025-26", "2026-27"].map(|name| Calendar::ACADEMIC.year_named(name).unwrap())
}

fn all_signed(read: &mut Read<'_>) -> Result<Vec<(SealedReturn, [u8; 32])>, Failure> {
    let mut found = Vec::new();
    for year in years() {
        found.extend(signed_returns(read, year)?);
    }
    Ok(found)
}

fn play(test: &TestApp, (practice, cast): (&Practice<'_>, &[Who]), seed: u64) -> (usize, usize) {
    let came_to = Cell::new((0, 0));
    let work = |mut write: Write<'_>| -> Result<Committed<()>, Failure> {
        let mut chance = Chance::of_seed(seed);
        let quarters = ["2025-26-q1", "2025-26-q2", "2025-26-q3", "2025-26-q4"];
        let quarters = quarters.map(|name| Calendar::ACADEMIC.quarter(name).unwrap());
        let mut history = Play {
            practice,
            people: cast,
            today: date(2026, 2, 10),
            now: test.now(),
            entries: Vec::new(),
            names: quarters[..2]
                .iter()
                .map(|one| ReturnName::first(*one))
                .collect(),
            delegations: Vec::new(),
            sealed: BTreeMap::new(),
            standing: BTreeMap::new(),
            restated: 0,
        };
        // Every history begins with a first quarter that is signed.
        let first = history.names[0];
        history.posts(&mut write, &mut chance)?;
        let asked = history.asked(first);
        let remarks = [(practice.skills, "A start.".to_owned())];
        let by = (history.act_of(&cast[0]), new_id());
        keep_prepared(&mut write, &asked, (&remarks, None), by)?;
        let voice = Voice {
            act: history.act_of(&cast[1]),
            for_whom: None,
        };
        keep_agreement(&mut write, &asked, (voice, None))?;
        let standing = Standing::read(&mut write.read(), &asked)?;
        let prepared = standing.prepared.as_ref().unwrap().canonical();
        let signature = Signature {
            voice,
            delegation_id: None,
            late: None,
            read_by_signer: &hex(&sha256_of(&prepared)),
        };
        keep_signed(&mut write, &asked, (&cast[1], new_id()), &signature)?;
        let kept = store::seal(&mut write.read(), &first.to_string())?.unwrap();
        history.standing.insert(first.to_string(), kept.sha256);
        history.look(&mut write.read())?;
        for _ in 0..ACTS {
            history.act(&mut write, &mut chance)?;
            history.look(&mut write.read())?;
        }
        Play::end(&mut write.read())?;
        came_to.set((history.standing.len(), history.restated));
        // Each history begins anew: nothing of it is kept.
        Err(Failure::Refused("played"))
    };
    let ended = test.app.database.write(test.scope(), work);
    assert!(
        matches!(ended, Err(Failure::Refused("played"))),
        "seed {seed}: {ended:?}"
    );
    came_to.get()
}

fn cast(test: &TestApp) -> Vec<Who> {
    let joined = [
        ("Both Roles", vec![Role::Lead, Role::Governance]),
        ("Second Voice", vec![Role::Governance]),
    ];
    let mut people = vec![
        test.person(Role::Lead).clone(),
        test.person(Role::Governance).clone(),
    ];
    people.extend(joined.map(|(name, roles)| test.join(name, &roles)));
    let who = people.into_iter().map(|person| Who {
        person_id: person.id,
        name: person.name,
        email: person.email,
        roles: person.roles,
        organisation_id: test.organisation_id,
        organisation: "Mersey Learning Works".to_owned(),
        calendar: Calendar::ACADEMIC,
        first_day: date(2025, 8, 1),
        token: String::new(),
    });
    who.collect()
}

#[test]
fn p5a_a_sealed_figure_never_changes_whatever_is_done_after() {
    on_both(|test| {
        let practice = Practice::new(test, date(2026, 2, 10));
        practice.target(practice.interviews, "2025-26-q1", 5);
        practice.target(practice.interviews, "2025-26-q2", 5);
        let people = cast(test);
        let seen: Vec<(usize, usize)> = (1..=sequences())
            .map(|seed| play(test, (&practice, &people), seed))
            .collect();
        let second = seen.iter().filter(|(signed, _)| *signed > 1).count();
        let restated = seen.iter().filter(|(_, restated)| *restated > 0).count();
        println!(
            "{second} of {} histories signed a second quarter, {restated} a restatement",
            seen.len()
        );
        assert!(second * 20 > seen.len(), "{second}");
        assert!(restated * 50 > seen.len(), "{restated}");
    });
}
