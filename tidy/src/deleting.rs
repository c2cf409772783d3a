//! Nothing destroys a record but a disposal or an erasure that two people decided (P8). Every statement that
//! deletes rows stands in this list with its reason, and no table lets another take its rows with it.

use crate::rust::texts;
use crate::tree::{File, files, planted};

/// The files in which a record goes, within the transaction of what two people decided.
const DISPOSAL: [&str; 2] = [
    "app/src/retention/store/removing.rs",
    "app/src/personal_data/store/erasing.rs",
];

/// What else is deleted, and why that destroys no record.
const ALLOWED: [(&str, &str); 51] = [
    ("figure_code", "follows from the seals and is made again"),
    (
        "investment",
        "said again until the year is signed; the log keeps what it was",
    ),
    ("postcode_place", "public reference data, loaded anew"),
    ("lsoa_decile", "public reference data, loaded anew"),
    ("place_load", "public reference data, loaded anew"),
    ("return_nudge", "a reminder that was answered"),
    (
        "return_lateness",
        "a reason that no longer holds, before the return is signed",
    ),
    (
        "return_agreement",
        "agreements to what was sent back; the log keeps them",
    ),
    ("requirement_clause", "a link that is said anew"),
    ("requirement_activity", "a link that is said anew"),
    ("clause_link", "a link that is said anew"),
    ("learner_figure", "sums that are made again"),
    ("learner_place", "sums that are made again"),
    ("employability_aim", "a setting"),
    (
        "learner_entry",
        "which entry stands for whom: corrected with the entry",
    ),
    ("learner_rule", "a setting"),
    ("learner", "a later return of the year took its place"),
    ("learner_aim", "a later return of the year took its place"),
    (
        "learner_status",
        "a later return of the year took its place",
    ),
    (
        "learner_destination",
        "a later return of the year took its place",
    ),
    ("target", "a setting; the log keeps what it was"),
    ("theme_elsewhere", "a setting"),
    ("crosswalk", "a setting"),
    ("objective_link", "a link that is said anew"),
    (
        "follow_up_entry",
        "which entry stands for a fact: corrected with the entry",
    ),
    ("follow_up_setting", "a setting"),
    ("follow_up_rule", "a setting"),
    ("directory_public_page", "an address that was never used"),
    ("claim", "what asked to count and does not any more"),
    (
        "evidence_aside",
        "evidence that counts again, or whose consent was withdrawn",
    ),
    (
        "evidence_link",
        "evidence whose consent was withdrawn; the evidence stays",
    ),
    ("enrolment", "who usually comes: said anew; who came stays"),
    ("partner_area", "a link that is said anew"),
    ("partner_contact", "a contact who is one no longer"),
    (
        "checkpoint_keeper",
        "an address that gets checkpoints no longer; the log keeps it",
    ),
    (
        "checkpoint_letter",
        "a letter that was not sent, to an address that was taken away",
    ),
    (
        "proposed_change",
        "a proposal of a report that is not signed",
    ),
    ("report_section", "a section of a report that is not signed"),
    ("report_finding_left", "a reason that no longer holds"),
    (
        "proposed_effect",
        "an effect of a proposal that is not signed",
    ),
    (
        "questionnaire_answer",
        "a sheet that staff say another takes the place of",
    ),
    ("person_role", "a role that was ended; the log keeps it"),
    ("directory_session", "somebody signed out"),
    ("directory_attempt", "somebody signed in"),
    ("row_mark", "marks of the last look, made anew"),
    (
        "return_question_follows",
        "of a restatement that was dropped unsigned",
    ),
    (
        "return_question",
        "of a restatement that was dropped unsigned; the log keeps it",
    ),
    (
        "return_variance",
        "of a restatement that was dropped unsigned; the log keeps it",
    ),
    (
        "return_remark",
        "of a restatement that was dropped unsigned; the log keeps it",
    ),
    (
        "restatement",
        "begun and dropped unsigned; the log keeps why",
    ),
    (
        "quarterly_return",
        "of a restatement that was dropped unsigned; what was signed stays",
    ),
];

/// The tables a text deletes from.
fn deleted(text: &str) -> Vec<String> {
    let parts = text.split("DELETE FROM ").skip(1);
    let name = |rest: &str| {
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    parts.map(name).collect()
}

fn strays(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    let shipped = files.iter().filter(|file| {
        file.path.starts_with("app/src/") && !DISPOSAL.contains(&file.path.as_str())
    });
    for file in shipped {
        for (line, text) in texts(file.shipped()) {
            for table in deleted(&text) {
                if !ALLOWED.iter().any(|(allowed, _)| *allowed == table) {
                    found.push(format!("{}, line {line}: {table}", file.path));
                }
            }
        }
    }
    found
}

fn unused(files: &[File]) -> Vec<&'static str> {
    let all: Vec<String> = files
        .iter()
        .filter(|file| file.path.starts_with("app/src/"))
        .flat_map(|file| texts(file.shipped()))
        .flat_map(|(_, text)| deleted(&text))
        .collect();
    let names = ALLOWED.iter().map(|(name, _)| *name);
    names
        .filter(|name| !all.iter().any(|one| one == name))
        .collect()
}

fn cascading(files: &[File]) -> Vec<String> {
    let acts = ["ON DELETE", "ON UPDATE", "TRUNCATE"];
    let is_wrong = |file: &&File| {
        acts.iter()
            .any(|act| file.text.to_uppercase().contains(act))
    };
    let found = files.iter().filter(is_wrong);
    found.map(|file| file.path.clone()).collect()
}

#[test]
fn p8_nothing_is_deleted_but_by_disposal_or_with_a_named_reason() {
    let files = files(&[".rs"]);
    assert_eq!(strays(&files), Vec::<String>::new());
    assert_eq!(unused(&files), Vec::<&str>::new());
}

#[test]
fn p8_no_table_takes_the_rows_of_another_with_it() {
    let migrations: Vec<File> = files(&[".sql"]);
    assert!(migrations.len() > 20);
    assert_eq!(cascading(&migrations), Vec::<String>::new());
}

#[test]
fn a_stray_delete_and_a_cascade_are_found() {
    let text = "fn a() {\n    run(\"DELETE FROM entry WHERE id = ?1\");\n}";
    let stray = planted("app/src/ledger/store.rs", text);
    assert_eq!(strays(&[stray]), ["app/src/ledger/store.rs, line 2: entry"]);
    let disposal = planted("app/src/retention/store/removing.rs", text);
    assert!(strays(&[disposal]).is_empty());
    let table = planted(
        "migrations/0099_x.sql",
        "REFERENCES a (b) on delete cascade",
    );
    assert_eq!(cascading(&[table]).len(), 1);
}
