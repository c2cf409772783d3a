//! What is no record, and what is logged although nothing changes. A table or a line that is not named
//! here is compared.

/// Tables that are no records, with the reason.
pub(super) const NO_RECORDS: &[(&str, &str)] = &[
    ("log_head", "the log itself: its counter"),
    ("log_entry", "the log itself: its lines"),
    ("log_content", "the log itself: what its lines commit to"),
    ("log_node", "the log itself: the tree over it"),
    ("schema_migration", "the schema's own register"),
    ("directory_person", DIRECTORY),
    ("directory_session", DIRECTORY),
    ("directory_link", DIRECTORY),
    ("directory_attempt", DIRECTORY),
    ("directory_feedback_link", DIRECTORY),
    ("directory_follow_up_link", DIRECTORY),
    ("directory_questionnaire_link", DIRECTORY),
    ("directory_public_page", DIRECTORY),
];

const DIRECTORY: &str = "where something is found before anybody knows whose it is: who may come in, \
     never what was done; what it leads to is a record, and has its line";

/// Lines of the log behind which no row changes, with the reason.
pub(super) const LINES_ALONE: &[(&str, &str)] = &[
    ("page: saw exact figures", LOOK),
    ("return: saw small numbers", LOOK),
    ("return: took pack away", TAKEN),
    ("annual-report: took pack away", TAKEN),
    ("year: took pack away", TAKEN),
    ("partner: took pack away", TAKEN),
    ("capsule: took exit capsule away", TAKEN),
    ("request: made export of a person’s data", TAKEN),
    ("person: signed in", SESSION),
    ("person: signed in by link", SESSION),
    ("person: signed out", SESSION),
    ("person: made one-time link", LINK),
    (
        "capsule: made exit capsule",
        "what was made is in the file; its checkpoint is missing where the key is lost",
    ),
];

const LOOK: &str = "that somebody looked is all there is to keep";
const LINK: &str = "a link stands in the directory";
const SESSION: &str = "a session stands in the directory";
const TAKEN: &str = "what was taken away is a file, and the line says that it left";

/// Columns that say why although nobody was asked at this line: the column, and how the line begins.
pub(super) const NOT_ASKED: &[(&str, &str)] = &[
    // One of a few words, which follows from the days of the evidence.
    ("evidence_aside.reason", ""),
    // What a check found.
    ("obligation_state.reason", ""),
    // What an entry is about follows from the session, the follow-up, the round or the file that made it.
    ("entry.reason", "session: "),
    ("entry.reason", "activity: "),
    ("entry.reason", "follow-up: "),
    ("entry.reason", "questionnaire round: "),
    ("entry.reason", "return: "),
    ("entry.reason", "import: "),
    ("entry.reason", "organisation: said what returns feed"),
    ("entry.reason", "evidence: "),
    // The stage follows from the signatures, or from the file that goes again.
    ("partner_stage.reason", "partner: signed for partner"),
    ("partner_stage.reason", "import: "),
    // It stands in the pack of the framework.
    ("crosswalk.reason", "framework edition: adopted framework"),
];

/// How a line begins that a test wrote with its own hand: to have a log of some length, or to look at
/// something in a write.
pub(super) const OF_A_TEST: &str = "test: ";
