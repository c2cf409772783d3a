//! The facts that one return shows of learners: what each is called, the rule that decides it as a
//! sentence, and the fields it rests on. The rules themselves are in [`super::proof`].

use crate::framework::UnitKind;

/// A fact that is counted once for each learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Completed training.
    Completed,
    /// Completed and achieved.
    Achieved,
    /// Completed, the result not known yet.
    Pending,
    /// Weeks of completed training.
    Weeks,
    /// Planned hours of completed training.
    Hours,
    /// Completed training for work.
    Employability,
    /// More confidence, or skills for community life.
    Confidence,
    /// Completed training that the city region funded.
    CityRegion,
    /// Out of work when they began.
    OutOfWork,
    /// A job that the return reports.
    JobReported,
}

impl Fact {
    /// All facts in the order pages show them.
    pub const ALL: [Self; 10] = [
        Self::Completed,
        Self::Achieved,
        Self::Pending,
        Self::Weeks,
        Self::Hours,
        Self::Employability,
        Self::Confidence,
        Self::CityRegion,
        Self::OutOfWork,
        Self::JobReported,
    ];

    /// The word in addresses and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Achieved => "achieved",
            Self::Pending => "pending",
            Self::Weeks => "weeks",
            Self::Hours => "hours",
            Self::Employability => "employability",
            Self::Confidence => "confidence",
            Self::CityRegion => "city-region",
            Self::OutOfWork => "out-of-work",
            Self::JobReported => "job-reported",
        }
    }

    /// The fact of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.key() == key)
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completed => "Learners who completed training",
            Self::Achieved => "Learners who achieved",
            Self::Pending => "Learners whose result is pending",
            Self::Weeks => "Weeks of completed training",
            Self::Hours => "Planned hours of completed training",
            Self::Employability => "Learners who completed training for work",
            Self::Confidence => "Learners with more confidence or social skills",
            Self::CityRegion => "Learners the city region funded",
            Self::OutOfWork => "Learners out of work when they began",
            Self::JobReported => "Learners with a reported job",
        }
    }

    /// The rule as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Completed => {
                "Learners with at least one whole aim that ended in the year as completed; parts of a course are not counted beside it."
            }
            Self::Achieved => "Learners with a completed aim whose result is achieved.",
            Self::Pending => {
                "Learners with a completed aim whose result is not known yet, and none achieved. They are never added to those who achieved."
            }
            Self::Weeks => {
                "From the first to the last day of each completed aim, both taken in. Breaks are no part of it."
            }
            Self::Hours => {
                "The planned hours of each completed aim for which the return has them; none are guessed."
            }
            Self::Employability => {
                "Learners who completed an aim that prepares for employment or gave skills for work."
            }
            Self::Confidence => {
                "Learners who completed tailored learning that gave confidence, or skills to take part in community life."
            }
            Self::CityRegion => {
                "Learners who completed an aim that the Liverpool City Region Combined Authority funded."
            }
            Self::OutOfWork => {
                "Learners whose first aim began in the year and who were out of work then, looking for work or not."
            }
            Self::JobReported => {
                "Learners out of work at their start for whom the return later says a job. It is reported, not confirmed: it feeds no measure until a follow-up confirms it."
            }
        }
    }

    /// The fields of the published specification that it rests on.
    pub fn source(self) -> &'static str {
        match self {
            Self::Completed => "AimType 1 or 4, CompStatus 2, LearnActEndDate",
            Self::Achieved => "As completed, with Outcome 1",
            Self::Pending => "As completed, with Outcome 8",
            Self::Weeks => "LearnStartDate, LearnActEndDate",
            Self::Hours => "As completed, PHours",
            Self::Employability => "As completed, with ACL 3 or TLOut 3",
            Self::Confidence => "As completed, with TLOut 1 or 8",
            Self::CityRegion => "As completed, with SOF 111",
            Self::OutOfWork => {
                "EmpStat 11 or 12 with the latest DateEmpStatApp on or before LearnStartDate"
            }
            Self::JobReported => "EmpStat 11 or 12, then EmpStat 10 or OutType EMP",
        }
    }

    /// Those that may feed a measure: what is pending or only reported may not.
    pub fn postable() -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(|fact| !matches!(fact, Self::Pending | Self::JobReported))
    }

    /// What a figure of it counts.
    pub fn unit_kind(self) -> UnitKind {
        match self {
            Self::Weeks => UnitKind::Weeks,
            Self::Hours => UnitKind::HoursAttended,
            Self::Completed
            | Self::Achieved
            | Self::Pending
            | Self::Employability
            | Self::Confidence
            | Self::CityRegion
            | Self::OutOfWork
            | Self::JobReported => UnitKind::Number,
        }
    }

    /// Whether it counts people, each once; else it adds up weeks or hours.
    pub fn counts_people(self) -> bool {
        !matches!(self, Self::Weeks | Self::Hours)
    }

    /// Its place in a number that says which facts hold of a learner. It is kept, so it never changes.
    pub fn bit(self) -> i64 {
        match self {
            Self::Completed => 1,
            Self::Achieved => 2,
            Self::Pending => 4,
            Self::Weeks => 8,
            Self::Employability => 16,
            Self::Confidence => 32,
            Self::CityRegion => 64,
            Self::JobReported => 128,
            Self::Hours => 256,
            Self::OutOfWork => 512,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pending_or_only_reported_feeds_no_measure() {
        let postable: Vec<Fact> = Fact::postable().collect();
        assert!(!postable.contains(&Fact::Pending));
        assert!(!postable.contains(&Fact::JobReported));
        for fact in Fact::ALL {
            assert_eq!(Fact::from_key(fact.key()), Some(fact));
        }
        let bits: i64 = Fact::ALL.map(Fact::bit).iter().sum();
        assert_eq!(bits, 1023, "each has its own");
    }
}
