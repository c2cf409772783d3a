//! What laws, contracts and regulators ask of the organisation (P4b): when a requirement is to be
//! checked, and what a check can come to.

use jiff::civil::Date;

/// Where a requirement comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// An act or a regulation.
    Law,
    /// A contract or its funding rules.
    Contract,
    /// A regulator's framework or guidance.
    Regulator,
}

impl Source {
    /// All sources, in the order pages show them.
    pub const ALL: [Self; 3] = [Self::Law, Self::Contract, Self::Regulator];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Contract => "contract",
            Self::Regulator => "regulator",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Law => "Law",
            Self::Contract => "Contract",
            Self::Regulator => "Regulator",
        }
    }

    /// The source of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.key() == key)
    }
}

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckOutcome {
    /// The organisation does what is asked.
    Met,
    /// It does some of it.
    PartlyMet,
    /// It does not.
    NotMet,
}

impl CheckOutcome {
    /// All outcomes, the best first.
    pub const ALL: [Self; 3] = [Self::Met, Self::PartlyMet, Self::NotMet];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::PartlyMet => "partly-met",
            Self::NotMet => "not-met",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::PartlyMet => "Partly met",
            Self::NotMet => "Not met",
        }
    }

    /// The outcome of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }
}

/// Whether a requirement's check is overdue: its day has passed. On the day itself it is due.
pub fn is_overdue(next_check_on: Date, today: Date) -> bool {
    next_check_on < today
}

/// Why a check cannot be recorded so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckRefused {
    /// It has not happened yet.
    #[error("The date of the check cannot be after today")]
    ToCome,
    /// The next one would not come after it.
    #[error("The next check must be after this one")]
    NextNotAfter,
    /// What is not fully met needs words.
    #[error("Say what is missing and what happens about it")]
    WithoutNote,
}

/// Whether a check on one day, with the next on another, may be recorded today.
pub fn check(
    (checked_on, next_check_on): (Date, Date),
    (outcome, note): (CheckOutcome, &str),
    today: Date,
) -> Result<(), CheckRefused> {
    if checked_on > today {
        Err(CheckRefused::ToCome)
    } else if next_check_on <= checked_on {
        Err(CheckRefused::NextNotAfter)
    } else if outcome != CheckOutcome::Met && note.trim().is_empty() {
        Err(CheckRefused::WithoutNote)
    } else {
        Ok(())
    }
}

/// Why a list of clauses cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClausesRefused {
    /// A word of it cannot be the number of a clause.
    #[error("‘{0}’ is no clause: write the numbers as in the policy, such as P4b, 2.1")]
    NoClause(String),
}

/// The clauses typed into one line, parted by commas or spaces, each once in their order.
pub fn clauses(typed: &str) -> Result<Vec<String>, ClausesRefused> {
    let mut found: Vec<String> = Vec::new();
    let words = typed.split(|one: char| one == ',' || one == ';' || one.is_whitespace());
    for word in words.filter(|word| !word.is_empty()) {
        let is_number = |one: char| one.is_ascii_alphanumeric() || ".-()".contains(one);
        if word.chars().count() > 20 || !word.chars().all(is_number) {
            let shown = word.chars().take(20).collect();
            return Err(ClausesRefused::NoClause(shown));
        }
        if !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn p4b_a_check_is_overdue_from_the_day_after_it_was_due() {
        let due = date(2026, 11, 10);
        assert!(!is_overdue(due, date(2026, 11, 10)));
        assert!(is_overdue(due, date(2026, 11, 11)));
    }

    #[test]
    fn a_check_that_cannot_be_is_refused_in_words() {
        let today = date(2026, 11, 10);
        let (yesterday, tomorrow) = (date(2026, 11, 9), date(2026, 11, 11));
        let met = (CheckOutcome::Met, "");
        assert_eq!(check((today, tomorrow), met, today), Ok(()));
        let refused = check((tomorrow, date(2027, 1, 1)), met, today);
        assert_eq!(refused, Err(CheckRefused::ToCome));
        let refused = check((today, yesterday), met, today);
        assert_eq!(refused, Err(CheckRefused::NextNotAfter));
        let bad = (CheckOutcome::NotMet, " ");
        let refused = check((today, tomorrow), bad, today);
        assert_eq!(refused, Err(CheckRefused::WithoutNote));
    }

    #[test]
    fn clauses_are_read_from_one_line() {
        let found = clauses("P4b, 2.1 P4b;A-3");
        assert_eq!(found, Ok(vec!["P4b".into(), "2.1".into(), "A-3".into()]));
        assert_eq!(clauses(" "), Ok(Vec::new()));
        let refused = clauses("P4b <script>");
        assert_eq!(refused, Err(ClausesRefused::NoClause("<script>".into())));
    }

    #[test]
    fn sources_and_outcomes_are_found_by_their_keys() {
        for source in Source::ALL {
            assert_eq!(Source::from_key(source.key()), Some(source));
        }
        for outcome in CheckOutcome::ALL {
            assert_eq!(CheckOutcome::from_key(outcome.key()), Some(outcome));
        }
        assert_eq!(Source::from_key("rumour"), None);
    }
}
