//! The words of a check: its stage, what it found, who said it, and where a follow-up stands.

/// One of the three times at which a job is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// When it begins.
    Start,
    /// After some weeks, usually 13.
    Middle,
    /// After more weeks, usually 26: from here on a job is sustained.
    Last,
}

impl Stage {
    /// All stages in their order.
    pub const ALL: [Self; 3] = [Self::Start, Self::Middle, Self::Last];

    /// The word in addresses and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::Last => "last",
        }
    }

    /// The stage of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "Start check",
            Self::Middle => "Middle check",
            Self::Last => "Last check",
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// Still in the job that was reported.
    ThisJob,
    /// In another one.
    AnotherJob,
    /// Working for themselves.
    SelfEmployed,
    /// Not in work.
    NotInWork,
    /// Nobody could be reached: it may be tried again, and counts as nothing.
    NotReached,
}

impl Found {
    /// All answers in the order forms offer them.
    pub const ALL: [Self; 5] = [
        Self::ThisJob,
        Self::AnotherJob,
        Self::SelfEmployed,
        Self::NotInWork,
        Self::NotReached,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::ThisJob => "this-job",
            Self::AnotherJob => "another-job",
            Self::SelfEmployed => "self-employed",
            Self::NotInWork => "not-in-work",
            Self::NotReached => "not-reached",
        }
    }

    /// The answer of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|found| found.key() == key)
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::ThisJob => "In this job",
            Self::AnotherJob => "In another job",
            Self::SelfEmployed => "Self-employed",
            Self::NotInWork => "Not in work",
            Self::NotReached => "Could not be reached",
        }
    }

    /// Whether it says that the learner works.
    pub fn is_in_work(self) -> bool {
        matches!(self, Self::ThisJob | Self::AnotherJob | Self::SelfEmployed)
    }
}

/// Hours of work in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hours {
    /// 16 or more.
    SixteenOrMore,
    /// Fewer than 16.
    Fewer,
    /// Not known.
    Unknown,
}

impl Hours {
    /// All answers in the order forms offer them.
    pub const ALL: [Self; 3] = [Self::SixteenOrMore, Self::Fewer, Self::Unknown];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::SixteenOrMore => "sixteen",
            Self::Fewer => "fewer",
            Self::Unknown => "unknown",
        }
    }

    /// The hours of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hours| hours.key() == key)
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::SixteenOrMore => "16 or more",
            Self::Fewer => "Fewer than 16",
            Self::Unknown => "Not known",
        }
    }
}

/// Who or what said what a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SaidBy {
    /// The learner.
    Learner,
    /// The employer.
    Employer,
    /// A payslip or contract was seen.
    Payslip,
    /// Another record.
    OtherRecord,
}

impl SaidBy {
    /// All, in the order forms offer them.
    pub const ALL: [Self; 4] = [
        Self::Learner,
        Self::Employer,
        Self::Payslip,
        Self::OtherRecord,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Employer => "employer",
            Self::Payslip => "payslip",
            Self::OtherRecord => "other-record",
        }
    }

    /// The source of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.key() == key)
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Learner => "The learner",
            Self::Employer => "The employer",
            Self::Payslip => "A payslip or contract that was seen",
            Self::OtherRecord => "Another record",
        }
    }
}

/// Where a follow-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The next check is to come.
    Open,
    /// The same, and nobody was reached at the last try.
    NotReached,
    /// It ended: a check says not in work.
    NotInWork,
    /// Every check was made.
    Complete,
}

impl Standing {
    /// All, in the order pages show them.
    pub const ALL: [Self; 4] = [
        Self::Open,
        Self::NotReached,
        Self::NotInWork,
        Self::Complete,
    ];

    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotReached => "not-reached",
            Self::NotInWork => "not-in-work",
            Self::Complete => "complete",
        }
    }

    /// The standing of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.key() == key)
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::NotReached => "Could not be reached yet",
            Self::NotInWork => "Not in work",
            Self::Complete => "Every check made",
        }
    }
}
