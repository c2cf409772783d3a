//! The rules: their names, where they are published, and what each asks for.

use crate::framework::UnitKind;

/// A rule of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Full-time equivalents over a year, or over a contract of several years.
    Fte,
    /// Full-time equivalents of people who are counted in their first year only.
    FirstYear,
    /// Hours of a session times those who took part; trainers are not counted.
    HoursAttended,
    /// Hours given by the organisation's own staff.
    StaffHours,
    /// Weeks of training or of a placement.
    Weeks,
    /// Weeks, less the share that the apprenticeship levy paid.
    WeeksWithoutLevy,
    /// A thing done for several contracts or projects, of which one is credited here.
    Shared,
    /// Pounds invested, with the time of staff at stated rates.
    Invested,
}

/// One thing a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The word in forms.
    pub key: &'static str,
    /// The label on a page.
    pub label: &'static str,
    /// What it helps to know; may be empty.
    pub hint: &'static str,
    /// Whether it is a share in percent.
    pub is_share: bool,
}

const fn number(key: &'static str, label: &'static str, hint: &'static str) -> Asked {
    Asked {
        key,
        label,
        hint,
        is_share: false,
    }
}

const fn share(key: &'static str, label: &'static str, hint: &'static str) -> Asked {
    Asked {
        key,
        label,
        hint,
        is_share: true,
    }
}

const FTE: &[Asked] = &[
    number("full", "People full time", ""),
    number("part", "People part time", "0 if none"),
    share(
        "share",
        "Hours of a part-time person",
        "In percent of full time",
    ),
    number("months", "Months", "24 for a contract of two years"),
];
const FIRST_YEAR: &[Asked] = &[
    number("people", "People", ""),
    share("share", "Hours of each person", "In percent of full time"),
    number(
        "before",
        "Months of employment before this period",
        "0 for a new start",
    ),
    number("months", "Months of employment in this period", ""),
];
const HOURS_ATTENDED: &[Asked] = &[
    number("hours", "Hours of the session", ""),
    number(
        "people",
        "People who took part",
        "Those who lead it are not counted",
    ),
];
const STAFF_HOURS: &[Asked] = &[
    number("people", "Staff", ""),
    number("hours", "Hours each", ""),
];
const WEEKS: &[Asked] = &[
    number("people", "People", ""),
    number("weeks", "Weeks each", ""),
];
const WEEKS_WITHOUT_LEVY: &[Asked] = &[
    number("people", "People", ""),
    number("weeks", "Weeks each", ""),
    share("levy", "Share the levy paid", "In percent"),
];
const SHARED: &[Asked] = &[
    number("whole", "The whole", "In the unit of the measure"),
    number("among", "Shared among", "How many contracts or projects"),
];
const INVESTED: &[Asked] = &[
    number("cash", "Money spent, in pounds", "0 if none"),
    number("hours", "Hours of staff", "0 if none"),
    number("rate", "Pounds for such an hour", "0 if none"),
    number("expert", "Hours of experts", "0 if none"),
    number(
        "expert_rate",
        "Pounds for such an hour of an expert",
        "0 if none",
    ),
];

impl Rule {
    /// All rules, in the order forms offer them.
    pub const ALL: [Self; 8] = [
        Self::HoursAttended,
        Self::StaffHours,
        Self::Weeks,
        Self::WeeksWithoutLevy,
        Self::Fte,
        Self::FirstYear,
        Self::Invested,
        Self::Shared,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fte => "fte",
            Self::FirstYear => "first-year",
            Self::HoursAttended => "hours-attended",
            Self::StaffHours => "staff-hours",
            Self::Weeks => "weeks",
            Self::WeeksWithoutLevy => "weeks-without-levy",
            Self::Shared => "shared",
            Self::Invested => "invested",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fte => "Full-time equivalents",
            Self::FirstYear => "Full-time equivalents, first year only",
            Self::HoursAttended => "Hours × people who took part",
            Self::StaffHours => "Staff × hours",
            Self::Weeks => "People × weeks",
            Self::WeeksWithoutLevy => "People × weeks, without the levy’s share",
            Self::Shared => "One share of something done for several",
            Self::Invested => "Pounds invested, with staff time",
        }
    }

    /// Where the rule is published, with the example given there.
    pub fn source(self) -> &'static str {
        match self {
            Self::Fte => {
                "Torbay Council, TOMs dos and don’ts: 10 full time and 5 part time on a contract of 2 years are 25 FTE"
            }
            Self::FirstYear => {
                "National TOMs 2022, measures for people who were out of work: the first year of employment only"
            }
            Self::HoursAttended => {
                "Essex County Council, quarterly return, ECC50: a session of 2 hours with 8 people is 16 hours, however many lead it"
            }
            Self::StaffHours => {
                "National TOMs 2022, volunteering: 10 staff for 3 hours are 30 hours"
            }
            Self::Weeks => "National TOMs 2022, training and placements: people times weeks each",
            Self::WeeksWithoutLevy => {
                "National TOMs 2022, apprenticeships: the share paid by the apprenticeship levy is left out"
            }
            Self::Shared => {
                "Cheshire West and Chester Council, dos and don’ts: a careers fair for three projects is credited by thirds"
            }
            Self::Invested => {
                "Essex County Council, quarterly return, ECC43 and ECC48: pounds invested including staff time"
            }
        }
    }

    /// What it asks for, in the order [`Rule::work_out`] takes the answers.
    pub fn asks(self) -> &'static [Asked] {
        match self {
            Self::Fte => FTE,
            Self::FirstYear => FIRST_YEAR,
            Self::HoursAttended => HOURS_ATTENDED,
            Self::StaffHours => STAFF_HOURS,
            Self::Weeks => WEEKS,
            Self::WeeksWithoutLevy => WEEKS_WITHOUT_LEVY,
            Self::Shared => SHARED,
            Self::Invested => INVESTED,
        }
    }

    /// The rule of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }

    /// The rules that give a quantity in a unit; one share of something can be of any unit.
    pub fn for_unit(unit: &str) -> Vec<Self> {
        let kind = UnitKind::of(unit);
        let fits = |rule: &Self| match rule {
            Self::Fte | Self::FirstYear => kind == UnitKind::FullTimeEquivalents,
            Self::HoursAttended => kind == UnitKind::HoursAttended,
            Self::StaffHours => matches!(kind, UnitKind::StaffHours | UnitKind::HoursAttended),
            Self::Weeks | Self::WeeksWithoutLevy => kind == UnitKind::Weeks,
            Self::Shared => true,
            Self::Invested => kind == UnitKind::Pounds,
        };
        Self::ALL.into_iter().filter(fits).collect()
    }
}
