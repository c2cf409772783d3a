//! The principles of social value, as a checklist beside every account in pounds. Names as Social
//! Value International publishes them; the questions are in our own words.

/// One of the eight principles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Principle {
    /// Involve stakeholders.
    Stakeholders,
    /// Understand what changes.
    Changes,
    /// Value the things that matter.
    Matters,
    /// Only include what is material.
    Material,
    /// Do not overclaim.
    Overclaim,
    /// Be transparent.
    Transparent,
    /// Verify the result.
    Verify,
    /// Be responsive.
    Responsive,
}

impl Principle {
    /// All eight in their order.
    pub const ALL: [Self; 8] = [
        Self::Stakeholders,
        Self::Changes,
        Self::Matters,
        Self::Material,
        Self::Overclaim,
        Self::Transparent,
        Self::Verify,
        Self::Responsive,
    ];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stakeholders => "stakeholders",
            Self::Changes => "changes",
            Self::Matters => "matters",
            Self::Material => "material",
            Self::Overclaim => "overclaim",
            Self::Transparent => "transparent",
            Self::Verify => "verify",
            Self::Responsive => "responsive",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stakeholders => "Involve stakeholders",
            Self::Changes => "Understand what changes",
            Self::Matters => "Value the things that matter",
            Self::Material => "Only include what is material",
            Self::Overclaim => "Do not overclaim",
            Self::Transparent => "Be transparent",
            Self::Verify => "Verify the result",
            Self::Responsive => "Be responsive",
        }
    }

    /// What it asks, in our own words.
    pub fn question(self) -> &'static str {
        match self {
            Self::Stakeholders => "Who was asked what changed for them, and how?",
            Self::Changes => {
                "What changed, good and bad, meant and not meant, and how is it known?"
            }
            Self::Matters => "Whose view decided what the changes are worth?",
            Self::Material => "What was left out, and would it change the conclusion?",
            Self::Overclaim => {
                "What would have happened anyway, who else contributed, and what only moved?"
            }
            Self::Transparent => "Where can a reader see each step and its source?",
            Self::Verify => "Who outside has checked it, or why is that not needed?",
            Self::Responsive => "What will be done differently because of it?",
        }
    }
}
