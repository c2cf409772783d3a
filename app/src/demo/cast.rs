//! Who and what is in the example.

use domain::people::Role;

/// Somebody in the example.
#[derive(Debug)]
pub(crate) struct Actor {
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) role: Role,
}

/// Everybody; the first of each role is the one whose link is printed.
pub(crate) const ACTORS: &[Actor] = &[
    Actor {
        name: "Sam Okafor",
        email: "sam@mersey-learning.example",
        role: Role::Staff,
    },
    Actor {
        name: "Niamh Byrne",
        email: "niamh@mersey-learning.example",
        role: Role::Staff,
    },
    Actor {
        name: "Leila Hassan",
        email: "leila@mersey-learning.example",
        role: Role::Lead,
    },
    Actor {
        name: "Gareth Pugh",
        email: "gareth@mersey-learning.example",
        role: Role::Governance,
    },
    Actor {
        name: "Margaret Adeyemi",
        email: "margaret@mersey-learning.example",
        role: Role::Governance,
    },
    Actor {
        name: "Aisha Rahman",
        email: "aisha@audit.example",
        role: Role::Auditor,
    },
    Actor {
        name: "Colin Webb",
        email: "colin@region.example",
        role: Role::Commissioner,
    },
    Actor {
        name: "Dee Molloy",
        email: "dee@mersey-learning.example",
        role: Role::Administrator,
    },
];

/// An activity of the example.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) audience: &'static str,
    /// The beginning of the partner's name; empty for none.
    pub(super) partner: &'static str,
    pub(super) area: &'static str,
    pub(super) additional_percent: i64,
    pub(super) minutes: i64,
    /// Measures with how a session counts towards each.
    pub(super) feeds: &'static [(&'static str, &'static str)],
    /// A session every so many days.
    pub(super) every_days: i64,
    /// From fewest to most people.
    pub(super) people: (i64, i64),
}

pub(super) const ACTIVITIES: &[Planned] = &[
    Planned {
        title: "Mock interviews with employers",
        description: "Employers from the region give each learner a practice interview and written feedback.",
        audience: "learners",
        partner: "Harbour Street",
        area: "E08000012",
        additional_percent: 100,
        minutes: 150,
        feeds: &[("HM12", "hours-attended")],
        every_days: 12,
        people: (6, 18),
    },
    Planned {
        title: "Getting ready for work",
        description: "Applications, travel and first days: a morning a week for people over 24 who are out of work.",
        audience: "learners",
        partner: "Northbank",
        area: "E08000014",
        additional_percent: 60,
        minutes: 180,
        feeds: &[("NT7", "hours-attended")],
        every_days: 9,
        people: (5, 14),
    },
    Planned {
        title: "First job club",
        description: "Support into work for people under 24, with a mentor from an employer.",
        audience: "learners",
        partner: "Northbank",
        area: "E08000011",
        additional_percent: 100,
        minutes: 120,
        feeds: &[("NT11", "hours-attended")],
        every_days: 14,
        people: (4, 11),
    },
    Planned {
        title: "Wellbeing hour for staff",
        description: "A facilitated hour every fortnight on sleep, stress and rest.",
        audience: "staff",
        partner: "",
        area: "E08000012",
        additional_percent: 100,
        minutes: 60,
        feeds: &[("HM10", "attendees")],
        every_days: 14,
        people: (8, 26),
    },
    Planned {
        title: "Mentoring for new colleagues",
        description: "An hour with an experienced colleague.",
        audience: "staff",
        partner: "",
        area: "E08000012",
        additional_percent: 100,
        minutes: 60,
        feeds: &[("HM11", "hours-attended")],
        every_days: 10,
        people: (2, 5),
    },
    Planned {
        title: "Salon for learners and neighbours",
        description: "Free cuts and treatments in the training salon.",
        audience: "community",
        partner: "",
        area: "E08000014",
        additional_percent: 50,
        minutes: 240,
        feeds: &[("HM13", "attendees")],
        every_days: 7,
        people: (9, 22),
    },
    Planned {
        title: "Cook well for less",
        description: "Healthy meals on a small budget, cooked and eaten together.",
        audience: "learners",
        partner: "Ropewalk",
        area: "E08000012",
        additional_percent: 100,
        minutes: 120,
        feeds: &[("HM15", "attendees"), ("HM7", "attendees")],
        every_days: 15,
        people: (6, 14),
    },
    Planned {
        title: "Days on the water",
        description: "Rowing and sailing that build confidence, with qualified instructors.",
        audience: "learners",
        partner: "Fresh Start",
        area: "E08000015",
        additional_percent: 100,
        minutes: 300,
        feeds: &[("HM15", "attendees"), ("HM7", "attendees")],
        every_days: 30,
        people: (5, 10),
    },
    Planned {
        title: "Growing together at Greenbank",
        description: "Planting, paths and a harvest lunch with young people of the neighbourhood.",
        audience: "community",
        partner: "Greenbank",
        area: "E08000012",
        additional_percent: 100,
        minutes: 180,
        feeds: &[("HM7", "attendees"), ("HM16", "hours-attended")],
        every_days: 21,
        people: (6, 15),
    },
    Planned {
        title: "Repair café",
        description: "Neighbours bring what is broken; learners and volunteers mend it.",
        audience: "community",
        partner: "Estuary",
        area: "E06000006",
        additional_percent: 100,
        minutes: 180,
        feeds: &[("HM7", "attendees")],
        every_days: 35,
        people: (10, 30),
    },
];

