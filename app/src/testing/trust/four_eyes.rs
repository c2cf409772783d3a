//! Four eyes in the schema itself (G5): whatever is written past the pages, a row in which the same person
//! did something and agreed to it is refused by both databases.

use crate::app::new_id;
use crate::personal_data::map::{Holds, map};
use crate::testing::schema::declared;
use crate::testing::{TestApp, on_both};
use database::{Connection, DatabaseFault, Id, Value};
use domain::people::Role;

/// A row by which somebody (`?3`) agrees to what somebody did (`?2`). `?1` is the organisation, `?4` the key
/// of the row, `?5` somebody else.
struct Case {
    table: &'static str,
    /// The columns that must differ.
    differ: (&'static str, &'static str),
    insert: &'static str,
}

const fn case(
    table: &'static str,
    differ: (&'static str, &'static str),
    insert: &'static str,
) -> Case {
    Case {
        table,
        differ,
        insert,
    }
}

/// Every table in which one person decides on what another did.
const CASES: [Case; 21] = [
    case(
        "quarterly_return",
        ("reviewed_by", "prepared_by"),
        "INSERT INTO quarterly_return (organisation_id, quarter, opened_at, prepared_at, prepared_by,
           reviewed_at, reviewed_by) VALUES (?1, '2025-26-q3', 1, 2, ?2, 3, ?3)",
    ),
    case(
        "quarterly_return",
        ("signed_off_by", "prepared_by"),
        "INSERT INTO quarterly_return (organisation_id, quarter, opened_at, prepared_at, prepared_by,
           reviewed_at, reviewed_by, signed_off_at, signed_off_by, seal_id)
         VALUES (?1, '2025-26-q4', 1, 2, ?2, 3, ?5, 4, ?3,
           (SELECT id FROM seal WHERE organisation_id = ?1))",
    ),
    case(
        "return_agreement",
        ("person_id", "prepared_by"),
        "INSERT INTO return_agreement (organisation_id, quarter, person_id, whose_id, delegation_id,
           prepared_by, agreed_at)
         VALUES (?1, '2025-26-q2', ?3, ?5, (SELECT id FROM delegation
           WHERE organisation_id = ?1 AND from_id = ?5 AND to_id = ?3), ?2, 1)",
    ),
    case(
        "return_agreement",
        ("whose_id", "prepared_by"),
        "INSERT INTO return_agreement (organisation_id, quarter, person_id, whose_id, delegation_id,
           prepared_by, agreed_at)
         VALUES (?1, '2025-26-q2', ?5, ?3, (SELECT id FROM delegation
           WHERE organisation_id = ?1 AND from_id = ?3 AND to_id = ?5), ?2, 1)",
    ),
    case(
        "return_signed_for",
        ("signed_by", "prepared_by"),
        "INSERT INTO return_signed_for (organisation_id, quarter, signed_by, whose_id, delegation_id,
           prepared_by)
         VALUES (?1, '2025-26-q2', ?3, ?5, (SELECT id FROM delegation
           WHERE organisation_id = ?1 AND from_id = ?5 AND to_id = ?3), ?2)",
    ),
    case(
        "return_signed_for",
        ("whose_id", "prepared_by"),
        "INSERT INTO return_signed_for (organisation_id, quarter, signed_by, whose_id, delegation_id,
           prepared_by)
         VALUES (?1, '2025-26-q1', ?5, ?3, (SELECT id FROM delegation
           WHERE organisation_id = ?1 AND from_id = ?3 AND to_id = ?5), ?2)",
    ),
    case(
        "return_question",
        ("answered_by", "asked_by"),
        "INSERT INTO return_question (organisation_id, id, quarter, question, asked_at, asked_by, answer,
           answered_at, answered_by) VALUES (?1, ?4, '2025-26-q2', 'Why?', 1, ?2, 'So', 2, ?3)",
    ),
    case(
        "return_nudge",
        ("asked_by", "asked_id"),
        "INSERT INTO return_nudge (organisation_id, asked_id, quarter, about, asked_at, asked_by)
         VALUES (?1, ?2, '2025-26-q2', 'x', 1, ?3)",
    ),
    case(
        "delegation",
        ("from_id", "to_id"),
        "INSERT INTO delegation (organisation_id, id, from_id, to_id, return_name, reason, given_at)
         VALUES (?1, ?4, ?2, ?3, '2025-26-q4', 'On leave', 1)",
    ),
    case(
        "annual_report",
        ("signed_off_by", "prepared_by"),
        "INSERT INTO annual_report (organisation_id, year, summary, lessons, recommendations, drafted_at,
           prepared_at, prepared_by, signed_off_at, signed_off_by, seal_id)
         VALUES (?1, '2026-27', '', '', '', 1, 2, ?2, 3, ?3,
           (SELECT id FROM seal WHERE organisation_id = ?1))",
    ),
    case(
        "proposal_decision",
        ("decided_by", "proposed_by"),
        "INSERT INTO proposal_decision (organisation_id, proposal_id, verdict, reason, decision_id,
           proposed_by, decided_at, decided_by)
         VALUES (?1, (SELECT id FROM proposed_change WHERE organisation_id = ?1), 'refused', 'No',
           (SELECT id FROM feedback_decision WHERE organisation_id = ?1), ?2, 1, ?3)",
    ),
    case(
        "publication",
        ("published_by", "proposed_by"),
        "INSERT INTO publication (organisation_id, id, year, issue, report_sha256, proposed_at,
           proposed_by, published_at, published_by)
         SELECT ?1, ?4, '2025-26', 1, content_sha256, 1, ?2, 2, ?3 FROM seal WHERE organisation_id = ?1",
    ),
    case(
        "document_version",
        ("approved_by", "drafted_by"),
        "INSERT INTO document_version (organisation_id, id, document_id, version, drafted_at, drafted_by,
           sent_at, approved_at, approved_by, superseded_at)
         SELECT ?1, ?4, id, 'V1', 1, ?2, 2, 3, ?3, 4 FROM controlled_document WHERE organisation_id = ?1",
    ),
    case(
        "document_version",
        ("approved_by", "written_by"),
        "INSERT INTO document_version (organisation_id, id, document_id, version, drafted_at, drafted_by,
           written_by, sent_at, approved_at, approved_by, superseded_at)
         SELECT ?1, ?4, id, 'V2', 1, ?5, ?2, 2, 3, ?3, 4 FROM controlled_document
         WHERE organisation_id = ?1",
    ),
    case(
        "disposal",
        ("agreed_by", "asked_by"),
        "INSERT INTO disposal (organisation_id, id, record_kind, reason, records, list_sha256, asked_at,
           asked_by, agreed_at, agreed_by)
         SELECT ?1, ?4, 'follow-up', 'Over', 1, content_sha256, 1, ?2, 2, ?3 FROM seal
         WHERE organisation_id = ?1",
    ),
    case(
        "request",
        ("agreed_by", "proposed_by"),
        "INSERT INTO request (organisation_id, id, asks, subject_kind, subject, note, received_on,
           recorded_at, recorded_by, decision, decision_why, proposed_at, proposed_by, agreed_at,
           agreed_by)
         VALUES (?1, ?4, 'erase', 'learner', 'L-1', '', '2026-01-01', 1, ?2, 'erase', 'x', 2, ?2, 3, ?3)",
    ),
    case(
        "alarm_answer",
        ("answered_by", "person_id"),
        "INSERT INTO alarm_answer (organisation_id, alarm_id, words, person_id, answered_at, answered_by)
         SELECT ?1, id, 'Meant', ?2, 1, ?3 FROM alarm WHERE organisation_id = ?1",
    ),
    case(
        "partner_check",
        ("managed_by", "interested_id"),
        "INSERT INTO partner_check (organisation_id, id, partner_id, round, number, check_kind, note,
           interest, interested_id, managed_how, managed_by, made_on, expires_on, recorded_at)
         SELECT ?1, ?4, id, 1, 1, 'conflict', 'x', 'x', ?2, 'x', ?3, '2026-01-01', '2027-01-01', 1
         FROM partner WHERE organisation_id = ?1",
    ),
    case(
        "partner_approval",
        ("second_by", "signed_by"),
        "INSERT INTO partner_approval (organisation_id, partner_id, round, signed_by, signed_as,
           signed_at, second_by, second_at)
         SELECT ?1, id, 1, ?2, 'lead', 1, ?3, 2 FROM partner WHERE organisation_id = ?1",
    ),
    case(
        "partner_approval",
        ("interested_id", "signed_by"),
        "INSERT INTO partner_approval (organisation_id, partner_id, round, interested_id, signed_by,
           signed_as, signed_at)
         SELECT ?1, id, 2, ?2, ?3, 'lead', 1 FROM partner WHERE organisation_id = ?1",
    ),
    case(
        "partner_approval",
        ("proposed_by", "signed_by"),
        "INSERT INTO partner_approval (organisation_id, partner_id, round, proposed_by, signed_by,
           signed_as, signed_at, approved_on)
         SELECT ?1, id, 3, ?2, ?3, 'lead', 1, '2026-01-01' FROM partner WHERE organisation_id = ?1",
    ),
];

