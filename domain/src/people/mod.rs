//! Roles, and the one table of who may do what (policy section 4). A role that is not named beside
//! an action may not do it; there is no other place that decides.

mod told_apart;

pub use told_apart::{NotToldApart, told_apart};

use Role::{Administrator, Auditor, Commissioner, Governance, Lead, Staff};

/// What a person is to the organisation. One person may have several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Records activities, sessions and evidence (P4e).
    Staff,
    /// The Social Value Lead: collects, prepares, reports (P4a).
    Lead,
    /// A member of Governance & Leadership: questions, reviews, signs (P4d).
    Governance,
    /// Reads everything that stands behind a figure, and the audit log.
    Auditor,
    /// Reads what was signed.
    Commissioner,
    /// Invites persons and keeps the system running; has no part in the figures.
    Administrator,
}

impl Role {
    /// All roles, in the order pages show them.
    pub const ALL: [Self; 6] = [
        Staff,
        Lead,
        Governance,
        Auditor,
        Commissioner,
        Administrator,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Staff => "staff",
            Lead => "lead",
            Governance => "governance",
            Auditor => "auditor",
            Commissioner => "commissioner",
            Administrator => "administrator",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Staff => "Staff",
            Lead => "Social Value Lead",
            Governance => "Governance & Leadership",
            Auditor => "Auditor",
            Commissioner => "Commissioner",
            Administrator => "Administrator",
        }
    }

    /// What the role is for, in one line.
    pub fn purpose(self) -> &'static str {
        match self {
            Staff => "Records activities, sessions and their evidence",
            Lead => "Sets targets, prepares the quarterly return and the annual report",
            Governance => "Questions, reviews and signs off",
            Auditor => "Reads every record, its evidence and the log",
            Commissioner => "Reads signed returns and reports",
            Administrator => "Invites people and looks after the organisation's settings",
        }
    }

    /// The role of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// Everything that can be done, as the pages say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// See the dashboard, activities, entries, partners, measures, returns and the policy.
    SeePractice,
    /// Open an evidence file or read an attestation.
    SeeEvidence,
    /// See signed returns and signed annual reports, and take their documents away.
    SeeSigned,
    /// Read and export the audit log.
    SeeLog,
    /// Record a session of an activity.
    RecordSession,
    /// Post an entry without a session.
    PostEntry,
    /// Correct an entry or a session.
    CorrectEntry,
    /// Add evidence to entries.
    AddEvidence,
    /// Start, change or end an activity.
    ManageActivity,
    /// Bring in a file of what one may record by hand.
    BringFile,
    /// Take in a provider's return and say which measures it feeds.
    ImportLearners,
    /// See the references of the learners behind a figure.
    SeeLearners,
    /// Have ethnicity, difficulty and custody summed over a return, and see those sums.
    SeeEqualities,
    /// See the follow-ups of reported jobs with the references of their learners.
    SeeFollowUps,
    /// Open a follow-up, record its checks and make one-time links for them.
    FollowUp,
    /// Bring sets of questions, and start and close rounds of a questionnaire.
    ManageQuestionnaires,
    /// Make links by which learners answer a questionnaire, and enter answers from paper.
    EnterAnswers,
    /// Answer whether an activity detracts from what must not suffer.
    JudgeActivity,
    /// List a partner, record its checks and move it from stage to stage.
    ListPartner,
    /// Sign for a partner's checks and review it each year.
    ApprovePartner,
    /// Adopt a framework edition.
    AdoptFramework,
    /// Set targets.
    SetTarget,
    /// Make links for feedback, consult stakeholders, and keep actions, decisions and changes.
    ManageFeedback,
    /// Prepare a quarterly return and answer questions about it.
    PrepareReturn,
    /// Ask about and review a prepared return.
    ReviewReturn,
    /// Sign off a reviewed return.
    SignOffReturn,
    /// Write the annual report.
    DraftReport,
    /// Sign off the annual report.
    SignOffReport,
    /// See what is public of the organisation, and what waits to be.
    SeePublication,
    /// Propose that everybody may read a signed year, and set how.
    ProposePublication,
    /// Publish what somebody else proposed.
    Publish,
    /// Withdraw a proposal, and take down what is public.
    TakeDown,
    /// Decide what a signed annual report proposes.
    DecideProposal,
    /// Read in a policy document and link records to its clauses.
    ImportPolicy,
    /// Approve a version of the policy that somebody else drafted.
    ApprovePolicy,
    /// List and change objectives and contracts, and say which themes are addressed elsewhere.
    ManageObjectives,
    /// List and change requirements, and record their checks.
    ManageCompliance,
    /// See how long records are kept, what may go and what went, and what a second look found.
    SeeRetention,
    /// Change classes of retention and what contracts ask.
    ManageRetention,
    /// See what keeps records longer than their class.
    SeeHolds,
    /// Place and lift holds.
    PlaceHold,
    /// Ask for a disposal, and agree to one that somebody else asked for.
    Dispose,
    /// Handle requests of people about their data: propose what is decided, and agree to it.
    HandleRequests,
    /// See who saw whose data.
    SeeSights,
    /// See what may be an attack or a loss.
    SeeAlarms,
    /// Say what was found of an alarm.
    AnswerAlarm,
    /// Invite persons and give or end their roles.
    ManagePeople,
    /// Change the organisation's areas and settings.
    ManageOrganisation,
    /// Take the whole organisation away as one file.
    TakeCapsule,
}

