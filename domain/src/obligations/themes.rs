//! The framework and the habits of the policy (P1.2).

use super::{Judged, counted, named};
use jiff::ToSpan;
use jiff::civil::Date;

/// What is measured by.
#[derive(Debug, Clone, Default)]
pub struct Adopted {
    /// Editions that are adopted.
    pub editions: i64,
    /// Frameworks among them.
    pub frameworks: i64,
    /// Their measures.
    pub measures: i64,
    /// How many relations between measures of different frameworks are said.
    pub related: i64,
    /// Codes that the policy cites and no adopted framework has.
    pub missing: Vec<String>,
}

/// P1.2a: a framework of themes, outcomes and measures.
pub fn adopted(facts: &Adopted) -> Judged {
    if facts.editions == 0 {
        Judged::unknown("No framework is adopted yet.")
    } else if !facts.missing.is_empty() {
        Judged::broken(format!(
            "The policy cites {}, which no adopted framework has.",
            named(&facts.missing)
        ))
    } else if facts.frameworks > 1 && facts.related == 0 {
        Judged::at_risk(format!(
            "{} frameworks are adopted, and it is not said how their measures stand to each other.",
            facts.frameworks
        ))
    } else {
        Judged::met(format!(
            "{} with {} adopted, and every code that the policy cites is in it.",
            counted(facts.editions, "edition", "editions"),
            counted(facts.measures, "measure is", "measures are")
        ))
    }
}

/// Who was asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Consulted {
    /// Stakeholders listed.
    pub listed: i64,
    /// Consultations decided in the last twelve months.
    pub decided: i64,
    /// Consultations that have closed without a decision.
    pub undecided: i64,
    /// Those of them that closed two months ago or longer.
    pub forgotten: i64,
}

/// P1.2b: stakeholders inform what is measured.
pub fn consulted(facts: Consulted) -> Judged {
    if facts.forgotten > 0 {
        Judged::broken(format!(
            "{} more than two months ago, and nothing was decided.",
            counted(
                facts.forgotten,
                "consultation closed",
                "consultations closed"
            )
        ))
    } else if facts.listed == 0 {
        Judged::unknown("No stakeholder is listed yet.")
    } else if facts.undecided > 0 {
        Judged::at_risk(format!(
            "{} and waits for a decision.",
            counted(
                facts.undecided,
                "consultation has closed",
                "consultations have closed"
            )
        ))
    } else if facts.decided == 0 {
        Judged::at_risk(format!(
            "{} listed, but no consultation was decided in the last twelve months.",
            counted(facts.listed, "stakeholder is", "stakeholders are")
        ))
    } else {
        Judged::met(format!(
            "{} decided in the last twelve months.",
            counted(facts.decided, "consultation was", "consultations were")
        ))
    }
}

/// Who knows.
#[derive(Debug, Clone, Copy)]
pub struct Communicated {
    /// Who is to read the policy.
    pub readers: i64,
    /// Who has read the version in force.
    pub read: i64,
    /// Since when it is there.
    pub since: Date,
    /// Targets set for the year that goes on.
    pub targets: i64,
}

/// P1.2c: measurable objectives, communicated to everybody. Sixty days is the time to read it.
pub fn communicated(facts: Communicated, today: Date) -> Judged {
    let unread = facts.readers - facts.read;
    let people = counted(unread, "person has", "people have");
    if unread > 0 && facts.since.saturating_add(60.days()) < today {
        Judged::broken(format!(
            "{people} not read this version, more than 60 days after it came."
        ))
    } else if facts.read == 0 {
        Judged::unknown("Nobody has said yet that they have read this version.")
    } else if unread > 0 {
        Judged::at_risk(format!("{people} not read this version yet."))
    } else if facts.targets == 0 {
        Judged::at_risk("Everybody has read it, but no target is set for this year.")
    } else {
        Judged::met(format!(
            "All {} have read this version, and {} set for this year.",
            facts.readers,
            counted(facts.targets, "target is", "targets are")
        ))
    }
}

/// Partners on their way.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pipeline {
    /// Partners listed.
    pub listed: i64,
    /// Those that are approved and have not ended.
    pub working: i64,
    /// Prospects and those being checked, listed or moved in the last twelve months.
    pub sought: i64,
    /// Approved in the last twelve months.
    pub approved: i64,
}

/// P1.2d: partners are sought.
pub fn pipeline(facts: Pipeline) -> Judged {
    if facts.listed == 0 {
        Judged::unknown("No partner is listed yet.")
    } else if facts.approved > 0 || (facts.sought > 0 && facts.working > 0) {
        Judged::met(format!(
            "{} approved in the last twelve months, and {} on the way.",
            counted(facts.approved, "partner was", "partners were"),
            counted(facts.sought, "more is", "more are")
        ))
    } else if facts.working > 0 {
        Judged::at_risk("No partner was sought or approved in the last twelve months.")
    } else if facts.sought > 0 {
        Judged::at_risk(format!(
            "{} listed, and none is approved.",
            counted(facts.sought, "partner is", "partners are")
        ))
    } else {
        Judged::broken("Every partnership has ended, and no new one is sought.")
    }
}

/// What is evidenced.
#[derive(Debug, Clone, Copy, Default)]
pub struct Coverage {
    /// Measures recorded in the last year.
    pub measures: i64,
    /// Those with a quantity that has no evidence, or weaker evidence than the measure asks for.
    pub bare: i64,
    /// Those of which more is bare than is evidenced.
    pub mostly: i64,
}

/// P1.2e: evidence. When most of most measures has none, it is broken.
pub fn coverage(facts: Coverage) -> Judged {
    let of = counted(facts.measures, "measure", "measures");
    if facts.measures == 0 {
        Judged::unknown("Nothing was recorded in the last year.")
    } else if facts.mostly.saturating_mul(2) > facts.measures {
        Judged::broken(format!(
            "Most of what was recorded for {} of {of} in the last year has no evidence that counts.",
            facts.mostly
        ))
    } else if facts.bare > 0 {
        Judged::at_risk(format!(
            "Some of what was recorded for {} of {of} in the last year has no evidence that counts.",
            facts.bare
        ))
    } else {
        Judged::met(format!(
            "All that was recorded for {of} in the last year has the evidence asked for."
        ))
    }
}