/// What the rows rest on.
const GROUND: [&str; 11] = [
    "INSERT INTO seal (organisation_id, id, record_kind, record_id, content, content_sha256, sealed_at)
     VALUES (?1, ?4, 'return', '2025-26-q4', '{}', ?5, 1)",
    "INSERT INTO quarterly_return (organisation_id, quarter, opened_at, prepared_at, prepared_by)
     VALUES (?1, '2025-26-q2', 1, 2, ?2)",
    "INSERT INTO quarterly_return (organisation_id, quarter, opened_at, prepared_at, prepared_by)
     VALUES (?1, '2025-26-q1', 1, 2, ?2)",
    "INSERT INTO annual_report (organisation_id, year, summary, lessons, recommendations, drafted_at)
     VALUES (?1, '2025-26', '', '', '', 1)",
    "INSERT INTO proposed_change (organisation_id, id, year, proposal, reason, proposed_at, proposed_by)
     VALUES (?1, ?4, '2025-26', 'x', 'x', 1, ?2)",
    "INSERT INTO feedback_action (organisation_id, id, said, what, owner_id, due_on, opened_at)
     VALUES (?1, ?4, 'x', 'x', ?2, '2026-01-01', 1)",
    "INSERT INTO feedback_decision (organisation_id, id, action_id, decision, decided_on, decided_by,
       recorded_at) VALUES (?1, ?4, ?4, 'x', '2026-01-01', 'x', 1)",
    "INSERT INTO controlled_document (organisation_id, id, kind, title, reference, kept_where, listed_at)
     VALUES (?1, ?4, 'linked', 'x', 'x', '', 1)",
    "INSERT INTO alarm (organisation_id, id, alarm, about, figure, raised_at)
     VALUES (?1, ?4, 'disk', 'x', 1, 1)",
    "INSERT INTO partner (organisation_id, id, name, name_folded, kind, purpose, stage, round, listed_at)
     VALUES (?1, ?4, 'x', 'x', 'other', 'x', 'checks', 3, 1)",
    "INSERT INTO delegation (organisation_id, id, from_id, to_id, return_name, reason, given_at)
     VALUES (?1, ?6, ?2, ?3, '2025-26-q2', 'x', 1)",
];

