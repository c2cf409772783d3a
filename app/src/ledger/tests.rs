//! The ledger behind the pages: totals, corrections, adjustments, evidence, and finding what was
//! changed by another hand.

use super::{
    AttachRefused, Context, NewEntry, Part, attach, close_quarter, correct, entry, post, totals,
    verify,
};
use crate::app::{date_of, new_id};
use crate::evidence::{self, Evidence, Proof};
use crate::framework;
use crate::partners;
use crate::testing::{TestApp, on_both};
use database::Id;
use domain::calendar::{Calendar, Quarter};
use domain::ledger::{Grade, PostRefused, Quantity};
use domain::partners::PartnerKind;
use domain::people::Role;
use jiff::civil::{Date, date};

fn quarter(name: &str) -> Quarter {
    Calendar::ACADEMIC.quarter(name).unwrap()
}

fn context(test: &TestApp) -> Context {
    Context {
        calendar: Calendar::ACADEMIC,
        first_day: date(2025, 8, 1),
        today: date_of(test.now()),
        now: test.now(),
        secret: [7; 32],
    }
}

fn adopt(test: &TestApp) -> Vec<Id> {
    let pack = domain::framework::house_pack().unwrap();
    test.write(|write| framework::adopt(write, &pack, test.now()));
    test.read(framework::measures)
        .iter()
        .map(|measure| measure.id)
        .collect()
}

fn new(measure_id: Id, on: Date, thousandths: i64) -> NewEntry {
    NewEntry {
        id: new_id(),
        measure_id,
        happened_on: on,
        area_code: "E08000012".to_owned(),
        area_method: None,
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(thousandths),
        additional_percent: 100,
        reason: "Counted".to_owned(),
        subjects: Vec::new(),
    }
}

fn keep(test: &TestApp, new: &NewEntry) -> Result<(), PostRefused> {
    test.write(|write| post(write, new, &context(test)))
        .map(|_| ())
}

fn prove(test: &TestApp, entry_id: Id, grade: Grade) -> Result<(), AttachRefused> {
    let proof = Evidence {
        consent: None,
        id: new_id(),
        title: "Register".to_owned(),
        grade,
        effective_on: date(2026, 11, 1),
        days: domain::evidence::Days::default(),
        proof: Proof::Attestation {
            seen_what: "Register".to_owned(),
            kept_where: "Office".to_owned(),
        },
    };
    test.write(|write| {
        evidence::add(write, &proof, test.now())?;
        attach(write, entry_id, (proof.id, grade), &context(test))
    })
}

/// Quantity by grade in a quarter, over all measures.
fn by_grade(test: &TestApp, name: &str) -> Vec<(i64, i64)> {
    let mut sums = std::collections::BTreeMap::new();
    for total in test.read(|read| totals(read, &[Part::Whole], &[quarter(name)])) {
        *sums.entry(total.grade.number()).or_insert(0) += total.quantity.0;
    }
    sums.into_iter().collect()
}

#[test]
fn totals_are_kept_with_their_entries_in_every_way() {
    on_both(|test| {
        let measures = adopt(test);
        keep(test, &new(measures[0], date(2026, 11, 2), 2_500)).unwrap();
        let placed = NewEntry {
            area_method: Some("by district".to_owned()),
            ..new(measures[0], date(2026, 11, 3), 1_500)
        };
        keep(test, &placed).unwrap();
        let quarters = [quarter("2026-27-q2")];
        let by_method = test.read(|read| totals(read, &[Part::Method], &quarters));
        assert_eq!(by_method.len(), 1);
        assert_eq!(by_method[0].quantity, Quantity(1_500));
        assert_eq!(
            by_method[0].method_in(&placed.area_code),
            Some("by district")
        );
        assert!(test.read(verify).differences.is_empty());
        for part in [Part::Whole, Part::Month, Part::Area, Part::Partner] {
            let found = test.read(|read| totals(read, &[part], &[quarter("2026-27-q2")]));
            let sum: i64 = found.iter().map(|total| total.quantity.0).sum();
            assert_eq!(
                (sum, found.iter().map(|total| total.entries).sum::<i64>()),
                (4_000, 2),
                "{part:?}"
            );
        }
    });
}

