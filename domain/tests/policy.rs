//! Reading a policy: our own sample, the real one when `COMMONWEAL_POLICY_FILE` names it, and texts
//! that are none.
#![expect(clippy::unwrap_used, reason = "a test may stop at what should not be")]

use domain::policy::{ClauseKind, FindingKind, NotAPolicy, PolicyDocument, read};

const SAMPLE: &str = include_str!("../samples/policy.txt");

fn sections(policy: &PolicyDocument) -> Vec<&str> {
    policy
        .clauses
        .iter()
        .filter(|clause| clause.kind == ClauseKind::Section)
        .map(|clause| clause.id.as_str())
        .collect()
}

fn kinds(policy: &PolicyDocument) -> Vec<FindingKind> {
    policy.findings.iter().map(|finding| finding.kind).collect()
}

fn misused(policy: &PolicyDocument) -> Vec<String> {
    policy
        .findings
        .iter()
        .filter(|finding| finding.kind == FindingKind::MeasureMisuse)
        .map(|finding| finding.sentence.split(' ').next().unwrap().to_owned())
        .collect()
}

/// Ids are unique, parents are there, and nothing of the page's head is left.
fn is_a_tree(policy: &PolicyDocument) {
    let ids: std::collections::BTreeSet<&str> = policy
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    assert_eq!(ids.len(), policy.clauses.len(), "ids are unique");
    for clause in &policy.clauses {
        assert!(
            clause
                .parent
                .as_ref()
                .is_none_or(|parent| ids.contains(parent.as_str()))
        );
        assert!(
            !clause.text.contains("PAGE") && !clause.text.contains("DOCUMENT"),
            "{}",
            clause.text
        );
    }
}

fn has_the_findings(policy: &PolicyDocument) {
    assert_eq!(misused(policy), ["NT20", "NT7", "NT9", "NT1", "NT11"]);
    for kind in [
        FindingKind::SameDescription,
        FindingKind::LapsedReference,
        FindingKind::RenamedReference,
        FindingKind::OpenRetention,
        FindingKind::NoTargets,
        FindingKind::MakerIsChecker,
    ] {
        assert_eq!(
            kinds(policy).iter().filter(|found| **found == kind).count(),
            1,
            "{kind:?}"
        );
    }
}

/// What both the sample and the real policy must give, since they have one shape.
fn has_the_shape(policy: &PolicyDocument) {
    assert_eq!(
        sections(policy),
        [
            "P1.0", "P1.1", "P1.2", "P2.0", "P2.1", "P2.2", "P3", "P4", "P5", "P6", "A"
        ]
    );
    let boxes: Vec<&str> = policy
        .clauses
        .iter()
        .filter(|clause| clause.kind == ClauseKind::CheckItem)
        .map(|clause| clause.id.as_str())
        .collect();
    assert_eq!(boxes, ["A.1", "A.2", "A.3", "A.4", "A.5"]);
    assert_eq!(policy.partners.len(), 7);
    assert!(
        policy
            .partners
            .iter()
            .all(|partner| partner.clause_id.starts_with("P3"))
    );
    let codes: Vec<&str> = policy
        .citations
        .iter()
        .map(|citation| citation.code.as_str())
        .collect();
    assert_eq!(codes, ["NT1", "NT20", "NT7", "NT9", "NT1", "NT11"]);
    assert!(
        policy
            .citations
            .iter()
            .all(|citation| citation.clause_id.starts_with("P2.1"))
    );
    has_the_findings(policy);
    is_a_tree(policy);
    assert_eq!(policy.issue_date, Some(jiff::civil::date(2026, 4, 30)));
    assert_eq!(policy.review_date, Some(jiff::civil::date(2027, 4, 30)));
    assert_eq!(policy.title, "Social Value Policy & Procedures");
}

#[test]
fn p0_1_reference_version_and_dates_are_read_from_the_cover() {
    let policy = read(SAMPLE).unwrap();
    assert_eq!(policy.reference, "PPSV-MLW-2026");
    assert_eq!(policy.version, "V2026MLW 1");
    has_the_shape(&policy);
}

#[test]
fn the_real_policy_gives_what_is_printed_in_it() {
    let Ok(file) = std::env::var("COMMONWEAL_POLICY_FILE") else {
        println!("not run: COMMONWEAL_POLICY_FILE names no policy");
        return;
    };
    let policy = read(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(policy.reference, "PPSVV2026AB 26");
    assert_eq!(policy.version, "V2026AB 26");
    has_the_shape(&policy);
}

#[test]
fn bullets_that_a_page_break_cuts_stay_one_list() {
    let policy = read(SAMPLE).unwrap();
    let bullet = policy
        .clauses
        .iter()
        .find(|clause| clause.text.starts_with("Help community"))
        .unwrap();
    assert_eq!(bullet.id, "P1.1b.3");
    assert_eq!(bullet.parent.as_deref(), Some("P1.1b"));
}

#[test]
fn what_stands_under_a_small_heading_belongs_to_it() {
    let policy = read(SAMPLE).unwrap();
    let collects = policy
        .clauses
        .iter()
        .find(|clause| clause.text.contains("collects progress"))
        .unwrap();
    assert_eq!(
        (collects.id.as_str(), collects.parent.as_deref()),
        ("P5a.1", Some("P5a"))
    );
    let kept = policy
        .clauses
        .iter()
        .find(|clause| clause.text.contains("six years"))
        .unwrap();
    assert_eq!(kept.id, "P5d.1");
}

#[test]
fn a_policy_in_markdown_reads_the_same_way() {
    let text = "# Social value\n\n## 1. Purpose\n\nWhy we do it.\n\n## 2. Partners\n\n- Ropewalk Homes - repairs\n";
    let policy = read(text).unwrap();
    assert_eq!(policy.title, "Social value");
    assert_eq!(sections(&policy), ["P1", "P2"]);
    assert_eq!(policy.partners[0].name, "Ropewalk Homes");
}

#[test]
fn a_number_that_comes_twice_still_gives_two_ids() {
    let policy = read("1. ONE\n\ntext here.\n\n1. ONE\n\nmore text.\n").unwrap();
    assert_eq!(sections(&policy), ["P1", "P1-2"]);
}

#[test]
fn what_is_no_policy_is_refused_in_words() {
    assert_eq!(read(" \n\u{c}\n"), Err(NotAPolicy::Empty));
    assert_eq!(
        read("Dear Sir,\n\nthank you.\n"),
        Err(NotAPolicy::NoSections)
    );
    assert_eq!(
        read("DOCUMENT\tX\nVERSION\tY\nPAGE\t1 OF 9\n"),
        Err(NotAPolicy::NoSections)
    );
    assert_eq!(read(&"x".repeat(1_000_000)), Err(NotAPolicy::TooLong));
    assert_eq!(read(&"x\n".repeat(30_000)), Err(NotAPolicy::TooLong));
}

#[test]
fn reading_never_fails_on_any_beginning_of_a_policy() {
    for (end, _) in SAMPLE.char_indices().step_by(7) {
        let (before, after) = SAMPLE.split_at_checked(end).unwrap();
        drop(read(before));
        drop(read(after));
    }
}
