//! Partners and the checklist for them (P3, appendix A).

use super::{Judged, counted, named};

/// The register of partners.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// Partners listed.
    pub listed: i64,
    /// Approved, and not ended.
    pub working: i64,
    /// Those of them without a contact.
    pub without_contact: i64,
    /// Those of them without an agreement in force.
    pub without_agreement: i64,
    /// Partners that the policy names and that have ended.
    pub ended: Vec<String>,
}

/// P3a: partners and what each does.
pub fn listed(facts: &Listed) -> Judged {
    if !facts.ended.is_empty() {
        Judged::broken(format!(
            "The policy names {} among its partners, and the partnership has ended.",
            named(&facts.ended)
        ))
    } else if facts.working == 0 {
        Judged::unknown(format!(
            "{} listed, and none is approved yet.",
            counted(facts.listed, "partner is", "partners are")
        ))
    } else if facts.without_contact > 0 {
        Judged::at_risk(format!(
            "{} of {} have no contact.",
            facts.without_contact,
            counted(facts.working, "approved partner", "approved partners")
        ))
    } else if facts.without_agreement > 0 {
        Judged::at_risk(format!(
            "{} of {} have no agreement in force.",
            facts.without_agreement,
            counted(facts.working, "approved partner", "approved partners")
        ))
    } else {
        Judged::met(format!(
            "All {} have a purpose, a contact and an agreement in force.",
            counted(facts.working, "approved partner", "approved partners")
        ))
    }
}

/// Partners and their approval.
#[derive(Debug, Clone, Default)]
pub struct Approvals {
    /// Partners listed.
    pub listed: i64,
    /// Partners that the policy names, or that a live activity is with, and that were never approved.
    pub unapproved: Vec<String>,
    /// Live activities with a partner that is not approved now.
    pub waiting: Vec<String>,
}

/// P3b: approved before anything begins.
pub fn approvals(facts: &Approvals) -> Judged {
    if let [first, ..] = facts.waiting.as_slice() {
        Judged::broken(format!(
            "‘{first}’ is live with a partner that is not approved."
        ))
    } else if facts.listed == 0 {
        Judged::unknown("No partner is listed yet.")
    } else if facts.unapproved.is_empty() {
        Judged::met(
            "Every partner that the policy names or an activity is with was approved first.",
        )
    } else {
        Judged::at_risk(format!(
            "The policy names {}, and there is no record of an approval.",
            named(&facts.unapproved)
        ))
    }
}

/// One check of the checklist over all working partners.
#[derive(Debug, Clone, Copy, Default)]
pub struct Checked {
    /// Approved partners that have not ended.
    pub working: i64,
    /// Those for which the check was never made in their last round.
    pub missing: i64,
    /// Those for which it has run out.
    pub expired: i64,
    /// Those for which it runs out soon.
    pub soon: i64,
    /// Conflicts of interest that were declared; they are managed, or cannot be kept.
    pub declared: i64,
}

/// A.1 to A.4: a check is made for every partner and in date.
pub fn checked(facts: Checked) -> Judged {
    let of = counted(facts.working, "approved partner", "approved partners");
    if facts.working == 0 {
        Judged::unknown("No partner is approved yet.")
    } else if facts.missing + facts.expired > 0 {
        Judged::broken(format!(
            "It is missing or has run out for {} of {of}.",
            facts.missing + facts.expired
        ))
    } else if facts.soon > 0 {
        Judged::at_risk(format!(
            "It runs out within 60 days for {} of {of}.",
            facts.soon
        ))
    } else if facts.declared > 0 {
        Judged::met(format!(
            "It is in date for all {of}; {} declared, and each says how it is managed.",
            counted(facts.declared, "conflict is", "conflicts are")
        ))
    } else {
        Judged::met(format!("It is made and in date for all {of}."))
    }
}

/// The signature under the checklist.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signed {
    /// Approved partners that have not ended.
    pub working: i64,
    /// Those of them whose last round nobody signed.
    pub unsigned: i64,
    /// Partners that wait for a second signature.
    pub waiting: i64,
}

/// A.5: signed by somebody who may.
pub fn signed(facts: Signed) -> Judged {
    if facts.unsigned > 0 {
        Judged::broken(format!(
            "Nobody signed for {} of {}.",
            facts.unsigned,
            counted(facts.working, "approved partner", "approved partners")
        ))
    } else if facts.waiting > 0 {
        Judged::at_risk(format!(
            "{} for a second signature.",
            counted(facts.waiting, "partner waits", "partners wait")
        ))
    } else if facts.working == 0 {
        Judged::unknown("No partner is approved yet.")
    } else {
        Judged::met(format!(
            "All {} are signed for.",
            counted(facts.working, "approved partner", "approved partners")
        ))
    }
}