#[test]
fn evidence_moves_an_entry_to_its_strongest_grade() {
    on_both(|test| {
        let measures = adopt(test);
        let one = new(measures[0], date(2026, 11, 2), 2_500);
        keep(test, &one).unwrap();
        assert_eq!(by_grade(test, "2026-27-q2"), [(0, 2_500)]);
        prove(test, one.id, Grade::ThirdPartyRecord).unwrap();
        prove(test, one.id, Grade::SelfDeclared).unwrap();
        assert_eq!(by_grade(test, "2026-27-q2"), [(3, 2_500)]);
        assert!(test.read(verify).differences.is_empty());
    });
}

#[test]
fn p5a_what_comes_late_is_an_adjustment_and_a_signed_quarter_stays_as_it_was() {
    on_both(|test| {
        let measures = adopt(test);
        let old = new(measures[0], date(2026, 9, 2), 2_500);
        keep(test, &old).unwrap();
        test.write(|write| close_quarter(write, quarter("2026-27-q1"), test.now()));
        let signed = by_grade(test, "2026-27-q1");
        let late = new(measures[0], date(2026, 9, 3), 700);
        keep(test, &late).unwrap();
        assert_eq!(
            prove(test, old.id, Grade::SelfDeclared),
            Err(AttachRefused::QuarterSigned)
        );
        prove(test, late.id, Grade::SelfDeclared).unwrap();
        let kept = test.read(|read| entry(read, old.id)).unwrap();
        let replacement = new(measures[0], date(2026, 9, 2), 2_000);
        test.write(|write| {
            correct(
                write,
                &kept,
                new_id(),
                Some(&replacement),
                ("Counted twice", &context(test)),
            )
        })
        .unwrap();
        assert_eq!(by_grade(test, "2026-27-q1"), signed);
        assert_eq!(by_grade(test, "2026-27-q2"), [(0, -500), (1, 700)]);
        let late = test.read(|read| entry(read, late.id)).unwrap();
        assert_eq!(late.adjusts_quarter.as_deref(), Some("2026-27-q1"));
        assert!(test.read(verify).differences.is_empty());
    });
}

#[test]
fn an_entry_is_corrected_once_through_its_page() {
    on_both(|test| {
        let measures = adopt(test);
        let one = new(measures[0], date(2026, 11, 2), 2_500);
        keep(test, &one).unwrap();
        let staff = test.visitor(Role::Staff);
        let path = format!("/entries/{}/correct", one.id);
        staff.get(&path).says("The quantity was another");
        staff
            .post(
                &path,
                &[("way", "replace"), ("quantity", "1.2345"), ("reason", "x")],
            )
            .says("There is a problem");
        let page = staff.post(
            &path,
            &[
                ("way", "replace"),
                ("quantity", "1.5"),
                ("reason", "Miscounted"),
            ],
        );
        let id = page.new_key();
        staff.get(&format!("/entries/{id}")).says("1.5");
        staff
            .get(&format!("/entries/{}", one.id))
            .says("This entry was corrected");
        assert_eq!(
            staff
                .post(&path, &[("way", "take-out"), ("reason", "again")])
                .status,
            409
        );
        assert_eq!(by_grade(test, "2026-27-q2"), [(0, 1_500)]);
    });
}

#[test]
fn a_single_entry_is_added_with_its_evidence_and_refused_in_words() {
    on_both(|test| {
        let measures = adopt(test);
        let staff = test.visitor(Role::Staff);
        let measure = measures[0].to_string();
        let form = |quantity: &'static str, year: &'static str| {
            vec![
                ("measure", measure.clone()),
                ("happened_on_day", "2".to_owned()),
                ("happened_on_month", "11".to_owned()),
                ("happened_on_year", year.to_owned()),
                ("quantity", quantity.to_owned()),
                ("area", "E08000012".to_owned()),
                ("percent", "100".to_owned()),
                ("reason", "Headcount".to_owned()),
                ("grade", "3".to_owned()),
                ("seen_what", "Payroll".to_owned()),
                ("kept_where", "HR".to_owned()),
            ]
        };
        let send = |fields: &[(&str, String)]| {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            staff.post("/entries/new", &fields)
        };
        send(&form("0", "2026")).says("Enter a quantity other than 0");
        send(&form("3", "2024")).says("The date must be on or after 1 August 2025");
        let id = send(&form("3.25", "2026")).new_key();
        staff
            .get(&format!("/entries/{id}"))
            .says("3.25")
            .says("Third-party record");
        assert_eq!(by_grade(test, "2026-27-q2"), [(3, 3_250)]);
    });
}

