//! What is counted from registers and attendance and never typed (P2.2a, P2.2b, P2.2c).

use crate::partners::PartnerKind;

/// One figure that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Register {
    /// Employers of the area that took part in a session.
    LocalEmployers,
    /// Businesses with which a partnership was formed.
    RegionalPartnerships,
    /// Community partners with a session.
    CommunityPartnerships,
    /// Learners who took part, counted each time.
    LearnerParticipations,
    /// Those of them who took part with a community partner.
    LearnersInCommunity,
    /// Pilots begun.
    PilotsStarted,
    /// Pilots decided about.
    PilotsDecided,
}

impl Register {
    /// All, in the order pages show them.
    pub const ALL: [Self; 7] = [
        Self::LocalEmployers,
        Self::RegionalPartnerships,
        Self::CommunityPartnerships,
        Self::LearnerParticipations,
        Self::LearnersInCommunity,
        Self::PilotsStarted,
        Self::PilotsDecided,
    ];

    /// The word in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::LocalEmployers => "local-employers",
            Self::RegionalPartnerships => "regional-partnerships",
            Self::CommunityPartnerships => "community-partnerships",
            Self::LearnerParticipations => "learner-participations",
            Self::LearnersInCommunity => "learners-in-the-community",
            Self::PilotsStarted => "pilots-started",
            Self::PilotsDecided => "pilots-decided",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::LocalEmployers => "Local employers engaged",
            Self::RegionalPartnerships => "Partnerships formed with businesses",
            Self::CommunityPartnerships => "Community partnerships active",
            Self::LearnerParticipations => "Learner participations",
            Self::LearnersInCommunity => "Learner participations with a community partner",
            Self::PilotsStarted => "Pilots started",
            Self::PilotsDecided => "Pilots decided",
        }
    }

    /// What is counted, in a sentence.
    pub fn counts(self) -> &'static str {
        match self {
            Self::LocalEmployers => {
                "Partners that are employers and work in one of our areas, with at least one session in the period."
            }
            Self::RegionalPartnerships => {
                "Partners that are employers or suppliers, first approved in the period."
            }
            Self::CommunityPartnerships => {
                "Partners that are community groups, charities or housing associations, with at least one session in the period."
            }
            Self::LearnerParticipations => {
                "People who took part in sessions for learners in the period, counted each time."
            }
            Self::LearnersInCommunity => {
                "People who took part in sessions for learners with a community partner in the period, counted each time."
            }
            Self::PilotsStarted => "Activities that became a pilot in the period.",
            Self::PilotsDecided => "Pilots about which was decided in the period.",
        }
    }

    /// The kinds of partner it looks at; none when it looks at something else.
    pub fn kinds(self) -> &'static [PartnerKind] {
        match self {
            Self::LocalEmployers => &[PartnerKind::Employer],
            Self::RegionalPartnerships => &[PartnerKind::Employer, PartnerKind::Supplier],
            Self::CommunityPartnerships | Self::LearnersInCommunity => &[
                PartnerKind::CommunityGroup,
                PartnerKind::Charity,
                PartnerKind::Housing,
            ],
            Self::LearnerParticipations | Self::PilotsStarted | Self::PilotsDecided => &[],
        }
    }

    /// The register of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|register| register.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_register_is_found_by_its_key() {
        for register in Register::ALL {
            assert_eq!(Register::from_key(register.key()), Some(register));
        }
        assert_eq!(Register::from_key("typed"), None);
    }
}