impl Action {
    /// All actions, in the order of the table.
    pub const ALL: [Self; 49] = [
        Self::SeePractice,
        Self::SeeEvidence,
        Self::SeeSigned,
        Self::SeeLog,
        Self::RecordSession,
        Self::PostEntry,
        Self::CorrectEntry,
        Self::AddEvidence,
        Self::ManageActivity,
        Self::BringFile,
        Self::ImportLearners,
        Self::SeeLearners,
        Self::SeeEqualities,
        Self::SeeFollowUps,
        Self::FollowUp,
        Self::ManageQuestionnaires,
        Self::EnterAnswers,
        Self::JudgeActivity,
        Self::ListPartner,
        Self::ApprovePartner,
        Self::AdoptFramework,
        Self::SetTarget,
        Self::ManageFeedback,
        Self::PrepareReturn,
        Self::ReviewReturn,
        Self::SignOffReturn,
        Self::DraftReport,
        Self::SignOffReport,
        Self::SeePublication,
        Self::ProposePublication,
        Self::Publish,
        Self::TakeDown,
        Self::DecideProposal,
        Self::ImportPolicy,
        Self::ApprovePolicy,
        Self::ManageObjectives,
        Self::ManageCompliance,
        Self::SeeRetention,
        Self::ManageRetention,
        Self::SeeHolds,
        Self::PlaceHold,
        Self::Dispose,
        Self::HandleRequests,
        Self::SeeSights,
        Self::SeeAlarms,
        Self::AnswerAlarm,
        Self::ManagePeople,
        Self::ManageOrganisation,
        Self::TakeCapsule,
    ];

    /// Who may do it.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::SeePractice | Self::SeeEvidence => &[Staff, Lead, Governance, Auditor],
            Self::SeeSigned => &[Staff, Lead, Governance, Auditor, Commissioner],
            Self::SeeLog | Self::SeePublication | Self::SeeRetention => {
                &[Lead, Governance, Auditor, Administrator]
            }
            Self::RecordSession
            | Self::PostEntry
            | Self::CorrectEntry
            | Self::AddEvidence
            | Self::FollowUp
            | Self::EnterAnswers => &[Staff, Lead],
            Self::BringFile => &[Staff, Lead, Governance],
            Self::SeeFollowUps => &[Staff, Lead, Auditor],
            Self::SeeLearners => &[Lead, Auditor],
            Self::ManageActivity
            | Self::ImportLearners
            | Self::ManageQuestionnaires
            | Self::AdoptFramework
            | Self::SetTarget
            | Self::PrepareReturn
            | Self::DraftReport
            | Self::ImportPolicy => &[Lead],
            Self::ReviewReturn | Self::Publish | Self::DecideProposal => &[Governance],
            Self::ProposePublication => &[Lead, Administrator],
            Self::TakeDown | Self::HandleRequests => &[Lead, Governance, Administrator],
            Self::SeeEqualities
            | Self::ListPartner
            | Self::ApprovePartner
            | Self::ApprovePolicy
            | Self::ManageObjectives
            | Self::ManageCompliance
            | Self::ManageFeedback
            | Self::JudgeActivity
            | Self::ManageRetention
            | Self::Dispose
            | Self::SignOffReturn
            | Self::SignOffReport => &[Lead, Governance],
            Self::SeeHolds | Self::SeeSights | Self::SeeAlarms => {
                &[Governance, Auditor, Administrator]
            }
            Self::PlaceHold | Self::AnswerAlarm => &[Governance, Administrator],
            Self::ManagePeople | Self::ManageOrganisation | Self::TakeCapsule => &[Administrator],
        }
    }
}

/// Whether somebody with these roles may do this.
pub fn may(roles: &[Role], action: Action) -> bool {
    roles.iter().any(|role| action.roles().contains(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table as text, one action a line, for the snapshot that a person reviews.
    fn table() -> String {
        let mut out = format!("{:<20}", "action");
        for role in Role::ALL {
            out.push_str(&format!(" {:<13}", role.key()));
        }
        out.push('\n');
        for action in Action::ALL {
            out.push_str(&format!("{:<20}", format!("{action:?}")));
            for role in Role::ALL {
                let word = if may(&[role], action) { "may" } else { "-" };
                out.push_str(&format!(" {word:<13}"));
            }
            out.push('\n');
        }
        out.lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
            + "\n"
    }

    #[test]
    fn who_may_do_what_is_as_reviewed() {
        assert_eq!(table(), include_str!("../../tests/who_may_do_what.txt"));
    }

    #[test]
    fn the_administrator_has_no_part_in_the_figures() {
        for action in [
            Action::SeePractice,
            Action::PostEntry,
            Action::SignOffReturn,
        ] {
            assert!(!may(&[Administrator], action));
        }
    }

    #[test]
    fn every_role_is_found_by_its_key() {
        for role in Role::ALL {
            assert_eq!(Role::from_key(role.key()), Some(role));
        }
        assert_eq!(Role::from_key("owner"), None);
    }
}