#[test]
fn what_another_hand_changed_is_found() {
    on_both(|test| {
        let measures = adopt(test);
        let one = new(measures[0], date(2026, 11, 2), 2_500);
        keep(test, &one).unwrap();
        assert!(test.read(verify).differences.is_empty());
        let harm = |sql: &str| {
            let id = test.organisation_id;
            test.behind_the_log(|directory| directory.execute(sql, &[id.into()]));
        };
        harm("UPDATE entry SET quantity_thousandths = 9 WHERE organisation_id = ?1");
        assert_eq!(test.read(verify).differences.len(), 4);
        harm("UPDATE entry SET quantity_thousandths = 2500 WHERE organisation_id = ?1");
        assert!(test.read(verify).differences.is_empty());
        harm("UPDATE totals SET entries = 2 WHERE organisation_id = ?1 AND part = 'area'");
        assert_eq!(test.read(verify).differences.len(), 1);
    });
}

#[test]
fn whatever_is_done_in_whatever_order_the_totals_agree() {
    on_both(|test| {
        let measures = adopt(test);
        let mut seed: usize = 7;
        let mut next = |most: usize| {
            seed = (seed * 48_271) % 2_147_483_647;
            seed % most
        };
        let mut posted: Vec<Id> = Vec::new();
        for step in 0..60 {
            let day = date(2026, 8, 1)
                .saturating_add(jiff::ToSpan::days(i64::try_from(next(100)).unwrap()));
            match next(4) {
                0 | 1 => {
                    let one = new(
                        measures[next(5)],
                        day,
                        i64::try_from(next(9_000)).unwrap() - 100,
                    );
                    if keep(test, &one).is_ok() {
                        posted.push(one.id);
                    }
                }
                2 if !posted.is_empty() => {
                    let grade = Grade::ALL[1 + next(4)];
                    let _refused_or_not = prove(test, posted[next(posted.len())], grade);
                }
                _ if !posted.is_empty() => {
                    let old = test
                        .read(|read| entry(read, posted[next(posted.len())]))
                        .unwrap();
                    let other = new(old.measure_id, day, 1_000);
                    let corrected = test
                        .read(|read| super::is_corrected(read, old.id))
                        .is_some();
                    if !corrected {
                        let done = test.write(|write| {
                            correct(write, &old, new_id(), Some(&other), ("x", &context(test)))
                        });
                        done.unwrap();
                        posted.push(other.id);
                    }
                }
                _ => {}
            }
            if step == 30 {
                test.write(|write| close_quarter(write, quarter("2026-27-q1"), test.now()));
            }
        }
        assert!(posted.len() > 20);
        assert_eq!(test.read(verify).differences, Vec::<String>::new());
    });
}

#[test]
fn a_quantity_that_no_total_can_hold_is_refused_and_every_page_goes_on() {
    on_both(|test| {
        let measures = adopt(test);
        for _ in 0..2 {
            assert_eq!(
                keep(test, &new(measures[0], date(2026, 11, 2), i64::MAX)),
                Err(PostRefused::TooLarge)
            );
        }
        assert_eq!(by_grade(test, "2026-27-q2"), []);
        test.visitor(Role::Lead).get("/dashboard").says("2026-27");
    });
}

#[test]
fn a_correction_takes_back_the_grade_an_entry_has_by_then() {
    on_both(|test| {
        let measures = adopt(test);
        let one = new(measures[0], date(2026, 11, 2), 2_500);
        keep(test, &one).unwrap();
        let seen_before = test.read(|read| entry(read, one.id)).unwrap();
        prove(test, one.id, Grade::ThirdPartyRecord).unwrap();
        test.write(|write| {
            correct(
                write,
                &seen_before,
                new_id(),
                None,
                ("Never happened", &context(test)),
            )
        })
        .unwrap();
        assert_eq!(test.read(verify).differences, Vec::<String>::new());
        assert_eq!(by_grade(test, "2026-27-q2"), [(3, 0)]);
    });
}

#[test]
fn the_same_evidence_attached_again_moves_nothing() {
    on_both(|test| {
        let measures = adopt(test);
        let one = new(measures[0], date(2026, 11, 2), 2_500);
        keep(test, &one).unwrap();
        prove(test, one.id, Grade::SelfDeclared).unwrap();
        let proof = test.read(|read| super::store::links(read, one.id))[0].0;
        test.write(|write| {
            attach(
                write,
                one.id,
                (proof, Grade::IndependentlyChecked),
                &context(test),
            )
        })
        .unwrap();
        assert_eq!(test.read(verify).differences, Vec::<String>::new());
    });
}