struct Story<'a> {
    test: &'a TestApp,
    maker: Id,
    second: Id,
    third: Id,
}

impl Story<'_> {
    fn run(&self, sql: &str, values: &[Value]) -> Result<u64, DatabaseFault> {
        // Only what a statement names is given to it.
        let (mut sql, mut given) = (sql.to_owned(), Vec::new());
        for (number, value) in (1..).zip(values) {
            let name = format!("?{number}");
            if sql.contains(&name) {
                given.push(value.clone());
                sql = sql.replace(&name, &format!("?{}", given.len()));
            }
        }
        self.test
            .behind_the_log(|connection: &mut Connection| Ok(connection.execute(&sql, &given)))
    }

    fn lay(&self) {
        let key = new_id();
        for sql in &GROUND[..10] {
            let values = [
                self.test.organisation_id.into(),
                self.maker.into(),
                self.second.into(),
                key.into(),
                [7_u8; 32].into(),
            ];
            self.run(sql, &values).unwrap();
        }
        // Everybody acts for everybody, so that it is four eyes alone that are missing.
        let all = [self.maker, self.second, self.third];
        for (from, to) in all.into_iter().flat_map(|from| all.map(|to| (from, to))) {
            if from != to {
                let values = [
                    self.test.organisation_id.into(),
                    from.into(),
                    to.into(),
                    key.into(),
                    [7_u8; 32].into(),
                    new_id().into(),
                ];
                self.run(GROUND[10], &values).unwrap();
            }
        }
    }

    /// Puts a row in which this person agrees to what the maker did.
    fn put(&self, case: &Case, agrees: Id) -> Result<u64, DatabaseFault> {
        let values = [
            self.test.organisation_id.into(),
            self.maker.into(),
            agrees.into(),
            new_id().into(),
            self.third.into(),
        ];
        self.run(case.insert, &values)
    }
}

