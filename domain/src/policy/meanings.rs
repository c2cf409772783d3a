//! What the measures a policy may cite really count, in our own words, from what councils publish of
//! the National TOMs 2020–22 (units and who is counted).

/// Whom a passage speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Staff,
    Learners,
    Nobody,
}

/// A measure's own meaning and a rule for when a wording fits it.
pub(super) struct Meaning {
    pub(super) code: &'static str,
    pub(super) counts: &'static str,
    pub(super) fits: fn(&str, About) -> bool,
    pub(super) instead: &'static str,
}

pub(super) const MEANINGS: &[Meaning] = &[
    Meaning {
        code: "NT1",
        counts: "full-time equivalents of local people whom the organisation itself employs",
        fits: |_, about| about != About::Learners,
        instead: "Learners who find work elsewhere need a house measure, such as learners into sustained jobs",
    },
    Meaning {
        code: "NT7",
        counts: "hours of support into work times the unemployed people over 24 who attended",
        fits: |wording, _| wording.contains("hour") && wording.contains("support"),
        instead: "Completed training needs a house measure, such as training courses completed",
    },
    Meaning {
        code: "NT9",
        counts: "weeks of vocational training of the organisation's own staff",
        fits: |wording, about| wording.contains("week") && about != About::Learners,
        instead: "Learners' training needs a house measure, such as training courses completed",
    },
    Meaning {
        code: "NT11",
        counts: "hours of support into work times the young people under 24 who attended",
        fits: |wording, _| wording.contains("hour") && !wording.contains("confidence"),
        instead: "Confidence and social skills need a house measure with a questionnaire before and after",
    },
    Meaning {
        code: "NT20",
        counts: "employees who have access to a wellbeing programme",
        fits: |wording, _| wording.contains("wellbeing"),
        instead: "Cite it for the staff wellbeing programme, and NT1 alone for employment",
    },
];