#[test]
fn a_corrected_entry_and_the_one_in_its_place_lead_to_each_other() {
    on_both(|test| {
        let measures = adopt(test);
        let one = new(measures[0], date(2026, 11, 2), 2_500);
        keep(test, &one).unwrap();
        prove(test, one.id, Grade::ThirdPartyRecord).unwrap();
        let staff = test.visitor(Role::Staff);
        let path = format!("/entries/{}/correct", one.id);
        let form = [
            ("way", "replace"),
            ("quantity", "2"),
            ("reason", "Miscounted"),
            ("keep_evidence", "yes"),
        ];
        let id = staff.post(&path, &form).new_key();
        let page = staff.get(&format!("/entries/{id}"));
        page.says("in the place of an earlier one")
            .says("Third-party record");
        assert!(page.html.contains(&format!("/entries/{}\"", one.id)));
        let page = staff.get(&format!("/entries/{}", one.id));
        assert!(page.html.contains(&format!("/entries/{id}\"")));
        assert_eq!(by_grade(test, "2026-27-q2"), [(3, 2_000)]);
        assert_eq!(test.read(verify).differences, Vec::<String>::new());
    });
}

#[test]
fn p1_2e_evidence_weaker_than_the_measure_asks_for_does_not_count() {
    on_both(|test| {
        adopt(test);
        let measure = test
            .read(framework::measures)
            .into_iter()
            .find(|measure| measure.minimum_grade == 2)
            .unwrap();
        let one = new(measure.id, date(2026, 11, 2), 2_000);
        keep(test, &one).unwrap();
        let staff = test.visitor(Role::Staff);
        let list = format!("/entries?measure={}&quarter=2026-27-q2", measure.id);
        let add = |grade: &str| {
            let fields = [
                ("seen_what", "Register"),
                ("kept_where", "Office"),
                ("grade", grade),
            ];
            staff.post(&format!("/entries/{}/evidence", one.id), &fields)
        };
        assert_eq!(add("1").status, 303);
        staff.get(&list).says("Another 2 without enough evidence");
        staff
            .get(&format!("/entries/{}", one.id))
            .says("at least partner-confirmed");
        assert_eq!(add("2").status, 303);
        staff
            .get(&list)
            .says("count, from 1 entry")
            .does_not_say("Another");
        staff
            .get(&format!("/entries/{}", one.id))
            .does_not_say("at least partner-confirmed");
    });
}

#[test]
fn pages_of_the_list_follow_each_other_and_a_filter_nobody_can_read_shows_nothing() {
    on_both(|test| {
        let measures = adopt(test);
        for count in 1..=53 {
            keep(test, &new(measures[0], date(2026, 11, 2), count * 1_000)).unwrap();
        }
        keep(test, &new(measures[1], date(2026, 9, 2), 7_000)).unwrap();
        let staff = test.visitor(Role::Staff);
        let rows = |page: &crate::testing::Page| page.html.matches("<th scope=\"row\"").count();
        let first = staff.get(&format!("/entries?measure={}", measures[0]));
        assert_eq!(rows(&first), 50);
        let older = first
            .html
            .split("href=\"/entries?")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .replace("&#38;", "&");
        let second = staff.get(&format!("/entries?{older}"));
        assert_eq!(rows(&second), 3, "{older}");
        second.does_not_say("Older entries");
        assert_eq!(rows(&staff.get("/entries?quarter=2026-27-q1")), 1);
        for unreadable in [
            "measure=x",
            "partner=%3Cscript%3E",
            "activity=1",
            "quarter=2026-27-q9",
            "area=%E2%80%AE",
        ] {
            let page = staff.get(&format!("/entries?{unreadable}"));
            assert_eq!((page.status, rows(&page)), (200, 0), "{unreadable}");
        }
        assert_eq!(staff.get("/entries?before=9999.x").status, 200);
    });
}