#[test]
fn g5_no_row_says_that_somebody_agreed_to_what_they_did_themselves() {
    on_both(|test| {
        let story = Story {
            test,
            maker: test.person(Role::Lead).id,
            second: test.person(Role::Governance).id,
            third: test.join("Third Voice", &[Role::Governance]).id,
        };
        story.lay();
        for case in &CASES {
            let (one, other) = case.differ;
            let name = format!("{}.{one} and {other}", case.table);
            let own = story.put(case, story.maker);
            assert!(own.is_err_and(|fault| fault.is_constraint()), "{name}");
            // The control: the same row with somebody else's agreement is kept.
            assert_eq!(story.put(case, story.second).unwrap(), 1, "{name}");
        }
    });
}

/// What was done, and what decides on it, as columns are called.
const DONE: [&str; 6] = [
    "prepared_by",
    "proposed_by",
    "asked_by",
    "drafted_by",
    "written_by",
    "asked_id",
];
const DECIDED: [&str; 9] = [
    "reviewed_by",
    "signed_off_by",
    "signed_by",
    "approved_by",
    "agreed_by",
    "decided_by",
    "answered_by",
    "published_by",
    "second_by",
];

/// Each pair of columns of people that a table lets differ by a constraint.
fn constraints(declared: &str, people: &[&str]) -> Vec<(String, String)> {
    let words: Vec<&str> = declared
        .split(|letter: char| letter.is_whitespace() || "(),".contains(letter))
        .filter(|word| !word.is_empty())
        .collect();
    let of = |three: &[&str]| match three {
        [one, "<>", other] if people.contains(one) && people.contains(other) => {
            Some(((*one).to_owned(), (*other).to_owned()))
        }
        _ => None,
    };
    words.windows(3).filter_map(of).collect()
}

/// Pairs in which one decides on what another did and no constraint keeps them apart.
fn unguarded(table: &str, declared: &str) -> Vec<String> {
    let columns: Vec<&str> = DONE.into_iter().chain(DECIDED).collect();
    let has = |column: &&str| declared.contains(&format!("{column} BYTEA"));
    let guarded = constraints(declared, &columns);
    let pairs = DONE.iter().filter(|done| has(done)).flat_map(|done| {
        let decided = DECIDED.iter().filter(|decided| has(decided));
        decided.map(move |decided| (*done, *decided))
    });
    let is_guarded = |(done, decided): &(&str, &str)| {
        let told = |(one, other): &(String, String)| {
            (one == done && other == decided) || (one == decided && other == done)
        };
        guarded.iter().any(told)
    };
    let open = pairs.filter(|pair| !is_guarded(pair));
    open.map(|(done, decided)| format!("{table}.{decided} may be {done}"))
        .collect()
}

/// A second signature beside a first, where whoever proposed may be one of the two.
const ONE_OF_TWO: &str = "partner_approval.second_by may be proposed_by";

#[test]
fn g5_every_table_with_two_persons_is_tried_and_none_lets_one_decide_alone() {
    let declared = declared();
    let mut open = Vec::new();
    for (table, said) in &declared {
        let of_people: Vec<&str> = map()
            .get(table)
            .into_iter()
            .flat_map(|table| table.holding(Holds::Person))
            .collect();
        for (one, other) in constraints(said, &of_people) {
            let is_tried = CASES.iter().any(|case| {
                let pair = [case.differ.0, case.differ.1];
                let has = |name: &String| pair.contains(&name.as_str());
                case.table == table && has(&one) && has(&other)
            });
            let of_second = table == "partner_approval" && one == "interested_id";
            assert!(is_tried || of_second, "{table}: {one} and {other}");
        }
        open.extend(unguarded(table, said));
    }
    assert_eq!(open, [ONE_OF_TWO]);
}

#[test]
fn g5_a_table_without_its_constraint_is_found() {
    let with = "asked_by BYTEA NOT NULL agreed_by BYTEA CHECK (agreed_by <> asked_by)";
    assert_eq!(unguarded("t", with), Vec::<String>::new());
    let without = "asked_by BYTEA NOT NULL agreed_by BYTEA CHECK (agreed_by <> other_by)";
    assert_eq!(unguarded("t", without), ["t.agreed_by may be asked_by"]);
}
