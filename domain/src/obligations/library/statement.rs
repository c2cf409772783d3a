//! What stands at the head of such a policy: the document itself, its statement and its themes.

use super::{Check, check};

pub(super) const CHECKS: [Check; 13] = [
    check(
        "P0.1",
        "",
        &[],
        "The document has a reference, a version, an issue date, a review date, an owner and an approver",
        ("The document register", "/policy/documents"),
    ),
    check(
        "P1.0",
        "P1.0",
        &[
            &["whole life"],
            &["social value", "defined"],
            &["social value we mean"],
        ],
        "What is recorded can be valued over its whole life, gross and net",
        ("Value in pounds, with its working", "/value"),
    ),
    check(
        "P1.1a",
        "P1.1",
        &[&["deliver, measure and report"], &["social value) act"]],
        "Social value is delivered, measured and reported",
        ("The dashboard", "/dashboard"),
    ),
    check(
        "P1.1b",
        "P1.1",
        &[
            &["economic, social and environmental"],
            &["areas around us"],
            &["areas in which we work"],
        ],
        "What is done reaches the areas in which we work",
        ("Figures by area", "/dashboard"),
    ),
    check(
        "P1.1c",
        "P1.1",
        &[
            &["skills strategy", "objectives"],
            &["plan for skills"],
            &["our objectives"],
        ],
        "Every strategic objective in force is served by an activity",
        ("Objectives and activities", "/objectives/coverage"),
    ),
    check(
        "P1.1d",
        "P1.1",
        &[&["not detract"], &["may weaken"]],
        "Nothing that goes on detracts from safeguarding, the curriculum or contracts",
        ("The activities", "/activities"),
    ),
    check(
        "P1.1e",
        "P1.1",
        &[&["addressed separately"], &["set out in our"]],
        "What this policy leaves out is addressed in another document",
        ("The themes of the framework", "/framework"),
    ),
    check(
        "P1.2a",
        "P1.2",
        &[&["toms", "framework"], &["themes"]],
        "Social value is measured by a framework of themes, outcomes and measures",
        ("The framework", "/framework"),
    ),
    check(
        "P1.2b",
        "P1.2",
        &[&["stakeholders", "inform"], &["affected", "measured"]],
        "Stakeholders are asked what is measured and how",
        ("Stakeholders and consultations", "/stakeholders"),
    ),
    check(
        "P1.2c",
        "P1.2",
        &[&["measurable objectives"], &["every colleague"]],
        "Everybody has read the policy, and its objectives are measurable",
        ("Who has read it", "/policy"),
    ),
    check(
        "P1.2d",
        "P1.2",
        &[&["seeking to partner"], &["partners nearby"]],
        "Partners are actively sought",
        ("The partners", "/partners"),
    ),
    check(
        "P1.2e",
        "P1.2",
        &[&["tangible"], &["what we can show"]],
        "What is counted can be evidenced",
        ("Entries and their evidence", "/entries"),
    ),
    check(
        "P1.2f",
        "P1.2",
        &[&["robust monitoring"], &["monitoring"]],
        "Monitoring and reporting go on, and something is learned from them",
        ("The returns", "/returns"),
    ),
];