#[test]
fn an_entry_and_its_evidence_stand_bad_input() {
    on_both(|test| {
        let measures = adopt(test);
        let one = new(measures[0], date(2026, 11, 2), 2_500);
        keep(test, &one).unwrap();
        let staff = test.visitor(Role::Staff);
        let long = "9".repeat(20_000);
        for hostile in ["<script>", "=cmd()", "x\0y", "\u{202e}abc", &long] {
            let fields: Vec<(&str, &str)> = [
                "entry",
                "measure",
                "quantity",
                "area",
                "partner",
                "percent",
                "reason",
                "grade",
                "seen_what",
                "kept_where",
                "link",
                "way",
            ]
            .into_iter()
            .map(|name| (name, hostile))
            .collect();
            for path in [
                "/entries/new".to_owned(),
                format!("/entries/{}/correct", one.id),
                format!("/entries/{}/evidence", one.id),
            ] {
                let page = staff.post(&path, &fields);
                assert_eq!(page.status, 422, "{path}");
                page.says("There is a problem");
            }
        }
        assert_eq!(by_grade(test, "2026-27-q2"), [(0, 2_500)]);
    });
}

#[test]
fn one_of_very_many_partners_is_found_by_its_name() {
    on_both(|test| {
        let measures = adopt(test);
        test.write(|write| {
            for number in 0..=pages::Choice::MOST_LISTED {
                let partner = partners::NewPartner {
                    id: new_id(),
                    name: format!("Partner {number} of Sefton"),
                    kind: PartnerKind::Other,
                    purpose: String::new(),
                };
                partners::add(write, &partner, test.now())?;
            }
            Ok(())
        });
        keep(test, &new(measures[0], date(2026, 11, 2), 2_500)).unwrap();
        let lead = test.visitor(Role::Lead);
        lead.get("/entries").says("Type the name, or a part of it");
        let page = lead.get("/entries?partner=partner+17+of");
        assert!(page.html.contains("value=\"Partner 17 of Sefton\""));
        page.does_not_say("2 November 2026");
    });
}

#[test]
fn p1_1a_a_quantity_is_worked_out_by_a_published_rule_and_its_sum_is_kept() {
    on_both(|test| {
        adopt(test);
        let staff = test.visitor(Role::Staff);
        let measures = test.read(framework::measures);
        let key = |code: &str| {
            let found = measures.iter().find(|measure| measure.code == code);
            found.unwrap().id.to_string()
        };
        let page = staff.get("/entries/new?rule=weeks");
        page.says("People × weeks").says("Weeks each");
        let form = |measure: String, weeks: &'static str| {
            vec![
                ("measure", measure),
                ("rule", "weeks".to_owned()),
                ("answer-people", "3".to_owned()),
                ("answer-weeks", weeks.to_owned()),
                ("happened_on_day", "2".to_owned()),
                ("happened_on_month", "11".to_owned()),
                ("happened_on_year", "2026".to_owned()),
                ("area", "E08000012".to_owned()),
                ("percent", "100".to_owned()),
                ("reason", "Training of the team".to_owned()),
            ]
        };
        let send = |fields: &[(&str, String)]| {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            staff.post("/entries/new", &fields)
        };
        let page = send(&form(key("HM2"), "4"));
        assert_eq!(page.status, 422);
        page.says("HM2 is counted in people, which this calculation does not give");
        let page = send(&form(key("NT9"), ""));
        assert_eq!(page.status, 422);
        page.says("Enter weeks each");
        let id = send(&form(key("NT9"), "4.5")).new_key();
        staff
            .get(&format!("/entries/{id}"))
            .says("13.5 weeks")
            .says("3 people × 4.5 weeks each = 13.5")
            .says("National TOMs 2022, training and placements");
    });
}

#[test]
fn p1_2a_words_about_learners_are_no_entry_of_full_time_equivalents() {
    on_both(|test| {
        adopt(test);
        let staff = test.visitor(Role::Staff);
        let measures = test.read(framework::measures);
        let key = |code: &str| {
            let found = measures.iter().find(|measure| measure.code == code);
            found.unwrap().id.to_string()
        };
        let (posts, weeks) = (key("NT1"), key("NT9"));
        let send = |measure: &str, more: &[(&str, &str)]| {
            let fields = [
                ("measure", measure),
                ("quantity", "3"),
                ("happened_on_day", "2"),
                ("happened_on_month", "11"),
                ("happened_on_year", "2026"),
                ("area", "E08000012"),
                ("percent", "100"),
                ("reason", "Learners placed with Harbour Street"),
            ];
            staff.post("/entries/new", &[&fields, more].concat())
        };
        let page = send(&posts, &[]);
        assert_eq!(page.status, 422);
        page.says("learners are never counted as such")
            .says("HM1 or HM2 would fit");
        assert_eq!(
            send(&posts, &[("differs", "yes")]).status,
            422,
            "whatever is ticked"
        );
        let page = send(&weeks, &[]);
        assert_eq!(page.status, 422);
        page.says("NT9 counts own staff, and this is for learners")
            .says("Count it so all the same");
        assert_eq!(send(&weeks, &[("differs", "yes")]).status, 303);
    });
}