/// An entry kept by hand each quarter: measure, area, from fewest to most in thousandths, why.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) measure: &'static str,
    pub(super) area: &'static str,
    pub(super) thousandths: (i64, i64),
    pub(super) reason: &'static str,
    pub(super) seen: &'static str,
}

pub(super) const KEPT: &[Kept] = &[
    Kept {
        measure: "NT1",
        area: "E08000012",
        thousandths: (14_000, 17_500),
        reason: "Local colleagues on the payroll at the end of the quarter",
        seen: "Payroll list with outward postcodes",
    },
    Kept {
        measure: "NT20",
        area: "E08000012",
        thousandths: (24_000, 31_000),
        reason: "Colleagues with a year's access to the wellbeing programme",
        seen: "Programme description and headcount",
    },
    Kept {
        measure: "HM1",
        area: "E08000012",
        thousandths: (6_000, 14_000),
        reason: "Learners still in their job after 26 weeks",
        seen: "Follow-up calls with the employers' confirmation",
    },
    Kept {
        measure: "HM1",
        area: "E08000014",
        thousandths: (3_000, 9_000),
        reason: "Learners still in their job after 26 weeks",
        seen: "Follow-up calls with the employers' confirmation",
    },
    Kept {
        measure: "HM2",
        area: "E08000011",
        thousandths: (22_000, 48_000),
        reason: "Courses completed in the quarter",
        seen: "Achievement list by learner reference",
    },
    Kept {
        measure: "HM3",
        area: "E08000012",
        thousandths: (12_000, 25_000),
        reason: "Questionnaires before and after",
        seen: "Paired answers by learner reference",
    },
    Kept {
        measure: "HM4",
        area: "E08000013",
        thousandths: (4_000, 9_000),
        reason: "Employers who shaped a course or gave places",
        seen: "Employer register",
    },
    Kept {
        measure: "HM5",
        area: "E08000015",
        thousandths: (1_000, 3_000),
        reason: "Agreements made with firms of the region",
        seen: "Signed agreements",
    },
    Kept {
        measure: "HM6",
        area: "E08000012",
        thousandths: (4_000, 7_000),
        reason: "Community partnerships with an activity in the quarter",
        seen: "Partner register",
    },
    Kept {
        measure: "HM8",
        area: "E08000012",
        thousandths: (1_000, 2_000),
        reason: "Pilots begun",
        seen: "Pilot plans with before and after",
    },
];

/// Targets for a quarter, in thousandths of the measure's unit.
pub(super) const TARGETS: &[(&str, i64)] = &[
    ("NT1", 15_000),
    ("NT7", 240_000),
    ("NT11", 90_000),
    ("NT20", 28_000),
    ("HM1", 14_000),
    ("HM2", 36_000),
    ("HM3", 18_000),
    ("HM4", 6_000),
    ("HM5", 2_000),
    ("HM6", 5_000),
    ("HM7", 130_000),
    ("HM8", 1_000),
    ("HM10", 100_000),
    ("HM11", 30_000),
    ("HM12", 200_000),
    ("HM13", 190_000),
    ("HM15", 70_000),
    ("HM16", 120_000),
];