#[test]
fn entries_are_taken_away_by_the_same_filter_and_none_is_left_out() {
    on_both(|test| {
        let measures = adopt(test);
        // More than one statement reads at once, some on one day.
        test.write(|write| {
            for number in 0..1_003 {
                let on = date(2026, 10, 1 + i8::try_from(number % 20).unwrap());
                let entry = NewEntry {
                    reason: format!("=cmd|{number}"),
                    ..new(measures[0], on, number * 1_000 + 500)
                };
                post(write, &entry, &context(test))?.unwrap();
            }
            let other = NewEntry {
                area_code: "E08000011".to_owned(),
                ..new(measures[1], date(2026, 11, 2), 7_000)
            };
            post(write, &other, &context(test))?.unwrap();
            Ok(())
        });
        let staff = test.visitor(Role::Staff);
        let lines = |path: &str| -> Vec<csv::StringRecord> {
            let file = staff.get(path);
            assert_eq!(file.media_type, "text/csv; charset=utf-8");
            let length = file.headers["content-length"].to_str().unwrap();
            assert_eq!(length, file.bytes.len().to_string());
            let mut lines = csv::Reader::from_reader(file.bytes.as_slice());
            lines.records().map(Result::unwrap).collect()
        };
        let all = lines("/entries.csv");
        assert_eq!(all.len(), 1_004);
        let reasons: std::collections::BTreeSet<&str> = all.iter().map(|line| &line[15]).collect();
        assert_eq!(reasons.len(), 1_004, "each once, and none runs");
        assert!(reasons.contains("'=cmd|1002"));
        let days: Vec<&str> = all.iter().map(|line| &line[0]).collect();
        assert!(days.is_sorted_by(|one, next| one >= next), "newest first");
        let first = &all[0];
        assert_eq!(
            (&first[0], &first[5], &first[9]),
            ("2026-11-02", "7", "E08000011")
        );
        assert_eq!(lines("/entries.csv?area=E08000011").len(), 1);
        assert_eq!(
            lines(&format!("/entries.csv?measure={}", measures[0])).len(),
            1_003
        );
        assert_eq!(lines("/entries.csv?quarter=2025-26-q1").len(), 0);
        let page = staff.get("/entries?area=E08000011");
        page.says("Take all of these entries away: Excel , OpenDocument or CSV .");
        assert!(
            page.html.contains("/entries.xlsx?area=E08000011"),
            "{}",
            page.html
        );
        let commissioner = test.visitor(Role::Commissioner);
        assert_eq!(commissioner.get("/entries.csv").status, 403);
    });
}

#[test]
fn entries_in_a_workbook_are_numbers_and_days() {
    use calamine::{Data, Ods, Reader, Xlsx};
    on_both(|test| {
        let measures = adopt(test);
        keep(test, &new(measures[0], date(2026, 11, 2), 1_234_500)).unwrap();
        let lead = test.visitor(Role::Lead);
        let bytes = |kind: &str| std::io::Cursor::new(lead.get(&format!("/entries.{kind}")).bytes);
        let mut xlsx = Xlsx::new(bytes("xlsx")).unwrap();
        let mut ods = Ods::new(bytes("ods")).unwrap();
        for rows in [
            xlsx.worksheet_range("Entries").unwrap(),
            ods.worksheet_range("Entries").unwrap(),
        ] {
            assert_eq!(rows[(0, 0)], Data::String("Date".to_owned()));
            assert_eq!(rows[(1, 5)], Data::Float(1_234.5));
            assert_eq!(rows[(1, 8)], Data::String("Liverpool".to_owned()));
            let is_day = matches!(rows[(1, 0)], Data::DateTime(_) | Data::DateTimeIso(_));
            assert!(is_day, "{:?}", rows[(1, 0)]);
        }
    });
}
